"""The released counts of an interplay: asked for in one question, laid out as a table, the smallest rows merged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jamstalld.dictionary import Dictionary
from jamstalld.periods import Period
from jamstalld.store import Database, Question, Released, released_counts
from jamstalld.views.asking import Plan
from jamstalld.views.cells import Groups, groups_of, in_order, value_text, values_of
from jamstalld.views.interplay.model import InterplayRequest
from jamstalld.views.laying_out import ANSWER, most_told
from jamstalld.wording.interplay import merged_label

LEAST = 10
"""A row with fewer women, or fewer men, than this in every cell is merged with the others like it."""


@dataclass(frozen=True, eq=False)
class Grid:
    """Released counts as a table of rows and columns for each panel.

    Parameters
    ----------
    rows, columns, panels
        Their values as they are shown; one panel, None, where there is no third variable.
    merged
        The values that the last row is made of, if any are merged.
    cells
        Along one axis, panel by panel and row by row.
    by_variable
        The groups of each variable alone, by its key; rows that are merged are here, too.
    whole
        All together, one group.
    sex_missing
        How many rows do not say a sex.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    panels: tuple[str | None, ...]
    merged: tuple[str, ...]
    cells: Groups
    by_variable: dict[str, Groups]
    whole: Groups
    sex_missing: int

    @property
    def labels(self) -> list[tuple[str, str, str | None]]:
        """The row, the column and the panel of each cell."""
        return [(row, column, panel) for panel in self.panels for row in self.rows for column in self.columns]


def grid(database: Database, how: Plan, request: InterplayRequest, period: Period, known: Dictionary) -> Grid:
    """Ask for all cells, each variable alone and the whole, and lay them out."""
    # The last two axes are rows and columns, whether there are panels before them or not.
    keys = [*([request.panels] if request.panels else []), request.rows, request.columns]
    breakdown = tuple(how.column(key) for key in keys)
    released = _released(database, how, breakdown, period)
    variables = [known.variable(key) for key in keys]
    table = released.tables[breakdown]
    values = [in_order(values_of(table, at), variable) for at, variable in enumerate(variables)]
    texts = [
        tuple(value_text(value, variable) for value in own) for own, variable in zip(values, variables, strict=True)
    ]
    panels: tuple[str | None, ...] = texts[0] if request.panels else (None,)
    cells = groups_of(table, values, released.noise).reshaped(len(panels), len(texts[-2]), len(texts[-1]))
    small = _small(cells) if request.rows != "quarter" else np.zeros(len(texts[-2]), dtype=np.bool_)
    rows, merged = _merged_rows(texts[-2], small)
    alone = {
        key: groups_of(released.tables[(column,)], [own], released.noise)
        for key, column, own in zip(keys, breakdown, values, strict=True)
    }
    whole = released.tables[()]
    if merged:
        cells = cells.merging(small, axis=1)
        alone[request.rows] = alone[request.rows].merging(small, axis=0)
    return Grid(
        rows=rows,
        columns=texts[-1],
        panels=panels,
        merged=merged,
        cells=cells.flat(),
        by_variable=alone,
        whole=groups_of(whole, [], released.noise).flat(),
        sex_missing=int(whole.counts["n"][0, 2]) if whole.labels else 0,
    )


def _released(database: Database, how: Plan, breakdown: tuple[str, ...], period: Period) -> Released:
    return released_counts(
        database,
        Question(
            period=period,
            quarter_column=how.quarter_column,
            breakdowns=(breakdown, *((column,) for column in breakdown), ()),
            parts=how.parts,
            filters=how.filters,
            conditions=how.conditions,
            count_unit=how.request.count_unit or "insatser",
        ),
    )


def _small(cells: Groups) -> NDArray[np.bool_]:
    """Find the rows that are too small in every cell to be shown alone: at least two of them, else none.

    Parameters
    ----------
    cells
        Along panels, rows and columns.
    """
    n = cells.parts["n"]
    answers = [counts for part, counts in cells.parts.items() if part.startswith(ANSWER)]
    told = most_told(np.stack(answers, axis=-2), n) if answers else np.ones(n.shape[:-1], dtype=np.bool_)
    small = np.all((n.min(axis=-1) < LEAST) | ~told, axis=(0, 2))
    return small if small.sum() > 1 else np.zeros_like(small)


def _merged_rows(rows: Sequence[str], small: NDArray[np.bool_]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give the rows as they are shown, and which of them were merged into the last."""
    merged = tuple(row for row, is_small in zip(rows, small, strict=True) if is_small)
    kept = tuple(row for row, is_small in zip(rows, small, strict=True) if not is_small)
    return (*kept, *([merged_label(merged)] if merged else [])), merged
