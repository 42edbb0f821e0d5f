"""The municipality's own questions put into the dictionary: checked when they are declared, then like any other."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from jamstalld.dictionary.local import BANDS, MAX_NUMBER, MAX_VALUES, PREFIX, LocalVariable
from jamstalld.dictionary.model import COUNT_UNITS, CodeList, Dictionary, Measure, Variable, fold
from jamstalld.errors import JamstalldError

_YES, _NO = "ja", "nej"
_MAX_TITLE = 60


def checked_local(variable: LocalVariable, known: Dictionary) -> LocalVariable:
    """Tidy a new declaration, or refuse it.

    Raises
    ------
    JamstalldError
        If its name is taken or says nothing, or its answers or limits cannot be used.
    """
    tidy = replace(
        variable,
        title=_tidy(variable.title),
        values=tuple(dict.fromkeys(value for value in map(_tidy, variable.values) if value)),
        positive=tuple(dict.fromkeys(map(_tidy, variable.positive))),
        unit=_tidy(variable.unit or "") or None,
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
        measures[one.key] = _measure(one)
    return replace(shipped, variables=variables, measures=measures, local=locals_)


def _tidy(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _check_title(variable: LocalVariable, known: Dictionary) -> None:
    if not variable.title or variable.key == PREFIX:
        raise JamstalldError("Ge uppgiften ett namn med minst en bokstav.")
    if len(variable.title) > _MAX_TITLE:
        raise JamstalldError(f"Namnet är längre än {_MAX_TITLE} tecken. Korta det: det står i menyer och bilder.")
    taken = next((one for one in known.variables.values() if fold(variable.title) in one.headers), None)
    if taken or variable.key in known.variables:
        name = f" (”{taken.title}”)" if taken else ""
        raise JamstalldError(f"Det finns redan en uppgift som heter så{name}. Använd den, eller välj ett annat namn.")


def _check_values(variable: LocalVariable) -> None:
    values = variable.values
    if not 2 <= len(values) <= MAX_VALUES:
        raise JamstalldError(f"Ange mellan 2 och {MAX_VALUES} svar, ett på varje rad.")
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
    headers = frozenset({fold(one.title), fold(one.key)})
    if one.kind == "number":
        bands = _codes(one.key + BANDS, one.bands, ordered=True)
        title = f"{one.title}, grupperat"
        return (
            Variable(
                one.key, one.title, "number", headers=headers, unit=one.unit, minimum=-MAX_NUMBER, maximum=MAX_NUMBER
            ),
            Variable(one.key + BANDS, title, "category", bands, rows=True, filter=True),
        )
    codes = yes_no if one.kind == "yes_no" else _codes(one.key, one.values, ordered=one.kind == "ordered")
    return (Variable(one.key, one.title, "category", codes, headers, rows=True, filter=True),)


def _codes(key: str, values: Sequence[str], *, ordered: bool) -> CodeList:
    recognised = {fold(value): value for value in values}
    return CodeList(key, tuple(values), closed=True, ordered=ordered, recognised=recognised)


def _measure(one: LocalVariable) -> Measure:
    """Make the measure: how many say yes or answer high on the scale, else how the answers are spread."""
    about: dict[str, Any] = {
        "key": one.key,
        "title": one.title,
        "question": f"Hur svarar kvinnor och män på ”{one.title}”?",
        "quarter": "decision",
        "units": COUNT_UNITS,
        "direction": "neither",
        "page": "utfall",
    }
    if one.kind in ("yes_no", "ordered"):
        positive = one.positive or (_YES,)
        said = " eller ".join(f"”{value}”" for value in positive)
        answers = one.values or (_YES, _NO)
        did = f"hade svaret {said} på {one.title}"
        return Measure(kind="rate", column=one.key, by="area", positive=positive, answers=answers, did=did, **about)
    column = one.key + BANDS if one.kind == "number" else one.key
    return Measure(kind="share", column=column, by=column, base="answered", noun="svar", **about)
