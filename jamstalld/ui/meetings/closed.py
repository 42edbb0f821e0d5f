"""A meeting that has ended: what was seen, said and decided, point by point."""

from __future__ import annotations

import streamlit as st

from jamstalld.dialogue.gathering import by_dots, gathered, tally
from jamstalld.dialogue.meetings import OUTCOME, OUTCOME_TITLE, PRESENT, Point
from jamstalld.dialogue.texts import Text
from jamstalld.store import closing_of, entries, open_meeting
from jamstalld.ui import state
from jamstalld.ui.attempts import attempt, show_attempt
from jamstalld.ui.author import author
from jamstalld.ui.meetings.answers import counted
from jamstalld.ui.meetings.current import Current, written_at
from jamstalld.ui.meetings.open_actions import show_open_actions
from jamstalld.ui.meetings.seeing import look
from jamstalld.ui.plain import plain
from jamstalld.ui.tables import show_table
from jamstalld.wording.meetings import present_text
from jamstalld.wording.numbers import number


def show_closed(now: Current) -> None:
    """Show a closed meeting, to read."""
    show_attempt("meeting")
    for kept in entries(state.database(), Text, now.identity):
        if kept.entry.field == PRESENT and kept.entry.text.strip():
            st.text(present_text(kept.entry.text))
    show_points(now)
    with st.popover("Öppna mötet igen"):
        st.markdown("Deltagarna får en ny kod. Det som är skrivet finns kvar.")
        st.button("Ja, öppna igen", on_click=_open, args=(now.identity,))


def show_points(now: Current) -> None:
    """Show every point of a meeting, to read: what was seen, said and decided there so far."""
    for at, point in enumerate(now.agenda, 1):
        st.markdown(f"## {at}. {plain(point.title)}")
        _show_point(point)


def _show_point(point: Point) -> None:
    if point.question:
        st.text(point.question)
    if point.kind == "view":
        _show_seen(point)
    if point.kind == "actions":
        show_open_actions(closing_of(state.database(), point.parent))
    written = written_at(point.identity)
    groups = by_dots(gathered([kept.entry for kept in written.contributions], [kept.entry for kept in written.ballots]))
    if groups and not (point.writing or point.voting):  # what is still being written belongs to those who write it
        voted, counts = tally(groups)
        rows = [(group.head.text, number(count)) for group, count in zip(groups, counts, strict=True)]
        show_table([{"Bidrag": text, counted(voted=voted): count} for text, count in rows])
    for kept in entries(state.database(), Text, point.identity):
        if kept.entry.field == OUTCOME and kept.entry.text.strip():
            st.markdown(f"**{OUTCOME_TITLE}**")
            st.text(kept.entry.text)


def _show_seen(point: Point) -> None:
    seen = look(point)
    if seen.finding:
        st.markdown(plain(seen.finding))
    if seen.trouble:
        st.caption(seen.trouble)
    if seen.shown:
        with st.expander("Tabell"):
            st.caption(plain(seen.shown.about))
            for table in seen.shown.tables:
                show_table(table)


def _open(meeting: str) -> None:
    attempt("meeting", lambda: open_meeting(state.database(), meeting, by=author()), "Mötet är öppet igen.")
