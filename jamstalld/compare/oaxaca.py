"""What a difference of means is made of, with several explanatory variables at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from jamstalld.compare.results import Estimate
from jamstalld.compare.shares import Floats, aligned, critical, floats, quiet

# Directions in which the variables vary less than this part of the most are taken not to vary at all.
_NO_SPREAD = 1e-9


@dataclass(frozen=True, eq=False)
class Explained:
    """A difference of means in two parts, in the unit of the values.

    ``explained`` goes with the groups being unlike in the variables, ``unexplained`` does not. ``by_variable`` has
    what goes with each variable along its last axis; together they are ``explained``.
    """

    crude: Estimate
    explained: Estimate
    unexplained: Estimate
    by_variable: Floats


@quiet
def oaxaca_blinder(
    counts_1: ArrayLike,
    counts_2: ArrayLike,
    values: ArrayLike,
    variables: ArrayLike,
    *,
    noise_variance: ArrayLike = 0.0,
    level: float = 0.95,
) -> Explained:
    """Divide a difference of means by the twofold Oaxaca–Blinder method, with pooled coefficients.

    The coefficients are those of one least-squares fit to both groups, with the variables and which group it is. The
    explained part is the groups' difference in the mean of each variable times its coefficient; the unexplained part
    is then the coefficient of the group.

    A part's variance is the sum, over all persons, of the square of what one more person like that would change in
    it (the infinitesimal jackknife), so that some may vary more than others. A count's noise counts as so many
    persons.

    Parameters
    ----------
    counts_1, counts_2
        How many there are of each group: (..., cells, bands).
    values
        What each band stands for: (bands,).
    variables
        What each cell is in every variable: (cells, variables). For a category, one variable a value, which is 0 or
        1; it does no harm that each follows from the others.

    Returns
    -------
    Explained
        First group minus second; nan where a group has nobody, or the variables alone tell the groups apart.

    References
    ----------
    Oaxaca R (1973), Int Econ Rev 14:693–709. Blinder AS (1973), J Hum Resour 8:436–455. Pooled, with the group among
    the variables: Jann B (2008), Stata J 8:453–479. The variance: Jaeckel LA (1972), The Infinitesimal Jackknife, Bell
    Laboratories MM 72-1215-11, with the degrees of freedom of MacKinnon JG, White H (1985), J Econometrics 29:305–325.
    """
    counts_1, counts_2, noise = aligned(counts_1, counts_2, noise_variance)
    kinds = _kinds(floats(values), _spanning_0_to_1(floats(variables)))
    counts = np.concatenate([_flat(counts_1), _flat(counts_2)], axis=-1)
    first = np.arange(len(kinds)) < len(kinds) // 2
    size = [np.asarray(np.sum(counts, axis=-1, where=group, keepdims=True)) for group in (first, ~first)]
    mean = [(counts * first) @ kinds / size[0], (counts * ~first) @ kinds / size[1]]
    unlike, crude = (mean[0] - mean[1])[..., :-1], (mean[0] - mean[1])[..., -1]

    # With each group's own means taken away the fit needs neither the group nor a constant.
    apart = kinds - np.where(first[:, np.newaxis], mean[0][..., np.newaxis, :], mean[1][..., np.newaxis, :])
    places, above = apart[..., :-1], apart[..., -1]
    slopes, direction, left = _fitted(counts, places, above, unlike)
    by_variable = unlike * slopes
    explained = np.sum(by_variable, axis=-1)

    # What one person more of a kind changes in the crude difference, and in the explained part.
    each, fitted = np.where(first, 1 / size[0], -1 / size[1]), _along(places, slopes)
    by_crude, by_explained = each * above, each * fitted + _along(places, direction) * (above - fitted)
    persons = counts * left[..., np.newaxis] + np.concatenate([_flat(noise)] * 2, axis=-1) * (counts > 0)
    return Explained(
        _estimate(crude, by_crude, persons, level),
        _estimate(explained, by_explained, persons, level),
        _estimate(crude - explained, by_crude - by_explained, persons, level),
        by_variable,
    )


def _spanning_0_to_1(variables: Floats) -> Floats:
    """Stretch each variable to go from 0 to 1: one measured in thousands must not outweigh the others."""
    least, most = np.min(variables, axis=0), np.max(variables, axis=0)
    return (variables - least) / np.where(most > least, most - least, 1)


def _kinds(values: Floats, variables: Floats) -> Floats:
    """List every kind of person, of the first group and then of the second: variables, and last the value."""
    cells, bands = len(variables), len(values)
    kinds = np.column_stack([np.repeat(variables, bands, axis=0), np.tile(values, cells)])
    return np.tile(kinds, (2, 1))


def _flat(counts: Floats) -> Floats:
    """Lay cells and bands out along one last axis."""
    return counts.reshape(*counts.shape[:-2], -1)


def _along(places: Floats, direction: Floats) -> Floats:
    """Give how far along a direction each kind of person is."""
    return (places @ direction[..., np.newaxis])[..., 0]


@quiet
def _fitted(counts: Floats, places: Floats, above: Floats, unlike: Floats) -> tuple[Floats, Floats, Floats]:
    """Fit the values by least squares.

    Returns
    -------
    tuple of Floats
        The coefficients; how the explained part moves with the fit's errors; and what makes up, in its variance, for
        the errors' being smaller than they would be around the true line. nan where the groups are unlike in a
        direction in which nobody differs from their own group, so that no fit tells what it is worth.
    """
    weighted = np.swapaxes(counts[..., np.newaxis] * places, -1, -2)
    # nan here is a group of nobody, which the means already tell of.
    spread = np.nan_to_num(weighted @ places)
    inverse = floats(np.linalg.pinv(spread, rcond=_NO_SPREAD, hermitian=True))
    slopes, direction = _along(inverse @ weighted, above), _along(inverse, unlike)
    told_apart = np.any(np.abs(_along(spread, direction) - unlike) > _NO_SPREAD, axis=-1)
    people, rank = np.sum(counts, axis=-1), np.linalg.matrix_rank(spread, rtol=_NO_SPREAD, hermitian=True)
    slopes = np.where(told_apart[..., np.newaxis], np.nan, slopes)
    return slopes, direction, people / (people - rank - 2)


def _estimate(estimate: Floats, moves: Floats, persons: Floats, level: float) -> Estimate:
    """Put an interval around a part: so many persons of each kind, moving it each so much."""
    half = critical(level) * np.sqrt(np.sum(persons * moves**2, axis=-1))
    return Estimate(estimate, estimate - half, estimate + half)
