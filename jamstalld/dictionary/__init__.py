"""The dictionary: every variable, code list and measure the product knows, read from TOML.

Nothing else in the house names a column or a value by itself: an indicator added here appears on pages, in
charts, sentences, exports and the command.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jamstalld.dictionary.bands import BANDS, Bands
from jamstalld.dictionary.extending import checked_local, with_local
from jamstalld.dictionary.grouping import (
    Grouping,
    checked_grouping,
    extended,
    groupable,
    grouping_from_json,
    is_grouping,
    with_groupings,
)
from jamstalld.dictionary.local import LocalKind, LocalVariable, is_local, local_from_json
from jamstalld.dictionary.model import (
    COUNT_UNITS,
    CodeList,
    Dictionary,
    Measure,
    MeasureKind,
    Variable,
    VariableType,
    banded,
    fold,
    of_bands,
)

__all__ = [
    "BANDS",
    "COUNT_UNITS",
    "Bands",
    "CodeList",
    "Dictionary",
    "Grouping",
    "LocalKind",
    "LocalVariable",
    "Measure",
    "MeasureKind",
    "Variable",
    "VariableType",
    "checked_grouping",
    "checked_local",
    "dictionary",
    "extended",
    "fold",
    "groupable",
    "grouping_from_json",
    "is_grouping",
    "is_local",
    "local_from_json",
    "with_groupings",
    "with_local",
]

_HERE = Path(__file__).parent


@cache
def dictionary() -> Dictionary:
    """Read the dictionary shipped with the product."""
    codes = {key: _code_list(key, entry) for key, entry in _toml("codes").items()}
    variables: dict[str, Variable] = {}
    for key, entry in _toml("variables").items():
        variables[key] = _variable(key, entry, codes)
        if variables[key].limits:
            bands = banded(variables[key])
            variables[bands.key] = bands
    measures = {key: _measure(key, entry, variables) for key, entry in _toml("measures").items()}
    return Dictionary(variables, measures, codes)


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
    told = () if entry.get("derived") else (key, entry["title"], *fields.pop("headers", ()))
    fields["headers"] = frozenset(fold(text) for text in told)
    fields["limits"] = tuple(fields.get("limits", ()))
    return Variable(key=key, codes=codes[named] if named else None, **fields)


def _measure(key: str, entry: dict[str, Any], variables: Mapping[str, Variable]) -> Measure:
    fields = dict(entry)
    if entry["kind"] == "mean":
        fields |= of_bands(variables[entry["number"]])
        fields["unit_one"], fields["unit"] = fields["unit"]
    fields.setdefault("by", fields["column"])
    for name in ("units", "positive", "answers"):
        fields[name] = tuple(fields.get(name, ()))
    for name in ("only", "asked_when"):
        fields[name] = {column: tuple(values) for column, values in fields.get(name, {}).items()}
    return Measure(key=key, **fields)
