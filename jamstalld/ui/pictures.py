"""The pictures of a View. Drawing one takes longer than everything before it, so each is kept once drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import streamlit as st

from jamstalld.charts.comparison import comparison_chart
from jamstalld.charts.hundred import hundred_chart
from jamstalld.charts.theme import DARK, LIGHT, Palette
from jamstalld.charts.trend import TrendPoint, trend_chart
from jamstalld.periods import Quarter
from jamstalld.ui import state
from jamstalld.views.model import Row, View
from jamstalld.views.saying import name
from jamstalld.wording.numbers import number

Spec = dict[str, Any]

WIDE, NARROW = 1000, 350
# More rows than this do not fit a laptop's screen; the picture then shows those that say most.
ROWS_IN_PICTURE = 8
_SAYS_MOST: Mapping[str, int] = {"difference": 0, "uncertain": 1, "similar": 2, "too_small": 3}
_KEPT = 300


def standing_picture(view: View) -> None:
    """Show the comparison, or the series of quarters, in a wide and a narrow drawing.

    The window shows the one that fits it (`jamstalld.ui.frame`).
    """
    place = st.container()
    drawn = view
    many = view.by != "quarter" and len(view.rows) > ROWS_IN_PICTURE
    if many and not st.toggle(f"Visa alla {number(len(view.rows))} rader i bilden", key="alla_rader"):
        clearest = sorted(view.rows, key=_clearness)[:ROWS_IN_PICTURE]
        drawn = replace(view, rows=tuple(row for row in view.rows if row in clearest), hidden=())
        st.caption(f"Bilden visar de {ROWS_IN_PICTURE} rader som säger mest. Alla finns i tabellen.")
    with place:
        for size, width in (("bred", WIDE), ("smal", NARROW)):
            with st.container(key=size):
                _show(_standing(drawn, state.is_dark(), width), f"bild_{size}")


def hundred_picture(view: View) -> None:
    """Let the reader choose a row and show it as a hundred women and a hundred men."""
    rows = [name(row) for row in view.rows]
    chosen = st.selectbox("Rad", rows, key="rad_av_hundra") if rows else None
    if chosen:
        with st.container(key="hundra"):
            _show(_hundred(view, chosen, state.is_dark()), "bild_hundra")


def _show(spec: Spec, key: str) -> None:
    st.vega_lite_chart(spec=spec, theme=None, key=key)  # pyright: ignore[reportUnknownMemberType] - pandas' types


def _clearness(row: Row) -> tuple[int, float]:
    return (_SAYS_MOST.get(row.verdict, 4), -abs(row.difference.estimate) if row.difference else 0.0)


def _palette(dark: bool) -> Palette:
    return DARK if dark else LIGHT


@st.cache_data(show_spinner=False, max_entries=_KEPT)
def _standing(view: View, dark: bool, width: int) -> Spec:
    if view.by == "quarter" and view.split is None:
        points = [TrendPoint(Quarter.parse(row.label), row.women, row.men) for row in view.rows]
        chart = trend_chart(points, _palette(dark), width=width, words=view.words, threshold=view.threshold)
    else:
        chart = comparison_chart(view, _palette(dark), width=width)
    return chart.to_dict()


@st.cache_data(show_spinner=False, max_entries=_KEPT)
def _hundred(view: View, row: str, dark: bool) -> Spec:
    return hundred_chart(view, row, _palette(dark)).to_dict()
