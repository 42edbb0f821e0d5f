"""Beside every view: put it on the agenda of a meeting."""

from __future__ import annotations

import streamlit as st

from jamstalld.access import Right
from jamstalld.dialogue.meetings import Meeting
from jamstalld.snapshots import Answer
from jamstalld.store import add_point, entries
from jamstalld.ui import state
from jamstalld.ui.attempts import attempt, show_attempt
from jamstalld.ui.author import author
from jamstalld.ui.meetings.adding import view_point
from jamstalld.ui.navigation import page
from jamstalld.wording.meetings import NO_DAY
from jamstalld.wording.numbers import day_text

_PLACE = "offered_view"


def offer_to_meetings(answer: Answer) -> None:
    """Show a small box that lists the meetings that are planned, and puts the view on the agenda of one."""
    if not state.may(Right.LEAD_MEETINGS):
        return
    show_attempt(_PLACE)
    with st.popover("Lägg till i ett möte"):
        meetings = {
            kept.entry.identity: kept.entry
            for kept in entries(state.database(), Meeting)
            if kept.entry.state != "closed"
        }
        if not meetings:
            st.markdown("Inget möte är planerat än.")
            st.page_link(page("moten"), label="Planera ett möte")
            return
        chosen = st.selectbox("Möte", list(meetings), format_func=lambda key: _named(meetings[key]), key="offered_to")
        st.button("Lägg till", key="offer_view", on_click=_add, args=(answer, chosen or next(iter(meetings))))


def _named(meeting: Meeting) -> str:
    return f"{meeting.title}, {day_text(meeting.day, NO_DAY)}"


def _add(answer: Answer, meeting: str) -> None:
    point = view_point(answer, meeting)
    attempt(_PLACE, lambda: add_point(state.database(), point, by=author()), "Resultatet står sist på dagordningen.")
