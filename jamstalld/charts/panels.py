"""The four columns of the picture of a comparison: label, shares, difference, verdict."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import altair as alt

from jamstalld.charts.fitting import text_width
from jamstalld.charts.layout import BESIDE, EDGE, GAP, SYMBOL, VERDICT_HEADING
from jamstalld.charts.marks import Record, along, as_is, down, marked, shaped
from jamstalld.charts.records import Drawing
from jamstalld.charts.symbols import sex_sign, signs
from jamstalld.charts.theme import BOLD, CIRCLE_SIZE, LINE, SMALL, SQUARE_SIZE, TEXT, written
from jamstalld.charts.words import unit_in
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
    levels, differences = _levels(drawing), _differences(drawing)
    if at.narrow:
        columns = [(at.levels, levels + labels), (at.differences, differences + verdicts)]
    else:
        columns = [
            (at.label, labels),
            (at.levels, levels),
            (at.differences, differences),
            (at.verdict, verdicts),
        ]
    return [
        alt.LayerChart(layer=[_rows(drawing), _lines(drawing, width), *layers], width=width, height=at.tops[-1])
        for width, layers in columns
    ]


def _levels(drawing: Drawing) -> list[alt.Chart]:
    palette, at = drawing.palette, drawing.at
    ends = (drawing.edges[0], at.levels - drawing.edges[1])

    def x(what: str) -> alt.X | alt.XDatum:
        return along(what, drawing.levels, ends, grid=not at.narrow)

    def value(side: str, align: Literal["left", "right"], beside: float) -> alt.Chart:
        text = marks.mark_text(align=align, dx=beside, fontSize=at.text, lineHeight=at.text * LINE)
        return text.encode(
            x=x(f"{side}_side"),
            y=_down(drawing, f"{side}_at"),
            text=alt.Text(field=f"{side}_text", type="nominal"),
            color=as_is(f"{side}_colour"),
        )

    marks = _chart(drawing, drawing.rows)
    placed = marks.encode(y=_down(drawing, "middle"))
    women, men = palette.sexes
    return [
        placed.mark_rule(color=palette.line, strokeWidth=3).encode(x=x("low_side"), x2=alt.X2(field="high_side")),
        placed.mark_point(shape="square", size=SQUARE_SIZE, fill=palette.ground, stroke=men, strokeWidth=2.5).encode(
            x=x("men")
        ),
        placed.mark_point(shape="circle", size=CIRCLE_SIZE, fill=women, stroke=women, strokeWidth=1).encode(
            x=x("women")
        ),
        value("low", "right", -BESIDE),
        value("high", "left", BESIDE),
        *_level_heading(drawing, 0 if at.narrow else ends[0] - EDGE),
    ]


def _level_heading(drawing: Drawing, left: float) -> list[alt.Chart]:
    palette, view = drawing.palette, drawing.view
    women, men = view.words
    second = left + 36 + text_width(women, SMALL)
    headings = {
        "mean": (f"Medelvärde, {view.unit}", "Medelvärde"),
        "ordinal": (f"Högre svar, {view.unit}", "Högre svar"),
    }
    longer, short = headings.get(view.kind, ("Andel", "Andel"))
    fits = text_width(longer, TEXT) * BOLD <= drawing.at.levels - left
    return [
        written(longer if fits else short, left, _HEADING_AT, palette.ink, size=TEXT, bold=True),
        sex_sign(left + 7, _LEGEND_AT, palette, women=True, size=CIRCLE_SIZE),
        written(women, left + 19, _LEGEND_AT, palette.women),
        sex_sign(second, _LEGEND_AT, palette, women=False, size=SQUARE_SIZE * 0.75),
        written(men, second + 13, _LEGEND_AT, palette.men),
    ]


def _differences(drawing: Drawing) -> list[alt.Chart]:
    palette, at, margin = drawing.palette, drawing.at, drawing.view.margin
    ends = (at.inset, at.differences - EDGE)

    def x(what: str | float) -> alt.X | alt.XDatum:
        return along(what, drawing.differences, ends, grid=not at.narrow)

    marks = _chart(drawing, drawing.rows)
    spanning = marks.encode(y=_down(drawing, "band_top"), y2=alt.Y2(field="band_bottom"))
    known = marks.transform_filter("isValid(datum.estimate)").encode(y=_down(drawing, "middle"))
    points = known.encode(x=x("estimate"))
    cuts = _chart(drawing, drawing.cuts).encode(y=_down(drawing, "middle"))
    edge: dict[str, Any] = {"color": palette.line, "strokeDash": [3, 3], "strokeWidth": 1}
    return [
        spanning.mark_rect(color=palette.band).encode(x=x(-margin), x2=alt.X2Datum(margin)),
        *(spanning.mark_rule(**edge).encode(x=x(end)) for end in (-margin, margin)),
        spanning.mark_rule(color=palette.muted, strokeWidth=1.5).encode(x=x(0)),
        known.mark_rule(strokeWidth=3).encode(
            x=x("from"),
            x2=alt.X2(field="to"),
            color=as_is("colour"),
            strokeDash=alt.StrokeDashValue(
                [1, 0], condition={"test": "datum.verdict === 'too_small'", "value": [4, 3]}
            ),
        ),
        cuts.mark_point(filled=True, size=90).encode(x=x("end"), shape=shaped("arrow"), color=as_is("colour")),
        points.transform_filter("datum.verdict === 'similar' || datum.verdict === 'too_small'").mark_point(
            shape="circle", size=_HALO_SIZE, fill=palette.ground, strokeWidth=0
        ),
        signs(points, _SYMBOL_SIZE),
        *_difference_heading(drawing),
    ]


def _difference_heading(drawing: Drawing) -> list[alt.Chart]:
    palette, at = drawing.palette, drawing.at
    women, men = drawing.view.words
    zero = (at.inset + at.differences - EDGE) / 2
    more = unit_in(drawing.view).side(1.0)
    to_men, to_women = f"← {more} för {men}", f"{more} för {women} →"
    beyond = at.differences - zero + (0 if at.narrow else GAP + at.value)
    if text_width(to_men, SMALL) > zero or text_width(to_women, SMALL) > beyond:
        to_men, to_women = f"← {men}", f"{women} →"
    heading = f"Skillnad, {drawing.view.unit}"
    if at.narrow or text_width(heading, TEXT) * BOLD > 2 * min(zero, beyond):
        heading = "Skillnad"
    return [
        written(heading, zero, _HEADING_AT, palette.ink, align="center", size=TEXT, bold=True),
        written(to_men, zero - 5, _LEGEND_AT, palette.men, align="right"),
        written(to_women, zero + 5, _LEGEND_AT, palette.women),
    ]


def _labels(drawing: Drawing) -> alt.Chart:
    return (
        _chart(drawing, drawing.labels)
        .mark_text(align="left", fontSize=drawing.at.text, color=drawing.palette.ink)
        .encode(x=alt.XValue(0), y=_down(drawing, "line_at"), text=alt.Text(field="line", type="nominal"))
    )


def _verdicts(drawing: Drawing) -> list[alt.Chart]:
    at = drawing.at
    placed = _chart(drawing, drawing.rows).encode(y=_down(drawing, "verdict_at"))
    text = placed.encode(color=as_is("colour"))
    if at.narrow:
        both = text.mark_text(align="right", fontSize=at.text)
        return [both.encode(x=alt.XValue(at.differences), text=alt.Text(field="gap_and_verdict", type="nominal"))]
    value = GAP + at.value
    return [
        text.mark_text(align="right", fontSize=at.text).encode(
            x=alt.XValue(value), text=alt.Text(field="gap_text", type="nominal")
        ),
        signs(placed.encode(x=alt.XValue(value + SYMBOL / 2 + 2)), _SYMBOL_SIZE),
        text.mark_text(align="left", fontSize=at.text).encode(
            x=alt.XValue(value + SYMBOL + 2), text=alt.Text(field="verdict_text", type="nominal")
        ),
        written(VERDICT_HEADING, value + SYMBOL + 2, _HEADING_AT, drawing.palette.ink, size=TEXT, bold=True),
    ]


def _rows(drawing: Drawing) -> alt.Chart:
    """Lay an unseen surface over each row, so that its tooltip shows wherever one points."""
    rows = _chart(drawing, drawing.rows).mark_rect(opacity=0)
    return rows.encode(y=_down(drawing, "top"), y2=alt.Y2(field="bottom"))


def _lines(drawing: Drawing, width: int) -> alt.Chart:
    """Draw a thin line under each row, right across the picture."""
    line = _chart(drawing, drawing.rows).mark_rule(color=drawing.palette.grid, strokeWidth=1)
    return line.encode(x=alt.XValue(0), x2=alt.X2Value(width), y=_down(drawing, "bottom"))


def _chart(drawing: Drawing, records: Sequence[Record]) -> alt.Chart:
    women, men = drawing.view.words
    # A tooltip's field called "title" becomes its heading.
    titles = {"tip_row": "title", "tip_women": capitalised(women), "tip_men": capitalised(men)}
    titles |= {"tip_difference": "Skillnad", "tip_interval": "Osäkerhet", "tip_verdict": "Bedömning"}
    if any("tip_adjusted" in record for record in drawing.rows):
        titles["tip_adjusted"] = "Standardiserad skillnad"
    return marked(records, titles)


def _down(drawing: Drawing, field: str) -> alt.Y:
    return down(field, drawing.at.tops[-1])
