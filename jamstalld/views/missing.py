"""How far the answers that nobody gave could move a difference."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from jamstalld.compare.missing import bounds_of_missing
from jamstalld.compare.ordinal import superiority
from jamstalld.views.elements import POINTS
from jamstalld.views.laying_out import Answers, Counts, Counts2
from jamstalld.views.model import Bounds, Row
from jamstalld.wording.quality import MANY


def with_bounds(whole: Row, counts: Counts) -> Row:
    """Add to the whole of a rate or a scale between what its difference could lie, where many answers are missing.

    Many is more than a fifth of one of the sexes. A scale's missing answers are all put at its ends.
    """
    n, missing = counts.total_n, counts.total_missing
    many = bool(np.any(missing > MANY * (n + missing)))
    if not many or whole.difference is None:
        return whole
    low, high = _of_scale(counts.answers, missing) if counts.answers else _of_rate(counts)
    return replace(whole, bounds=Bounds(POINTS * low, POINTS * high))


def _of_rate(counts: Counts) -> tuple[float, float]:
    women, men = zip(counts.total_count, counts.total_n, counts.total_missing, strict=True)
    found = bounds_of_missing(*women, *men)
    return float(found.low), float(found.high)


def _of_scale(answers: Answers, missing: Counts2) -> tuple[float, float]:
    """Put one sex's missing answers at the lowest and the other's at the highest, and the other way round."""
    lowest, highest = np.zeros((2, len(answers.total)))
    lowest[0] = highest[-1] = 1.0
    women, men = answers.total[:, 0], answers.total[:, 1]
    ends = superiority(
        [women + missing[0] * lowest, women + missing[0] * highest],
        [men + missing[1] * highest, men + missing[1] * lowest],
    ).estimate
    return float(ends[0]), float(ends[1])
