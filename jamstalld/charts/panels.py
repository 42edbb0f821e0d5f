"""The four columns of the picture of a comparison: label, shares, difference, verdict."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import altair as alt

from jamstalld.charts.fitting import text_width
from jamstalld.charts.layout import BESIDE, EDGE, GAP, SYMBOL, VERDICT_HEADING
from jamstalld.charts.records import Drawing, Record
from jamstalld.charts.scales import Scale
from jamstalld.charts.theme import CIRCLE_SIZE, LINE, SMALL, SQUARE_SIZE, TEXT, written
from jamstalld.wording.words import capitalised

_LEGEND_AT = -40
_HEADING_AT = -62
_CAPTION_BELOW = 24
_SYMBOL_SIZE = 110
_HALO_SIZE = 190


def panels(drawing: Drawing, caption: Sequence[str]) -> list[alt.LayerChart]:
    """Draw the columns, left to right: four beside each other, or two with label and verdict inside them.

    Parameters
    ----------
    drawing
        What to draw where.
    caption
        The lines written below.
    """
    at = drawing.at
    below = written(caption, 0, at.tops[-1] + _CAPTION_BELOW, drawing.palette.muted)
    labels, verdicts = [_labels(drawing), below], _verdicts(drawing)
    shares, differences = _shares(drawing), _differences(drawing)
    if at.narrow:
        columns = [(at.shares, shares + labels), (at.differences, differences + verdicts)]
    else:
        columns = [
            (at.label, labels),
            (at.shares, shares),
            (at.differences, differences),
            (at.verdict, verdicts),
        ]
    return [
        alt.LayerChart(layer=[_rows(drawing), _lines(drawing, width), *layers], width=width, height=at.tops[-1])
        for width, layers in columns
    ]


def _shares(drawing: Drawing) -> list[alt.Chart]:
    palette, at = drawing.palette, drawing.at
    ends = (drawing.edges[0], at.shares - drawing.edges[1])

    def along(what: str) -> alt.X | alt.XDatum:
        return _along(what, drawing.shares, ends, ".0%", grid=not at.narrow)

    def value(side: str, align: Literal["left", "right"], beside: float) -> alt.Chart:
        text = marks.mark_text(align=align, dx=beside, fontSize=at.text, lineHeight=at.text * LINE)
        return text.encode(
            x=along(f"{side}_side"),
            y=_down(drawing, f"{side}_at"),
            text=f"{side}_text:N",
            color=_as_is(f"{side}_colour"),
        )

    marks = _chart(drawing, drawing.rows)
    placed = marks.encode(y=_down(drawing, "middle"))
    women, men = palette.sexes
    return [
        placed.mark_rule(color=palette.line, strokeWidth=3).encode(x=along("low_side"), x2="high_side"),
        placed.mark_point(shape="square", size=SQUARE_SIZE, fill=palette.ground, stroke=men, strokeWidth=2.5).encode(
            x=along("men")
        ),
        placed.mark_point(shape="circle", size=CIRCLE_SIZE, fill=women, stroke=women, strokeWidth=1).encode(
            x=along("women")
        ),
        value("low", "right", -BESIDE),
        value("high", "left", BESIDE),
        *_share_heading(drawing, 0 if at.narrow else ends[0] - EDGE),
    ]


def _share_heading(drawing: Drawing, left: float) -> list[alt.Chart]:
    palette = drawing.palette
    women, men = drawing.view.words
    second = left + 36 + text_width(women, SMALL)
    return [
        written("Andel", left, _HEADING_AT, palette.ink, size=TEXT, bold=True),
        _sign(left + 7, "circle", CIRCLE_SIZE, palette.women, palette.women),
        written(women, left + 19, _LEGEND_AT, palette.women),
        _sign(second, "square", SQUARE_SIZE * 0.75, palette.ground, palette.men),
        written(men, second + 13, _LEGEND_AT, palette.men),
    ]


def _differences(drawing: Drawing) -> list[alt.Chart]:
    palette, at, margin = drawing.palette, drawing.at, drawing.view.margin
    ends = (at.inset, at.differences - EDGE)

    def along(what: str | float) -> alt.X | alt.XDatum:
        return _along(what, drawing.differences, ends, "d", grid=not at.narrow)

    marks = _chart(drawing, drawing.rows)
    spanning = marks.encode(y=_down(drawing, "band_top"), y2="band_bottom")
    known = marks.transform_filter("isValid(datum.estimate)").encode(y=_down(drawing, "middle"))
    points = known.encode(x=along("estimate"))
    cuts = _chart(drawing, drawing.cuts).encode(y=_down(drawing, "middle"))
    edge: dict[str, Any] = {"color": palette.line, "strokeDash": [3, 3], "strokeWidth": 1}
    return [
        spanning.mark_rect(color=palette.band).encode(x=along(-margin), x2=alt.datum(margin)),
        *(spanning.mark_rule(**edge).encode(x=along(end)) for end in (-margin, margin)),
        spanning.mark_rule(color=palette.muted, strokeWidth=1.5).encode(x=along(0)),
        known.mark_rule(strokeWidth=3).encode(
            x=along("from"),
            x2="to",
            color=_as_is("colour"),
            strokeDash=alt.condition("datum.verdict === 'too_small'", alt.value([4, 3]), alt.value([1, 0])),
        ),
        cuts.mark_point(filled=True, size=90).encode(x=along("end"), shape=_shape("arrow"), color=_as_is("colour")),
        points.transform_filter("datum.verdict === 'similar' || datum.verdict === 'too_small'").mark_point(
            shape="circle", size=_HALO_SIZE, fill=palette.ground, strokeWidth=0
        ),
        _symbols(points),
        *_difference_heading(drawing),
    ]


def _difference_heading(drawing: Drawing) -> list[alt.Chart]:
    palette, at = drawing.palette, drawing.at
    women, men = drawing.view.words
    zero = (at.inset + at.differences - EDGE) / 2
    to_men, to_women = f"← högre för {men}", f"högre för {women} →"
    beyond = at.differences - zero + (0 if at.narrow else GAP + at.value)
    if text_width(to_men, SMALL) > zero or text_width(to_women, SMALL) > beyond:
        to_men, to_women = f"← {men}", f"{women} →"
    heading = "Skillnad" if at.narrow else "Skillnad, procentenheter"
    return [
        written(heading, zero, _HEADING_AT, palette.ink, align="center", size=TEXT, bold=True),
        written(to_men, zero - 5, _LEGEND_AT, palette.men, align="right"),
        written(to_women, zero + 5, _LEGEND_AT, palette.women),
    ]


def _labels(drawing: Drawing) -> alt.Chart:
    return (
        _chart(drawing, drawing.labels)
        .mark_text(align="left", fontSize=drawing.at.text, color=drawing.palette.ink)
        .encode(x=alt.value(0), y=_down(drawing, "line_at"), text="line:N")
    )


def _verdicts(drawing: Drawing) -> list[alt.Chart]:
    at = drawing.at
    placed = _chart(drawing, drawing.rows).encode(y=_down(drawing, "verdict_at"))
    text = placed.encode(color=_as_is("colour"))
    if at.narrow:
        both = text.mark_text(align="right", fontSize=at.text)
        return [both.encode(x=alt.value(at.differences), text="gap_and_verdict:N")]
    value = GAP + at.value
    return [
        text.mark_text(align="right", fontSize=at.text).encode(x=alt.value(value), text="gap_text:N"),
        _symbols(placed.encode(x=alt.value(value + SYMBOL / 2 + 2))),
        text.mark_text(align="left", fontSize=at.text).encode(x=alt.value(value + SYMBOL + 2), text="verdict_text:N"),
        written(VERDICT_HEADING, value + SYMBOL + 2, _HEADING_AT, drawing.palette.ink, size=TEXT, bold=True),
    ]


def _symbols(placed: alt.Chart) -> alt.Chart:
    """Draw the sign of each row's verdict: filled diamond, equals sign, open diamond or cross."""
    return placed.mark_point(size=_SYMBOL_SIZE, strokeWidth=2.2).encode(
        shape=_shape("shape"),
        stroke=alt.Stroke("colour:N", scale=None),
        fill=alt.Fill("fill:N", scale=None),
    )


def _rows(drawing: Drawing) -> alt.Chart:
    """Lay an unseen surface over each row, so that its tooltip shows wherever one points."""
    rows = _chart(drawing, drawing.rows).mark_rect(opacity=0)
    return rows.encode(y=_down(drawing, "top"), y2="bottom")


def _lines(drawing: Drawing, width: int) -> alt.Chart:
    """Draw a thin line under each row, right across the picture."""
    line = _chart(drawing, drawing.rows).mark_rule(color=drawing.palette.grid, strokeWidth=1)
    return line.encode(x=alt.value(0), x2=alt.value(width), y=_down(drawing, "bottom"))


def _chart(drawing: Drawing, records: Sequence[Record]) -> alt.Chart:
    women, men = drawing.view.words
    # A tooltip's field called "title" becomes its heading.
    titles = {"tip_row": "title", "tip_women": capitalised(women), "tip_men": capitalised(men)}
    titles |= {"tip_difference": "Skillnad", "tip_interval": "Osäkerhet", "tip_verdict": "Bedömning"}
    if any("tip_adjusted" in record for record in drawing.rows):
        titles["tip_adjusted"] = "Standardiserad skillnad"
    tooltip = [alt.Tooltip(field, type="nominal", title=title) for field, title in titles.items()]
    return alt.Chart(_data(records)).encode(tooltip=tooltip)


def _data(records: Sequence[Record]) -> alt.InlineData:
    return alt.InlineData(values=list(records))


def _down(drawing: Drawing, field: str) -> alt.Y:
    height = drawing.at.tops[-1]
    scale = alt.Scale(domain=[0, height], range=[0, height], nice=False, zero=False)
    return alt.Y(field, type="quantitative", scale=scale, axis=None)


def _along(
    what: str | float, scale: Scale, ends: tuple[float, float], numbers: str, *, grid: bool
) -> alt.X | alt.XDatum:
    drawn = alt.Scale(domain=[scale.low, scale.high], range=list(ends), nice=False, zero=False)
    axis = alt.Axis(orient="top", values=list(scale.ticks), format=numbers, grid=grid)
    if isinstance(what, str):
        return alt.X(what, type="quantitative", scale=drawn, axis=axis)
    return alt.XDatum(what, type="quantitative", scale=drawn, axis=axis)


def _as_is(field: str) -> alt.Color:
    return alt.Color(field, type="nominal", scale=None)


def _shape(field: str) -> alt.Shape:
    return alt.Shape(field, type="nominal", scale=None)


def _sign(x: float, shape: str, size: float, fill: str, stroke: str) -> alt.Chart:
    """Draw the mark of a sex in the heading."""
    mark = alt.Chart(_data([{}])).mark_point(shape=shape, size=size, fill=fill, stroke=stroke, strokeWidth=2)
    return mark.encode(x=alt.value(x), y=alt.value(_LEGEND_AT))
