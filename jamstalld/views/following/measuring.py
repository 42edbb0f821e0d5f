"""How a row has moved between two periods that share no quarter: its gap, or the level of one sex.

A gap's change is that of the view (MOVER). A level's is the difference of two independent shares (Newcombe) or means
(Welch), with the noise's variance. Everything is computed from released counts.
"""

from __future__ import annotations

from statistics import NormalDist

import numpy as np

from jamstalld import compare
from jamstalld.compare.means import Moments, moments, smallest_visible_mean, welch
from jamstalld.compare.results import Estimate as Estimates
from jamstalld.compare.shares import critical
from jamstalld.dictionary import Measure
from jamstalld.protect import Noise
from jamstalld.views.elements import POINTS, estimate_at, hundredfold
from jamstalld.views.following.judging import Moved
from jamstalld.views.model import Estimate, Group, Row

_LEVEL, _POWER = 0.95, 0.8
_VISIBLE = (critical(_LEVEL) + NormalDist().inv_cdf(_POWER)) / critical(_LEVEL)


def moved_gap(row: Row) -> Moved | None:
    """Tell how a row's gap has moved since the period its view compares with; None where either period hides it."""
    if row.difference is None or row.previous is None:
        return None
    change = row.previous.change
    # Half an interval is the deviate times the standard error; what shows with 80 % power is 1.43 times as much.
    half = (change.high - change.low) / 2
    return Moved(row.previous.difference, row.difference, change, _VISIBLE * half)


def moved_level(now: Group, before: Group, measure: Measure, noise: Noise) -> Moved | None:
    """Tell how the level of one sex has moved, in the unit of the differences; None where either period hides it.

    Parameters
    ----------
    now, before
        The same sex in the two periods.
    """
    groups = (before, now)
    if any(not group.n for group in groups):
        return None
    if measure.kind == "mean":
        levels, change, smallest = _means(now, before, measure, noise)
    else:
        levels, change, smallest = _shares(now, before, noise)
    if levels is None or change is None or not np.isfinite(smallest):
        return None
    return Moved(*levels, change, smallest)


def level(moved: Moved, measure: Measure) -> tuple[Estimate, Estimate]:
    """Give a level before and now as it is written: a share 0–1, or a mean."""
    part = 1 if measure.kind == "mean" else POINTS
    before, now = (Estimate(one.estimate / part, one.low / part, one.high / part) for one in (moved.before, moved.now))
    return before, now


Levels = tuple[Estimate, Estimate]


def _shares(now: Group, before: Group, noise: Noise) -> tuple[Levels | None, Estimate | None, float]:
    n = [np.array([group.n or 0]) for group in (now, before)]
    count = [np.array([group.count or 0]) for group in (now, before)]
    variance = np.maximum(*(noise.variance(one) for one in count))
    change = compare.newcombe(count[0], n[0], count[1], n[1], noise_variance=variance)
    pooled = (count[0] + count[1]) / (n[0] + n[1])
    smallest = compare.smallest_visible(n[0], n[1], pooled, noise_variance=variance)
    told = [_share_of(group) for group in (before, now)]
    levels = (told[0], told[1]) if told[0] and told[1] else None
    return levels, estimate_at(hundredfold(change), 0), float(POINTS * smallest[0])


def _share_of(group: Group) -> Estimate | None:
    if group.share is None or group.low is None or group.high is None:
        return None
    return Estimate(POINTS * group.share, POINTS * group.low, POINTS * group.high)


def _means(now: Group, before: Group, measure: Measure, noise: Noise) -> tuple[Levels | None, Estimate | None, float]:
    of_now, of_before = (moments_of(*pair, measure, noise) for pair in ((now, before), (before, now)))
    change = welch(of_now, of_before)
    told = [_mean_of(group) for group in (before, now)]
    levels = (told[0], told[1]) if told[0] and told[1] else None
    whole = Estimates(change.estimate, change.low, change.high)
    return levels, estimate_at(whole, 0), float(smallest_visible_mean(of_now, of_before)[0])


def moments_of(group: Group, other: Group, measure: Measure, noise: Noise) -> Moments:
    """Give the moments of one group's bands, to be compared with another's."""
    counts, others = (np.array([[one or 0 for one in each.distribution]]) for each in (group, other))
    return moments(
        counts,
        measure.values,
        widths=np.diff(measure.edges),
        other=others,
        noise_variance=noise.variance(counts),
    )


def _mean_of(group: Group) -> Estimate | None:
    if group.mean is None or group.low is None or group.high is None:
        return None
    return Estimate(group.mean, group.low, group.high)
