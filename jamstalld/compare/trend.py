"""Over time: whether a share or a gap goes anywhere, whether it has shifted, what came after an effort.

Time is the last axis, one step a place, the earliest first. Each function lets go of it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import bdtr, ndtr

from jamstalld.compare.intervals import change_of_differences
from jamstalld.compare.results import Estimate
from jamstalld.compare.shares import Floats, Truths, aligned, critical, floats, quiet, share

# Fewer useful values give no signal: the limits were studied from here on.
LEAST_USEFUL = 10
_FEW_CROSSINGS = 0.05


@dataclass(frozen=True, eq=False)
class Trend:
    """A test of trend: the normal deviate ``z``, above 0 where shares rise with the scores, and its ``p``."""

    z: Floats
    p: Floats


@dataclass(frozen=True, eq=False)
class Slope(Estimate):
    """A change per step, in the unit of what changes, and the two-sided ``p`` of its not being 0."""

    p: Floats


@dataclass(frozen=True, eq=False)
class RunChart:
    """What a run chart says of a series.

    Parameters
    ----------
    centre
        The line that values lie on either side of, in their unit.
    longest_run, longest_allowed
        The most values in a row on one side, and the most that chance should give.
    crossings, crossings_least
        How many times the series goes from one side to the other, and the fewest that chance should give.
    shift
        Whether either limit is passed, and there are ten useful values or more.
    useful
        How many values do not lie on the centre.
    """

    centre: Floats
    longest_run: NDArray[np.int_]
    longest_allowed: NDArray[np.int_]
    crossings: NDArray[np.int_]
    crossings_least: NDArray[np.int_]
    shift: Truths
    useful: NDArray[np.int_]


@quiet
def cochran_armitage(
    count: ArrayLike, n: ArrayLike, scores: ArrayLike | None = None, *, noise_variance: ArrayLike = 0.0
) -> Trend:
    """Test whether a share rises or falls along the last axis.

    The variance is binomial, as Armitage has it. That of the noise is added to it.

    Parameters
    ----------
    count, n
        How many, of how many. Places with nobody say nothing.
    scores
        What each place stands for, on a scale of equal steps; 0, 1, 2 … if None.

    Returns
    -------
    Trend
        nan where fewer than two places have anybody, or nobody or everybody counts.

    References
    ----------
    Cochran WG (1954), Biometrics 10:417–451. Armitage P (1955), Biometrics 11:375–386.
    """
    count, n = aligned(count, n)
    score, _ = aligned(range(n.shape[-1]) if scores is None else scores, n)
    there = n > 0
    size = _sum(n, there)
    pooled = share(_sum(count, there), size)
    apart = score - (_sum(n * score, there) / size)[..., np.newaxis]
    rise = _sum(apart * (count - n * pooled[..., np.newaxis]), there)
    sampling = pooled * (1 - pooled) * _sum(n * apart**2, there)
    noise = (1 + pooled**2) * _sum(floats(noise_variance) * apart**2, there)
    possible = np.all((count >= 0) & (count <= n) | ~there, axis=-1) & (sampling > 0)
    z = np.where(possible, rise / np.sqrt(sampling + noise), np.nan)
    return Trend(z, 2 * ndtr(-np.abs(z)))


@quiet
def trend_of_gaps(estimate: ArrayLike, low: ArrayLike, high: ArrayLike, *, level: float = 0.95) -> Slope:
    """Fit a line to gaps over time by weighted least squares.

    Each gap weighs by the inverse of its variance, read from the width of its interval. Where the gaps lie further
    from the line than their intervals explain, the slope's variance is enlarged as much (Birge's ratio); it is
    never made smaller.

    Parameters
    ----------
    estimate, low, high
        The gap at each step and its interval, of the level `level`. nan leaves the step out.

    Returns
    -------
    Slope
        The change per step, in the unit of the gap; nan where fewer than two steps are left.

    References
    ----------
    Birge RT (1932), Phys Rev 40:207–227.
    """
    gap, low, high = aligned(estimate, low, high)
    z = critical(level)
    weight = (2 * z / (high - low)) ** 2
    known = np.isfinite(gap) & np.isfinite(weight)
    time = np.arange(gap.shape[-1], dtype=np.float64)
    whole = _sum(weight, known)
    apart = time - (_sum(weight * time, known) / whole)[..., np.newaxis]
    above = gap - (_sum(weight * gap, known) / whole)[..., np.newaxis]
    spread = _sum(weight * apart**2, known)
    number = np.sum(known, axis=-1)
    slope = np.where(number > 1, _sum(weight * apart * above, known) / spread, np.nan)
    left = _sum(weight * (above - slope[..., np.newaxis] * apart) ** 2, known)
    birge = np.where(number > 2, np.maximum(left / (number - 2), 1), 1)
    error = np.sqrt(birge / spread)
    return Slope(slope, slope - z * error, slope + z * error, 2 * ndtr(-np.abs(slope) / error))


def run_chart(values: ArrayLike, centre: ArrayLike | None = None) -> RunChart:
    """Look for a shift in a series: too long a run on one side of the centre, or too few crossings of it.

    Values on the centre, and missing ones, are no useful observations: runs go on past them.

    Parameters
    ----------
    values
        The series, in any unit; nan where there is none.
    centre
        The line to cross, without the last axis. The median of the values if None.

    References
    ----------
    Anhøj J, Olesen AV (2014), PLoS ONE 9:e113825: a run longer than log₂ n + 3, rounded, or fewer crossings than the
    5th percentile of the binomial distribution (n − 1, ½). Ten values at least: Perla RJ, Provost LP, Murray SK
    (2011), BMJ Qual Saf 20:46–51.
    """
    values = floats(values)
    middle = _median(values) if centre is None else np.broadcast_to(floats(centre), values.shape[:-1])
    side = np.nan_to_num(np.sign(values - middle[..., np.newaxis])).astype(np.int_)
    useful = np.count_nonzero(side, axis=-1)
    longest, crossings = _runs(side)
    allowed, least = run_chart_limits(useful)
    shift = (useful >= LEAST_USEFUL) & ((longest > allowed) | (crossings < least))
    return RunChart(middle, longest, allowed, crossings, least, shift, np.asarray(useful))


def run_chart_limits(useful: ArrayLike) -> tuple[NDArray[np.int_], NDArray[np.int_]]:
    """Give the longest run and the fewest crossings that chance should give so many useful values."""
    useful = np.asarray(useful, dtype=np.int_)
    longest = np.rint(np.log2(np.maximum(useful, 1))).astype(np.int_) + 3
    gaps = np.maximum(useful - 1, 0)[..., np.newaxis]
    possible = np.arange(int(np.max(useful, initial=0)) + 1)
    too_few = bdtr(np.minimum(possible, gaps), gaps, 0.5) < _FEW_CROSSINGS
    return longest, np.count_nonzero(too_few, axis=-1)


def before_after(gap_before: Estimate, gap_after: Estimate) -> Estimate:
    """Give how a gap has changed from before an effort until after it; see `change_of_differences`.

    Any unit, the same in both. The two must be of different people or of periods that share no quarter.
    """
    return change_of_differences(gap_after, gap_before)


def difference_in_differences(
    before: Estimate, after: Estimate, other_before: Estimate, other_after: Estimate
) -> Estimate:
    """Give how much more something has changed where an effort was made than where it was not.

    Any unit, the same in all four, which must be independent. It tells of the effort only as far as the two would
    otherwise have gone the same way.

    References
    ----------
    Card D, Krueger AB (1994), Am Econ Rev 84:772–793. The interval: Zou GY, Donner A (2008), Stat Med 27:1693–1702.
    """
    return change_of_differences(before_after(before, after), before_after(other_before, other_after))


def _median(values: Floats) -> Floats:
    """Take the median of what is not nan; nan of nothing."""
    # One more that is nan stands last: there is always something to take, and of nothing it is that.
    ordered = np.sort(np.insert(values, 0, np.nan, axis=-1), axis=-1)
    number = np.count_nonzero(~np.isnan(values), axis=-1)[..., np.newaxis]
    below, above = (np.take_along_axis(ordered, place, axis=-1) for place in ((number - 1) // 2, number // 2))
    return ((below + above) / 2)[..., 0]


def _runs(side: NDArray[np.int_]) -> tuple[NDArray[np.int_], NDArray[np.int_]]:
    """Give the longest run and the number of crossings of sides −1 and 1; 0 is on neither."""
    last = run = longest = crossings = np.zeros(side.shape[:-1], dtype=np.int_)
    for step in np.moveaxis(side, -1, 0):
        counts = step != 0
        same = step == last
        crossings = np.asarray(crossings + (counts & ~same & (last != 0)))
        run = np.where(counts, np.where(same, run + 1, 1), run)
        longest = np.maximum(longest, run)
        last = np.where(counts, step, last)
    return longest, crossings


def _sum(values: Floats, where: Truths) -> Floats:
    """Sum over the last axis where `where` holds."""
    return np.asarray(np.sum(values, axis=-1, where=where))
