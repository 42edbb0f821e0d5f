"""How small numbers are protected, shown on an invented table."""

import streamlit as st

from jamstalld.ui.example import show_example
from jamstalld.ui.frame import show_page


def contents() -> None:
    """Explain the protection."""
    st.title("Skydd av små tal")
    show_example()


show_page("Skydd av små tal", contents, needs_data=False)
