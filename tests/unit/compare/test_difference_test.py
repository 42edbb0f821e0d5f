from __future__ import annotations

from collections.abc import Callable
from math import comb
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from jamstalld.compare import difference_p
from jamstalld.compare.tests import fisher_mid_p, n_minus_1_p


@st.composite
def groups(draw: st.DrawFn, most: int = 400) -> tuple[int, int]:
    n = draw(st.integers(1, most))
    return draw(st.integers(0, n)), n


def mid_p_by_counting(count_1: int, n_1: int, count_2: int, n_2: int) -> float:
    """Count, in whole numbers, the ways to fill every table with these margins."""
    total = count_1 + count_2
    ways = [comb(n_1, x) * comb(n_2, total - x) for x in range(max(0, total - n_2), min(n_1, total) + 1)]
    seen = comb(n_1, count_1) * comb(n_2, count_2)
    rarer, as_rare = sum(way for way in ways if way < seen), sum(way for way in ways if way == seen)
    return (2 * rarer + as_rare) / (2 * sum(ways))


@given(groups(40), groups(40))
def test_fisher_mid_p_is_the_counted_one(one: tuple[int, int], two: tuple[int, int]) -> None:
    assert fisher_mid_p(*one, *two) == pytest.approx(mid_p_by_counting(*one, *two), rel=1e-9)


@pytest.mark.parametrize("case", ["fisher.tea", "fisher.convictions"])
def test_fisher_mid_p_is_the_published_p_less_half_of_the_equally_likely(
    case: str, published: dict[str, dict[str, Any]]
) -> None:
    (a, b), (c, d) = published[case]["input"]["table"]
    x = np.arange(0, min(a + b, a + c) + 1)
    chances = stats.hypergeom(a + b + c + d, a + b, a + c).pmf(x)
    tied = np.sum(chances[np.isclose(chances, chances[a], rtol=1e-9)])
    expected = published[case]["expected"]["p_two_sided"] - tied / 2
    assert fisher_mid_p(a, a + b, c, c + d) == pytest.approx(expected, rel=0, abs=published[case]["tol"])


def test_fisher_mid_p_survives_a_very_large_group() -> None:
    found = fisher_mid_p(3, 40, 2, 10_000_000)
    total, chances = 5, stats.hypergeom(10_000_040, 40, 5)
    expected = sum(chances.pmf(x) for x in range(4, total + 1)) + chances.pmf(3) / 2
    assert found == pytest.approx(expected, rel=1e-6)


@given(groups(), groups())
def test_n_minus_1_is_pearson_times_n_minus_1_over_n(one: tuple[int, int], two: tuple[int, int]) -> None:
    (count_1, n_1), (count_2, n_2) = one, two
    if 0 < count_1 + count_2 < n_1 + n_2:
        table = [[count_1, n_1 - count_1], [count_2, n_2 - count_2]]
        pearson = stats.chi2_contingency(table, correction=False).statistic
        expected = stats.chi2.sf(pearson * (n_1 + n_2 - 1) / (n_1 + n_2), 1)
        assert n_minus_1_p(count_1, n_1, count_2, n_2) == pytest.approx(expected, rel=1e-7, abs=1e-300)


def test_the_tea_taster(published: dict[str, dict[str, Any]]) -> None:
    pearson = published["fll.tea"]["expected"]["pearson_T"]
    assert difference_p(3, 4, 1, 4) == pytest.approx(stats.chi2.sf(pearson * 7 / 8, 1), rel=1e-9)


def test_fisher_takes_over_below_an_expected_count_of_exactly_1() -> None:
    # The smallest expected count is 10 · 2 / 20 = 1 in the first row and 10 · 2 / 21 < 1 in the second.
    assert difference_p(2, 10, 0, 10) == n_minus_1_p(2, 10, 0, 10)
    assert difference_p(2, 10, 0, 11) == fisher_mid_p(2, 10, 0, 11)
    assert difference_p(2, 10, 0, 11) != n_minus_1_p(2, 10, 0, 11)


def test_the_rows_of_a_view_do_not_touch_each_other() -> None:
    rows = np.array([[2, 10, 0, 11], [30, 60, 20, 60], [0, 0, 3, 9], [1, 5, 90, 300], [0, 12, 0, 30], [12, 12, 9, 9]])
    together = difference_p(*rows.T)
    alone = [float(difference_p(*row)) for row in rows]
    np.testing.assert_allclose(together, alone, rtol=1e-12)
    np.testing.assert_array_equal(np.isnan(together), [False, False, True, False, False, False])


@given(groups(), groups(), st.sampled_from([0.0, 2.5]))
def test_p_is_a_probability_and_the_same_from_every_side(
    one: tuple[int, int], two: tuple[int, int], noise: float
) -> None:
    p = difference_p(*one, *two, noise_variance=noise)
    assert 0 <= p <= 1
    assert p == pytest.approx(difference_p(*two, *one, noise_variance=noise), rel=1e-6)
    others = [(n - count, n) for count, n in (one, two)]
    # The noise of a share grows with the share, so that with noise the others are another question.
    if not noise:
        assert p == pytest.approx(difference_p(*others[0], *others[1]), rel=1e-6)


@given(groups(), groups())
def test_noise_makes_p_larger(one: tuple[int, int], two: tuple[int, int]) -> None:
    assert difference_p(*one, *two, noise_variance=2.5) >= difference_p(*one, *two) - 1e-12


def test_noise_shrinks_the_deviate() -> None:
    plain, noisy = difference_p(40, 60, 60, 160), difference_p(40, 60, 60, 160, noise_variance=2.5)
    pooled = 100 / 220
    sampling = pooled * (1 - pooled) * (1 / 60 + 1 / 160) * 220 / 219
    noise = 2.5 * ((1 + (40 / 60) ** 2) / 60**2 + (1 + (60 / 160) ** 2) / 160**2)
    shrunk = stats.norm.isf(plain / 2) * np.sqrt(sampling / (sampling + noise))
    assert noisy == pytest.approx(2 * stats.norm.sf(shrunk), rel=1e-9)


@pytest.mark.parametrize("noise", [0.0, 2.5])
@pytest.mark.parametrize("counts", [(0, 8, 0, 12), (8, 8, 12, 12), (0, 1, 0, 1)])
def test_nobody_or_everybody_in_both_groups_is_no_evidence(counts: tuple[int, ...], noise: float) -> None:
    assert difference_p(*counts, noise_variance=noise) == 1


@pytest.mark.parametrize("n", [30, 100])
def test_released_counts_do_not_find_more_than_they_should(n: int, release: Callable[..., np.ndarray]) -> None:
    random = np.random.default_rng(1979)
    replicates = 20_000
    released = []
    for _ in range(2):
        size = release(random, np.full(replicates, n))
        released += [np.minimum(release(random, random.binomial(n, 0.4, replicates)), size), size]
    found = np.mean(difference_p(*released, noise_variance=2.5) <= 0.05)
    assert 0.03 <= found <= 0.055
    assert np.mean(difference_p(*released) <= 0.05) > 0.055
