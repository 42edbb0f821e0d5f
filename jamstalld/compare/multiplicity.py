"""Several comparisons at once."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from jamstalld.compare.shares import Floats, floats


def benjamini_hochberg(p: ArrayLike) -> Floats:
    """Adjust p values so that a limit on them limits the share of false findings among all findings.

    Parameters
    ----------
    p
        The p values of one family, in any shape. nan stays nan and is not counted as a comparison.

    Returns
    -------
    Floats
        Adjusted p values (q), in the shape of `p`.

    References
    ----------
    Benjamini Y, Hochberg Y (1995), J R Stat Soc B 57:289–300.
    """
    p = floats(p)
    made = ~np.isnan(p)
    family = p[made]
    falling = np.argsort(family)[::-1]
    rank = np.arange(family.size, 0, -1)
    adjusted = np.empty_like(family)
    adjusted[falling] = np.minimum(np.minimum.accumulate(family[falling] * (family.size / rank)), 1)
    q = np.full(p.shape, np.nan)
    q[made] = adjusted
    return q
