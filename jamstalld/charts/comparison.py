"""The standing picture of a comparison, the words that carry the same finding, and its twin as a table."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt

from jamstalld.charts.comparison_words import ALT_LENGTH, alt_text, comparison_table
from jamstalld.charts.fitting import wrapped
from jamstalld.charts.panels import panels
from jamstalld.charts.records import drawing
from jamstalld.charts.theme import LINE, SMALL, Palette, dressed, written
from jamstalld.charts.words import hidden_rows, unit_in, visible_rows
from jamstalld.views.model import Row, View

__all__ = ["ALT_LENGTH", "alt_text", "comparison_chart", "comparison_table"]


def comparison_chart(view: View, palette: Palette, *, width: int) -> alt.HConcatChart:
    """Draw a view: one row a line, the largest gap first.

    Left, women as a filled circle and men as an open square on one scale, each with its value: shares, means, or of
    an ordered scale in how many of 100 pairs of a woman and a man she, or he, is higher. Right, the difference with
    its interval around zero, the practical margin shaded, and the verdict. Rows that are not shown are named below.
    In a narrow picture (always below 600 pixels) the label stands above the marks and the verdict below them.

    Parameters
    ----------
    view
        What to draw. Hidden rows are never drawn.
    palette
        The colours.
    width
        The width of the whole picture, pixels; at least 320.
    """
    rows = visible_rows(view)
    caption = _caption(view, rows, width)
    columns = panels(drawing(view, rows, palette, width), caption) if rows else [_nothing(caption, palette, width)]
    return dressed(alt.hconcat(*columns, spacing=0, bounds="flush"), palette, description=alt_text(view))


def _nothing(caption: Sequence[str], palette: Palette, width: int) -> alt.LayerChart:
    said = written(["Inga rader kan visas.", *caption], 0, SMALL, palette.muted)
    return alt.LayerChart(layer=[said], width=width, height=round((len(caption) + 1) * SMALL * LINE))


def _caption(view: View, rows: Sequence[Row], width: int) -> list[str]:
    """Say what is shaded and which rows are not shown, line by line."""
    paragraphs = [f"Skuggat: skillnader på högst {unit_in(view).limit(view.margin)}."] if rows else []
    hidden = hidden_rows(view)
    for reason in dict.fromkeys(reason for _, reason in hidden):
        names = [name for name, why in hidden if why == reason]
        paragraphs.append(f"Visas inte ({reason}): {', '.join(names)}")
    return [line for paragraph in paragraphs for line in wrapped(paragraph, width, SMALL, lines=3)]
