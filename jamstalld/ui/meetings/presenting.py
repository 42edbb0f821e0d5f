"""The page that a room looks at: one point at a time, led from here with a clicker or from another computer."""

from __future__ import annotations

from typing import Literal

import streamlit as st

from jamstalld.dialogue.analyses import Snapshot
from jamstalld.dialogue.meetings import Point
from jamstalld.store import open_meeting
from jamstalld.ui import state
from jamstalld.ui.attempts import attempt, show_attempt
from jamstalld.ui.author import author
from jamstalld.ui.meetings.answers import show_actions, show_answers
from jamstalld.ui.meetings.contributions import turn
from jamstalld.ui.meetings.current import MEETING, Current, current, follow, mark_of
from jamstalld.ui.meetings.joining import show_code_large
from jamstalld.ui.meetings.moving import step
from jamstalld.ui.meetings.pictures import has_hundred, show_hundred, show_picture, tell_what_is_drawn
from jamstalld.ui.meetings.seeing import Seen, keep_what_is_seen, look
from jamstalld.ui.meetings.timer import show_timer
from jamstalld.ui.navigation import page
from jamstalld.ui.plain import plain
from jamstalld.ui.tables import show_table
from jamstalld.wording.meetings import spaced

TITLE = "Presentera"
_INSTEAD = "show_instead"
Instead = Literal["hundred", "table"]


def show_presenting() -> None:
    """Show the meeting that the address names, as its point on the screen is."""
    now = current()
    if now is None:
        st.title(TITLE)
        st.markdown("Öppna ett möte på sidan *Möten* och välj *Visa på storbild*.")
        st.page_link(page("moten"), label="Möten")
        return
    follow(mark_of(now))
    show_attempt("meeting")
    kept = now.point
    if kept is None:
        _show_opening(now)
        _show_bar(now, None, Seen())
        return
    point = kept.entry
    seen = look(point) if point.kind == "view" else Seen()
    keep_what_is_seen(point, seen)
    if point.kind != "view":
        st.title(plain(point.title))
    {"view": _show_view, "conversation": _show_conversation, "actions": _show_actions, "text": _show_text}[point.kind](
        point, seen
    )
    _show_bar(now, point, seen)


def _show_opening(now: Current) -> None:
    meeting = now.meeting.entry
    st.title(plain(meeting.title))
    if meeting.state == "open":
        show_code_large(meeting.code)
    elif meeting.state == "planned":
        st.markdown("Mötet är inte öppnat än.")
        st.button("Öppna mötet", type="primary", on_click=_open, args=(now.identity,))
    else:
        st.markdown("Mötet är avslutat.")


def _show_view(point: Point, seen: Seen) -> None:
    """Show the finding first, and then the picture, the hundred squares or the tables."""
    if seen.shown is None:
        st.title(plain(point.title))
        st.markdown(seen.trouble)
        return
    if _shown_instead(point) == "table":
        _show_tables(point, seen.shown)
        return
    hundred = has_hundred(seen.answer) and _shown_instead(point) == "hundred"
    with st.container(key="synligt"):
        with st.container(gap="xsmall"):
            st.title(plain(point.title))
            st.markdown(f"## {plain(seen.finding)}")
            st.caption(plain(" · ".join([seen.shown.about, *([seen.trouble] if seen.trouble else [])])))
            if seen.answer and not hundred:
                tell_what_is_drawn(seen.answer)
        with st.container():
            if hundred and has_hundred(seen.answer):
                show_hundred(seen.answer)
            elif seen.answer:
                show_picture(seen.answer)


def _show_tables(point: Point, shown: Snapshot) -> None:
    """Show the same numbers as tables, which may be larger than the screen: whoever asks for them reads on."""
    st.title(plain(point.title))
    st.caption(plain(shown.about))
    with st.container(key="stortabell"):
        for table in shown.tables:
            show_table(table)


def _show_conversation(point: Point, _seen: Seen) -> None:
    with st.container(key="fraga"):
        st.text(point.question)
    show_answers(point)


def _show_actions(_point: Point, _seen: Seen) -> None:
    show_actions()


def _show_text(point: Point, _seen: Seen) -> None:
    with st.container(key="stortext"):
        st.text(point.question)


def _show_bar(now: Current, point: Point | None, seen: Seen) -> None:
    """Show what leads: forwards and back, the time, and what belongs to the point."""
    meeting = now.meeting.entry
    order = ["", *(one.identity for one in now.agenda)]
    at = order.index(point.identity) if point else 0
    leads = meeting.state == "open"
    with st.container(key="styrning", horizontal=True, vertical_alignment="center", gap="small"):
        st.button("Föregående", shortcut="PageUp", disabled=not leads or at == 0, on_click=step, args=(now, -1))
        last = at == len(order) - 1
        st.button("Nästa", shortcut="PageDown", disabled=not leads or last, on_click=step, args=(now, 1))
        if point:
            st.markdown(f"{at} av {len(now.agenda)}")
            show_timer(meeting, point)
        if point and has_hundred(seen.answer):
            _offer_instead(point, "hundred", "Av hundra")
        if point and seen.shown and seen.shown.tables:
            _offer_instead(point, "table", "Tabell")
        if point and point.kind == "conversation" and leads:
            _show_switches(point)
        if point and meeting.code:
            st.markdown(f"Kod {spaced(meeting.code)}")
        if st.button("Avsluta", shortcut="Esc"):
            st.switch_page(page("moten"), query_params={MEETING: now.identity})


def _show_switches(point: Point) -> None:
    if point.dots:
        label = "Stäng röstning" if point.voting else "Rösta"
        st.button(label, on_click=turn, args=(point.identity, "voting", not point.voting))
    label = "Dölj svaren" if point.results else "Visa svaren"
    st.button(label, on_click=turn, args=(point.identity, "results", not point.results))


def _shown_instead(point: Point) -> Instead | None:
    """Tell what is shown at a point in the place of its picture; on the next point it is the picture again."""
    at, what = st.session_state.get(_INSTEAD, ("", None))
    return what if at == point.identity else None


def _offer_instead(point: Point, what: Instead, label: str) -> None:
    on = _shown_instead(point) == what
    kept = ("", None) if on else (point.identity, what)
    st.button("Visa bilden" if on else label, key=f"instead_{what}", on_click=_show_instead, args=(kept,))


def _show_instead(kept: tuple[str, Instead | None]) -> None:
    st.session_state[_INSTEAD] = kept


def _open(meeting: str) -> None:
    attempt("meeting", lambda: open_meeting(state.database(), meeting, by=author()), "Mötet är öppet.")
