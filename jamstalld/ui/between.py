"""The part of a view that holds units, or municipalities, against all of them together."""

from __future__ import annotations

import streamlit as st

from jamstalld.charts.funnel import FunnelPicture, funnel_finding, funnel_table, funnels_of
from jamstalld.ui.pictures import funnel_picture
from jamstalld.ui.plain import plain
from jamstalld.ui.tables import show_table
from jamstalld.views.model import View
from jamstalld.wording.between import reading


def show_between(view: View) -> FunnelPicture:
    """Let the reader choose a sex, show its funnel with finding, table and help, and give what was drawn."""
    pictures = dict(zip(view.words, funnels_of(view), strict=True))
    chosen = st.segmented_control(
        "Visa",
        list(pictures),
        default=view.words[0],
        required=True,
        format_func=str.capitalize,
        key=f"tratt_{view.words[0]}",
    )
    picture = pictures[chosen or view.words[0]]
    st.markdown(f"**{plain(funnel_finding(picture))}**")
    funnel_picture(picture)
    show_table(funnel_table(picture))
    st.markdown("\n\n".join(reading(picture.words)))
    return picture
