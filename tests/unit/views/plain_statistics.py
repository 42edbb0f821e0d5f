"""The textbook formulas, one comparison at a time, to hold the views' arithmetic against."""

from __future__ import annotations

from collections.abc import Sequence
from math import erfc, sqrt

from scipy.stats import hypergeom

Z = 1.959963984540054  # the 97.5th percentile of the normal distribution
Interval = tuple[float, float]


def wilson(count: int, n: int) -> Interval:
    """Wilson EB (1927): the shares from which the one seen is 1.96 standard errors away."""
    p = count / n
    half = Z * sqrt(p * (1 - p) / n + Z**2 / (4 * n * n))
    return (p + Z**2 / (2 * n) - half) / (1 + Z**2 / n), (p + Z**2 / (2 * n) + half) / (1 + Z**2 / n)


def newcombe(count_1: int, n_1: int, count_2: int, n_2: int) -> tuple[float, float, float]:
    """Newcombe RG (1998), method 10: estimate, low, high; percentage points."""
    p_1, p_2 = count_1 / n_1, count_2 / n_2
    (low_1, high_1), (low_2, high_2) = wilson(count_1, n_1), wilson(count_2, n_2)
    difference = p_1 - p_2
    low = difference - sqrt((p_1 - low_1) ** 2 + (high_2 - p_2) ** 2)
    high = difference + sqrt((high_1 - p_1) ** 2 + (p_2 - low_2) ** 2)
    return 100 * difference, 100 * low, 100 * high


def p_value(count_1: int, n_1: int, count_2: int, n_2: int) -> float:
    """N−1 χ² (Campbell 2007) where every expected count is at least 1, else Fisher's mid-p."""
    counted, size = count_1 + count_2, n_1 + n_2
    if counted in (0, size):
        return 1.0
    if min(n_1, n_2) * min(counted, size - counted) / size >= 1:
        cross = count_1 * (n_2 - count_2) - count_2 * (n_1 - count_1)
        square = (size - 1) * cross**2 / (n_1 * n_2 * counted * (size - counted))
        return erfc(sqrt(square / 2))
    table = hypergeom(size, counted, n_1)
    seen = table.pmf(count_1)
    each = [table.pmf(x) for x in range(max(0, counted - n_2), min(n_1, counted) + 1)]
    return sum(p if p < seen * (1 - 1e-7) else p / 2 for p in each if p <= seen * (1 + 1e-7))


def benjamini_hochberg(values: Sequence[float]) -> list[float]:
    """The least of p·m/k over it and all larger ones, k its place among m."""
    ordered = sorted(values)
    size = len(values)
    return [
        min(1.0, *(larger * size / (place + 1) for place, larger in enumerate(ordered) if larger >= value))
        for value in values
    ]
