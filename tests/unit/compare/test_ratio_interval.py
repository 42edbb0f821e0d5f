from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from jamstalld.compare import koopman

Z_95 = 1.959963984540054

# statsmodels 0.15.0, confint_proportions_2indep(..., compare="ratio", method="score", correction=False).
STATSMODELS = [
    ((7, 34, 1, 34), (1.2208528535148115, 42.57571760976041)),
    ((30, 100, 20, 120), (1.0999763842323336, 2.963063685465356)),
    ((1, 50, 12, 40), (0.011343311645779309, 0.3719175235620307)),
    ((45, 50, 30, 60), (1.4014084867819516, 2.411739493274316)),
    ((3, 10, 3, 10), (0.27815967029614236, 3.595057468019504)),
    ((0, 20, 5, 25), (0, 0.8616553047337772)),
    ((20, 20, 15, 30), (1.4959786368003278, 3.01621587262556)),
]


@st.composite
def groups(draw: st.DrawFn) -> tuple[int, int]:
    n = draw(st.integers(1, 2000))
    return draw(st.integers(0, n)), n


def score_statistic(count_1: int, n_1: int, count_2: int, n_2: int, ratio: float) -> float:
    """Square the score statistic of a ratio, its likeliest shares found from their quadratic equation."""
    a = ratio * (n_1 + n_2)
    b = ratio * (n_1 + count_2) + count_1 + n_2
    # The smaller root, written so that nothing cancels.
    second = 2 * (count_1 + count_2) / (b + np.sqrt(max(b * b - 4 * a * (count_1 + count_2), 0)))
    first = ratio * second
    variance = first * (1 - first) / n_1 + ratio**2 * second * (1 - second) / n_2
    return (count_1 / n_1 - ratio * count_2 / n_2) ** 2 / variance


@pytest.mark.parametrize(("counts", "limits"), STATSMODELS)
def test_agrees_with_statsmodels(counts: tuple[int, int, int, int], limits: tuple[float, float]) -> None:
    found = koopman(*counts)
    assert (found.low, found.high) == pytest.approx(limits, rel=1e-9)


@given(groups(), groups())
@example((15, 30), (20, 20))
@example((20, 20), (20, 20))
@example((4, 4), (2000, 2000))
@example((1, 2000), (1, 1))
def test_at_its_limits_the_score_statistic_is_z_squared(one: tuple[int, int], two: tuple[int, int]) -> None:
    assume(one[0] + two[0] > 0)
    found = koopman(*one, *two)
    for limit in (found.low, found.high):
        if 0 < limit < np.inf:
            assert score_statistic(*one, *two, limit) == pytest.approx(Z_95**2, rel=1e-6)


@given(groups(), groups(), st.sampled_from([0.0, 2.5]))
def test_holds_the_ratio_and_is_turned_over_by_swapping(
    one: tuple[int, int], two: tuple[int, int], noise: float
) -> None:
    assume(one[0] > 0 and two[0] > 0)
    found, swapped = koopman(*one, *two, noise_variance=noise), koopman(*two, *one, noise_variance=noise)
    assert found.low < found.estimate < found.high
    assert found.estimate == pytest.approx(one[0] * two[1] / (one[1] * two[0]))
    assert (found.low, found.high) == pytest.approx((1 / swapped.high, 1 / swapped.low))


@given(groups(), groups())
def test_is_wider_with_noise_and_with_a_higher_level(one: tuple[int, int], two: tuple[int, int]) -> None:
    assume(one[0] > 0 and two[0] > 0)
    narrow = koopman(*one, *two)
    for wide in (koopman(*one, *two, noise_variance=2.5), koopman(*one, *two, level=0.99)):
        assert wide.low < narrow.low
        assert wide.high > narrow.high


def test_noise_is_added_on_the_log_scale() -> None:
    plain, noisy = koopman(30, 60, 40, 160), koopman(30, 60, 40, 160, noise_variance=2.5)
    spread = Z_95 * np.sqrt(2.5 * ((1 + 0.5**2) / 30**2 + (1 + 0.25**2) / 40**2))
    assert np.log(noisy.high / 2) == pytest.approx(np.hypot(np.log(plain.high / 2), spread))
    assert np.log(2 / noisy.low) == pytest.approx(np.hypot(np.log(2 / plain.low), spread))


@pytest.mark.parametrize("noise", [0.0, 2.5])
def test_counts_of_nobody(noise: float) -> None:
    found = koopman([0, 5, 0, 0], [20, 20, 20, 0], [5, 0, 0, 5], 20, noise_variance=noise)
    np.testing.assert_array_equal(found.estimate, [0, np.inf, np.nan, np.nan])
    np.testing.assert_array_equal(found.low[[0, 2, 3]], [0, np.nan, np.nan])
    np.testing.assert_array_equal(found.high[1:], [np.inf, np.nan, np.nan])
    if noise:
        assert (found.low[1], found.high[0]) == (0, np.inf)
    else:
        assert found.low[1] > 1 > found.high[0]
