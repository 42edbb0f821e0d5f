from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from jamstalld.compare import benjamini_hochberg

families = st.lists(st.floats(0, 1), max_size=40)


@given(families)
def test_q_is_at_least_p_at_most_1_and_keeps_the_order(p: list[float]) -> None:
    q = benjamini_hochberg(p)
    assert np.all(q >= p)
    assert np.all(q <= 1)
    assert np.all(np.diff(q[np.argsort(p)]) >= 0)


@given(families.filter(len))
def test_agrees_with_scipy(p: list[float]) -> None:
    np.testing.assert_allclose(benjamini_hochberg(p), stats.false_discovery_control(p), rtol=1e-12)


@given(families, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(p: list[float], random: np.random.Generator) -> None:
    order = list(range(len(p)))
    random.shuffle(order)
    shuffled = benjamini_hochberg([p[place] for place in order])
    np.testing.assert_array_equal(shuffled, benjamini_hochberg(p)[order])


def test_a_row_without_p_is_not_counted() -> None:
    np.testing.assert_array_equal(benjamini_hochberg([0.02, np.nan, 0.04]), [0.04, np.nan, 0.04])


def test_two_breakdowns_are_one_family() -> None:
    flat = [0.01, 0.02, 0.2, 0.9]
    assert benjamini_hochberg(np.reshape(flat, (2, 2))).ravel() == pytest.approx(benjamini_hochberg(flat))


def test_one_comparison_alone_is_as_it_was() -> None:
    assert benjamini_hochberg([0.05]) == [0.05]
