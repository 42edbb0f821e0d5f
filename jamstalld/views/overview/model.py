"""What the first page shows, as plain frozen data."""

from __future__ import annotations

from dataclasses import dataclass

from jamstalld.dictionary import Measure
from jamstalld.periods import Period
from jamstalld.views.model import BaseGroup, Row
from jamstalld.views.request import ViewRequest


@dataclass(frozen=True)
class Size:
    """How many of one unit of count; None is fewer than the threshold."""

    unit: str
    women: int | None
    men: int | None
    sex_missing: int | None


@dataclass(frozen=True)
class Look:
    """One view that has been gone through: a measure by one row variable.

    Parameters
    ----------
    request
        What opens the view, with its period written out.
    first
        Whether it is the measure's first; others show the same people told apart by something else.
    rows
        Its comparisons, none of them hidden. ``q`` and the verdict are those of the family that the comparisons of
        all views make together. All together, where that is a comparison, stands first in the measure's first view.
        ``previous`` is there in the first one only.
    women, men
        All that the measure is about.
    """

    measure: Measure
    request: ViewRequest
    first: bool
    rows: tuple[Row, ...]
    women: BaseGroup
    men: BaseGroup


@dataclass(frozen=True)
class Finding:
    """A comparison that says something.

    Parameters
    ----------
    sentence
        What it says of this period alone.
    """

    look: Look
    row: Row
    sentence: str


@dataclass(frozen=True)
class Few:
    """A comparison of too few to say anything yet.

    Parameters
    ----------
    quarters
        How many quarters more, as large as these, it would take until a difference as large as the margin would
        show; None where it would take longer than anyone waits.
    """

    look: Look
    row: Row
    quarters: int | None


@dataclass(frozen=True)
class Overview:
    """What the first page shows.

    Parameters
    ----------
    threshold
        The protection threshold.
    earlier
        The same sizes in the period before, empty if there are no data of it.
    looks
        Every view gone through.
    family
        How many comparisons were made at once.
    differences, similarities
        The findings, the clearest first.
    changes
        Differences that have moved since the period before, the largest change first.
    few
        Those of too few, the nearest first.
    """

    period: Period
    earlier_period: Period | None
    threshold: int
    sizes: tuple[Size, ...]
    earlier: tuple[Size, ...]
    looks: tuple[Look, ...]
    family: int
    differences: tuple[Finding, ...]
    similarities: tuple[Finding, ...]
    changes: tuple[Finding, ...]
    few: tuple[Few, ...]
