"""What the numbers are, how they are compared and how they are protected."""

import streamlit as st

from jamstalld.ui import state
from jamstalld.ui.frame import show_page
from jamstalld.ui.methods import show_methods


def contents() -> None:
    """Explain the methods; the paragraph on protection is this database's own."""
    st.title("Om metoden")
    show_methods(state.info().threshold)


show_page("Om metoden", contents, needs_data=False)
