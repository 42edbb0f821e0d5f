"""Differences within strata, put together: what is left when like is compared with like.

The strata are the last axis. A stratum where one of the groups has nobody says nothing about the difference
and is left out.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from jamstalld.compare.results import Estimate, Standardised
from jamstalld.compare.shares import Floats, Truths, aligned, critical, noise_of_share, quiet, share


@quiet
def mantel_haenszel_difference(
    count_1: ArrayLike,
    n_1: ArrayLike,
    count_2: ArrayLike,
    n_2: ArrayLike,
    *,
    noise_variance: ArrayLike = 0.0,
    level: float = 0.95,
) -> Estimate:
    """Give the Mantel–Haenszel difference of shares, with Sato's variance.

    It takes the difference to be the same in every stratum, and serves few large and many small strata alike.
    Where no stratum varies within a group the interval shrinks to a point, as simple intervals do: read it with
    care there, or standardise.

    Parameters
    ----------
    count_1, n_1, count_2, n_2
        How many, of how many, in each stratum of the first and of the second group.

    Returns
    -------
    Estimate
        First share minus second, −1–1, without the last axis.

    References
    ----------
    Greenland S, Robins JM (1985), Biometrics 41:55–68. Sato T (1989), Biometrics 45:1323–1324.
    """
    count_1, n_1, count_2, n_2 = aligned(count_1, n_1, count_2, n_2)
    both, size = (n_1 > 0) & (n_2 > 0), n_1 + n_2
    p_1, p_2 = share(count_1, n_1), share(count_2, n_2)
    weight = n_1 * n_2 / size
    whole = _sum(weight, both)
    difference = _sum(weight * (p_1 - p_2), both) / whole
    # The numerator's variance is the difference times the sum of Sato's P, plus the sum of his Q.
    part_1, part_2 = n_1 / size, n_2 / size
    sato_p = count_2 * part_1**2 - count_1 * part_2**2 + part_1 * part_2 * (n_2 - n_1) / 2
    sato_q = (count_1 * (n_2 - count_2) + count_2 * (n_1 - count_1)) / (2 * size)
    noise = weight**2 * (noise_of_share(p_1, n_1, noise_variance) + noise_of_share(p_2, n_2, noise_variance))
    # At a difference of ±1, where the second sum is 0, the first may fall below it.
    sampling = np.maximum(difference * _sum(sato_p, both) + _sum(sato_q, both), 0)
    return _symmetric(difference, (sampling + _sum(noise, both)) / whole**2, level)


@quiet
def standardised_difference(
    count_1: ArrayLike,
    n_1: ArrayLike,
    count_2: ArrayLike,
    n_2: ArrayLike,
    weights: ArrayLike | None = None,
    *,
    noise_variance: ArrayLike = 0.0,
    level: float = 0.95,
) -> Standardised:
    """Give the directly standardised difference of shares: both groups' shares, weighted the same way.

    In the sampling variance, and only there, each share is drawn towards ½ as (x + 1)/(n + 2), so that a
    stratum where nobody or everybody counts is not taken to be certain.

    Parameters
    ----------
    count_1, n_1, count_2, n_2
        How many, of how many, in each stratum of the first and of the second group.
    weights
        The standard: how many, or which part, each stratum stands for. Both groups together if None.

    Returns
    -------
    Standardised
        First share minus second, −1–1, without the last axis, and the part of the standard left out.

    References
    ----------
    Fleiss JL, Levin B, Paik MC (2003), Statistical Methods for Rates and Proportions, ch. 19. The shares in
    the variance: Agresti A, Caffo B (2000), Am Stat 54:280–288.
    """
    count_1, n_1, count_2, n_2 = aligned(count_1, n_1, count_2, n_2)
    standard, _ = aligned(n_1 + n_2 if weights is None else weights, n_1)
    both = (n_1 > 0) & (n_2 > 0)
    used = _sum(standard, both)
    part = standard / used[..., np.newaxis]
    difference = _sum(part * (share(count_1, n_1) - share(count_2, n_2)), both)
    difference = np.where(used > 0, difference, np.nan)
    variance = _variance(count_1, n_1, noise_variance) + _variance(count_2, n_2, noise_variance)
    found = _symmetric(difference, _sum(part**2 * variance, both), level)
    return Standardised(found.estimate, found.low, found.high, 1 - used / np.sum(standard, axis=-1))


def _variance(count: Floats, n: Floats, noise_variance: ArrayLike) -> Floats:
    drawn = (count + 1) / (n + 2)
    return drawn * (1 - drawn) / n + noise_of_share(share(count, n), n, noise_variance)


def _sum(values: Floats, where: Truths) -> Floats:
    """Sum over the strata where `where` holds."""
    return np.asarray(np.sum(values, axis=-1, where=where))


def _symmetric(estimate: Floats, variance: Floats, level: float) -> Estimate:
    half = critical(level) * np.sqrt(variance)
    return Estimate(estimate, np.maximum(estimate - half, -1), np.minimum(estimate + half, 1))
