"""Means and scales when both groups are given the same strata."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from jamstalld.compare import Standardised, standardised_difference
from jamstalld.compare.means import moments
from jamstalld.compare.ordinal import superiority
from jamstalld.compare.standardised_means import standardised_mean_difference, standardised_superiority

VALUES = np.array([1.5, 4.5, 7.5, 11.0, 15.5, 22.0])
counts = arrays(np.int64, (2, 3, 4), elements=st.integers(0, 40))


def test_each_stratum_weighs_as_many_as_both_groups_have_in_it() -> None:
    """Worked by hand: means 2 and 4 in the first stratum, 10 and 8 in the second, of 30 and 10."""
    values = [0, 4, 8, 12]
    first = [[5, 5, 0, 0], [0, 0, 3, 3]]
    second = [[0, 20, 0, 0], [0, 0, 4, 0]]
    found = standardised_mean_difference(first, second, values)
    assert found.estimate == pytest.approx((30 * (2 - 4) + 10 * (10 - 8)) / 40)
    assert found.left_out == 0
    # Standardised, three of four answers of the first group are the stratum's own: half 0 and half 4.
    parts_1, parts_2 = np.array([0.375, 0.375, 0.125, 0.125]), np.array([0, 0.75, 0.25, 0])
    higher = sum(parts_1[a] * parts_2[b] for a in range(4) for b in range(4) if a > b)
    lower = sum(parts_1[a] * parts_2[b] for a in range(4) for b in range(4) if a < b)
    assert standardised_superiority(first, second).estimate == pytest.approx(higher - lower)


@given(counts, counts)
def test_with_one_stratum_it_is_the_crude_difference(first: np.ndarray, second: np.ndarray) -> None:
    first, second = first[:, :1], second[:, :1]
    mean = standardised_mean_difference(first, second, VALUES[:4])
    crude = moments(first[:, 0], VALUES[:4]).mean - moments(second[:, 0], VALUES[:4]).mean
    assert mean.estimate == pytest.approx(crude, nan_ok=True)
    delta = standardised_superiority(first, second)
    assert delta.estimate == pytest.approx(superiority(first[:, 0], second[:, 0]).estimate, nan_ok=True)


@given(counts)
def test_groups_that_are_alike_in_every_stratum_do_not_differ(first: np.ndarray) -> None:
    for found in (
        standardised_mean_difference(first, 3 * first, VALUES[:4]),
        standardised_superiority(first, 3 * first),
    ):
        known = ~np.isnan(found.estimate)
        assert found.estimate[known] == pytest.approx(0, abs=1e-9)
        assert np.array_equal(known, first.sum(axis=(1, 2)) > 0)


@given(counts, counts)
def test_of_two_answers_it_is_the_standardised_difference_of_shares(first: np.ndarray, second: np.ndarray) -> None:
    first, second = first[..., :2], second[..., :2]
    delta = standardised_superiority(first, second)
    share = standardised_difference(first[..., 1], first.sum(axis=-1), second[..., 1], second.sum(axis=-1))
    assert delta.estimate == pytest.approx(share.estimate, nan_ok=True)
    assert np.nan_to_num(delta.left_out) == pytest.approx(np.nan_to_num(share.left_out))


@given(counts, counts)
def test_swapping_the_groups_turns_the_sign(first: np.ndarray, second: np.ndarray) -> None:
    pairs = (
        (
            standardised_mean_difference(*both, VALUES[:4], noise_variance=2.5)
            for both in ((first, second), (second, first))
        ),
        (standardised_superiority(*both, noise_variance=2.5) for both in ((first, second), (second, first))),
    )
    for found, turned in pairs:
        assert found.estimate == pytest.approx(-turned.estimate, nan_ok=True, abs=1e-9)
        assert found.low == pytest.approx(-turned.high, nan_ok=True, abs=1e-9)


def test_a_stratum_with_one_group_only_is_left_out_and_told() -> None:
    first, second = [[3, 7, 0], [0, 5, 5]], [[6, 4, 0], [0, 0, 0]]
    for found in (standardised_mean_difference(first, second, [1, 2, 3]), standardised_superiority(first, second)):
        assert found.left_out == pytest.approx(10 / 30)
        assert found.estimate == pytest.approx(0.3)
    nobody = standardised_superiority([[3, 7, 0]], [[0, 0, 0]])
    assert np.isnan(nobody.estimate)


GROUPS = ([[20, 10, 5], [5, 10, 20]], [[10, 10, 10], [10, 20, 30]])


@pytest.mark.parametrize(
    "method", [partial(standardised_mean_difference, *GROUPS, [1, 5, 9]), partial(standardised_superiority, *GROUPS)]
)
def test_noise_widens_the_interval_and_leaves_the_estimate(method: Callable[..., Standardised]) -> None:
    plain, noisy = method(), method(noise_variance=2.5)
    assert noisy.estimate == plain.estimate
    assert noisy.low < plain.low < plain.high < noisy.high
    # One for all, one for each stratum, and one for each count say the same.
    for variance in (np.full(2, 2.5), np.full((2, 3), 2.5)):
        assert method(noise_variance=variance).low == pytest.approx(noisy.low)


@pytest.mark.parametrize("size", [30, 100, 1000])
def test_the_interval_covers_what_is_true(size: int) -> None:
    """Three levels of need, spread differently over the groups, and the same answers at each level."""
    random = np.random.default_rng(1)
    answers = np.array(
        [[0.3, 0.4, 0.2, 0.1, 0, 0], [0.02, 0.1, 0.3, 0.3, 0.2, 0.08], [0, 0, 0.05, 0.15, 0.3, 0.5]], dtype=float
    )
    groups = []
    for needs in ((0.5, 0.3, 0.2), (0.2, 0.3, 0.5)):
        strata = random.multinomial(size, needs, size=4000)
        groups.append(np.stack([random.multinomial(strata[:, at], answers[at]) for at in range(3)], axis=1))
    for found in (standardised_mean_difference(*groups, VALUES), standardised_superiority(*groups)):
        covers = (found.low <= 0) & (found.high >= 0)
        assert 0.94 <= covers[~np.isnan(found.estimate)].mean() <= 0.99
