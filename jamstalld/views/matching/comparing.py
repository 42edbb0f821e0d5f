"""The sexes compared at each need, as if they had the same needs, and in how often they get what is usual."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from statistics import NormalDist

import numpy as np

from jamstalld import compare
from jamstalld.compare.association import cochran_mantel_haenszel_p
from jamstalld.compare.shares import critical, quiet
from jamstalld.dictionary import Measure
from jamstalld.views.cells import Cell, cell_of, compared_groups
from jamstalld.views.elements import estimate_at, finite, hundredfold, shown
from jamstalld.views.laying_out import Counts2
from jamstalld.views.matching.counting import Table
from jamstalld.views.matching.model import SameNeed
from jamstalld.views.model import Group, Verdict
from jamstalld.wording.matching import ANY, SAME_NEED, USUAL

MARGIN = 5.0
"""Percentage points. Those with the same need in one area are so few kinds of people that their shares are large."""

_LEVEL = 0.95
# A two-sided test at 5 % finds a difference of so many standard errors with 80 % power.
_VISIBLE = critical(_LEVEL) + NormalDist().inv_cdf(0.8)


def at_each_need(table: Table, measure: Measure) -> list[Cell]:
    """Compare the sexes in every intervention at every need, all of them one family."""
    given = table.count.any(axis=-1, keepdims=True) | (np.array(table.rows) == ANY)[:, np.newaxis, np.newaxis]
    # Where nobody is shown to have got an intervention there is nothing to compare.
    groups = table.groups(np.where(given, table.n, 0)).flat()
    labels = [(row, need) for row in table.rows for need in table.needs]
    cells = [cell_of(row, None) for row in compared_groups(groups, labels, measure, MARGIN)]
    sizes = np.broadcast_to(table.n, table.count.shape).reshape(-1, 2)
    return [
        cell if got else _with_sizes(cell, sizes[at], protected=table.noise.protects)
        for at, (cell, got) in enumerate(zip(cells, given.reshape(-1), strict=True))
    ]


def _with_sizes(cell: Cell, n: Counts2, *, protected: bool) -> Cell:
    """Say how many have the need, though none of them is shown to have got the intervention."""
    women, men = (Group(shown(int(size), protected), None, None, None, None) for size in n)
    return replace(cell, women=women, men=men)


def at_the_same_need(table: Table) -> list[SameNeed]:
    """Compare the sexes in every intervention as if they had the same needs, the largest difference first."""
    cells = _standardised_cells(table, table.rows, table.count)
    count, n = table.all_count, np.broadcast_to(table.all_n, table.all_count.shape)
    variance = table.noise.variance(count).max(axis=-1)
    crude = hundredfold(compare.newcombe(count[:, 0], n[:, 0], count[:, 1], n[:, 1], noise_variance=variance))
    same = [SameNeed(cell, estimate_at(crude, at)) for at, cell in enumerate(cells)]
    return sorted(same, key=_size)


def _size(one: SameNeed) -> tuple[bool, float]:
    """Order by size, whether one got anything at all first."""
    return one.cell.row != ANY, -abs(one.cell.difference.estimate) if one.cell.difference else 0.0


@quiet
def _standardised_cells(table: Table, rows: Sequence[str], counts: Counts2) -> list[Cell]:
    """Compare the sexes as if they had the same needs, all rows one family.

    Parameters
    ----------
    counts
        Shape (rows, needs, 2).
    """
    n = np.broadcast_to(table.n, counts.shape)
    four = (counts[..., 0], n[..., 0], counts[..., 1], n[..., 1])
    variance = table.noise.variance(counts).max(axis=-1)
    found = compare.standardised_difference(*four, noise_variance=variance)
    difference = hundredfold(found)
    p = np.where(np.isnan(found.estimate), np.nan, cochran_mantel_haenszel_p(*four, noise_variance=variance))
    q = compare.benjamini_hochberg(p)
    smallest = _VISIBLE * (difference.high - difference.low) / (2 * critical(_LEVEL))
    verdicts = compare.verdicts(difference.estimate, difference.low, difference.high, q, smallest, MARGIN)
    cells: list[Cell] = []
    for at, row in enumerate(rows):
        verdict: Verdict = str(verdicts[at])  # pyright: ignore[reportAssignmentType]
        women, men = _standardised(counts[at], table.n, protected=table.noise.protects)
        tested = (finite(p[at]), finite(q[at]), finite(smallest[at]))
        cells.append(Cell(row, SAME_NEED, None, women, men, estimate_at(difference, at), None, None, *tested, verdict))
    return cells


def _standardised(count: Counts2, n: Counts2, *, protected: bool) -> tuple[Group, Group]:
    """Give both sexes' shares as if each need were as common among them as among all who are compared."""
    both = (n > 0).all(axis=-1)
    if not both.any():
        return Group(None, None, None, None, None), Group(None, None, None, None, None)
    weight = n[both].sum(axis=-1) / n[both].sum()
    women, men = (
        Group(
            n=int(n[both, sex].sum()),
            count=int(count[both, sex].sum()) or (None if protected else 0),
            share=float(np.sum(weight * count[both, sex] / n[both, sex])),
            low=None,
            high=None,
        )
        for sex in (0, 1)
    )
    return women, men


def left_out(table: Table) -> float:
    """Give the part (0–1) of all with a known need at whose need one of the sexes has nobody."""
    alone = (table.n == 0).any(axis=-1)
    return float(table.n[alone].sum() / max(table.n.sum(), 1))


def at_the_usual(table: Table) -> tuple[Cell, list[tuple[str, str]]]:
    """Compare how many get the intervention that is most common at their need, as if they had the same needs.

    Returns
    -------
    tuple
        The comparison, and each need with its most common intervention.
    """
    each = [at for at, row in enumerate(table.rows) if row != ANY]
    count = np.zeros((1, *table.n.shape), dtype=np.int64)
    usual: list[tuple[str, str]] = []
    for at, need in enumerate(table.needs):
        totals = table.count[:, at].sum(axis=-1)
        most = max(each, key=lambda row: int(totals[row]), default=None)
        if most is not None and table.count[most, at].any():
            count[0, at] = table.count[most, at]
            usual.append((need, table.rows[most]))
    (cell,) = _standardised_cells(table, (USUAL,), count)
    return (cell if usual else Cell(USUAL, SAME_NEED, None, cell.women, cell.men)), usual


def sorted_cells(cells: Sequence[Cell], rows: Sequence[str]) -> tuple[Cell, ...]:
    """Put cells in the order of some rows."""
    place = {row: at for at, row in enumerate(rows)}
    return tuple(sorted(cells, key=lambda cell: place[cell.row]))
