"""What a difference is made of: how the groups are put together, and what remains when like is compared with like.

The parts describe, they do not explain: what goes with a stratum need not come from it. They add up to the crude
difference, but for the rounding of the last digit.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from math import factorial

import numpy as np
from numpy.typing import ArrayLike

from jamstalld.compare.intervals import newcombe
from jamstalld.compare.results import Estimate
from jamstalld.compare.shares import Floats, aligned, critical, floats, quiet, share


@dataclass(frozen=True, eq=False)
class Decomposition:
    """A difference of shares (−1–1) in two parts.

    ``composition`` goes with the groups being spread differently over the strata, ``rates`` with their having
    different shares within them. ``by_stratum_composition`` and ``by_stratum_rates`` are what each stratum adds to
    either part, along the last axis.
    """

    crude: Estimate
    composition: Estimate
    rates: Estimate
    by_stratum_composition: Floats
    by_stratum_rates: Floats


@dataclass(frozen=True, eq=False)
class Parts:
    """A difference of shares (−1–1) in the parts of several factors.

    ``factors`` has what goes with each factor along its last axis; together they are ``composition``. ``rates`` is
    what remains within the cells.
    """

    crude: Estimate
    composition: Estimate
    rates: Estimate
    factors: Floats


@dataclass(frozen=True, eq=False)
class _Group:
    """One group over the strata: how many, which part of the group each is, and the share that counts there."""

    n: Floats
    part: Floats
    rate: Floats
    noise_variance: ArrayLike

    @quiet
    def variance(self, by_part: Floats, by_rate: Floats) -> Floats:
        """Give the variance of what moves with the parts and the rates as these derivatives say.

        The sizes are multinomial, the counts in them binomial. As in `standardised_difference`, the shares of the
        binomial variance are drawn towards ½.
        """
        size = np.sum(self.n, axis=-1, keepdims=True)
        # One person more in a stratum makes every other stratum's part smaller.
        by_size = (by_part - np.sum(self.part * by_part, axis=-1, keepdims=True)) / size
        drawn = (self.n * self.rate + 1) / (self.n + 2)
        sampling = self.n * by_size**2 + by_rate**2 * drawn * (1 - drawn) / self.n
        noise = floats(self.noise_variance) * ((by_rate / self.n) ** 2 + (by_size - self.rate * by_rate / self.n) ** 2)
        return np.asarray(np.sum(sampling + noise, axis=-1, where=self.n > 0))


@quiet
def kitagawa(
    count_1: ArrayLike,
    n_1: ArrayLike,
    count_2: ArrayLike,
    n_2: ArrayLike,
    *,
    noise_variance: ArrayLike = 0.0,
    level: float = 0.95,
) -> Decomposition:
    """Divide a difference of shares between composition and rates, by Kitagawa's method.

    The composition part is each stratum's difference in size, weighted by the mean of its two shares; the rates part
    its difference of shares, weighted by the mean of its two sizes. As a stratum larger in one group makes others
    smaller, what it adds to composition is counted from the mean share of all, which leaves the sum as it is: a
    stratum adds where the first group is more common and the share is above the mean.

    Where one group has nobody in a stratum there is no difference of shares to see: it is given the other's share,
    and all that the stratum adds goes to composition.

    Parameters
    ----------
    count_1, n_1, count_2, n_2
        How many, of how many, in each stratum of the first and of the second group; strata along the last axis.

    Returns
    -------
    Decomposition
        First group minus second. The crude difference is that of all strata together, with Newcombe's interval;
        the parts' intervals are by the delta method.

    References
    ----------
    Kitagawa EM (1955), J Am Stat Assoc 50:1168–1194. The delta method: Oehlert GW (1992), Am Stat 46:27–29.
    """
    first, second = _groups(count_1, n_1, count_2, n_2, noise_variance)
    apart, unlike = first.part - second.part, first.rate - second.rate
    mean_part, mean_rate = (first.part + second.part) / 2, (first.rate + second.rate) / 2
    usual = np.sum(mean_part * mean_rate, axis=-1, keepdims=True)
    by_composition, by_rates = apart * (mean_rate - usual), mean_part * unlike
    # Each part's derivatives, by the parts of the first group and by its shares; of the second group's, one of the two
    # has the other sign. A share that stands for both moves the composition twice as much, and the rates not at all.
    both = (first.n > 0) & (second.n > 0)
    by_part, by_rate = (mean_rate, unlike / 2), (np.where(both, apart / 2, apart), np.where(both, mean_part, 0))
    composed, rated = (
        first.variance(part, rate) + second.variance(-part, rate) for part, rate in zip(by_part, by_rate, strict=True)
    )
    return Decomposition(
        crude=_crude(first, second, level),
        composition=_symmetric(np.sum(by_composition, axis=-1), composed, level),
        rates=_symmetric(np.sum(by_rates, axis=-1), rated, level),
        by_stratum_composition=by_composition,
        by_stratum_rates=by_rates,
    )


@quiet
def das_gupta(
    count_1: ArrayLike,
    n_1: ArrayLike,
    count_2: ArrayLike,
    n_2: ArrayLike,
    factors: int,
    *,
    noise_variance: ArrayLike = 0.0,
    level: float = 0.95,
) -> Parts:
    """Divide a difference of shares between several factors at once and what remains, by Das Gupta's method.

    Composition and rates over all cells are Kitagawa's. Each cell's part of its group is then written as a product
    with one term a factor, so that the composition falls apart into what goes with each. A term has how the factor
    is spread within every combination of the others, none of them being put first.

    Parameters
    ----------
    count_1, n_1, count_2, n_2
        How many, of how many, in each cell of the first and of the second group.
    factors
        How many of the last axes are factors, each crossed with all others.

    Returns
    -------
    Parts
        First group minus second.

    References
    ----------
    Das Gupta P (1993), Standardization and Decomposition of Rates: A User's Manual, US Bureau of the Census, P23-186,
    ch. 5.
    """
    count_1, n_1, count_2, n_2, noise = aligned(count_1, n_1, count_2, n_2, noise_variance)
    flat = (*n_1.shape[: n_1.ndim - factors], -1)
    cells = count_1.reshape(flat), n_1.reshape(flat), count_2.reshape(flat), n_2.reshape(flat)
    whole = kitagawa(*cells, noise_variance=noise.reshape(flat), level=level)
    first, second = _groups(*cells, noise.reshape(flat))
    effects = product_effects(*_terms(n_1, n_2, factors)).reshape(*flat, factors)
    rate = (first.rate + second.rate)[..., np.newaxis] / 2
    parts = np.where(np.isnan(whole.composition.estimate)[..., np.newaxis], np.nan, np.sum(rate * effects, axis=-2))
    return Parts(whole.crude, whole.composition, whole.rates, parts)


def product_effects(terms_1: ArrayLike, terms_2: ArrayLike) -> Floats:
    """Divide the difference of two products between their terms, along the last axis.

    A term's effect is its difference times the product of the others, taken from the first and the second in every
    mixture and weighted so that the effects add up to the difference of the products and no term goes first.

    References
    ----------
    Das Gupta P (1993), Standardization and Decomposition of Rates: A User's Manual, US Bureau of the Census, P23-186,
    ch. 2. The weights: Shapley LS (1953), Ann Math Stud 28:307–317.
    """
    terms_1, terms_2 = aligned(terms_1, terms_2)
    number = terms_1.shape[-1]
    effects = np.zeros_like(terms_1)
    for term in range(number):
        others = [other for other in range(number) if other != term]
        for size in range(number):
            for from_1 in combinations(others, size):
                mixed = np.where([other in from_1 for other in range(number)], terms_1, terms_2)
                effects[..., term] += _shapley(size, number) * np.prod(mixed[..., others], axis=-1)
    return effects * (terms_1 - terms_2)


def _shapley(size: int, number: int) -> float:
    """Give the chance that just these `size` of the other terms come before a term, in an order by lot."""
    return factorial(size) * factorial(number - 1 - size) / factorial(number)


def _terms(n_1: Floats, n_2: Floats, factors: int) -> tuple[Floats, Floats]:
    """Write each cell's part of either group as a product of one term a factor, along a new last axis.

    For two factors the first term is √(nᵢⱼ/n₊ⱼ · nᵢ₊/n₊₊). In general it is the product, over all choices of other
    factors, of how the factor is spread within those, to powers that add up to 1. Where one group has nobody to be
    spread it is given the other's spread, as it is given the other's share.
    """
    axes = range(-factors, 0)
    terms_1, terms_2 = (np.ones((*n.shape, factors)) for n in (n_1, n_2))
    for axis in axes:
        others = [other for other in axes if other != axis]
        for size in range(factors):
            for within in combinations(others, size):
                summed = tuple(other for other in others if other not in within)
                spread_1, spread_2 = _spread(n_1, axis, summed), _spread(n_2, axis, summed)
                terms_1[..., axis] *= np.where(np.isnan(spread_1), spread_2, spread_1) ** _shapley(size, factors)
                terms_2[..., axis] *= np.where(np.isnan(spread_2), spread_1, spread_2) ** _shapley(size, factors)
    # nan is left where neither has anybody; the share there is 0, so it does not matter what the terms are.
    return np.nan_to_num(terms_1), np.nan_to_num(terms_2)


@quiet
def _spread(n: Floats, axis: int, summed: tuple[int, ...]) -> Floats:
    """Give how a group is spread along an axis, within the axes that are not summed over; nan of nobody."""
    cell = np.sum(n, axis=summed, keepdims=True)
    return np.asarray(cell / np.sum(cell, axis=axis, keepdims=True))


def _groups(
    count_1: ArrayLike, n_1: ArrayLike, count_2: ArrayLike, n_2: ArrayLike, noise_variance: ArrayLike
) -> tuple[_Group, _Group]:
    """Lay out both groups; where one has nobody in a stratum its share is the other's, where both have, 0."""
    count_1, n_1, count_2, n_2 = aligned(count_1, n_1, count_2, n_2)
    rate_1, rate_2 = (
        np.where(n > 0, share(count, n), np.where(other_n > 0, share(other, other_n), 0))
        for count, n, other, other_n in ((count_1, n_1, count_2, n_2), (count_2, n_2, count_1, n_1))
    )
    return (
        _Group(n_1, n_1 / np.sum(n_1, axis=-1, keepdims=True), rate_1, noise_variance),
        _Group(n_2, n_2 / np.sum(n_2, axis=-1, keepdims=True), rate_2, noise_variance),
    )


def _crude(first: _Group, second: _Group, level: float) -> Estimate:
    """Give the difference of all strata together; the noise of their counts adds up."""
    there = (first.n > 0) | (second.n > 0)
    noise = np.sum(np.broadcast_to(floats(first.noise_variance), there.shape), axis=-1, where=there)
    (count_1, n_1), (count_2, n_2) = (
        (np.sum(group.n * group.rate, axis=-1), np.sum(group.n, axis=-1)) for group in (first, second)
    )
    return newcombe(count_1, n_1, count_2, n_2, noise_variance=noise, level=level)


def _symmetric(estimate: Floats, variance: Floats, level: float) -> Estimate:
    half = critical(level) * np.sqrt(variance)
    return Estimate(estimate, np.maximum(estimate - half, -1), np.minimum(estimate + half, 1))
