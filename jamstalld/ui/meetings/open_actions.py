"""The actions that are planned or going on."""

from __future__ import annotations

import streamlit as st

from jamstalld.dialogue.actions import STATUSES, Action
from jamstalld.store import entries
from jamstalld.ui import state
from jamstalld.ui.tables import show_table
from jamstalld.wording.meetings import NO_DAY
from jamstalld.wording.numbers import day_text

NO_ACTIONS = "Ingen åtgärd är planerad eller pågår."


def open_actions() -> list[Action]:
    """Give them, those that are to be done first first and those without a day last."""
    there = (kept.entry for kept in entries(state.database(), Action))
    return sorted((one for one in there if one.status in ("planned", "ongoing")), key=lambda one: one.due or "9")


def show_open_actions() -> None:
    """Show what is to be done, by whom and by when."""
    rows = [
        {"Åtgärd": one.what, "Vem": one.who, "Till när": day_text(one.due, NO_DAY), "Läge": STATUSES[one.status]}
        for one in open_actions()
    ]
    if rows:
        show_table(rows)
    else:
        st.markdown(NO_ACTIONS)
