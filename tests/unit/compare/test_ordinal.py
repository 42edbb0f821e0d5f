from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import brunnermunzel

from jamstalld.compare import newcombe, superiority
from jamstalld.compare.ordinal import Superiority

NUMBERS = ("estimate", "low", "high", "higher", "lower", "alike", "p", "standard_error")
ROUNDING = 1e-12


@st.composite
def two_groups(draw: st.DrawFn, least: int = 2) -> tuple[np.ndarray, np.ndarray]:
    answers = draw(st.integers(1, 6))
    counts = st.lists(st.integers(0, 12), min_size=answers, max_size=answers).filter(lambda c: sum(c) >= least)
    return np.array(draw(counts)), np.array(draw(counts))


def numbers(found: Superiority) -> list[Any]:
    return [getattr(found, name) for name in NUMBERS]


def persons(counts: np.ndarray) -> np.ndarray:
    return np.repeat(np.arange(len(counts)), counts)


def test_pain_scores_as_published() -> None:
    # Brunner & Munzel (2000), pain on the third day after surgery, as printed by brunner.munzel.test of the R package
    # lawstat: statistic 3.1375, p 0.005786, and P(Y < N) + ½ P(Y = N) 0.788961, from 0.5952169 to 0.9827052.
    treated = np.bincount([1, 2, 1, 1, 1, 1, 1, 1, 1, 1, 2, 4, 1, 1], minlength=6)
    untreated = np.bincount([3, 3, 4, 3, 1, 2, 3, 1, 1, 5, 4], minlength=6)
    found = superiority(untreated, treated)
    assert found.p == pytest.approx(0.005786, abs=5.1e-7)
    assert found.estimate / found.standard_error == pytest.approx(3.1375, abs=5.1e-5)
    probabilities = [(1 + value) / 2 for value in (found.estimate, found.low, found.high)]
    assert probabilities == pytest.approx([0.788961, 0.5952169, 0.9827052], abs=5.1e-7)


def test_cliffs_delta_as_published(published: dict[str, dict[str, Any]]) -> None:
    case = published["cliff.negligible"]
    x, y = (np.bincount(case["input"][name], minlength=101) for name in "xy")
    assert superiority(x, y).estimate == pytest.approx(case["expected"]["delta"], abs=case["tol"])


@given(two_groups())
def test_agrees_with_the_brunner_munzel_test_of_persons(groups: tuple[np.ndarray, np.ndarray]) -> None:
    found = superiority(*groups)
    if abs(found.estimate) <= 0.5 and all(np.count_nonzero(group) > 1 for group in groups):
        assert found.p == pytest.approx(brunnermunzel(*map(persons, groups)).pvalue, abs=1e-10)


@given(two_groups(least=1))
def test_pairs_counted_one_by_one(groups: tuple[np.ndarray, np.ndarray]) -> None:
    difference = np.subtract.outer(*map(persons, groups))
    found = superiority(*groups)
    assert found.higher == pytest.approx(np.mean(difference > 0))
    assert found.lower == pytest.approx(np.mean(difference < 0))
    assert found.alike == pytest.approx(np.mean(difference == 0))
    assert found.estimate == found.higher - found.lower


@given(two_groups(), st.sampled_from([0.0, 2.5]))
def test_swapping_the_groups_mirrors_exactly(groups: tuple[np.ndarray, np.ndarray], noise: float) -> None:
    found = superiority(*groups, noise_variance=noise)
    swapped = superiority(*reversed(groups), noise_variance=noise)
    mirrored = [-swapped.estimate, -swapped.high, -swapped.low, swapped.lower, swapped.higher, swapped.alike]
    assert numbers(found) == [*mirrored, swapped.p, swapped.standard_error]


@given(two_groups(), st.sampled_from([0.0, 2.5]))
def test_turning_the_scale_round_mirrors(groups: tuple[np.ndarray, np.ndarray], noise: float) -> None:
    found = superiority(*groups, noise_variance=noise)
    turned = superiority(groups[0][::-1], groups[1][::-1], noise_variance=noise)
    mirrored = (-turned.estimate, -turned.high, -turned.low, turned.p)
    assert (found.estimate, found.low, found.high, found.p) == pytest.approx(mirrored, abs=1e-9)


@given(two_groups(), st.integers(0, 6), st.sampled_from([0.0, 2.5]))
def test_an_answer_nobody_gave_changes_nothing(groups: tuple[np.ndarray, np.ndarray], place: int, noise: float) -> None:
    found = superiority(*groups, noise_variance=noise)
    extended = [np.insert(group, min(place, len(group)), 0) for group in groups]
    assert numbers(superiority(*extended, noise_variance=noise)) == pytest.approx(numbers(found), abs=ROUNDING)


@given(two_groups())
def test_the_interval_holds_the_estimate_within_its_range_and_is_never_a_point(
    groups: tuple[np.ndarray, np.ndarray],
) -> None:
    found = superiority(*groups)
    assert -1 <= found.low <= found.estimate <= found.high <= 1
    assert found.high - found.low > 0.01
    assert 0 <= found.p <= 1
    for wide in (superiority(*groups, noise_variance=2.5), superiority(*groups, level=0.99)):
        assert wide.low <= found.low + ROUNDING
        assert wide.high >= found.high - ROUNDING


@pytest.mark.parametrize("n", [2, 5, 30])
def test_all_alike_in_both(n: int) -> None:
    found = superiority([0, n, 0], [0, n, 0])
    assert (found.estimate, found.alike, found.p) == (0, 1, 1)
    assert found.low == -found.high
    assert superiority([0, n, 0], [0, n, 0], noise_variance=2.5).p == 1


def test_all_alike_of_two_answers_has_agresti_and_caffos_variance() -> None:
    # (x + 1)/(n + 2) of x = 0 is 1/12 and 1/22.
    found = superiority([10, 0], [20, 0])
    assert found.standard_error**2 == pytest.approx(11 / 144 / 10 + 21 / 484 / 20)
    # About as wide as Newcombe's interval of the shares.
    score = newcombe(0, 10, 0, 20)
    assert found.high - found.low == pytest.approx(float(score.high - score.low), rel=0.05)


def test_groups_that_do_not_overlap() -> None:
    # (n₁ + n₂ + 2)/(4 n₁ n₂) = 0.12: t = 1/√0.12 on 8 degrees of freedom, where the exact p is 2/252. The interval
    # ends at (1 − a)/(1 + a) with a = 0.12 · 2.3060².
    found = superiority([0, 0, 2, 3], [4, 1, 0, 0])
    assert (found.estimate, found.high) == (1, 1)
    assert found.standard_error == pytest.approx(0.12**0.5)
    assert found.p == pytest.approx(0.0203, abs=5e-5)
    a = 0.12 * 2.306004135**2
    assert found.low == pytest.approx((1 - a) / (1 + a))


def test_one_pair_the_other_way_round_says_no_more_than_none() -> None:
    apart, nearly = superiority([0, 0, 0, 5], [5, 0, 0, 0]), superiority([0, 1, 0, 4], [4, 0, 1, 0])
    assert nearly.estimate == pytest.approx(0.92)
    assert nearly.p >= apart.p
    assert nearly.low <= apart.low


def test_the_noise_by_hand() -> None:
    # Answers 0 and 2 of three; nobody gave answer 1. Placements: of the first group's 4 and 6 among 5 and 5 of the
    # second −½ and ½, mean 0.1; of the second group's among the first −0.6 and 0.4, mean −0.1.
    plain, noisy = (superiority([4, 0, 6], [5, 0, 5], noise_variance=variance) for variance in (0, 2.5))
    added = 2.5 * (0.6**2 + 0.4**2 + 0.5**2 + 0.5**2) / 100
    assert noisy.standard_error**2 - plain.standard_error**2 == pytest.approx(added)
    assert (noisy.high - 0.1) ** 2 / (plain.high - 0.1) ** 2 == pytest.approx(
        noisy.standard_error**2 / plain.standard_error**2
    )


def test_noise_for_all_for_each_comparison_and_for_each_answer() -> None:
    first, second = np.array([[4, 3, 6], [9, 2, 1]]), np.array([[5, 4, 5], [3, 3, 8]])
    for given_variance in ([2.5, 4.0], [[2.5] * 3, [4.0] * 3]):
        found = superiority(first, second, noise_variance=given_variance)
        for row, variance in enumerate((2.5, 4.0)):
            alone = superiority(first[row], second[row], noise_variance=variance)
            assert found.low[row] == pytest.approx(float(alone.low))


def test_every_row_by_itself() -> None:
    random = np.random.default_rng(3)
    first, second = random.integers(0, 9, (2, 4, 3, 5))
    together = superiority(first, second)
    assert together.low.shape == (4, 3)
    np.testing.assert_allclose(together.p[2, 1], superiority(first[2, 1], second[2, 1]).p)
    order = random.permutation(4)
    np.testing.assert_array_equal(superiority(first[order], second[order]).low, together.low[order])


def test_nobody_a_single_one_and_impossible_counts() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for counts in ([0, 0, 0], [3, -1, 4]):
            assert np.isnan(numbers(superiority(counts, [1, 2, 3], noise_variance=2.5))).all()
        one = superiority([0, 1, 0], [1, 2, 3])
    assert one.estimate == pytest.approx((1 - 3) / 6)
    assert np.isnan([one.low, one.high, one.p]).all()


FLAT, TOP, BOTTOM = [0.2] * 5, [0.03, 0.04, 0.08, 0.25, 0.6], [0.5, 0.3, 0.1, 0.06, 0.04]
NEARLY_ALL = [0.85, 0.1, 0.03, 0.01, 0.01]


@pytest.mark.parametrize("spreads", [(FLAT, FLAT), (FLAT, TOP), (TOP, TOP), (TOP, BOTTOM), (NEARLY_ALL, TOP)])
@pytest.mark.parametrize("sizes", [(5, 5), (5, 20), (10, 10), (30, 30)])
def test_small_groups_near_the_ends_are_covered_and_not_found_to_differ_by_chance(
    spreads: tuple[list[float], list[float]], sizes: tuple[int, int]
) -> None:
    random = np.random.default_rng(8)
    found = superiority(*(random.multinomial(n, spread, 8_000) for n, spread in zip(sizes, spreads, strict=True)))
    one, two = (np.array(spread) for spread in spreads)
    truth = one @ (np.cumsum(two) - two) - two @ (np.cumsum(one) - one)
    assert np.mean((found.low <= truth) & (truth <= found.high)) > 0.925
    if spreads[0] == spreads[1]:
        assert np.mean(found.p <= 0.05) < 0.07
        assert np.mean(found.p <= 0.001) < 0.006


@pytest.mark.parametrize("n", [60, 300])
def test_intervals_of_released_counts_cover_the_truth(n: int, release: Callable[..., np.ndarray]) -> None:
    random = np.random.default_rng(4)
    counts = [release(random, random.multinomial(n, spread, 8_000)) for spread in (FLAT, TOP)]
    truth = np.array(FLAT) @ (np.cumsum(TOP) - TOP) - np.array(TOP) @ (np.cumsum(FLAT) - FLAT)

    def coverage(noise: float) -> float:
        found = superiority(*counts, noise_variance=noise)
        return float(np.mean((found.low <= truth) & (truth <= found.high)))

    assert 0.93 <= coverage(2.5) <= 0.99
    assert coverage(0) < coverage(2.5)
