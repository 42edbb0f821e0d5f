"""Before an action: what of a view can be followed, and how large a change these numbers could show."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from jamstalld import compare
from jamstalld.compare.means import smallest_visible_mean
from jamstalld.dialogue.actions import Expected
from jamstalld.dictionary import Measure
from jamstalld.periods import Quarter
from jamstalld.protect import Noise
from jamstalld.views.elements import POINTS, finite
from jamstalld.views.following.measuring import moments_of
from jamstalld.views.model import Group, Row, View

_AHEAD = 8


def followable(view: View) -> tuple[Row, ...]:
    """Give the rows of a view that can be followed, all together first.

    A quarter cannot: it does not come again. Nor can all together where the rows are parts of one whole.
    """
    parts = view.kind == "share" and view.column not in dict(view.filters)
    whole = () if parts or view.total.verdict == "hidden" else (view.total,)
    return (*whole, *(() if "quarter" in (view.by, view.split) else view.rows))


def smallest_change(row: Row, expected: Expected, measure: Measure, noise: Noise) -> float | None:
    """Give the smallest change that would show if there are as many after the start as in the row.

    Returns
    -------
    float or None
        In the unit of the differences, at 80 % power and two-sided 5 %; None where it cannot be told.
    """
    sex = expected.partition("_")[0]
    if sex in ("women", "men"):
        return _of_level(row.women if sex == "women" else row.men, measure, noise)
    if row.smallest_visible is None:
        return None
    # The change of a gap is as uncertain as two gaps, alike in size, together.
    smallest = math.sqrt(2) * row.smallest_visible
    return smallest if measure.kind == "mean" else min(smallest, POINTS)


def _of_level(group: Group, measure: Measure, noise: Noise) -> float | None:
    if not group.n:
        return None
    if measure.kind == "mean":
        own = moments_of(group, group, measure, noise)
        return finite(smallest_visible_mean(own, own)[0])
    count = np.array([group.count or 0])
    smallest = compare.smallest_visible(group.n, group.n, count / group.n, noise_variance=noise.variance(count))
    return finite(POINTS * smallest[0])


def quarters_ahead(after: Quarter) -> Sequence[Quarter]:
    """Give the quarters in which a change may be expected: after the start, and no more than two years on."""
    return [after + ahead for ahead in range(1, _AHEAD + 1)]
