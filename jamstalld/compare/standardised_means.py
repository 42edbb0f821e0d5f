"""Differences of means and of scales once both groups are given the same strata.

Counts have the shape (..., strata, answers), the lowest answer or band first. Both groups' strata are weighted by how
many there are of both together. A stratum where one of the groups has nobody is left out.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from jamstalld.compare.means import moments, of_each_count
from jamstalld.compare.results import Standardised
from jamstalld.compare.shares import Floats, aligned, critical, quiet

# How many, spread as the whole group is, each stratum is drawn towards in its sampling variance.
_DRAWN = 2


@quiet
def standardised_mean_difference(
    counts_1: ArrayLike,
    counts_2: ArrayLike,
    values: ArrayLike,
    *,
    widths: ArrayLike | None = None,
    noise_variance: ArrayLike = 0.0,
    level: float = 0.95,
) -> Standardised:
    """Give the directly standardised difference of means: both groups' means, weighted the same way.

    In the sampling variance, and only there, each stratum is drawn towards its whole group by two members, so that a
    stratum where all are alike is not taken to be certain.

    Parameters
    ----------
    counts_1, counts_2
        How many lie in each band, in each stratum of the first and of the second group.
    values
        The number each band stands for.
    widths
        How wide each band is, as in :func:`jamstalld.compare.means.moments`.
    noise_variance
        One for all, one for each stratum, or one for each count.

    Returns
    -------
    Standardised
        First mean minus second, in the unit of the values, and the part of the standard left out.

    References
    ----------
    Fleiss JL, Levin B, Paik MC (2003), Statistical Methods for Rates and Proportions, ch. 19. Drawing strata towards
    a common distribution: Agresti A, Caffo B (2000), Am Stat 54:280–288.
    """
    counts_1, counts_2 = aligned(counts_1, counts_2)
    weights = _weights(counts_1, counts_2)
    difference: Floats = np.zeros(counts_1.shape[:-2])
    variance: Floats = np.zeros_like(difference)
    for sign, counts, other in ((1, counts_1, counts_2), (-1, counts_2, counts_1)):
        seen = moments(counts, values, widths=widths, other=other, noise_variance=noise_variance)
        drawn = moments(_drawn(counts), values, widths=widths)
        difference = difference + sign * _weighted(weights, seen.mean)
        variance = variance + _weighted(weights**2, drawn.variance / seen.n + seen.noise)
    half = critical(level) * np.sqrt(variance)
    return Standardised(difference, difference - half, difference + half, _left_out(counts_1, counts_2))


@quiet
def standardised_superiority(
    counts_1: ArrayLike,
    counts_2: ArrayLike,
    *,
    noise_variance: ArrayLike = 0.0,
    level: float = 0.95,
) -> Standardised:
    """Give Cliff's delta of two standardised distributions: how the answers would lie if both had the same strata.

    The variance is that of the first order. Each stratum's sampling variance is drawn towards the whole group as in
    :func:`standardised_mean_difference`.

    Parameters
    ----------
    counts_1, counts_2
        How many gave each answer, in each stratum of the first and of the second group.
    noise_variance
        One for all, one for each stratum, or one for each count.

    Returns
    -------
    Standardised
        P(first higher) − P(second higher), −1–1, and the part of the standard left out.

    References
    ----------
    Cliff N (1993), Psychol Bull 114:494–509. The standard: Fleiss JL, Levin B, Paik MC (2003), ch. 19.
    """
    counts_1, counts_2 = aligned(counts_1, counts_2)
    weights = _weights(counts_1, counts_2)
    spread_1, spread_2 = _standard(counts_1, weights), _standard(counts_2, weights)
    answers = np.arange(counts_1.shape[-1], dtype=np.float64)
    higher: Floats = np.sign(answers[:, np.newaxis] - answers)
    # How much higher each answer of one group is than the other group's: the slope of delta in its frequency.
    slope_1, slope_2 = spread_2 @ higher.T, spread_1 @ higher
    delta = np.sum(spread_1 * slope_1, axis=-1)
    noise = np.where(counts_1 + counts_2 > 0, of_each_count(noise_variance, counts_1), 0)
    variance = _variance(counts_1, weights, slope_1, noise) + _variance(counts_2, weights, slope_2, noise)
    half = critical(level) * np.sqrt(variance)
    low, high = np.maximum(delta - half, -1), np.minimum(delta + half, 1)
    return Standardised(delta, low, high, _left_out(counts_1, counts_2))


def _weights(counts_1: Floats, counts_2: Floats) -> Floats:
    """Give each stratum's part of the standard, nan where no stratum has both groups."""
    n_1, n_2 = counts_1.sum(axis=-1), counts_2.sum(axis=-1)
    size = np.where((n_1 > 0) & (n_2 > 0), n_1 + n_2, 0)
    return size / size.sum(axis=-1, keepdims=True)


def _left_out(counts_1: Floats, counts_2: Floats) -> Floats:
    n_1, n_2 = counts_1.sum(axis=-1), counts_2.sum(axis=-1)
    size = n_1 + n_2
    return np.asarray(np.sum(size, axis=-1, where=(n_1 == 0) | (n_2 == 0)) / np.sum(size, axis=-1))


def _standard(counts: Floats, weights: Floats) -> Floats:
    """Give the distribution over the answers that a group would have with the standard's strata."""
    weights = weights[..., np.newaxis]
    part = counts / counts.sum(axis=-1, keepdims=True)
    return np.asarray(np.sum(np.where(weights == 0, 0, weights * part), axis=-2))


def _variance(counts: Floats, weights: Floats, slopes: Floats, noise: Floats) -> Floats:
    """Give what a group adds to the variance of delta, of which `slopes` says how each answer moves it."""
    n, slopes = counts.sum(axis=-1, keepdims=True), slopes[..., np.newaxis, :]
    noise = noise * (slopes - np.sum(counts * slopes, axis=-1, keepdims=True) / n) ** 2 / n
    part = _drawn(counts) / (n + _DRAWN)
    sampling = part * (slopes - np.sum(part * slopes, axis=-1, keepdims=True)) ** 2
    return _weighted(weights**2, np.sum((sampling + noise) / n, axis=-1))


def _drawn(counts: Floats) -> Floats:
    """Add to each stratum a few who are spread as the whole group is."""
    everyone = counts.sum(axis=-2, keepdims=True)
    return counts + _DRAWN * everyone / everyone.sum(axis=-1, keepdims=True)


def _weighted(weights: Floats, values: Floats) -> Floats:
    """Sum over the strata that have both groups."""
    return np.asarray(np.sum(np.where(weights == 0, 0, weights * values), axis=-1))
