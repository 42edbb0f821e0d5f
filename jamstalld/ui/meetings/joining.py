"""How the participants come in."""

from __future__ import annotations

import streamlit as st

from jamstalld.wording.meetings import spaced


def show_code(code: str) -> None:
    """Show the code of an open meeting."""
    st.markdown(f"Kod till deltagarna: **{spaced(code)}**")


def show_code_large(code: str) -> None:
    """Show the code to a whole room."""
    st.markdown("Kom med i mötet med din telefon. Koden är")
    with st.container(key="storkod"):
        st.markdown(spaced(code))
