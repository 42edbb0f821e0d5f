"""The municipality's own questions put into the dictionary: checked when they are declared, then like any other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from jamstalld.dictionary.bands import BANDS
from jamstalld.dictionary.local import (
    MAX_NAME,
    MAX_NUMBER,
    MAX_UNIT,
    MAX_VALUE,
    MAX_VALUES,
    PREFIX,
    LocalVariable,
    tidied,
)
from jamstalld.dictionary.model import (
    COUNT_UNITS,
    PAIRS,
    CodeList,
    Dictionary,
    Measure,
    Variable,
    banded,
    fold,
    of_bands,
)
from jamstalld.errors import JamstalldError

_YES, _NO = "ja", "nej"
# What the key of the measure of a whole scale ends with.
_SCALE = "_scale"


def checked_local(variable: LocalVariable, known: Dictionary) -> LocalVariable:
    """Tidy a new declaration, or refuse it.

    Raises
    ------
    JamstalldError
        If its name is taken or says nothing, or its answers or limits cannot be used.
    """
    tidy = replace(
        variable,
        title=tidied(variable.title),
        values=tuple(dict.fromkeys(value for value in map(tidied, variable.values) if value)),
        positive=tuple(dict.fromkeys(map(tidied, variable.positive))),
        unit=tidied(variable.unit or "") or None,
    )
    _check_title(tidy, known)
    if tidy.kind in ("category", "ordered"):
        _check_values(tidy)
    if tidy.kind == "number":
        _check_limits(tidy.limits)
    return tidy


def with_local(shipped: Dictionary, declared: Iterable[LocalVariable]) -> Dictionary:
    """Give a dictionary that knows the local variables beside the shipped ones."""
    variables, measures = dict(shipped.variables), dict(shipped.measures)
    locals_ = tuple(declared)
    for one in locals_:
        for variable in _variables(one, shipped.code_lists["yes_no"]):
            variables[variable.key] = variable
        measures |= {measure.key: measure for measure in _measures(one)}
    return replace(shipped, variables=variables, measures=measures, local=locals_)


def _check_title(variable: LocalVariable, known: Dictionary) -> None:
    if not variable.title or variable.key == PREFIX:
        raise JamstalldError("Ge uppgiften ett namn med minst en bokstav.")
    if len(variable.title) > MAX_NAME:
        raise JamstalldError(f"Namnet är längre än {MAX_NAME} tecken. Korta det: det står i menyer och bilder.")
    if len(variable.unit or "") > MAX_UNIT:
        raise JamstalldError(f"Enheten är längre än {MAX_UNIT} tecken. Korta den, till exempel till min.")
    taken = next((one for one in known.variables.values() if one.is_called(variable.title)), None)
    own = {variable.key, variable.key + BANDS, variable.key + _SCALE}
    if taken or own & {*known.variables, *known.measures}:
        name = f" (”{taken.title}”)" if taken else ""
        raise JamstalldError(f"Det finns redan en uppgift som heter så{name}. Använd den, eller välj ett annat namn.")


def _check_values(variable: LocalVariable) -> None:
    values = variable.values
    if not 2 <= len(values) <= MAX_VALUES:
        raise JamstalldError(f"Ange mellan 2 och {MAX_VALUES} svar, ett på varje rad.")
    if max(map(len, values)) > MAX_VALUE:
        raise JamstalldError(f"Ett svar är längre än {MAX_VALUE} tecken. Korta det: det står i menyer och bilder.")
    if len({fold(value) for value in values}) < len(values) or not all(map(fold, values)):
        raise JamstalldError("Två av svaren är för lika för att skiljas åt. Ändra eller ta bort det ena.")
    if variable.kind == "ordered" and not 0 < len(set(variable.positive) & set(values)) < len(values):
        raise JamstalldError("Välj vilka av skalans svar som måttet ska räkna: minst ett, men inte alla.")


def _check_limits(limits: Sequence[float]) -> None:
    if not limits or any(low >= high for low, high in pairwise(limits)):
        raise JamstalldError("Ange minst en gräns mellan grupperna, i stigande ordning, till exempel 5; 10; 20.")
    if len(limits) >= MAX_VALUES or max(map(abs, limits)) >= MAX_NUMBER:
        raise JamstalldError(f"Gränserna är för många eller för stora. Ange högst {MAX_VALUES - 1}.")


def _variables(one: LocalVariable, yes_no: CodeList) -> tuple[Variable, ...]:
    """Give the variable, and of a number also that of its bands, which no column of a file holds."""
    if one.kind == "number":
        number = _number(one)
        return number, banded(number)
    codes = yes_no if one.kind == "yes_no" else _codes(one)
    return (Variable(one.key, one.title, "category", codes, _headers(one), rows=True, filter=True),)


def _headers(one: LocalVariable) -> frozenset[str]:
    return frozenset({fold(one.title), fold(one.key)})


def _number(one: LocalVariable) -> Variable:
    return Variable(
        one.key,
        one.title,
        "number",
        headers=_headers(one),
        unit=one.unit,
        minimum=-MAX_NUMBER,
        maximum=MAX_NUMBER,
        limits=one.limits,
    )


def _codes(one: LocalVariable) -> CodeList:
    recognised = {fold(value): value for value in one.values}
    return CodeList(one.key, one.values, closed=True, ordered=one.kind == "ordered", recognised=recognised)


def _measures(one: LocalVariable) -> Iterator[Measure]:
    """Make the measures: how many say yes or answer high on the scale, the whole scale, the mean of a number.

    What is left is how the answers are spread: a category's, and those of a number with one limit only, whose two
    bands say nothing of how large it is.
    """
    about: dict[str, Any] = {"quarter": "decision", "units": COUNT_UNITS, "direction": "neither", "page": "utfall"}
    about |= {"key": one.key, "title": one.title, "question": f"Hur svarar kvinnor och män på ”{one.title}”?"}
    if one.kind in ("yes_no", "ordered"):
        positive = one.positive or (_YES,)
        said = " eller ".join(f"”{value}”" for value in positive)
        answers = one.values or (_YES, _NO)
        did = f"hade svaret {said} på {one.title}"
        yield Measure(kind="rate", column=one.key, by="area", positive=positive, answers=answers, did=did, **about)
        if one.kind == "ordered":
            yield _scale(one, about)
    elif len(one.limits) > 1:
        yield _mean(one, about)
    else:
        column = one.key + BANDS if one.kind == "number" else one.key
        yield Measure(kind="share", column=column, by=column, base="answered", noun="svar", **about)


def _scale(one: LocalVariable, about: dict[str, Any]) -> Measure:
    own: dict[str, Any] = {
        "key": one.key + _SCALE,
        "title": f"{one.title}, hela skalan",
        "question": f"Var på skalan svarar kvinnor och män på ”{one.title}”?",
        "did": f"svarade högre på {one.title}",
    }
    return Measure(kind="ordinal", column=one.key, by="area", answers=one.values, margin=PAIRS, **about | own)


def _mean(one: LocalVariable, about: dict[str, Any]) -> Measure:
    """Make the mean. Its margin is a tenth of the way from the first limit to the last, where most numbers lie."""
    unit = one.unit or ""
    return Measure(
        kind="mean",
        by="area",
        margin=float(f"{(one.limits[-1] - one.limits[0]) / 10:.2g}"),
        unit=unit,
        unit_one=unit,
        amount=f"”{one.title}”",
        **of_bands(_number(one)),
        **about,
    )
