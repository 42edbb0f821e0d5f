"""Comparisons of too few to say anything yet, and how much longer it would take."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from jamstalld.compare.planning import quarters_needed
from jamstalld.protect import Noise
from jamstalld.views.elements import POINTS, numbers
from jamstalld.views.model import Row
from jamstalld.views.overview.model import Few, Look

MOST_QUARTERS = 40


def too_few(looks: Sequence[Look], quarters: int, noise: Noise) -> tuple[Few, ...]:
    """Give the comparisons that say nothing yet, the nearest first, those beyond any waiting last.

    A comparison says nothing while it is neither a difference nor a similarity and a difference as large as the
    margin would not show (80 % power, two-sided 5 %).

    Parameters
    ----------
    quarters
        Of how many quarters there are data.
    noise
        That of the counts.
    """
    open_ = [(look, row) for look in looks for row in look.rows if row.verdict in ("too_small", "uncertain")]
    shares = [(look, row) for look, row in open_ if look.measure.kind in ("share", "rate")]
    spread = [(look, row) for look, row in open_ if look.measure.kind not in ("share", "rate")]
    needed = [
        *zip(shares, _of_shares(shares, quarters, noise), strict=True),
        *((one, _of_spread(*one, quarters)) for one in spread),
    ]
    more = [(look, row, all_in_all - quarters) for (look, row), all_in_all in needed if all_in_all > quarters]
    more.sort(key=lambda one: one[2])
    return tuple(Few(look, row, int(each) if each <= MOST_QUARTERS else None) for look, row, each in more)


def _of_shares(compared: Sequence[tuple[Look, Row]], quarters: int, noise: Noise) -> Sequence[float]:
    """Give how many quarters in all a difference of shares would take.

    That nobody of a few counts says no more than that the share is small: it is taken to be where Agresti and Coull
    (1998) put that of a group in which nobody counts, 2/(n + 4) from the end, however many more come.
    """
    n = np.array([(row.women.n or 0, row.men.n or 0) for _, row in compared]).reshape(-1, 2)
    count = np.array([(row.women.count or 0, row.men.count or 0) for _, row in compared], dtype=np.int64).reshape(-1, 2)
    margin = numbers([look.measure.margin for look, _ in compared]) / POINTS
    nearest = 2 / (n.sum(axis=1) + 4)
    share = np.clip(count.sum(axis=1) / n.sum(axis=1), nearest, 1 - nearest)
    variance = noise.variance(count).max(axis=1)
    return quarters_needed(n[:, 0], n[:, 1], share, quarters, margin, noise_variance=variance).tolist()


def _of_spread(look: Look, row: Row, quarters: int) -> float:
    """Give how many quarters in all a difference of means or on a scale would take.

    What would show is a multiple of the standard error, whose square falls as the quarters are more.
    """
    if row.smallest_visible is None:
        return math.inf
    return math.ceil(quarters * (row.smallest_visible / look.measure.margin) ** 2)
