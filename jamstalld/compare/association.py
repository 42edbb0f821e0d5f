"""Odds within strata, put together: how the odds of counting go with the group, like compared with like.

The strata are the last axis. A stratum where one of the groups has nobody says nothing and is left out; so is one
where nobody or everybody counts, in which the odds cannot differ.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import chdtrc, ndtr

from jamstalld.compare.results import Estimate
from jamstalld.compare.shares import Floats, Truths, aligned, critical, floats, quiet


@dataclass(frozen=True, eq=False)
class _Tables:
    """One two-by-two table a stratum: those who count and those who do not, in each group."""

    count_1: Floats
    rest_1: Floats
    count_2: Floats
    rest_2: Floats
    size: Floats
    telling: Truths

    def total(self, values: Floats) -> Floats:
        """Sum over the strata that say something."""
        return np.asarray(np.sum(values, axis=-1, where=self.telling))

    @property
    def known(self) -> Truths:
        """Whether every count is possible and some stratum has both groups."""
        cells = np.minimum(np.minimum(self.count_1, self.rest_1), np.minimum(self.count_2, self.rest_2))
        both = (self.count_1 + self.rest_1 > 0) & (self.count_2 + self.rest_2 > 0)
        return np.any(both, axis=-1) & np.all((cells >= 0) | ~both, axis=-1)


def _tables(count_1: ArrayLike, n_1: ArrayLike, count_2: ArrayLike, n_2: ArrayLike) -> _Tables:
    count_1, n_1, count_2, n_2 = aligned(count_1, n_1, count_2, n_2)
    total, size = count_1 + count_2, n_1 + n_2
    telling = (n_1 > 0) & (n_2 > 0) & (total > 0) & (total < size)
    return _Tables(count_1, n_1 - count_1, count_2, n_2 - count_2, size, telling)


@quiet
def mantel_haenszel_ratio(
    count_1: ArrayLike,
    n_1: ArrayLike,
    count_2: ArrayLike,
    n_2: ArrayLike,
    *,
    noise_variance: ArrayLike = 0.0,
    level: float = 0.95,
) -> Estimate:
    """Give the Mantel–Haenszel odds ratio, with the variance of Robins, Breslow and Greenland.

    It takes the ratio to be the same in every stratum. The noise's variance is added to that of the logarithm.

    Parameters
    ----------
    count_1, n_1, count_2, n_2
        How many, of how many, in each stratum of the first and of the second group.

    Returns
    -------
    Estimate
        The first group's odds divided by the second's, without the last axis. A ratio of 0 or infinity, where the
        logarithm has no room, has the limits 0 and infinity.

    References
    ----------
    Mantel N, Haenszel W (1959), J Natl Cancer Inst 22:719–748. Robins J, Breslow N, Greenland S (1986), Biometrics
    42:311–323.
    """
    tables = _tables(count_1, n_1, count_2, n_2)
    with_, against = tables.count_1 * tables.rest_2 / tables.size, tables.rest_1 * tables.count_2 / tables.size
    for_, opposed = tables.total(with_), tables.total(against)
    ratio = np.where(tables.known, for_ / opposed, np.nan)
    part = (tables.count_1 + tables.rest_2) / tables.size
    sampling = (
        tables.total(part * with_) / for_**2
        + tables.total(part * against + (1 - part) * with_) / (for_ * opposed)
        + tables.total((1 - part) * against) / opposed**2
    ) / 2
    noise = _noise_of_log_ratio(tables, for_[..., np.newaxis], opposed[..., np.newaxis]) * floats(noise_variance)
    factor = np.exp(critical(level) * np.sqrt(sampling + tables.total(noise)))
    no_room = (ratio == 0) | np.isinf(ratio)
    return Estimate(ratio, np.where(no_room, 0, ratio / factor), np.where(no_room, np.inf, ratio * factor))


def _noise_of_log_ratio(tables: _Tables, for_: Floats, opposed: Floats) -> Floats:
    """Give, for each stratum, what noise of variance 1 on its counts and sizes adds to the log ratio's variance.

    The squared derivatives of log Σ x₁y₂/N − log Σ y₁x₂/N, where y = n − x, by x₁, x₂, n₁ and n₂.
    """
    size = tables.size
    grown = (tables.rest_1 * tables.count_2 / opposed - tables.count_1 * tables.rest_2 / for_) / size
    by_count_1 = (tables.rest_2 / for_ + tables.count_2 / opposed) / size
    by_count_2 = (tables.count_1 / for_ + tables.rest_1 / opposed) / size
    by_n_1, by_n_2 = (grown - tables.count_2 / opposed) / size, (grown + tables.count_1 / for_) / size
    return by_count_1**2 + by_count_2**2 + by_n_1**2 + by_n_2**2


@quiet
def cochran_mantel_haenszel_p(
    count_1: ArrayLike,
    n_1: ArrayLike,
    count_2: ArrayLike,
    n_2: ArrayLike,
    *,
    correction: bool = False,
    noise_variance: ArrayLike = 0.0,
) -> Floats:
    """Give the p value of the Cochran–Mantel–Haenszel test that no stratum has a difference.

    With noise, the deviate is shrunk as in `difference_p`.

    Parameters
    ----------
    count_1, n_1, count_2, n_2
        How many, of how many, in each stratum of the first and of the second group.
    correction
        Whether to take ½ from the distance, the correction for continuity of Mantel and Haenszel.

    Returns
    -------
    Floats
        p values, without the last axis; 1 where nobody or everybody counts in every stratum.

    References
    ----------
    Cochran WG (1954), Biometrics 10:417–451. Mantel N, Haenszel W (1959), J Natl Cancer Inst 22:719–748.
    """
    tables = _tables(count_1, n_1, count_2, n_2)
    n_1, n_2, size = tables.count_1 + tables.rest_1, tables.count_2 + tables.rest_2, tables.size
    total = tables.count_1 + tables.count_2
    distance = np.abs(tables.total(tables.count_1 - n_1 * total / size)) - 0.5 * correction
    variance = tables.total(n_1 * n_2 * total * (size - total) / (size**2 * (size - 1)))
    noise = tables.total(floats(noise_variance) * (n_1**2 + n_2**2) * (1 + (total / size) ** 2) / size**2)
    p = 2 * ndtr(-np.maximum(distance, 0) / np.sqrt(variance + noise))
    return np.where(tables.known, np.where(variance > 0, p, 1), np.nan)


@quiet
def breslow_day_p(
    count_1: ArrayLike,
    n_1: ArrayLike,
    count_2: ArrayLike,
    n_2: ArrayLike,
    *,
    noise_variance: ArrayLike = 0.0,
) -> Floats:
    """Give the p value of Breslow and Day's test, as Tarone corrected it, that all strata have one odds ratio.

    Each count is held against the one it would be if its stratum had the Mantel–Haenszel ratio. With noise, a
    stratum weighs less the more uncertain its distance is.

    Parameters
    ----------
    count_1, n_1, count_2, n_2
        How many, of how many, in each stratum of the first and of the second group.

    Returns
    -------
    Floats
        p values, without the last axis; nan where fewer than two strata say something, or the ratio is 0 or
        infinite.

    References
    ----------
    Breslow NE, Day NE (1980), Statistical Methods in Cancer Research I, eq. 4.30. Tarone RE (1985), Biometrika
    72:91–95.
    """
    tables = _tables(count_1, n_1, count_2, n_2)
    ratio = mantel_haenszel_ratio(count_1, n_1, count_2, n_2).estimate[..., np.newaxis]
    n_1, n_2 = tables.count_1 + tables.rest_1, tables.count_2 + tables.rest_2
    total = tables.count_1 + tables.count_2
    expected = _expected_count(ratio, n_1, n_2, total)
    rest_1, count_2, rest_2 = n_1 - expected, total - expected, n_2 - total + expected
    variance = 1 / (1 / expected + 1 / rest_1 + 1 / count_2 + 1 / rest_2)
    # How the distance moves with the counts and the sizes, which the expected count follows.
    follows = variance * (1 / count_2 + 1 / rest_2)
    moves = (1 - follows) ** 2 + follows**2 + (variance / rest_1) ** 2 + (variance / rest_2) ** 2
    distance, uncertain = tables.count_1 - expected, variance + floats(noise_variance) * moves
    common = tables.total(distance * variance / uncertain) ** 2 / tables.total(variance**2 / uncertain)
    statistic = tables.total(distance**2 / uncertain) - common
    degrees = np.sum(tables.telling, axis=-1) - 1
    return np.where(degrees > 0, chdtrc(degrees, np.maximum(statistic, 0)), np.nan)


def _expected_count(ratio: Floats, n_1: Floats, n_2: Floats, total: Floats) -> Floats:
    """Find the first group's count x at which x(n₂ − m + x) = ψ(n₁ − x)(m − x), m being the count of both.

    Of the two roots of (ψ − 1)x² − (ψ(n₁ + m) + n₂ − m)x + ψn₁m = 0 it is the smaller, and the form with the
    difference in the denominator holds for ψ = 1 too.
    """
    middle = ratio * (n_1 + total) + n_2 - total
    root = np.sqrt(middle**2 - 4 * (ratio - 1) * ratio * n_1 * total)
    return 2 * ratio * n_1 * total / (middle + root)
