"""Shares and rates: every statistic of a view's rows, for all of them at once."""

from __future__ import annotations

import numpy as np

from jamstalld import compare
from jamstalld.views.elements import POINTS, adjusted_at, estimate_at, finite, hundredfold, shown
from jamstalld.views.laying_out import Counts
from jamstalld.views.model import Group, Representation, Row


def share_rows(counts: Counts, adjusted_by: tuple[str, ...]) -> list[Row]:
    """Compare the shares of women and men in every row, without a verdict.

    Parameters
    ----------
    adjusted_by
        What the strata of the counts are; if nothing, no difference is standardised.
    """
    n, count = counts.n, counts.count
    four = (count[:, 0], n[:, 0], count[:, 1], n[:, 1])
    # Of a row's two counts the one that says less about the truth decides how cautious to be.
    variance = counts.noise.variance(count).max(axis=1)
    difference = hundredfold(compare.newcombe(*four, noise_variance=variance))
    ratio = compare.koopman(*four, noise_variance=variance)
    base = n if counts.base is None else counts.base
    representation = compare.representation_index(
        count[:, 0], count[:, 1], base[:, 0], base[:, 1], noise_variance=variance
    )
    adjusted = _standardised(counts) if adjusted_by else None
    p = compare.difference_p(*four, noise_variance=variance)
    with np.errstate(invalid="ignore", divide="ignore"):
        pooled = count.sum(axis=1) / n.sum(axis=1)
    smallest = POINTS * compare.smallest_visible(n[:, 0], n[:, 1], pooled, noise_variance=variance)
    return [
        Row(
            label,
            split,
            women,
            men,
            difference=estimate_at(difference, at),
            ratio=estimate_at(ratio, at),
            representation=_representation_at(representation, at),
            adjusted=adjusted_at(adjusted, at, adjusted_by),
            p=finite(p[at]),
            smallest_visible=finite(smallest[at]),
        )
        for at, ((label, split), (women, men)) in enumerate(zip(counts.labels, _groups(counts), strict=True))
    ]


def _groups(counts: Counts) -> list[tuple[Group, Group]]:
    """Write the women and the men of every row."""
    protected = counts.noise.protects
    share = compare.wilson(counts.count, counts.n, noise_variance=counts.noise.variance(counts.count))

    def group(at: int, sex: int) -> Group:
        n, count, missing = (int(part[at, sex]) for part in (counts.n, counts.count, counts.missing))
        if n == 0:
            return Group(shown(n, protected), None, None, None, None, shown(missing, protected))
        low, high = float(share.low[at, sex]), float(share.high[at, sex])
        return Group(n, shown(count, protected), count / n, low, high, shown(missing, protected))

    return [(group(at, 0), group(at, 1)) for at in range(len(counts.n))]


def _standardised(counts: Counts) -> compare.Standardised:
    n, count = counts.strata_n, counts.strata_count
    variance = counts.noise.variance(count).max(axis=-1)
    return hundredfold(
        compare.standardised_difference(count[..., 0], n[..., 0], count[..., 1], n[..., 1], noise_variance=variance)
    )


def _representation_at(found: compare.Representation, at: int) -> Representation | None:
    values = [finite(part[at]) for part in (found.women_share, found.base_women_share, found.index)]
    if any(value is None for value in values):
        return None
    told = (value for value in values if value is not None)
    return Representation(*told, low=finite(found.low[at]), high=finite(found.high[at]))
