"""The frame of the page that a room looks at: no menu, no tools, large text, and what every page must say."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from jamstalld.ui import state
from jamstalld.wording.method import SYNTHETIC, UNPROTECTED

_STYLE = Path(__file__).with_name("screen.css").read_text("utf-8")
_LIGHT, _DARK = "#ffffff", "#12151c"


def show_screen(contents: Callable[[], None]) -> None:
    """Show a page on the whole screen, with the notices that a reader of any number must see below it."""
    ground = _DARK if state.is_dark() else _LIGHT
    st.html(f"<style>{_STYLE}\n.st-key-styrning {{ background: {ground}; }}</style>")
    contents()
    known = state.info()
    notices = [notice for notice, holds in ((SYNTHETIC, known.synthetic), (UNPROTECTED, known.threshold == 1)) if holds]
    if notices:
        with st.container(key="upplysning"):
            st.caption(" ".join(notices))
