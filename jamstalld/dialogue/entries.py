"""What everything in the dialogue has in common: an identity, a place, versions, and a form for the database.

An entry is a frozen dataclass of texts, numbers, booleans, dates as ISO texts, tuples and JSON-ready mappings. Every
version of it that is saved is kept, so that how something came about can be read afterwards.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, ClassVar, Generic, Self, TypeVar

E = TypeVar("E", bound="Entry")


@dataclass(frozen=True)
class Entry:
    """One thing written, judged or decided.

    Parameters
    ----------
    identity
        What tells it from all others of its kind: :func:`new_identity`, or made of what there can be only one of.
    parent
        The identity of what it belongs to; empty where it stands alone.
    """

    KIND: ClassVar[str] = ""

    identity: str
    parent: str

    def content(self) -> dict[str, Any]:
        """Give all but identity and parent, JSON-ready."""
        return {one.name: _plain(getattr(self, one.name)) for one in fields(self) if one.name not in _PLACE}

    @classmethod
    def of(cls, identity: str, parent: str, content: dict[str, Any]) -> Self:
        """Make the entry that was kept. What a later version of the program no longer knows is passed over."""
        known = {one.name for one in fields(cls)} - set(_PLACE)
        return cls(identity, parent, **{name: _frozen(value) for name, value in content.items() if name in known})


_PLACE = ("identity", "parent")


@dataclass(frozen=True)
class Kept(Generic[E]):
    """An entry as it is kept: its latest version, or one of its earlier ones.

    Parameters
    ----------
    version
        1, 2, 3 … A change is saved only over the version it was made from.
    author, saved_at
        Who saved this version, and when.
    made_by, made_at
        Who saved the first, and when.
    """

    entry: E
    version: int
    author: str
    saved_at: datetime
    made_by: str
    made_at: datetime


def new_identity() -> str:
    """Give an identity that nobody can guess."""
    return str(uuid.uuid4())


def _plain(value: Any) -> Any:
    """Turn tuples into lists: JSON knows no others."""
    if isinstance(value, tuple):
        return [_plain(one) for one in value]  # pyright: ignore[reportUnknownVariableType]
    return value


def _frozen(value: Any) -> Any:
    """Turn lists into tuples again. What lies inside a mapping stays as JSON has it."""
    if isinstance(value, list):
        return tuple(_frozen(one) for one in value)  # pyright: ignore[reportUnknownVariableType]
    return value
