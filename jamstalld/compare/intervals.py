"""Intervals of a share, of a difference of shares, and of how a difference has moved."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from jamstalld.compare.results import Estimate, Interval
from jamstalld.compare.shares import Floats, critical, floats, noise_of_share, quiet, share


def wilson(count: ArrayLike, n: ArrayLike, *, noise_variance: ArrayLike = 0.0, level: float = 0.95) -> Interval:
    """Give the Wilson score interval of a share.

    The noise's variance is added to each limit's distance from the share, in quadrature.

    Parameters
    ----------
    count, n
        How many, of how many.

    Returns
    -------
    Interval
        Shares, 0–1.

    References
    ----------
    Wilson EB (1927), J Am Stat Assoc 22:209–212. Newcombe RG (1998), Stat Med 17:857–872, method 3.
    """
    count, n, z = floats(count), floats(n), critical(level)
    p = share(count, n)
    found = _widened(_wilson(p, n, z), noise_of_share(p, n, noise_variance), z, least=0)
    return Interval(found.low, found.high)


def newcombe(
    count_1: ArrayLike,
    n_1: ArrayLike,
    count_2: ArrayLike,
    n_2: ArrayLike,
    *,
    noise_variance: ArrayLike = 0.0,
    level: float = 0.95,
) -> Estimate:
    """Give the difference of two independent shares with Newcombe's hybrid score interval.

    The noise's variance, summed over the groups, is added to each limit's distance from the difference, in
    quadrature.

    Parameters
    ----------
    count_1, n_1, count_2, n_2
        How many, of how many, in the first and in the second group.

    Returns
    -------
    Estimate
        First share minus second, −1–1.

    References
    ----------
    Newcombe RG (1998), Stat Med 17:873–890, method 10.
    """
    n_1, n_2, z = floats(n_1), floats(n_2), critical(level)
    p_1, p_2 = share(floats(count_1), n_1), share(floats(count_2), n_2)
    difference = change_of_differences(_wilson(p_1, n_1, z), _wilson(p_2, n_2, z))
    noise = noise_of_share(p_1, n_1, noise_variance) + noise_of_share(p_2, n_2, noise_variance)
    return _widened(difference, noise, z, least=-1)


def change_of_differences(now: Estimate, before: Estimate) -> Estimate:
    """Subtract one estimate from another, independent one, by the MOVER method.

    MOVER, the method of variance estimates recovery, lets each limit's distance from its estimate stand for
    the standard error on that side, so that lopsided intervals stay lopsided. Any unit, the same in both. Of
    two shares with Wilson intervals it makes Newcombe's method 10.

    References
    ----------
    Zou GY, Donner A (2008), Stat Med 27:1693–1702.
    """
    change = now.estimate - before.estimate
    return Estimate(
        estimate=change,
        low=change - np.hypot(now.estimate - now.low, before.high - before.estimate),
        high=change + np.hypot(now.high - now.estimate, before.estimate - before.low),
    )


@quiet
def _wilson(p: Floats, n: Floats, z: float) -> Estimate:
    centre = (p + z**2 / (2 * n)) / (1 + z**2 / n)
    half = z * np.sqrt(p * (1 - p) / n + z**2 / (4 * n**2)) / (1 + z**2 / n)
    return Estimate(p, centre - half, centre + half)


def _widened(found: Estimate, variance: Floats, z: float, least: float) -> Estimate:
    """Add a variance to both sides of an interval and keep it within `least` and 1."""
    middle, spread = found.estimate, z * np.sqrt(variance)
    return Estimate(
        estimate=middle,
        low=np.maximum(middle - np.hypot(middle - found.low, spread), least),
        high=np.minimum(middle + np.hypot(found.high - middle, spread), 1),
    )
