from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jamstalld.compare import (
    gaps_alike,
    homogeneity,
    mantel_haenszel_difference,
    newcombe,
    standardised_difference,
)
from jamstalld.compare.tests import n_minus_1_p

Z_95 = 1.959963984540054

# Rothman, Greenland & Lash (2008), Modern Epidemiology, table 15-1: deaths on tolbutamide and on placebo, in
# two age groups.
TOLBUTAMIDE = ([8, 22], [106, 98], [5, 16], [120, 85])


@st.composite
def strata(draw: st.DrawFn) -> tuple[np.ndarray, ...]:
    number = draw(st.integers(1, 6))
    sizes = draw(st.lists(st.integers(1, 60), min_size=2 * number, max_size=2 * number))
    counts = [draw(st.integers(0, n)) for n in sizes]
    return (
        np.array(counts[:number]),
        np.array(sizes[:number]),
        np.array(counts[number:]),
        np.array(sizes[number:]),
    )


def test_mantel_haenszel_with_sato_variance_as_published() -> None:
    # As asserted to four decimals in test_analysis_example_rothman2008.r of the R package metafor, which notes
    # that the chapter prints 0.088 for the upper limit.
    found = mantel_haenszel_difference(*TOLBUTAMIDE, level=0.9)
    assert found.estimate == pytest.approx(0.0349, abs=5.1e-5)
    assert found.low == pytest.approx(-0.0176, abs=5.1e-5)
    assert found.high == pytest.approx(0.0874, abs=5.1e-5)


@given(strata(), st.sampled_from([0.0, 2.5]))
def test_swapping_mirrors(given_strata: tuple[np.ndarray, ...], noise: float) -> None:
    count_1, n_1, count_2, n_2 = given_strata
    for method in (mantel_haenszel_difference, standardised_difference):
        found = method(count_1, n_1, count_2, n_2, noise_variance=noise)
        swapped = method(count_2, n_2, count_1, n_1, noise_variance=noise)
        expected = (-swapped.estimate, -swapped.high, -swapped.low)
        assert (found.estimate, found.low, found.high) == pytest.approx(expected, abs=1e-9)


@given(strata())
def test_holds_the_estimate_and_is_wider_with_noise_and_level(given_strata: tuple[np.ndarray, ...]) -> None:
    for method in (mantel_haenszel_difference, standardised_difference):
        found = method(*given_strata)
        assert -1 <= found.low <= found.estimate <= found.high <= 1
        for wide in (method(*given_strata, noise_variance=2.5), method(*given_strata, level=0.99)):
            assert wide.low <= found.low
            assert wide.high >= found.high


@given(strata())
def test_a_stratum_with_nobody_of_one_group_changes_nothing(given_strata: tuple[np.ndarray, ...]) -> None:
    extended = [np.append(values, extra) for values, extra in zip(given_strata, (3, 7, 0, 0), strict=True)]
    for method in (mantel_haenszel_difference, standardised_difference):
        found, same = method(*given_strata), method(*extended)
        for name in ("estimate", "low", "high"):
            assert getattr(same, name) == pytest.approx(getattr(found, name))


def test_one_stratum_is_the_crude_difference() -> None:
    crude = newcombe(30, 60, 40, 160)
    assert mantel_haenszel_difference([30], [60], [40], [160]).estimate == pytest.approx(crude.estimate)
    assert standardised_difference([30], [60], [40], [160]).estimate == pytest.approx(crude.estimate)


def test_standardised_by_hand() -> None:
    # Differences +0.2 and −0.1, in strata of 100 and 300 persons: 0.25 · 0.2 − 0.75 · 0.1 = −0.025.
    found = standardised_difference([20, 30], [50, 100], [10, 80], [50, 200], noise_variance=2.5)
    shares = np.array([[21 / 52, 31 / 102], [11 / 52, 81 / 202]])
    n = np.array([[50, 100], [50, 200]])
    noise = 2.5 * (1 + np.array([[0.4, 0.3], [0.2, 0.4]]) ** 2) / n**2
    variance = np.sum(np.array([0.25, 0.75]) ** 2 * (shares * (1 - shares) / n + noise))
    assert found.estimate == pytest.approx(-0.025)
    assert found.high == pytest.approx(-0.025 + Z_95 * np.sqrt(variance))
    assert found.left_out == 0


def test_mantel_haenszel_noise_by_hand() -> None:
    plain = mantel_haenszel_difference(*TOLBUTAMIDE)
    noisy = mantel_haenszel_difference(*TOLBUTAMIDE, noise_variance=2.5)
    count_1, n_1, count_2, n_2 = (np.array(values) for values in TOLBUTAMIDE)
    weight = n_1 * n_2 / (n_1 + n_2)
    noise = 2.5 * ((1 + (count_1 / n_1) ** 2) / n_1**2 + (1 + (count_2 / n_2) ** 2) / n_2**2)
    added = np.sum((weight / weight.sum()) ** 2 * noise)
    assert (noisy.high - noisy.estimate) ** 2 == pytest.approx((plain.high - plain.estimate) ** 2 + Z_95**2 * added)


def test_sato_variance_below_0_is_taken_as_0() -> None:
    found = mantel_haenszel_difference([1], [1], [0], [4])
    assert (found.estimate, found.low, found.high) == (1, 1, 1)


def test_simpsons_paradox_turns_the_sign(published: dict[str, dict[str, Any]]) -> None:
    case = published["simpson.kidney"]
    a, b = (np.array([case["input"][name]["small"], case["input"][name]["large"]]).T for name in "AB")
    shares = 100 * np.concatenate([a[0] / a[1], b[0] / b[1]])
    names = ["A_small", "A_large", "B_small", "B_large"]
    assert shares == pytest.approx([case["expected"][name] for name in names], abs=case["tol"])
    crude = newcombe(a[0].sum(), a[1].sum(), b[0].sum(), b[1].sum())
    assert crude.estimate < 0
    assert standardised_difference(*a, *b).estimate > 0
    assert mantel_haenszel_difference(*a, *b).estimate > 0


def test_what_is_left_out_is_told() -> None:
    found = standardised_difference([5, 2], [10, 10], [4, 0], [10, 0])
    assert found.left_out == pytest.approx(10 / 30)
    weighted = standardised_difference([5, 2], [10, 10], [4, 0], [10, 0], weights=[0.9, 0.1])
    assert weighted.left_out == pytest.approx(0.1)
    assert weighted.estimate == found.estimate == pytest.approx(0.1)


def test_without_a_common_stratum_there_is_no_answer() -> None:
    found = standardised_difference([[5, 0]], [[10, 0]], [[0, 4]], [[0, 10]])
    np.testing.assert_array_equal([found.estimate, found.low, found.high, found.left_out], [[np.nan]] * 3 + [[1]])
    assert np.isnan(mantel_haenszel_difference([5, 0], [10, 0], [0, 4], [0, 10]).estimate)


def test_a_certain_stratum_is_not_taken_to_be_certain() -> None:
    found = standardised_difference([0, 0], [10, 10], [0, 0], [10, 10])
    assert found.estimate == 0
    assert found.low < -0.05
    assert found.high > 0.05


def test_every_row_has_its_own_strata() -> None:
    rows = np.array([TOLBUTAMIDE, ([5, 2], [10, 10], [4, 0], [10, 0])])
    for method in (mantel_haenszel_difference, standardised_difference):
        together = method(*np.moveaxis(rows, 1, 0))
        assert together.low == pytest.approx([method(*row).low for row in rows])


@pytest.mark.parametrize("method", [mantel_haenszel_difference, standardised_difference])
def test_intervals_of_released_counts_cover_the_true_difference(
    method: Callable[..., Any], release: Callable[..., np.ndarray]
) -> None:
    random = np.random.default_rng(11)
    replicates, base, difference = 5_000, np.array([0.2, 0.35, 0.5, 0.6]), 0.1
    released = []
    for sizes, shares in (([40, 60, 30, 20], base + difference), ([20, 60, 50, 40], base)):
        n = np.tile(sizes, (replicates, 1))
        size = release(random, n)
        released += [np.minimum(release(random, random.binomial(n, shares)), size), size]
    found = method(*released, noise_variance=2.5)
    assert 0.93 <= np.mean((found.low <= difference) & (difference <= found.high)) <= 0.985


def test_standardising_by_a_constant_changes_nothing() -> None:
    # All strata alike: whatever the weights, and however they are scaled, the difference is that of each.
    alike = ([5, 10, 20], [10, 20, 40], [3, 9, 6], [10, 30, 20])
    crude = newcombe(35, 70, 18, 60).estimate
    for weights in (None, [1, 1, 1], [7, 7, 7], [1, 0, 5]):
        assert standardised_difference(*alike, weights=weights).estimate == pytest.approx(crude)
    once = standardised_difference(*TOLBUTAMIDE, weights=[1, 2])
    scaled = standardised_difference(*TOLBUTAMIDE, weights=[50, 100])
    assert (scaled.low, scaled.high) == pytest.approx((once.low, once.high))


def test_homogeneity_by_hand() -> None:
    # Weights 1, ½ and ¼: the mean is (1 + 1 + 1)/1.75, and Q what is left around it.
    found = homogeneity([1, 2, 4], [1, 2, 4])
    mean = 3 / 1.75
    expected = (1 - mean) ** 2 + (2 - mean) ** 2 / 2 + (4 - mean) ** 2 / 4
    assert (found.statistic, found.df) == pytest.approx((expected, 2))
    assert found.p == pytest.approx(np.exp(-expected / 2))  # χ² with two degrees of freedom


def test_homogeneity_leaves_out_what_is_not_known() -> None:
    known, more = homogeneity([1, 2], [1, 2]), homogeneity([1, np.nan, 2, 3, 4], [1, 1, 2, np.nan, 0])
    np.testing.assert_allclose([more.statistic, more.df, more.p], [known.statistic, 1, known.p])
    for estimate in ([1, np.nan], [np.nan, np.nan]):
        none = homogeneity(estimate, [1, 1])
        assert np.isnan([none.statistic, none.df, none.p]).all()


def test_gaps_alike_by_hand() -> None:
    # Differences ⅕ and −⅕ in strata of the same size: the Mantel–Haenszel difference is 0, so each stratum's variance
    # is that of two equal shares, (10 + 1)/(20 + 2) = ½, and the two statistics are those of the N − 1 test.
    found = gaps_alike([6, 4], 10, [4, 6], 10)
    variance = 0.5 * 0.5 * (2 / 10) * 20 / 19
    assert (found.statistic, found.df) == pytest.approx((2 * 0.2**2 / variance, 1))
    noisy = gaps_alike([6, 4], 10, [4, 6], 10, noise_variance=2.5)
    assert noisy.statistic == pytest.approx(2 * 0.2**2 / (variance + 2.5 * (2 + 0.6**2 + 0.4**2) / 100))
    assert 2 * n_minus_1_p(6, 10, 4, 10) > noisy.p > found.p


@given(strata(), st.sampled_from([0.0, 2.5]))
def test_gaps_alike_does_not_know_the_groups_apart(given_strata: tuple[np.ndarray, ...], noise: float) -> None:
    count_1, n_1, count_2, n_2 = given_strata
    found = gaps_alike(count_1, n_1, count_2, n_2, noise_variance=noise)
    swapped = gaps_alike(count_2, n_2, count_1, n_1, noise_variance=noise)
    np.testing.assert_allclose([swapped.statistic, swapped.p], [found.statistic, found.p], rtol=1e-9, atol=1e-9)
    if not noise:  # which moves those who count, not those who do not
        others = gaps_alike(n_1 - count_1, n_1, n_2 - count_2, n_2)
        np.testing.assert_allclose([others.statistic, others.p], [found.statistic, found.p], rtol=1e-9, atol=1e-9)
    assert np.isnan(found.p) == (count_1.size == 1)


@given(strata())
def test_gaps_alike_leaves_out_strata_without_a_sex(given_strata: tuple[np.ndarray, ...]) -> None:
    extended = [
        np.append(values, extra) for values, extra in zip(given_strata, ([3, 0], [7, 0], [0, 0], [0, 0]), strict=True)
    ]
    found, same = gaps_alike(*given_strata), gaps_alike(*extended)
    np.testing.assert_allclose([same.statistic, same.df, same.p], [found.statistic, found.df, found.p])


def test_gaps_that_differ_are_found() -> None:
    found = gaps_alike([70, 40, 20], 100, [40, 40, 40], 100)
    assert found.p < 0.001
    assert gaps_alike([50, 45, 55], 100, [40, 35, 45], 100).p > 0.9


@pytest.mark.parametrize("noise", [0.0, 2.5])
@pytest.mark.parametrize("size", [30, 100, 300])
def test_gaps_alike_keeps_its_level(size: int, noise: float, release: Callable[..., np.ndarray]) -> None:
    random, replicates = np.random.default_rng(13), 4_000
    for base, difference, number in ((0.5, 0.0, 8), (0.45, 0.1, 15), (0.1, 0.05, 3), (0.7, 0.2, 8)):
        seen = []
        for share in (base + difference, base):
            n = np.full((replicates, number), size)
            count = random.binomial(n, share)
            if noise:
                n = release(random, n)
                count = np.minimum(release(random, count), n)
            seen += [count, n]
        assert np.mean(gaps_alike(*seen, noise_variance=noise).p <= 0.05) <= 0.06


def test_klingenbergs_interval_solves_satos_variance() -> None:
    """At each of its limits the difference seen lies 1.96 standard errors away, with the variance that it has there."""
    count_1, n_1, count_2, n_2 = (np.array(values, dtype=float) for values in TOLBUTAMIDE)
    found = mantel_haenszel_difference(*TOLBUTAMIDE, score=True)
    size = n_1 + n_2
    whole = np.sum(n_1 * n_2 / size)
    p = np.sum(count_2 * (n_1 / size) ** 2 - count_1 * (n_2 / size) ** 2 + n_1 * n_2 / size**2 * (n_2 - n_1) / 2)
    q = np.sum((count_1 * (n_2 - count_2) + count_2 * (n_1 - count_1)) / (2 * size))
    for limit in (found.low, found.high):
        assert (found.estimate - limit) ** 2 == pytest.approx(Z_95**2 * (limit * p + q) / whole**2)


def test_klingenbergs_interval_is_no_point_where_nobody_varies() -> None:
    found = mantel_haenszel_difference([1], [1], [0], [4], score=True)
    assert found.low < found.estimate == found.high == 1
