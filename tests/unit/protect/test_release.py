"""Counts are released through the table, at its exact boundaries, and never below the threshold."""

from __future__ import annotations

from fractions import Fraction
from itertools import accumulate, pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jamstalld.errors import SettingsError
from jamstalld.protect import DEFAULT_THRESHOLD, KEY_RANGE, check_threshold, noise_for

from .table import BOUNDS, SHIPPED, THRESHOLDS, distribution

thresholds = st.sampled_from(THRESHOLDS)
keys = st.integers(0, KEY_RANGE - 1)


def released(threshold: int, count: int, key: int) -> int:
    return int(noise_for(threshold).release(np.array(count), np.array(key, dtype=np.uint64)))


@pytest.mark.parametrize(("threshold", "count"), sorted(SHIPPED))
def test_keys_fall_between_the_exact_cumulative_probabilities(threshold: int, count: int) -> None:
    noises = list(distribution(threshold, count))
    bounds = list(accumulate(Fraction(p) * KEY_RANGE for p in distribution(threshold, count).values()))[:-1]
    for (below, above), boundary in zip(pairwise(noises), bounds, strict=True):
        first_above = -(-boundary.numerator // boundary.denominator)
        if first_above < KEY_RANGE:
            assert released(threshold, count, first_above) == count + above or Fraction(bounds[-1]) == boundary
        if boundary >= 1 and (boundary == bounds[0] or first_above - 1 >= bounds[bounds.index(boundary) - 1]):
            assert released(threshold, count, first_above - 1) == count + below
    assert released(threshold, count, 0) == count + noises[0]
