"""The fields of an analysis: it begins with the first thing written, and what comes after its end is kept apart."""

from __future__ import annotations

from functools import partial
from typing import cast

import streamlit as st

from jamstalld.dialogue.entries import Kept
from jamstalld.dialogue.texts import Text
from jamstalld.store import FinalError, write_text
from jamstalld.ui import state
from jamstalld.ui.analysis.place import Place
from jamstalld.ui.writing import Field


def field_in(place: Place, key: str) -> Field:
    """Give the field of an analysis that has a name."""
    return Field(place.identity, key, partial(_save, place, key))


def late_texts(identity: str) -> dict[str, str]:
    """Give what this session wrote after somebody had finished the analysis: field → text."""
    return cast("dict[str, str]", st.session_state.setdefault(f"late_{identity}", {}))


def _save(place: Place, key: str, text: str, *, by: str, based_on: int, line: str) -> Kept[Text]:
    try:
        return write_text(state.database(), place.identity, place.seen, key, text, by=by, based_on=based_on, line=line)
    except FinalError:
        late_texts(place.identity)[key] = text
        raise
