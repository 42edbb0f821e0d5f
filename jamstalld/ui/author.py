"""Who is at the keyboard: a name that is typed once and kept for the session."""

from __future__ import annotations

import streamlit as st

from jamstalld.store import NO_NAME
from jamstalld.store.limits import LONGEST_AUTHOR

AUTHOR = "author"


def author() -> str:
    """Give the name of who writes or decides."""
    return str(st.session_state.get(AUTHOR) or "").strip() or NO_NAME


def name_field() -> None:
    """Let whoever is at the keyboard say who they are."""
    st.text_input("Ditt namn", key=AUTHOR, persist_state="session", max_chars=LONGEST_AUTHOR, width=260)
