from __future__ import annotations

import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import minimize_scalar
from scipy.special import ndtri
from scipy.stats import binom

from jamstalld.compare import mcnemar_mid_p, tango, wilson

Z_95 = 1.959963984540054
ROUNDING = 1e-9


@st.composite
def pairs(draw: st.DrawFn) -> tuple[int, int, int]:
    n = draw(st.integers(1, 80))
    worse = draw(st.integers(0, n))
    return worse, draw(st.integers(0, n - worse)), n


def test_airway_responsiveness_as_published() -> None:
    # 21 children before and after a stem cell transplantation, 1 and 7 of whom changed (Bentur et al. 2009). The mid-p
    # 0.039: Fagerland et al. (2013), BMC Med Res Methodol 13:91. Tango's limits −0.517 and −0.026: Fagerland et al.
    # (2014), Stat Med 33:2850–2875, table V, as quoted in the validation of the R and SAS package ratesci.
    found = tango(7, 1, 21)
    assert found.estimate == pytest.approx(-6 / 21)
    assert (found.low, found.high) == pytest.approx((-0.517, -0.026), abs=5.1e-4)
    assert mcnemar_mid_p(7, 1) == pytest.approx(0.039, abs=5.1e-4)


@given(pairs())
def test_mid_p_sums_the_binomial(pair: tuple[int, int, int]) -> None:
    worse, better, _ = pair
    few, changed = min(worse, better), worse + better
    expected = min(2 * binom.cdf(few, changed, 0.5) - binom.pmf(few, changed, 0.5), 1)
    assert mcnemar_mid_p(worse, better) == pytest.approx(expected, abs=1e-12)


def test_mid_p_at_its_ends() -> None:
    # As many each way, and nobody: 1. All five one way: 2 · ½⁵ − ½⁵.
    np.testing.assert_allclose(mcnemar_mid_p([0, 3, 5], [0, 3, 0]), [1, 1, 1 / 32])


def test_mid_p_with_noise_is_the_same_deviate_against_more() -> None:
    # 30 changed: a variance of 30, and of 30 + 2 · 2.5 with noise. 2.0 standard errors become 2.0 · √(30/35).
    plain, noisy = mcnemar_mid_p(10, 20), mcnemar_mid_p(10, 20, noise_variance=2.5)
    assert ndtri(noisy / 2) == pytest.approx(ndtri(plain / 2) * np.sqrt(30 / 35))
    assert mcnemar_mid_p(0, 0, noise_variance=2.5) == mcnemar_mid_p(4, 4, noise_variance=2.5) == 1


@given(pairs())
def test_at_each_limit_the_change_seen_is_just_within_reach(pair: tuple[int, int, int]) -> None:
    worse, better, n = pair
    found = tango(*pair)
    for limit in (float(found.low), float(found.high)):
        if abs(limit) < 0.999:
            q = likeliest(worse, better, n, limit)
            distance = (better - worse - n * limit) / np.sqrt(n * (2 * q + limit - limit**2))
            assert abs(distance) == pytest.approx(Z_95, abs=1e-3)


def likeliest(worse: int, better: int, n: int, change: float) -> float:
    """Search for the share that changes for the worse in the likeliest table with this change."""

    def unlikely(q: float) -> float:
        rest = 1 - 2 * q - change
        terms = ((worse, q), (better, q + change), (n - worse - better, rest))
        return -sum(count * np.log(max(share, 1e-300)) for count, share in terms if count)

    found = minimize_scalar(
        unlikely, bounds=(max(0, -change), (1 - change) / 2), method="bounded", options={"xatol": 1e-12}
    )
    ends = (max(0.0, -change), (1 - change) / 2)
    return min((found.x, *ends), key=unlikely)


def test_where_nobody_changes_the_limits_are_wilsons() -> None:
    found, of_nobody = tango(0, 0, 40), wilson(0, 40)
    assert found.estimate == 0
    assert found.high == -found.low == pytest.approx(float(of_nobody.high))


@given(pairs(), st.sampled_from([0.0, 2.5]))
def test_swapping_mirrors_exactly(pair: tuple[int, int, int], noise: float) -> None:
    worse, better, n = pair
    found, swapped = tango(worse, better, n, noise_variance=noise), tango(better, worse, n, noise_variance=noise)
    assert (found.estimate, found.low, found.high) == (-swapped.estimate, -swapped.high, -swapped.low)
    assert mcnemar_mid_p(worse, better, noise_variance=noise) == mcnemar_mid_p(better, worse, noise_variance=noise)


@given(pairs())
def test_holds_the_change_and_is_wider_with_noise_and_level(pair: tuple[int, int, int]) -> None:
    found = tango(*pair)
    assert -1 <= found.low <= found.estimate + ROUNDING
    assert found.estimate - ROUNDING <= found.high <= 1
    for wide in (tango(*pair, noise_variance=2.5), tango(*pair, level=0.99)):
        assert wide.low <= found.low + ROUNDING
        assert wide.high >= found.high - ROUNDING


def test_the_noise_by_hand() -> None:
    plain, noisy = tango(7, 1, 21), tango(7, 1, 21, noise_variance=2.5)
    added = Z_95**2 * 2.5 * (2 + (6 / 21) ** 2) / 21**2
    assert (noisy.high + 6 / 21) ** 2 == pytest.approx((plain.high + 6 / 21) ** 2 + added)


def test_nobody_and_impossible_counts_give_nan_without_a_warning() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = tango([0, 3, -1], [0, 3, 2], [0, 5, 9], noise_variance=2.5)
        assert np.isnan([found.estimate, found.low, found.high]).all()
        assert np.isnan(mcnemar_mid_p([-1, np.nan], [2, 3])).all()


def test_inputs_are_broadcast() -> None:
    assert tango([[3], [5]], [1, 2, 3], 20).low.shape == (2, 3)


def test_tango_covers_the_true_change() -> None:
    random = np.random.default_rng(9)
    for n, shares in ((15, [0.3, 0.1, 0.6]), (40, [0.05, 0.15, 0.8])):
        worse, better, _ = random.multinomial(n, shares, 4_000).T
        found = tango(worse, better, n)
        assert 0.93 <= np.mean((found.low <= shares[1] - shares[0]) & (shares[1] - shares[0] <= found.high)) <= 0.975
