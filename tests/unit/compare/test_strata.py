from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jamstalld.compare import mantel_haenszel_difference, newcombe, standardised_difference

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
