"""Keeping: whether the installation is sound, copies of the database, and putting one back."""

import streamlit as st

from jamstalld.ui.frame import show_page
from jamstalld.ui.keeping import show_copies, show_health


def contents() -> None:
    """Show the state of the installation, and the copies."""
    st.title("Drift")
    show_copies()
    show_health()


show_page("Drift", contents, needs_data=False)
