"""Known challenges: hypotheses about gender equality to test on one's own data."""

import streamlit as st

from jamstalld.ui.challenges import show_challenges
from jamstalld.ui.frame import show_page


def contents() -> None:
    """Show what there is to test, what is tested and what came of it."""
    st.title("Kända utmaningar")
    show_challenges()


show_page("Kända utmaningar", contents, needs_data=False)
