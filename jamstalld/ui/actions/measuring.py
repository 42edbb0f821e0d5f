"""Measuring actions again, each once as long as neither the data nor what it follows has changed."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import streamlit as st

from jamstalld.actions import Standing, standings
from jamstalld.dialogue.actions import Action
from jamstalld.periods import Quarter
from jamstalld.ui import state
from jamstalld.views.following import Followed, follow

_KEPT = 500


def measured(action: Action, until: Quarter | None = None) -> Followed | None:
    """Measure an action, with the quarters up to one if that is named."""
    # What is done and by whom decides nothing of what is measured.
    asked = replace(action, identity="", parent="", what="", who="", due="", status="planned", meeting="", snapshot="")
    content = json.dumps(asked.content(), sort_keys=True)
    return _measured(str(state.database().path), state.version(), content, until.index if until else None)


@st.cache_data(show_spinner=False, max_entries=_KEPT)
def _measured(path: str, version: str, content: str, until: int | None) -> Followed | None:
    action = Action.of("", "", json.loads(content))
    return follow(state.database(), action, until=None if until is None else Quarter(until))


def current(parent: str | None = None) -> tuple[Standing, ...]:
    """List the actions and how they stand today; only those of one analysis if it is named."""
    return standings(state.database(), measured, date.today(), parent)
