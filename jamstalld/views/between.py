"""Units, or municipalities, held against all of them together: which shares are more than their size explains.

Made of a View's own released numbers and of nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from jamstalld.compare import funnel_limits
from jamstalld.protect import noise_for
from jamstalld.views.model import View
from jamstalld.wording.between import MUNICIPALITIES, UNITS

PLACES = {"unit": UNITS, "municipality": MUNICIPALITIES}
"""The row variables whose values are places to compare, with what they are called."""

LEAST = 3
"""Fewer places than this are not held against all of them: each would weigh too much in the whole."""

_STEPS = 40


@dataclass(frozen=True)
class Place:
    """One unit or municipality: its share (0–1) of so many."""

    label: str
    share: float
    n: int


@dataclass(frozen=True)
class Limits:
    """Within what chance would keep a place of each size, in 95 and in 99.8 cases of 100.

    Sizes ascending, shares 0–1.
    """

    n: tuple[float, ...]
    low_95: tuple[float, ...]
    high_95: tuple[float, ...]
    low_998: tuple[float, ...]
    high_998: tuple[float, ...]

    def at(self, n: float) -> tuple[float, float, float, float]:
        """Give the limits at a size, the lowest first; between two sizes along a straight line."""
        after = next((at for at, size in enumerate(self.n) if size >= n), len(self.n) - 1)
        before = max(after - 1, 0)
        span = self.n[after] - self.n[before]
        part = min(max((n - self.n[before]) / span, 0.0), 1.0) if span else 0.0
        low, inner_low, inner_high, high = (
            ends[before] + part * (ends[after] - ends[before])
            for ends in (self.low_998, self.low_95, self.high_95, self.high_998)
        )
        return low, inner_low, inner_high, high


@dataclass(frozen=True)
class Between:
    """The women, or the men, of every place, and how far from the share of all of them chance takes it.

    Parameters
    ----------
    sex
        What they are called: "kvinnor", "män", "flickor" or "pojkar".
    centre
        The share of all together, 0–1.
    limits
        At the size of every place, and at as many more as make the curves smooth.
    """

    sex: str
    places: tuple[Place, ...]
    centre: float
    limits: Limits


def has_places(view: View) -> bool:
    """Tell whether a view has places to hold against each other."""
    compared = view.kind == "rate" and view.by in PLACES and view.split is None
    return compared and len(view.rows) >= LEAST and view.total.women.share is not None


def between(view: View) -> tuple[Between, Between]:
    """Hold each sex's places against all of that sex; women come first. See `has_places`.

    The limits allow for the noise of protection.
    """
    women = tuple(_place(row.label, row.women.share, row.women.n) for row in view.rows)
    men = tuple(_place(row.label, row.men.share, row.men.n) for row in view.rows)
    wholes = (view.total.women.share or 0.0, view.total.men.share or 0.0)
    first, second = (
        Between(sex, places, centre, _limits(places, centre, view.threshold))
        for sex, places, centre in zip(view.words, (women, men), wholes, strict=True)
    )
    return first, second


def _place(label: str, share: float | None, n: int | None) -> Place:
    return Place(label, share or 0.0, n or 0)


def _limits(places: tuple[Place, ...], centre: float, threshold: int) -> Limits:
    sizes = [place.n for place in places]
    n = np.unique([*sizes, *np.linspace(min(sizes), max(sizes), _STEPS).tolist()])
    variance = noise_for(threshold).variance(np.rint(centre * n).astype(np.int64))
    inner, outer = (funnel_limits(n, centre, level, noise_variance=variance) for level in (0.95, 0.998))
    return Limits(*(tuple(ends.tolist()) for ends in (n, inner.low, inner.high, outer.low, outer.high)))
