from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from jamstalld.compare import difference_p, quarters_needed, smallest_visible


def test_lehr_rule_of_sixteen() -> None:
    # Lehr (1992), Stat Med 11:1099–1102: 16 p(1 − p)/d² in each group show d with 80 % power.
    assert smallest_visible(16 * 0.25 / 0.1**2, 16 * 0.25 / 0.1**2, 0.5) == pytest.approx(0.1, rel=0.01)


@pytest.mark.parametrize("noise", [0.0, 2.5])
def test_a_difference_of_that_size_is_found_four_times_in_five(
    noise: float, release: Callable[..., np.ndarray]
) -> None:
    random = np.random.default_rng(5)
    replicates, sizes, share = 20_000, (80, 120), 0.5
    smallest = smallest_visible(*sizes, share, noise_variance=noise)
    seen = []
    for n, true in zip(sizes, (share + smallest / 2, share - smallest / 2), strict=True):
        count, size = random.binomial(n, true, replicates), np.full(replicates, n)
        if noise:
            size = release(random, size)
            count = np.minimum(release(random, count), size)
        seen += [count, size]
    assert np.mean(difference_p(*seen, noise_variance=noise) <= 0.05) == pytest.approx(0.8, abs=0.03)


def test_near_the_ends_the_share_is_kept_from_them() -> None:
    # 2 / (46 + 50 + 4) = 0.02
    at_least = smallest_visible(46, 50, 0.02)
    np.testing.assert_array_equal(smallest_visible(46, 50, [0, 0.01]), at_least)
    np.testing.assert_allclose(smallest_visible(46, 50, [0.99, 1]), at_least)
    assert smallest_visible(46, 50, 0.03) > at_least > 0


def test_grows_with_noise_power_and_level_and_falls_with_numbers() -> None:
    ordinary = smallest_visible(50, 60, 0.3)
    assert smallest_visible(50, 60, 0.3, noise_variance=2.5) > ordinary
    assert smallest_visible(50, 60, 0.3, power=0.9) > ordinary
    assert smallest_visible(50, 60, 0.3, level=0.99) > ordinary
    assert smallest_visible(60, 60, 0.3) < ordinary


def test_is_never_more_than_everyone_and_unknown_where_nobody_is() -> None:
    np.testing.assert_array_equal(smallest_visible([1, 0, 5], [1, 5, 0], 0.5), [1, np.nan, np.nan])


@pytest.mark.parametrize("noise", [0.0, 2.5])
@pytest.mark.parametrize(("share", "gap"), [(0.5, 0.05), (0.02, 0.05), (0.9, 0.1), (0.5, 0.6)])
def test_so_many_quarters_show_the_gap_and_one_less_does_not(noise: float, share: float, gap: float) -> None:
    needed = float(quarters_needed(80, 120, share, 4, gap, noise_variance=noise))

    def visible(quarters: float) -> float:
        times = quarters / 4
        return float(smallest_visible(80 * times, 120 * times, share, noise_variance=noise * times))

    assert visible(needed) <= gap
    assert needed == 1 or visible(needed - 1) > gap


def test_half_the_gap_takes_four_times_as_many_quarters() -> None:
    few, many = quarters_needed(100, 100, 0.5, 4, [0.1, 0.05])
    assert 4 * (few - 1) < many <= 4 * few


def test_the_quarters_needed_fall_with_numbers_and_rise_with_noise_and_power() -> None:
    ordinary = quarters_needed(50, 60, 0.3, 4, 0.05)
    assert quarters_needed(100, 120, 0.3, 4, 0.05) < ordinary
    assert quarters_needed(50, 60, 0.3, 8, 0.05) > ordinary
    assert quarters_needed(50, 60, 0.3, 4, 0.05, noise_variance=2.5) > ordinary
    assert quarters_needed(50, 60, 0.3, 4, 0.05, power=0.9) > ordinary


def test_a_gap_of_nothing_never_shows_and_of_nobody_nothing_is_known() -> None:
    found = quarters_needed([50, 50, 0, 50], [60, 60, 60, 60], [0.3, 0.3, 0.3, np.nan], 4, [0, 1, 0.1, 0.1])
    np.testing.assert_array_equal(found, [np.inf, 1, np.nan, np.nan])
    assert quarters_needed([[50], [60]], 50, 0.5, 4, [0.1, 0.2, 0.3]).shape == (2, 3)
