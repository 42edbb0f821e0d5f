"""The difference between women and men quarter by quarter, and what an effort has changed in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

import altair as alt

from jamstalld.charts.fitting import flowed, text_width
from jamstalld.charts.gap_series import Effort, GapPoint, gap_alt_text, gap_table, known_points, means_of
from jamstalld.charts.marks import Record, marked, shaped, upward
from jamstalld.charts.quarters import Quarters
from jamstalld.charts.scales import Scale, value_scale
from jamstalld.charts.theme import BOLD, LINE, SMALL, TEXT, Palette, dressed, written
from jamstalld.charts.words import NO_VALUE, difference_text, interval_text, signed, signed_estimate
from jamstalld.views.model import Estimate
from jamstalld.wording.units import POINTS, Unit

__all__ = ["Effort", "GapPoint", "gap_alt_text", "gap_chart", "gap_table"]

HEIGHT = 300
"""How high the series is drawn where nothing else is asked for, pixels."""
_AXIS = 44
_BESIDE = 6
_BELOW = 58
_FARTHEST = 2.5
"""How many times the largest difference the scale may reach for the sake of the intervals."""


@dataclass(frozen=True)
class _Frame:
    """What the layers share."""

    records: list[Record]
    known: list[Record]
    quarters: Quarters
    scale: Scale
    palette: Palette
    unit: Unit
    height: int

    def up(self, what: str | float) -> alt.Y | alt.YDatum:
        return upward(what, self.scale, self.height, _AXIS)

    def chart(self, records: Sequence[Record]) -> alt.Chart:
        return marked(records, {"name": "title", "tip_difference": "Skillnad", "tip_interval": "Osäkerhet"})


def gap_chart(
    points: Sequence[GapPoint],
    palette: Palette,
    *,
    width: int,
    height: int = HEIGHT,
    unit: Unit = POINTS,
    margin: float = 5.0,
    words: tuple[str, str] = ("kvinnor", "män"),
    median: float | None = None,
    effort: Effort | None = None,
) -> alt.LayerChart:
    """Draw the difference of each quarter with its interval around zero, the practical margin shaded.

    Parameters
    ----------
    points
        The series in any order. Quarters missing from it, and hidden ones, leave a gap.
    palette
        The colours.
    width
        The width of the whole picture, pixels; at least 320.
    height
        The height of the series, without what stands above and below it, pixels.
    unit, margin
        The unit of the differences, and the practical margin in it.
    words
        What the sexes are called, women first.
    median
        The median line of the run chart.
    effort
        Drawn as a dashed line before its quarter, with the differences before and after as level lines.
    """
    said = gap_alt_text(points, unit=unit, words=words, median=median, effort=effort)
    if not known_points(points):
        nothing = written("Inga kvartal kan visas.", 0, SMALL, palette.muted)
        return dressed(alt.LayerChart(layer=[nothing], width=width, height=2 * SMALL), palette, description=said)
    beside = "" if median is None else f"median {signed(median, unit)}"
    room = ceil(text_width(beside, SMALL) + _BESIDE) if beside else 0
    frame = _frame(points, palette, (width - _AXIS - room, height), unit, margin, _levels(median, effort))
    layers = [
        *_ground(frame, margin),
        *([] if median is None else _median(frame, median, beside)),
        *(_effort(frame, effort) if effort else []),
        *_series(frame),
        *_texts(frame, words, margin, effort=effort is not None),
    ]
    return dressed(alt.LayerChart(layer=layers, width=frame.quarters.width, height=height), palette, description=said)


def _levels(median: float | None, effort: Effort | None) -> list[float]:
    ends = [effort.before, effort.after] if effort else []
    return [level for level in [median, *(end.estimate for end in ends if end)] if level is not None]


def _frame(
    points: Sequence[GapPoint],
    palette: Palette,
    size: tuple[int, int],
    unit: Unit,
    margin: float,
    levels: Sequence[float],
) -> _Frame:
    width, height = size
    by_quarter = {point.quarter: point for point in points}
    quarters = Quarters.spanning(by_quarter, width)
    seen = [point.estimate for point in points if point.estimate is not None] + [*levels]
    reach = _FARTHEST * max(map(abs, [*seen, margin]))
    ends = [end for point in points for end in (point.low, point.high) if end is not None]
    within = [min(max(end, -reach), reach) for end in ends]
    scale = value_scale([*seen, *within, -margin * 1.2, margin * 1.2], 8, least=2 * margin)
    records = [
        _record(quarters, by_quarter.get(quarter, GapPoint(quarter, None)), scale, unit) for quarter in quarters.all
    ]
    known = [record for record in records if record["estimate"] is not None]
    return _Frame(records, known, quarters, scale, palette, unit, height)


def _record(quarters: Quarters, point: GapPoint, scale: Scale, unit: Unit) -> Record:
    low, high = (point.estimate if end is None else end for end in (point.low, point.high))
    record: Record = {**quarters.record(point.quarter), "estimate": point.estimate}
    if point.estimate is None or low is None or high is None:
        return record | {"low": None, "high": None, "tip_difference": "visas inte", "tip_interval": NO_VALUE}
    whole = Estimate(point.estimate, low, high)
    return record | {
        "low": scale.within(low),
        "high": scale.within(high),
        "cut_low": low < scale.low,
        "cut_high": high > scale.high,
        "tip_difference": difference_text(whole, unit),
        "tip_interval": NO_VALUE if point.low is None else interval_text(whole, unit),
    }


def _ground(frame: _Frame, margin: float) -> list[alt.Chart]:
    palette = frame.palette
    wide: dict[str, Any] = {"x": alt.XValue(0), "x2": alt.X2Value(frame.quarters.width)}
    edge: dict[str, Any] = {"color": palette.line, "strokeDash": [3, 3], "strokeWidth": 1}
    once = marked([{}])
    surface = frame.chart(frame.records).mark_rect(opacity=0, clip=True)
    return [
        once.mark_rect(color=palette.band).encode(**wide, y=frame.up(-margin), y2=alt.Y2Datum(margin)),
        *(once.mark_rule(**edge).encode(**wide, y=frame.up(end)) for end in (-margin, margin)),
        once.mark_rule(color=palette.muted, strokeWidth=1.5).encode(**wide, y=frame.up(0)),
        surface.encode(x=frame.quarters.across("from"), x2=alt.X2(field="to")),
    ]


def _median(frame: _Frame, median: float, text: str) -> list[alt.Chart]:
    palette, width = frame.palette, frame.quarters.width
    line = marked([{"median": median}]).mark_rule(color=palette.similar, strokeWidth=2, strokeDash=[9, 5])
    down = (1 - frame.scale.part(median)) * frame.height
    return [
        line.encode(x=alt.XValue(0), x2=alt.X2Value(width), y=frame.up("median")),
        written(text, width + _BESIDE, down, palette.similar),
    ]


def _effort(frame: _Frame, effort: Effort) -> list[alt.Chart]:
    palette, quarters = frame.palette, frame.quarters
    begins = quarters.place(effort.quarter) - 0.5
    at = min(max(quarters.pixel(begins), 0), quarters.width)
    told = [f"{when} {signed_estimate(mean, frame.unit)}" for when, mean in means_of(effort) if mean]
    line = marked([{}]).mark_rule(color=palette.ink, strokeWidth=1.5, strokeDash=[5, 4])
    spans = ((effort.before, 0, at), (effort.after, at, quarters.width))
    return [
        line.encode(x=alt.XValue(at), y=alt.YValue(-4), y2=alt.Y2Value(frame.height)),
        *(_level(mean.estimate, start, end, frame) for mean, start, end in spans if mean and start < end),
        _above(effort.name, at, frame, -(4 + SMALL * LINE * 1.5), bold=True),
        _above(" · ".join(told), at, frame, -(4 + SMALL * LINE * 0.5)),
    ]


def _level(level: float, start: float, end: float, frame: _Frame) -> alt.Chart:
    """Draw one difference as a level line between two places in pixels."""
    line = marked([{"level": level}]).mark_rule(color=frame.palette.ink, strokeWidth=2.5)
    return line.encode(x=alt.XValue(start), x2=alt.X2Value(end), y=frame.up("level"))


def _above(text: str, middle: float, frame: _Frame, down: float, *, bold: bool = False) -> alt.Chart:
    """Write a text centred over a place, moved where it would leave the picture."""
    half = text_width(text, SMALL) * (BOLD if bold else 1) / 2
    middle = max(min(middle, frame.quarters.width - half), half - _AXIS)
    return written(text, middle, down, frame.palette.ink, align="center", bold=bold)


def _series(frame: _Frame) -> list[alt.Chart]:
    palette, across = frame.palette, frame.quarters.across
    known = frame.chart(frame.known)
    cuts = [
        record | {"end": record[side], "arrow": arrow}
        for record in frame.known
        for side, arrow in (("low", "triangle-down"), ("high", "triangle-up"))
        if record[f"cut_{side}"]
    ]
    arrows = frame.chart(cuts).mark_point(filled=True, size=70, color=palette.line)
    return [
        known.mark_rule(color=palette.line, strokeWidth=3).encode(
            x=across(), y=frame.up("low"), y2=alt.Y2(field="high")
        ),
        arrows.encode(x=across(), y=frame.up("end"), shape=shaped("arrow")),
        frame.chart(frame.records)
        .mark_line(color=palette.muted, strokeWidth=1.5)
        .encode(x=across(), y=frame.up("estimate")),
        known.mark_point(shape="diamond", size=90, fill=palette.ink, stroke=palette.ground, strokeWidth=1).encode(
            x=across(), y=frame.up("estimate")
        ),
    ]


def _texts(frame: _Frame, words: tuple[str, str], margin: float, *, effort: bool) -> list[alt.Chart]:
    """Name the unit above, and below the quarters what up, down and the shade mean."""
    palette = frame.palette
    women, men = words
    told = [
        (f"↑ {frame.unit.side(1.0)} för {women}", palette.women),
        (f"↓ {frame.unit.side(1.0)} för {men}", palette.men),
        (f"Skuggat: högst {frame.unit.limit(margin)}", palette.muted),
    ]
    places = flowed([text_width(text, SMALL) for text, _ in told], frame.quarters.width + _AXIS, 24)
    heading = -(16 + (2 if effort else 0) * SMALL * LINE)
    return [
        written(f"Skillnad, {frame.unit.many}", -_AXIS, heading, palette.ink, size=TEXT, bold=True),
        *(
            written(text, left - _AXIS, frame.height + _BELOW + line * SMALL * LINE, colour)
            for (text, colour), (left, line) in zip(told, places, strict=True)
        ),
    ]
