"""A difference taken apart: what goes with how the sexes are spread over some groups, and what remains within them.

Only groups with both sexes can be compared. What lies outside them, and what protection has changed, is kept as a
part of its own, so that the parts add up to the difference that every other page shows.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from jamstalld.compare.decomposition import das_gupta, kitagawa
from jamstalld.compare.means import moments
from jamstalld.compare.oaxaca import oaxaca_blinder
from jamstalld.compare.results import Estimate as Estimates
from jamstalld.compare.standardised_means import standardised_mean_difference
from jamstalld.compare.strata import gaps_alike, homogeneity, mantel_haenszel_difference, standardised_difference
from jamstalld.views.elements import POINTS, estimate_at, finite, hundredfold
from jamstalld.views.explaining.cells import Cells
from jamstalld.views.laying_out import Counts2
from jamstalld.views.model import Estimate


@dataclass(frozen=True)
class Apart:
    """What a difference is made of, in the unit of the difference.

    Parameters
    ----------
    standardised
        The difference with both sexes' common distribution over the cells.
    composition
        What goes with all factors together.
    factors
        What goes with each of them.
    remains
        What is left within the groups.
    mantel_haenszel
        Of shares: the differences within the cells put together.
    gaps_alike
        The p value of the test that the difference is the same in all cells.
    """

    standardised: Estimate
    composition: Estimate
    factors: tuple[float, ...]
    remains: Estimate
    mantel_haenszel: Estimate | None
    gaps_alike: float | None


def taken_apart(cells: Cells) -> Apart | None:
    """Take a difference apart, in its own unit; None where no cell has both sexes."""
    return _shares(cells) if cells.bands is None else _means(cells, cells.bands)


def _shares(cells: Cells) -> Apart | None:
    """Take a difference of shares apart: one factor by Kitagawa's method, several by Das Gupta's."""
    both = cells.shared[..., np.newaxis]
    # A first axis of one difference: what `compare` gives then has one element.
    count, n = np.where(both, cells.count, 0)[np.newaxis], np.where(both, cells.n, 0)[np.newaxis]
    flat = _four(count.reshape(1, -1, 2), n.reshape(1, -1, 2))
    # Of a cell's two counts the one that says less about the truth decides how cautious to be.
    variance = cells.noise.variance(count).max(axis=-1)
    noise = variance.reshape(1, -1)
    if len(cells.values) == 1:
        found = kitagawa(*flat, noise_variance=noise)
        factors = found.composition.estimate[:, np.newaxis]
    else:
        found = das_gupta(*_four(count, n), len(cells.values), noise_variance=variance)
        factors = found.factors
    return _apart(
        hundredfold(standardised_difference(*flat, noise_variance=noise)),
        hundredfold(found.composition),
        tuple(POINTS * float(effect) for effect in factors[0]),
        hundredfold(found.rates),
        estimate_at(hundredfold(mantel_haenszel_difference(*flat, noise_variance=noise, score=True)), 0),
        float(gaps_alike(*flat, noise_variance=noise).p[0]),
    )


def _four(count: Counts2, n: Counts2) -> tuple[Counts2, Counts2, Counts2, Counts2]:
    """Give women's count and number, then men's, in the order that `compare` takes them."""
    return count[..., 0], n[..., 0], count[..., 1], n[..., 1]


def _means(cells: Cells, bands: Counts2) -> Apart | None:
    """Take a difference of means apart by Oaxaca and Blinder's method, each factor's values being its variables."""
    values, edges = cells.measure.values, cells.measure.edges
    counts = np.where(cells.shared[..., np.newaxis, np.newaxis], bands, 0).reshape(1, -1, *bands.shape[-2:])
    women, men = counts[..., 0], counts[..., 1]
    noise = cells.noise.variance(counts).max(axis=-1)
    found = oaxaca_blinder(women, men, values, cells.indicators, noise_variance=noise)
    ends = np.cumsum([len(own) for own in cells.values])[:-1]
    factors = tuple(float(effects.sum()) for effects in np.split(found.by_variable[0], ends))
    of_women, of_men = (
        moments(sex, values, widths=np.diff(edges), other=other, noise_variance=noise.max(axis=-1))
        for sex, other in ((women, men), (men, women))
    )
    variance = sum(one.variance / one.n + one.noise for one in (of_women, of_men))
    return _apart(
        standardised_mean_difference(women, men, values, noise_variance=noise),
        found.explained,
        factors,
        found.unexplained,
        None,
        float(homogeneity(of_women.mean - of_men.mean, variance).p[0]),
    )


def _apart(
    standardised: Estimates,
    composition: Estimates,
    factors: tuple[float, ...],
    remains: Estimates,
    mantel_haenszel: Estimate | None,
    alike: float,
) -> Apart | None:
    found = [estimate_at(one, 0) for one in (standardised, composition, remains)]
    if found[0] is None or found[1] is None or found[2] is None:
        return None
    return Apart(found[0], found[1], factors, found[2], mantel_haenszel, finite(alike))
