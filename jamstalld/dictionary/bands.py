"""Numbers in bands: what each is called, which numbers lie in it, and what it stands for.

A number of somebody's own could tell who she is, so it is bands that are counted. Means, medians and quartiles are
then those of the bands.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise

BANDS = "_band"
"""What the key of a number's bands ends with."""


@dataclass(frozen=True)
class Bands:
    """The bands of a number.

    Parameters
    ----------
    limits
        Where each band but the first begins, rising.
    whole
        Whether numbers are told as whole ones: 2.5 is then 3, and -2.5 is -3, so that ups and downs are alike.
    minimum, maximum
        The smallest and largest number there can be.
    """

    limits: tuple[float, ...]
    whole: bool = False
    minimum: float = -math.inf
    maximum: float = math.inf

    @property
    def names(self) -> tuple[str, ...]:
        """What the bands are called, the lowest first."""
        if self.whole:
            return self._whole_names()
        limits = [_written(limit) for limit in self.limits]
        between = [f"{low} till under {high}" for low, high in pairwise(limits)]
        return (f"under {limits[0]}", *between, f"{limits[-1]} eller mer")

    def place(self, value: float) -> int:
        """Give the place among the bands of the one that a number lies in."""
        told = math.copysign(math.floor(abs(value) + 0.5), value) if self.whole else value
        return bisect_right(self.limits, told)

    @property
    def edges(self) -> tuple[float, ...]:
        """Where the bands begin and end: one more than there are bands, all within what the number can be."""
        return tuple(min(max(edge, self.minimum), self.maximum) for edge in self._edges())

    @property
    def values(self) -> tuple[float, ...]:
        """The number each band stands for: its middle."""
        return tuple((low + high) / 2 for low, high in pairwise(self._edges()))

    def _edges(self) -> tuple[float, ...]:
        """Give the edges, those of whole numbers half-way between them. An open band is as wide as the one beside it.

        A lowest band that begins above nothing does not reach below it: hours and conversations are never fewer.
        """
        half = 0.5 if self.whole else 0.0
        inner = [limit - half for limit in self.limits]
        floor = max(self.minimum, 0.0 if self.limits[0] > 0 else -math.inf)
        low = max(inner[0] - (inner[1] - inner[0]), floor - half)
        high = min(inner[-1] + (inner[-1] - inner[-2]), self.maximum + half)
        return (low, *inner, high)

    def _whole_names(self) -> tuple[str, ...]:
        between = [_span(low, high - 1) for low, high in pairwise(self.limits)]
        last = self.limits[0] - 1
        lowest = _written(last) if last == self.minimum else f"{_written(last)} eller mindre"
        return (lowest, *between, f"{_written(self.limits[-1])} eller mer")


def _span(low: float, high: float) -> str:
    """Name a band of whole numbers."""
    if low == high:
        return _written(low)
    return f"{_written(low)}–{_written(high)}" if low >= 0 else f"{_written(low)} till {_written(high)}"


def _written(number: float) -> str:
    return f"{number:g}".replace(".", ",").replace("-", "−")
