"""Finishing an analysis, and beginning another one of the same subject."""

from __future__ import annotations

from datetime import date

import streamlit as st

from jamstalld.dialogue.analyses import Analysis, Cause, Snapshot
from jamstalld.dialogue.entries import Kept
from jamstalld.dialogue.persons import persons_in
from jamstalld.dialogue.prompts import Prompt
from jamstalld.dialogue.texts import Text
from jamstalld.store import analyses_of, entries, finalise, next_identity, write_text
from jamstalld.ui import state
from jamstalld.ui.analysis.fields import late_texts
from jamstalld.ui.analysis.place import Place
from jamstalld.ui.attempts import attempt, show_attempt
from jamstalld.ui.author import author

_WARNING = (
    "Något i texterna ser ut att tala om vem någon är; se varningarna vid rutorna. En slutförd analys är en allmän "
    "handling. Skriv om texten, eller slutför ändå om du är säker på att ingen enskild går att känna igen."
)


def finish(place: Place, asked: tuple[Prompt, ...]) -> None:
    """Offer to finish the analysis; where a text looks like a person, ask once more."""
    if place.analysis is None:
        return
    key = f"finish_{place.identity}"
    show_attempt(key)
    suspect = _suspect(place)
    if suspect and st.session_state.get(f"sure_{place.identity}"):
        titles = {prompt.identity: prompt.title for prompt in asked}
        st.warning(_WARNING)
        st.text("Gäller: " + ", ".join(sorted({titles.get(field, field) for field in suspect})))
        with st.container(horizontal=True):
            st.button("Slutför ändå", key=f"{key}_anyway", on_click=_finish, args=(place, key))
            st.button("Avbryt", key=f"{key}_not", on_click=_ask, args=(place, False))
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        if suspect:
            st.button("Slutför analysen", key=key, on_click=_ask, args=(place, True))
        else:
            st.button("Slutför analysen", key=key, on_click=_finish, args=(place, key))
        st.caption("Då står ert namn och datum på den, den kan inte längre ändras, och den är en allmän handling.")


def begin_anew(finished: Kept[Analysis], seen: Snapshot) -> None:
    """Offer to begin a new analysis where one is finished, with what came too late for the finished one."""
    late = late_texts(finished.entry.identity)
    if late:
        st.warning("Analysen slutfördes medan du skrev. Det här hann inte komma med:")
        for text in late.values():
            st.text(text)
    label = "Börja en ny analys med den texten" if late else "Börja en ny analys"
    st.button(label, key=f"anew_{finished.entry.identity}_button", on_click=_begin, args=(finished, seen))


def begins_anew(identity: str) -> bool:
    """Tell whether this session has chosen to go on after a finished analysis."""
    return bool(st.session_state.get(f"anew_{identity}"))


def _begin(finished: Kept[Analysis], seen: Snapshot) -> None:
    by, database, late = author(), state.database(), late_texts(finished.entry.identity)
    for field, text in late.items():
        identity = next_identity(seen.subject, analyses_of(database, seen.subject))
        write_text(database, identity, seen, field, text, by=by, based_on=0)
    late.clear()
    st.session_state[f"anew_{finished.entry.identity}"] = True


def _suspect(place: Place) -> list[str]:
    """Name the fields in which something looks like a person."""
    database = state.database()
    written = [(kept.entry.field, kept.entry.text) for kept in entries(database, Text, place.identity)]
    written += [
        ("Tänkbara orsaker", text)
        for kept in entries(database, Cause, place.identity)
        for text in (kept.entry.text, kept.entry.find_out)
    ]
    return [field for field, text in written if persons_in(text)]


def _ask(place: Place, asks: bool) -> None:
    st.session_state[f"sure_{place.identity}"] = asks


def _finish(place: Place, key: str) -> None:
    by, database = author(), state.database()
    attempt(key, lambda: finalise(database, place.identity, by=by, today=date.today()), "Analysen är slutförd.")
