"""Cells: groups told apart by two or three variables at once, the sexes compared in every one of them.

The arithmetic is that of a View's rows. What is of their own is that all cells of a page are one family, and that a
cell may be made of several released groups, whose noise then adds.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from jamstalld.compare.shares import critical
from jamstalld.compare.strata import Homogeneity, gaps_alike, homogeneity
from jamstalld.dictionary import Measure, Variable
from jamstalld.periods import Quarter
from jamstalld.protect import Noise
from jamstalld.store import ReleasedTable
from jamstalld.views.asjson import GROUP_KEYS
from jamstalld.views.comparing import compared_rows, judged
from jamstalld.views.laying_out import Answers, Counts, Counts2, answer_part
from jamstalld.views.model import Estimate, Group, Pairs, Row, Verdict

Floats = NDArray[np.float64]
Truths = NDArray[np.bool_]

_LEVEL = 0.95
_AROUND = frozenset({"n", "missing"})  # what is around the counts that are compared
_Number = TypeVar("_Number", np.int64, np.float64)


@dataclass(frozen=True)
class Cell:
    """The women and the men of one group, compared. What is not explained here is as in a Row of a View.

    Parameters
    ----------
    row, column, panel
        The values that tell the group apart; the panel is None where there is no third variable.
    p, q
        The test's p value, and the same after Benjamini–Hochberg over all cells.
    sentence
        What it says; of a hidden cell why it is hidden.
    """

    row: str
    column: str
    panel: str | None
    women: Group
    men: Group
    difference: Estimate | None = None
    pairs: Pairs | None = None
    effect: float | None = None
    p: float | None = None
    q: float | None = None
    smallest_visible: float | None = None
    verdict: Verdict = "hidden"
    sentence: str = ""

    @property
    def name(self) -> str:
        """What it is called in a sentence."""
        return ", ".join(part for part in (self.row, self.column, self.panel) if part)


@dataclass(frozen=True, eq=False)
class Groups:
    """Released counts of groups along any axes, the last one women and men.

    Parameters
    ----------
    parts
        Part (n, count or one for each answer, missing) → counts.
    variances
        Part → the variance of the noise in each count: of groups made of several, the sum of theirs.
    merged
        Which groups are made of several; without the last axis.
    noise
        The noise of those that are not.
    """

    parts: Mapping[str, Counts2]
    variances: Mapping[str, Floats]
    merged: Truths
    noise: Noise

    def reshaped(self, *shape: int) -> Groups:
        """Lay the groups out along other axes; the last one stays."""
        return replace(
            self,
            parts={part: counts.reshape(*shape, 2) for part, counts in self.parts.items()},
            variances={part: variance.reshape(*shape, 2) for part, variance in self.variances.items()},
            merged=self.merged.reshape(*shape),
        )

    def flat(self) -> Groups:
        """Lay the groups out along one axis."""
        return self.reshaped(self.merged.size)

    def merging(self, which: Truths, axis: int) -> Groups:
        """Add some groups along an axis into one, which comes last on it."""
        single = np.compress(~which, self.merged, axis=axis)
        together = np.ones_like(np.take(self.merged, [0], axis=axis))
        return replace(
            self,
            parts={part: _added(counts, which, axis) for part, counts in self.parts.items()},
            variances={part: _added(variance, which, axis) for part, variance in self.variances.items()},
            merged=np.concatenate([single, together], axis=axis),
        )

    @property
    def variance(self) -> Floats:
        """The noise's variance in a comparison: of all its counts the one that says least about the truth."""
        compared = [variance for part, variance in self.variances.items() if part not in _AROUND]
        return np.max(compared, axis=(0, -1))


def _added(values: NDArray[_Number], which: Truths, axis: int) -> NDArray[_Number]:
    together = np.compress(which, values, axis=axis).sum(axis=axis, keepdims=True)
    return np.concatenate([np.compress(~which, values, axis=axis), together], axis=axis)


def groups_of(table: ReleasedTable, axes: Sequence[Sequence[str]], noise: Noise) -> Groups:
    """Lay a released table out over all combinations of some values; what is not there counts 0.

    Parameters
    ----------
    axes
        For each column of the table the values to lay out, as `values_of` gives them.
    """
    laid = {part: counts_over(table, part, axes) for part in table.counts}
    # A part that its noise has put above its whole is cut to it.
    parts = {part: own if part in _AROUND else np.minimum(own, laid["n"]) for part, own in laid.items()}
    variances = {part: noise.variance(own) for part, own in parts.items()}
    return Groups(parts, variances, np.zeros(tuple(map(len, axes)), dtype=np.bool_), noise)


def counts_over(table: ReleasedTable, part: str, axes: Sequence[Sequence[str]]) -> Counts2:
    """Lay one part of a released table out over all combinations of some values: see `groups_of`."""
    places = [{value: at for at, value in enumerate(values)} for values in axes]
    out = np.zeros((*map(len, axes), 2), dtype=np.int64)
    for label, counts in zip(table.labels, table.counts[part], strict=True):
        at = tuple(place.get(str(value)) for value, place in zip(label, places, strict=True))
        if None not in at:
            out[at] = counts[:2]
    return out


def compared_groups(
    groups: Groups, labels: Sequence[tuple[str, str | None]], measure: Measure, margin: float
) -> list[Row]:
    """Compare the sexes in every group, all of them one family. Sentences are not yet written.

    Parameters
    ----------
    groups
        Along one axis.
    labels
        Label and split of each group's row.
    margin
        The practical margin, in the unit of the differences.
    """
    single = [at for at in range(len(labels)) if not groups.merged[at]]
    rows = dict(zip(single, _rows(groups, single, labels, measure, groups.noise), strict=True))
    for at in np.flatnonzero(groups.merged):
        # One size of noise for all counts of the group, whatever they are.
        own = replace(groups.noise, spread=groups.variance[[at]])
        (rows[int(at)],) = _rows(groups, [int(at)], labels, measure, own)
    return judged([rows[at] for at in range(len(labels))], margin)


def _rows(
    groups: Groups, which: Sequence[int], labels: Sequence[tuple[str, str | None]], measure: Measure, noise: Noise
) -> list[Row]:
    nobody = np.zeros(2, dtype=np.int64)
    parts = {part: counts[list(which)] for part, counts in groups.parts.items()}
    n = parts["n"]
    answers = [parts[answer_part(at)] for at in range(len(measure.answers)) if answer_part(at) in parts]
    spread = (
        Answers(
            rows=np.stack(answers, axis=-2),
            total=np.zeros((len(answers), 2), dtype=np.int64),
            strata=np.zeros((len(n), 0, len(answers), 2), dtype=np.int64),
            values=measure.values,
            edges=measure.edges,
        )
        if answers
        else None
    )
    counts = Counts(
        labels=tuple(labels[at] for at in which),
        n=n,
        count=parts.get("count", np.zeros_like(n)),
        missing=parts["missing"],
        total_n=nobody,
        total_count=nobody,
        total_missing=nobody,
        strata_n=np.zeros((len(n), 0, 2), dtype=np.int64),
        strata_count=np.zeros((len(n), 0, 2), dtype=np.int64),
        sex_missing=0,
        noise=noise,
        answers=spread,
    )
    rows, _ = compared_rows(counts, 0.0, ())
    return rows


def gaps_alike_in(groups: Groups, rows: Sequence[Row]) -> Homogeneity:
    """Test whether the difference is the same in all groups.

    That of a scale or a mean is as uncertain as its interval is wide.

    Parameters
    ----------
    groups
        Along one axis.
    rows
        The same, compared.
    """
    if "count" in groups.parts:
        n, count = groups.parts["n"], groups.parts["count"]
        return gaps_alike(count[:, 0], n[:, 0], count[:, 1], n[:, 1], noise_variance=groups.variance)
    found = [row.difference for row in rows if row.difference is not None]
    half = [(one.high - one.low) / (2 * critical(_LEVEL)) for one in found]
    return homogeneity([one.estimate for one in found], np.square(half))


def cell_of(row: Row, panel: str | None) -> Cell:
    """Make a cell of a row: its split is the column."""
    return Cell(
        *(row.label, row.split or "", panel, row.women, row.men, row.difference, row.pairs, row.effect),
        *(row.p, row.q, row.smallest_visible, row.verdict),
    )


def values_of(table: ReleasedTable, column: int) -> frozenset[str]:
    """Give the values that the groups of a table have in one of its columns. A group that lacks a value is no group."""
    return frozenset(str(label[column]) for label in table.labels if None not in label)


def in_order(values: Collection[str], variable: Variable) -> list[str]:
    """Order the values of a variable: ages and quarters by number, others as their code list or the alphabet has it."""
    codes: Mapping[str, int] = {value: at for at, value in enumerate(variable.codes.values if variable.codes else ())}
    if variable.type == "quarter" or variable.key == "age_group":
        return sorted(values, key=_first_number)
    return sorted(values, key=lambda value: (codes.get(value, len(codes)), value))


def _first_number(text: str) -> int:
    found = re.search(r"\d+", text)
    return int(found[0]) if found else 0


def value_text(value: str, variable: Variable) -> str:
    """Write a value as it is shown: a quarter is stored as a number."""
    return str(Quarter(int(value))) if variable.type == "quarter" else value


def cell_to_json(cell: Cell, kind: str) -> dict[str, Any]:
    """Turn a cell into JSON-ready data; a hidden value is null, and what its kind of measure lacks is left out."""
    optional = ("panel", "difference", "pairs", "effect", "p", "q", "smallest_visible")
    told: dict[str, Any] = {
        key: value for key, value in asdict(cell).items() if value is not None or key not in optional
    }
    return told | {sex: {key: told[sex][key] for key in GROUP_KEYS[kind]} for sex in ("women", "men")}
