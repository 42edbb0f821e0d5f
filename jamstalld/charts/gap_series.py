"""The difference between women and men quarter by quarter: its data, its words and its table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from jamstalld.charts.quarters import Quarters
from jamstalld.charts.words import NO_VALUE, interval_text, side_text, signed, signed_estimate
from jamstalld.periods import Quarter
from jamstalld.views.model import Estimate
from jamstalld.wording.numbers import number, quarter_text
from jamstalld.wording.units import POINTS, Unit


@dataclass(frozen=True)
class GapPoint:
    """Women − men of one quarter with its interval; None where it is hidden, which leaves a gap in the line."""

    quarter: Quarter
    estimate: float | None
    low: float | None = None
    high: float | None = None

    @property
    def whole(self) -> Estimate | None:
        """The difference with its interval, where it has one."""
        if self.estimate is None or self.low is None or self.high is None:
            return None
        return Estimate(self.estimate, self.low, self.high)

    def text(self, unit: Unit) -> str:
        """Write the difference with its sign."""
        if self.estimate is None:
            return "visas inte"
        return signed(self.estimate, unit) if self.whole is None else signed_estimate(self.whole, unit)


@dataclass(frozen=True)
class Effort:
    """Something the municipality has begun to do.

    Parameters
    ----------
    quarter
        The first quarter with it.
    before, after
        The difference in the quarters before, and from then on; None where it cannot be said.
    name
        What is written at the line.
    """

    quarter: Quarter
    before: Estimate | None = None
    after: Estimate | None = None
    name: str = "Insats börjar"


def known_points(points: Sequence[GapPoint]) -> list[GapPoint]:
    """Give the quarters that are shown, in order."""
    return sorted((point for point in points if point.estimate is not None), key=lambda point: point.quarter)


def means_of(effort: Effort) -> tuple[tuple[str, Estimate | None], tuple[str, Estimate | None]]:
    """Give what the difference was before and after an effort, each with its word."""
    return ("före", effort.before), ("efter", effort.after)


def gap_alt_text(
    points: Sequence[GapPoint],
    *,
    unit: Unit = POINTS,
    words: tuple[str, str] = ("kvinnor", "män"),
    median: float | None = None,
    effort: Effort | None = None,
) -> str:
    """Say in Swedish how the difference began and ended, its median, and what it was before and after an effort."""
    known = known_points(points)
    if not known:
        return "Diagram utan kvartal att visa."
    span = Quarters.spanning([point.quarter for point in points], 0)
    ends = " till ".join(dict.fromkeys(quarter_text(point.quarter) for point in (known[0], known[-1])))
    hidden = span.count - len(known)
    told = [f"Diagram: skillnaden mellan {words[0]} och {words[1]} under {number(len(known))} kvartal, {ends}."]
    if hidden:
        told.append(f"Visas inte: {number(hidden)} kvartal.")
    told.append(f"Först {side_text(known[0].estimate or 0.0, words, unit)}.")
    if len(known) > 1:
        told.append(f"Sist {side_text(known[-1].estimate or 0.0, words, unit)}.")
    if median is not None:
        told.append(f"Median: {side_text(median, words, unit)}.")
    if effort:
        told.append(f"{effort.name} {quarter_text(effort.quarter)}.")
        told += [
            f"{when.capitalize()}: {side_text(mean.estimate, words, unit)}." for when, mean in means_of(effort) if mean
        ]
    return " ".join(told)


def gap_table(points: Sequence[GapPoint], *, unit: Unit = POINTS) -> list[dict[str, str]]:
    """Give the series as a table, every quarter from the first to the last."""
    by_quarter = {point.quarter: point for point in points}
    rows: list[dict[str, str]] = []
    for quarter in Quarters.spanning(by_quarter, 0).all if by_quarter else ():
        point = by_quarter.get(quarter, GapPoint(quarter, None))
        interval = NO_VALUE if point.whole is None else interval_text(point.whole, unit)
        rows.append(
            {"Kvartal": quarter_text(quarter), f"Skillnad ({unit.many})": point.text(unit), "Osäkerhet": interval}
        )
    return rows
