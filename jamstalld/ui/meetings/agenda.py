"""The agenda of a planned meeting, point by point, each with what can be done to it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import streamlit as st

from jamstalld.dialogue.entries import Kept
from jamstalld.dialogue.limits import longest
from jamstalld.dialogue.meetings import POINT_KINDS, Point
from jamstalld.errors import JamstalldError
from jamstalld.store import alter, remove, save, shift_point
from jamstalld.ui import state
from jamstalld.ui.attempts import attempt
from jamstalld.ui.author import author
from jamstalld.ui.changing import fill, saved_over
from jamstalld.ui.meetings.choosing import choose_view, no_view
from jamstalld.ui.meetings.current import Current
from jamstalld.ui.plain import plain

_PLACE = "meeting"


def show_agenda(now: Current) -> None:
    """Show every point, in order."""
    for number, kept in enumerate(now.points, 1):
        _show_point(now, kept, number)


def _show_point(now: Current, kept: Kept[Point], number: int) -> None:
    point = kept.entry
    with st.container(border=True, key=f"punkt_{point.identity}"):
        words, buttons = st.columns([3, 2], vertical_alignment="center")
        with words.container(gap="xsmall"):
            st.markdown(f"**{number}. {plain(point.title)}**")
            st.caption(POINT_KINDS[point.kind])
            if point.question:
                st.text(point.question)
        with buttons.container(horizontal=True, vertical_alignment="bottom", horizontal_alignment="right"):
            _minutes(point, number)
            first, last = number == 1, number == len(now.points)
            for label, step, off in (("Upp", -1, first), ("Ned", 1, last)):
                key, moved = f"{label}_{point.identity}", (now.identity, point.identity, step)
                st.button(label, key=key, disabled=off, on_click=_shift, args=moved)
            with st.popover("Ändra", key=f"change_{point.identity}"):
                _change(kept)
        if point.kind == "view" and not point.subject:
            choose_view(point)


def _minutes(point: Point, number: int) -> None:
    key = f"minutes_{point.identity}"
    st.session_state[key] = point.minutes  # somebody else may have changed it
    st.number_input(
        f"Minuter, punkt {number}",
        0,
        longest(Point, "minutes"),
        key=key,
        on_change=_set_minutes,
        args=(point.identity,),
        width=150,
    )


def _change(kept: Kept[Point]) -> None:
    point = kept.entry
    name = point.identity
    values = {f"title_{name}": point.title, f"question_{name}": point.question, f"dots_{name}": point.dots}
    fill(_fields(name), kept.version, values)
    st.text_input("Rubrik", key=f"title_{name}", max_chars=longest(Point, "title"))
    if point.kind in ("conversation", "text"):
        label = "Fråga" if point.kind == "conversation" else "Text"
        st.text_area(label, key=f"question_{name}", max_chars=longest(Point, "question"))
    if point.kind == "conversation":
        help_text = "Så många prickar får var och en. 0: ingen röstning."
        st.number_input("Prickar att rösta med", 0, longest(Point, "dots"), key=f"dots_{name}", help=help_text)
    with st.container(horizontal=True):
        st.button("Spara", key=f"save_{name}", type="primary", on_click=_save, args=(kept,))
        if point.kind == "view" and point.subject:
            st.button("Byt resultat", key=f"other_{name}", on_click=no_view, args=(name,))
        st.button("Ta bort punkten", key=f"remove_{name}", on_click=_remove, args=(kept,))


def _fields(point: str) -> str:
    return f"point_{point}"


def _save(kept: Kept[Point]) -> None:
    name, database, by = kept.entry.identity, state.database(), author()
    changed = replace(
        kept.entry,
        title=" ".join(str(st.session_state[f"title_{name}"]).split()),
        question=str(st.session_state[f"question_{name}"]).strip(),
        dots=int(st.session_state[f"dots_{name}"]),
    )

    def change() -> None:
        if not changed.title:
            raise JamstalldError("Skriv en rubrik för punkten.")
        over = partial(save, database, changed, by=by)
        saved_over(_fields(name), kept.entry, lambda version: over(based_on=version), _told)

    attempt(_PLACE, change, "Punkten är sparad.")


def _told(point: Point) -> str:
    return " · ".join(part for part in (point.title, point.question) if part)


def _shift(meeting: str, point: str, step: int) -> None:
    shift_point(state.database(), meeting, point, step, by=author())


def _set_minutes(point: str) -> None:
    minutes = int(st.session_state[f"minutes_{point}"] or 0)

    def change() -> None:
        alter(state.database(), Point, point, lambda now: replace(now, minutes=minutes), by=author())

    attempt(_PLACE, change, "Tiden är ändrad.")


def _remove(kept: Kept[Point]) -> None:
    def take_away() -> None:
        remove(state.database(), kept.entry, by=author(), based_on=kept.version)

    attempt(_PLACE, take_away, "Punkten är borttagen.")
