"""The pictures of a View. Drawing one takes longer than everything before it, so each is kept once drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import altair as alt
import streamlit as st

from jamstalld.charts.comparison import comparison_chart
from jamstalld.charts.distribution import distribution_chart
from jamstalld.charts.funnel import FunnelPicture, funnel_chart
from jamstalld.charts.hundred import hundred_chart
from jamstalld.charts.theme import DARK, LIGHT, Palette
from jamstalld.charts.trend import TrendPoint, trend_chart
from jamstalld.charts.words import unit_in
from jamstalld.periods import Quarter
from jamstalld.ui import state
from jamstalld.views.model import Row, View
from jamstalld.views.saying import name
from jamstalld.wording.numbers import number

Spec = dict[str, Any]

WIDE, NARROW = 1000, 350
SIZES = (("bred", WIDE), ("smal", NARROW))
"""The two drawings of each picture, by the container that the window shows or hides (`jamstalld.ui.frame`)."""

# More rows than this do not fit a laptop's screen; the picture then shows those that say most.
ROWS_IN_PICTURE = 8
ROWS_BELOW_TWO_ROWS_OF_MENUS = 6
ALL_ROWS = "Alla rader"
_SAYS_MOST: Mapping[str, int] = {"difference": 0, "uncertain": 1, "similar": 2, "too_small": 3}
_KEPT = 300


def standing_picture(view: View, most: int = ROWS_IN_PICTURE) -> View:
    """Show the comparison, or the series of quarters, in a wide and a narrow drawing.

    Parameters
    ----------
    most
        More rows than this do not fit; one more is let in rather than folded away.

    Returns
    -------
    View
        What is drawn: the view, or the rows of it that say most.
    """
    place = st.container()
    drawn = view
    many = view.by != "quarter" and len(view.rows) > most + 1
    if many and not st.toggle(f"Visa alla {number(len(view.rows))} rader i bilden", key="alla_rader"):
        clearest = sorted(view.rows, key=_clearness)[:most]
        drawn = replace(view, rows=tuple(row for row in view.rows if row in clearest), hidden=())
        st.caption(f"Bilden visar de {number(most)} rader som säger mest. Alla finns i tabellen.")
    with place:
        for size, width in SIZES:
            with st.container(key=size):
                _show(_standing(drawn, state.is_dark(), width), f"bild_{size}")
    return drawn


def hundred_picture(view: View) -> str | None:
    """Let the reader choose a row, show it as a hundred women and a hundred men, and tell which it is."""
    rows = [name(row) for row in view.rows]
    chosen = st.selectbox("Rad", rows, key="rad_av_hundra") if rows else None
    if chosen:
        with st.container(key="hundra"):
            _show(_hundred(view, chosen, state.is_dark()), "bild_hundra")
    return chosen


def distribution_picture(view: View) -> str | None:
    """Show how the answers are spread: in all rows, or in one that the reader chooses.

    Returns
    -------
    str or None
        The row chosen; None for all.
    """
    offered = [name(row) for row in (view.total, *view.rows) if row.women.distribution and row.men.distribution]
    chosen = st.selectbox("Rad", [ALL_ROWS, *offered], key="rad_fordelning")
    row = None if chosen == ALL_ROWS else chosen
    for size, width in SIZES:
        with st.container(key=f"{size}_fordelning"):
            _show(_distribution(view, row, state.is_dark(), width), f"fordelning_{size}")
    return row


def funnel_picture(picture: FunnelPicture) -> None:
    """Show units, or municipalities, within the funnel of what chance gives."""
    for size, width in SIZES:
        with st.container(key=f"{size}_tratt"):
            _show(_funnel(picture, state.is_dark(), width), f"tratt_{size}")


def standing_chart(view: View, palette: Palette, width: int) -> alt.TopLevelMixin:
    """Draw the picture that a view opens with: by quarters the series, else the comparison."""
    if view.by == "quarter" and view.split is None and view.kind != "ordinal":
        points = [TrendPoint(Quarter.parse(row.label), row.women, row.men) for row in view.rows]
        return trend_chart(points, palette, width=width, words=view.words, threshold=view.threshold, unit=unit_in(view))
    return comparison_chart(view, palette, width=width)


def _show(spec: Spec, key: str) -> None:
    st.vega_lite_chart(spec=spec, theme=None, key=key)  # pyright: ignore[reportUnknownMemberType] - pandas' types


def _clearness(row: Row) -> tuple[int, float]:
    return (_SAYS_MOST.get(row.verdict, 4), -abs(row.difference.estimate) if row.difference else 0.0)


def _palette(dark: bool) -> Palette:
    return DARK if dark else LIGHT


@st.cache_data(show_spinner=False, max_entries=_KEPT)
def _standing(view: View, dark: bool, width: int) -> Spec:
    return standing_chart(view, _palette(dark), width).to_dict()


@st.cache_data(show_spinner=False, max_entries=_KEPT)
def _hundred(view: View, row: str, dark: bool) -> Spec:
    return hundred_chart(view, row, _palette(dark)).to_dict()


@st.cache_data(show_spinner=False, max_entries=_KEPT)
def _distribution(view: View, row: str | None, dark: bool, width: int) -> Spec:
    return distribution_chart(view, row, _palette(dark), width=width).to_dict()


@st.cache_data(show_spinner=False, max_entries=_KEPT)
def _funnel(picture: FunnelPicture, dark: bool, width: int) -> Spec:
    return funnel_chart(picture, _palette(dark), width=width).to_dict()
