"""The released counts of needs and interventions: asked for in one question, laid out as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jamstalld.dictionary import Dictionary
from jamstalld.periods import Period
from jamstalld.protect import Noise
from jamstalld.store import Database, Question, ReleasedTable, released_counts
from jamstalld.views.asking import Plan
from jamstalld.views.cells import Groups, counts_over, in_order, values_of
from jamstalld.views.laying_out import Counts2
from jamstalld.wording.matching import ANY


@dataclass(frozen=True, eq=False)
class Table:
    """Released counts of interventions and needs. The last axis is women, men.

    Parameters
    ----------
    needs, rows
        The values of the need; whether one got any intervention at all, and each one.
    n
        Shape (needs, 2): how many have each need.
    count
        Shape (rows, needs, 2): how many of them got each intervention.
    all_n, all_count
        Shape (2,) and (rows, 2): the same of everyone, known need or not.
    missing, without_need
        Shape (2,): those who got something that has no name, and those whose need is not known.
    sex_missing
        How many rows do not say a sex.
    """

    needs: tuple[str, ...]
    rows: tuple[str, ...]
    n: Counts2
    count: Counts2
    all_n: Counts2
    all_count: Counts2
    missing: Counts2
    without_need: Counts2
    sex_missing: int
    noise: Noise

    def groups(self, n: Counts2) -> Groups:
        """Make groups of the counts: every row at every need.

        Parameters
        ----------
        n
            How many each share is of, in a shape that fits the counts.
        """
        parts = {"n": np.broadcast_to(n, self.count.shape), "count": self.count, "missing": np.zeros_like(self.count)}
        variances = {part: self.noise.variance(own) for part, own in parts.items()}
        return Groups(parts, variances, np.zeros(self.count.shape[:-1], dtype=np.bool_), self.noise)


def counted(database: Database, how: Plan, need: str, period: Period, known: Dictionary) -> Table:
    """Ask for every intervention at every need, for each of them alone, and for the whole."""
    both, by_need, by_row = ("intervention", need), (need,), ("intervention",)
    released = released_counts(
        database,
        Question(
            period=period,
            quarter_column=how.quarter_column,
            breakdowns=(both, by_need, by_row, ()),
            parts=how.parts,
            filters=how.filters,
            conditions=how.conditions,
            count_unit=how.request.count_unit or "insatser",
        ),
    )
    tables = released.tables
    whole = tables[()]
    needs = in_order(values_of(tables[by_need], 0), known.variable(need))
    rows = in_order(values_of(tables[both], 0) | values_of(tables[by_row], 0), known.variable("intervention"))
    n, all_n = counts_over(tables[by_need], "n", [needs]), counts_over(whole, "n", [])
    count = _with_any(counts_over(tables[by_need], "count", [needs]), counts_over(tables[both], "count", [rows, needs]))
    all_count = _with_any(counts_over(whole, "count", []), counts_over(tables[by_row], "count", [rows]))
    # Of an intervention that nobody is shown to have got there is nothing to say.
    kept: NDArray[np.bool_] = np.any(count, axis=(1, 2)) | np.any(all_count, axis=1)
    return Table(
        needs=tuple(needs),
        rows=tuple(row for row, keep in zip([ANY, *rows], kept.tolist(), strict=True) if keep),
        n=n,
        count=np.minimum(count[kept], n),
        all_n=all_n,
        all_count=np.minimum(all_count[kept], all_n),
        missing=counts_over(whole, "missing", []),
        without_need=_without(tables[by_need]),
        sex_missing=int(whole.counts["n"][0, 2]) if whole.labels else 0,
        noise=released.noise,
    )


def _with_any(of_any: Counts2, of_each: Counts2) -> Counts2:
    return np.concatenate([of_any[np.newaxis], of_each])


def _without(table: ReleasedTable) -> Counts2:
    """Count those whose need is not known."""
    labels: Sequence[tuple[str | None, ...]] = table.labels
    return table.counts["n"][labels.index((None,)), :2] if (None,) in labels else np.zeros(2, dtype=np.int64)
