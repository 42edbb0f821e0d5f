"""A gap over time put into pictures, and its twins as tables."""

from __future__ import annotations

import altair as alt

from jamstalld.charts.gap_trend import HEIGHT, Effort, GapPoint, gap_chart
from jamstalld.charts.theme import Palette
from jamstalld.charts.trend import TrendPoint, trend_chart
from jamstalld.charts.words import NO_VALUE, group_text, interval_text, signed_estimate, unit_in
from jamstalld.periods import Period, Quarter
from jamstalld.views.model import Estimate, Group
from jamstalld.views.over_time_model import OverTime, Side
from jamstalld.wording.numbers import count_or_few, period_text, quarter_text
from jamstalld.wording.words import capitalised

EFFORT = "Satsningen börjar"


def over_time_chart(seen: OverTime, palette: Palette, *, width: int, height: int = HEIGHT) -> alt.LayerChart:
    """Draw the gap quarter by quarter: with an effort the time before and after it, else the median.

    Parameters
    ----------
    width
        The width of the whole picture, pixels.
    height
        The height of the series, pixels.
    """
    effort = seen.effort
    return gap_chart(
        [_gap_point(point.quarter, point.difference) for point in seen.quarters],
        palette,
        width=width,
        height=height,
        unit=unit_in(seen),
        margin=seen.margin,
        words=seen.words,
        median=seen.run.centre if seen.run and not effort else None,
        effort=effort
        and Effort(Quarter.parse(effort.quarter), effort.before.difference, effort.after.difference, EFFORT),
    )


def lines_chart(seen: OverTime, palette: Palette, *, width: int) -> alt.LayerChart:
    """Draw the two sexes' own shares below the gap; see `has_lines`."""
    points = [TrendPoint(Quarter.parse(point.quarter), point.women, point.men) for point in seen.quarters]
    return trend_chart(points, palette, width=width, words=seen.words, threshold=seen.threshold)


def has_lines(seen: OverTime) -> bool:
    """Tell whether the sexes have shares of their own to draw."""
    return any(point.women.share is not None and point.men.share is not None for point in seen.quarters)


def over_time_table(seen: OverTime) -> list[dict[str, str]]:
    """Give every quarter as a row of finished text."""
    women, men = (capitalised(word) for word in seen.words)
    return [
        {
            "Kvartal": capitalised(quarter_text(Quarter.parse(point.quarter))),
            women: _group(point.women, seen) if point.difference else NO_VALUE,
            men: _group(point.men, seen) if point.difference else NO_VALUE,
            **_gap(point.difference, seen, f"visas inte: {point.hidden}"),
        }
        for point in seen.quarters
    ]


def effort_table(seen: OverTime) -> list[dict[str, str]]:
    """Give the time before an effort, the time after it and the change as rows of finished text; none without one."""
    effort = seen.effort
    if effort is None:
        return []
    women, men = (capitalised(word) for word in seen.words)
    changed = {"När": "Förändring", "Period": NO_VALUE, women: NO_VALUE, men: NO_VALUE}
    rows = [
        _side("Före", effort.before, seen),
        _side("Efter", effort.after, seen),
        changed | _gap(effort.change, seen),
    ]
    if effort.adjust_by:
        adjusted = (effort.before.adjusted, effort.after.adjusted, effort.adjusted_change)
        rows = [row | _gap(gap, seen, name="Justerad skillnad") for row, gap in zip(rows, adjusted, strict=True)]
    return rows


def _side(name: str, side: Side, seen: OverTime) -> dict[str, str]:
    women, men = (capitalised(word) for word in seen.words)
    groups = {women: _group(side.women, seen), men: _group(side.men, seen)} if side.difference else {}
    about = {"När": name, "Period": period_text(Period.parse(side.period)), women: NO_VALUE, men: NO_VALUE}
    return about | groups | _gap(side.difference, seen)


def _gap(gap: Estimate | None, seen: OverTime, hidden: str = "visas inte", name: str = "Skillnad") -> dict[str, str]:
    return {
        f"{name} ({seen.unit})": signed_estimate(gap, unit_in(seen)) if gap else hidden,
        "Osäkerhet" if name == "Skillnad" else "Dess osäkerhet": interval_text(gap, unit_in(seen)) if gap else NO_VALUE,
    }


def _gap_point(quarter: str, gap: Estimate | None) -> GapPoint:
    if gap is None:
        return GapPoint(Quarter.parse(quarter), None)
    return GapPoint(Quarter.parse(quarter), gap.estimate, gap.low, gap.high)


def _group(group: Group, seen: OverTime) -> str:
    if group.share is None and group.mean is None:
        return f"{count_or_few(group.n, seen.threshold)} svar"
    return group_text(group, seen.threshold, interval=False, unit=unit_in(seen))
