"""What may be asked for."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import get_args

from jamstalld.dictionary import COUNT_UNITS, Dictionary, Measure, Variable, fold
from jamstalld.errors import RequestError
from jamstalld.periods import Period
from jamstalld.protect import refuse_crossed, refuse_outside
from jamstalld.views.model import BaseKind

BASES: tuple[BaseKind, ...] = get_args(BaseKind)
_USUAL_ROWS = ("intervention", "area", "unit", "age_group")


@dataclass(frozen=True)
class ViewRequest:
    """One question to the data.

    Parameters
    ----------
    measure
        The key of a measure.
    by
        The row variable. If None the measure's own, or another where the data lack it.
    split
        A second breakdown.
    filters
        Pairs of variable and value. A filter takes one value, or is left out.
    period
        None means the latest four quarters.
    standardise_by
        Variables to standardise the difference by.
    compare_with
        An earlier period to set beside this one.
    count_unit
        insatser, ärenden or personer; the measure's own if None.
    base
        What women's share of those counted is held against.
    """

    measure: str
    by: str | None = None
    split: str | None = None
    filters: tuple[tuple[str, str], ...] = ()
    period: Period | None = None
    standardise_by: tuple[str, ...] = ()
    compare_with: Period | None = None
    count_unit: str | None = None
    base: BaseKind = "cases"


def takes_bases(measure: Measure) -> bool:
    """Tell whether women's share may be held against more than all cases: of what can be granted it may."""
    return measure.kind == "share" and "decision" in measure.only


def checked(request: ViewRequest, dictionary: Dictionary, columns: frozenset[str]) -> tuple[Measure, ViewRequest]:
    """Fill a request in from the dictionary and refuse what may not be asked.

    Parameters
    ----------
    columns
        The columns in which the loaded data have anything.

    Returns
    -------
    tuple
        The measure, and the request with `by` and `count_unit` given and filters in a fixed order.

    Raises
    ------
    RequestError
        If something asked for does not exist, or lies outside the lattice of protected cells.
    """
    measure = dictionary.measure(request.measure)
    by = request.by or next((key for key in (measure.by, *_USUAL_ROWS) if key in columns), "quarter")
    for key in (by, *((request.split,) if request.split else ()), *request.standardise_by):
        if not dictionary.variable(key).rows:
            raise RequestError(f"Det går inte att dela upp på ”{dictionary.variable(key).title}”.")
    for key, _ in request.filters:
        if not dictionary.variable(key).filter:
            raise RequestError(f"Det går inte att välja ut på ”{dictionary.variable(key).title}”.")
    filtered = [key for key, _ in request.filters]
    if len(set(filtered)) < len(filtered):
        raise RequestError("Varje urval tar ett värde i taget. Välj ett värde, eller alla.")
    if measure.kind != "share" and measure.column in (by, request.split, *request.standardise_by):
        raise RequestError("Raderna kan inte vara det som mäts. Välj en annan uppdelning.")
    if request.split == by:
        raise RequestError("Raderna och den andra uppdelningen behöver vara olika.")
    told_apart = (*filtered, by, *request.standardise_by, *([request.split] if request.split else []))
    refuse_outside(told_apart, (measure.column, *measure.only))
    valued = (*measure.only, *measure.asked_when, *([measure.column] if measure.kind != "share" else []))
    refuse_crossed({*told_apart, *valued}, dictionary.groupings)
    _refuse_base(request.base, measure, told_apart, {dictionary.groupings.get(key) for key in told_apart})
    unit = _count_unit(request.count_unit, measure, columns)
    return measure, ViewRequest(
        measure=measure.key,
        by=by,
        split=request.split,
        filters=tuple(sorted((key, _spelled(dictionary.variable(key), value)) for key, value in request.filters)),
        period=request.period,
        standardise_by=tuple(sorted(set(request.standardise_by))),
        compare_with=request.compare_with,
        count_unit=unit,
        base=request.base,
    )


def _refuse_base(base: str, measure: Measure, told_apart: Collection[str], grouped: Collection[str | None]) -> None:
    """Refuse a base that the question has no use for, or that cannot be told apart as it asks.

    Parameters
    ----------
    grouped
        The variables of which groups are asked for.
    """
    if base not in BASES:
        raise RequestError("Det går att jämföra med alla ärenden, de som sökt eller befolkningen.")
    if base != "cases" and not takes_bases(measure):
        raise RequestError(
            f"”{measure.title}” kan bara jämföras med alla ärenden. De som sökt och befolkningen är något att jämföra "
            "med när frågan är vem som får en insats."
        )
    if base == "population" and "municipality" in {*told_apart, *grouped}:
        raise RequestError("Befolkningen gäller en kommun i sin helhet och kan inte delas upp på kommun.")
    if base == "population" and "age_group" in grouped:
        raise RequestError("Befolkningen kan inte delas upp i era egna grupper av åldrar. Välj åldersgrupp i stället.")


def _spelled(variable: Variable, value: str) -> str:
    """Spell a value the way it is stored, if its code list knows it."""
    return (variable.codes.find(value) if variable.codes else None) or value


def _count_unit(asked: str | None, measure: Measure, columns: frozenset[str]) -> str:
    if asked is None:
        # Where the source has no interventions, a row is a followed-up case.
        return measure.units[0] if "intervention" in columns else "ärenden"
    units = {fold(unit): unit for unit in COUNT_UNITS}
    unit = units.get(fold(asked))
    if unit not in measure.units:
        raise RequestError(f"Måttet kan räknas i {', '.join(measure.units)}.")
    return unit
