from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jamstalld.compare import Estimate, change_of_differences, newcombe, wilson

ROUNDING = 1e-12


@st.composite
def groups(draw: st.DrawFn) -> tuple[int, int]:
    n = draw(st.integers(1, 2000))
    return draw(st.integers(0, n)), n


@given(groups(), st.sampled_from([0.0, 2.5]))
def test_wilson_holds_the_share_and_stays_within_0_and_1(group: tuple[int, int], noise: float) -> None:
    count, n = group
    found = wilson(count, n, noise_variance=noise)
    assert 0 <= found.low <= count / n <= found.high <= 1


@given(groups())
def test_wilson_of_the_others_is_mirrored(group: tuple[int, int]) -> None:
    count, n = group
    found, mirrored = wilson(count, n), wilson(n - count, n)
    assert found.low == pytest.approx(1 - mirrored.high, abs=ROUNDING)


@given(groups())
def test_wilson_is_wider_with_noise_and_with_a_higher_level(group: tuple[int, int]) -> None:
    narrow = wilson(*group)
    for wide in (wilson(*group, noise_variance=2.5), wilson(*group, level=0.99)):
        assert wide.low <= narrow.low + ROUNDING
        assert wide.high >= narrow.high - ROUNDING
        assert wide.high - wide.low > narrow.high - narrow.low


def test_nobody_of_nine_has_the_lower_limit_exactly_0() -> None:
    assert wilson(0, 9).low == 0
    assert wilson(9, 9).high == 1


def test_noise_is_added_in_quadrature() -> None:
    plain, noisy = wilson(40, 100), wilson(40, 100, noise_variance=2.5)
    spread = 1.959963984540054 * np.sqrt(2.5 * (1 + 0.4**2) / 100**2)
    assert noisy.low == pytest.approx(0.4 - np.sqrt((0.4 - plain.low) ** 2 + spread**2), abs=ROUNDING)
    assert noisy.high == pytest.approx(0.4 + np.sqrt((plain.high - 0.4) ** 2 + spread**2), abs=ROUNDING)


@given(groups(), groups(), st.sampled_from([0.0, 2.5]))
def test_newcombe_holds_the_difference(one: tuple[int, int], two: tuple[int, int], noise: float) -> None:
    found = newcombe(*one, *two, noise_variance=noise)
    assert found.estimate == one[0] / one[1] - two[0] / two[1]
    assert -1 <= found.low <= found.estimate <= found.high <= 1


@given(groups(), groups(), st.sampled_from([0.0, 2.5]))
def test_newcombe_is_mirrored_by_swapping(one: tuple[int, int], two: tuple[int, int], noise: float) -> None:
    found, swapped = (newcombe(*pair, noise_variance=noise) for pair in ((*one, *two), (*two, *one)))
    assert (found.low, found.high) == (-swapped.high, -swapped.low)


@given(groups(), groups())
def test_newcombe_is_wider_with_noise_and_with_a_higher_level(one: tuple[int, int], two: tuple[int, int]) -> None:
    narrow = newcombe(*one, *two)
    for wide in (newcombe(*one, *two, noise_variance=2.5), newcombe(*one, *two, level=0.99)):
        assert wide.low <= narrow.low + ROUNDING
        assert wide.high >= narrow.high - ROUNDING
        assert wide.high - wide.low > narrow.high - narrow.low


def test_the_noise_of_both_groups_counts() -> None:
    plain, noisy = newcombe(30, 60, 40, 160), newcombe(30, 60, 40, 160, noise_variance=2.5)
    noise = 2.5 * (1 + 0.5**2) / 60**2 + 2.5 * (1 + 0.25**2) / 160**2
    widened = np.sqrt((plain.high - plain.estimate) ** 2 + 1.959963984540054**2 * noise)
    assert noisy.high - noisy.estimate == pytest.approx(widened, abs=ROUNDING)


@given(groups(), groups())
def test_newcombe_is_the_change_between_two_wilson_intervals(one: tuple[int, int], two: tuple[int, int]) -> None:
    shares = [Estimate(np.array(count / n), wilson(count, n).low, wilson(count, n).high) for count, n in (one, two)]
    change, difference = change_of_differences(*shares), newcombe(*one, *two)
    assert change.low == pytest.approx(difference.low, abs=ROUNDING)
    assert change.high == pytest.approx(difference.high, abs=ROUNDING)


def test_change_of_differences_adds_the_facing_sides() -> None:
    now = Estimate(np.array([5.0]), np.array([2.0]), np.array([11.0]))
    before = Estimate(np.array([3.0]), np.array([-5.0]), np.array([7.0]))
    change = change_of_differences(now, before)
    # Downwards 3 now and 4 before make 5; upwards 6 and 8 make 10.
    assert (change.estimate, change.low, change.high) == (2, -3, 12)


@pytest.mark.parametrize("n", [60, 300])
@pytest.mark.parametrize("shares", [(0.5, 0.4), (0.2, 0.2), (0.85, 0.6)])
def test_intervals_of_released_counts_cover_the_true_difference(
    n: int, shares: tuple[float, float], release: Callable[..., np.ndarray]
) -> None:
    random = np.random.default_rng(20250701)
    replicates = 20_000
    released = []
    for share in shares:
        count = random.binomial(n, share, replicates)
        size = release(random, np.full(replicates, n))
        released += [np.minimum(release(random, count), size), size]
    truth = shares[0] - shares[1]

    def coverage(noise_variance: float) -> float:
        found = newcombe(*released, noise_variance=noise_variance)
        return float(np.mean((found.low <= truth) & (truth <= found.high)))

    assert 0.93 <= coverage(2.5) <= 0.985
    assert coverage(0) < coverage(2.5)
