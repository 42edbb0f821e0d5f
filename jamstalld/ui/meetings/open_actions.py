"""The actions that are planned or going on."""

from __future__ import annotations

import streamlit as st

from jamstalld.dialogue.actions import OPEN, STATUSES, Action
from jamstalld.dialogue.entries import Kept
from jamstalld.dialogue.meetings import Meeting
from jamstalld.store import entries
from jamstalld.ui import state
from jamstalld.ui.tables import show_table
from jamstalld.wording.meetings import NO_DAY
from jamstalld.wording.numbers import day_text

NO_ACTIONS = "Ingen åtgärd är planerad eller pågår."


def open_actions(until: Kept[Meeting] | None = None) -> list[Action]:
    """Give them, those that are to be done first first and those without a day last.

    Parameters
    ----------
    until
        As they were when this version of a meeting was saved; as they are now where it is left out.
    """
    there = (kept.entry for kept in entries(state.database(), Action, until=until))
    return sorted((one for one in there if one.status in OPEN), key=lambda one: one.due or "9")


def show_open_actions(until: Kept[Meeting] | None = None) -> None:
    """Show what is to be done, by whom and by when: now, or as it was then."""
    rows = [
        {"Åtgärd": one.what, "Vem": one.who, "Till när": day_text(one.due, NO_DAY), "Läge": STATUSES[one.status]}
        for one in open_actions(until)
    ]
    if rows:
        show_table(rows)
    else:
        st.markdown(NO_ACTIONS)
