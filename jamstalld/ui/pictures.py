"""The pictures of a View. Drawing one takes longer than everything before it, so each is kept once drawn."""

from __future__ import annotations

from typing import Any

import streamlit as st

from jamstalld.charts.distribution import distribution_chart
from jamstalld.charts.funnel import FunnelPicture, funnel_chart
from jamstalld.charts.hundred import hundred_chart
from jamstalld.charts.standing import ALL_IN_TABLE, CLEAREST_ONLY, ROWS_IN_PICTURE, in_picture, standing_chart
from jamstalld.charts.theme import DARK, LIGHT, Palette, spec_of
from jamstalld.ui import state
from jamstalld.ui.kept import by_content, packed
from jamstalld.views.model import View
from jamstalld.views.saying import name
from jamstalld.wording.numbers import number

Spec = dict[str, Any]

WIDE, NARROW = 1000, 350
SIZES = (("bred", WIDE), ("smal", NARROW))
"""The two drawings of each picture, by the container that the window shows or hides (`jamstalld.ui.frame`)."""

ROWS_BELOW_TWO_ROWS_OF_MENUS = 6
ALL_ROWS = "Alla rader"
_KEPT = 1500
"""Fifty who look at once choose some hundreds of views, each drawn for two widths. A picture takes 60 kB."""


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
    drawn = in_picture(view, most)
    if drawn is not view:
        if st.toggle(f"Visa alla {number(len(view.rows))} rader i bilden", key="alla_rader"):
            drawn = view
        else:
            st.caption(f"{CLEAREST_ONLY.format(number(most))} {ALL_IN_TABLE}")
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


def _show(spec: Spec, key: str) -> None:
    st.vega_lite_chart(spec=spec, theme=None, key=key)  # pyright: ignore[reportUnknownMemberType] - pandas' types


def _palette(dark: bool) -> Palette:
    return DARK if dark else LIGHT


@st.cache_data(show_spinner=False, max_entries=_KEPT, hash_funcs=by_content(View))
def _standing(view: View, dark: bool, width: int) -> Spec:
    return packed(spec_of(standing_chart(view, _palette(dark), width)))


@st.cache_data(show_spinner=False, max_entries=_KEPT, hash_funcs=by_content(View))
def _hundred(view: View, row: str, dark: bool) -> Spec:
    return packed(spec_of(hundred_chart(view, row, _palette(dark))))


@st.cache_data(show_spinner=False, max_entries=_KEPT, hash_funcs=by_content(View))
def _distribution(view: View, row: str | None, dark: bool, width: int) -> Spec:
    return packed(spec_of(distribution_chart(view, row, _palette(dark), width=width)))


@st.cache_data(show_spinner=False, max_entries=_KEPT, hash_funcs=by_content(FunnelPicture))
def _funnel(picture: FunnelPicture, dark: bool, width: int) -> Spec:
    return packed(spec_of(funnel_chart(picture, _palette(dark), width=width)))
