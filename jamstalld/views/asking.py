"""From a measure and a request to counts: which cells are asked for, and what stands in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from jamstalld.dictionary import Dictionary, Measure
from jamstalld.errors import MissingVariableError
from jamstalld.periods import Period, Quarter
from jamstalld.protect import Noise
from jamstalld.store import Condition, Database, DataInfo, Question, Released, ReleasedTable, released_counts
from jamstalld.store.counting import declared_totals
from jamstalld.store.question import Label
from jamstalld.views.request import ViewRequest

Counts2 = NDArray[np.int64]
QuarterColumn = Literal["decision_quarter", "closing_quarter", "quarter"]
QUARTER_COLUMNS: dict[str, QuarterColumn] = {
    "decision": "decision_quarter",
    "closing": "closing_quarter",
    "given": "quarter",
}


@dataclass(frozen=True)
class Counts:
    """Released counts as a view needs them. The last axis is women, men.

    Parameters
    ----------
    labels
        Row label and split label of each row.
    n, count, missing
        Shape (rows, 2): how many the share is of, how many of them, and how many lack an answer.
    total_n, total_count, total_missing
        Shape (2,): the same for all rows together.
    strata_n, strata_count
        Shape (rows, strata, 2), where the request standardises; no strata otherwise.
    sex_missing
        How many rows do not say a sex.
    """

    labels: tuple[tuple[str, str | None], ...]
    n: Counts2
    count: Counts2
    missing: Counts2
    total_n: Counts2
    total_count: Counts2
    total_missing: Counts2
    strata_n: Counts2
    strata_count: Counts2
    sex_missing: int
    noise: Noise


@dataclass(frozen=True)
class Plan:
    """How a request is asked.

    Parameters
    ----------
    one_base
        Whether the rows are parts of one whole, and all shares of it: of all women, how many per cent are in each.
    declared
        Whether some table declares the totals of the unit counted in.
    """

    measure: Measure
    request: ViewRequest
    quarter_column: QuarterColumn
    parts: Mapping[str, tuple[Condition, ...]]
    filters: Mapping[str, str]
    conditions: tuple[Condition, ...]
    one_base: bool
    declared: bool

    def column(self, key: str) -> str:
        """Give the column of a row variable: quarters go by the measure's own rule."""
        return self.quarter_column if key == "quarter" else key


def plan(measure: Measure, request: ViewRequest, info: DataInfo, known: Dictionary) -> Plan:
    """Decide which parts are counted, and which rows at all.

    Raises
    ------
    MissingVariableError
        If the loaded data lack something the request is about.
    """
    filters = dict(request.filters)
    asked_for = (measure.column, *measure.asked_when, *filters, request.by, request.split, *request.standardise_by)
    _need(info, known, *(key for key in asked_for if key))
    _need_unit(info, request.count_unit or "insatser")
    subject = filters.pop(measure.column, None) if measure.kind == "share" and request.by != measure.column else None
    concerned = tuple(Condition(key, values) for key, values in measure.asked_when.items())
    parts = _share_parts(measure, subject) if measure.kind == "share" else _rate_parts(measure)
    one_base = measure.kind == "share" and subject is None
    declared = (request.count_unit or "insatser") in info.declared_units
    return Plan(measure, request, QUARTER_COLUMNS[measure.quarter], parts, filters, concerned, one_base, declared)


def _need(info: DataInfo, known: Dictionary, *keys: str) -> None:
    for key in keys:
        if key != "quarter" and key not in info.columns:
            title = known.variable(key).title
            raise MissingVariableError(
                f"Underlaget saknar uppgiften ”{title}”. Lägg till den i nästa fil som läses in, så visas den här vyn."
            )


def _need_unit(info: DataInfo, unit: str) -> None:
    if unit == "personer" and "person_id" not in info.columns and unit not in info.declared_units:
        raise MissingVariableError(
            "Underlaget säger inte vilka insatser som hör till samma person, så personer kan inte räknas. "
            "Välj insatser, eller lägg till ett löpnummer per person i nästa fil."
        )
    if unit == "ärenden" and "case_id" not in info.columns and "intervention" in info.columns:
        raise MissingVariableError(
            "Underlaget saknar ärendenummer, så ärenden kan inte räknas. "
            "Välj insatser, eller lägg till ett ärendenummer i nästa fil."
        )


def _share_parts(measure: Measure, subject: str | None) -> dict[str, tuple[Condition, ...]]:
    only = tuple(
        Condition(column, tuple(value for value in values if value), null="" in values)
        for column, values in measure.only.items()
    )
    said = Condition(measure.column, (), null=True, negate=True)
    return {
        "n": () if measure.base == "all" else (*only, said),
        "count": (*only, Condition(measure.column, (subject,)) if subject else said),
        "missing": (*only, Condition(measure.column, (), null=True)),
    }


def _rate_parts(measure: Measure) -> dict[str, tuple[Condition, ...]]:
    return {
        "n": (Condition(measure.column, measure.answers),),
        "count": (Condition(measure.column, measure.positive),),
        "missing": (Condition(measure.column, measure.answers, negate=True),),
    }


def counts(database: Database, asked: Plan, period: Period) -> Counts:
    """Ask the store and lay the released counts out row by row."""
    request = asked.request
    by = (asked.column(request.by or asked.measure.by),)
    split = (asked.column(request.split),) if request.split else ()
    strata = tuple(asked.column(key) for key in request.standardise_by)
    breakdowns = {(*by, *split), split, ()}
    if strata:
        breakdowns |= {(*by, *split, *strata), (*split, *strata)}
    released = released_counts(
        database,
        Question(
            period=period,
            quarter_column=asked.quarter_column,
            breakdowns=tuple(sorted(breakdowns)),
            parts=asked.parts,
            filters=asked.filters,
            conditions=asked.conditions,
            count_unit=request.count_unit or "insatser",
        ),
    )
    base = _declared_base(database, asked, period)
    return _laid_out(asked, released, (*by, *split), split, strata, base)


def _declared_base(database: Database, asked: Plan, period: Period) -> Counts2 | None:
    """Look for a declared total to take shares of, where rows of official statistics do not add up to it."""
    unit = asked.request.count_unit or "insatser"
    if not asked.declared or asked.filters or asked.conditions or not asked.one_base or asked.request.split:
        return None
    return declared_totals(database, unit, period)


def _laid_out(
    asked: Plan,
    released: Released,
    rows: tuple[str, ...],
    split: tuple[str, ...],
    strata: tuple[str, ...],
    declared: Counts2 | None,
) -> Counts:
    table = released.tables[rows]
    labels = [label for label in table.labels if None not in label]
    if asked.one_base:
        # Of a common base a row with nobody to show of either sex has nothing to say.
        counted = _picked(table, "count", labels)
        labels = [label for at, label in enumerate(labels) if counted[at].sum() > 0]
    base_of = [label[1:] for label in labels] if asked.one_base else labels
    base_table = released.tables[split] if asked.one_base else table
    whole = released.tables[()]
    n = _picked(base_table, "n", base_of)
    total_n = _picked(whole, "n", [()])[0]
    if declared is not None:
        n = np.broadcast_to(declared[:2], n.shape)
        total_n = declared[:2]
    count = np.minimum(_picked(table, "count", labels), n)
    strata_n, strata_count = _strata(released, labels, rows, split, strata, asked.one_base)
    return Counts(
        labels=tuple((_text(asked, rows[0], label[0]), _split_text(asked, rows, label)) for label in labels),
        n=n,
        count=count,
        missing=_picked(table, "missing", labels),
        total_n=total_n,
        total_count=np.minimum(_picked(whole, "count", [()])[0], total_n),
        total_missing=_picked(whole, "missing", [()])[0],
        strata_n=strata_n,
        strata_count=np.minimum(strata_count, strata_n),
        sex_missing=int(whole.counts["n"][0, 2]) if whole.labels else 0,
        noise=released.noise,
    )


def _picked(table: ReleasedTable, part: str, labels: list[Label]) -> Counts2:
    """Pick the women's and men's counts of some groups; a group that is not there counts 0."""
    place = {label: at for at, label in enumerate(table.labels)}
    picked = np.zeros((len(labels), 2), dtype=np.int64)
    for at, label in enumerate(labels):
        if label in place:
            picked[at] = table.counts[part][place[label], :2]
    return picked


def _strata(
    released: Released,
    labels: list[Label],
    rows: tuple[str, ...],
    split: tuple[str, ...],
    strata: tuple[str, ...],
    one_base: bool,
) -> tuple[Counts2, Counts2]:
    if not strata:
        empty = np.zeros((len(labels), 0, 2), dtype=np.int64)
        return empty, empty
    table = released.tables[(*rows, *strata)]
    base = released.tables[(*split, *strata)] if one_base else table
    combinations = sorted({label[len(rows) :] for label in table.labels}, key=str)
    n = [
        _picked(base, "n", [((*label[1:],) if one_base else label) + stratum for stratum in combinations])
        for label in labels
    ]
    count = [_picked(table, "count", [label + stratum for stratum in combinations]) for label in labels]
    shape = (len(labels), len(combinations), 2)
    return np.array(n, dtype=np.int64).reshape(shape), np.array(count, dtype=np.int64).reshape(shape)


def _text(asked: Plan, column: str, value: object) -> str:
    return str(Quarter(int(str(value)))) if column == asked.quarter_column else str(value)


def _split_text(asked: Plan, rows: tuple[str, ...], label: Label) -> str | None:
    return _text(asked, rows[1], label[1]) if len(rows) > 1 else None
