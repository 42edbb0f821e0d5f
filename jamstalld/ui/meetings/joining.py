"""How the participants come in, told to a whole room; to whoever leads it is told in `jamstalld.ui.invitation`."""

from __future__ import annotations

import streamlit as st

from jamstalld.ui.invitation import invited
from jamstalld.ui.plain import plain
from jamstalld.wording.meetings import spaced


def show_code_large(code: str) -> None:
    """Show the QR code, the address and the code to a whole room."""
    made = invited(code)
    picture, words = st.columns([2, 3], vertical_alignment="center")
    with picture, st.container(key="storqr"):
        st.image(made.svg, caption="QR-kod till mötet", width="stretch")
    with words:
        st.markdown(f"Kom med i mötet med din telefon: läs av koden, eller gå till **{plain(made.typed)}** och skriv")
        with st.container(key="storkod"):
            st.markdown(spaced(code))
