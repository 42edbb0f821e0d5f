"""From a measure and a request to counts: which cells are asked for, and the asking."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from jamstalld.dictionary import Dictionary, Measure
from jamstalld.errors import MissingVariableError
from jamstalld.periods import Period
from jamstalld.store import Condition, Database, DataInfo, Question, Released, released_counts
from jamstalld.store.counting import declared_totals
from jamstalld.views.laying_out import NEED, Breakdowns, Counts, Counts2, answer_part, laid_out
from jamstalld.views.request import ViewRequest

QuarterColumn = Literal["decision_quarter", "closing_quarter", "quarter"]
QUARTER_COLUMNS: dict[str, QuarterColumn] = {
    "decision": "decision_quarter",
    "closing": "closing_quarter",
    "given": "quarter",
}


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
    needed = [key for key, values in measure.asked_when.items() if "" not in values]
    asked_for = (measure.column, *needed, *filters, request.by, request.split, *request.standardise_by)
    _need(info, known, measure, *(key for key in asked_for if key))
    if request.base == "need":
        _need(info, known, measure, "decision")
    _need_unit(info, request.count_unit or "insatser")
    subject = filters.pop(measure.column, None) if measure.kind == "share" and request.by != measure.column else None
    concerned = conditions_of(measure.asked_when)
    parts = _share_parts(measure, subject, request.base) if measure.kind == "share" else _answer_parts(measure)
    one_base = measure.kind == "share" and subject is None
    declared = (request.count_unit or "insatser") in info.declared_units
    return Plan(measure, request, QUARTER_COLUMNS[measure.quarter], parts, filters, concerned, one_base, declared)


def conditions_of(values: Mapping[str, tuple[str, ...]]) -> tuple[Condition, ...]:
    """Turn what a measure says of columns into conditions: the empty string stands for a missing value."""
    return tuple(
        Condition(column, tuple(value for value in those if value), null="" in those)
        for column, those in values.items()
    )


def _need(info: DataInfo, known: Dictionary, measure: Measure, *keys: str) -> None:
    for key in keys:
        if key != "quarter" and key not in info.columns:
            # Who misses a mean misses the number, not its bands.
            title = known.variable((measure.number or key) if key == measure.column else key).title
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


def _share_parts(measure: Measure, subject: str | None, base: str) -> dict[str, tuple[Condition, ...]]:
    only = conditions_of(measure.only)
    said = Condition(measure.column, (), null=True, negate=True)
    counted = Condition(measure.column, (subject,)) if subject else said
    parts = {
        "n": () if measure.base == "all" else (*only, said),
        "count": (*only, counted),
        "missing": (*only, Condition(measure.column, (), null=True)),
    }
    return parts | {NEED: (counted,)} if base == "need" else parts


def _answer_parts(measure: Measure) -> dict[str, tuple[Condition, ...]]:
    """Count who answered, and of them those of a rate's positive answers, or each answer of a scale or a mean."""
    parts = {
        "n": (Condition(measure.column, measure.answers),),
        "missing": (Condition(measure.column, measure.answers, negate=True),),
    }
    if measure.kind == "rate":
        return parts | {"count": (Condition(measure.column, measure.positive),)}
    return parts | {answer_part(at): (Condition(measure.column, (one,)),) for at, one in enumerate(measure.answers)}


def counts(database: Database, asked: Plan, period: Period) -> Counts:
    """Ask the store and lay the released counts out row by row."""
    return counts_of(database, asked, period, released_counts(database, question_of(asked, period)))


def question_of(asked: Plan, period: Period) -> Question:
    """Put what a period is asked for into a question to the store."""
    return Question(
        period=period,
        quarter_column=asked.quarter_column,
        breakdowns=_breakdowns(asked).tables,
        parts=asked.parts,
        filters=asked.filters,
        conditions=asked.conditions,
        count_unit=asked.request.count_unit or "insatser",
    )


def counts_of(database: Database, asked: Plan, period: Period, released: Released) -> Counts:
    """Lay the answer to a question out row by row."""
    return laid_out(released, _breakdowns(asked), asked.measure, _declared_base(database, asked, period))


def _breakdowns(asked: Plan) -> Breakdowns:
    request = asked.request
    split = (asked.column(request.split),) if request.split else ()
    return Breakdowns(
        rows=(asked.column(request.by or asked.measure.by), *split),
        split=split,
        strata=tuple(asked.column(key) for key in request.standardise_by),
        one_base=asked.one_base,
        quarter=asked.quarter_column,
    )


def _declared_base(database: Database, asked: Plan, period: Period) -> Counts2 | None:
    """Look for a declared total to take shares of, where rows of official statistics do not add up to it."""
    unit = asked.request.count_unit or "insatser"
    if not asked.declared or asked.filters or asked.conditions or not asked.one_base or asked.request.split:
        return None
    return declared_totals(database, unit, period)
