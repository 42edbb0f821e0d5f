"""The form of an action: what, who, by when, and how the data will show whether it helped."""

from __future__ import annotations

import streamlit as st

from jamstalld.dialogue.actions import STATUSES, Action
from jamstalld.dialogue.entries import Kept
from jamstalld.dialogue.limits import longest
from jamstalld.ui.actions.choosing import Place, chosen_view, option
from jamstalld.ui.actions.following import NO_ROW, follow_fields
from jamstalld.ui.actions.writing import close_form, field, filled, remove, save_form
from jamstalld.ui.attempts import show_attempt
from jamstalld.ui.changing import begin_from
from jamstalld.ui.persons import warn_of_persons

RULES = (
    "En tjänsteperson får nämnas som ansvarig. Beskriv aldrig en enskild person som ni möter i ert arbete. Det ni "
    "beslutar är en allmän handling."
)


def show_form(place: Place, kept: Kept[Action] | None = None) -> None:
    """Show the fields of an action, and the buttons that save it, remove it or leave it as it was.

    Parameters
    ----------
    kept
        The action that is changed; None for a new one.
    """
    action = kept.entry if kept else Action("", place.parent)
    if kept:
        begin_from(field(place.name, ""), kept.version)
    _deed(place.name, action)
    st.markdown("**Hur ska det synas i siffrorna?**")
    view = chosen_view(place, action)
    row = follow_fields(place.name, action, view) if view else NO_ROW
    followed = view if row != NO_ROW else None
    st.caption(RULES)
    show_attempt(place.name)
    with st.container(horizontal=True, gap="small"):
        st.button(
            "Spara åtgärden",
            type="primary",
            key=field(place.name, "save"),
            on_click=save_form,
            args=(place.name, kept, place.parent, followed, row),
        )
        st.button("Avbryt", key=field(place.name, "cancel"), on_click=close_form, args=(place.name,))
        if kept:
            _offer_removing(place.name, kept)


def _deed(place: str, action: Action) -> None:
    """Show what is done, by whom and by when."""
    what = st.text_area(
        "Vad ska göras?", key=filled(place, "what", action.what), height=80, max_chars=longest(Action, "what")
    )
    warn_of_persons(what)
    who, due, status = st.columns(3)
    with who:
        st.text_input(
            "Vem ser till att det blir gjort?", key=filled(place, "who", action.who), max_chars=longest(Action, "who")
        )
    with due:
        st.text_input(
            "Klart senast", key=filled(place, "due", action.due), placeholder="till exempel 2026-12-31", max_chars=30
        )
    with status:
        option(field(place, "status"), "Läge", dict(STATUSES.items()), action.status)


def _offer_removing(place: str, kept: Kept[Action]) -> None:
    """Ask once more before an action is taken away."""
    key = field(place, "sure")
    if st.session_state.get(key):
        st.button("Ja, ta bort den", key=field(place, "remove_yes"), on_click=remove, args=(place, kept))
    else:
        st.button("Ta bort åtgärden", key=field(place, "remove"), on_click=_ask, args=(key,))


def _ask(key: str) -> None:
    st.session_state[key] = True
