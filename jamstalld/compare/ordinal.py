"""Two groups' answers on an ordered scale: how often one's answer is higher than the other's.

The answers are the last axis, the lowest first.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import stdtr, stdtrit

from jamstalld.compare.means import of_each_count
from jamstalld.compare.results import Estimate
from jamstalld.compare.shares import Floats, Truths, aligned, floats, quiet

# How far from 0 delta must lie before an interval that leaves −1–1 is taken for a sign of little overlap.
_BEYOND = 0.5


@dataclass(frozen=True, eq=False)
class Superiority(Estimate):
    """Cliff's delta, −1–1, and what it is made of.

    Of all pairs with one from each group, ``higher`` is the share (0–1) where the first group's answer is the
    higher one, ``lower`` where it is the lower one, ``alike`` where both are the same; delta is the first
    minus the second. ``standard_error`` is the one of the test, noise included, and ``p`` is two-sided.
    """

    higher: Floats
    lower: Floats
    alike: Floats
    p: Floats
    standard_error: Floats


@quiet
def superiority(
    counts_1: ArrayLike,
    counts_2: ArrayLike,
    *,
    noise_variance: ArrayLike = 0.0,
    level: float = 0.95,
) -> Superiority:
    """Give Cliff's delta with the Brunner–Munzel test and interval.

    Delta's variance comes from the placements: for each member of a group, the share of the other group whose
    answers are lower less the share whose are higher. Where all are placed alike it would be 0, as if nothing else
    could be. There, one in n + 2 is taken to be placed as far away as can be; with two answers and everyone alike
    that gives Agresti and Caffo's variance.

    Where delta is beyond ±½ and the 95 % interval leaves −1–1, the groups hardly overlap: a few pairs decide, and
    the method promises too much. There the variance is taken to be proportional to 1 − delta², as a share's is, in
    the test and in the interval, which becomes Wilson's; and to be at least what Newcombe's method comes to for
    groups that do not overlap at all.

    The noise counts in every answer that somebody in either group is said to have given.

    Parameters
    ----------
    counts_1, counts_2
        How many in the first and in the second group gave each answer.
    noise_variance
        One for all, one for each comparison, or one for each answer of each comparison.

    Returns
    -------
    Superiority
        First group against second, without the last axis. A group of one gives no interval and no test.

    References
    ----------
    Cliff N (1993), Psychol Bull 114:494–509. Brunner E, Munzel U (2000), Biom J 42:17–25. Agresti A, Caffo B
    (2000), Am Stat 54:280–288. Newcombe RG (2006), Stat Med 25:559–573, method 5 at its end.
    """
    first, second = aligned(counts_1, counts_2)
    known = np.all((first >= 0) & (second >= 0), axis=-1)
    n_1, n_2 = (np.where(known, np.sum(counts, axis=-1), np.nan) for counts in (first, second))
    pairs = np.where((n_1 > 0) & (n_2 > 0), n_1 * n_2, np.nan)
    higher, lower = np.sum(first * _below(second), axis=-1) / pairs, np.sum(second * _below(first), axis=-1) / pairs
    delta = higher - lower
    group_1, group_2 = _Group(first, n_1, _placements(second, n_2)), _Group(second, n_2, _placements(first, n_1))
    found = _spread(delta, group_1, group_2)
    variance = np.where(first + second > 0, of_each_count(noise_variance, first), 0)
    noise = _noise(group_1, delta, variance) + _noise(group_2, -delta, variance)
    error: Floats = np.sqrt(found.variance + noise)
    return Superiority(
        *_limits(delta, found, noise, floats(stdtrit(found.df, (1 + level) / 2))),
        higher=higher,
        lower=lower,
        alike=np.sum(first * second, axis=-1) / pairs,
        p=2 * stdtr(found.df, floats(-np.abs(delta) / error)),
        standard_error=error,
    )


class _Group(NamedTuple):
    """A group's answers, its size, and where each answer is placed among the other group's, −1–1."""

    counts: Floats
    n: Floats
    placed: Floats


class _Spread(NamedTuple):
    """Delta's sampling variance, its degrees of freedom, and where the groups hardly overlap."""

    variance: Floats
    df: Floats
    hardly: Truths


def _below(counts: Floats) -> Floats:
    """Count those below each answer."""
    return np.cumsum(counts, axis=-1) - counts


def _placements(others: Floats, n: Floats) -> Floats:
    """Give the share of the others below each answer, less the share above."""
    return (2 * _below(others) + others) / n[..., np.newaxis] - 1


def _spread(delta: Floats, group_1: _Group, group_2: _Group) -> _Spread:
    """Find delta's variance; where the groups hardly overlap, what it would be at a delta of 0."""
    n_1, n_2 = group_1.n, group_2.n
    part_1, part_2 = _part(group_1, delta), _part(group_2, -delta)
    variance, apart = part_1 + part_2, np.abs(delta) == 1
    df = variance**2 / (part_1**2 / (n_1 - 1) + part_2**2 / (n_2 - 1))
    leaves = np.abs(delta) + stdtrit(df, 0.975) * np.sqrt(variance) > 1
    hardly = apart | (leaves & (np.abs(delta) > _BEYOND))
    no_overlap = (n_1 + n_2 + 2) / (4 * n_1 * n_2)
    at_0 = np.where(apart, no_overlap, np.maximum(variance / (1 - delta**2), no_overlap))
    enough = np.where((n_1 > 1) & (n_2 > 1), 1, np.nan)
    return _Spread(enough * np.where(hardly, at_0, variance), enough * np.where(apart, n_1 + n_2 - 2, df), hardly)


def _part(group: _Group, mean: Floats) -> Floats:
    """Give one group's part of the variance, which is never 0."""
    there, n = group.counts > 0, group.n
    highest = np.max(group.placed, axis=-1, where=there, initial=-1)
    lowest = np.min(group.placed, axis=-1, where=there, initial=1)
    squares = np.sum(group.counts * (group.placed - mean[..., np.newaxis]) ** 2, axis=-1)
    one_elsewhere = (1 + np.abs(mean)) ** 2 * (n + 1) / (n + 2) ** 2
    return np.where(highest == lowest, one_elsewhere, squares / (n - 1)) / n


def _noise(group: _Group, mean: Floats, variance: Floats) -> Floats:
    """Add up what the noise in each of a group's counts moves delta by."""
    moved = (group.placed - mean[..., np.newaxis]) / group.n[..., np.newaxis]
    return np.asarray(np.sum(variance * moved**2, axis=-1))


def _limits(delta: Floats, found: _Spread, noise: Floats, deviate: Floats) -> tuple[Floats, Floats, Floats]:
    """Give delta and its limits, the noise added to each limit's distance in quadrature."""
    square, spread = deviate**2 * found.variance, deviate * np.sqrt(noise)
    root = np.sqrt(square * (1 + square - delta**2))
    low = np.where(found.hardly, (delta - root) / (1 + square), delta - np.sqrt(square))
    high = np.where(found.hardly, (delta + root) / (1 + square), delta + np.sqrt(square))
    return (
        delta,
        np.maximum(delta - np.hypot(delta - low, spread), -1),
        np.minimum(delta + np.hypot(high - delta, spread), 1),
    )
