"""The encodings that pictures are put together from: places in pixels, scales with an axis, values used as they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

import altair as alt

from jamstalld.charts.scales import Scale

Record = dict[str, Any]


def data(records: Sequence[Record]) -> alt.InlineData:
    """Put records into the picture itself.

    As a tuple: Altair copies lists, with all that is in them, again and again while layers are put together, which is
    most of the time that a picture takes.
    """
    return alt.InlineData(values=cast("list[Any]", tuple(records)))


def marked(records: Sequence[Record], tips: Mapping[str, str] | None = None) -> alt.Chart:
    """Begin a layer of some records, which tell what they are when pointed at.

    Parameters
    ----------
    tips
        Field → its name in the tooltip. The one called "title" becomes the tooltip's heading.
    """
    chart = alt.Chart(data(records))
    if not tips:
        return chart
    return chart.encode(
        tooltip=[alt.Tooltip(field=field, type="nominal", title=title) for field, title in tips.items()]
    )


def down(field: str, height: float) -> alt.Y:
    """Place by pixels from the top of a panel."""
    return alt.Y(field=field, type="quantitative", scale=_pixels(height), axis=None)


def across(field: str, width: float) -> alt.X:
    """Place by pixels from the left of a panel."""
    return alt.X(field=field, type="quantitative", scale=_pixels(width), axis=None)


def along(what: str | float, scale: Scale, ends: tuple[float, float], *, grid: bool) -> alt.X | alt.XDatum:
    """Place by value along a scale with its numbers above.

    Parameters
    ----------
    what
        A field, or a value for all records.
    ends
        Where in the panel the scale begins and ends, pixels.
    """
    drawn = _drawn(scale, ends)
    axis = alt.Axis(orient="top", values=list(scale.ticks), format=scale.numbers, grid=grid)
    if isinstance(what, str):
        return alt.X(field=what, type="quantitative", scale=drawn, axis=axis)
    return alt.XDatum(what, type="quantitative", scale=drawn, axis=axis)


def upward(what: str | float, scale: Scale, height: float, axis_width: int, *, grid: bool = True) -> alt.Y | alt.YDatum:
    """Place by value up a scale with its numbers to the left, in a room of so many pixels."""
    drawn = _drawn(scale, (height, 0))
    ticks = list(scale.ticks)
    axis = alt.Axis(values=ticks, format=scale.numbers, grid=grid, minExtent=axis_width, maxExtent=axis_width)
    if isinstance(what, str):
        return alt.Y(field=what, type="quantitative", scale=drawn, axis=axis)
    return alt.YDatum(what, type="quantitative", scale=drawn, axis=axis)


def as_is(field: str) -> alt.Color:
    """Draw in the colour that a field holds."""
    return alt.Color(field=field, type="nominal", scale=None)


def filled(field: str) -> alt.Fill:
    """Fill with the colour that a field holds."""
    return alt.Fill(field=field, type="nominal", scale=None)


def outlined(field: str) -> alt.Stroke:
    """Draw the outline in the colour that a field holds."""
    return alt.Stroke(field=field, type="nominal", scale=None)


def shaped(field: str) -> alt.Shape:
    """Draw in the shape that a field holds."""
    return alt.Shape(field=field, type="nominal", scale=None)


def _drawn(scale: Scale, ends: tuple[float, float]) -> alt.Scale:
    return alt.Scale(domain=[scale.low, scale.high], range=list(ends), nice=False, zero=False)


def _pixels(length: float) -> alt.Scale:
    return alt.Scale(domain=[0, length], range=[0, length], nice=False, zero=False)
