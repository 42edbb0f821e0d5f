"""Tests of whether two shares differ."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtr, ndtri

from jamstalld.compare.shares import Floats, aligned, noise_of_share, quiet, share

LEAST_EXPECTED = 1
# Tables whose probabilities differ by less than this part are equally likely; rounding alone parts them.
_TIE = 1e-7


@quiet
def difference_p(
    count_1: ArrayLike,
    n_1: ArrayLike,
    count_2: ArrayLike,
    n_2: ArrayLike,
    *,
    noise_variance: ArrayLike = 0.0,
) -> Floats:
    """Give the two-sided p value of the difference between two independent shares.

    The N−1 χ² test where every expected count is at least 1, else Fisher's test as mid-p. With noise, the
    normal deviate of that p is shrunk by √(v/(v + noise)), where v is the difference's sampling variance if
    the shares are equal: the same evidence, held against a larger uncertainty.

    Parameters
    ----------
    count_1, n_1, count_2, n_2
        How many, of how many, in the first and in the second group. Whole numbers.

    Returns
    -------
    Floats
        p values; 1 where nobody or everybody counts in both groups.

    References
    ----------
    Campbell I (2007), Stat Med 26:3661–3675.
    """
    count_1, n_1, count_2, n_2 = aligned(count_1, n_1, count_2, n_2)
    p_1, p_2 = share(count_1, n_1), share(count_2, n_2)
    total, size = count_1 + count_2, n_1 + n_2
    known = ~np.isnan(p_1 - p_2)
    few = known & (np.minimum(n_1, n_2) * np.minimum(total, size - total) < LEAST_EXPECTED * size)
    p = np.asarray(n_minus_1_p(count_1, n_1, count_2, n_2))
    p[few] = fisher_mid_p(count_1[few], n_1[few], count_2[few], n_2[few])
    if np.any(noise_variance):
        sampling = total * (size - total) / size * (1 / n_1 + 1 / n_2) / (size - 1)
        noise = noise_of_share(p_1, n_1, noise_variance) + noise_of_share(p_2, n_2, noise_variance)
        p = 2 * ndtr(ndtri(p / 2) * np.sqrt(sampling / (sampling + noise)))
    alike = (total == 0) | (total == size)
    return np.where(known, np.where(alike, 1, p), np.nan)


@quiet
def n_minus_1_p(count_1: ArrayLike, n_1: ArrayLike, count_2: ArrayLike, n_2: ArrayLike) -> Floats:
    """Give the p value of the N−1 χ² test: Pearson's statistic times (N − 1)/N, one degree of freedom.

    References
    ----------
    Campbell I (2007), Stat Med 26:3661–3675.
    """
    count_1, n_1, count_2, n_2 = aligned(count_1, n_1, count_2, n_2)
    total, size = count_1 + count_2, n_1 + n_2
    cross = count_1 * (n_2 - count_2) - count_2 * (n_1 - count_1)
    deviate = cross * np.sqrt((size - 1) / (n_1 * n_2 * total * (size - total)))
    return 2 * ndtr(-np.abs(deviate))


@quiet
def fisher_mid_p(count_1: ArrayLike, n_1: ArrayLike, count_2: ArrayLike, n_2: ArrayLike) -> Floats:
    """Give the two-sided mid-p of Fisher's exact test.

    All tables with the same margins are laid out along a last axis. Where an expected count is below 1, the
    smaller margins multiply to less than N, so there are at most √N + 1 of them.

    Returns
    -------
    Floats
        The probability of the tables less likely than the one seen, plus half that of the equally likely.

    References
    ----------
    Irwin JO (1935), Metron 12:83–94 (tails by probability). Lancaster HO (1961), J Am Stat Assoc 56:223–234.
    """
    count_1, n_1, count_2, n_2 = (values[..., np.newaxis] for values in aligned(count_1, n_1, count_2, n_2))
    total = count_1 + count_2
    lowest, highest = np.maximum(total - n_2, 0), np.minimum(n_1, total)
    most = int(np.max(highest - lowest, initial=0))
    x = lowest + np.arange(1, most + 1)
    # Each table's probability from its neighbour's: no large factorials to cancel. 0 beyond the last table.
    ratio = (n_1 - x + 1) * (total - x + 1) / (x * (n_2 - total + x))
    steps = np.log(np.where(x <= highest, ratio, 0))
    log_p = np.concatenate([np.zeros_like(total), np.cumsum(steps, axis=-1)], axis=-1)
    p: Floats = np.exp(log_p - log_p.max(axis=-1, keepdims=True))
    p /= p.sum(axis=-1, keepdims=True)
    seen = np.take_along_axis(p, (count_1 - lowest).astype(np.intp), axis=-1)
    weight = np.where(p < seen * (1 - _TIE), 1, np.where(p <= seen * (1 + _TIE), 0.5, 0))
    return np.asarray(np.sum(p * weight, axis=-1))
