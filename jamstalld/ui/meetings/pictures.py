"""Pictures for a room: few rows, large text, in one drawing for a small screen and one for a large.

Each is drawn at a width from which the screen enlarges it until its text is 24 pixels high. The window shows the one
that fits it (``screen.css``).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeGuard, get_args

import altair as alt
import streamlit as st

from jamstalld.charts.decomposition import parts_chart
from jamstalld.charts.explanation import picture_of
from jamstalld.charts.heat import HeatCell, heat_map
from jamstalld.charts.hundred import hundred_chart
from jamstalld.charts.interplay import heat_cells, interplay_unit
from jamstalld.charts.matching import match_heat
from jamstalld.charts.over_time import over_time_chart
from jamstalld.charts.telling import clearest, clearest_cells, ranked
from jamstalld.charts.theme import DARK, LIGHT, Palette, spec_of
from jamstalld.charts.words import visible
from jamstalld.snapshots import Answer
from jamstalld.ui import state
from jamstalld.ui.kept import by_content
from jamstalld.ui.pictures import standing_chart
from jamstalld.views.explaining import Explanation
from jamstalld.views.interplay import Interplay
from jamstalld.views.matching import Matching
from jamstalld.views.model import View
from jamstalld.views.over_time_model import OverTime
from jamstalld.views.saying import name
from jamstalld.wording.meetings import part_line
from jamstalld.wording.units import POINTS

_KEPT = 200


@dataclass(frozen=True)
class Stage:
    """One of the two drawings.

    Parameters
    ----------
    key
        What the window shows or hides.
    width
        Of the picture, pixels.
    series, bar
        How high a series of quarters, and the line of a bar, are drawn, pixels.
    hundred
        The width of the hundred squares, pixels.
    rows, cells
        How many rows of a comparison and of a heat map there is room for.
    """

    key: str
    width: int
    series: int
    bar: int
    hundred: int
    rows: int
    cells: int


STAGES = (Stage("bred", 1000, 280, 46, 620, 7, 6), Stage("smal", 405, 200, 27, 405, 3, 3))


def show_picture(answer: Answer) -> None:
    """Show the picture of an answer."""
    for stage in STAGES:
        with st.container(key=f"storbild_{stage.key}"):
            if spec := drawn(answer, stage, dark=state.is_dark()):
                _show(spec, f"rum_{stage.key}")


def tell_what_is_drawn(answer: Answer) -> None:
    """Say how many of its rows the picture has, where it has not all of them."""
    rows = _rows_of(answer)
    for stage in STAGES:
        most = stage.rows if isinstance(answer, View) else stage.cells
        if rows > most:
            with st.container(key=f"storord_{stage.key}"):
                st.caption(part_line(most, rows))


def has_hundred(answer: Answer | None) -> TypeGuard[View]:
    """Tell whether an answer can be shown of a hundred women and a hundred men."""
    return isinstance(answer, View) and answer.kind in ("share", "rate") and bool(_telling(answer))


def show_hundred(view: View) -> None:
    """Show the row that says most as a hundred squares for each sex."""
    for stage in STAGES:
        with st.container(key=f"storbild_{stage.key}"):
            _show(drawn_of_hundred(view, stage, dark=state.is_dark()), f"hundra_{stage.key}")


def _telling(view: View) -> str:
    """Name the row that says most, of those that can be shown."""
    return next((name(row) for row in (*ranked(view), view.total) if visible(row)), "")


def _rows_of(answer: Answer) -> int:
    match answer:
        case View():
            return 0 if answer.by == "quarter" else len(answer.rows)
        case Matching() | Interplay():
            return len({cell.row for cell in _cells(answer)})
        case _:
            return 0


def _cells(answer: Matching | Interplay) -> list[HeatCell]:
    """Give the cells of a heat map; of several panels, those of the first in which something can be shown."""
    if isinstance(answer, Matching):
        return match_heat(answer)
    first = next((cell.panel for cell in answer.shown), None)
    return heat_cells([cell for cell in answer.cells if cell.panel == first])


def _show(spec: dict[str, Any], key: str) -> None:
    st.vega_lite_chart(  # pyright: ignore[reportUnknownMemberType] - pandas' types
        spec=spec, theme=None, width="content", key=key
    )


@st.cache_data(show_spinner=False, max_entries=_KEPT, hash_funcs=by_content(*get_args(Answer)))
def drawn(answer: Answer, stage: Stage, *, dark: bool) -> dict[str, Any]:
    """Draw the picture of an answer; nothing where nothing of it can be drawn."""
    chart = _drawn(answer, DARK if dark else LIGHT, stage)
    return spec_of(chart) if chart else {}


@st.cache_data(show_spinner=False, max_entries=_KEPT, hash_funcs=by_content(View))
def drawn_of_hundred(view: View, stage: Stage, *, dark: bool) -> dict[str, Any]:
    """Draw the row that says most as a hundred squares for each sex."""
    return spec_of(hundred_chart(view, _telling(view), DARK if dark else LIGHT, width=stage.hundred))


def _drawn(answer: Answer, palette: Palette, stage: Stage) -> alt.TopLevelMixin | None:
    match answer:
        case View():
            return standing_chart(clearest(answer, stage.rows), palette, stage.width, stage.series)
        case OverTime():
            return over_time_chart(answer, palette, width=stage.width, height=stage.series)
        case Explanation():
            parts = picture_of(answer)
            return parts_chart(parts, palette, width=stage.width, row=stage.bar, words=answer.words) if parts else None
        case _:
            return heat_map(
                clearest_cells(_cells(answer), stage.cells),
                palette,
                width=stage.width,
                unit=interplay_unit(answer) if isinstance(answer, Interplay) else POINTS,
                margin=answer.margin,
                words=answer.words,
                threshold=answer.threshold,
            )
