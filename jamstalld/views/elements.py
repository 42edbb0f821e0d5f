"""Between the arrays of `compare`, where nan is nothing, and a view's single values, where None is."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from jamstalld import compare
from jamstalld.views.model import Adjusted, Estimate

AnEstimate = TypeVar("AnEstimate", bound=compare.Estimate)
POINTS = 100.0
_MOST_LEFT_OUT = 0.5


def shown(count: int, protected: bool) -> int | None:
    """Write a released count. A protected 0 stands for "fewer than the threshold" and is not written as 0."""
    return None if protected and count == 0 else count


def finite(value: float) -> float | None:
    """Give a number, None if there is none or it is infinite."""
    return float(value) if math.isfinite(value) else None


def estimate_at(found: compare.Estimate, at: int) -> Estimate | None:
    """Give one of several estimates, None if it or its interval is missing."""
    values = [finite(part[at]) for part in (found.estimate, found.low, found.high)]
    if any(value is None for value in values):
        return None
    return Estimate(*(value for value in values if value is not None))


def adjusted_at(found: compare.Standardised | None, at: int, by: tuple[str, ...]) -> Adjusted | None:
    """Give one of several standardised differences, if they are standardised.

    Where most of the standard is in strata that only one of the sexes has, what is left is of others than the row.
    """
    estimate = estimate_at(found, at) if found and found.left_out[at] <= _MOST_LEFT_OUT else None
    return Adjusted(estimate.estimate, estimate.low, estimate.high, by) if estimate else None


def hundredfold(found: AnEstimate) -> AnEstimate:
    """Turn parts of one into percentage points, or into pairs of a hundred."""
    return replace(found, estimate=POINTS * found.estimate, low=POINTS * found.low, high=POINTS * found.high)


def numbers(values: Sequence[float | None]) -> NDArray[np.float64]:
    """Put single values into an array."""
    return np.array([math.nan if value is None else value for value in values], dtype=np.float64)


def estimates(values: Sequence[Estimate | None]) -> compare.Estimate:
    """Put single estimates into arrays."""
    return compare.Estimate(
        numbers([value and value.estimate for value in values]),
        numbers([value and value.low for value in values]),
        numbers([value and value.high for value in values]),
    )
