from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jamstalld.compare import das_gupta, kitagawa, newcombe, standardised_difference
from jamstalld.compare.decomposition import product_effects

Z_95 = 1.959963984540054
Strata = tuple[np.ndarray, ...]


@st.composite
def tables(draw: st.DrawFn, shape: tuple[int, ...] = ()) -> Strata:
    """Draw the counts and sizes of two groups, with empty cells but nobody missing altogether."""
    shape = shape or (draw(st.integers(1, 6)),)
    cells = int(np.prod(shape))
    drawn = []
    for _ in range(2):
        sizes = draw(st.lists(st.integers(0, 60), min_size=cells, max_size=cells).filter(any))
        counts = [draw(st.integers(0, n)) for n in sizes]
        drawn += [np.reshape(counts, shape), np.reshape(sizes, shape)]
    return tuple(drawn)


def swap(given_tables: Strata) -> Strata:
    return given_tables[2:] + given_tables[:2]


def triple(found: Any) -> np.ndarray:
    return np.array([found.estimate, found.low, found.high])


def test_kitagawa_by_hand() -> None:
    # Women: 80 of 100 where half of them are, 20 of 100 where the other half is; men 70 of 100, and 60 of 300.
    found = kitagawa([80, 20], 100, [70, 60], [100, 300])
    # Parts ½, ½ and ¼, ¾; mean shares 0.75, 0.2; differences of shares 0.1, 0; mean parts ⅜, ⅝.
    assert found.crude.estimate == pytest.approx(0.5 - 0.325)
    assert found.composition.estimate == pytest.approx(0.25 * 0.75 - 0.25 * 0.2)
    assert found.rates.estimate == pytest.approx(0.375 * 0.1)
    # The mean share of all is ⅜ · 0.75 + ⅝ · 0.2.
    usual = 0.375 * 0.75 + 0.625 * 0.2
    assert found.by_stratum_composition == pytest.approx([0.25 * (0.75 - usual), -0.25 * (0.2 - usual)])
    assert found.by_stratum_rates == pytest.approx([0.0375, 0])


def test_kitagawas_rates_are_the_difference_standardised_to_the_mean_of_both() -> None:
    given_tables = ([80, 20], [100, 100], [70, 60], [100, 300])
    standardised = standardised_difference(*given_tables, weights=[0.375, 0.625])
    assert kitagawa(*given_tables).rates.estimate == pytest.approx(standardised.estimate)


@given(tables(), st.sampled_from([0.0, 2.5]))
def test_the_parts_add_up_to_the_crude_difference(given_tables: Strata, noise: float) -> None:
    found = kitagawa(*given_tables, noise_variance=noise)
    totals = [values.sum() for values in given_tables]
    crude = newcombe(*totals, noise_variance=noise * np.sum((given_tables[1] > 0) | (given_tables[3] > 0)))
    np.testing.assert_allclose(triple(found.crude), triple(crude), atol=1e-12)
    assert found.composition.estimate + found.rates.estimate == pytest.approx(float(crude.estimate), abs=1e-12)
    assert found.by_stratum_composition.sum() == pytest.approx(float(found.composition.estimate), abs=1e-12)
    assert found.by_stratum_rates.sum() == pytest.approx(float(found.rates.estimate), abs=1e-12)


@given(tables(), st.sampled_from([0.0, 2.5]))
def test_swapping_flips_every_sign_and_nothing_else(given_tables: Strata, noise: float) -> None:
    found = kitagawa(*given_tables, noise_variance=noise)
    swapped = kitagawa(*swap(given_tables), noise_variance=noise)
    for name in ("crude", "composition", "rates"):
        mirrored = -triple(getattr(swapped, name))[[0, 2, 1]]
        np.testing.assert_allclose(triple(getattr(found, name)), mirrored, atol=1e-9)
    np.testing.assert_allclose(found.by_stratum_composition, -swapped.by_stratum_composition, atol=1e-12)
    np.testing.assert_allclose(found.by_stratum_rates, -swapped.by_stratum_rates, atol=1e-12)


@given(tables(), st.sampled_from([0.0, 2.5]))
def test_a_stratum_with_nobody_changes_nothing(given_tables: Strata, noise: float) -> None:
    found = kitagawa(*given_tables, noise_variance=noise)
    same = kitagawa(*(np.append(values, 0) for values in given_tables), noise_variance=noise)
    for name in ("crude", "composition", "rates"):
        np.testing.assert_allclose(triple(getattr(same, name)), triple(getattr(found, name)), atol=1e-12)
    assert (same.by_stratum_composition[-1], same.by_stratum_rates[-1]) == (0, 0)


@given(tables())
def test_holds_the_estimate_and_is_wider_with_noise_and_level(given_tables: Strata) -> None:
    found = kitagawa(*given_tables)
    for wide in (kitagawa(*given_tables, noise_variance=2.5), kitagawa(*given_tables, level=0.99)):
        for name in ("crude", "composition", "rates"):
            part, wider = getattr(found, name), getattr(wide, name)
            assert -1 <= part.low <= part.estimate + 1e-12
            assert part.estimate - 1e-12 <= part.high <= 1
            assert wider.low <= part.low + 1e-12
            assert wider.high >= part.high - 1e-12


def test_what_only_one_group_has_goes_to_composition() -> None:
    found = kitagawa([5, 30], [10, 40], [20, 0], [40, 0])
    assert found.by_stratum_rates[1] == 0
    assert found.rates.estimate == pytest.approx(0)
    assert found.composition.estimate == pytest.approx(0.7 - 0.5)
    # All that is left to chance there is the share that stands for both: 0.8 of the first group are in the second
    # stratum.
    drawn_1, drawn_2, drawn = 6 / 12, 21 / 42, 31 / 42
    shares = 0.4**2 * (drawn_1 * (1 - drawn_1) / 10 + drawn_2 * (1 - drawn_2) / 40)
    alone = 0.8**2 * drawn * (1 - drawn) / 40
    sizes = 0.2 * 0.8 * (0.75 - 0.5) ** 2 / 50
    assert (found.composition.high - found.composition.estimate) ** 2 == pytest.approx(
        Z_95**2 * (shares + alone + sizes)
    )


def test_the_variances_are_the_slopes_by_each_number() -> None:
    numbers, step = np.array([[80, 20], [100, 100], [70, 60], [100, 300]], dtype=np.float64), 1e-4
    found, noisy = kitagawa(*numbers), kitagawa(*numbers, noise_variance=2.5)
    for name in ("composition", "rates"):

        def part(values: np.ndarray, name: str = name) -> float:
            return float(getattr(kitagawa(*values), name).estimate)

        slopes = np.zeros_like(numbers)
        for place in np.ndindex(numbers.shape):
            moved = np.zeros_like(numbers)
            moved[place] = step
            slopes[place] = (part(numbers + moved) - part(numbers - moved)) / (2 * step)
        (by_count_1, by_n_1, by_count_2, by_n_2), (count_1, n_1, count_2, n_2) = slopes, numbers
        # One who counts is one more of both numbers, one who does not of the second only.
        sampling = sum(
            np.sum((x + 1) / (n + 2) * (1 - (x + 1) / (n + 2)) * n * by_x**2 + n * (by_n + x / n * by_x) ** 2)
            for x, n, by_x, by_n in ((count_1, n_1, by_count_1, by_n_1), (count_2, n_2, by_count_2, by_n_2))
        )
        plain, wide = ((getattr(kind, name).high - getattr(kind, name).estimate) ** 2 for kind in (found, noisy))
        assert plain == pytest.approx(Z_95**2 * sampling, rel=1e-6)
        assert wide == pytest.approx(Z_95**2 * (sampling + 2.5 * np.sum(slopes**2)), rel=1e-6)


def test_a_group_of_nobody_and_an_impossible_count_have_no_parts() -> None:
    for given_tables in (([0, 0], [0, 0], [3, 4], [5, 6]), ([9, 1], [5, 5], [3, 4], [5, 6])):
        found = kitagawa(*given_tables)
        assert np.isnan([triple(part) for part in (found.crude, found.composition, found.rates)]).all()
        assert np.isnan(das_gupta(*given_tables, factors=1).factors).all()


def test_every_row_has_its_own_parts() -> None:
    rows = np.array([([80, 20], [100, 100], [70, 60], [100, 300]), ([5, 30], [10, 40], [20, 0], [40, 0])])
    together = kitagawa(*np.moveaxis(rows, 1, 0))
    assert together.composition.low.tolist() == pytest.approx([float(kitagawa(*row).composition.low) for row in rows])
    assert together.by_stratum_rates.shape == (2, 2)


@pytest.mark.parametrize("noise", [0.0, 2.5])
def test_the_parts_are_covered(noise: float, release: Callable[..., np.ndarray]) -> None:
    random, replicates = np.random.default_rng(14), 5_000
    parts, shares = np.array([[0.5, 0.3, 0.2], [0.2, 0.4, 0.4]]), np.array([[0.8, 0.6, 0.3], [0.7, 0.6, 0.2]])
    true = kitagawa(1e6 * parts[0] * shares[0], 1e6 * parts[0], 1e6 * parts[1] * shares[1], 1e6 * parts[1])
    for size in (60, 300):
        seen = []
        for part, share in zip(parts, shares, strict=True):
            n = random.multinomial(size, part, replicates)
            count = random.binomial(n, share)
            if noise:
                n = release(random, n)
                count = np.minimum(release(random, count), n)
            seen += [count, n]
        found = kitagawa(*seen, noise_variance=noise)
        for name in ("crude", "composition", "rates"):
            part, truth = getattr(found, name), float(getattr(true, name).estimate)
            assert 0.93 <= np.mean((part.low <= truth) & (truth <= part.high)) <= 0.99


@given(tables(shape=(2, 3)), st.sampled_from([0.0, 2.5]))
def test_das_gupta_adds_up_and_turns(given_tables: Strata, noise: float) -> None:
    found = das_gupta(*given_tables, factors=2, noise_variance=noise)
    whole = kitagawa(*(values.ravel() for values in given_tables), noise_variance=noise)
    for name in ("crude", "composition", "rates"):
        np.testing.assert_allclose(triple(getattr(found, name)), triple(getattr(whole, name)), atol=1e-12)
    assert found.factors.sum() == pytest.approx(float(found.composition.estimate), abs=1e-9)
    swapped = das_gupta(*swap(given_tables), factors=2, noise_variance=noise)
    np.testing.assert_allclose(swapped.factors, -found.factors, atol=1e-9)


@given(tables(shape=(2, 3, 2)))
def test_das_gupta_of_three_factors_adds_up_in_any_order(given_tables: Strata) -> None:
    found = das_gupta(*given_tables, factors=3)
    assert found.factors.sum() == pytest.approx(float(found.composition.estimate), abs=1e-9)
    turned = das_gupta(*(np.moveaxis(values, 0, 2) for values in given_tables), factors=3)
    np.testing.assert_allclose(turned.factors, found.factors[[1, 2, 0]], atol=1e-9)


@given(tables(shape=(2, 3)))
def test_a_cell_of_nobody_and_a_factor_of_one_value_change_nothing(given_tables: Strata) -> None:
    found = das_gupta(*given_tables, factors=2)
    longer = das_gupta(*(np.pad(values, [(0, 0), (0, 1)]) for values in given_tables), factors=2)
    np.testing.assert_allclose(longer.factors, found.factors, atol=1e-12)
    thicker = das_gupta(*(values[..., np.newaxis] for values in given_tables), factors=3)
    np.testing.assert_allclose(thicker.factors, [*found.factors, 0], atol=1e-9)


@given(tables())
def test_one_factor_is_kitagawas(given_tables: Strata) -> None:
    found = das_gupta(*given_tables, factors=1)
    np.testing.assert_allclose(found.factors, [found.composition.estimate], atol=1e-12)


def test_a_factor_spread_alike_in_both_groups_has_no_part_where_the_factors_are_independent() -> None:
    sizes = [np.outer(rows, [20, 30, 50]) for rows in ([4, 6], [7, 3])]
    counts = [n * [[0.5, 0.6, 0.7], [0.2, 0.3, 0.4]] for n in sizes]
    found = das_gupta(counts[0], sizes[0], counts[1], sizes[1], factors=2)
    assert found.factors[1] == pytest.approx(0, abs=1e-12)
    assert found.factors[0] == pytest.approx(-0.3 * 0.3)


def test_every_row_has_its_own_factors() -> None:
    random = np.random.default_rng(15)
    n_1, n_2 = random.integers(0, 50, (2, 4, 2, 3))
    count_1, count_2 = random.binomial(n_1, 0.4), random.binomial(n_2, 0.6)
    together = das_gupta(count_1, n_1, count_2, n_2, factors=2, noise_variance=2.5)
    assert together.factors.shape == (4, 2)
    for row in range(4):
        alone = das_gupta(count_1[row], n_1[row], count_2[row], n_2[row], factors=2, noise_variance=2.5)
        np.testing.assert_allclose(together.factors[row], alone.factors)
        np.testing.assert_allclose(triple(together.rates)[:, row], triple(alone.rates))


@given(st.lists(st.tuples(st.floats(0, 10), st.floats(0, 10)), min_size=1, max_size=5))
def test_the_effects_of_a_product_add_up(terms: list[tuple[float, float]]) -> None:
    first, second = np.array(terms).T
    effects = product_effects(first, second)
    assert effects.sum() == pytest.approx(np.prod(first) - np.prod(second), rel=1e-9, abs=1e-9)
    np.testing.assert_allclose(product_effects(second, first), -effects, rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(product_effects(first[::-1], second[::-1]), effects[::-1], rtol=1e-9, atol=1e-9)


def test_three_terms_by_das_guptas_formula() -> None:
    (a, b, c), (A, B, C) = (2.0, 3.0, 5.0), (1.0, 4.0, 7.0)
    effect = ((b * c + B * C) / 3 + (b * C + B * c) / 6) * (a - A)
    assert product_effects([a, b, c], [A, B, C])[0] == pytest.approx(effect)
