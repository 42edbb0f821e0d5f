"""A gap followed quarter by quarter, as plain frozen data: what the page, the command and the file show."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from jamstalld.periods import Period, Quarter
from jamstalld.views.model import Estimate, Group


@dataclass(frozen=True)
class OverTimeRequest:
    """One question about how a gap moves.

    Parameters
    ----------
    measure
        The key of a measure.
    value
        Of a share: the one value that is followed, such as an intervention. None of other measures.
    filters
        Pairs of variable and value.
    count_unit
        insatser, ärenden or personer; the measure's own if None.
    effort
        The quarter in which an effort began, if there was one.
    adjust_by
        Variables to standardise the gap before and after the effort by.
    """

    measure: str
    value: str | None = None
    filters: tuple[tuple[str, str], ...] = ()
    count_unit: str | None = None
    effort: Quarter | None = None
    adjust_by: tuple[str, ...] = ()


@dataclass(frozen=True)
class Point:
    """One quarter. Without a difference it is a gap in the picture, and `hidden` says why.

    Parameters
    ----------
    difference
        Women − men, in the unit of the measure.
    """

    quarter: str
    women: Group
    men: Group
    difference: Estimate | None
    hidden: str = ""


@dataclass(frozen=True)
class Run:
    """What the rules of run charts say of the quarters' differences; see `compare.trend.RunChart`.

    Parameters
    ----------
    centre
        The median of the differences.
    shift
        Whether a run is too long or the crossings too few, and there are quarters enough to tell.
    useful
        How many quarters do not lie on the median.
    """

    centre: float
    longest_run: int
    longest_allowed: int
    crossings: int
    crossings_least: int
    shift: bool
    useful: int


@dataclass(frozen=True)
class Slope(Estimate):
    """The change of the difference a quarter, and the p value of its not being 0."""

    p: float


@dataclass(frozen=True)
class Side:
    """The time before an effort or after it: a period of four quarters, or one where there are not four.

    Parameters
    ----------
    adjusted
        The difference standardised to both sexes' common distribution before and after together.
    """

    period: str
    women: Group
    men: Group
    difference: Estimate | None
    adjusted: Estimate | None = None

    @property
    def whole(self) -> bool:
        """Whether it is four quarters."""
        return len(Period.parse(self.period).quarters) > 1


@dataclass(frozen=True)
class Effort:
    """What came before an effort and after it; the quarter in which it began is after.

    Parameters
    ----------
    change, adjusted_change
        The difference after minus the difference before, as it is and standardised by `adjust_by`.
    slope_before
        How the difference moved a quarter before the effort; None where fewer than three quarters tell.
    """

    quarter: str
    before: Side
    after: Side
    change: Estimate | None
    slope_before: Slope | None = None
    adjust_by: tuple[str, ...] = ()
    adjusted_change: Estimate | None = None


@dataclass(frozen=True)
class OverTime:
    """The answer to one OverTimeRequest. Fields of the same name as a View's mean the same.

    Parameters
    ----------
    unit_one
        Of a mean: its unit in the singular.
    quarters
        Every quarter from the first to the last that has been loaded.
    run
        None where no quarter has a difference.
    slope
        None where fewer than three quarters have a difference.
    sentences
        Swedish lines, the finding first.
    """

    measure: str
    kind: str
    title: str
    question: str
    unit: str
    unit_one: str
    margin: float
    filters: tuple[tuple[str, str], ...]
    count_unit: str
    data_version: str
    threshold: int
    synthetic: bool
    words: tuple[str, str]
    quarters: tuple[Point, ...]
    run: Run | None
    slope: Slope | None
    effort: Effort | None
    method: tuple[str, ...]
    sentences: tuple[str, ...] = ()


def over_time_to_json(seen: OverTime) -> dict[str, Any]:
    """Turn it into JSON-ready data. A hidden value is null."""
    return asdict(seen) | {"filters": dict(seen.filters)}
