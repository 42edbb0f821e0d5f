"""One field of an analysis: it saves itself, keeps what two write at once, and warns of what tells who somebody is.

A field takes up what is kept when it comes into sight, and goes on from there. What others write meanwhile stands
under it until the writer says so: a text that were to change while it is being written would be written over.
"""

from __future__ import annotations

import html
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock
from typing import cast

import streamlit as st

from jamstalld.dialogue.entries import Kept
from jamstalld.dialogue.persons import persons_in
from jamstalld.dialogue.texts import Text, continues
from jamstalld.errors import JamstalldError
from jamstalld.store import FinalError, entries, join_text, write_text
from jamstalld.ui import state
from jamstalld.ui.analysis.place import Place
from jamstalld.ui.attempts import attempt, show_attempt
from jamstalld.ui.author import author
from jamstalld.ui.plain import plain
from jamstalld.wording.analyses import person_warning
from jamstalld.wording.numbers import time_text

_NEVER = -1  # the version that no text has: what is based on it is kept beside every other


@dataclass
class Writing:
    """How far a session has come in a field.

    Parameters
    ----------
    begun, version, line
        The text it took up, its version, and the line it is on if that is not the group's.
    text, saved_at
        What was last dealt with, and when it was saved.
    trouble
        Why the last could not be saved.
    turn
        How many times it has taken up a text anew: each is a field of its own to Streamlit.
    fresh
        Whether nothing has come from the field yet.
    """

    begun: str = ""
    version: int = 0
    line: str = ""
    text: str = ""
    saved_at: datetime | None = None
    trouble: str = ""
    turn: int = 0
    fresh: bool = True
    lock: Lock = field(default_factory=Lock)


def text_field(place: Place, key: str, title: str, help_text: str) -> None:
    """Show a field to write in, and under it how it stands.

    Parameters
    ----------
    key
        The field's name.
    """
    name = f"{place.identity}_{key}"
    kept = _kept(place, key)
    with st.container(key=f"skriv_{name}", gap="xsmall"):
        writing = _writing(name, kept)
        text = st.text_area(
            title,
            value=writing.begun,
            key=_widget(name, writing),
            help=help_text or None,
            height="content",
            on_change=_on_change,
            args=(place, key, name, writing),
        )
        _save(place, key, writing, text)
        st.html(_how_it_stands(writing))
    with st.container(key=f"under_{name}", gap="small"):
        if words := person_warning([(one.kind, one.words) for one in persons_in(writing.text)]):
            st.warning(plain(words))
        _show_others(place, key, name, writing, _kept(place, key))
        show_attempt(name)


def late_texts(identity: str) -> dict[str, str]:
    """Give what this session wrote after somebody had finished the analysis: field → text."""
    return cast("dict[str, str]", st.session_state.setdefault(f"late_{identity}", {}))


def _kept(place: Place, key: str) -> list[Kept[Text]]:
    """Give what is written in a field: the group's text first, and then what waits to be joined with it."""
    there = entries(state.database(), Text, place.identity) if place.analysis else ()
    return sorted((one for one in there if one.entry.field == key), key=lambda one: one.entry.line != "")


def _widget(name: str, writing: Writing) -> str:
    return f"text_{name}_{writing.turn}"


def _writing(name: str, kept: Sequence[Kept[Text]]) -> Writing:
    """Go on where this session is, or take up what is kept where the field has just come into sight."""
    there = cast("Writing | None", st.session_state.get(f"writing_{name}"))
    if there and _widget(name, there) in st.session_state:
        return there
    made = _taken_up(next((one for one in kept if not one.entry.line), None), there.turn if there else 0)
    st.session_state[f"writing_{name}"] = made
    return made


def _taken_up(kept: Kept[Text] | None, turn: int) -> Writing:
    if kept is None:
        return Writing(turn=turn)
    text = kept.entry.text
    return Writing(text, kept.version, kept.entry.line, text, kept.saved_at, turn=turn)


def _on_change(place: Place, key: str, name: str, writing: Writing) -> None:
    _save(place, key, writing, str(st.session_state[_widget(name, writing)]))


def _save(place: Place, key: str, writing: Writing, text: str) -> None:
    """Save what stands in the field, if it is not saved yet.

    Called when Streamlit tells that the text has changed, and again whenever the field is shown: the first call is
    lost if the reader does something else in the same moment. Streamlit may break off at any touch of the session
    state, so between the saving and the note that it is saved there is none.
    """
    database, by = state.database(), author()
    kept = _kept(place, key) if writing.fresh else []
    late = late_texts(place.identity)
    with writing.lock:
        if writing.fresh and text != writing.text:
            _recover(writing, text, kept)
        writing.fresh = False
        if text == writing.text:
            return
        based_on, line = writing.version, writing.line
        try:
            saved = write_text(database, place.identity, place.seen, key, text, by=by, based_on=based_on, line=line)
        except JamstalldError as error:
            writing.text, writing.trouble = text, error.message
            if isinstance(error, FinalError):
                late[key] = text
            return
        writing.text, writing.version, writing.line = text, saved.version, saved.entry.line
        writing.saved_at, writing.trouble = saved.saved_at, ""


def _recover(writing: Writing, text: str, kept: Sequence[Kept[Text]]) -> None:
    """Find out what a text goes on from, that a browser still held when the server had forgotten the session.

    Where it is no kept text with something put in, nobody can tell: it is kept beside.
    """
    for one in kept:
        if continues(one.entry.text, text):
            writing.version, writing.line, writing.text = one.version, one.entry.line, one.entry.text
            return
    if kept:
        writing.version = _NEVER


def _how_it_stands(writing: Writing) -> str:
    """Write the words beside the field, and the checksum of what they are about; see ``autosave.js``."""
    if writing.trouble:
        words = f"Inte sparat. {writing.trouble}"
    elif writing.saved_at is None:
        words = ""
    else:
        words = f"Sparat kl. {time_text(writing.saved_at)}"
        words += ", bredvid gruppens text" if writing.line else ""
    handled = f"{zlib.crc32(writing.text.encode()):08x}"
    said = html.escape(words)
    return f'<p data-hanterat="{handled}" data-ord="{said}">{said}</p>'


def _show_others(place: Place, key: str, name: str, writing: Writing, kept: Sequence[Kept[Text]]) -> None:
    """Show what others have written in the field at the same time."""
    mine = next((one for one in kept if one.entry.line and one.entry.line == writing.line), None)
    for other in kept:
        text, line = other.entry.text, other.entry.line
        if other is mine or (not line and (not mine and text == writing.text)):
            continue
        if not line and not mine and other.version <= writing.version:
            continue
        with st.container(border=True, gap="small"):
            st.markdown(f"**{plain(other.author)}** skrev kl. {time_text(other.saved_at)}:")
            st.text(text or "(tomt)")
            with st.container(horizontal=True):
                if line:
                    _join_buttons(name, place, key, other, "Lägg till i texten", "Ta bort")
                elif mine:
                    _join_buttons(name, place, key, mine, "Lägg till min text efter den här", "Ta bort min text")
                else:
                    st.button("Visa den nya texten", key=f"take_{name}", on_click=_take_up, args=(name, writing))


def _join_buttons(name: str, place: Place, key: str, aside: Kept[Text], keep: str, drop: str) -> None:
    for label, kept in ((keep, True), (drop, False)):
        st.button(
            label,
            key=f"join_{name}_{aside.entry.line}_{kept}",
            on_click=_join,
            args=(name, place, key, aside, kept),
        )


def _join(name: str, place: Place, key: str, aside: Kept[Text], keep: bool) -> None:
    by, database = author(), state.database()
    done = "Texterna är sammanförda." if keep else "Texten är borttagen."
    if attempt(name, lambda: join_text(database, aside, by=by, keep=keep), done):
        writing = cast("Writing", st.session_state[f"writing_{name}"])
        _take_up(name, writing)


def _take_up(name: str, writing: Writing) -> None:
    """Begin anew from what is kept, in a field that holds nothing else."""
    st.session_state[f"writing_{name}"] = Writing(turn=writing.turn + 1)
