from __future__ import annotations

import warnings
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import ttest_ind_from_stats

from jamstalld.compare import (
    hedges_g,
    mean_interval,
    moments,
    moments_of_sums,
    quantile,
    smallest_visible_mean,
    welch,
)
from jamstalld.compare.means import Moments
from jamstalld.protect import KEY_RANGE, noise_for

VALUES, EDGES = np.array([5, 15, 25, 40, 75]), np.array([0, 10, 20, 30, 50, 100])
WIDTHS = np.diff(EDGES)
ROUNDING = 1e-9

bands = st.lists(st.integers(0, 30), min_size=5, max_size=5).filter(lambda counts: sum(counts) >= 2)


def of_numbers(values: list[float]) -> Moments:
    numbers = np.array(values)
    return moments_of_sums(len(numbers), numbers.sum(), (numbers**2).sum())


def test_sleep_as_published(published: dict[str, dict[str, Any]]) -> None:
    case = published["ttest.sleep"]
    found = welch(of_numbers(case["input"]["x"]), of_numbers(case["input"]["y"]))
    expected = [case["expected"][name] for name in ("t", "df", "p", "ci_low", "ci_high")]
    numbers = [found.estimate / found.standard_error, found.df, found.p, found.low, found.high]
    assert numbers == pytest.approx(expected, abs=case["tol"])


def test_hedges_g_as_published(published: dict[str, dict[str, Any]]) -> None:
    case = published["cohend.sleep"]
    g = hedges_g(of_numbers(case["input"]["x"]), of_numbers(case["input"]["y"]))
    assert g == pytest.approx(case["expected"]["g"], abs=case["tol"])
    assert g / (1 - 3 / (4 * 18 - 1)) == pytest.approx(case["expected"]["d"], abs=case["tol"])


@pytest.mark.parametrize(("level", "name"), [(0.95, "95"), (0.998, "998")])
def test_student_limits_as_published(published: dict[str, dict[str, Any]], level: float, name: str) -> None:
    case = published["phe.mean_Area1"]
    found = mean_interval(of_numbers(case["input"]["values"]), level)
    expected = [case["expected"][key] for key in ("mean", f"low{name}", f"high{name}")]
    assert [found.estimate, found.low, found.high] == pytest.approx(expected, abs=case["tol"])


@given(bands, bands)
def test_agrees_with_students_test_of_the_moments(one: list[int], other: list[int]) -> None:
    m_1, m_2 = moments(one, VALUES, widths=WIDTHS), moments(other, VALUES, widths=WIDTHS)
    deviations = np.sqrt(m_1.variance), np.sqrt(m_2.variance)
    expected = ttest_ind_from_stats(m_1.mean, deviations[0], m_1.n, m_2.mean, deviations[1], m_2.n, equal_var=False)
    assert welch(m_1, m_2).p == pytest.approx(expected.pvalue, abs=1e-10)


@given(bands)
def test_moments_are_those_of_the_band_values(counts: list[int]) -> None:
    persons, found = np.repeat(VALUES, counts), moments(counts, VALUES, widths=0)
    assert found.n == len(persons)
    assert found.mean == pytest.approx(persons.mean())
    assert found.variance == pytest.approx(persons.var(ddof=1))
    assert found.noise == 0
    by_sums = of_numbers(list(persons))
    assert by_sums.mean == pytest.approx(found.mean)
    assert by_sums.variance == pytest.approx(found.variance, abs=1e-6)


def test_all_in_one_band_are_not_all_alike() -> None:
    # Evenly between 30 and 50: a variance of 20²/12.
    found = moments([0, 0, 0, 6, 0], VALUES, widths=WIDTHS)
    assert found.variance == pytest.approx(20**2 / 12)
    interval = mean_interval(found)
    assert interval.high - interval.low > 5
    # Without widths the distance to the neighbouring values: (75 − 25)/2.
    assert moments([0, 0, 0, 6, 0], VALUES).variance == pytest.approx(25**2 / 12)
    assert moments([6], [40]).variance == 0


def test_the_spread_within_bands_is_not_added_where_values_spread() -> None:
    wide, exact = (moments([9, 4, 4, 4, 9], VALUES, widths=widths) for widths in (WIDTHS, 0))
    assert wide.variance == exact.variance


def test_the_noise_by_hand() -> None:
    # Mean 15 of 10 persons in the second band. With noise in the bands beside: 2.5 · (10² + 0² + 10²)/10².
    found = moments([0, 10, 0, 0, 0], VALUES, noise_variance=2.5)
    assert found.noise == pytest.approx(2.5 * (10**2 + 10**2) / 10**2)
    # The other group's band further up, and all between, count as well.
    beside = moments([0, 10, 0, 0, 0], VALUES, other=[0, 3, 0, 2, 0], noise_variance=2.5)
    assert beside.noise == pytest.approx(2.5 * (10**2 + 10**2 + 25**2) / 10**2)
    assert moments([0, 10, 0, 0, 0], VALUES, noise_variance=[1, 1, 3, 1, 1]).noise == pytest.approx(4)


def test_noise_for_each_row_and_for_each_count() -> None:
    counts = np.array([[4, 3, 6, 0, 1], [9, 2, 1, 7, 0]])
    for given_variance in ([2.5, 4.0], np.array([2.5, 4.0])[:, np.newaxis] * np.ones(5)):
        found = moments(counts, VALUES, noise_variance=given_variance)
        for row, variance in enumerate((2.5, 4.0)):
            assert found.noise[row] == pytest.approx(float(moments(counts[row], VALUES, noise_variance=variance).noise))


def test_the_noise_of_both_means_widens_the_difference() -> None:
    m_1, m_2 = (moments(counts, VALUES, noise_variance=2.5) for counts in ([9, 4, 4, 4, 9], [3, 5, 8, 5, 3]))
    plain = welch(*(Moments(m.n, m.mean, m.variance, np.zeros(())) for m in (m_1, m_2)))
    noisy = welch(m_1, m_2)
    assert noisy.df == plain.df
    assert noisy.standard_error**2 == pytest.approx(plain.standard_error**2 + m_1.noise + m_2.noise)
    assert noisy.p > plain.p


@given(bands, bands, st.sampled_from([0.0, 2.5]))
def test_swapping_flips_every_sign_exactly(one: list[int], other: list[int], noise: float) -> None:
    m_1, m_2 = (moments(counts, VALUES, widths=WIDTHS, noise_variance=noise) for counts in (one, other))
    found, swapped = welch(m_1, m_2), welch(m_2, m_1)
    assert (found.estimate, found.low, found.high) == (-swapped.estimate, -swapped.high, -swapped.low)
    assert (found.p, found.df, found.standard_error) == (swapped.p, swapped.df, swapped.standard_error)
    assert hedges_g(m_1, m_2) == -hedges_g(m_2, m_1)
    assert smallest_visible_mean(m_1, m_2) == smallest_visible_mean(m_2, m_1)


@given(bands, bands)
def test_the_interval_leaves_0_out_exactly_where_p_is_small(one: list[int], other: list[int]) -> None:
    found = welch(moments(one, VALUES), moments(other, VALUES))
    assert (found.p < 0.05) == (found.low > 0 or found.high < 0)


@given(bands, st.integers(0, 5), st.integers(1, 200))
def test_a_band_nobody_is_in_changes_nothing(counts: list[int], place: int, value: int) -> None:
    found = moments(counts, VALUES, widths=WIDTHS)
    more = moments(np.insert(counts, place, 0), np.insert(VALUES, place, value), widths=np.insert(WIDTHS, place, 9))
    np.testing.assert_allclose([more.n, more.mean, more.variance], [found.n, found.mean, found.variance], atol=1e-9)


@given(bands, st.permutations(range(5)))
def test_the_order_of_bands_means_nothing(counts: list[int], order: list[int]) -> None:
    found = moments(counts, VALUES, widths=WIDTHS)
    other = moments(np.array(counts)[order], VALUES[order], widths=WIDTHS[order])
    np.testing.assert_allclose([other.mean, other.variance], [found.mean, found.variance], atol=1e-9)


def test_smallest_visible_mean_is_found_four_times_in_five() -> None:
    random = np.random.default_rng(6)
    m = Moments(np.array(60.0), np.array(0.0), np.array(1.0), np.array(0.0))
    smallest = smallest_visible_mean(m, m)
    # Lehr (1992), Stat Med 11:1099–1102: 16 σ²/d² in each group.
    assert smallest == pytest.approx((16 / 60) ** 0.5, rel=0.02)
    both = []
    for mean in (smallest, 0):
        drawn = random.normal(mean, 1, (10_000, 60))
        both.append(moments_of_sums(60, drawn.sum(axis=1), (drawn**2).sum(axis=1)))
    assert np.mean(welch(*both).p <= 0.05) == pytest.approx(0.8, abs=0.02)


def test_nobody_one_and_all_alike_give_no_interval() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = moments([[0, 0], [1, 0], [3, -1]], [1, 2])
        np.testing.assert_array_equal(found.mean, [np.nan, 1, np.nan])
        assert np.isnan(found.variance).all()
        other = moments([3, 4], [1, 2])
        assert np.isnan([mean_interval(found).low, welch(found, other).high, welch(found, other).p]).all()
        alike = of_numbers([4, 4, 4])
        assert np.isnan([mean_interval(alike).low, welch(alike, of_numbers([3, 3])).p, welch(alike, alike).low]).all()
        assert welch(alike, alike).p == 1
        assert np.isnan(moments_of_sums(0, 0, 0).mean)


def test_sums_that_rounding_leaves_below_0_are_no_variance() -> None:
    assert moments_of_sums(3, 0.3, 0.1 * 0.1 * 3 - 1e-17).variance >= 0


def test_quantiles_by_hand() -> None:
    # 4, 6, 0 and 10 persons: the tenth closes the second band, the eleventh opens the last.
    counts, edges = [4, 6, 0, 10], [0, 10, 20, 30, 50]
    expected = {0: 0, 0.1: 5, 0.2: 10, 0.35: 15, 0.5: 25, 0.75: 40, 1: 50}
    assert {q: pytest.approx(float(quantile(counts, edges, q))) for q in expected} == expected


@given(bands, st.integers(0, 20))
def test_quantiles_of_the_mirror_are_mirrored(counts: list[int], twentieths: int) -> None:
    q = twentieths / 20
    mirrored = quantile(counts[::-1], 100 - EDGES[::-1], 1 - q)
    assert quantile(counts, EDGES, q) == pytest.approx(100 - mirrored, abs=1e-6)


@given(bands)
def test_quantiles_rise_and_lie_where_somebody_is(counts: list[int]) -> None:
    found = [float(quantile(counts, EDGES, q)) for q in np.linspace(0, 1, 11)]
    assert all(low <= high + ROUNDING for low, high in pairwise(found))
    there = np.flatnonzero(counts)
    assert (found[0], found[-1]) == (EDGES[there[0]], EDGES[there[-1] + 1])


def test_quantiles_of_every_row() -> None:
    found = quantile([[[4, 4], [0, 0]], [[0, 5], [5, 0]]], [0, 1, 2], 0.5)
    np.testing.assert_array_equal(found, [[1, np.nan], [1.5, 0.5]])


NARROW, SKEW, FLAT = [0, 0.1, 0.8, 0.1, 0], [0.6, 0.25, 0.1, 0.04, 0.01], [0.2] * 5


@pytest.mark.parametrize("spread", [NARROW, SKEW, FLAT])
@pytest.mark.parametrize("n", [30, 100])
def test_differences_of_means_of_released_counts_are_covered(spread: list[float], n: int) -> None:
    random, noise = np.random.default_rng(21), noise_for(5)

    def released() -> np.ndarray:
        true = random.multinomial(n, spread, 6_000)
        return noise.release(true, random.integers(0, KEY_RANGE, true.shape, dtype=np.uint64))

    one, two = released(), released()

    def coverage(variance: Callable[[np.ndarray], Any]) -> float:
        found = welch(
            moments(one, VALUES, widths=WIDTHS, other=two, noise_variance=variance(one)),
            moments(two, VALUES, widths=WIDTHS, other=one, noise_variance=variance(two)),
        )
        return float(np.mean(~((found.low > 0) | (found.high < 0))))

    assert coverage(noise.variance) >= 0.93
    assert coverage(lambda _: 0.0) < coverage(noise.variance)
