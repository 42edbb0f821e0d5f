"""Scales: in how many of a hundred pairs of a woman and a man she, or he, is higher."""

from __future__ import annotations

from dataclasses import replace
from statistics import NormalDist

from jamstalld import compare
from jamstalld.compare.ordinal import Superiority, superiority
from jamstalld.compare.standardised_means import standardised_superiority
from jamstalld.views.elements import POINTS, adjusted_at, estimate_at, finite, hundredfold
from jamstalld.views.laying_out import Answers, Counts, told_strata
from jamstalld.views.model import Pairs, Row
from jamstalld.views.spreads import spread_groups

# A two-sided test at 5 % finds a difference of so many standard errors with 80 % power.
_VISIBLE = NormalDist().inv_cdf(0.975) + NormalDist().inv_cdf(0.8)


def scale_rows(counts: Counts, answers: Answers, adjusted_by: tuple[str, ...]) -> list[Row]:
    """Compare where women and men are on a scale in every row, without a verdict.

    Everything is computed from the released answers, which need not add up to those who answered.

    Parameters
    ----------
    answers
        Those of the counts.
    adjusted_by
        What the strata of the counts are; if nothing, no difference is standardised.
    """
    women, men = answers.rows[..., 0], answers.rows[..., 1]
    # Of an answer's two counts the one that says less about the truth decides how cautious to be.
    found = superiority(women, men, noise_variance=counts.noise.variance(answers.rows).max(axis=-1))
    difference = hundredfold(found)
    adjusted = _standardised(counts, answers) if adjusted_by else None
    smallest = (POINTS * _VISIBLE * found.standard_error).clip(max=POINTS)
    return [
        Row(
            label,
            split,
            *groups,
            difference=estimate_at(difference, at),
            pairs=_pairs_at(found, at),
            adjusted=adjusted_at(adjusted, at, adjusted_by),
            p=finite(found.p[at]),
            smallest_visible=finite(smallest[at]),
        )
        for at, ((label, split), groups) in enumerate(zip(counts.labels, spread_groups(counts, answers), strict=True))
    ]


def _standardised(counts: Counts, answers: Answers) -> compare.Standardised:
    strata, left_out = told_strata(counts, answers)
    variance = counts.noise.variance(strata).max(axis=-1)
    found = standardised_superiority(strata[..., 0], strata[..., 1], noise_variance=variance)
    return hundredfold(replace(found, left_out=left_out))


def _pairs_at(found: Superiority, at: int) -> Pairs | None:
    parts = [finite(part[at]) for part in (found.higher, found.lower, found.alike)]
    if any(part is None for part in parts):
        return None
    return Pairs(*(part for part in parts if part is not None))
