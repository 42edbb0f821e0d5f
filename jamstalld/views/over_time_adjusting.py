"""The gap before and after an effort once women and men are given the same needs, or whatever else is adjusted by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from jamstalld import compare
from jamstalld.compare.standardised_means import standardised_mean_difference, standardised_superiority
from jamstalld.compare.trend import before_after
from jamstalld.periods import Period
from jamstalld.protect import Noise
from jamstalld.store import Database, Question, ReleasedTable, released_counts
from jamstalld.store.question import Label
from jamstalld.views.asking import Plan
from jamstalld.views.elements import adjusted_at, estimate_at, estimates, hundredfold
from jamstalld.views.laying_out import answer_part, most_told
from jamstalld.views.model import Estimate
from jamstalld.views.over_time_model import Effort

Counts = NDArray[np.int64]


def with_adjusted(database: Database, how: Plan, effort: Effort) -> Effort:
    """Add the standardised differences before and after an effort, and how they have changed.

    What only one of the sexes has, or protection hides most of, before or after, is left out of both.

    Parameters
    ----------
    how
        The plan of a view that standardises.
    """
    by, measure = how.request.standardise_by, how.measure
    tables = [_strata(database, how, Period.parse(side.period)) for side in (effort.before, effort.after)]
    n = _stacked(tables, "n")
    both = np.all(n > 0, axis=(0, 2))
    if measure.kind in ("share", "rate"):
        count = np.minimum(_stacked(tables, "count"), n)
        found = _of_shares(np.where(both[:, np.newaxis], n, 0), count, database.noise)
    else:
        answers = np.stack([_stacked(tables, answer_part(at)) for at in range(len(measure.answers))], axis=-2)
        # Answers are released one by one: those of a group that is not shown are not either.
        answers = np.minimum(answers, n[..., np.newaxis, :])
        both &= most_told(answers, n).all(axis=0)
        answers = np.where(both[:, np.newaxis, np.newaxis], answers, 0)
        found = _of_answers(answers, how, database.noise)
    left_out = np.full(2, 1 - n[:, both].sum() / max(n.sum(), 1))
    found = compare.Standardised(found.estimate, found.low, found.high, left_out)
    gaps = [adjusted_at(found, at, by) for at in (0, 1)]
    before, after = (replace(side, adjusted=gap) for side, gap in zip((effort.before, effort.after), gaps, strict=True))
    return replace(effort, before=before, after=after, adjust_by=by, adjusted_change=change_of(*gaps))


def change_of(before: Estimate | None, after: Estimate | None) -> Estimate | None:
    """Give how a difference has changed, None where either is missing."""
    return estimate_at(before_after(estimates([before]), estimates([after])), 0)


def _of_shares(n: Counts, count: Counts, noise: Noise) -> compare.Estimate:
    """Standardise to one distribution: that of both sexes, before and after together.

    With a standard of its own for each side a change of the distribution would pass for one of the gap.
    """
    four = (count[..., 0], n[..., 0], count[..., 1], n[..., 1])
    variance = noise.variance(count).max(axis=-1)
    return hundredfold(compare.standardised_difference(*four, n.sum(axis=(0, 2)), noise_variance=variance))


def _of_answers(answers: Counts, how: Plan, noise: Noise) -> compare.Estimate:
    """Standardise means or scales, each side to the distribution that both sexes have there."""
    women, men, measure = answers[..., 0], answers[..., 1], how.measure
    variance = noise.variance(answers).max(axis=(-1, -2))
    if measure.kind == "ordinal":
        return hundredfold(standardised_superiority(women, men, noise_variance=variance))
    widths = np.diff(measure.edges)
    return standardised_mean_difference(women, men, measure.values, widths=widths, noise_variance=variance)


def _strata(database: Database, how: Plan, period: Period) -> ReleasedTable:
    by = how.request.standardise_by
    unit = how.request.count_unit or "insatser"
    question = Question(period, how.quarter_column, (by,), how.parts, how.filters, how.conditions, unit)
    return released_counts(database, question).tables[by]


def _stacked(tables: Sequence[ReleasedTable], part: str) -> Counts:
    """Put one part of two tables together, shape (tables, strata, 2); a stratum that one lacks counts 0 there."""
    strata = sorted({label for table in tables for label in table.labels}, key=str)
    return np.stack([_picked(table, part, strata) for table in tables])


def _picked(table: ReleasedTable, part: str, labels: Sequence[Label]) -> Counts:
    place = {label: at for at, label in enumerate(table.labels)}
    picked = np.zeros((len(labels), 2), dtype=np.int64)
    for at, label in enumerate(labels):
        if label in place:
            picked[at] = table.counts[part][place[label], :2]
    return picked
