"""Released tables laid out row by row: the arrays that everything in a view is computed from."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from jamstalld.dictionary import Measure
from jamstalld.periods import Quarter
from jamstalld.protect import Noise
from jamstalld.store import Released, ReleasedTable
from jamstalld.store.question import Label

Counts2 = NDArray[np.int64]
WHOLE = "Alla"
ANSWER = "answer_"  # before the place of an answer, in the name of the part that counts it
NEED = "need"  # the part of those who applied, whatever was decided


@dataclass(frozen=True)
class Answers:
    """How the answers are spread over a scale, or the numbers over their bands; the lowest comes first.

    Each answer is released by itself, so that they need not add up to those who answered. None is above them.

    Parameters
    ----------
    rows
        Shape (rows, answers, 2).
    total
        Shape (answers, 2): the same for all rows together.
    strata
        Shape (rows, strata, answers, 2).
    values
        Of a mean: the number that each band stands for.
    edges
        Of a mean: where the bands begin, and where the last one ends.
    """

    rows: Counts2
    total: Counts2
    strata: Counts2
    values: tuple[float, ...] = ()
    edges: tuple[float, ...] = ()


@dataclass(frozen=True)
class Counts:
    """Released counts as a view needs them. The last axis is women, men.

    Parameters
    ----------
    labels
        Row label and split label of each row.
    n, count, missing
        Shape (rows, 2): how many the share is of, how many of them, and how many lack an answer. A scale and a mean
        have no count: it is 0.
    total_n, total_count, total_missing
        Shape (2,): the same for all rows together.
    strata_n, strata_count
        Shape (rows, strata, 2), where the request standardises; no strata otherwise.
    sex_missing
        How many rows do not say a sex.
    answers
        Of a scale or a mean: how the answers are spread.
    base, total_base
        Shape (rows, 2) and (2,): what women's share of those counted is held against, where that is not `n`.
    """

    labels: tuple[tuple[str, str | None], ...]
    n: Counts2
    count: Counts2
    missing: Counts2
    total_n: Counts2
    total_count: Counts2
    total_missing: Counts2
    strata_n: Counts2
    strata_count: Counts2
    sex_missing: int
    noise: Noise
    answers: Answers | None = None
    base: Counts2 | None = None
    total_base: Counts2 | None = None

    def whole(self) -> Counts:
        """Give all rows together as the counts of one row, without strata."""
        answers = self.answers
        return replace(
            self,
            labels=((WHOLE, None),),
            n=self.total_n[np.newaxis],
            count=self.total_count[np.newaxis],
            missing=self.total_missing[np.newaxis],
            strata_n=np.zeros((1, 0, 2), dtype=np.int64),
            strata_count=np.zeros((1, 0, 2), dtype=np.int64),
            answers=answers and replace(answers, rows=answers.total[np.newaxis]),
            base=None if self.total_base is None else self.total_base[np.newaxis],
        )


@dataclass(frozen=True)
class Breakdowns:
    """The tables of a view.

    Parameters
    ----------
    rows
        The columns that tell rows apart: the row variable, and the second breakdown if there is one.
    split
        The second breakdown alone.
    strata
        What the difference is standardised by.
    one_base
        Whether all rows of a split are shares of the same whole.
    quarter
        The column of quarters, which are stored as numbers.
    """

    rows: tuple[str, ...]
    split: tuple[str, ...]
    strata: tuple[str, ...]
    one_base: bool
    quarter: str

    @property
    def tables(self) -> tuple[tuple[str, ...], ...]:
        """Every table that is needed, once."""
        wanted = {self.rows, self.split, ()}
        if self.strata:
            wanted |= {(*self.rows, *self.strata), (*self.split, *self.strata)}
        return tuple(sorted(wanted))

    def texts(self, label: Label) -> tuple[str, str | None]:
        """Write the label of a row and of its split."""
        told = [
            str(Quarter(int(str(value)))) if column == self.quarter else str(value)
            for column, value in zip(self.rows, label, strict=True)
        ]
        return told[0], told[1] if len(told) > 1 else None


def is_spread(measure: Measure) -> bool:
    """Tell whether a measure is of how answers are spread: a scale, or a number in bands."""
    return measure.kind in ("ordinal", "mean")


def answer_part(place: int) -> str:
    """Name the part that counts one answer, by its place from the lowest."""
    return f"{ANSWER}{place}"


def most_told(answers: Counts2, n: Counts2) -> NDArray[np.bool_]:
    """Tell where protection leaves most of what each sex has answered to be compared.

    Of twelve women, five at one answer and the rest spread thinly over the others, only the five are released: as if
    all had answered the same. Nothing can be compared with that.

    Parameters
    ----------
    answers
        The last axes are answers, women and men.
    n
        How many answered; the last axis is women and men.
    """
    return (2 * answers.sum(axis=-2) >= n).all(axis=-1)


def told_strata(counts: Counts, answers: Answers) -> tuple[Counts2, NDArray[np.float64]]:
    """Give the answers of the strata that both sexes are in and that are told, others emptied.

    Returns
    -------
    tuple
        Shape (rows, strata, answers, 2), and of each row the part of its women and men who are in other strata, 0–1.
    """
    n = counts.strata_n
    told = most_told(answers.strata, n) & (answers.strata.sum(axis=-2) > 0).all(axis=-1)
    everybody = n.sum(axis=(-1, -2))
    left_out = 1 - np.where(told[..., np.newaxis], n, 0).sum(axis=(-1, -2)) / np.maximum(everybody, 1)
    return np.where(told[..., np.newaxis, np.newaxis], answers.strata, 0), left_out


def laid_out(released: Released, wanted: Breakdowns, measure: Measure, declared: Counts2 | None) -> Counts:
    """Lay released tables out.

    Parameters
    ----------
    declared
        A declared total to take shares of, instead of the rows' own.
    """
    table, whole = released.tables[wanted.rows], released.tables[()]
    labels = [label for label in table.labels if None not in label]
    if wanted.one_base:
        # Of a common base a row with nobody to show of either sex has nothing to say.
        counted = _picked(table, "count", labels)
        labels = [label for at, label in enumerate(labels) if counted[at].sum() > 0]
    base_of = [label[1:] for label in labels] if wanted.one_base else labels
    n = _picked(released.tables[wanted.split] if wanted.one_base else table, "n", base_of)
    total_n = _picked(whole, "n", [()])[0]
    if declared is not None:
        n = np.broadcast_to(declared[:2], n.shape)
        total_n = declared[:2]
    strata_n = _strata(released, wanted, labels, "n")
    counts = Counts(
        labels=tuple(wanted.texts(label) for label in labels),
        n=n,
        count=np.minimum(_picked(table, "count", labels), n),
        missing=_picked(table, "missing", labels),
        total_n=total_n,
        total_count=np.minimum(_picked(whole, "count", [()])[0], total_n),
        total_missing=_picked(whole, "missing", [()])[0],
        strata_n=strata_n,
        strata_count=np.minimum(_strata(released, wanted, labels, "count"), strata_n),
        sex_missing=int(whole.counts["n"][0, 2]) if whole.labels else 0,
        noise=released.noise,
    )
    if NEED in whole.counts:
        counts = replace(counts, base=_picked(table, NEED, labels), total_base=_picked(whole, NEED, [()])[0])
    return (
        replace(counts, answers=_answers(counts, released, wanted, measure, labels)) if is_spread(measure) else counts
    )


def _answers(counts: Counts, released: Released, wanted: Breakdowns, measure: Measure, labels: list[Label]) -> Answers:
    parts = [answer_part(place) for place in range(len(measure.answers))]
    table, whole = released.tables[wanted.rows], released.tables[()]
    return Answers(
        rows=_within(counts.n, [_picked(table, part, labels) for part in parts]),
        total=_within(counts.total_n, [_picked(whole, part, [()])[0] for part in parts]),
        strata=_within(counts.strata_n, [_strata(released, wanted, labels, part) for part in parts]),
        values=measure.values,
        edges=measure.edges,
    )


def _within(n: Counts2, answers: list[Counts2]) -> Counts2:
    """Put answers beside each other on the last axis but one, none of them above those who answered.

    Where the number of those is not shown, no answer of theirs is.
    """
    return np.minimum(np.stack(answers, axis=-2), n[..., np.newaxis, :])


def _picked(table: ReleasedTable, part: str, labels: list[Label]) -> Counts2:
    """Pick the women's and men's counts of some groups; a group or a part that is not there counts 0."""
    place = {label: at for at, label in enumerate(table.labels)}
    picked = np.zeros((len(labels), 2), dtype=np.int64)
    for at, label in enumerate(labels):
        if label in place and part in table.counts:
            picked[at] = table.counts[part][place[label], :2]
    return picked


def _strata(released: Released, wanted: Breakdowns, labels: list[Label], part: str) -> Counts2:
    """Pick a part of every stratum of every row, shape (rows, strata, 2). All rows have the same strata."""
    if not wanted.strata:
        return np.zeros((len(labels), 0, 2), dtype=np.int64)
    own = released.tables[(*wanted.rows, *wanted.strata)]
    strata = sorted({label[len(wanted.rows) :] for label in own.labels}, key=str)
    shared = wanted.one_base and part == "n"
    table = released.tables[(*wanted.split, *wanted.strata)] if shared else own
    groups = [(*(label[1:] if shared else label), *stratum) for label in labels for stratum in strata]
    return _picked(table, part, groups).reshape(len(labels), len(strata), 2)
