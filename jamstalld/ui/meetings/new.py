"""Planning a new meeting: from a template, or from nothing."""

from __future__ import annotations

import streamlit as st

from jamstalld.dialogue.entries import new_identity
from jamstalld.dialogue.limits import longest
from jamstalld.dialogue.meeting_templates import Template, templates
from jamstalld.dialogue.meetings import Meeting
from jamstalld.errors import JamstalldError
from jamstalld.store import plan_meeting
from jamstalld.ui import state
from jamstalld.ui.attempts import attempt, show_attempt
from jamstalld.ui.author import author
from jamstalld.ui.meetings.current import MEETING
from jamstalld.wording.meetings import length_text

EMPTY = "Tom dagordning"
_PLACE = "new_meeting"


def show_new() -> None:
    """Show what to choose and fill in, and the button that plans the meeting."""
    show_attempt(_PLACE)
    by_title = {template.title: template for template in templates()}
    with st.container(border=True):
        st.markdown("## Planera ett möte")
        chosen = st.selectbox("Utgå från", [*by_title, EMPTY], key="meeting_template", width=420)
        template = by_title.get(chosen)
        if template:
            st.caption(f"{template.about} {length_text(template.minutes).capitalize()}. Allt går att ändra sedan.")
        with st.container(horizontal=True, vertical_alignment="bottom"):
            st.text_input(
                "Namn på mötet",
                value=template.title if template else "",
                key=f"meeting_title_{template.key if template else ''}",
                max_chars=longest(Meeting, "title"),
                width=420,
            )
            st.date_input("Dag", value=None, key="meeting_day", format="YYYY-MM-DD", width=180)
            st.button("Planera mötet", type="primary", on_click=_plan, args=(template,))


def _plan(template: Template | None) -> None:
    title = " ".join(str(st.session_state[f"meeting_title_{template.key if template else ''}"]).split())
    day = st.session_state.get("meeting_day")
    meeting = Meeting(
        new_identity(), "", title, day.isoformat() if day else "", minutes=template.minutes if template else 0
    )

    def plan() -> None:
        if not title:
            raise JamstalldError("Skriv vad mötet heter, så att andra hittar det.")
        points = template.points_for(meeting.identity) if template else ()
        plan_meeting(state.database(), meeting, points, by=author())

    if attempt(_PLACE, plan, "Mötet är planerat."):
        st.query_params[MEETING] = meeting.identity
