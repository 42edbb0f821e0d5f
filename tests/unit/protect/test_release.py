"""Counts are released through the table, at its exact boundaries, and never below the threshold."""

from __future__ import annotations

from bisect import bisect_right
from fractions import Fraction
from itertools import accumulate
from math import ceil

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jamstalld.errors import SettingsError
from jamstalld.protect import DEFAULT_THRESHOLD, KEY_RANGE, check_threshold, noise_for

from .table import BOUNDS, SHIPPED, THRESHOLDS, distribution, possible_truths

thresholds = st.sampled_from(THRESHOLDS)
keys = st.integers(0, KEY_RANGE - 1)


def released(threshold: int, counts: object, keys: object) -> list[int]:
    found = noise_for(threshold).release(np.array(counts, dtype=np.int64), np.array(keys, dtype=np.uint64))
    return found.tolist()


@pytest.mark.parametrize(("threshold", "count"), sorted(SHIPPED))
def test_a_key_takes_the_noise_whose_share_of_the_keys_it_lies_in(threshold: int, count: int) -> None:
    noises = list(distribution(threshold, count))
    # The first key of every noise but the first, in exact arithmetic; the last noise has all the rest.
    ends = [Fraction(p) * KEY_RANGE for p in accumulate(distribution(threshold, count).values())][:-1]
    around = {0, KEY_RANGE - 1, *(ceil(end) - 1 for end in ends), *(ceil(end) for end in ends)}
    tried = sorted(key for key in around if 0 <= key < KEY_RANGE)
    expected = [count + noises[bisect_right(ends, key)] for key in tried]
    assert released(threshold, [count] * len(tried), tried) == expected


@given(thresholds, st.integers(0, 10**6), keys)
def test_nothing_between_0_and_the_threshold_is_ever_released(threshold: int, count: int, key: int) -> None:
    (shown,) = released(threshold, [count], [key])
    assert shown == 0 or shown >= threshold
    assert abs(shown - count) <= BOUNDS[threshold]
    if count == 0:
        assert shown == 0


@given(thresholds, st.integers(0, 30), keys, st.integers(0, 2**31))
def test_only_the_remainder_of_a_sum_of_keys_matters(threshold: int, count: int, key: int, rounds: int) -> None:
    assert released(threshold, [count], [key]) == released(threshold, [count], [key + rounds * KEY_RANGE])


@pytest.mark.parametrize("threshold", THRESHOLDS)
def test_over_all_keys_released_counts_are_right_on_average(threshold: int) -> None:
    keys = np.arange(0, KEY_RANGE, KEY_RANGE // 2**16)
    for count in (1, threshold - 1, threshold, 2 * threshold, 500):
        noise = np.array(released(threshold, [count] * len(keys), keys)) - count
        assert noise.mean() == pytest.approx(0, abs=0.001)
        assert noise.var() == pytest.approx(max(2.5, count * (threshold - count)), abs=0.01)


@pytest.mark.parametrize("threshold", THRESHOLDS)
def test_the_smallest_count_that_is_never_released_as_0(threshold: int) -> None:
    certain = noise_for(threshold).certain
    assert [-count in distribution(threshold, count) for count in range(1, certain)] == [True] * (certain - 1)
    assert not any(-count in distribution(threshold, count) for count in range(certain, certain + 20))


def test_counts_keep_their_shape() -> None:
    counts = np.array([[0, 3, 100], [7, 0, 2]])
    shown = noise_for(5).release(counts, counts.astype(np.uint64) * 123_456_789)
    assert shown.shape == (2, 3)
    assert shown.dtype == np.int64
    assert noise_for(5).release(np.zeros((0, 3)), np.zeros((0, 3))).shape == (0, 3)


@given(st.lists(st.integers(0, 10**9), max_size=20), keys)
def test_public_statistics_are_released_as_they_are(counts: list[int], key: int) -> None:
    assert released(1, counts, [key] * len(counts)) == counts
    assert not noise_for(1).protects
    assert noise_for(1).variance(np.array(counts, dtype=int)).sum() == 0
    assert noise_for(1).certain == 1


def test_the_threshold_is_5_unless_told_otherwise() -> None:
    assert DEFAULT_THRESHOLD == 5


@pytest.mark.parametrize("threshold", [-5, 0, 2, 11, 100])
def test_other_thresholds_are_refused(threshold: int) -> None:
    with pytest.raises(SettingsError, match="3–10"):
        noise_for(threshold)
    with pytest.raises(SettingsError, match="1 för offentlig statistik"):
        check_threshold(threshold)


@pytest.mark.parametrize("threshold", [1, *THRESHOLDS])
def test_these_are_allowed(threshold: int) -> None:
    assert check_threshold(threshold) == noise_for(threshold).threshold == threshold


@pytest.mark.parametrize("threshold", THRESHOLDS)
def test_the_variance_to_allow_for_is_that_of_the_counts_a_released_one_may_stand_for(threshold: int) -> None:
    """Every true count being as likely beforehand: the mean squared noise, weighted by the noise's probability."""
    for released in (0, *range(threshold, 60)):
        truths = possible_truths(threshold, released)
        noise = np.array([released - true for true in truths])
        weight = [float(distribution(threshold, true)[released - true]) if true else 1.0 for true in truths]
        variance = noise_for(threshold).variance(np.array([released])).item()
        assert variance == pytest.approx(np.average(noise**2, weights=weight), abs=1e-6), released
    assert noise_for(threshold).variance(np.array([60, 10**6])) == pytest.approx(2.5, abs=1e-8)


def test_the_variance_to_allow_for_is_larger_where_the_table_takes_larger_steps() -> None:
    # By hand from the table's first rows: a released 0 stands for 0 (surely), 1 (0.8), 2 (0.6), 3 (0.4), 4 (0.2)
    # and a little for 5 to 7.
    variance = noise_for(5).variance(np.array([0, 5]))
    assert variance[0] > (0.8 * 1 + 0.6 * 4 + 0.4 * 9 + 0.2 * 16) / (1 + 0.8 + 0.6 + 0.4 + 0.2)
    assert variance == pytest.approx([4.19, 3.66], abs=0.01)
