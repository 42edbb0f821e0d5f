"""The questions of the dialogue, to be worded in the municipality's own way."""

import streamlit as st

from jamstalld.ui.analysis.prompts import show_prompts
from jamstalld.ui.frame import show_page


def contents() -> None:
    """Show the questions of the six steps."""
    st.title("Frågor")
    show_prompts()


show_page("Frågor", contents, needs_data=False)
