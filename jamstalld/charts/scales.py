"""Scales chosen from the data: round numbers, few enough to be read from the back of the room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor

_STEPS = (1, 2, 5, 10, 20, 25, 50, 100)
_ALL = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, *_STEPS, 200, 500, 1000, 2000, 5000, 10_000)


@dataclass(frozen=True)
class Scale:
    """The ends of a scale and the values written along it, in the unit of the data.

    Parameters
    ----------
    numbers
        How the values are written, as D3 has it.
    """

    low: float
    high: float
    ticks: tuple[float, ...]
    numbers: str = ",.0f"

    def part(self, value: float) -> float:
        """Give how far along the scale a value lies, 0–1."""
        return (value - self.low) / (self.high - self.low)

    def within(self, value: float) -> float:
        """Give the value, or the end of the scale that it lies beyond."""
        return min(max(value, self.low), self.high)


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
    return Scale(ticks[0] / 100, ticks[-1] / 100, tuple(tick / 100 for tick in ticks), ".0%")


def value_scale(values: Sequence[float], most: int, *, least: float) -> Scale:
    """Choose a scale for values of any unit.

    It begins at 0 when all values lie on the same side of it and the one nearest is less than 30 % of the farthest,
    and else at a round number.

    Parameters
    ----------
    values
        What is to be seen on it.
    most
        How many values there is room to write, at least 2.
    least
        How much it spans at least, so that small differences are not blown up; above 0.
    """
    low, high = min(values, default=0.0), max(values, default=least)
    low, high = (0.0 if 0 < low < 0.3 * high else low), (0.0 if 0.3 * low < high < 0 else high)
    beside = max(least - (high - low), 0.0) / 2
    # Where nothing is below 0, as hours and days, the scale is not either.
    low, high = (max(low - beside, 0.0), high + beside) if low >= 0 else (low - beside, high + beside)
    step = next((step for step in _ALL if _above(high, step) - _below(low, step) < most), _ALL[-1])
    ticks = tuple(round(step * at, 6) for at in range(_below(low, step), _above(high, step) + 1))
    return Scale(ticks[0], ticks[-1], ticks, _numbers(step))


def _below(value: float, step: float) -> int:
    return floor(round(value / step, 6))


def _above(value: float, step: float) -> int:
    return ceil(round(value / step, 6))


def difference_scale(reach: float, most: int) -> Scale:
    """Choose a scale for differences, as far to the left of 0 as to the right of it.

    Parameters
    ----------
    reach
        The largest difference to be seen, above 0.
    most
        How many values there is room to write, at least 3.
    """
    each_side = (most - 1) // 2
    step = next((step for step in _ALL if reach / step < each_side + 1), _ALL[-1])
    last = floor(reach / step)
    return Scale(-reach, reach, tuple(round(step * at, 6) for at in range(-last, last + 1)), _numbers(step))


def _numbers(step: float) -> str:
    return f",.{0 if step >= 1 else 1 if step >= 0.1 else 2}f"
