"""A field that a group writes in: saved as soon as it is left, and never over what somebody else has written.

Two who write in the same field at once get a text each; both are shown to everybody until somebody joins them or lays
one aside (decision 0009).
"""

from __future__ import annotations

import streamlit as st

from jamstalld.dialogue.entries import Kept
from jamstalld.dialogue.texts import Text
from jamstalld.errors import JamstalldError
from jamstalld.store import entries, join_text, save_text
from jamstalld.ui import state
from jamstalld.ui.attempts import attempt, show_attempt
from jamstalld.ui.author import author
from jamstalld.ui.plain import plain
from jamstalld.wording.numbers import time_text


def text_field(subject: str, field: str, label: str, *, height: int = 90, max_chars: int = 2000) -> None:
    """Show one field, when it was saved, and what others have written at the same time.

    Parameters
    ----------
    subject
        The identity of what the field belongs to.
    field
        Which of its fields.
    """
    spot = f"text_{subject}_{field}"
    texts = _texts(subject, field)
    _refresh(spot, texts)
    st.text_area(
        label,
        key=spot,
        height=height,
        max_chars=max_chars,
        persist_state="session",
        on_change=_save,
        args=(spot, subject, field),
    )
    _save(spot, subject, field)
    mine = _mine(spot)
    if trouble := st.session_state.get(f"{spot}_trouble"):
        st.warning(str(trouble))
    elif mine:
        st.caption(f"Sparat kl. {time_text(mine.saved_at)} av {plain(mine.author)}.")
    for aside in (text for text in texts if text.entry.line):
        _show_aside(spot, aside)
    show_attempt(spot)


def _texts(subject: str, field: str) -> list[Kept[Text]]:
    return [text for text in entries(state.database(), Text, subject) if text.entry.field == field]


def _mine(spot: str) -> Kept[Text] | None:
    """Give the text that the writer has before them, as it was last read or saved."""
    return st.session_state.get(f"{spot}_kept")


def _refresh(spot: str, texts: list[Kept[Text]]) -> None:
    """Let in what others have written since, unless something here is not saved yet."""
    mine = _mine(spot)
    before = mine.entry.text if mine else ""
    if str(st.session_state.get(spot) or "") != before:
        return
    line = mine.entry.line if mine else ""
    now = next((text for text in texts if text.entry.line == line), None)
    now = now or next((text for text in texts if not text.entry.line), None)
    st.session_state[spot] = now.entry.text if now else ""
    st.session_state[f"{spot}_kept"] = now


def _save(spot: str, subject: str, field: str) -> None:
    """Save what stands in the field if it is not saved yet.

    Called when the field is left and again when it is shown, since the first call is lost if the writer does
    something else in the same moment. Saving the same twice changes nothing.
    """
    written, mine = str(st.session_state.get(spot) or ""), _mine(spot)
    if written.strip() == (mine.entry.text.strip() if mine else ""):
        return
    version, line = (mine.version, mine.entry.line) if mine else (0, "")
    st.session_state.pop(f"{spot}_trouble", None)
    try:
        kept = save_text(state.database(), subject, field, written, by=author(), based_on=version, line=line)
    except JamstalldError as error:
        st.session_state[f"{spot}_trouble"] = f"{error.message} Det är inte sparat än."
        return
    st.session_state[f"{spot}_kept"] = kept


def _show_aside(spot: str, aside: Kept[Text]) -> None:
    """Show a text that was written beside the group's, with what can be done about it."""
    with st.container(border=True):
        st.caption(
            f"{plain(aside.author)} skrev samtidigt, kl. {time_text(aside.saved_at)}. Inget är borta: lägg ihop "
            "texterna, eller lägg undan den här."
        )
        st.text(aside.entry.text)
        with st.container(horizontal=True):
            key = aside.entry.line
            st.button("Lägg ihop", key=f"join_{key}", on_click=_join, args=(spot, aside, True))
            st.button("Lägg undan", key=f"aside_{key}", on_click=_join, args=(spot, aside, False))


def _join(spot: str, aside: Kept[Text], keep: bool) -> None:
    done = "Texterna är hoplagda." if keep else "Texten är undanlagd. Den finns kvar i historiken."
    attempt(spot, lambda: join_text(state.database(), aside, by=author(), keep=keep), done)
