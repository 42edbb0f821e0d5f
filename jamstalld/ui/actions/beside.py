"""The actions of one analysis, where it is written: shown, added and changed in place."""

from __future__ import annotations

import streamlit as st

from jamstalld.actions import Standing
from jamstalld.dialogue.analyses import Analysis, Subject
from jamstalld.dialogue.entries import Kept
from jamstalld.ui.actions.card import show_card
from jamstalld.ui.actions.choosing import Place
from jamstalld.ui.actions.form import show_form
from jamstalld.ui.actions.measuring import current
from jamstalld.ui.actions.writing import NEWS, OPENED, field, open_form
from jamstalld.ui.attempts import show_attempt
from jamstalld.views.model import View


def actions_in(analysis: Kept[Analysis] | None, subject: Subject, view: View | None) -> None:
    """Show the actions of an analysis, and let the group add and change them.

    Parameters
    ----------
    analysis
        The analysis; None where it is not begun, and then has none.
    subject
        What the analysis is about.
    view
        The view above, which new actions follow; None where the page shows something else than a view, and what they
        follow is chosen by menus.
    """
    if analysis is None:
        st.markdown("Skriv något i analysen först. Sedan går det att lägga till åtgärder här.")
        return
    show_attempt(NEWS)
    identity = analysis.entry.identity
    show_actions(identity)
    if analysis.entry.final:
        return
    new = Place(f"new_{identity}", identity, view, str(subject.request.get("measure", "")))
    if st.session_state.get(OPENED) == new.name:
        with st.container(border=True):
            show_form(new)
    else:
        st.button("Lägg till en åtgärd", key=field(new.name, "open"), on_click=open_form, args=(new.name,))


def show_actions(analysis: str, heading: str = "") -> None:
    """Show the actions of an analysis, by its identity: they go on, be it finished or not.

    Parameters
    ----------
    heading
        What stands above them, if there are any.
    """
    there = current(analysis)
    if there and heading:
        st.markdown(heading)
    for one in there:
        _show(one)


def _show(one: Standing) -> None:
    """Show an action, or its form while it is being changed."""
    identity = one.action.identity
    if st.session_state.get(OPENED) == identity:
        with st.container(border=True):
            show_form(Place(identity, one.action.parent), one.kept)
    else:
        show_card(one)
