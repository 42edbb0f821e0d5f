"""What a page shows of an answer, apart from its picture: kept with what a group writes, and asked again later.

An answer is any of the five that the analysis pages show. What belongs to each is told here, once, for pages, notes,
meetings and documents alike.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from jamstalld.charts.comparison import comparison_table
from jamstalld.charts.decomposition import parts_table
from jamstalld.charts.explanation import picture_of, strata_table
from jamstalld.charts.interplay import interplay_table
from jamstalld.charts.matching import match_table
from jamstalld.charts.over_time import effort_table, over_time_table
from jamstalld.dialogue.analyses import Snapshot, Subject, SubjectKind, snapshot_identity
from jamstalld.periods import Period, Quarter
from jamstalld.store import Database
from jamstalld.views.asjson import request_from_json, request_of, request_to_json, view_from_json, view_to_json
from jamstalld.views.build import build_view
from jamstalld.views.explaining import Explanation, explain, explanation_to_json
from jamstalld.views.interplay import Interplay, InterplayRequest, interplay, interplay_to_json
from jamstalld.views.matching import Matching, MatchingRequest, matching, matching_to_json
from jamstalld.views.model import View
from jamstalld.views.over_time import over_time
from jamstalld.views.over_time_model import OverTime, OverTimeRequest, over_time_to_json
from jamstalld.views.reading_back import read_back
from jamstalld.wording.numbers import period_text, quarter_text
from jamstalld.wording.sentences import base_text
from jamstalld.wording.words import Sexes, sexes_of

Answer = View | OverTime | Interplay | Explanation | Matching
Table = list[dict[str, str]]
A = TypeVar("A", View, OverTime, Interplay, Explanation, Matching)


def subject_of(answer: Answer) -> Subject:
    """Give the question that an answer is to, with its period written out so that it stays the same question."""
    kind = _kind_of(answer)
    return Subject(kind, KINDS[kind].request(answer))


def ask(database: Database, subject: Subject) -> Answer:
    """Ask a question again, of the data as they are now.

    Raises
    ------
    RequestError
        If it can no longer be asked, or the data can no longer answer it.
    """
    return KINDS[subject.kind].ask(database, subject.request)


def with_period(subject: Subject, period: Period) -> Subject:
    """Give the same question about another period. A question about all quarters stays as it is."""
    if "period" not in subject.request:
        return subject
    return Subject(subject.kind, {**subject.request, "period": str(period)})


def about(answer: Answer) -> str:
    """Say whom and when an answer is about: filters, period, and how many women and men, in the unit of count."""
    return KINDS[_kind_of(answer)].about(answer)


def tables(answer: Answer) -> list[Table]:
    """Give the tables that stand under the picture, as texts; the one that says most comes first."""
    return [table for table in KINDS[_kind_of(answer)].tables(answer) if table]


def snapshot(answer: Answer) -> Snapshot:
    """Keep what a page shows of an answer. It holds released numbers only."""
    content: dict[str, Any] = {
        "title": answer.question,
        "about": about(answer),
        "sentences": list(answer.sentences),
        "method": list(answer.method),
        "tables": tables(answer),
        "data_version": answer.data_version,
        "subject": subject_of(answer).to_json(),
        "result": KINDS[_kind_of(answer)].to_json(answer),
    }
    plain = json.loads(json.dumps(content, ensure_ascii=False))
    return Snapshot.of(snapshot_identity(plain), "", plain)


def whole(kept: Snapshot) -> Snapshot:
    """Give a snapshot with its tables: what notes of earlier versions kept is only the View, of which they are made."""
    if kept.tables or kept.subject["kind"] != "view":
        return kept
    view = view_from_json(kept.result)
    return replace(kept, about=about(view), tables=tuple(tuple(table) for table in tables(view)))


def kept_answer(kept: Snapshot) -> Answer:
    """Give the answer that a snapshot was taken of, as it was."""
    return read_back(KINDS[kept.subject["kind"]].answer, kept.result)


@dataclass(frozen=True)
class _Kind(Generic[A]):
    """What belongs to one kind of answer.

    Parameters
    ----------
    request
        Its question, JSON-ready.
    ask
        Asking it.
    about, tables, to_json
        What the page shows of it.
    """

    answer: type[A]
    request: Callable[[A], dict[str, Any]]
    ask: Callable[[Database, Mapping[str, Any]], A]
    about: Callable[[A], str]
    tables: Callable[[A], Sequence[Table]]
    to_json: Callable[[A], dict[str, Any]]


def _kind_of(answer: Answer) -> SubjectKind:
    return next(kind for kind, one in KINDS.items() if isinstance(answer, one.answer))


def _filters(request: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(request["filters"].items()))


def _period(request: Mapping[str, Any]) -> Period:
    return Period.parse(request["period"])


def _whom(answer: View | Interplay | Matching) -> str:
    women, men = answer.base.women.n, answer.base.men.n
    return _joined(answer, base_text(women, men, answer.noun, answer.threshold, _sexes(answer)))


def _joined(answer: View | Interplay | Matching | Explanation, base: str, *first: str) -> str:
    values = (value for _, value in answer.filters)
    return " · ".join([*first, *values, period_text(Period.parse(answer.period)), base])


def _sexes(answer: Answer) -> Sexes:
    return sexes_of(*(value for _, value in answer.filters))


def _over_time_request(seen: OverTime) -> dict[str, Any]:
    effort = seen.effort
    return {
        "measure": seen.measure,
        "filters": dict(seen.filters),
        "count_unit": seen.count_unit,
        "effort": effort.quarter if effort else None,
        "adjust_by": list(effort.adjust_by) if effort else [],
    }


def _ask_over_time(database: Database, request: Mapping[str, Any]) -> OverTime:
    effort = request["effort"]
    return over_time(
        database,
        OverTimeRequest(
            request["measure"],
            filters=_filters(request),
            count_unit=request["count_unit"],
            effort=Quarter.parse(effort) if effort else None,
            adjust_by=tuple(request["adjust_by"]),
        ),
    )


def _about_over_time(seen: OverTime) -> str:
    first, last = (quarter_text(Quarter.parse(point.quarter)) for point in (seen.quarters[0], seen.quarters[-1]))
    span = first if first == last else f"{first} till {last}"
    adjusted = " (justerade antal)" if seen.threshold > 1 else ""
    return " · ".join([*(value for _, value in seen.filters), span, f"räknat i {seen.count_unit}{adjusted}"])


def _interplay_request(seen: Interplay) -> dict[str, Any]:
    same = ("measure", "rows", "columns", "panels", "value", "period", "count_unit")
    return {**{key: getattr(seen, key) for key in same}, "filters": dict(seen.filters)}


def _ask_interplay(database: Database, request: Mapping[str, Any]) -> Interplay:
    asked: dict[str, Any] = {**request, "filters": _filters(request), "period": _period(request)}
    return interplay(database, InterplayRequest(**asked))


def _explanation_request(seen: Explanation) -> dict[str, Any]:
    return {
        "measure": seen.measure,
        "factors": [factor.key for factor in seen.factors],
        "filters": dict(seen.filters),
        "period": seen.period,
        "count_unit": seen.count_unit,
    }


def _ask_explanation(database: Database, request: Mapping[str, Any]) -> Explanation:
    asked: dict[str, Any] = {**request, "filters": _filters(request), "period": _period(request)}
    return explain(database, **asked)


def _about_explanation(seen: Explanation) -> str:
    base = base_text(seen.women.n, seen.men.n, seen.noun, seen.threshold, _sexes(seen))
    return _joined(seen, base, seen.question)


def _explanation_tables(seen: Explanation) -> list[Table]:
    picture = picture_of(seen)
    return [parts_table(picture) if picture else [], strata_table(seen)]


def _matching_request(seen: Matching) -> dict[str, Any]:
    filters = {key: value for key, value in seen.filters if key != "area"}
    same = {"area": seen.area, "need": seen.need, "period": seen.period, "count_unit": seen.count_unit}
    return {**same, "filters": filters}


def _ask_matching(database: Database, request: Mapping[str, Any]) -> Matching:
    asked: dict[str, Any] = {**request, "filters": _filters(request), "period": _period(request)}
    return matching(database, MatchingRequest(**asked))


KINDS: Mapping[SubjectKind, _Kind[Any]] = {
    "view": _Kind(
        View,
        lambda view: request_to_json(request_of(view)),
        lambda database, request: build_view(database, request_from_json(dict(request))),
        _whom,
        lambda view: [comparison_table(view, view.by_title)],
        view_to_json,
    ),
    "over_time": _Kind(
        OverTime,
        _over_time_request,
        _ask_over_time,
        _about_over_time,
        lambda seen: [effort_table(seen), over_time_table(seen)],
        over_time_to_json,
    ),
    "interplay": _Kind(
        Interplay, _interplay_request, _ask_interplay, _whom, lambda seen: [interplay_table(seen)], interplay_to_json
    ),
    "explanation": _Kind(
        Explanation,
        _explanation_request,
        _ask_explanation,
        _about_explanation,
        _explanation_tables,
        explanation_to_json,
    ),
    "matching": _Kind(
        Matching, _matching_request, _ask_matching, _whom, lambda seen: [match_table(seen)], matching_to_json
    ),
}
"""What belongs to each kind of answer."""
