"""What may be said of each difference."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from jamstalld.compare.shares import floats

SIGNIFICANT = 0.05
TOO_SMALL = 3  # times the practical margin


def verdicts(
    estimate: ArrayLike,
    low: ArrayLike,
    high: ArrayLike,
    q: ArrayLike,
    smallest: ArrayLike,
    margin: ArrayLike,
) -> NDArray[np.str_]:
    """Pass one verdict on each difference; the first that fits, in this order.

    ``hidden``: there is no estimate. ``difference``: q is at most 0.05. ``similar``: the whole interval lies
    strictly within ± the margin. ``too_small``: the smallest visible difference is larger than three margins.
    ``uncertain``: none of these.

    Parameters
    ----------
    estimate, low, high
        The difference and its interval.
    q
        The adjusted p value.
    smallest
        The smallest difference these numbers show with 80 % power.
    margin
        The practical margin. In the unit of the difference, as the interval and `smallest` are.
    """
    estimate, low, high, q = floats(estimate), floats(low), floats(high), floats(q)
    smallest, margin = floats(smallest), floats(margin)
    return np.select(
        [
            np.isnan(estimate),
            q <= SIGNIFICANT,
            (low > -margin) & (high < margin),
            smallest > TOO_SMALL * margin,
        ],
        ["hidden", "difference", "similar", "too_small"],
        default="uncertain",
    )
