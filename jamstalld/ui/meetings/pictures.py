"""Pictures for a room: few rows, large text, in one drawing for a small screen and one for a large.

Each is drawn at a width from which the screen enlarges it until its smallest text is 24 pixels high or more. The window
shows the one that fits it (``screen.css``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeGuard

import altair as alt
import streamlit as st

from jamstalld.charts.decomposition import parts_chart
from jamstalld.charts.explanation import picture_of
from jamstalld.charts.heat import heat_map
from jamstalld.charts.hundred import hundred_chart
from jamstalld.charts.interplay import heat_cells, interplay_unit
from jamstalld.charts.matching import match_heat
from jamstalld.charts.over_time import over_time_chart
from jamstalld.charts.theme import DARK, LIGHT, Palette
from jamstalld.charts.words import visible
from jamstalld.snapshots import Answer
from jamstalld.ui import state
from jamstalld.ui.pictures import standing_chart
from jamstalld.views.explaining import Explanation
from jamstalld.views.interplay import Interplay
from jamstalld.views.matching import Matching
from jamstalld.views.model import Row, View
from jamstalld.views.over_time_model import OverTime
from jamstalld.views.saying import name
from jamstalld.wording.units import POINTS

_KEPT = 200
_SAYS_MOST: Mapping[str, int] = {"difference": 0, "uncertain": 1, "similar": 2, "too_small": 3}


@dataclass(frozen=True)
class Stage:
    """One of the two drawings.

    Parameters
    ----------
    key
        The container that the window shows or hides.
    width
        Of the comparison, pixels.
    hundred
        Of the hundred squares.
    rows
        How many rows there is room for.
    """

    key: str
    width: int
    hundred: int
    rows: int


STAGES = (Stage("storbild_bred", 1000, 690, 8), Stage("storbild_smal", 405, 405, 3))


def show_picture(answer: Answer) -> None:
    """Show the picture of an answer."""
    for stage in STAGES:
        with st.container(key=stage.key):
            if spec := _standing(answer, state.is_dark(), stage):
                _show(spec, f"rum_{stage.key}")


def has_hundred(answer: Answer | None) -> TypeGuard[View]:
    """Tell whether an answer can be shown of a hundred women and a hundred men."""
    return isinstance(answer, View) and answer.kind in ("share", "rate") and bool(_telling(answer))


def show_hundred(view: View) -> None:
    """Show the row that says most as a hundred squares for each sex."""
    for stage in STAGES:
        with st.container(key=stage.key):
            _show(_hundred(view, _telling(view), state.is_dark(), stage.hundred), f"hundra_{stage.key}")


def clearest(view: View, most: int) -> View:
    """Give the view with the rows that say most, in their own order, so many as there is room for."""
    if view.by == "quarter" or len(view.rows) <= most:
        return replace(view, hidden=())
    chosen = _ranked(view)[:most]
    return replace(view, rows=tuple(row for row in view.rows if row in chosen), hidden=())


def _telling(view: View) -> str:
    """Name the row that says most, of those that can be shown."""
    return next((name(row) for row in (*_ranked(view), view.total) if visible(row)), "")


def _ranked(view: View) -> list[Row]:
    def rank(row: Row) -> tuple[int, float]:
        return _SAYS_MOST.get(row.verdict, 4), -abs(row.difference.estimate) if row.difference else 0.0

    return sorted(view.rows, key=rank)


def _show(spec: dict[str, Any], key: str) -> None:
    st.vega_lite_chart(spec=spec, theme=None, key=key)  # pyright: ignore[reportUnknownMemberType] - pandas' types


@st.cache_data(show_spinner=False, max_entries=_KEPT)
def _standing(answer: Answer, dark: bool, stage: Stage) -> dict[str, Any]:
    chart = _drawn(answer, DARK if dark else LIGHT, stage)
    return chart.to_dict() if chart else {}


@st.cache_data(show_spinner=False, max_entries=_KEPT)
def _hundred(view: View, row: str, dark: bool, width: int) -> dict[str, Any]:
    return hundred_chart(view, row, DARK if dark else LIGHT, width=width).to_dict()


def _drawn(answer: Answer, palette: Palette, stage: Stage) -> alt.TopLevelMixin | None:
    match answer:
        case View():
            return standing_chart(clearest(answer, stage.rows), palette, stage.width)
        case OverTime():
            return over_time_chart(answer, palette, width=stage.width)
        case Explanation():
            parts = picture_of(answer)
            return parts_chart(parts, palette, width=stage.width, words=answer.words) if parts else None
        case Matching():
            cells, unit = match_heat(answer), POINTS
        case Interplay():
            first = next((cell.panel for cell in answer.shown), None)
            cells = heat_cells([cell for cell in answer.cells if cell.panel == first])
            unit = interplay_unit(answer)
    return heat_map(
        cells,
        palette,
        width=stage.width,
        unit=unit,
        margin=answer.margin,
        words=answer.words,
        threshold=answer.threshold,
    )
