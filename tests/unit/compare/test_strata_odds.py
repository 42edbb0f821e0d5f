from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.contingency_tables import StratifiedTable

from jamstalld.compare import breslow_day_p, cochran_mantel_haenszel_p, mantel_haenszel_ratio
from jamstalld.compare.tests import n_minus_1_p

Z_95 = 1.959963984540054

# Rothman, Greenland & Lash (2008), Modern Epidemiology: deaths on tolbutamide and on placebo in two age groups
# (table 15-1); use of spermicide by mothers of children with Down syndrome and of others, in two age groups (15-5).
TOLBUTAMIDE = ([8, 22], [106, 98], [5, 16], [120, 85])
SPERMICIDE = ([3, 1], [12, 4], [104, 5], [1163, 91])

Strata = tuple[np.ndarray, ...]


@st.composite
def strata(draw: st.DrawFn, least: int = 0) -> Strata:
    """Draw strata in which at least so many count, and do not, in each group."""
    number = draw(st.integers(2, 6))
    sizes = draw(st.lists(st.integers(max(2 * least, 1), 60), min_size=2 * number, max_size=2 * number))
    counts = [draw(st.integers(least, n - least)) for n in sizes]
    return tuple(np.array(values) for values in (counts[:number], sizes[:number], counts[number:], sizes[number:]))


def peer(given_strata: Strata) -> StratifiedTable:
    count_1, n_1, count_2, n_2 = given_strata
    return StratifiedTable(np.array([[count_1, n_1 - count_1], [count_2, n_2 - count_2]], dtype=np.float64))


@pytest.mark.parametrize(
    ("given_strata", "ratio", "p", "alike"),
    [(TOLBUTAMIDE, (1.40, 0.84, 2.34), 0.275, 0.555), (SPERMICIDE, (3.78, 1.43, 10.00), 0.016, 0.709)],
)
def test_as_published(given_strata: Strata, ratio: tuple[float, ...], p: float, alike: float) -> None:
    # As asserted in test_analysis_example_rothman2008.r of the R package metafor: 90 % limits, the test without
    # correction, and Tarone's.
    found = mantel_haenszel_ratio(*given_strata, level=0.9)
    assert (found.estimate, found.low, found.high) == pytest.approx(ratio, abs=0.0051)
    assert cochran_mantel_haenszel_p(*given_strata) == pytest.approx(p, abs=5.1e-4)
    assert breslow_day_p(*given_strata) == pytest.approx(alike, abs=5.1e-4)


@given(strata(least=1))
def test_as_statsmodels(given_strata: Strata) -> None:
    theirs, found = peer(given_strata), mantel_haenszel_ratio(*given_strata)
    assert found.estimate == pytest.approx(theirs.oddsratio_pooled)
    assert (found.low, found.high) == pytest.approx(theirs.oddsratio_pooled_confint())
    assert cochran_mantel_haenszel_p(*given_strata) == pytest.approx(theirs.test_null_odds().pvalue, abs=1e-9)
    if abs(theirs.oddsratio_pooled - 1) > 1e-6:  # where they divide by 0
        assert breslow_day_p(*given_strata) == pytest.approx(theirs.test_equal_odds(adjust=True).pvalue, abs=1e-6)


def test_the_correction_takes_a_half_and_no_more_than_there_is() -> None:
    found = cochran_mantel_haenszel_p(*TOLBUTAMIDE, correction=True)
    assert found == pytest.approx(peer(tuple(map(np.array, TOLBUTAMIDE))).test_null_odds(correction=True).pvalue)
    # Expected 1.5 of 3 in the only stratum: the distance is exactly the half.
    assert cochran_mantel_haenszel_p([1], [3], [2], [3], correction=True) == 1
    assert cochran_mantel_haenszel_p([1], [2], [1], [2], correction=True) == 1


@given(strata(least=1))
def test_one_ratio_of_1_is_held_too(given_strata: Strata) -> None:
    _, n_1, _, n_2 = given_strata
    assert breslow_day_p(n_1, 2 * n_1, n_2, 2 * n_2) == pytest.approx(1)


@given(strata(), st.sampled_from([0.0, 2.5]))
def test_swapping_turns_the_ratio_and_leaves_the_tests(given_strata: Strata, noise: float) -> None:
    count_1, n_1, count_2, n_2 = given_strata
    swapped = (count_2, n_2, count_1, n_1)
    found = mantel_haenszel_ratio(*given_strata, noise_variance=noise)
    turned = mantel_haenszel_ratio(*swapped, noise_variance=noise)
    with np.errstate(divide="ignore"):
        expected = 1 / np.array([turned.estimate, turned.high, turned.low])
    np.testing.assert_allclose([found.estimate, found.low, found.high], expected, rtol=1e-9)
    for method in (cochran_mantel_haenszel_p, breslow_day_p):
        p = method(*given_strata, noise_variance=noise)
        np.testing.assert_allclose(p, method(*swapped, noise_variance=noise), rtol=1e-6, atol=1e-9)


@given(strata())
def test_strata_that_say_nothing_change_nothing(given_strata: Strata) -> None:
    # Nobody at all, nobody of one group, nobody who counts, everybody.
    silent = ([0, 3, 0, 9], [0, 7, 9, 9], [0, 0, 0, 4], [0, 0, 8, 4])
    extended = [np.append(values, extra) for values, extra in zip(given_strata, silent, strict=True)]
    found, same = mantel_haenszel_ratio(*given_strata), mantel_haenszel_ratio(*extended)
    for name in ("estimate", "low", "high"):
        np.testing.assert_allclose(getattr(same, name), getattr(found, name))
    for method in (cochran_mantel_haenszel_p, breslow_day_p):
        np.testing.assert_allclose(method(*extended), method(*given_strata))


@given(strata(least=1))
def test_noise_widens_and_makes_cautious(given_strata: Strata) -> None:
    plain, noisy = mantel_haenszel_ratio(*given_strata), mantel_haenszel_ratio(*given_strata, noise_variance=2.5)
    assert noisy.estimate == plain.estimate
    assert noisy.low < plain.low < plain.estimate < plain.high < noisy.high
    for method in (cochran_mantel_haenszel_p, breslow_day_p):
        assert method(*given_strata, noise_variance=2.5) >= method(*given_strata) - 1e-9


def test_noise_of_the_ratio_is_the_slope_by_each_number_squared() -> None:
    def log_ratio(numbers: np.ndarray) -> float:
        return float(np.log(mantel_haenszel_ratio(*numbers).estimate))

    numbers, step, added = np.array(TOLBUTAMIDE, dtype=np.float64), 1e-4, 0.0
    for place in np.ndindex(numbers.shape):
        moved = np.zeros_like(numbers)
        moved[place] = step
        added += 2.5 * ((log_ratio(numbers + moved) - log_ratio(numbers - moved)) / (2 * step)) ** 2
    plain, noisy = mantel_haenszel_ratio(*TOLBUTAMIDE), mantel_haenszel_ratio(*TOLBUTAMIDE, noise_variance=2.5)
    widths = [np.log(found.high / found.estimate) / Z_95 for found in (plain, noisy)]
    assert widths[1] ** 2 == pytest.approx(widths[0] ** 2 + added, rel=1e-6)


def test_one_stratum_is_the_ordinary_test() -> None:
    assert cochran_mantel_haenszel_p([30], [60], [40], [160]) == pytest.approx(n_minus_1_p(30, 60, 40, 160))


def test_where_there_is_no_answer() -> None:
    nobody = ([0, 0], [5, 4], [0, 0], [6, 7])
    assert np.isnan(mantel_haenszel_ratio(*nobody).estimate)
    assert cochran_mantel_haenszel_p(*nobody) == 1
    assert np.isnan(breslow_day_p(*nobody))
    for apart in (([5, 0], [10, 0], [0, 4], [0, 10]), ([11, 3], [10, 10], [4, 4], [10, 10])):
        assert np.isnan(mantel_haenszel_ratio(*apart).estimate)
        assert np.isnan(cochran_mantel_haenszel_p(*apart))
        assert np.isnan(breslow_day_p(*apart))
    only_in_the_first = mantel_haenszel_ratio([3, 2], [10, 10], [0, 0], [10, 10])
    assert (only_in_the_first.estimate, only_in_the_first.low, only_in_the_first.high) == (np.inf, 0, np.inf)
    assert np.isnan(breslow_day_p([3, 2], [10, 10], [0, 0], [10, 10]))
    assert np.isnan(breslow_day_p([3], [10], [4], [10]))


def test_every_row_has_its_own_strata() -> None:
    rows = np.moveaxis(np.array([TOLBUTAMIDE, SPERMICIDE]), 1, 0)
    alone = [mantel_haenszel_ratio(*row).high for row in (TOLBUTAMIDE, SPERMICIDE)]
    np.testing.assert_allclose(mantel_haenszel_ratio(*rows).high, alone)
    for method in (cochran_mantel_haenszel_p, breslow_day_p):
        np.testing.assert_allclose(method(*rows), [method(*row) for row in (TOLBUTAMIDE, SPERMICIDE)])


@pytest.mark.parametrize("noise", [0.0, 2.5])
def test_the_ratio_is_covered_and_the_tests_keep_their_level(noise: float, release: Callable[..., np.ndarray]) -> None:
    random = np.random.default_rng(12)
    base, ratio, replicates = np.array([0.3, 0.4, 0.5, 0.6]), 1.5, 6_000
    for odds in (ratio, 1.0):
        shares = odds * base / (1 - base) / (1 + odds * base / (1 - base))
        seen = []
        for sizes, p in (([60, 90, 50, 40], shares), ([40, 90, 70, 60], base)):
            n = np.tile(sizes, (replicates, 1))
            count = random.binomial(n, p)
            if noise:
                n = release(random, n)
                count = np.minimum(release(random, count), n)
            seen += [count, n]
        found = mantel_haenszel_ratio(*seen, noise_variance=noise)
        assert 0.935 <= np.mean((found.low <= odds) & (odds <= found.high)) <= 0.985
        assert np.mean(breslow_day_p(*seen, noise_variance=noise) <= 0.05) <= 0.06
        if odds == 1:
            assert np.mean(cochran_mantel_haenszel_p(*seen, noise_variance=noise) <= 0.05) <= 0.06
