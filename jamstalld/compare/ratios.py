"""The ratio of two shares, with its score interval."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from jamstalld.compare.results import Estimate
from jamstalld.compare.shares import Floats, critical, floats, quiet, share

# From where the search starts each step about doubles the correct digits: six leave only rounding.
_NEWTON_STEPS = 6


@quiet
def koopman(
    count_1: ArrayLike,
    n_1: ArrayLike,
    count_2: ArrayLike,
    n_2: ArrayLike,
    *,
    noise_variance: ArrayLike = 0.0,
    level: float = 0.95,
) -> Estimate:
    """Give the ratio of two independent shares with Koopman's score interval.

    The noise's variance is added on the log scale, in quadrature. That scale has no room for a count of 0:
    with noise such a ratio has the limits 0 and infinity.

    Parameters
    ----------
    count_1, n_1, count_2, n_2
        How many, of how many, in the first and in the second group.

    Returns
    -------
    Estimate
        First share divided by second. Infinite where only the second is 0, nan where both are.

    References
    ----------
    Koopman PAR (1984), Biometrics 40:513–517. Nam J (1995), Biom J 37:375–379.
    """
    count_1, n_1, count_2, n_2 = floats(count_1), floats(n_1), floats(count_2), floats(n_2)
    p_1, p_2, square = share(count_1, n_1), share(count_2, n_2), critical(level) ** 2
    ratio = p_1 / p_2
    high = _upper_limit(count_1, n_1, count_2, n_2, square)
    # The upper limit of the second share divided by the first, turned upside down.
    low = 1 / _upper_limit(count_2, n_2, count_1, n_1, square)
    noise = floats(noise_variance) * ((1 + p_1**2) / count_1**2 + (1 + p_2**2) / count_2**2)
    found = Estimate(ratio, *np.where(np.isnan(ratio), np.nan, (low, high)))
    return _widened(found, np.sqrt(square * noise)) if np.any(noise_variance) else found


def _upper_limit(count_1: Floats, n_1: Floats, count_2: Floats, n_2: Floats, square: float) -> Floats:
    """Find the ratio above the one seen at which Koopman's statistic equals `square`.

    Among all pairs of shares with a given ratio, the likeliest are of the form (x₁ + a)/(n₁ + a) and
    (x₂ − a)/(n₂ − a). The pull a goes from 0, at the ratio seen, to x₂. Written in a, the statistic is

        a² [ (1 − x₁/n₁)/(x₁ + a) + (1 − x₂/n₂)/(x₂ − a) ],

    rising and convex, so that Newton's method from above cannot miss. Either term alone bounds a in closed
    form. At the smaller bound the statistic is at most twice `square`: near enough to start from.
    """
    rest_1, rest_2 = (n_1 - count_1) / n_1, (n_2 - count_2) / n_2
    pull = np.minimum(
        (square + np.sqrt(square * (square + 4 * rest_1 * count_1))) / (2 * rest_1),
        2 * count_2 / (1 + np.sqrt(1 + 4 * rest_2 * count_2 / square)),
    )
    # Where everyone in the second group counts the second term is gone, and its share stays 1 up to the pull
    # n₂. What the statistic then still lacks is made up by a share t below 1, which adds n₂(1 − t)/t.
    lacking = np.maximum(square - pull**2 * rest_1 / (count_1 + pull), 0)
    of_everyone = (count_1 + pull) / (n_1 + pull) * (1 + lacking / n_2)
    for _ in range(_NEWTON_STEPS):
        term_1, term_2 = rest_1 / (count_1 + pull), rest_2 / (count_2 - pull)
        excess = pull**2 * (term_1 + term_2) - square
        bend = term_2 / (count_2 - pull) - term_1 / (count_1 + pull)
        pull = pull - excess / (2 * pull * (term_1 + term_2) + pull**2 * bend)
    ratio = (count_1 + pull) * (n_2 - pull) / ((n_1 + pull) * (count_2 - pull))
    return np.where(count_2 == 0, np.inf, np.where(rest_2 == 0, of_everyone, ratio))


def _widened(found: Estimate, spread: Floats) -> Estimate:
    """Widen an interval on the log scale, in quadrature."""
    ratio = found.estimate
    low = ratio * np.exp(-np.hypot(np.log(ratio / found.low), spread))
    high = ratio * np.exp(np.hypot(np.log(found.high / ratio), spread))
    no_room = (ratio == 0) | np.isinf(ratio)
    return Estimate(ratio, np.where(no_room, 0, low), np.where(no_room, np.inf, high))
