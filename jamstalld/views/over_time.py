"""The gap quarter by quarter: whether it moves more than chance does, and whether it moved when an effort began.

The quarters are those of views by quarter, asked in periods of four that lie end to end. One of them begins with the
effort, so that the whole of it and the whole of the one before it are the four quarters after and before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from jamstalld.compare.trend import run_chart, trend_of_gaps
from jamstalld.dictionary import Dictionary, Measure
from jamstalld.errors import EmptyDatabaseError, RequestError
from jamstalld.periods import Period, Quarter
from jamstalld.store import Database, DataInfo, data_info, dictionary_of
from jamstalld.views.asking import plan
from jamstalld.views.build import build_view
from jamstalld.views.elements import estimates
from jamstalld.views.model import Group, Row, View
from jamstalld.views.over_time_adjusting import change_of, with_adjusted
from jamstalld.views.over_time_model import Effort, OverTime, OverTimeRequest, Point, Run, Side, Slope
from jamstalld.views.over_time_saying import sentences
from jamstalld.views.request import ViewRequest, checked
from jamstalld.views.within import within
from jamstalld.wording.method import protection_line
from jamstalld.wording.over_time import question
from jamstalld.wording.over_time_reading import method_lines

FOUR = 4
_LEAST_FOR_A_SLOPE = 3
_NOBODY = Group(None, None, None, None, None)


def over_time(database: Database, request: OverTimeRequest) -> OverTime:
    """Follow a gap over every quarter that has been loaded.

    Raises
    ------
    RequestError
        If it asks for what does not exist or may not be asked.
    EmptyDatabaseError, MissingVariableError
        If the loaded data cannot answer it.
    """
    info = data_info(database)
    if info.first is None or info.last is None:
        raise EmptyDatabaseError("Databasen är tom. Läs in ett underlag först.")
    known = dictionary_of(database)
    request = replace(request, filters=within(database, request.filters))
    measure, asked = _asked(request, known, info)
    _refuse_outside(request.effort, info.first, info.last)
    how = plan(measure, asked, info, known)
    by_quarter = replace(asked, standardise_by=())
    periods = _periods(info.first, info.last, request.effort)
    views = [build_view(database, replace(by_quarter, period=period)) for period in periods]
    points = tuple(_points(views, info.first, info.last))
    effort = _effort(views, points, request.effort) if request.effort else None
    if effort and asked.standardise_by:
        effort = with_adjusted(database, how, effort)
    titles = [known.variable(key).title for key in asked.standardise_by]
    seen = _seen(measure, views[-1], points, effort, titles)
    return replace(seen, sentences=sentences(seen, titles, of_all=measure.base == "all"))


def _asked(request: OverTimeRequest, known: Dictionary, info: DataInfo) -> tuple[Measure, ViewRequest]:
    """Put the request as one of a view by quarter, and refuse what a view would."""
    measure = known.measure(request.measure)
    value = ((measure.column, request.value),) if request.value else ()
    if measure.kind == "share" and not value and measure.column not in dict(request.filters):
        name = known.variable(measure.column).title.lower()
        raise RequestError(f"Välj vad som ska följas över tid: ett värde av {name} (--value).")
    if measure.kind != "share" and request.value:
        raise RequestError(f"Måttet ”{measure.title}” har inga värden att välja mellan.")
    if request.adjust_by and not request.effort:
        raise RequestError("Ange när satsningen började (--effort): det är skillnaden före och efter den som justeras.")
    return checked(
        ViewRequest(
            measure=measure.key,
            by="quarter",
            filters=(*request.filters, *value),
            standardise_by=request.adjust_by,
            count_unit=request.count_unit,
        ),
        known,
        info.columns,
    )


def _refuse_outside(effort: Quarter | None, first: Quarter, last: Quarter) -> None:
    if effort and first == last:
        raise RequestError("Underlaget har bara ett kvartal, så det går inte att jämföra före och efter än.")
    if effort and not first < effort <= last:
        raise RequestError(
            f"Välj ett kvartal från {first + 1} till {last}: det behövs kvartal både före satsningen och från dess "
            "början."
        )


def _periods(first: Quarter, last: Quarter, effort: Quarter | None) -> list[Period]:
    """Cover all quarters by fours, end to end: one period begins with the effort, else the last ends where they do."""
    begins = effort or last + 1
    start = first.index - (first.index - begins.index) % FOUR
    return [_four(Quarter(index)) for index in range(start, last.index + 1, FOUR)]


def _four(first: Quarter) -> Period:
    return Period(first, first + (FOUR - 1))


def _points(views: Sequence[View], first: Quarter, last: Quarter) -> list[Point]:
    rows = {row.label: row for view in views for row in view.rows}
    reasons = {hidden.label: hidden.reason for view in views for hidden in view.hidden}
    points: list[Point] = []
    for index in range(first.index, last.index + 1):
        name = str(Quarter(index))
        if name in rows:
            points.append(Point(name, rows[name].women, rows[name].men, rows[name].difference))
        else:
            points.append(Point(name, _NOBODY, _NOBODY, None, reasons.get(name, "inga uppgifter")))
    return points


def _seen(
    measure: Measure, about: View, points: tuple[Point, ...], effort: Effort | None, adjusted_by: Sequence[str]
) -> OverTime:
    """Put together what has been found.

    Parameters
    ----------
    about
        One of the views, for all that is the same in each of them.
    """
    value = dict(about.filters).get(measure.column)
    title = f"{about.title}, {value}" if value else about.title
    return OverTime(
        measure=about.measure,
        kind=about.kind,
        title=title,
        question=question(title),
        unit=about.unit,
        unit_one=measure.unit_one,
        margin=about.margin,
        filters=about.filters,
        count_unit=about.count_unit,
        data_version=about.data_version,
        threshold=about.threshold,
        synthetic=about.synthetic,
        words=about.words,
        quarters=points,
        run=_run(points),
        slope=_slope(points),
        effort=effort,
        method=method_lines(
            about.method[0],
            about.kind,
            protection_line(about.threshold),
            with_effort=effort is not None,
            adjusted_by=adjusted_by,
        ),
    )


def _run(points: Sequence[Point]) -> Run | None:
    found = run_chart(estimates([point.difference for point in points]).estimate)
    if np.isnan(found.centre):
        return None
    return Run(
        centre=float(found.centre),
        longest_run=int(found.longest_run),
        longest_allowed=int(found.longest_allowed),
        crossings=int(found.crossings),
        crossings_least=int(found.crossings_least),
        shift=bool(found.shift),
        useful=int(found.useful),
    )


def _slope(points: Sequence[Point]) -> Slope | None:
    gaps = estimates([point.difference for point in points])
    found = trend_of_gaps(gaps.estimate, gaps.low, gaps.high)
    if np.count_nonzero(~np.isnan(gaps.estimate)) < _LEAST_FOR_A_SLOPE or np.isnan(found.p):
        return None
    return Slope(float(found.estimate), float(found.low), float(found.high), float(found.p))


def _effort(views: Sequence[View], points: Sequence[Point], began: Quarter) -> Effort:
    """Set the time before an effort beside the time after it.

    Four quarters on each side where there are so many, else one quarter: the nearest before, the latest after. Two
    or three are no period that may be asked for.
    """
    first, last = (Quarter.parse(point.quarter) for point in (points[0], points[-1]))
    nearest = began + -1
    before = Period.ending(nearest) if first <= began + -FOUR else Period(nearest, nearest)
    after = _four(began) if began + (FOUR - 1) <= last else Period(last, last)
    rows = {row.label: row for view in views for row in view.rows} | {view.period: view.total for view in views}
    sides = [_side(rows.get(str(period)), period) for period in (before, after)]
    earlier = [point for point in points if Quarter.parse(point.quarter) < began]
    return Effort(
        str(began), *sides, change=change_of(sides[0].difference, sides[1].difference), slope_before=_slope(earlier)
    )


def _side(row: Row | None, period: Period) -> Side:
    return Side(str(period), row.women, row.men, row.difference) if row else Side(str(period), _NOBODY, _NOBODY, None)
