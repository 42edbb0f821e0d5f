"""What the other modules stand on: arrays, shares, the noise in them, and the normal deviate."""

from __future__ import annotations

from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Truths = NDArray[np.bool_]

# A group of nobody gives nan on purpose, as a result to be read; numpy need not warn of it.
quiet = np.errstate(divide="ignore", invalid="ignore")


def floats(values: ArrayLike) -> Floats:
    """Take anything numpy can read as an array of floats."""
    return np.asarray(values, dtype=np.float64)


def aligned(*values: ArrayLike) -> tuple[Floats, ...]:
    """Take several as arrays of floats of one common shape."""
    return np.broadcast_arrays(*(floats(value) for value in values))


@quiet
def share(count: Floats, n: Floats) -> Floats:
    """Divide a count by its group; nan for a group of nobody or a count outside 0–n."""
    return np.where((count >= 0) & (count <= n), count / n, np.nan)


@quiet
def noise_of_share(p: Floats, n: Floats, noise_variance: ArrayLike) -> Floats:
    """Give the variance that protection adds to a share.

    With independent noise of variance V on the count and on the group the share's is V(1 + p²)/n², the first
    order of the Taylor expansion of a quotient.
    """
    return floats(noise_variance) * (1 + p * p) / (n * n)


def critical(level: float) -> float:
    """Give the normal deviate of a two-sided interval: 1.96 for the level 0.95."""
    return NormalDist().inv_cdf((1 + level) / 2)
