"""Possible causes: listed freely first, then tried one at a time."""

from __future__ import annotations

from datetime import date
from typing import cast

import streamlit as st

from jamstalld.dialogue.analyses import CAUSE_STATES, Cause, CauseState
from jamstalld.dialogue.entries import Kept
from jamstalld.dialogue.limits import longest
from jamstalld.errors import RequestError
from jamstalld.store import ChangedError, add_cause, change_cause, entries, remove
from jamstalld.ui import state
from jamstalld.ui.analysis.late import kept_apart
from jamstalld.ui.analysis.place import Place
from jamstalld.ui.attempts import attempt, show_attempt
from jamstalld.ui.author import author
from jamstalld.ui.persons import warn_of_persons
from jamstalld.ui.plain import spoken

_FIND_OUT = {"find_out": "Vad behöver vi ta reda på?", "who": "Vem tar reda på det?"}


def show_causes(place: Place) -> None:
    """Show the list of possible causes, and a line to write one more."""
    st.markdown("### Tänkbara orsaker")
    listed = entries(state.database(), Cause, place.identity) if place.analysis else ()
    with st.container():  # of its own, so that the line below it stays where it is
        for kept in listed:
            _show_cause(place, kept)
    key = f"cause_new_{place.identity}"
    with st.form(f"causes_{place.identity}", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input("Ny tänkbar orsak", key=key, max_chars=longest(Cause, "text"))
        st.form_submit_button("Lägg till", on_click=_add, args=(place, key))
    show_attempt(key)


def _add(place: Place, key: str) -> None:
    text, by, database = str(st.session_state[key]), author(), state.database()

    def add() -> None:
        with kept_apart(place.identity, lambda late: late.causes.append(text)):
            add_cause(database, place.identity, place.seen, text, by=by)

    if attempt(key, add, "Orsaken är tillagd."):
        st.session_state[key] = ""


def _show_cause(place: Place, kept: Kept[Cause]) -> None:
    cause = kept.entry
    with st.container(border=True, gap="small"):
        with st.container(horizontal=True, horizontal_alignment="distribute"):
            st.text(cause.text)
            _change_menu(place, kept)
        key = f"cause_state_{cause.identity}"
        st.session_state[key] = cause.state
        st.segmented_control(
            f"Bedömning av orsaken {spoken(cause.text)}",
            list(CAUSE_STATES),
            format_func=CAUSE_STATES.__getitem__,
            required=True,
            key=key,
            label_visibility="collapsed",
            on_change=_change,
            args=(place, kept, key, "state"),
        )
        if cause.state == "open":
            _find_out(place, kept)
        warn_of_persons(cause.text, cause.find_out)
        show_attempt(f"cause_{cause.identity}")


def _find_out(place: Place, kept: Kept[Cause]) -> None:
    """Ask what must be found out, by whom and until when."""
    cause = kept.entry
    with st.container(horizontal=True):
        for name, title in _FIND_OUT.items():
            key = f"cause_{name}_{cause.identity}"
            st.session_state[key] = getattr(cause, name)
            st.text_input(
                title, key=key, max_chars=longest(Cause, name), on_change=_change, args=(place, kept, key, name)
            )
        key = f"cause_due_{cause.identity}"
        st.session_state[key] = date.fromisoformat(cause.due) if cause.due else None
        st.date_input(
            "Till när?", key=key, format="YYYY-MM-DD", width=180, on_change=_change, args=(place, kept, key, "due")
        )


def _change_menu(place: Place, kept: Kept[Cause]) -> None:
    cause = kept.entry
    key = f"cause_text_{cause.identity}"
    st.session_state[key] = cause.text
    with st.popover("Ändra", key=f"change_{cause.identity}"):
        st.text_input(
            "Orsak", key=key, max_chars=longest(Cause, "text"), on_change=_change, args=(place, kept, key, "text")
        )
        st.button("Ta bort orsaken", key=f"drop_{cause.identity}", on_click=_remove, args=(kept,))


def _change(place: Place, kept: Kept[Cause], key: str, name: str) -> None:
    value = cast("str | date | None", st.session_state[key])
    text = value.isoformat() if isinstance(value, date) else str(value or "").strip()
    by, database, cause = author(), state.database(), kept.entry
    if name == "text" and not text:
        return

    def change() -> None:
        try:
            with kept_apart(place.identity, lambda late: late.rest.append(f"{cause.text}: {_chosen(name, text)}")):
                change_cause(database, kept, place.seen, by=by, **{name: text})
        except ChangedError as error:
            raise RequestError(f"{error.message} Ditt val var: ”{_chosen(name, text)}”.") from error

    attempt(f"cause_{cause.identity}", change, "Sparat.")


def _chosen(name: str, text: str) -> str:
    return CAUSE_STATES[cast("CauseState", text)] if name == "state" else text


def _remove(kept: Kept[Cause]) -> None:
    by, database = author(), state.database()
    attempt(
        f"cause_new_{kept.entry.parent}",
        lambda: remove(database, kept.entry, by=by, based_on=kept.version),
        "Orsaken är borttagen.",
    )
