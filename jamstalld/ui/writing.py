"""A field that a group writes in: saves itself, keeps what two write at once, warns of what tells who somebody is.

A field takes up what is kept when it comes into sight, and goes on from there. What others write meanwhile stands
under it until the writer says so: a text that were to change while it is being written would be written over.
"""

from __future__ import annotations

import html
import zlib
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from dataclasses import field as made
from datetime import datetime
from functools import partial
from threading import Lock
from typing import Protocol, cast

import streamlit as st

from jamstalld.dialogue.entries import Kept
from jamstalld.dialogue.texts import LONGEST, Text, continues
from jamstalld.errors import DatabaseError, JamstalldError
from jamstalld.store import entries, join_text, save_text
from jamstalld.ui import state
from jamstalld.ui.attempts import attempt, show_attempt
from jamstalld.ui.author import author
from jamstalld.ui.persons import warn_of_persons
from jamstalld.ui.plain import plain, spoken
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
        Why the last was refused.
    obstacle
        Why what stands in the field cannot be saved for the moment.
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
    obstacle: str = ""
    turn: int = 0
    fresh: bool = True
    lock: Lock = made(default_factory=Lock)


class Save(Protocol):
    """Keeps what stands in a field, as :func:`jamstalld.store.save_text` does."""

    def __call__(self, text: str, *, by: str, based_on: int, line: str) -> Kept[Text]:
        """Keep a text, beside another where somebody else has saved the field since."""
        ...


@dataclass(frozen=True)
class Field:
    """A field of something that a group writes about.

    Parameters
    ----------
    subject
        The identity of what it belongs to.
    key
        Its name there.
    save
        Keeps its text.
    """

    subject: str
    key: str
    save: Save

    @property
    def name(self) -> str:
        """Its name among all fields of a page."""
        return f"{self.subject}_{self.key}"


def field_of(subject: str, key: str) -> Field:
    """Give a field whose text is kept as it is, whatever else is so of what it belongs to."""
    return Field(subject, key, partial(save_text, state.database(), subject, key))


def text_field(field: Field, title: str, help_text: str = "", *, max_chars: int = LONGEST) -> None:
    """Show a field to write in, and under it how it stands."""
    kept = _kept(field)
    with st.container(key=f"skriv_{field.name}", gap="xsmall"):
        writing = _writing(field.name, kept)
        text = st.text_area(
            spoken(title),
            value=writing.begun,
            key=_widget(field.name, writing),
            help=plain(help_text) or None,
            height="content",
            max_chars=max(max_chars, len(writing.begun)),  # a longer one, once kept, would else be cut
            on_change=_on_change,
            args=(field, writing),
        )
        _save(field, writing, text)
        st.html(_how_it_stands(writing))
    with st.container(key=f"under_{field.name}", gap="small"):
        warn_of_persons(writing.text)
        _show_others(field, writing, _kept(field))
        show_attempt(field.name)


def _kept(field: Field) -> list[Kept[Text]]:
    """Give what is written in a field: the group's text first, and then what waits to be joined with it."""
    there = entries(state.database(), Text, field.subject)
    return sorted((one for one in there if one.entry.field == field.key), key=lambda one: one.entry.line != "")


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


def _on_change(field: Field, writing: Writing) -> None:
    _save(field, writing, str(st.session_state[_widget(field.name, writing)]))


def _save(field: Field, writing: Writing, text: str) -> None:
    """Save what stands in the field, if it is not saved yet.

    Called when Streamlit tells that the text has changed, and again whenever the field is shown: the first call is
    lost if the reader does something else in the same moment. Streamlit may break off at any touch of the session
    state, so between the saving and the note that it is saved there is none.
    """
    by = author()
    kept = _kept(field) if writing.fresh else []
    with writing.lock:
        if writing.fresh and text != writing.text:
            _recover(writing, text, kept)
        writing.fresh, writing.obstacle = False, ""
        if text == writing.text:
            return
        based_on, line = writing.version, writing.line
        try:
            saved = field.save(text, by=by, based_on=based_on, line=line)
        except DatabaseError as error:  # the text is not dealt with: the page tries again
            writing.obstacle = error.message
            return
        except JamstalldError as error:
            writing.text, writing.trouble = text, error.message
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
    obstacle = f"Inte sparat. {writing.obstacle}" if writing.obstacle else ""
    if writing.trouble:
        words = f"Inte sparat. {writing.trouble}"
    elif writing.saved_at is None:
        words = ""
    else:
        words = f"Sparat kl. {time_text(writing.saved_at)}"
        words += ", bredvid gruppens text" if writing.line else ""
    handled = f"{zlib.crc32(writing.text.encode()):08x}"
    said, hindered = html.escape(words), html.escape(obstacle)
    return f'<p data-hanterat="{handled}" data-ord="{said}" data-hinder="{hindered}">{hindered or said}</p>'


def _show_others(field: Field, writing: Writing, kept: Sequence[Kept[Text]]) -> None:
    """Show what others have written in the field at the same time, and what has been done with the writer's own."""
    mine = next((one for one in kept if one.entry.line and one.entry.line == writing.line), None)
    group = next((one for one in kept if not one.entry.line), None)
    if writing.line and mine is None:
        st.info("Någon har lagt till din text i gruppens text, eller tagit bort den.")
        _show_group(field, writing, group)
    elif mine and group:
        with _shown(group):
            _join_buttons(field, mine, "Lägg till min text efter den här", "Ta bort min text")
    elif group and group.version > writing.version and group.entry.text != writing.text:
        _show_group(field, writing, group)
    for other in kept:
        if other.entry.line and other is not mine:
            with _shown(other):
                _join_buttons(field, other, "Lägg till i texten", "Ta bort")


def _show_group(field: Field, writing: Writing, group: Kept[Text] | None) -> None:
    """Show the group's text, which the writer can go on with instead of what stands in the field."""
    with _shown(group) if group else st.container(horizontal=True):
        st.button("Visa den nya texten", key=f"take_{field.name}", on_click=_take_up, args=(field.name, writing))


@contextmanager
def _shown(kept: Kept[Text]) -> Generator[None]:
    """Show what somebody has written, and after it the buttons that are made inside."""
    with st.container(border=True, gap="small"):
        st.markdown(f"**{plain(kept.author)}** skrev kl. {time_text(kept.saved_at)}:")
        st.text(kept.entry.text or "(tomt)")
        with st.container(horizontal=True):
            yield


def _join_buttons(field: Field, aside: Kept[Text], keep: str, drop: str) -> None:
    for label, kept in ((keep, True), (drop, False)):
        st.button(
            label,
            key=f"join_{field.name}_{aside.entry.line}_{kept}",
            on_click=_join,
            args=(field.name, aside, kept),
        )


def _join(name: str, aside: Kept[Text], keep: bool) -> None:
    by, database = author(), state.database()
    done = "Texterna är sammanförda." if keep else "Texten är borttagen."
    if attempt(name, lambda: join_text(database, aside, by=by, keep=keep), done):
        writing = cast("Writing", st.session_state[f"writing_{name}"])
        _take_up(name, writing)


def _take_up(name: str, writing: Writing) -> None:
    """Begin anew from what is kept, in a field that holds nothing else."""
    st.session_state[f"writing_{name}"] = Writing(turn=writing.turn + 1)
