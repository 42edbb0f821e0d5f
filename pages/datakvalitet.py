"""Data quality: what is missing, where, and whether more often for women or for men."""

import streamlit as st

from jamstalld.ui.filters import period_menu, unit_menu
from jamstalld.ui.frame import show_page
from jamstalld.ui.quality import show_coverage, show_groups


def contents() -> None:
    """Show the coverage of the chosen period."""
    st.title("Datakvalitet")
    with st.container(horizontal=True):
        period = period_menu()
        filters = unit_menu(period)
    show_coverage(period, filters)
    show_groups(period, filters)


show_page("Datakvalitet", contents)
