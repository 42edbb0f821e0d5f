"""Scales chosen from the data: round numbers, few enough to be read from the back of the room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor

_STEPS = (1, 2, 5, 10, 20, 25, 50, 100)


@dataclass(frozen=True)
class Scale:
    """The ends of a scale and the values written along it, in the unit of the data."""

    low: float
    high: float
    ticks: tuple[float, ...]


def share_scale(shares: Sequence[float], most: int) -> Scale:
    """Choose a scale for shares 0–1.

    It begins at 0 when the lowest share is below 30 %, else at the nearest round number below. It spans some
    percentage points even where the shares are the same, so that small differences are not blown up.

    Parameters
    ----------
    shares
        What is to be seen on it.
    most
        How many values there is room to write, at least 2.
    """
    percents = [round(share * 100, 6) for share in shares] or [0.0, 100.0]
    lowest = 0.0 if min(percents) < 30 else min(percents)
    span = 10 if lowest else 4
    highest = min(max(max(percents), lowest + span), 100)
    lowest = min(lowest, highest - span)
    candidates = (
        range(floor(lowest / step) * step, min(ceil(highest / step) * step, 100) + 1, step) for step in _STEPS
    )
    ticks = next(ticks for ticks in candidates if len(ticks) <= most)
    return Scale(ticks[0] / 100, ticks[-1] / 100, tuple(tick / 100 for tick in ticks))


def difference_scale(reach: float, most: int) -> Scale:
    """Choose a scale for differences, as far to the left of 0 as to the right of it.

    Parameters
    ----------
    reach
        The largest difference to be seen, percentage points, above 0.
    most
        How many values there is room to write, at least 3.
    """
    each_side = (most - 1) // 2
    step = next((step for step in _STEPS if reach / step < each_side + 1), _STEPS[-1])
    last = floor(reach / step)
    return Scale(-reach, reach, tuple(float(step * at) for at in range(-last, last + 1)))
