"""How far from a common centre shares may lie by chance alone."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from jamstalld.compare.results import Interval
from jamstalld.compare.shares import aligned, critical, noise_of_share, quiet


@quiet
def funnel_limits(n: ArrayLike, centre: ArrayLike, level: float = 0.95, *, noise_variance: ArrayLike = 0.0) -> Interval:
    """Give the limits within which a group's share lies by chance, if its true share is the centre.

    Score limits: the variance is that of the centre, not of the share seen. Usual are the levels 0.95 and
    0.998, for a share outside the latter is hardly chance even where many are looked at.

    Parameters
    ----------
    n
        How many there are in each group.
    centre
        The share that all are held against, 0–1.

    Returns
    -------
    Interval
        Shares, 0–1.

    References
    ----------
    Spiegelhalter DJ (2005), Stat Med 24:1185–1202.
    """
    n, centre = aligned(n, centre)
    variance = centre * (1 - centre) / n + noise_of_share(centre, n, noise_variance)
    half = np.where((n > 0) & (centre >= 0) & (centre <= 1), critical(level) * np.sqrt(variance), np.nan)
    return Interval(np.maximum(centre - half, 0), np.minimum(centre + half, 1))
