from __future__ import annotations

import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jamstalld.compare import bounds_of_missing


@st.composite
def answers(draw: st.DrawFn) -> tuple[int, int, int]:
    n = draw(st.integers(1, 50))
    return draw(st.integers(0, n)), n, draw(st.integers(0, 20))


def test_by_hand() -> None:
    # 10 of 20 with 5 missing, 12 of 30 with 10 missing: 10/25 − 22/40 and 15/25 − 12/40.
    found = bounds_of_missing(10, 20, 5, 12, 30, 10)
    assert (found.low, found.high) == pytest.approx((-0.15, 0.3))


@given(answers(), answers())
def test_every_way_the_missing_might_have_answered_lies_within(
    one: tuple[int, int, int], two: tuple[int, int, int]
) -> None:
    (count_1, n_1, missing_1), (count_2, n_2, missing_2) = one, two
    found = bounds_of_missing(*one, *two)
    of_first = (count_1 + np.arange(missing_1 + 1)) / (n_1 + missing_1)
    of_second = (count_2 + np.arange(missing_2 + 1)) / (n_2 + missing_2)
    every = np.subtract.outer(of_first, of_second)
    assert (found.low, found.high) == (every.min(), every.max())


@given(answers(), answers())
def test_swapping_mirrors_exactly(one: tuple[int, int, int], two: tuple[int, int, int]) -> None:
    found, swapped = bounds_of_missing(*one, *two), bounds_of_missing(*two, *one)
    assert (found.low, found.high) == (-swapped.high, -swapped.low)


def test_without_missing_it_is_the_difference_and_with_all_missing_anything() -> None:
    found = bounds_of_missing([10, 0], [20, 0], [0, 4], [3, 0], [10, 0], [0, 9])
    np.testing.assert_allclose([found.low, found.high], [[0.2, -1], [0.2, 1]])


def test_nobody_and_impossible_counts_give_nan_without_a_warning() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = bounds_of_missing([0, 5, 1, -1], [0, 4, 4, 4], [0, 2, -1, 2], 1, 4, 1)
    assert np.isnan([found.low, found.high]).all()
