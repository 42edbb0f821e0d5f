"""Who writes: whoever has signed in, else a name that is typed once and kept for the session."""

from __future__ import annotations

import streamlit as st

from jamstalld.loading import user_name
from jamstalld.store import NO_NAME
from jamstalld.store.limits import LONGEST_AUTHOR
from jamstalld.ui import who

AUTHOR = "author"


def author() -> str:
    """Give the name of who writes or decides."""
    return who.person().name or str(st.session_state.get(AUTHOR) or "").strip() or NO_NAME


def doer() -> str:
    """Give the name that the log has for what is done with data and files: else that of the computer's account."""
    return who.person().name or user_name()


def name_field() -> None:
    """Let whoever is at the keyboard say who they are, where nobody has signed in."""
    if who.person().name:
        return
    st.text_input("Ditt namn", key=AUTHOR, persist_state="session", max_chars=LONGEST_AUTHOR, width=260)
