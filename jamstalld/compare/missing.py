"""What the answers nobody gave could change."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from jamstalld.compare.results import Interval
from jamstalld.compare.shares import aligned, quiet, share


@quiet
def bounds_of_missing(
    count_1: ArrayLike,
    n_1: ArrayLike,
    missing_1: ArrayLike,
    count_2: ArrayLike,
    n_2: ArrayLike,
    missing_2: ArrayLike,
) -> Interval:
    """Give the least and the largest difference that the missing answers could have led to.

    The least if nobody whose answer is missing counts in the first group and everybody does in the second, the
    largest the other way. No assumption is made of why they are missing, and chance is not in it.

    Parameters
    ----------
    count_1, n_1, missing_1, count_2, n_2, missing_2
        How many, of how many with an answer, and how many without, in the first and in the second group.

    Returns
    -------
    Interval
        First share minus second, −1–1. A group where all answers are missing may lie anywhere within 0–1.

    References
    ----------
    Horowitz JL, Manski CF (2000), J Am Stat Assoc 95:77–84.
    """
    count_1, n_1, missing_1, count_2, n_2, missing_2 = aligned(count_1, n_1, missing_1, count_2, n_2, missing_2)
    # Then no share below can have a count outside its group.
    possible = np.minimum.reduce([count_1, n_1 - count_1, missing_1, count_2, n_2 - count_2, missing_2]) >= 0
    all_1, all_2 = n_1 + missing_1, n_2 + missing_2
    low = share(count_1, all_1) - share(count_2 + missing_2, all_2)
    high = share(count_1 + missing_1, all_1) - share(count_2, all_2)
    return Interval(np.where(possible, low, np.nan), np.where(possible, high, np.nan))
