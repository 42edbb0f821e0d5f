from __future__ import annotations

import warnings
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jamstalld.compare import funnel_limits

Z_95 = 1.959963984540054


@pytest.mark.parametrize("name", ["phe.funnel_1", "phe.funnel_2", "phe.funnel_110000"])
def test_as_published(published: dict[str, dict[str, Any]], name: str) -> None:
    case = published[name]
    given_case, expected = case["input"], case["expected"]
    for level, suffix in ((0.95, "2s"), (0.998, "3s")):
        found = funnel_limits(given_case["population"], given_case["baseline_pct"] / 100, level)
        limits = (100 * found.low, 100 * found.high)
        assert limits == pytest.approx((expected[f"low{suffix}"], expected[f"high{suffix}"]), abs=case["tol"])


@given(st.integers(1, 1000), st.floats(0.01, 0.99))
def test_of_those_who_do_not_count_it_is_the_mirror(n: int, centre: float) -> None:
    found, mirrored = funnel_limits(n, centre), funnel_limits(n, 1 - centre)
    assert (found.low, found.high) == pytest.approx((1 - mirrored.high, 1 - mirrored.low), abs=1e-12)


def test_narrows_with_numbers_and_widens_with_level_and_noise() -> None:
    found = funnel_limits([50, 200], 0.3)
    assert found.high[1] - found.low[1] == pytest.approx((found.high[0] - found.low[0]) / 2)
    assert (funnel_limits(50, 0.3, 0.998).low < found.low[0]) & (funnel_limits(50, 0.3, 0.998).high > found.high[0])
    noisy = funnel_limits(50, 0.3, noise_variance=2.5)
    assert noisy.high - 0.3 == pytest.approx(Z_95 * np.sqrt(0.3 * 0.7 / 50 + 2.5 * (1 + 0.3**2) / 50**2))


def test_nobody_and_no_centre_give_nan_without_a_warning() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = funnel_limits([0, 5, 5], [0.5, 1.2, np.nan])
    assert np.isnan([found.low, found.high]).all()


def test_one_in_twenty_falls_outside_by_chance() -> None:
    random = np.random.default_rng(2)
    sizes = random.integers(80, 400, 20_000)
    shares = random.binomial(sizes, 0.35) / sizes
    found = funnel_limits(sizes, 0.35)
    assert np.mean((shares < found.low) | (shares > found.high)) == pytest.approx(0.05, abs=0.006)
