"""What is asked of several variables at once, and the answer as plain frozen data."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from jamstalld.periods import Period
from jamstalld.views.cells import Cell, cell_to_json
from jamstalld.views.model import Base


@dataclass(frozen=True)
class InterplayRequest:
    """One question about several variables at once.

    Parameters
    ----------
    measure
        The key of a measure.
    rows, columns, panels
        Variables: those of the table, and a third one with a table for each of its values.
    value
        Of a measure of shares: the value whose share is looked at.
    filters, period, count_unit
        As in a ViewRequest.
    """

    measure: str
    rows: str
    columns: str
    panels: str | None = None
    value: str | None = None
    filters: tuple[tuple[str, str], ...] = ()
    period: Period | None = None
    count_unit: str | None = None

    @property
    def variables(self) -> tuple[str, ...]:
        """The two or three variables."""
        return (self.rows, self.columns, *([self.panels] if self.panels else []))


@dataclass(frozen=True)
class Alike:
    """A test of whether the gap is the same in all of some groups.

    Parameters
    ----------
    by
        The variables that tell the groups apart.
    statistic, df, p
        Cochran's Q, its degrees of freedom and its p value.
    q
        The p value after Benjamini–Hochberg over the tests of the same interplay.
    """

    by: tuple[str, ...]
    statistic: float
    df: int
    p: float
    q: float


@dataclass(frozen=True)
class Interplay:
    """The answer to one InterplayRequest.

    What is not explained here is as in a View.

    Parameters
    ----------
    value
        Of a measure of shares: the value whose share is looked at.
    rows, columns, panels
        The two or three variables.
    titles
        What they are called.
    row_values, column_values, panel_values
        What the rows, columns and panels are, in order; no panels where there is no third variable.
    merged
        The row values that are shown as one, the last row.
    family
        How many cells were compared at once.
    cells
        Every combination, hidden ones too: panel by panel, row by row.
    total
        All cells together, a comparison by itself.
    alike
        The tests of whether the gap is the same: over all cells, and by each variable alone.
    """

    measure: str
    kind: str
    title: str
    question: str
    value: str | None
    rows: str
    columns: str
    panels: str | None
    titles: tuple[str, ...]
    row_values: tuple[str, ...]
    column_values: tuple[str, ...]
    panel_values: tuple[str, ...]
    merged: tuple[str, ...]
    period: str
    filters: tuple[tuple[str, str], ...]
    count_unit: str
    noun: str
    data_version: str
    threshold: int
    synthetic: bool
    words: tuple[str, str]
    unit: str
    unit_one: str
    margin: float
    family: int
    base: Base
    cells: tuple[Cell, ...]
    total: Cell
    alike: tuple[Alike, ...]
    method: tuple[str, ...]
    sentences: tuple[str, ...]

    @property
    def shown(self) -> tuple[Cell, ...]:
        """The cells where both sexes are large enough to be compared."""
        return tuple(cell for cell in self.cells if cell.verdict != "hidden")


def interplay_to_json(seen: Interplay) -> dict[str, Any]:
    """Turn an interplay into JSON-ready data, in the manner of a View's."""
    return asdict(seen) | {
        "filters": dict(seen.filters),
        "cells": [cell_to_json(cell, seen.kind) for cell in seen.cells],
        "total": cell_to_json(seen.total, seen.kind),
    }
