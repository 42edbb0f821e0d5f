"""The sentences of an interplay: which is said when. How it is said is `wording`'s."""

from __future__ import annotations

from dataclasses import replace

from jamstalld.dictionary import Measure
from jamstalld.views.cells import Cell
from jamstalld.views.interplay.grid import LEAST
from jamstalld.views.interplay.model import Interplay
from jamstalld.views.model import Row
from jamstalld.views.request import ViewRequest
from jamstalld.views.saying import described, gap, missing_share, unit_for
from jamstalld.wording import interplay as say
from jamstalld.wording import sentences
from jamstalld.wording.method import SYNTHETIC, method_lines
from jamstalld.wording.words import sexes_of


def described_cell(cell: Cell, seen: Interplay, measure: Measure, asked: ViewRequest) -> Cell:
    """Give the cell its sentence: how the sexes are and what the comparison shows, or why it is hidden."""
    if cell.verdict == "hidden":
        sexes = sexes_of(cell.row, cell.column, cell.panel, *(value for _, value in seen.filters))
        reason = sentences.hidden_reason(cell.women.n or 0, cell.men.n or 0, seen.threshold, sexes)
        return replace(cell, sentence=f"Visas inte: {reason}.")
    row = Row(
        cell.row,
        ", ".join(part for part in (cell.column, cell.panel) if part),
        *(cell.women, cell.men, cell.difference),
        pairs=cell.pairs,
        smallest_visible=cell.smallest_visible,
        verdict=cell.verdict,
    )
    # Column and panel stand in one text: by themselves they say whether the group is of children.
    narrowed = [
        (key, value) for key, value in ((seen.columns, cell.column), (seen.panels, cell.panel)) if key and value
    ]
    told = described(row, measure, replace(asked, filters=(*asked.filters, *narrowed)), seen.threshold)
    return replace(cell, sentence=told.sentence)


def interplay_sentences(seen: Interplay, measure: Measure) -> tuple[str, ...]:
    """Say what an interplay shows: whether the gap is the same everywhere, then where it is clearest."""
    sexes = sexes_of(*(value for _, value in seen.filters))
    synthetic = [SYNTHETIC] if seen.synthetic else []
    if not any((group.n or group.missing) for group in (seen.base.women, seen.base.men)):
        return (*sentences.NOTHING, *synthetic)
    told = [say.alike_sentence(_q(seen), len(seen.shown)), _headline(seen, measure)]
    if seen.total.verdict != "hidden":
        told.append(seen.total.sentence if seen.kind == "share" else f"Totalt: {seen.total.sentence}")
    alone = {title: q for title, q in zip(seen.titles, _alone(seen), strict=True) if q is not None}
    if alone:
        different = [title for title, q in alone.items() if q <= say.SIGNIFICANT]
        told.append(say.by_factor_sentence(different, [title for title in alone if title not in different]))
    missing = [missing_share(group, of_all=measure.base == "all") for group in (seen.base.women, seen.base.men)]
    told.append(sentences.missing_sentence(missing[0], missing[1], seen.threshold, sexes))
    if seen.merged:
        told.append(say.merged_sentence(seen.merged, LEAST, sexes))
    hidden = len(seen.cells) - len(seen.shown)
    if hidden:
        told.append(say.hidden_sentence(hidden, len(seen.cells), seen.threshold, sexes))
    return (*told, *synthetic)


def _q(seen: Interplay) -> float | None:
    """Give the q value of the test over all cells, None where it could not be made."""
    return next((test.q for test in seen.alike if len(test.by) > 1), None)


def _alone(seen: Interplay) -> list[float | None]:
    """Give the q value of the test by each variable alone, None where it could not be made."""
    made = {test.by: test.q for test in seen.alike}
    return [made.get((key,)) for key in (seen.rows, seen.columns, seen.panels) if key]


def _headline(seen: Interplay, measure: Measure) -> str:
    differing = [
        (cell.name, found) for cell in seen.shown if cell.verdict == "difference" and (found := gap(cell.difference))
    ]
    differing.sort(key=lambda found: -abs(found[1].estimate))
    similar = [cell.name for cell in seen.shown if cell.verdict == "similar"]
    sexes = sexes_of(*(value for _, value in seen.filters))
    return sentences.headline(differing, similar, len(seen.shown), seen.margin, sexes, unit_for(measure))


def interplay_method(seen: Interplay, measure: Measure) -> tuple[str, ...]:
    """Say how an interplay was computed, one line a step."""
    every = method_lines(
        count_unit=seen.count_unit,
        quarter=measure.quarter,
        family=seen.family,
        threshold=seen.threshold,
        standardised_by=(),
        compared=False,
        kind=seen.kind,
    )
    own = say.method_lines(LEAST, len(seen.merged), seen.count_unit, len(seen.alike))
    return (*every[:-1], *own, every[-1])
