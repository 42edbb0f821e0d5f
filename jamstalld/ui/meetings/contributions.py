"""What participants write at a conversation, as it arrives: put together, moved on, or taken away by the facilitator.

The facilitator picks contributions in the list and then what to do with them, so that all of it works from the
keyboard and the list stays light however many write.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

import streamlit as st

from jamstalld.dialogue.actions import Action
from jamstalld.dialogue.analyses import Cause
from jamstalld.dialogue.gathering import Gathered, by_dots, gathered, voters, writers
from jamstalld.dialogue.meetings import Point
from jamstalld.store import ChangedError, alter, entries
from jamstalld.ui import state
from jamstalld.ui.meetings.current import Current, written_at
from jamstalld.ui.meetings.picking import (
    make_picked_actions,
    make_picked_causes,
    pick,
    put_picked_together,
    remove_picked,
    take_picked_apart,
)
from jamstalld.ui.plain import plain
from jamstalld.ui.writing import writer
from jamstalld.wording.meetings import dots_text, written_line

_SWITCHES = (
    ("writing", "Deltagarna kan skriva"),
    ("voting", "Deltagarna kan rösta"),
    ("results", "Visa svaren för alla"),
)


_WORKS = (("Lägg ihop", put_picked_together), ("Ta isär", take_picked_apart), ("Ta bort", remove_picked))


def show_conversation(now: Current, point: Point) -> None:
    """Show a conversation to whoever leads it."""
    with st.container(horizontal=True):
        for name, label in _SWITCHES:
            if name != "voting" or point.dots:
                switch(point, name, label)
    written = written_at(point.identity)
    contributions = [kept.entry for kept in written.contributions]
    ballots = [kept.entry for kept in written.ballots]
    st.caption(written_line(len(contributions), writers(contributions), voters(ballots)))
    groups = by_dots(gathered(contributions, ballots))
    became = _became()
    for group in groups:
        _show_group(group, became)
    if groups:
        _offer(now, point)


def switch(point: Point, name: str, label: str) -> None:
    """Show whether participants may do something, to turn on and off."""
    key = f"{name}_{point.identity}"
    st.session_state[key] = getattr(point, name)  # somebody else may have turned it
    st.toggle(label, key=key, on_change=_on_switch, args=(point.identity, name, key))


def turn(point: str, name: str, on: bool) -> None:
    """Let participants do something at a point, or no longer. A point that is gone stays gone."""
    with suppress(ChangedError):
        alter(state.database(), Point, point, lambda now: replace(now, **{name: on}), by=writer())


def _on_switch(point: str, name: str, key: str) -> None:
    turn(point, name, bool(st.session_state[key]))


def _show_group(group: Gathered, became: dict[str, str]) -> None:
    with st.container(border=True, gap="xsmall"):
        for one in group.all:
            st.checkbox(plain(one.text), key=pick(one.identity))
        said = [dots_text(group.dots)] if group.dots else []
        said += sorted({became[one.moved_to] for one in group.all if one.moved_to in became})
        if said:
            st.caption(" · ".join(said))


def _became() -> dict[str, str]:
    """Tell what contributions have been made into: cause or action → what that is called."""
    database = state.database()
    made = {kept.entry.identity: "Orsak i analysen" for kept in entries(database, Cause)}
    return made | {kept.entry.identity: "Åtgärd" for kept in entries(database, Action)}


def _offer(now: Current, point: Point) -> None:
    views = {one.identity: one for one in now.agenda if one.kind == "view" and one.subject}
    st.markdown("**Med de förkryssade:**")
    with st.container(horizontal=True):
        for label, work in _WORKS:
            st.button(label, key=f"do_{label}", on_click=work, args=(point.identity,))
    chosen = _choose_view(point, views)
    with st.container(horizontal=True):
        if chosen:
            st.button("Gör till orsak", on_click=make_picked_causes, args=(point.identity, chosen))
        st.button("Gör till åtgärd", on_click=make_picked_actions, args=(point, chosen))


def _choose_view(point: Point, views: dict[str, Point]) -> Point | None:
    """Let the facilitator choose which result contributions are about: the nearest before, until another is."""
    if not views:
        st.caption("Lägg ett resultat på dagordningen för att kunna göra orsaker av bidragen.")
        return None
    names = list(views)
    before = [at for at, name in enumerate(names) if views[name].place < point.place]
    chosen = st.selectbox(
        "Gäller resultatet",
        names,
        index=before[-1] if before else 0,
        format_func=lambda name: views[name].title,
        key=f"about_{point.identity}",
    )
    return views[chosen or names[0]]
