"""The sentences of rows and views: which is said when. How it is said is `wording`'s."""

from __future__ import annotations

from dataclasses import replace

from jamstalld.dictionary import Measure
from jamstalld.views.model import BaseGroup, Estimate, Row, View
from jamstalld.views.request import ViewRequest
from jamstalld.wording import sentences as say
from jamstalld.wording.method import SYNTHETIC
from jamstalld.wording.words import sexes_of

NOUNS = {"insatser": "insatser", "ärenden": "ärenden", "personer": ""}


def noun_of(measure: Measure, count_unit: str) -> str:
    """Name what is counted, plural; empty for the women and men themselves."""
    own = measure.noun if count_unit == measure.units[0] else None
    return own or NOUNS[count_unit]


def described(row: Row, measure: Measure, asked: ViewRequest, threshold: int) -> Row:
    """Give the row its sentence: the two shares, what the comparison shows, and how it has moved."""
    if row.verdict == "hidden":
        return replace(row, sentence=say.verdict_sentence("hidden", None, measure.margin, None, sexes_of()))
    sexes = sexes_of(row.label, row.split, *(value for _, value in asked.filters))
    women = say.share_text(row.women.share, protected=threshold > 1)
    men = say.share_text(row.men.share, protected=threshold > 1)
    label = f"{row.label}, {row.split}" if row.split else row.label
    if measure.kind == "share":
        told = say.share_sentence(label, noun_of(measure, asked.count_unit or ""), women, men, sexes)
    else:
        told = say.rate_sentence(None if row.label == "Alla" else label, measure.did, women, men, sexes)
    parts = [
        told,
        say.verdict_sentence(row.verdict, gap(row.difference), measure.margin, row.smallest_visible, sexes),
    ]
    if row.previous:
        change, before = gap(row.previous.change), gap(row.previous.difference)
        if change and before:
            parts.append(say.change_sentence(change, before, sexes))
    return replace(row, sentence=" ".join(parts))


def view_sentences(view: View) -> tuple[str, ...]:
    """Say what a whole view shows, the finding first."""
    sexes = sexes_of(*(value for _, value in view.filters))
    differing = [
        (name(row), found) for row in view.rows if row.verdict == "difference" and (found := gap(row.difference))
    ]
    differing.sort(key=lambda found: -abs(found[1].estimate))
    similar = [name(row) for row in view.rows if row.verdict == "similar"]
    told = [say.headline(differing, similar, len(view.rows), view.margin, sexes)]
    if view.kind == "rate" and view.total.verdict != "hidden":
        told.append(f"Totalt: {view.total.sentence}")
    if differing and similar:
        told.append(say.similar_sentence(similar, view.margin))
    told.append(
        say.missing_sentence(missing_share(view.base.women), missing_share(view.base.men), view.threshold, sexes)
    )
    if view.hidden:
        told.append(say.hidden_sentence([hidden.label for hidden in view.hidden], view.threshold))
    if view.synthetic:
        told.append(SYNTHETIC)
    return tuple(told)


def missing_share(group: BaseGroup) -> float | None:
    """Give the share (0–1) of a sex that lacks an answer, None if it is hidden."""
    if group.missing is None or group.n is None:
        return None
    asked = group.n + group.missing
    return group.missing / asked if asked else None


def name(row: Row) -> str:
    """Name a row in a sentence."""
    return f"{row.label}, {row.split}" if row.split else row.label


def gap(difference: Estimate | None) -> say.Gap | None:
    """Give a difference to the wording."""
    return say.Gap(difference.estimate, difference.low, difference.high) if difference else None
