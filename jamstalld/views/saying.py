"""The sentences of rows and views: which is said when. How it is said is `wording`'s."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from jamstalld.dictionary import Measure
from jamstalld.views.model import BaseGroup, Estimate, Hidden, Row, View
from jamstalld.views.request import ViewRequest
from jamstalld.wording import sentences as say
from jamstalld.wording.method import SYNTHETIC
from jamstalld.wording.numbers import period_text
from jamstalld.wording.words import enumerated, sexes_of

NOUNS = {"insatser": "insatser", "ärenden": "ärenden", "personer": ""}


def noun_of(measure: Measure, count_unit: str) -> str:
    """Name what is counted, plural; empty for the women and men themselves."""
    own = measure.noun if count_unit == measure.units[0] else None
    return own or NOUNS[count_unit]


def described(
    row: Row, measure: Measure, asked: ViewRequest, threshold: int, standardised_by: Sequence[str] = ()
) -> Row:
    """Give the row its sentence: the two shares, what the comparison shows, and how it has moved.

    Parameters
    ----------
    standardised_by
        The titles of the variables that the difference is standardised by.
    """
    if row.verdict == "hidden":
        return replace(row, sentence=say.verdict_sentence("hidden", None, measure.margin, None, sexes_of()))
    sexes = sexes_of(row.label, row.split, *(value for _, value in asked.filters))
    women = say.share_text(row.women.share, protected=threshold > 1)
    men = say.share_text(row.men.share, protected=threshold > 1)
    label = name(row)
    if measure.kind == "share":
        subject = None if asked.by == measure.column else dict(asked.filters).get(measure.column)
        told = say.share_sentence(label, noun_of(measure, asked.count_unit or ""), women, men, sexes, subject)
    else:
        told = say.rate_sentence(None if row.label == "Alla" else label, measure.did, women, men, sexes)
    parts = [
        told,
        say.verdict_sentence(row.verdict, gap(row.difference), measure.margin, row.smallest_visible, sexes),
    ]
    crude, adjusted = gap(row.difference), gap(row.adjusted)
    if crude and adjusted:
        parts.append(say.adjusted_sentence(adjusted, crude, factors(standardised_by), measure.margin, sexes))
    if row.previous and asked.compare_with:
        change, before = gap(row.previous.change), gap(row.previous.difference)
        if change and before:
            parts.append(say.change_sentence(change, before, period_text(asked.compare_with), sexes))
    return replace(row, sentence=" ".join(parts))


def view_sentences(view: View, standardised_by: Sequence[str], *, of_all: bool) -> tuple[str, ...]:
    """Say what a whole view shows, the finding first.

    Parameters
    ----------
    standardised_by
        The titles of the variables that the differences are standardised by.
    of_all
        Whether those without an answer are among the base.
    """
    sexes = sexes_of(*(value for _, value in view.filters))
    differing = [
        (name(row), found) for row in view.rows if row.verdict == "difference" and (found := gap(row.difference))
    ]
    differing.sort(key=lambda found: -abs(found[1].estimate))
    similar = [name(row) for row in view.rows if row.verdict == "similar"]
    if not any((group.n or group.missing) for group in (view.base.women, view.base.men)):
        return (*say.NOTHING, *([SYNTHETIC] if view.synthetic else []))
    told = [say.headline(differing, similar, len(view.rows), view.margin, sexes)]
    if view.kind == "rate" and view.total.verdict != "hidden":
        told.append(f"Totalt: {view.total.sentence}")
    if differing and similar:
        told.append(say.similar_sentence(similar, view.margin))
    turned = [row for row in view.rows if _turns(row)]
    if turned:
        told.append(say.turned_sentence([name(row) for row in turned], factors(standardised_by)))
    missing = [missing_share(group, of_all=of_all) for group in (view.base.women, view.base.men)]
    told.append(say.missing_sentence(missing[0], missing[1], view.threshold, sexes))
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
