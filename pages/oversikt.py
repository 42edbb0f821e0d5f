"""The quarter at a glance: how many, what differs most, what is alike, what says nothing yet, has moved, is missing."""

import streamlit as st

from jamstalld.ui import state
from jamstalld.ui.actions import show_news
from jamstalld.ui.filters import period_menu, unit_menu
from jamstalld.ui.frame import show_page
from jamstalld.ui.glance import show_changes, show_few, show_findings, show_missing, show_sizes


def contents() -> None:
    """Show the overview of the chosen period."""
    st.title("Översikt")
    with st.container(horizontal=True):
        period = period_menu()
        filters = unit_menu(period)
    seen = state.glance(period, filters)
    show_sizes(seen)
    show_findings(seen)
    show_news()
    show_few(seen)
    show_changes(seen)
    show_missing(seen)


show_page("Översikt", contents)
