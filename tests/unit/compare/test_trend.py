from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.stats import binom
from statsmodels.api import WLS, add_constant

from jamstalld.compare import (
    Estimate,
    before_after,
    change_of_differences,
    cochran_armitage,
    difference_in_differences,
    newcombe,
    run_chart,
    trend_of_gaps,
)
from jamstalld.compare.trend import run_chart_limits

Z_95 = 1.959963984540054

series = arrays(np.float64, st.integers(0, 30), elements=st.sampled_from([-2.0, -1.0, 0.0, 1.0, 3.0, np.nan]))


@st.composite
def shares(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray]:
    n = draw(st.lists(st.integers(1, 80), min_size=2, max_size=8))
    return np.array([draw(st.integers(0, size)) for size in n]), np.array(n)


def slow_run_chart(values: Sequence[float], centre: float) -> tuple[int, int, int]:
    sides = ["above" if value > centre else "below" for value in values if value < centre or value > centre]
    longest = run = 0
    for place, side in enumerate(sides):
        run = run + 1 if place and sides[place - 1] == side else 1
        longest = max(longest, run)
    crossings = sum(one != other for one, other in pairwise(sides))
    return len(sides), longest, crossings


@given(shares(), st.sampled_from([0.0, 2.5]))
def test_a_trend_turned_round_has_the_other_sign(given_shares: tuple[np.ndarray, np.ndarray], noise: float) -> None:
    count, n = given_shares
    found = cochran_armitage(count, n, noise_variance=noise)
    turned = cochran_armitage(count[::-1], n[::-1], noise_variance=noise)
    np.testing.assert_allclose([turned.z, turned.p], [-found.z, found.p], atol=1e-9)
    stretched = cochran_armitage(count, n, 7 + 3 * np.arange(n.size))
    np.testing.assert_allclose(stretched.z, cochran_armitage(count, n).z, atol=1e-9)
    padded = cochran_armitage(np.append(count, 0), np.append(n, 0), noise_variance=noise)
    np.testing.assert_allclose(padded.z, found.z, atol=1e-9)


def test_of_two_places_the_trend_is_pearsons_test() -> None:
    # Pearson's χ² of 30 of 60 and 40 of 160 is 12.5714…: (30·120 − 30·40)² · 220/(60 · 160 · 70 · 150).
    found = cochran_armitage([40, 30], [160, 60])
    assert found.z == pytest.approx(np.sqrt(2400**2 * 220 / (60 * 160 * 70 * 150)))


def test_noise_of_a_trend_by_hand() -> None:
    # Scores one below and one above their mean: each count and each size has noise, the sizes with the pooled share.
    plain, noisy = cochran_armitage([8, 12], [20, 20]), cochran_armitage([8, 12], [20, 20], noise_variance=2.5)
    sampling = 0.5 * 0.5 * 2 * 20 * 0.25
    noise = 2.5 * (1 + 0.5**2) * 2 * 0.25
    assert noisy.z == pytest.approx(plain.z * np.sqrt(sampling / (sampling + noise)))


@pytest.mark.parametrize(
    ("count", "n"), [([0, 0], [5, 6]), ([5, 6], [5, 6]), ([3], [5]), ([3, 0], [5, 0]), ([6, 3], [5, 6])]
)
def test_no_trend_where_there_is_nothing_to_see(count: list[int], n: list[int]) -> None:
    found = cochran_armitage(count, n)
    assert np.isnan([found.z, found.p]).all()


@given(arrays(np.float64, st.integers(2, 12), elements=st.floats(-1, 1)), st.data())
def test_slope_is_that_of_weighted_least_squares(gaps: np.ndarray, data: st.DataObject) -> None:
    widths = np.array(data.draw(st.lists(st.floats(0.01, 0.4), min_size=gaps.size, max_size=gaps.size)))
    found = trend_of_gaps(gaps, gaps - widths, gaps + widths)
    theirs = WLS(gaps, add_constant(np.arange(gaps.size)), weights=(Z_95 / widths) ** 2).fit()
    assert found.estimate == pytest.approx(theirs.params[1], abs=1e-9)
    # Theirs has the variance as it lies around the line; ours never takes it to be less than the intervals say.
    scale = max(theirs.scale, 1) if gaps.size > 2 else 1
    error = np.sqrt(theirs.normalized_cov_params[1, 1] * scale)
    assert found.high - found.estimate == pytest.approx(Z_95 * error, rel=1e-6)


def test_a_slope_by_hand() -> None:
    # On a line, all equally certain: error of each 0.1, Σ(t − t̄)² = 5.
    gaps = np.array([0.3, 0.2, 0.1, 0.0])
    found = trend_of_gaps(gaps, gaps - 0.1 * Z_95, gaps + 0.1 * Z_95)
    assert (found.estimate, found.high - found.estimate) == pytest.approx((-0.1, Z_95 * 0.1 / np.sqrt(5)))
    assert found.p == pytest.approx(2 * 0.0126736593)  # Φ(−√5)


def test_slopes_of_several_rows_with_quarters_left_out() -> None:
    nan = np.nan
    gaps = np.array([[0.1, nan, 0.3, 0.2], [nan, nan, 0.1, nan], [0.1, 0.2, nan, nan]])
    found = trend_of_gaps(gaps, gaps - 0.1, gaps + 0.1)
    # Times 0, 2 and 3.
    assert found.estimate[0] == pytest.approx(((0 - 5 / 3) * 0.1 + (2 - 5 / 3) * 0.3 + (3 - 5 / 3) * 0.2) / (14 / 3))
    assert np.isnan([found.estimate[1], found.low[1], found.high[1], found.p[1]]).all()
    assert found.estimate[2] == pytest.approx(0.1)
    alone = trend_of_gaps(gaps[0], gaps[0] - 0.1, gaps[0] + 0.1)
    assert (found.low[0], found.p[0]) == pytest.approx((float(alone.low), float(alone.p)))


@given(series)
def test_runs_and_crossings_are_counted_as_by_hand(values: np.ndarray) -> None:
    for centre in (None, 0.0):
        found = run_chart(values, centre)
        known = values[~np.isnan(values)]
        middle = centre if centre is not None else (np.median(known) if known.size else np.nan)
        np.testing.assert_equal(float(found.centre), middle)
        useful, longest, crossings = slow_run_chart(values.tolist(), float(found.centre)) if known.size else (0, 0, 0)
        assert (found.useful, found.longest_run, found.crossings) == (useful, longest, crossings)


@given(series)
def test_a_series_turned_upside_down_or_back_to_front_has_the_same_signals(values: np.ndarray) -> None:
    found = run_chart(values)
    for same in (run_chart(-values), run_chart(values[::-1])):
        for name in ("longest_run", "crossings", "shift", "useful"):
            assert getattr(same, name) == getattr(found, name)


@pytest.mark.parametrize(
    ("values", "shift"),
    [
        ([1] * 6 + [-1, 1, -1, 1], False),  # six in a row of ten is the most that is allowed
        ([1] * 7 + [-1, 1, -1], True),
        ([1, 1, 1, 1, 1, -1, -1, -1, -1, -1], True),  # one crossing of ten, where two are the fewest
        ([1, 1, 1, 1, -1, -1, -1, -1, 1, 1], False),
        ([1] * 7 + [-1, 1], False),  # nine are too few to say
        ([1] * 7 + [0, -1, 1, np.nan, 0], False),
        ([1] * 4 + [0, np.nan] + [1] * 3 + [-1, 1, -1], True),  # a run goes on past what is not useful
    ],
)
def test_a_shift_is_seen_where_a_limit_is_passed(values: list[float], shift: bool) -> None:
    assert bool(run_chart(values, 0).shift) is shift


def test_limits_of_a_run_chart() -> None:
    useful = np.arange(2, 200)
    longest, least = run_chart_limits(useful)
    np.testing.assert_array_equal(longest, np.round(np.log2(useful)) + 3)
    np.testing.assert_array_equal(least, binom.ppf(0.05, useful - 1, 0.5))
    assert [limit.tolist() for limit in run_chart_limits([0, 1])] == [[3, 3], [0, 0]]


def test_run_charts_of_several_rows() -> None:
    random = np.random.default_rng(16)
    rows = random.normal(size=(5, 20))
    together, given_centre = run_chart(rows), run_chart(rows, np.arange(5) / 10)
    for row in range(5):
        alone, centred = run_chart(rows[row]), run_chart(rows[row], row / 10)
        for name in ("centre", "longest_run", "longest_allowed", "crossings", "crossings_least", "shift", "useful"):
            assert getattr(together, name)[row] == getattr(alone, name)
            assert getattr(given_centre, name)[row] == getattr(centred, name)


def test_false_shifts_are_few() -> None:
    values = np.random.default_rng(17).normal(size=(20_000, 24))
    assert np.mean(run_chart(values).shift) <= 0.05
    # Around a centre that the values have not chosen themselves they are more.
    assert np.mean(run_chart(values, 0).shift) <= 0.1


def test_a_real_shift_is_seen() -> None:
    values = np.random.default_rng(18).normal(size=(2_000, 24)) + 3 * (np.arange(24) >= 12)
    assert np.mean(run_chart(values).shift) > 0.9


def test_before_after_is_the_change() -> None:
    before, after = newcombe(30, 60, 20, 60), newcombe(33, 60, 30, 60)
    found, change = before_after(before, after), change_of_differences(after, before)
    assert (found.estimate, found.low, found.high) == (change.estimate, change.low, change.high)
    assert found.estimate == pytest.approx(3 / 60 - 10 / 60)
    turned = before_after(newcombe(20, 60, 30, 60), newcombe(30, 60, 33, 60))
    assert (turned.estimate, turned.low, turned.high) == pytest.approx((-found.estimate, -found.high, -found.low))


def test_difference_in_differences_by_hand() -> None:
    def sure(estimate: float, error: float) -> Estimate:
        middle = np.array(estimate)
        return Estimate(middle, middle - error, middle + error)

    found = difference_in_differences(sure(1, 0.2), sure(4, 0.1), sure(2, 0.3), sure(3, 0.4))
    assert found.estimate == 2
    assert found.high - found.estimate == pytest.approx(np.sqrt(0.2**2 + 0.1**2 + 0.3**2 + 0.4**2))


def _gaps(random: np.random.Generator, size: int, shape: tuple[int, ...], base: float, gap: np.ndarray) -> list:
    n = np.full(shape, size)
    return [random.binomial(n, base + gap), n, random.binomial(n, base), n]


@pytest.mark.parametrize("noise", [0.0, 2.5])
@pytest.mark.parametrize("size", [30, 100])
def test_change_and_slope_are_covered(size: int, noise: float, release: Callable[..., np.ndarray]) -> None:
    random, quarters = np.random.default_rng(19), 6
    gap = np.linspace(0.3, 0.1, quarters)
    seen = _gaps(random, size, (4_000, quarters), 0.4, gap)
    if noise:
        n_1, n_2 = release(random, seen[1]), release(random, seen[3])
        seen = [np.minimum(release(random, seen[0]), n_1), n_1, np.minimum(release(random, seen[2]), n_2), n_2]
    found = newcombe(*seen, noise_variance=noise)
    first, last = (Estimate(*(part[:, at] for part in (found.estimate, found.low, found.high))) for at in (0, -1))
    change = before_after(first, last)
    most = 0.99 if noise else 0.97
    assert 0.93 <= np.mean((change.low <= -0.2) & (change.high >= -0.2)) <= most
    slope = trend_of_gaps(found.estimate, found.low, found.high)
    assert 0.93 <= np.mean((slope.low <= -0.04) & (slope.high >= -0.04)) <= 0.99


@pytest.mark.parametrize("noise", [0.0, 2.5])
def test_a_trend_of_nothing_is_seldom_found(noise: float, release: Callable[..., np.ndarray]) -> None:
    random = np.random.default_rng(20)
    n = np.full((6_000, 8), 40)
    count = random.binomial(n, 0.3)
    if noise:
        n = release(random, n)
        count = np.minimum(release(random, count), n)
    assert 0.03 <= np.mean(cochran_armitage(count, n, noise_variance=noise).p <= 0.05) <= 0.06
