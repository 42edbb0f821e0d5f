"""The picture that a view opens with, wherever it is shown: on a page, in a report, on a slide."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import altair as alt

from jamstalld.charts.comparison import comparison_chart
from jamstalld.charts.theme import Palette
from jamstalld.charts.trend import TrendPoint, trend_chart
from jamstalld.charts.words import unit_in
from jamstalld.periods import Quarter
from jamstalld.views.model import Row, View

# More rows than this do not fit a laptop's screen; the picture then shows those that say most.
ROWS_IN_PICTURE = 8
CLEAREST_ONLY = "Bilden visar de {} rader som säger mest."
ALL_IN_TABLE = "Alla finns i tabellen."
_SAYS_MOST: Mapping[str, int] = {"difference": 0, "uncertain": 1, "similar": 2, "too_small": 3}


def standing_chart(view: View, palette: Palette, width: int) -> alt.TopLevelMixin:
    """Draw the picture that a view opens with: by quarters the series, else the comparison."""
    if view.by == "quarter" and view.split is None and view.kind != "ordinal":
        points = [TrendPoint(Quarter.parse(row.label), row.women, row.men) for row in view.rows]
        return trend_chart(points, palette, width=width, words=view.words, threshold=view.threshold, unit=unit_in(view))
    return comparison_chart(view, palette, width=width)


def clearest(view: View, most: int = ROWS_IN_PICTURE) -> View:
    """Give the view with the rows that say most, if it has more than fit a picture; else as it is.

    Parameters
    ----------
    most
        More rows than this do not fit; one more is let in rather than folded away.
    """
    if view.by == "quarter" or len(view.rows) <= most + 1:
        return view
    chosen = sorted(view.rows, key=_clearness)[:most]
    return replace(view, rows=tuple(row for row in view.rows if row in chosen), hidden=())


def _clearness(row: Row) -> tuple[int, float]:
    return (_SAYS_MOST.get(row.verdict, 4), -abs(row.difference.estimate) if row.difference else 0.0)
