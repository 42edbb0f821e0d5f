"""How large a difference must be for these numbers to show it."""

from __future__ import annotations

from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike

from jamstalld.compare.shares import Floats, Truths, aligned, critical, floats, noise_of_share, quiet

# Beyond a hundred thousand years it is never.
_MOST_QUARTERS = 400_000


@quiet
def smallest_visible(
    n_1: ArrayLike,
    n_2: ArrayLike,
    share: ArrayLike,
    *,
    noise_variance: ArrayLike = 0.0,
    power: float = 0.8,
    level: float = 0.95,
) -> Floats:
    """Give the smallest true difference around a pooled share that a two-sided test would find.

    Near 0 and 1 the normal approximation would promise to show differences of nothing. The pooled share is
    therefore kept at least 2/(n + 4) from both ends: where Agresti and Coull put the share of a group in
    which nobody counts.

    Parameters
    ----------
    n_1, n_2
        How many there are in each group.
    share
        The share in both groups together, 0–1.
    power
        The chance of finding it, 0–1.

    Returns
    -------
    Floats
        A difference of shares, 0–1.

    References
    ----------
    Fleiss JL, Levin B, Paik MC (2003), Statistical Methods for Rates and Proportions, ch. 4, with the pooled
    variance under both hypotheses. Agresti A, Coull BA (1998), Am Stat 52:119–126.
    """
    n_1, n_2 = floats(n_1), floats(n_2)
    nearest = 2 / (n_1 + n_2 + 4)
    p = np.clip(floats(share), nearest, 1 - nearest)
    sampling = p * (1 - p) * (1 / n_1 + 1 / n_2)
    noise = noise_of_share(p, n_1, noise_variance) + noise_of_share(p, n_2, noise_variance)
    deviate = critical(level) + NormalDist().inv_cdf(power)
    return np.where((n_1 > 0) & (n_2 > 0), np.minimum(deviate * np.sqrt(sampling + noise), 1), np.nan)


@quiet
def quarters_needed(
    n_1: ArrayLike,
    n_2: ArrayLike,
    share: ArrayLike,
    quarters: ArrayLike,
    gap: ArrayLike,
    *,
    noise_variance: ArrayLike = 0.0,
    power: float = 0.8,
    level: float = 0.95,
) -> Floats:
    """Give how many quarters in all, as large as these, it takes until a difference of this size would show.

    More quarters are taken to be more periods like this one, each released with noise of its own.

    Parameters
    ----------
    n_1, n_2
        How many there are in each group, in these quarters together.
    share
        The share in both groups together, 0–1.
    quarters
        How many quarters that is.
    gap
        The true difference of shares to be seen, 0–1.
    power
        The chance of finding it, 0–1.

    Returns
    -------
    Floats
        Whole quarters, at least 1; infinite where no number of them would do.
    """
    n_1, n_2, share, quarters, gap, noise = aligned(n_1, n_2, share, quarters, gap, noise_variance)

    def shows(after: Floats) -> Truths:
        times = after / quarters
        visible = smallest_visible(
            n_1 * times, n_2 * times, share, noise_variance=noise * times, power=power, level=level
        )
        return visible <= gap

    few, many = np.ones_like(n_1), np.full_like(n_1, _MOST_QUARTERS)
    while np.any(many - few > 1):
        middle = np.floor((few + many) / 2)
        enough = shows(middle)
        few, many = np.where(enough, few, middle), np.where(enough, middle, many)
    needed = np.where(shows(few), few, np.where(shows(many), many, np.inf))
    return np.where(np.isnan(share + gap) | ~((n_1 > 0) & (n_2 > 0)), np.nan, needed)
