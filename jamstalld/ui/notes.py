"""The notes beside a view: three fields, saved as soon as one is left."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from jamstalld.dialogue.notes import FIELDS, Note, edited, new_note
from jamstalld.store import NoteChangedError, notes, save_note
from jamstalld.ui import state
from jamstalld.ui.links import view_link
from jamstalld.ui.show import show_snapshot
from jamstalld.views.asjson import request_from_json, request_of, request_to_json, view_from_json, view_to_json
from jamstalld.views.model import View
from jamstalld.wording.numbers import date_text, time_text

AUTHOR = "author"
NO_NAME = "Utan namn"
_RULES = (
    "En anteckning får inte beskriva någon enskild person. Den är arbetsmaterial tills ni slutför den; därefter "
    "är den en allmän handling."
)


def notes_panel(view: View) -> None:
    """Show what has been written about this view, and the fields to write in."""
    request = request_to_json(request_of(view))
    place = hashlib.sha256(json.dumps(request, sort_keys=True).encode()).hexdigest()[:12]
    st.markdown("## Anteckningar")
    st.caption(_RULES)
    st.text_input("Ditt namn", key=AUTHOR, persist_state="session", max_chars=80)
    for spot, (field, title) in zip(st.columns(len(FIELDS)), FIELDS.items(), strict=True):
        spot.text_area(
            title,
            key=_field(place, field),
            persist_state="session",
            height=150,
            on_change=_save,
            args=(place, view),
        )
    _save(place, view)
    _tell(place)
    for note in notes(state.database()):
        if note.request == request:
            _show(note, place)


def _field(place: str, field: str) -> str:
    return f"note_{place}_{field}"


def _save(place: str, view: View) -> None:
    """Save what stands in the fields, if it is not saved yet.

    Called when a field is left, and again whenever the panel is shown: the first call is lost if the reader does
    something else in the same moment. Streamlit may break off at any touch of the session state, so the note is
    put there before it is saved and not after; otherwise the next call would save it a second time.
    """
    texts = {field: str(st.session_state.get(_field(place, field)) or "") for field in FIELDS}
    author = str(st.session_state.get(AUTHOR) or "").strip() or NO_NAME
    kept: Note | None = st.session_state.get(f"note_{place}")
    if not _changed(kept, texts):
        return
    database, snapshot = state.database(), view_to_json(view)
    fresh = new_note(author, request_to_json(request_of(view)), snapshot, **texts)
    note = edited(kept, author, snapshot, **texts) if kept else fresh
    st.session_state[f"note_{place}"] = replace(note, version=note.version + 1)
    try:
        save_note(database, note)
    except NoteChangedError as error:
        # What they wrote stays as it is; what is in the fields goes on as a note of its own.
        save_note(database, fresh)
        st.session_state[f"note_{place}"] = replace(fresh, version=fresh.version + 1)
        st.session_state[f"note_{place}_trouble"] = error.message


def _changed(kept: Note | None, texts: Mapping[str, str]) -> bool:
    """Tell whether the fields hold anything that the kept note does not."""
    before = {field: getattr(kept, field) if kept else "" for field in texts}
    return any(texts[field].strip() != before[field].strip() for field in texts)


def _tell(place: str) -> None:
    kept: Note | None = st.session_state.get(f"note_{place}")
    trouble: str | None = st.session_state.get(f"note_{place}_trouble")
    if trouble:
        st.warning(f"{trouble} Den är sparad som en egen anteckning.")
    if kept:
        st.caption(f"Sparat kl. {time_text(kept.saved_at)}.")
        if kept.author == NO_NAME:
            st.caption("Skriv ditt namn så att gruppen vet vem som har antecknat.")
    else:
        st.caption("Sparas av sig själv när du lämnar ett fält.")


def _show(note: Note, place: str) -> None:
    with st.container(border=True):
        st.markdown(f"**{note.author}** · {date_text(note.saved_at)} kl. {time_text(note.saved_at)}")
        show_texts(note)
        mine: Note | None = st.session_state.get(f"note_{place}")
        if mine is None or mine.note != note.note:
            st.button("Skriv vidare på den här", key=f"edit_{note.note}", on_click=_take_up, args=(note, place))


def show_listed(note: Note) -> None:
    """Show a note away from its view: what it is about, what it says, and the way back."""
    view = view_from_json(note.view)
    with st.container(border=True):
        st.markdown(f"## {view.question}")
        st.caption(f"{note.author} · {date_text(note.saved_at)} kl. {time_text(note.saved_at)}")
        show_texts(note)
        view_link(request_from_json(note.request), "Öppna vyn")
        with st.expander("Vyn som den såg ut då"):
            show_snapshot(view)


def show_texts(note: Note) -> None:
    """Show the fields of a note that hold anything, as plain text."""
    for field, title in FIELDS.items():
        text = getattr(note, field).strip()
        if text:
            st.markdown(f"*{title}*")
            st.text(text)


def _take_up(note: Note, place: str) -> None:
    st.session_state[f"note_{place}"] = note
    for field in FIELDS:
        st.session_state[_field(place, field)] = getattr(note, field)
