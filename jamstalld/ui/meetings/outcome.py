"""What a point led to: a text that is saved while it is written, and that two may write in at once.

The field takes up what is kept when it comes into sight. What somebody else writes meanwhile stands under it, since a
text that were to change while it is being written would be written over.
"""

from __future__ import annotations

import html
import zlib
from dataclasses import dataclass
from datetime import datetime
from typing import cast

import streamlit as st

from jamstalld.dialogue.entries import Kept
from jamstalld.dialogue.meetings import Point
from jamstalld.dialogue.texts import LONGEST, Text
from jamstalld.errors import JamstalldError
from jamstalld.store import entries, join_text, save_text
from jamstalld.ui import state
from jamstalld.ui.attempts import attempt, show_attempt
from jamstalld.ui.author import author
from jamstalld.ui.plain import plain
from jamstalld.wording.numbers import time_text

FIELD = "outcome"
TITLE = "Vad kom vi fram till?"
_HELP = "Står i anteckningarna från mötet. Skriv inget som beskriver en enskild person."


@dataclass(frozen=True)
class _Writing:
    """How far this session has come: the version it goes on from, on which line, what is saved and when."""

    version: int = 0
    line: str = ""
    text: str = ""
    saved_at: datetime | None = None
    trouble: str = ""


def outcome_field(point: Point) -> None:
    """Show the field, and under it what somebody else has written at the same time."""
    name = point.identity
    if _widget(name) not in st.session_state:
        _take_up(name)
    with st.container(key=f"skriv_{name}", gap="xsmall"):
        st.text_area(TITLE, key=_widget(name), height=140, max_chars=LONGEST, help=_HELP, on_change=_save, args=(name,))
        st.html(_how_it_stands(_writing(name)))
    show_attempt(_widget(name))
    _show_others(name)


def _widget(point: str) -> str:
    return f"outcome_{point}"


def _writing(point: str) -> _Writing:
    return cast("_Writing", st.session_state[f"outcome_at_{point}"])


def _go_on(point: str, writing: _Writing) -> None:
    st.session_state[f"outcome_at_{point}"] = writing


def _kept(point: str) -> list[Kept[Text]]:
    """Give what is written in the field, the group's text first."""
    there = (one for one in entries(state.database(), Text, point) if one.entry.field == FIELD)
    return sorted(there, key=lambda one: one.entry.line != "")


def _take_up(point: str) -> None:
    """Begin with the group's text as it is now."""
    whole = next((one for one in _kept(point) if not one.entry.line), None)
    text = whole.entry.text if whole else ""
    st.session_state[_widget(point)] = text
    _go_on(point, _Writing(whole.version, "", text, whole.saved_at) if whole else _Writing())


def _save(point: str) -> None:
    text, writing = str(st.session_state[_widget(point)]), _writing(point)
    try:
        saved = save_text(
            state.database(), point, FIELD, text, by=author(), based_on=writing.version, line=writing.line
        )
    except JamstalldError as error:
        _go_on(point, _Writing(writing.version, writing.line, text, writing.saved_at, error.message))
        return
    _go_on(point, _Writing(saved.version, saved.entry.line, text, saved.saved_at))


def _how_it_stands(writing: _Writing) -> str:
    """Write how the field stands, with the checksum of the text that this is about."""
    if writing.trouble:
        words = f"Inte sparat. {writing.trouble}"
    elif writing.saved_at is None:
        words = "Sparas när du lämnar fältet."
    else:
        beside = ", bredvid gruppens text" if writing.line else ""
        words = f"Sparat kl. {time_text(writing.saved_at)}{beside}"
    said = html.escape(words)
    return f'<p data-hanterat="{zlib.crc32(writing.text.encode()):08x}" data-ord="{said}">{said}</p>'


def _show_others(point: str) -> None:
    writing = _writing(point)
    for other in _kept(point):
        text = other.entry
        mine = text.line == writing.line
        if mine and other.version <= writing.version:
            continue
        with st.container(border=True, gap="small"):
            st.markdown(f"**{plain(other.author)}** skrev kl. {time_text(other.saved_at)}:")
            st.text(text.text or "(tomt)")
            with st.container(horizontal=True):
                if text.line:
                    for label, keep in (("Lägg till i gruppens text", True), ("Ta bort", False)):
                        key = f"join_{text.identity}_{keep}"
                        st.button(label, key=key, on_click=_join, args=(point, other, keep))
                elif not writing.line:
                    st.button("Visa den nya texten", key=f"take_{point}", on_click=_take_up, args=(point,))


def _join(point: str, aside: Kept[Text], keep: bool) -> None:
    done = "Texterna är sammanförda." if keep else "Texten är borttagen."
    by = author()
    if attempt(_widget(point), lambda: join_text(state.database(), aside, by=by, keep=keep), done):
        _take_up(point)
