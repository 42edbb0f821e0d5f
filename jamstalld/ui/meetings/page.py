"""The page *Möten*: the list, and one meeting as it is planned, led or remembered."""

from __future__ import annotations

import streamlit as st

from jamstalld.access import Right
from jamstalld.dialogue.entries import Kept
from jamstalld.dialogue.meetings import MEETING_STATES, Meeting
from jamstalld.store import entries
from jamstalld.ui import state
from jamstalld.ui.author import name_field
from jamstalld.ui.meetings.closed import show_closed, show_points
from jamstalld.ui.meetings.current import MEETING, Current, current, points_of
from jamstalld.ui.meetings.leading import show_leading
from jamstalld.ui.meetings.new import show_new
from jamstalld.ui.meetings.planning import show_planning
from jamstalld.ui.navigation import page
from jamstalld.ui.plain import plain
from jamstalld.wording.meetings import NO_DAY, length_text
from jamstalld.wording.numbers import counted, day_text

TITLE = "Möten"
_HEADINGS = (("open", "Pågår nu"), ("planned", "Planerade"), ("closed", "Avslutade"))


def show_meetings() -> None:
    """Show the list of meetings, or the one that the address names."""
    now = current()
    if now is None:
        _show_list()
        return
    st.page_link(page("moten"), label="Alla möten")
    st.title(plain(now.meeting.entry.title))
    st.caption(_about(now))
    if not state.may(Right.LEAD_MEETINGS):
        show_points(now)
        return
    name_field()
    {"planned": show_planning, "open": show_leading, "closed": show_closed}[now.meeting.entry.state](now)


def _show_list() -> None:
    st.title(TITLE)
    st.markdown(
        "Ett möte har en dagordning med resultat att titta på, samtal på tid och åtgärder att gå igenom. När mötet "
        "är öppet skriver och röstar deltagarna i sina telefoner, utan namn."
    )
    if st.query_params.get(MEETING):
        st.info("Mötet finns inte längre. Välj ett annat i listan.")
    if state.may(Right.LEAD_MEETINGS):
        name_field()
        show_new()
    meetings = sorted(entries(state.database(), Meeting), key=lambda kept: kept.entry.day or "9", reverse=True)
    for key, heading in _HEADINGS:
        there = [kept for kept in meetings if kept.entry.state == key]
        if there:
            st.markdown(f"## {heading}")
        for kept in there:
            _show_line(kept)


def _show_line(kept: Kept[Meeting]) -> None:
    now = Current(kept, points_of(kept.entry.identity))
    with st.container(border=True, gap="xsmall"):
        st.markdown(f"**{plain(kept.entry.title)}**")
        st.caption(_about(now))
        st.page_link(page("moten"), label="Öppna mötet", query_params={MEETING: kept.entry.identity})


def _about(now: Current) -> str:
    meeting = now.meeting.entry
    points = counted(len(now.points), "punkt", "punkter")
    length = [length_text(meeting.minutes)] if meeting.minutes else []
    return " · ".join([MEETING_STATES[meeting.state], day_text(meeting.day, NO_DAY), *length, points])
