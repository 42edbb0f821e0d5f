"""Means of numbers that are counted in bands."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from jamstalld import compare
from jamstalld.compare.means import Moments, hedges_g, mean_interval, moments, quantile, smallest_visible_mean, welch
from jamstalld.compare.standardised_means import standardised_mean_difference
from jamstalld.views.elements import adjusted_at, estimate_at, finite
from jamstalld.views.laying_out import Answers, Counts, told_strata
from jamstalld.views.model import Group, Row
from jamstalld.views.spreads import spread_groups

_QUARTERS = (0.25, 0.5, 0.75)


def mean_rows(counts: Counts, answers: Answers, adjusted_by: tuple[str, ...]) -> list[Row]:
    """Compare the means of women and men in every row, without a verdict.

    Everything is computed from the released bands, which need not add up to those who answered.

    Parameters
    ----------
    answers
        Those of the counts.
    adjusted_by
        What the strata of the counts are; if nothing, no difference is standardised.
    """
    of_women, of_men = (_moments(counts, answers, sex) for sex in (0, 1))
    difference, effect = welch(of_women, of_men), hedges_g(of_women, of_men)
    smallest = smallest_visible_mean(of_women, of_men)
    adjusted = _standardised(counts, answers) if adjusted_by else None
    groups = _groups(counts, answers, (of_women, of_men))
    return [
        Row(
            label,
            split,
            women,
            men,
            difference=estimate_at(difference, at),
            effect=finite(effect[at]),
            adjusted=adjusted_at(adjusted, at, adjusted_by),
            p=finite(difference.p[at]),
            smallest_visible=finite(smallest[at]),
        )
        for at, ((label, split), (women, men)) in enumerate(zip(counts.labels, groups, strict=True))
    ]


def _moments(counts: Counts, answers: Answers, sex: int) -> Moments:
    return moments(
        answers.rows[..., sex],
        answers.values,
        widths=np.diff(answers.edges),
        other=answers.rows[..., 1 - sex],
        noise_variance=counts.noise.variance(answers.rows)[..., sex],
    )


def _standardised(counts: Counts, answers: Answers) -> compare.Standardised:
    strata, left_out = told_strata(counts, answers)
    found = standardised_mean_difference(
        strata[..., 0],
        strata[..., 1],
        answers.values,
        widths=np.diff(answers.edges),
        noise_variance=counts.noise.variance(strata).max(axis=-1),
    )
    return replace(found, left_out=left_out)


def _groups(counts: Counts, answers: Answers, of_sexes: tuple[Moments, Moments]) -> list[tuple[Group, Group]]:
    """Write the women and the men of every row, with their means, medians and quartiles."""
    intervals = [mean_interval(one) for one in of_sexes]
    # The sexes stand on the last axis; the bands have to.
    lower, median, upper = (quantile(answers.rows.swapaxes(-1, -2), answers.edges, part) for part in _QUARTERS)

    def told(group: Group, at: int, sex: int) -> Group:
        first, third = finite(lower[at, sex]), finite(upper[at, sex])
        return replace(
            group,
            mean=finite(of_sexes[sex].mean[at]),
            low=finite(intervals[sex].low[at]),
            high=finite(intervals[sex].high[at]),
            median=finite(median[at, sex]),
            quartiles=None if first is None or third is None else (first, third),
        )

    return [(told(women, at, 0), told(men, at, 1)) for at, (women, men) in enumerate(spread_groups(counts, answers))]
