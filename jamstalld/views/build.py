"""ViewRequest → View: ask, protect, compare, word.

Asking and protecting happen together, behind the store's one door; from there on everything works on released
counts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from jamstalld.dictionary import Dictionary, Measure, Variable
from jamstalld.errors import EmptyDatabaseError, RequestError
from jamstalld.periods import Period
from jamstalld.store import Database, DataInfo, data_info, dictionary_of
from jamstalld.views.asking import Counts, counts, plan
from jamstalld.views.bases import against_inhabitants, with_base
from jamstalld.views.comparing import changes, compared_rows
from jamstalld.views.laying_out import is_spread
from jamstalld.views.missing import with_bounds
from jamstalld.views.model import Base, BaseGroup, Hidden, Row, View
from jamstalld.views.request import ViewRequest, checked
from jamstalld.views.saying import described, noun_of, unit_for, view_sentences
from jamstalld.views.within import within
from jamstalld.wording.method import method_lines
from jamstalld.wording.sentences import hidden_reason
from jamstalld.wording.words import addressed, sexes_of


def build_view(database: Database, request: ViewRequest) -> View:
    """Answer a request.

    Raises
    ------
    RequestError
        If it asks for what does not exist or may not be asked.
    EmptyDatabaseError, MissingVariableError
        If the loaded data cannot answer it.
    """
    info = data_info(database)
    if info.empty:
        raise EmptyDatabaseError("Databasen är tom. Läs in ett underlag först.")
    known = dictionary_of(database)
    request = replace(request, filters=within(database, request.filters))
    measure, asked = checked(request, known, info.columns)
    period = asked.period or info.latest_period()
    asked = replace(asked, period=period)
    _refuse_later(period, asked.compare_with)
    how = plan(measure, asked, info, known)
    now = counts(database, how, period)
    if asked.base == "population":
        now = against_inhabitants(now, database, info, asked, period)
    rows, total = compared_rows(now, measure.margin, asked.standardise_by)
    if measure.kind in ("rate", "ordinal"):
        total = with_bounds(total, now)
    if asked.compare_with:
        moved, whole = changes(now, counts(database, how, asked.compare_with))
        rows = [replace(row, previous=moved.get((row.label, row.split))) for row in rows]
        total = replace(total, previous=whole)
    view = _view(measure, asked, info, known, now, _sorted(rows, known.variable(asked.by or "")), total)
    return with_base(view, database, info, measure, asked)


def _refuse_later(period: Period, earlier: Period | None) -> None:
    if earlier and earlier.overlaps(period):
        raise RequestError("Perioderna som jämförs får inte ha något kvartal gemensamt.")
    if earlier and earlier.first > period.first:
        raise RequestError("Perioden att jämföra med behöver vara tidigare än den som visas.")


def _view(
    measure: Measure,
    asked: ViewRequest,
    info: DataInfo,
    known: Dictionary,
    now: Counts,
    rows: list[Row],
    total: Row,
) -> View:
    shown = [row for row in rows if row.verdict != "hidden"]
    sexes = sexes_of(*(value for _, value in asked.filters))
    family = sum(row.p is not None for row in shown)
    by = asked.by or measure.by
    titles = [known.variable(key).title for key in asked.standardise_by]
    count_unit, unit = asked.count_unit or measure.units[0], unit_for(measure)
    view = View(
        measure=measure.key,
        kind=measure.kind,
        title=measure.title,
        question=addressed(measure.question, sexes),
        by=by,
        split=asked.split,
        period=str(asked.period),
        compare_period=str(asked.compare_with) if asked.compare_with else None,
        filters=asked.filters,
        count_unit=count_unit,
        data_version=info.version,
        threshold=info.threshold,
        synthetic=info.synthetic,
        words=(sexes.women, sexes.men),
        margin=measure.margin,
        family=family,
        base=_base(now, total),
        rows=tuple(described(row, measure, asked, info.threshold, titles) for row in shown),
        total=described(total, measure, asked, info.threshold, titles),
        hidden=tuple(_hidden(row, info.threshold) for row in rows if row.verdict == "hidden"),
        method=_method(measure, asked, info, family, titles, bounded=total.bounds is not None),
        sentences=(),
        by_title=known.variable(by).title,
        column=measure.column,
        noun=noun_of(measure, count_unit),
        did=measure.did,
        unit=unit.many,
        unit_one=unit.one,
        amount=measure.amount,
        answers=measure.answers if is_spread(measure) else (),
    )
    return replace(view, sentences=view_sentences(view, titles, of_all=measure.base == "all"))


def _method(
    measure: Measure, asked: ViewRequest, info: DataInfo, family: int, titles: Sequence[str], *, bounded: bool
) -> tuple[str, ...]:
    return method_lines(
        kind=measure.kind,
        count_unit=asked.count_unit or measure.units[0],
        quarter=measure.quarter,
        family=family,
        threshold=info.threshold,
        standardised_by=titles,
        compared=asked.compare_with is not None,
        bounded=bounded,
    )


def _base(now: Counts, total: Row) -> Base:
    protected = now.noise.protects
    return Base(
        women=BaseGroup(total.women.n, total.women.missing),
        men=BaseGroup(total.men.n, total.men.missing),
        sex_missing=None if protected and now.sex_missing == 0 else now.sex_missing,
    )


def _hidden(row: Row, threshold: int) -> Hidden:
    sexes = sexes_of(row.label, row.split)
    return Hidden(row.label, row.split, hidden_reason(row.women.n or 0, row.men.n or 0, threshold, sexes))


def _sorted(rows: list[Row], variable: Variable) -> list[Row]:
    """Sort rows: those of a scale, an age or a quarter by it, others with the largest difference first."""
    if variable.type == "quarter":
        return sorted(rows, key=lambda row: (row.label, row.split or ""))
    if variable.key == "age_group":
        return sorted(rows, key=lambda row: (_first_number(row.label), row.split or ""))
    if variable.codes and variable.codes.ordered:
        order = {value: at for at, value in enumerate(variable.codes.values)}
        return sorted(rows, key=lambda row: (order.get(row.label, len(order)), row.split or ""))
    return sorted(
        rows, key=lambda row: (-abs(row.difference.estimate) if row.difference else 0.0, row.label, row.split or "")
    )


def _first_number(label: str) -> int:
    found = re.search(r"\d+", label)
    return int(found[0]) if found else 0
