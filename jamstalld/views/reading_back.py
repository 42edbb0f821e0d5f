"""Answers read back from the JSON they were kept as, so that they are shown as they were."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


def read_back(kind: type[T], data: Mapping[str, Any]) -> T:
    """Make a frozen dataclass of what `asdict` and JSON have made of it.

    What a kind of measure lacks was left out, and is None. Pairs may have been written as a mapping.
    """
    return kind(
        **{name: _value(hint, data[name]) for name, hint in _hints(kind).items() if name in data},
        **_lacking(kind, data),
    )


@cache
def _hints(kind: type) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {one.name: hints[one.name] for one in fields(kind)}


def _lacking(kind: type, data: Mapping[str, Any]) -> dict[str, None]:
    needed = (one.name for one in fields(kind) if one.default is MISSING and one.default_factory is MISSING)
    return dict.fromkeys(name for name in needed if name not in data)


def _value(hint: Any, value: Any) -> Any:
    if value is None:
        return None
    if get_origin(hint) in (Union, UnionType):
        (hint,) = (one for one in get_args(hint) if one is not NoneType)
    if is_dataclass(hint) and isinstance(hint, type):
        return read_back(hint, value)
    if get_origin(hint) is tuple:
        return _tuple(get_args(hint), value)
    return value


def _tuple(hints: tuple[Any, ...], value: Any) -> tuple[Any, ...]:
    mapped = hasattr(value, "items")
    if hints[-1] is Ellipsis:
        items: Iterable[Any] = value.items() if mapped else value
        return tuple(_value(hints[0], one) for one in items)
    values: Iterable[Any] = value.values() if mapped else value
    return tuple(_value(hint, one) for hint, one in zip(hints, values, strict=True))
