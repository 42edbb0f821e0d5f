"""What may be counted, and what comes out: questions to the store and their released answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from jamstalld.periods import Period
from jamstalld.protect import Noise

SEXES = ("kvinna", "man", None)
Label = tuple[str | None, ...]


@dataclass(frozen=True)
class Condition:
    """A column holds one of some values.

    Parameters
    ----------
    null
        Whether a missing value counts as one of them.
    negate
        Say the opposite.
    """

    column: str
    values: tuple[str, ...]
    null: bool = False
    negate: bool = False

    def holds(self, value: str | None) -> bool:
        """Tell whether it holds for one value."""
        return ((value in self.values) if value is not None else self.null) != self.negate


@dataclass(frozen=True)
class Question:
    """What is to be counted.

    Parameters
    ----------
    period
        The quarters.
    quarter_column
        The quarter a row counts in: decision_quarter, closing_quarter or quarter.
    breakdowns
        The tables wanted: each a tuple of columns, ``()`` for the whole.
    parts
        The counts wanted in every group, by name: rows for which all the part's conditions hold.
    filters
        Column → the one value that every row counted must have.
    conditions
        What else every row counted must fulfil for what is measured to concern it.
    count_unit
        insatser (rows), ärenden or personer (different ones).
    """

    period: Period
    quarter_column: Literal["decision_quarter", "closing_quarter", "quarter"]
    breakdowns: tuple[tuple[str, ...], ...]
    parts: Mapping[str, tuple[Condition, ...]]
    filters: Mapping[str, str] = field(default_factory=dict[str, str])
    conditions: tuple[Condition, ...] = ()
    count_unit: str = "insatser"

    @property
    def every(self) -> tuple[Condition, ...]:
        """All that every row counted must fulfil."""
        return (*(Condition(column, (value,)) for column, value in self.filters.items()), *self.conditions)

    @property
    def measured(self) -> frozenset[str]:
        """The columns that are measured."""
        return frozenset(one.column for conditions in self.parts.values() for one in conditions)

    @property
    def valued(self) -> frozenset[str]:
        """The columns that are asked for certain values of, measured or not."""
        parts = (one for conditions in self.parts.values() for one in conditions)
        return frozenset(one.column for one in (*parts, *self.every) if one.values)


@dataclass(frozen=True)
class ReleasedTable:
    """Released counts of one breakdown.

    Parameters
    ----------
    labels
        The groups, each a tuple with a value for each column of the breakdown.
    counts
        Part → array of shape (groups, 3): women, men, sex missing.
    """

    labels: tuple[Label, ...]
    counts: Mapping[str, NDArray[np.int64]]


@dataclass(frozen=True)
class Released:
    """The answer to a question: a table for each breakdown, and the noise that their counts hold."""

    tables: Mapping[tuple[str, ...], ReleasedTable]
    noise: Noise
