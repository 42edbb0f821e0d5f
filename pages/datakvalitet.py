"""Data quality: what is missing, where, and whether more often for women or for men."""

import streamlit as st

from jamstalld.ui.filters import period_menu
from jamstalld.ui.frame import show_page
from jamstalld.ui.quality import show_coverage, show_groups


def contents() -> None:
    """Show the coverage of the chosen period."""
    st.title("Datakvalitet")
    period = period_menu()
    show_coverage(period)
    show_groups(period)


show_page("Datakvalitet", contents)
