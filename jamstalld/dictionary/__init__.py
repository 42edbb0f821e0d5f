"""The dictionary: every variable, code list and measure the product knows, read from TOML.

Nothing else in the house names a column or a value by itself: an indicator added here appears on pages, in
charts, sentences, exports and the command.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jamstalld.dictionary.model import (
    COUNT_UNITS,
    CodeList,
    Measure,
    MeasureKind,
    Variable,
    VariableType,
    fold,
)
from jamstalld.errors import RequestError

__all__ = [
    "COUNT_UNITS",
    "CodeList",
    "Dictionary",
    "Measure",
    "MeasureKind",
    "Variable",
    "VariableType",
    "dictionary",
    "fold",
]

_HERE = Path(__file__).parent


@dataclass(frozen=True)
class Dictionary:
    """Variables and measures by key, in the order they are declared."""

    variables: Mapping[str, Variable]
    measures: Mapping[str, Measure]

    def variable(self, key: str) -> Variable:
        """Look a variable up.

        Raises
        ------
        RequestError
            If there is none of that name.
        """
        if key not in self.variables:
            raise RequestError(f"Det finns ingen variabel ”{key}”. Visa dem som finns med: jamstalld variables")
        return self.variables[key]

    def measure(self, key: str) -> Measure:
        """Look a measure up.

        Raises
        ------
        RequestError
            If there is none of that name.
        """
        if key not in self.measures:
            raise RequestError(f"Det finns inget mått ”{key}”. Visa dem som finns med: jamstalld measures")
        return self.measures[key]

    def filter_variables(self) -> tuple[Variable, ...]:
        """Give the variables that may narrow a view."""
        return tuple(variable for variable in self.variables.values() if variable.filter)


@cache
def dictionary() -> Dictionary:
    """Read the dictionary shipped with the product."""
    codes = {key: _code_list(key, entry) for key, entry in _toml("codes").items()}
    variables = {key: _variable(key, entry, codes) for key, entry in _toml("variables").items()}
    measures = {key: _measure(key, entry) for key, entry in _toml("measures").items()}
    return Dictionary(variables, measures)


def _toml(name: str) -> dict[str, dict[str, Any]]:
    return tomllib.loads((_HERE / f"{name}.toml").read_text("utf-8"))


def _code_list(key: str, entry: dict[str, Any]) -> CodeList:
    recognised: dict[str, str] = {}
    for item in entry["values"]:
        for spelling in (item["value"], *item.get("synonyms", ())):
            recognised[fold(spelling)] = item["value"]
    return CodeList(
        key=key,
        values=tuple(item["value"] for item in entry["values"]),
        closed=entry["closed"],
        ordered=entry.get("ordered", False),
        recognised=recognised,
        children=frozenset(item["value"] for item in entry["values"] if item.get("children")),
    )


def _variable(key: str, entry: dict[str, Any], codes: Mapping[str, CodeList]) -> Variable:
    fields = dict(entry)
    named = fields.pop("codes", None)
    headers = frozenset(fold(text) for text in (key, entry["title"], *fields.pop("headers", ())))
    return Variable(key=key, codes=codes[named] if named else None, headers=headers, **fields)


def _measure(key: str, entry: dict[str, Any]) -> Measure:
    fields: dict[str, Any] = {"by": entry["column"], **entry}
    for name in ("units", "positive", "answers"):
        fields[name] = tuple(fields.get(name, ()))
    for name in ("only", "asked_when"):
        fields[name] = {column: tuple(values) for column, values in fields.get(name, {}).items()}
    return Measure(key=key, **fields)
