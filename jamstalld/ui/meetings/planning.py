"""A planned meeting: its name and day, its agenda, and what is done with the whole of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial

import streamlit as st

from jamstalld.dialogue.agenda import minutes_of
from jamstalld.dialogue.entries import Kept
from jamstalld.dialogue.limits import longest
from jamstalld.dialogue.meetings import Meeting
from jamstalld.errors import JamstalldError
from jamstalld.store import open_meeting, remove, save
from jamstalld.ui import state
from jamstalld.ui.attempts import attempt, show_attempt
from jamstalld.ui.author import author
from jamstalld.ui.changing import fill, saved_over
from jamstalld.ui.meetings.adding import show_adding
from jamstalld.ui.meetings.agenda import show_agenda
from jamstalld.ui.meetings.current import MEETING, Current
from jamstalld.wording.meetings import length_text, sum_line

PLACE = "meeting"


def show_planning(now: Current) -> None:
    """Show a planned meeting, to change and to open."""
    show_attempt("new_meeting")
    show_attempt(PLACE)
    with st.container(horizontal=True):
        st.button("Öppna mötet", type="primary", on_click=_open, args=(now.identity,))
        with st.popover("Namn, dag och längd"):
            _fields(now.meeting)
        with st.popover("Ta bort mötet"):
            st.markdown("Mötet och dagordningen tas bort ur listan.")
            st.button("Ja, ta bort mötet", on_click=_remove, args=(now.meeting,))
    st.caption("När mötet öppnas får deltagarna en kod, och ni kan visa punkterna på storbild.")
    st.markdown("## Dagordning")
    if not now.points:
        st.markdown("Dagordningen är tom än. Lägg till det ni vill titta på och prata om.")
    show_agenda(now)
    st.markdown(sum_line(minutes_of(now.agenda), now.meeting.entry.minutes))
    show_adding(now)


def _fields(kept: Kept[Meeting]) -> None:
    meeting = kept.entry
    day = date.fromisoformat(meeting.day) if meeting.day else None
    values = {"change_title": meeting.title, "change_day": day, "change_minutes": meeting.minutes}
    fill(meeting.identity, kept.version, values)
    st.text_input("Namn på mötet", key="change_title", max_chars=longest(Meeting, "title"))
    st.date_input("Dag", key="change_day", format="YYYY-MM-DD")
    st.number_input("Längd i minuter", 0, longest(Meeting, "minutes"), step=5, key="change_minutes")
    st.button("Spara ändringen", on_click=_save, args=(kept,))


def _save(kept: Kept[Meeting]) -> None:
    title = " ".join(str(st.session_state["change_title"]).split())
    day = st.session_state["change_day"]
    minutes = int(st.session_state["change_minutes"])
    changed = replace(kept.entry, title=title, day=day.isoformat() if day else "", minutes=minutes)
    over = partial(save, state.database(), changed, by=author())

    def change() -> None:
        if not title:
            raise JamstalldError("Skriv vad mötet heter, så att andra hittar det.")
        saved_over(kept.entry.identity, kept.entry, lambda version: over(based_on=version), _told)

    attempt(PLACE, change, "Ändringen är sparad.")


def _told(meeting: Meeting) -> str:
    return " · ".join([meeting.title, meeting.day or "ingen dag", length_text(meeting.minutes)])


def _open(meeting: str) -> None:
    attempt(PLACE, lambda: open_meeting(state.database(), meeting, by=author()), "Mötet är öppet.")


def _remove(kept: Kept[Meeting]) -> None:
    def take_away() -> None:
        remove(state.database(), kept.entry, by=author(), based_on=kept.version, log=("meeting_removed", ""))

    if attempt("new_meeting", take_away, "Mötet är borttaget."):
        st.query_params.pop(MEETING, None)
