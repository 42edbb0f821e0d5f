"""The perturbation table has the moments it promises, and is the one its script makes."""

from __future__ import annotations

import io

import numpy as np
import pytest

from jamstalld.protect.make_table import write

from .table import BOUNDS, SHIPPED, THRESHOLDS, parsed, possible_truths

VARIANCE = 2.5
ROWS = sorted(SHIPPED)


def test_the_shipped_table_is_what_the_script_makes() -> None:
    out = io.StringIO()
    write(out)
    made = parsed(out.getvalue().splitlines())
    assert made.keys() == SHIPPED.keys()
    for place, shipped in SHIPPED.items():
        for noise in {*shipped, *made[place]}:
            assert float(made[place].get(noise, 0)) == pytest.approx(float(shipped.get(noise, 0)), abs=1e-9), place


def test_it_has_a_row_for_every_count_until_they_are_all_alike() -> None:
    assert [
        (threshold, count) for threshold in THRESHOLDS for count in range(1, threshold + BOUNDS[threshold] + 1)
    ] == ROWS
    for threshold in THRESHOLDS:
        last = SHIPPED[threshold, threshold + BOUNDS[threshold]]
        assert list(last) == list(range(-BOUNDS[threshold], BOUNDS[threshold] + 1)), (
            "every noise is allowed from here on"
        )


@pytest.mark.parametrize(("threshold", "count"), ROWS)
def test_noise_takes_a_count_to_0_or_to_the_threshold_or_above(threshold: int, count: int) -> None:
    noises = SHIPPED[threshold, count]
    assert all(abs(noise) <= BOUNDS[threshold] for noise in noises)
    assert all(count + noise == 0 or count + noise >= threshold for noise in noises)
    assert all(probability > 0 for probability in noises.values())


@pytest.mark.parametrize(("threshold", "count"), ROWS)
def test_moments(threshold: int, count: int) -> None:
    noise = np.array(list(SHIPPED[threshold, count]))
    probability = np.array(list(SHIPPED[threshold, count].values()), dtype=float)
    assert probability.sum() == pytest.approx(1, abs=1e-10)
    assert (noise * probability).sum() == pytest.approx(0, abs=1e-9)
    # Below the threshold a count can only go down to 0 or up to the threshold t, so that (x + c)(x − (t − c)) ≥ 0
    # for every noise x; its mean says that no variance with mean 0 is less than c(t − c).
    least = count * (threshold - count) if count < threshold else 0
    assert (noise**2 * probability).sum() == pytest.approx(max(VARIANCE, least), abs=1e-8)


@pytest.mark.parametrize(("threshold", "count"), [place for place in ROWS if len(SHIPPED[place]) > 3])
def test_no_other_distribution_has_more_entropy(threshold: int, count: int) -> None:
    """The most entropy with two moments given: the logarithm of the probability is a parabola in the noise."""
    likely = {noise: float(p) for noise, p in SHIPPED[threshold, count].items() if p > 1e-7}
    noise, logarithm = np.array(list(likely)), np.log(list(likely.values()))
    parabola = np.polynomial.Polynomial.fit(noise, logarithm, deg=2)
    assert parabola(noise) == pytest.approx(logarithm, abs=1e-4)


@pytest.mark.parametrize("threshold", THRESHOLDS)
def test_a_released_0_may_be_none_or_as_many_as_the_bound(threshold: int) -> None:
    assert possible_truths(threshold, 0) == list(range(BOUNDS[threshold] + 1))


@pytest.mark.parametrize("threshold", THRESHOLDS)
def test_a_released_number_never_tells_that_a_count_is_below_the_threshold(threshold: int) -> None:
    for released in range(threshold, 3 * threshold):
        assert max(possible_truths(threshold, released)) >= threshold
