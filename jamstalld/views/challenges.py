"""What one's own data say of a known challenge: whether they can tell, what to ask them, and what they answer."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from jamstalld.dialogue.analyses import Subject
from jamstalld.dialogue.challenges import Challenge
from jamstalld.dictionary import Dictionary
from jamstalld.periods import Period
from jamstalld.store import DataInfo
from jamstalld.views.asjson import request_to_json
from jamstalld.views.model import Verdict, View
from jamstalld.views.request import ViewRequest
from jamstalld.wording import challenges as say
from jamstalld.wording.numbers import period_text


@dataclass(frozen=True)
class Finding:
    """What one's own data say.

    Parameters
    ----------
    verdict
        That of the first sentence; None where it has none.
    sentences
        The finding in words, what answers the challenge most nearly first.
    about
        Of when.
    """

    verdict: Verdict | None
    sentences: tuple[str, ...]
    about: str


def request_of(challenge: Challenge, period: Period | None = None) -> ViewRequest:
    """Give the question that a challenge puts to the data.

    Parameters
    ----------
    period
        None for the latest four quarters.
    """
    return ViewRequest(
        measure=challenge.measure,
        by=challenge.by,
        split=challenge.split,
        filters=challenge.filters,
        period=period,
        standardise_by=challenge.standardise,
    )


def obstacle(challenge: Challenge, known: Dictionary, info: DataInfo, areas: Collection[str]) -> str:
    """Say why the data cannot tell anything of a challenge; empty where they may.

    Parameters
    ----------
    areas
        The areas of which the data have anything that can be shown.
    """
    if info.empty:
        return say.NOTHING_LOADED
    measure = known.measures.get(challenge.measure)
    if measure is None or challenge.by not in known.variables:
        return say.NO_MEASURE
    column = measure.number or measure.column
    asked = (challenge.by, *dict(challenge.filters), challenge.split, *challenge.standardise)
    needed = dict.fromkeys((column, *measure.asked_when, *(key for key in asked if key and key != "quarter")))
    if missing := tuple(known.variable(key).title for key in needed if key not in info.columns):
        return say.lacks_variables(missing)
    if challenge.area and challenge.area not in areas:
        return say.lacks_area(challenge.area)
    return ""


def finding_in(view: View, row: str | None) -> Finding:
    """Give what a View says of a challenge.

    Parameters
    ----------
    row
        The one row that the challenge is about; None where it is about women and men as a whole, and how the
        difference lies among the rows.
    """
    about = period_text(Period.parse(view.period))
    if row:
        shown = next((line for line in view.rows if line.label == row), None)
        return Finding(*((shown.verdict, (shown.sentence,)) if shown else ("hidden", (say.row_not_there(row),))), about)
    if view.kind == "share" or view.total.verdict == "hidden":
        return Finding(None, view.sentences[:1], about)
    return Finding(view.total.verdict, (view.total.sentence, view.sentences[0]), about)


def subject_of(challenge: Challenge, period: Period | None = None) -> Subject:
    """Give the question that a challenge puts to the data, in the form of the page it is looked at on.

    Parameters
    ----------
    period
        None for the latest four quarters.
    """
    request = request_of(challenge, period)
    filters = dict(challenge.filters)
    same: dict[str, Any] = {"period": str(period) if period else None, "count_unit": None}
    match challenge.page:
        case "forklaras":
            asked = {"measure": challenge.measure, "factors": list(challenge.standardise), "filters": filters}
            return Subject("explanation", asked | same)
        case "samspel":
            asked = {"measure": challenge.measure, "rows": challenge.by, "columns": challenge.split, "panels": None}
            return Subject("interplay", asked | {"value": None, "filters": filters} | same)
        case "traffsakerhet":
            area = filters.pop("area", None)
            return Subject("matching", {"area": area, "need": challenge.standardise[0], "filters": filters} | same)
        case _:
            return Subject("view", request_to_json(request))


def same_question(challenge: Challenge, subject: Mapping[str, Any]) -> bool:
    """Tell whether an analysis is about what a challenge asks, in whatever period and unit of count.

    Parameters
    ----------
    subject
        As ``Subject.to_json`` gives it.
    """
    asked = subject_of(challenge)

    def compared(request: Mapping[str, Any]) -> dict[str, Any]:
        return {key: value for key, value in request.items() if key not in ("period", "count_unit")}

    return subject["kind"] == asked.kind and compared(subject["request"]) == compared(asked.request)
