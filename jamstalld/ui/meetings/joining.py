"""How the participants come in."""

from __future__ import annotations

import streamlit as st

from jamstalld.dialogue.meetings import Meeting
from jamstalld.ui.invitation import invited, show_invitation, show_qr
from jamstalld.ui.plain import plain
from jamstalld.wording.meetings import spaced


def show_code(meeting: Meeting) -> None:
    """Show the code of an open meeting, and on demand everything that brings participants in."""
    st.markdown(f"Kod till deltagarna: **{spaced(meeting.code)}**")
    with st.expander("Så kommer deltagarna med"):
        show_invitation(meeting.code, meeting.identity)


def show_code_large(code: str) -> None:
    """Show the QR code, the address and the code to a whole room."""
    made = invited(code)
    picture, words = st.columns([2, 3], gap="large", vertical_alignment="center")
    with picture.container(key="storqr"):
        show_qr(made)
    with words:
        st.markdown("Kom med i mötet med din telefon. Läs av QR-koden, eller gå till")
        with st.container(key="storadress"):
            st.markdown(f"**{plain(made.typed)}**")
        st.markdown("och skriv koden")
        with st.container(key="storkod"):
            st.markdown(spaced(code))
