"""The picture that a view opens with, wherever it is shown: on a page, in a report, on a slide."""

from __future__ import annotations

import altair as alt

from jamstalld.charts.comparison import comparison_chart
from jamstalld.charts.telling import clearest
from jamstalld.charts.theme import Palette
from jamstalld.charts.trend import HEIGHT, TrendPoint, trend_chart
from jamstalld.charts.words import unit_in
from jamstalld.periods import Quarter
from jamstalld.views.model import View

# More rows than this do not fit a laptop's screen; the picture then shows those that say most.
ROWS_IN_PICTURE = 8
CLEAREST_ONLY = "Bilden visar de {} rader som säger mest."
ALL_IN_TABLE = "Alla finns i tabellen."


def standing_chart(view: View, palette: Palette, width: int, height: int = HEIGHT) -> alt.TopLevelMixin:
    """Draw the picture that a view opens with: by quarters the series, else the comparison.

    Parameters
    ----------
    height
        Of a series, pixels; a comparison is as high as its rows.
    """
    if view.by == "quarter" and view.split is None and view.kind != "ordinal":
        points = [TrendPoint(Quarter.parse(row.label), row.women, row.men) for row in view.rows]
        return trend_chart(
            points,
            palette,
            width=width,
            height=height,
            words=view.words,
            threshold=view.threshold,
            unit=unit_in(view),
        )
    return comparison_chart(view, palette, width=width)


def in_picture(view: View, most: int = ROWS_IN_PICTURE) -> View:
    """Give the view with the rows that say most, if it has more than fit a picture; else as it is.

    Parameters
    ----------
    most
        More rows than this do not fit; one more is let in rather than folded away.
    """
    return view if len(view.rows) <= most + 1 else clearest(view, most)
