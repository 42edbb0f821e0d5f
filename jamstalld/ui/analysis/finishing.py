"""Finishing an analysis, and beginning another one of the same subject."""

from __future__ import annotations

from datetime import date

import streamlit as st

from jamstalld.dialogue.analyses import Analysis, Cause, Snapshot
from jamstalld.dialogue.entries import Kept
from jamstalld.dialogue.persons import persons_in
from jamstalld.dialogue.prompts import Prompt, worded
from jamstalld.dialogue.texts import Text
from jamstalld.store import add_cause, analyses_of, entries, finalise, next_identity, write_text
from jamstalld.ui import state
from jamstalld.ui.analysis.late import forget_late, late_for
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
        titles = {one.identity: worded(one.title, place.sexes.women, place.sexes.men) for one in asked}
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


def begin_anew(finished: Kept[Analysis]) -> None:
    """Offer to begin a new analysis where one is finished."""
    identity = finished.entry.identity
    st.button("Börja en ny analys", key=f"anew_{identity}_button", on_click=_go_on, args=(identity,))


def offer_late(finished: Kept[Analysis], seen: Snapshot, label: str) -> bool:
    """Show what this session wrote too late for a finished analysis, and let it go into the one that is written now.

    Returns
    -------
    bool
        Whether there is any.
    """
    late = late_for(finished.entry.identity)
    if not late:
        return False
    st.warning("Analysen slutfördes medan du skrev. Det här hann inte komma med:")
    for text in late.told():
        st.text(text)
    st.button(label, key=f"late_{finished.entry.identity}_button", on_click=_take_along, args=(finished, seen))
    return True


def begins_anew(identity: str) -> bool:
    """Tell whether this session has chosen to go on after a finished analysis."""
    return bool(st.session_state.get(f"anew_{identity}"))


def _go_on(identity: str) -> None:
    st.session_state[f"anew_{identity}"] = True


def _take_along(finished: Kept[Analysis], seen: Snapshot) -> None:
    by, database, late = author(), state.database(), late_for(finished.entry.identity)
    identity = next_identity(seen.subject, analyses_of(database, seen.subject))
    for field, text in late.texts.items():
        write_text(database, identity, seen, field, text, by=by, based_on=0)
    for text in late.causes:
        add_cause(database, identity, seen, text, by=by)
    forget_late(finished.entry.identity)
    _go_on(finished.entry.identity)


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
