"""Things done at the press of a button: whether they went well is told where the page is drawn next."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from jamstalld.errors import JamstalldError
from jamstalld.ui.plain import plain


def attempt(place: str, action: Callable[[], object], done: str) -> bool:
    """Do something, and keep what to tell about it.

    Parameters
    ----------
    place
        Where :func:`show_attempt` tells of it.
    done
        What to tell if it went well. Else it is the error's own message.
    """
    try:
        action()
    except JamstalldError as error:
        st.session_state[f"attempt_{place}"] = (False, error.message)
        return False
    st.session_state[f"attempt_{place}"] = (True, done)
    return True


def show_attempt(place: str) -> None:
    """Tell once how it went."""
    if outcome := st.session_state.pop(f"attempt_{place}", None):
        well, message = outcome
        (st.success if well else st.error)(plain(message))
