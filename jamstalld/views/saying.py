"""The sentences of rows and views: which is said when. How it is said is `wording`'s."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from jamstalld.dictionary import Measure
from jamstalld.views.laying_out import WHOLE
from jamstalld.views.model import BaseGroup, Estimate, Hidden, Row, View
from jamstalld.views.request import ViewRequest
from jamstalld.wording import sentences as say
from jamstalld.wording.means import mean_sentence
from jamstalld.wording.method import SYNTHETIC
from jamstalld.wording.missing import bounds_sentence
from jamstalld.wording.numbers import period_text
from jamstalld.wording.scales import pairs_sentence
from jamstalld.wording.units import PAIRS, POINTS, Unit, unit_of
from jamstalld.wording.words import Sexes, enumerated, sexes_of

NOUNS = {"insatser": "insatser", "ärenden": "ärenden", "personer": ""}


def noun_of(measure: Measure, count_unit: str) -> str:
    """Name what is counted, plural; empty for the women and men themselves."""
    own = measure.noun if count_unit == measure.units[0] else None
    return own or NOUNS[count_unit]


def unit_for(measure: Measure) -> Unit:
    """Give the unit of a measure's differences."""
    if measure.kind == "mean":
        return unit_of(measure.unit, measure.unit_one, measure.margin)
    return PAIRS if measure.kind == "ordinal" else POINTS


def described(
    row: Row, measure: Measure, asked: ViewRequest, threshold: int, standardised_by: Sequence[str] = ()
) -> Row:
    """Give the row its sentence: how the sexes are, what the comparison shows, and how it has moved.

    Parameters
    ----------
    standardised_by
        The titles of the variables that the difference is standardised by.
    """
    if row.verdict == "hidden":
        return replace(row, sentence=say.verdict_sentence("hidden", None, measure.margin, None, sexes_of()))
    sexes, unit = sexes_of(row.label, row.split, *(value for _, value in asked.filters)), unit_for(measure)
    crude, adjusted = gap(row.difference), gap(row.adjusted)
    parts = [
        _told(row, measure, asked, sexes, protected=threshold > 1),
        say.verdict_sentence(row.verdict, crude, measure.margin, row.smallest_visible, sexes, unit),
    ]
    if crude and adjusted:
        parts.append(say.adjusted_sentence(adjusted, crude, factors(standardised_by), measure.margin, sexes, unit))
    if row.previous and asked.compare_with:
        change, before = gap(row.previous.change), gap(row.previous.difference)
        if change and before:
            parts.append(say.change_sentence(change, before, period_text(asked.compare_with), sexes, unit))
    return replace(row, sentence=" ".join(parts))


def _told(row: Row, measure: Measure, asked: ViewRequest, sexes: Sexes, *, protected: bool) -> str:
    """Say how women and men are, each for themselves."""
    label = None if row.label == WHOLE else name(row)
    if row.pairs:
        return pairs_sentence(label, measure.did, row.pairs.women_higher, row.pairs.men_higher, sexes)
    if row.women.mean is not None and row.men.mean is not None:
        return mean_sentence(label, measure.amount, row.women.mean, row.men.mean, unit_for(measure), sexes)
    women, men = (say.share_text(group.share, protected=protected) for group in (row.women, row.men))
    if measure.kind == "rate":
        return say.rate_sentence(label, measure.did, women, men, sexes)
    subject = None if asked.by == measure.column else dict(asked.filters).get(measure.column)
    return say.share_sentence(name(row), noun_of(measure, asked.count_unit or ""), women, men, sexes, subject)


def view_sentences(view: View, standardised_by: Sequence[str], *, of_all: bool) -> tuple[str, ...]:
    """Say what a whole view shows, the finding first.

    Parameters
    ----------
    standardised_by
        The titles of the variables that the differences are standardised by.
    of_all
        Whether those without an answer are among the base.
    """
    sexes, unit = sexes_of(*(value for _, value in view.filters)), unit_of(view.unit, view.unit_one, view.margin)
    differing = [
        (name(row), found) for row in view.rows if row.verdict == "difference" and (found := gap(row.difference))
    ]
    differing.sort(key=lambda found: -abs(found[1].estimate))
    similar = [name(row) for row in view.rows if row.verdict == "similar"]
    if not any((group.n or group.missing) for group in (view.base.women, view.base.men)):
        return (*say.NOTHING, *([SYNTHETIC] if view.synthetic else []))
    told = [say.headline(differing, similar, len(view.rows), view.margin, sexes, unit)]
    if view.kind != "share" and view.total.verdict != "hidden":
        told.append(f"Totalt: {view.total.sentence}")
    if differing and similar:
        told.append(say.similar_sentence(similar, view.margin, unit, sexes))
    turned = [row for row in view.rows if _turns(row)]
    if turned:
        told.append(say.turned_sentence([name(row) for row in turned], factors(standardised_by)))
    missing = [missing_share(group, of_all=of_all) for group in (view.base.women, view.base.men)]
    told.append(say.missing_sentence(missing[0], missing[1], view.threshold, sexes))
    if view.total.bounds:
        told.append(bounds_sentence(view.total.bounds.low, view.total.bounds.high, sexes, unit))
    if view.hidden:
        told.append(say.hidden_sentence([name(hidden) for hidden in view.hidden], view.threshold, sexes))
    if view.synthetic:
        told.append(SYNTHETIC)
    return tuple(told)


def _turns(row: Row) -> bool:
    crude, adjusted = gap(row.difference), gap(row.adjusted)
    return crude is not None and adjusted is not None and say.turns(adjusted, crude)


def missing_share(group: BaseGroup, *, of_all: bool = False) -> float | None:
    """Give the share (0–1) of a sex that lacks an answer, None if it is hidden.

    Parameters
    ----------
    of_all
        Whether those without an answer are among the `n` of the group already: the share is of all, not of those
        who answered.
    """
    if group.missing is None or group.n is None:
        return None
    asked = max(group.n, group.missing) if of_all else group.n + group.missing
    return group.missing / asked if asked else None


def name(row: Row | Hidden) -> str:
    """Name a row in a sentence."""
    return f"{row.label}, {row.split}" if row.split else row.label


def factors(titles: Sequence[str]) -> str:
    """Name what a difference is standardised by, as in running text."""
    return enumerated([title.lower() for title in titles])


def gap(difference: Estimate | None) -> say.Gap | None:
    """Give a difference to the wording."""
    return say.Gap(difference.estimate, difference.low, difference.high) if difference else None
