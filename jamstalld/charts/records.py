"""A view's rows as the plain records the marks are drawn from, every text already in Swedish."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from jamstalld.charts.layout import Layout, layout, room, scale_of_differences, scale_of_shares, sides
from jamstalld.charts.scales import Scale
from jamstalld.charts.theme import LINE, Palette
from jamstalld.charts.words import difference_text, gap, group_text, interval_text, row_name, signed
from jamstalld.views.model import Estimate, Row, View
from jamstalld.wording.sentences import VERDICT_WORDS

Record = dict[str, Any]

_EQUALS = "M-0.9,-0.42H0.9M-0.9,0.42H0.9"
_CROSS = "M-0.75,-0.75L0.75,0.75M-0.75,0.75L0.75,-0.75"
_SHAPES = {"difference": "diamond", "similar": _EQUALS, "uncertain": "diamond", "too_small": _CROSS}
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
        How far from the edges of its panel the scale of shares ends, pixels.
    """

    view: View
    palette: Palette
    at: Layout
    shares: Scale
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
    shares = scale_of_shares(rows, view, at)
    differences = scale_of_differences(rows, view.margin, at)
    records = tuple(_record(row, number, view, at, palette, differences) for number, row in enumerate(rows))
    return Drawing(
        view=view,
        palette=palette,
        at=at,
        shares=shares,
        edges=room(rows, shares, view, at),
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
    colour = {
        "difference": palette.ink,
        "similar": palette.similar,
        "uncertain": palette.uncertain,
        "too_small": palette.muted,
        "hidden": palette.muted,
    }[row.verdict]
    (low, low_text), (high, high_text) = sides(row, view)
    women_low = row.women.share == low
    low_colour, high_colour = palette.sexes if women_low else palette.sexes[::-1]
    return {
        "top": top,
        "bottom": bottom,
        "middle": middle,
        "band_top": middle - _HALF_BAND if at.narrow else top,
        "band_bottom": middle + _HALF_BAND if at.narrow else bottom,
        "verdict_at": at.verdict_at(number),
        "women": row.women.share,
        "men": row.men.share,
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
        "gap_text": signed(gap(row)),
        "gap_and_verdict": f"{signed(gap(row))} · {VERDICT_WORDS[row.verdict]}",
        "colour": colour,
        "fill": palette.ground if row.verdict == "uncertain" else colour,
        "shape": _SHAPES.get(row.verdict, "diamond"),
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
    difference, adjusted = row.difference, row.adjusted
    women, men = (group_text(group, view.threshold, interval=not at.narrow) for group in (row.women, row.men))
    return {
        "tip_row": row_name(row),
        "tip_women": women,
        "tip_men": men,
        "tip_difference": "–" if difference is None else difference_text(difference),
        "tip_interval": "–" if difference is None else interval_text(difference),
        "tip_verdict": VERDICT_WORDS[row.verdict],
        **({} if adjusted is None else {"tip_adjusted": difference_text(adjusted)}),
    }
