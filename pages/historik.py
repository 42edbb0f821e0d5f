"""Everything that has been decided, in order."""

import streamlit as st

from jamstalld.ui.frame import show_page
from jamstalld.ui.history import show_history


def contents() -> None:
    """Show what was done, when and by whom."""
    st.title("Historik")
    show_history()


show_page("Historik", contents, needs_data=False)
