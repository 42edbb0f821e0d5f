"""What of an answer says most, where a picture has room for a part of it only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from jamstalld.charts.heat import HeatCell
from jamstalld.views.model import Row, View

_SAYS_MOST: Mapping[str, int] = {"difference": 0, "uncertain": 1, "similar": 2, "too_small": 3}
_LEAST = len(_SAYS_MOST)


def ranked(view: View) -> list[Row]:
    """Give the rows of a view, the one that says most first: by verdict, and then by the size of the difference."""
    return sorted(view.rows, key=lambda row: _rank(row.verdict, row.difference and row.difference.estimate))


def clearest(view: View, most: int) -> View:
    """Give a view with the rows that say most, in their own order; a series of quarters as it is.

    Rows that are not shown are not named either.
    """
    if view.by == "quarter":
        return view
    chosen = ranked(view)[:most]
    return replace(view, rows=tuple(row for row in view.rows if row in chosen), hidden=())


def clearest_cells(cells: Sequence[HeatCell], most: int) -> list[HeatCell]:
    """Give the cells of the rows that say most, in their own order: those whose clearest cell does."""
    best: dict[str, tuple[int, float]] = {}
    for cell in cells:
        rank = _rank(cell.verdict, cell.estimate)
        best[cell.row] = min(rank, best.get(cell.row, rank))
    chosen = sorted(best, key=best.__getitem__)[:most]
    return [cell for cell in cells if cell.row in chosen]


def _rank(verdict: str, size: float | None) -> tuple[int, float]:
    return _SAYS_MOST.get(verdict, _LEAST), -abs(size or 0.0)
