"""An open meeting, led: the agenda at the side, the point on the screen with what the participants write."""

from __future__ import annotations

import streamlit as st

from jamstalld.dialogue.agenda import minutes_of
from jamstalld.dialogue.analyses import Subject
from jamstalld.dialogue.meetings import OUTCOME, OUTCOME_TITLE, PRESENT, PRESENT_TITLE, Point
from jamstalld.store import close_meeting
from jamstalld.ui import state
from jamstalld.ui.attempts import attempt, show_attempt
from jamstalld.ui.author import author
from jamstalld.ui.meetings.contributions import show_conversation
from jamstalld.ui.meetings.current import MEETING, Current, follow, mark_of
from jamstalld.ui.meetings.joining import show_code
from jamstalld.ui.meetings.moving import go_to, step
from jamstalld.ui.meetings.open_actions import show_open_actions
from jamstalld.ui.meetings.seeing import keep_what_is_seen, look
from jamstalld.ui.meetings.timer import show_timer
from jamstalld.ui.plain import plain
from jamstalld.ui.subject_links import subject_link
from jamstalld.ui.writing import field_of, text_field
from jamstalld.wording.meetings import PRESENT_HELP, sum_line

OPENING = "Inledning"


def show_leading(now: Current) -> None:
    """Show an open meeting to whoever leads it."""
    follow(mark_of(now))
    show_attempt("meeting")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.link_button("Visa på storbild", f"presentera?{MEETING}={now.identity}", type="primary")
        with st.popover("Avsluta mötet"):
            st.markdown("Koden slutar gälla. Det som är skrivet finns kvar.")
            st.button("Ja, avsluta mötet", on_click=_close, args=(now.identity,))
    show_code(now.meeting.entry)
    agenda, point = st.columns([1, 2], gap="medium")
    with agenda:
        _show_agenda(now)
    with point:
        with st.container():  # the fields below it keep their place, whatever stands here
            _show_point(now)
        _show_outcomes(now)


def _show_agenda(now: Current) -> None:
    st.markdown("## Dagordning")
    at = now.meeting.entry.point
    for number, point in enumerate((None, *now.agenda)):
        name, title = (point.identity, f"{number}. {plain(point.title)}") if point else ("", OPENING)
        st.button(
            f"▶ {title}" if name == at else title,
            key=f"go_{name}",
            type="primary" if name == at else "secondary",
            width="stretch",
            wrap=True,
            on_click=go_to,
            args=(now, name),
        )
    with st.container(horizontal=True):
        order = ["", *(point.identity for point in now.agenda)]
        st.button("Föregående", key="lead_back", disabled=at == order[0], on_click=step, args=(now, -1))
        st.button("Nästa", key="lead_on", disabled=at == order[-1], on_click=step, args=(now, 1))
    st.caption(sum_line(minutes_of(now.agenda), now.meeting.entry.minutes))
    text_field(field_of(now.identity, PRESENT), PRESENT_TITLE, PRESENT_HELP)


def _show_point(now: Current) -> None:
    kept = now.point
    if kept is None:
        st.markdown(f"## {OPENING}")
        st.markdown("På storbilden står mötets namn och hur deltagarna kommer med. Tryck på *Nästa* för att börja.")
        return
    point = kept.entry
    st.markdown(f"## {plain(point.title)}")
    show_timer(now.meeting.entry, point)
    if point.question:
        st.text(point.question)
    if point.kind == "view":
        _show_seen(point)
    if point.kind == "actions":
        show_open_actions()
    if point.kind == "conversation":
        show_conversation(now, point)


def _show_outcomes(now: Current) -> None:
    """Show the field of the point on the screen, and have those of the others there unseen.

    The clicker may move the meeting on while somebody types: a field that is taken from the page loses what Streamlit
    has not sent yet, one that is not seen is still saved.
    """
    seen = f":not(.st-key-utfall_{now.point.entry.identity})" if now.point else ""
    st.html(f'<style>[class*="st-key-utfall_"]{seen} {{ display: none; }}</style>')
    for point in now.agenda:
        with st.container(key=f"utfall_{point.identity}"):
            text_field(field_of(point.identity, OUTCOME), OUTCOME_TITLE)


def _show_seen(point: Point) -> None:
    seen = look(point)
    keep_what_is_seen(point, seen)
    for sentence in (seen.finding, *seen.sentences):
        if sentence:
            st.markdown(plain(sentence))
    if seen.trouble:
        st.info(seen.trouble)
    if point.subject:
        subject_link(Subject.of(point.subject), "Öppna resultatet")


def _close(meeting: str) -> None:
    attempt("meeting", lambda: close_meeting(state.database(), meeting, by=author()), "Mötet är avslutat.")
