"""The sentences of a match: which is said when. How it is said is `wording`'s."""

from __future__ import annotations

from dataclasses import replace

from jamstalld.dictionary import Measure
from jamstalld.views.cells import Cell
from jamstalld.views.matching.model import Matching, SameNeed
from jamstalld.views.saying import gap
from jamstalld.wording import matching as say
from jamstalld.wording import sentences
from jamstalld.wording.method import SYNTHETIC, method_lines
from jamstalld.wording.words import Sexes, sexes_of


def described(seen: Matching) -> Matching:
    """Give every cell its sentence."""
    return replace(
        seen,
        cells=tuple(_told(cell, seen) for cell in seen.cells),
        same_need=tuple(replace(one, cell=_told_at_same(one, seen)) for one in seen.same_need),
        usual=_told_usual(seen),
    )


def _told(cell: Cell, seen: Matching) -> Cell:
    sexes = _sexes(seen)
    if cell.verdict == "hidden":
        n = (cell.women.n or 0, cell.men.n or 0)
        few = say.few_got_it(seen.threshold) if all(n) else sentences.hidden_reason(*n, seen.threshold, sexes)
        return replace(cell, sentence=f"Visas inte: {few}.")
    women, men = _shares(cell, seen)
    told = sentences.share_sentence(cell.name, seen.noun, women, men, sexes)
    return replace(cell, sentence=f"{told} {_verdict(cell, seen)}")


def _told_at_same(one: SameNeed, seen: Matching) -> Cell:
    cell, sexes = one.cell, _sexes(seen)
    if cell.verdict == "hidden":
        return replace(cell, sentence=say.NOT_COMPARABLE)
    told = [say.shares_sentence(cell.row, *_shares(cell, seen), seen.noun, sexes), _verdict(cell, seen)]
    crude, adjusted = gap(one.crude), gap(cell.difference)
    if crude and adjusted and sentences.turns(adjusted, crude):
        told.append(say.crude_sentence(crude, adjusted, sexes))
    return replace(cell, sentence=" ".join(told))


def _told_usual(seen: Matching) -> Cell:
    cell = seen.usual
    if cell.verdict == "hidden":
        return replace(cell, sentence=f"Visas inte: {say.few_got_it(seen.threshold)}.")
    told = say.usual_sentence(*_shares(cell, seen), seen.usual_at, seen.noun, _sexes(seen))
    return replace(cell, sentence=f"{told} {_verdict(cell, seen)}")


def match_sentences(seen: Matching) -> tuple[str, ...]:
    """Say what a match shows: whether the same need gives the same, then how often one gets what is usual."""
    sexes, synthetic = _sexes(seen), [SYNTHETIC] if seen.synthetic else []
    if not any(group.n for group in (seen.base.women, seen.base.men)):
        return (*sentences.NOTHING, *synthetic)
    compared = [one.cell for one in seen.same_need if one.cell.verdict != "hidden"]
    differing = [
        (cell.row, found) for cell in compared if cell.verdict == "difference" and (found := gap(cell.difference))
    ]
    differing.sort(key=lambda found: -abs(found[1].estimate))
    any_at_all = dict(differing).get(say.ANY)
    alike = sum(cell.verdict == "similar" for cell in compared)
    interventions = [found for found in differing if found[0] != say.ANY]
    told = [say.headline(interventions, any_at_all, alike, len(compared), seen.margin, sexes)]
    turned = [one.cell.row for one in seen.same_need if _turns(one)]
    if turned:
        told.append(say.turned_sentence(turned))
    if seen.usual.verdict != "hidden":
        told.append(seen.usual.sentence)
    women, men = seen.missing_need_women, seen.missing_need_men
    told.append(say.missing_need_sentence(women, men, seen.need_title, seen.threshold, sexes))
    if seen.left_out:
        told.append(say.left_out_sentence(seen.left_out))
    hidden = sum(cell.verdict == "hidden" for cell in seen.cells)
    if hidden:
        told.append(say.hidden_cells_sentence(hidden, len(seen.cells)))
    return (*told, *synthetic)


def _turns(one: SameNeed) -> bool:
    crude, adjusted = gap(one.crude), gap(one.cell.difference)
    return crude is not None and adjusted is not None and sentences.turns(adjusted, crude)


def match_method(seen: Matching, measure: Measure) -> tuple[str, ...]:
    """Say how a match was computed, one line a step."""
    every = method_lines(
        count_unit=seen.count_unit,
        quarter=measure.quarter,
        family=seen.family,
        threshold=seen.threshold,
        standardised_by=(),
        compared=False,
        kind=measure.kind,
    )
    return (*every[:-1], *say.method_lines(seen.need_title, seen.margin), every[-1])


def _sexes(seen: Matching) -> Sexes:
    return sexes_of(*(value for _, value in seen.filters))


def _shares(cell: Cell, seen: Matching) -> tuple[str, str]:
    protected = seen.threshold > 1
    women, men = (sentences.share_text(group.share, protected=protected) for group in (cell.women, cell.men))
    return women, men


def _verdict(cell: Cell, seen: Matching) -> str:
    return sentences.verdict_sentence(
        cell.verdict, gap(cell.difference), seen.margin, cell.smallest_visible, _sexes(seen)
    )
