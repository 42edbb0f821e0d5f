from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from statsmodels.api import OLS
from statsmodels.stats.oaxaca import OaxacaBlinder

from jamstalld.compare import kitagawa, oaxaca_blinder

Z_95 = 1.959963984540054
VALUES = np.array([2.0, 6.0, 12.0, 30.0])
# Four cells of two factors, and a year.
VARIABLES = np.array([[0, 0, 2020], [0, 1, 2023], [1, 0, 2021], [1, 1, 2025]])

counts = arrays(np.int64, (2, 4, 4), elements=st.integers(1, 15))


def persons(both: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Write out one row a person: values; variables, a constant, and whether of the first group."""
    rows = [
        (VALUES[band], [*VARIABLES[cell], 1, 1 - group])
        for group, cell, band in np.ndindex(both.shape)
        for _ in range(both[group, cell, band])
    ]
    value, place = zip(*rows, strict=True)
    return np.array(value), np.array(place, dtype=np.float64)


def triple(found: Any) -> np.ndarray:
    return np.array([found.estimate, found.low, found.high])


@given(counts)
def test_as_statsmodels(both: np.ndarray) -> None:
    value, place = persons(both)
    found = oaxaca_blinder(both[0], both[1], VALUES, VARIABLES)
    # Theirs is the second group, coded 0, minus the first.
    unexplained, explained, gap = OaxacaBlinder(value, place, 4, hasconst=True, swap=False).two_fold().params
    ours = [-float(part.estimate) for part in (found.unexplained, found.explained, found.crude)]
    assert ours == pytest.approx([unexplained, explained, gap], abs=1e-6)
    # The unexplained part is the coefficient of the group, and its error that of White with degrees of freedom.
    fit = OLS(value, place).fit(cov_type="HC1")
    assert (found.unexplained.high - found.unexplained.estimate) / Z_95 == pytest.approx(fit.bse[4], rel=1e-3)


@given(counts, st.sampled_from([0.0, 2.5]))
def test_the_parts_add_up_and_swapping_flips_every_sign(both: np.ndarray, noise: float) -> None:
    found = oaxaca_blinder(both[0], both[1], VALUES, VARIABLES, noise_variance=noise)
    means = both.sum(axis=1) @ VALUES / both.sum(axis=(1, 2))
    assert found.crude.estimate == pytest.approx(means[0] - means[1])
    assert found.explained.estimate + found.unexplained.estimate == pytest.approx(float(found.crude.estimate))
    assert found.by_variable.sum() == pytest.approx(float(found.explained.estimate))
    swapped = oaxaca_blinder(both[1], both[0], VALUES, VARIABLES, noise_variance=noise)
    for name in ("crude", "explained", "unexplained"):
        part, mirrored = triple(getattr(found, name)), -triple(getattr(swapped, name))[[0, 2, 1]]
        np.testing.assert_allclose(part, mirrored, atol=1e-7)
    np.testing.assert_allclose(found.by_variable, -swapped.by_variable, atol=1e-7)


@given(counts)
def test_what_says_nothing_changes_nothing(both: np.ndarray) -> None:
    found = oaxaca_blinder(both[0], both[1], VALUES, VARIABLES)
    emptied = np.concatenate([both, np.zeros((2, 1, 4))], axis=1)
    longer = oaxaca_blinder(emptied[0], emptied[1], VALUES, [*VARIABLES, [1, 1, 2022]])
    constant = oaxaca_blinder(both[0], both[1], VALUES, np.column_stack([VARIABLES, np.full(4, 7)]))
    repeated = oaxaca_blinder(both[0], both[1], VALUES, np.column_stack([VARIABLES, 1 - VARIABLES[:, 0]]))
    for same in (longer, constant, repeated):
        for name in ("crude", "explained", "unexplained"):
            np.testing.assert_allclose(getattr(same, name).estimate, getattr(found, name).estimate, atol=1e-7)
            np.testing.assert_allclose(getattr(same, name).low, getattr(found, name).low, atol=1e-7)
    assert constant.by_variable[3] == 0


def test_of_a_category_it_holds_the_values_alike_whichever_is_left_out() -> None:
    random = np.random.default_rng(21)
    both = random.integers(1, 9, (2, 3, 4))
    whole = [
        oaxaca_blinder(both[0], both[1], VALUES, np.delete(np.eye(3), out, axis=1)).explained.estimate
        for out in range(3)
    ]
    assert np.array(whole) == pytest.approx([float(whole[0])] * 3)


def test_noise_counts_as_so_many_persons() -> None:
    both = np.full((2, 4, 4), 5)
    both[0, 0] += 3
    plain, noisy = (oaxaca_blinder(*both, VALUES, VARIABLES, noise_variance=noise).crude for noise in (0, 2.5))
    wider = (noisy.high - noisy.estimate) ** 2 - (plain.high - plain.estimate) ** 2
    size = both.sum(axis=(1, 2))
    means = both.sum(axis=1) @ VALUES / size
    added = sum(2.5 * 4 * np.sum((VALUES - mean) ** 2) / n**2 for mean, n in zip(means, size, strict=True))
    assert wider == pytest.approx(Z_95**2 * added)


def test_where_there_is_no_answer() -> None:
    some = np.full((4, 4), 3)
    found = oaxaca_blinder(some, 0 * some, VALUES, VARIABLES)
    assert np.isnan([triple(part) for part in (found.crude, found.explained, found.unexplained)]).all()
    # The first variable tells the groups apart: what goes with it cannot be told from what goes with the group.
    apart = np.array([[3, 3, 0, 0], [0, 0, 3, 3]])[..., np.newaxis] * np.ones(4)
    told = oaxaca_blinder(apart[0] + [0, 1, 2, 3], apart[1], VALUES, VARIABLES[:, :1] * 1.0)
    only = oaxaca_blinder(apart[0], apart[1], VALUES, VARIABLES[:, :1])
    assert np.isfinite(told.explained.estimate)
    assert np.isfinite(only.crude.estimate)
    assert np.isnan([only.explained.estimate, only.unexplained.estimate]).all()


def test_every_row_has_its_own_parts() -> None:
    rows = np.random.default_rng(22).integers(0, 9, (3, 2, 4, 4))
    together = oaxaca_blinder(rows[:, 0], rows[:, 1], VALUES, VARIABLES, noise_variance=2.5)
    assert together.by_variable.shape == (3, 3)
    for row, both in enumerate(rows):
        alone = oaxaca_blinder(both[0], both[1], VALUES, VARIABLES, noise_variance=2.5)
        for name in ("crude", "explained", "unexplained"):
            np.testing.assert_allclose(triple(getattr(together, name))[:, row], triple(getattr(alone, name)))


def test_of_a_share_it_is_near_kitagawas() -> None:
    # Shares that differ by the same in every stratum: the line is right, and both methods say the same.
    n_1, n_2 = np.array([100, 200, 100]), np.array([200, 100, 100])
    yes_1, yes_2 = n_1 * [0.5, 0.3, 0.8], n_2 * [0.4, 0.2, 0.7]
    counts_1, counts_2 = (np.column_stack([n - yes, yes]) for n, yes in ((n_1, yes_1), (n_2, yes_2)))
    found, parts = oaxaca_blinder(counts_1, counts_2, [0, 1], np.eye(3)), kitagawa(yes_1, n_1, yes_2, n_2)
    assert found.unexplained.estimate == pytest.approx(float(parts.rates.estimate))
    assert found.explained.estimate == pytest.approx(float(parts.composition.estimate))


@pytest.mark.parametrize("noise", [0.0, 2.5])
def test_the_parts_are_covered(noise: float, release: Callable[..., np.ndarray]) -> None:
    random, replicates = np.random.default_rng(23), 3_000
    bands = np.array([[0.4, 0.3, 0.2, 0.1], [0.1, 0.2, 0.3, 0.4], [0.3, 0.4, 0.2, 0.1], [0.2, 0.2, 0.2, 0.4]])
    parts = np.array([[0.4, 0.2, 0.3, 0.1], [0.2, 0.3, 0.2, 0.3]])
    chances = parts[..., np.newaxis] * bands
    true = oaxaca_blinder(1e6 * chances[0], 1e6 * chances[1], VALUES, VARIABLES)
    seen = [random.multinomial(200, chance.ravel(), replicates).reshape(-1, 4, 4) for chance in chances]
    if noise:
        seen = [release(random, group) for group in seen]
    found = oaxaca_blinder(*seen, VALUES, VARIABLES, noise_variance=noise)
    for name in ("crude", "explained", "unexplained"):
        part, truth = getattr(found, name), float(getattr(true, name).estimate)
        assert 0.93 <= np.mean((part.low <= truth) & (truth <= part.high)) <= 0.99
