"""A warning beside what looks as if it tells who somebody is."""

from __future__ import annotations

import streamlit as st

from jamstalld.dialogue.persons import persons_in
from jamstalld.ui.plain import plain
from jamstalld.wording.analyses import person_warning


def warn_of_persons(*texts: str) -> None:
    """Warn where a text looks as if it tells who somebody is; nothing else is said and nothing is refused."""
    found = [(trace.kind, trace.words) for text in texts for trace in persons_in(text)]
    if words := person_warning(found):
        st.warning(plain(words))
