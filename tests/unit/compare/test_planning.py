from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from jamstalld.compare import difference_p, smallest_visible


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
