"""The groups that the factors tell apart, as released: every combination of their values, and the whole."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from jamstalld.dictionary import Measure, Variable
from jamstalld.protect import Noise
from jamstalld.store import Released, ReleasedTable
from jamstalld.views.comparing import compared_rows
from jamstalld.views.laying_out import Answers, Counts, Counts2, answer_part, most_told
from jamstalld.views.model import Row
from jamstalld.wording.explanation_notes import NO_VALUE

Values = Sequence[str | None]


@dataclass(frozen=True, eq=False)
class Cells:
    """Released counts of every combination of some values. The last axis is women, men.

    Parameters
    ----------
    values
        For each factor its values, in order; None is no value. Without factors there is one cell, the whole.
    n, count, missing
        One axis a factor, then the sexes: of how many, how many of them, and how many lack an answer.
    bands
        Of a mean: the axes of the factors, then its bands, then the sexes.
    """

    measure: Measure
    values: tuple[tuple[str | None, ...], ...]
    n: Counts2
    count: Counts2
    missing: Counts2
    bands: Counts2 | None
    noise: Noise

    @property
    def labels(self) -> list[str]:
        """What each cell is called, the last factor's values changing fastest."""
        return [
            " · ".join(NO_VALUE if value is None else value for value in combination)
            for combination in product(*self.values)
        ]

    @property
    def shared(self) -> NDArray[np.bool_]:
        """Whether a cell has both sexes, and protection does not hide most of what either answered."""
        if self.bands is None:
            return np.all(self.n > 0, axis=-1)
        return np.all(self.bands.sum(axis=-2) > 0, axis=-1) & most_told(self.bands, self.n)

    @property
    def left_out(self) -> float | None:
        """The share of all who are in cells that are not compared."""
        everybody = int(self.n.sum())
        return 1 - int(self.n[self.shared].sum()) / everybody if everybody else None

    @property
    def indicators(self) -> NDArray[np.bool_]:
        """Which value of each factor every cell has: a row a cell, a column a value."""
        places = np.indices(self.n.shape[:-1]).reshape(len(self.values), -1)
        told = [place[:, np.newaxis] == np.arange(len(own)) for place, own in zip(places, self.values, strict=True)]
        return np.column_stack(told)


def cells_of(measure: Measure, factors: Sequence[Variable], released: Released) -> Cells:
    """Lay out the groups that some factors tell apart; without factors the whole."""
    table = released.tables[tuple(variable.key for variable in factors)]
    values = tuple(
        tuple(sorted({label[at] for label in table.labels}, key=lambda value, of=variable: _place(value, of)))
        for at, variable in enumerate(factors)
    )
    n = counts_over(table, "n", values)
    bands = None
    if measure.kind == "mean":
        each = [counts_over(table, answer_part(at), values) for at in range(len(measure.answers))]
        bands = np.minimum(np.stack(each, axis=-2), n[..., np.newaxis, :])
    # A part that its noise has put above its whole is cut to it. Of a mean nobody counts.
    count = np.minimum(counts_over(table, "count", values), n) if bands is None else np.zeros_like(n)
    return Cells(measure, values, n, count, counts_over(table, "missing", values), bands, released.noise)


def _place(value: str | None, variable: Variable) -> tuple[bool, int, str]:
    """Tell where a value comes: ages by number, others as their code list or the alphabet has them, none last."""
    if value is None:
        return True, 0, ""
    if variable.key == "age_group":
        return False, int(re.sub(r"\D.*", "", value) or 0), value
    codes = variable.codes.values if variable.codes else ()
    return False, codes.index(value) if value in codes else len(codes), value


def counts_over(table: ReleasedTable, part: str, values: Sequence[Values]) -> Counts2:
    """Lay released counts out over every combination of some values; a group that is not there counts 0.

    Parameters
    ----------
    values
        The values to lay out of each column of the table.
    """
    places = [{value: at for at, value in enumerate(own)} for own in values]
    out = np.zeros((*map(len, values), 2), dtype=np.int64)
    for label, counts in zip(table.labels, table.counts[part], strict=True):
        if all(value in place for value, place in zip(label, places, strict=True)):
            out[tuple(place[value] for value, place in zip(label, places, strict=True))] = counts[:2]
    return out


def compared(cells: Cells, whole: Cells) -> tuple[list[Row], Row]:
    """Compare the sexes in every cell that has anybody, and in the whole as the measure's own page does."""
    there = np.any(cells.n > 0, axis=-1)
    answers = None
    if cells.bands is not None and whole.bands is not None:
        none = np.zeros((0, 0, *whole.bands.shape), dtype=np.int64)
        answers = Answers(cells.bands[there], whole.bands, none, cells.measure.values, cells.measure.edges)
    no_strata = np.zeros((0, 0, 2), dtype=np.int64)
    return compared_rows(
        Counts(
            labels=tuple((label, None) for label, kept in zip(cells.labels, there.flat, strict=True) if kept),
            n=cells.n[there],
            count=cells.count[there],
            missing=cells.missing[there],
            total_n=whole.n,
            total_count=whole.count,
            total_missing=whole.missing,
            strata_n=no_strata,
            strata_count=no_strata,
            sex_missing=0,
            noise=cells.noise,
            answers=answers,
        ),
        cells.measure.margin,
        (),
    )
