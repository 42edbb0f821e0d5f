"""A yes or no of the same persons, before and after."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import bdtr, ndtr, ndtri

from jamstalld.compare.results import Estimate
from jamstalld.compare.shares import Floats, aligned, critical, floats, quiet

# Each step halves what is left of an interval no longer than 2: enough for every digit there is.
_HALVINGS = 54


@quiet
def mcnemar_mid_p(worse: ArrayLike, better: ArrayLike, *, noise_variance: ArrayLike = 0.0) -> Floats:
    """Give the two-sided mid-p of McNemar's test: do as many change for the better as for the worse?

    With noise, the normal deviate of that p is shrunk as in the test of two shares.

    Parameters
    ----------
    worse, better
        How many had a yes before and not after, and the other way. Whole numbers.

    Returns
    -------
    Floats
        p values; 1 where nobody has changed.

    References
    ----------
    Fagerland MW, Lydersen S, Laake P (2013), BMC Med Res Methodol 13:91.
    """
    worse, better = aligned(worse, better)
    changed, fewest = worse + better, np.minimum(worse, better)
    below = np.where(fewest > 0, bdtr(fewest - 1, changed.astype(np.int64), 0.5), 0)
    # Twice the tail, of which half of what was seen itself: what lies below, and what lies up to it.
    p = np.minimum(below + bdtr(fewest, changed.astype(np.int64), 0.5), 1)
    if np.any(noise_variance):
        p = 2 * ndtr(ndtri(p / 2) * np.sqrt(changed / (changed + 2 * floats(noise_variance))))
    return np.where(fewest >= 0, np.where(changed > 0, p, 1), np.nan)


@quiet
def tango(
    worse: ArrayLike,
    better: ArrayLike,
    n: ArrayLike,
    *,
    noise_variance: ArrayLike = 0.0,
    level: float = 0.95,
) -> Estimate:
    """Give the change of a share among the same persons, with Tango's score interval.

    The noise's variance, V(2 + d²)/n² for a change d, is added to each limit's distance from the change, in
    quadrature.

    Parameters
    ----------
    worse, better
        How many had a yes before and not after, and the other way.
    n
        How many have an answer both before and after.

    Returns
    -------
    Estimate
        The share after minus the share before, −1–1.

    References
    ----------
    Tango T (1998), Stat Med 17:891–908.
    """
    worse, better, n = aligned(worse, better, n)
    known = (worse >= 0) & (better >= 0) & (worse + better <= n) & (n > 0)
    change = np.where(known, (better - worse) / n, np.nan)
    spread = critical(level) * np.sqrt(floats(noise_variance) * (2 + change**2)) / n
    # A change for the better the other way round is one for the worse: one search gives both limits.
    above = _upper_limit(worse, better, n, critical(level)) - change
    below = _upper_limit(better, worse, n, critical(level)) + change
    return Estimate(
        estimate=change,
        low=np.maximum(change - np.hypot(below, spread), -1),
        high=np.minimum(change + np.hypot(above, spread), 1),
    )


def _upper_limit(worse: Floats, better: Floats, n: Floats, z: float) -> Floats:
    """Find the change, above the one seen, from which the one seen is z standard errors away.

    The standard error is that of the likeliest table with the change tried. The farther the change tried, the
    larger the distance, so halving finds it.
    """
    low, high = (better - worse) / n, np.ones_like(n)
    for _ in range(_HALVINGS):
        tried = (low + high) / 2
        # The likeliest share that changes for the worse, q, solves 2n q² + b q − worse·d(1 − d) = 0.
        b = (2 * n - better + worse) * tried - better - worse
        q = (np.sqrt(b**2 + 8 * n * worse * tried * (1 - tried)) - b) / (4 * n)
        within = n * tried - (better - worse) < z * np.sqrt(n * (2 * q + tried * (1 - tried)))
        low, high = np.where(within, tried, low), np.where(within, high, tried)
    return (low + high) / 2
