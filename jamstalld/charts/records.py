"""A view's rows as the plain records the marks are drawn from, every text already in Swedish."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from jamstalld.charts.layout import Layout, layout, room, scale_of_differences, scale_of_levels, sides
from jamstalld.charts.marks import Record
from jamstalld.charts.scales import Scale
from jamstalld.charts.symbols import SHAPES, verdict_colour, verdict_fill
from jamstalld.charts.theme import LINE, Palette
from jamstalld.charts.words import (
    NO_VALUE,
    difference_text,
    gap_text,
    group_text,
    interval_text,
    level_texts,
    levels,
    row_name,
    unit_in,
)
from jamstalld.views.model import Estimate, Row, View
from jamstalld.wording.numbers import count_or_few
from jamstalld.wording.sentences import VERDICT_WORDS

_HALF_BAND = 12
_FRAME = 4  # Lines and marks at the edges are thicker than their positions say.


@dataclass(frozen=True)
class Drawing:
    """Everything the panels draw from.

    Parameters
    ----------
    rows, labels, cuts
        One record a row, a line of label, and an end of an interval that lies beyond the scale.
    edges
        How far from the edges of its panel the scale of what is compared ends, pixels.
    """

    view: View
    palette: Palette
    at: Layout
    levels: Scale
    edges: tuple[float, float]
    differences: Scale
    rows: tuple[Record, ...]
    labels: tuple[Record, ...]
    cuts: tuple[Record, ...]


def drawing(view: View, rows: Sequence[Row], palette: Palette, width: int) -> Drawing:
    """Work out what to draw where.

    Parameters
    ----------
    view
        The view the rows belong to.
    rows
        The visible rows in the order they are drawn, at least one.
    palette
        The colours.
    width
        The width of the whole picture, pixels.
    """
    at = layout(rows, view, width - _FRAME)
    compared = scale_of_levels(rows, view, at)
    differences = scale_of_differences(rows, view.margin, at)
    records = tuple(_record(row, number, view, at, palette, differences) for number, row in enumerate(rows))
    return Drawing(
        view=view,
        palette=palette,
        at=at,
        levels=compared,
        edges=room(rows, compared, view, at),
        differences=differences,
        rows=records,
        labels=tuple(
            record | {"line": line, "line_at": at.label_at(number, index)}
            for number, record in enumerate(records)
            for index, line in enumerate(at.names[number])
        ),
        cuts=tuple(cut for row, record in zip(rows, records, strict=True) for cut in _cuts(row, record, differences)),
    )


def _record(row: Row, number: int, view: View, at: Layout, palette: Palette, scale: Scale) -> Record:
    top, bottom, middle = at.tops[number], at.tops[number + 1], at.middles[number]
    colour = verdict_colour(row.verdict, palette)
    women, men = levels(row) or (0.0, 0.0)
    (low, low_text), (high, high_text) = sides(row, view)
    low_colour, high_colour = palette.sexes if women == low else palette.sexes[::-1]
    told = gap_text(row, unit_in(view))
    return {
        "top": top,
        "bottom": bottom,
        "middle": middle,
        "band_top": middle - _HALF_BAND if at.narrow else top,
        "band_bottom": middle + _HALF_BAND if at.narrow else bottom,
        "verdict_at": at.verdict_at(number),
        "women": women,
        "men": men,
        "low_side": low,
        "low_text": low_text,
        "low_at": middle - low_text.count("\n") * at.text * LINE / 2,
        "low_colour": low_colour,
        "high_side": high,
        "high_text": high_text,
        "high_at": middle - high_text.count("\n") * at.text * LINE / 2,
        "high_colour": high_colour,
        "verdict": row.verdict,
        "verdict_text": VERDICT_WORDS[row.verdict],
        "gap_text": told,
        "gap_and_verdict": f"{told} · {VERDICT_WORDS[row.verdict]}",
        "colour": colour,
        "fill": verdict_fill(row.verdict, colour, palette.ground),
        "shape": SHAPES[row.verdict],
        **_interval(row.difference, scale),
        **_tooltip(row, view, at),
    }


def _interval(difference: Estimate | None, scale: Scale) -> Record:
    if difference is None:
        return {"estimate": None, "from": None, "to": None}
    return {
        "estimate": difference.estimate,
        "from": max(difference.low, scale.low),
        "to": min(difference.high, scale.high),
    }


def _cuts(row: Row, record: Record, scale: Scale) -> list[Record]:
    """Mark the ends of an interval that lie beyond the scale with an arrow."""
    if row.difference is None:
        return []
    left = [record | {"end": scale.low, "arrow": "triangle-left"}] if row.difference.low < scale.low else []
    right = [record | {"end": scale.high, "arrow": "triangle-right"}] if row.difference.high > scale.high else []
    return left + right


def _tooltip(row: Row, view: View, at: Layout) -> Record:
    difference, adjusted, unit = row.difference, row.adjusted, unit_in(view)
    women, men = _sexes(row, view, interval=not at.narrow)
    return {
        "tip_row": row_name(row),
        "tip_women": women,
        "tip_men": men,
        "tip_difference": NO_VALUE if difference is None else difference_text(difference, unit),
        "tip_interval": NO_VALUE if difference is None else interval_text(difference, unit),
        "tip_verdict": VERDICT_WORDS[row.verdict],
        **({} if adjusted is None else {"tip_adjusted": difference_text(adjusted, unit)}),
    }


def _sexes(row: Row, view: View, *, interval: bool) -> tuple[str, ...]:
    groups, unit = (row.women, row.men), unit_in(view)
    if row.pairs is None:
        return tuple(group_text(group, view.threshold, interval=interval, unit=unit) for group in groups)
    return tuple(
        f"högre i {text} {unit.many} ({count_or_few(group.n, view.threshold)} svar)"
        for text, group in zip(level_texts(row, view), groups, strict=True)
    )
