"""Means, their differences, and quantiles, from counts over bands."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import stdtr, stdtrit

from jamstalld.compare.results import Estimate
from jamstalld.compare.shares import Floats, Truths, aligned, critical, floats, quiet

# A part of those counted that is passed or missed by less than this is just reached: rounding alone parts them.
_ROUNDING = 1e-9


@dataclass(frozen=True, eq=False)
class Moments:
    """How many, their mean, the variance among them (unbiased), and the variance of the noise in the mean."""

    n: Floats
    mean: Floats
    variance: Floats
    noise: Floats


@dataclass(frozen=True, eq=False)
class MeanDifference(Estimate):
    """A difference of means: its standard error (noise included), degrees of freedom and two-sided p value."""

    standard_error: Floats
    df: Floats
    p: Floats


@quiet
def moments(
    counts: ArrayLike,
    values: ArrayLike,
    *,
    widths: ArrayLike | None = None,
    other: ArrayLike = 0.0,
    noise_variance: ArrayLike = 0.0,
) -> Moments:
    """Give the moments of what is counted in bands.

    Bands hide the spread within them. Where the band values' spread is smaller than that of bands evenly
    filled, width²/12, the latter is taken, so that all in one band are not taken to be all alike. It is not
    added where the values do spread: there the bands make the variance larger already (Sheppard).

    A band of which nothing is released may still hold a few. The noise counts in every band from the lowest to
    the highest that holds somebody, or lies beside one that does, or holds somebody of the other group.

    Parameters
    ----------
    counts
        How many there are in each band, the bands along the last axis.
    values
        The number that a band stands for.
    widths
        How wide each band is, 0 for exact values. The distance to the neighbouring values if None.
    other
        The counts of the group it will be compared with.
    noise_variance
        One for all, one for each row of counts, or one for each count.

    Returns
    -------
    Moments
        Without the last axis.

    References
    ----------
    Sheppard WF (1898), Proc Lond Math Soc 29:353–380. The noise, V Σ(value − mean)²/n²: first order of the
    Taylor expansion in every count.
    """
    counts, values = floats(counts), floats(values)
    n = np.sum(counts, axis=-1)
    known = (n > 0) & np.all(counts >= 0, axis=-1)
    mean = np.where(known, counts @ values / n, np.nan)
    squares = (values - mean[..., np.newaxis]) ** 2
    between = np.sum(counts * squares, axis=-1) / (n - 1)
    width = _distances(values) if widths is None else floats(widths)
    inside = np.sum(counts * width**2, axis=-1) / (12 * n)
    in_reach = _in_reach(counts > 0, floats(other) > 0)
    noise = np.sum(of_each_count(noise_variance, counts) * squares, axis=-1, where=in_reach) / n**2
    return Moments(n, mean, np.where(n > 1, np.maximum(between, inside), np.nan), noise)


@quiet
def moments_of_sums(n: ArrayLike, total: ArrayLike, total_squares: ArrayLike) -> Moments:
    """Give the moments of unprotected numbers from their sum and the sum of their squares.

    Parameters
    ----------
    n, total, total_squares
        How many there are, their sum, and the sum of their squares.
    """
    n, total, total_squares = aligned(n, total, total_squares)
    mean = np.where(n > 0, total / n, np.nan)
    # Two nearly equal sums: rounding alone may leave less than 0.
    variance = np.maximum(total_squares - total * mean, 0) / (n - 1)
    return Moments(n, mean, np.where(n > 1, variance, np.nan), np.zeros_like(n))


@quiet
def mean_interval(m: Moments, level: float = 0.95) -> Estimate:
    """Give a mean with Student's interval, the noise's variance added to the mean's.

    Where nobody differs from anybody, or there is but one, nothing is known of the spread and there is no
    interval.

    References
    ----------
    Student (1908), Biometrika 6:1–25.
    """
    variance = np.where(m.variance > 0, m.variance / m.n + m.noise, np.nan)
    half = stdtrit(m.n - 1, (1 + level) / 2) * np.sqrt(variance)
    return Estimate(m.mean, m.mean - half, m.mean + half)


@quiet
def welch(m_1: Moments, m_2: Moments, level: float = 0.95) -> MeanDifference:
    """Give the difference of two independent means, the first minus the second, with Welch's interval and test.

    The noise's variance is added to each mean's; the degrees of freedom are those of the sampling alone. A
    group of one gives no interval and no test, nor do two groups where nobody differs from anybody in the same
    group, but for the p value of 1 where the means are the same.

    References
    ----------
    Welch BL (1947), Biometrika 34:28–35. Satterthwaite FE (1946), Biometrics Bull 2:110–114.
    """
    part_1, part_2 = m_1.variance / m_1.n, m_2.variance / m_2.n
    df = (part_1 + part_2) ** 2 / (part_1**2 / (m_1.n - 1) + part_2**2 / (m_2.n - 1))
    error = np.sqrt((part_1 + part_2) + (m_1.noise + m_2.noise))
    difference = m_1.mean - m_2.mean
    half = stdtrit(df, (1 + level) / 2) * error
    p = np.where(difference == 0, 1, 2 * stdtr(df, -np.abs(difference) / error))
    known = np.isfinite(part_1 + part_2)
    return MeanDifference(difference, difference - half, difference + half, error, df, np.where(known, p, np.nan))


@quiet
def hedges_g(m_1: Moments, m_2: Moments) -> Floats:
    """Give the difference of two means in pooled standard deviations, corrected for small numbers.

    The correction is 1 − 3/(4df − 1), with df = n₁ + n₂ − 2.

    References
    ----------
    Hedges LV (1981), J Educ Stat 6:107–128.
    """
    df = m_1.n + m_2.n - 2
    pooled = ((m_1.n - 1) * m_1.variance + (m_2.n - 1) * m_2.variance) / df
    return (m_1.mean - m_2.mean) / np.sqrt(pooled) * (1 - 3 / (4 * df - 1))


@quiet
def smallest_visible_mean(m_1: Moments, m_2: Moments, power: float = 0.8, level: float = 0.95) -> Floats:
    """Give the smallest true difference of means that a two-sided test would find with this power.

    References
    ----------
    Fleiss JL (1986), The Design and Analysis of Clinical Experiments, ch. 12.
    """
    deviate = critical(level) + NormalDist().inv_cdf(power)
    return deviate * np.sqrt((m_1.variance / m_1.n + m_2.variance / m_2.n) + (m_1.noise + m_2.noise))


@quiet
def quantile(counts: ArrayLike, edges: ArrayLike, q: float) -> Floats:
    """Give the value below which a part of those counted lies, as if each band were evenly filled.

    Where empty bands part them at just that point, it is the middle of the gap.

    Parameters
    ----------
    counts
        How many there are in each band, the bands along the last axis.
    edges
        Where the first band begins and where each one ends.
    q
        The part below, 0–1: 0.5 gives the median.

    Returns
    -------
    Floats
        In the unit of `edges`, without the last axis.
    """
    counts, edges = floats(counts), floats(edges)
    from_below = _reached(counts, edges, q)
    from_above = _reached(counts[..., ::-1], edges[::-1], 1 - q)
    return (from_below + from_above) / 2


def of_each_count(noise_variance: ArrayLike, counts: Floats) -> Floats:
    """Lay out the noise's variance, given for all, for each row of counts or for each count, beside the counts."""
    variance = floats(noise_variance)
    return variance if variance.ndim == counts.ndim else variance[..., np.newaxis]


def _reached(counts: Floats, edges: Floats, q: float) -> Floats:
    """Go through the bands until the part q is passed, and say where that is."""
    upto = np.cumsum(counts, axis=-1)
    n = upto[..., -1:]
    place = np.argmax((upto >= (q - _ROUNDING) * n) & (counts > 0), axis=-1)[..., np.newaxis]
    inside = np.take_along_axis(counts, place, axis=-1)
    part = 1 - (np.take_along_axis(upto, place, axis=-1) - q * n) / inside
    at = edges[place] + part * (edges[place + 1] - edges[place])
    return np.where(n > 0, at, np.nan)[..., 0]


def _in_reach(there: Truths, others: Truths) -> Truths:
    """Say which bands lie between the lowest and the highest with somebody of either in or near them."""
    near = there | others
    near[..., 1:] |= there[..., :-1]
    near[..., :-1] |= there[..., 1:]
    from_below = np.logical_or.accumulate(near, axis=-1)
    from_above = np.logical_or.accumulate(near[..., ::-1], axis=-1)[..., ::-1]
    return from_below & from_above


def _distances(values: Floats) -> Floats:
    """Give the mean distance of each value to its neighbours; at the ends to the only one."""
    return np.abs(np.gradient(values)) if values.size > 1 else np.zeros_like(values)
