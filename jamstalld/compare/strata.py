"""Differences within strata, put together: what is left when like is compared with like.

The strata are the last axis. A stratum where one of the groups has nobody says nothing about the difference
and is left out.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import chdtrc

from jamstalld.compare.results import Estimate, Standardised
from jamstalld.compare.shares import Floats, Truths, aligned, critical, noise_of_share, quiet, share


@dataclass(frozen=True, eq=False)
class Homogeneity:
    """Whether differences are the same everywhere.

    ``statistic`` is Cochran's Q, ``df`` its degrees of freedom, ``p`` the probability of a Q as large if they are.
    """

    statistic: Floats
    df: Floats
    p: Floats


@quiet
def mantel_haenszel_difference(
    count_1: ArrayLike,
    n_1: ArrayLike,
    count_2: ArrayLike,
    n_2: ArrayLike,
    *,
    noise_variance: ArrayLike = 0.0,
    level: float = 0.95,
    score: bool = False,
) -> Estimate:
    """Give the Mantel–Haenszel difference of shares, with Sato's variance.

    It takes the difference to be the same in every stratum, and serves few large and many small strata alike.
    Sato's variance is a straight line in the difference. Put in for the difference seen it gives the usual interval,
    which is too narrow in small groups and shrinks to a point where no stratum varies within a group. Solved for the
    difference (Klingenberg) it gives one that is neither.

    Parameters
    ----------
    count_1, n_1, count_2, n_2
        How many, of how many, in each stratum of the first and of the second group.
    score
        Whether to give Klingenberg's interval.

    Returns
    -------
    Estimate
        First share minus second, −1–1, without the last axis.

    References
    ----------
    Greenland S, Robins JM (1985), Biometrics 41:55–68. Sato T (1989), Biometrics 45:1323–1324. Klingenberg B
    (2014), Stat Med 33:2968–2983.
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
    noise = _sum(
        weight**2 * (noise_of_share(p_1, n_1, noise_variance) + noise_of_share(p_2, n_2, noise_variance)), both
    )
    slope, start = _sum(sato_p, both) / whole**2, (_sum(sato_q, both) + noise) / whole**2
    if score:
        middle = difference + critical(level) ** 2 * slope / 2
        half = np.sqrt(np.maximum(middle**2 - difference**2 + critical(level) ** 2 * start, 0))
        return Estimate(difference, np.maximum(middle - half, -1), np.minimum(middle + half, 1))
    # At a difference of ±1, where the second sum is 0, the first may fall below it.
    return _symmetric(difference, np.maximum(difference * slope + start, noise / whole**2), level)


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


@quiet
def gaps_alike(
    count_1: ArrayLike,
    n_1: ArrayLike,
    count_2: ArrayLike,
    n_2: ArrayLike,
    *,
    noise_variance: ArrayLike = 0.0,
) -> Homogeneity:
    """Test whether the difference of shares is the same in all strata.

    Each stratum's difference is weighted by what its variance would be if it were the Mantel–Haenszel difference, so
    that chance does not weigh most where it happened to leave the least variation. In that variance, and only there,
    the share of both groups is drawn towards ½ as (x + 1)/(n + 2).

    Parameters
    ----------
    count_1, n_1, count_2, n_2
        How many, of how many, in each stratum of the first and of the second group.

    Returns
    -------
    Homogeneity
        Without the last axis. See `homogeneity`.

    References
    ----------
    Lipsitz SR, Dear KBG, Laird NM, Molenberghs G (1998), Biometrics 54:148–160. The N − 1 in the variance: Campbell I
    (2007), Stat Med 26:3661–3675.
    """
    count_1, n_1, count_2, n_2 = aligned(count_1, n_1, count_2, n_2)
    p_1, p_2, size = share(count_1, n_1), share(count_2, n_2), n_1 + n_2
    common = mantel_haenszel_difference(count_1, n_1, count_2, n_2).estimate[..., np.newaxis]
    nearest = 1 / (size + 2)
    both = (count_1 + count_2 + 1) * nearest
    alike_1, alike_2 = (
        np.clip(both + apart, nearest, 1 - nearest) for apart in (common * n_2 / size, -common * n_1 / size)
    )
    sampling = (alike_1 * (1 - alike_1) / n_1 + alike_2 * (1 - alike_2) / n_2) * size / (size - 1)
    noise = noise_of_share(p_1, n_1, noise_variance) + noise_of_share(p_2, n_2, noise_variance)
    return homogeneity(p_1 - p_2, sampling + noise)


@quiet
def homogeneity(estimate: ArrayLike, variance: ArrayLike) -> Homogeneity:
    """Test whether independent estimates, one a stratum along the last axis, are all of the same thing.

    Q is the sum of their squared distances from the mean, each weighted by the inverse of its variance.

    Parameters
    ----------
    estimate, variance
        In any unit; nan, or a variance that is not above 0, leaves the stratum out.

    Returns
    -------
    Homogeneity
        Without the last axis; nan where fewer than two strata are left.

    References
    ----------
    Cochran WG (1954), Biometrics 10:101–129.
    """
    estimate, variance = aligned(estimate, variance)
    known = np.isfinite(estimate) & np.isfinite(variance) & (variance > 0)
    weight = 1 / variance
    mean = _sum(weight * estimate, known) / _sum(weight, known)
    degrees = np.sum(known, axis=-1) - 1.0
    enough = degrees > 0
    statistic = np.where(enough, _sum(weight * (estimate - mean[..., np.newaxis]) ** 2, known), np.nan)
    return Homogeneity(statistic, np.where(enough, degrees, np.nan), np.asarray(chdtrc(degrees, statistic)))


def _variance(count: Floats, n: Floats, noise_variance: ArrayLike) -> Floats:
    drawn = (count + 1) / (n + 2)
    return drawn * (1 - drawn) / n + noise_of_share(share(count, n), n, noise_variance)


def _sum(values: Floats, where: Truths) -> Floats:
    """Sum over the strata where `where` holds."""
    return np.asarray(np.sum(values, axis=-1, where=where))


def _symmetric(estimate: Floats, variance: Floats, level: float) -> Estimate:
    half = critical(level) * np.sqrt(variance)
    return Estimate(estimate, np.maximum(estimate - half, -1), np.minimum(estimate + half, 1))
