"""One action on a card: what, who, by when, how far it has come, and what the data say."""

from __future__ import annotations

import streamlit as st

from jamstalld.access import Right
from jamstalld.actions import Standing, about, expected
from jamstalld.dialogue.actions import OPEN, STATUSES, Action
from jamstalld.ui import state
from jamstalld.ui.actions.writing import field, open_form, save_status
from jamstalld.ui.plain import plain
from jamstalld.wording.actions import due_sentence, who_text
from jamstalld.wording.following import verdict_word


def show_card(one: Standing) -> None:
    """Show an action with a menu for how far it has come and a button to change the rest."""
    action = one.action
    with st.container(border=True, key=field(action.identity, "card")):
        show_what(action, "card")
        st.text(who_text(action.who))
        due = due_sentence(action.due, is_open=action.status in OPEN, late=one.late)
        st.markdown(f"**{due}**" if one.late else due)
        _say_what_data_say(one)
        if not state.may(Right.WRITE_DIALOGUE):
            st.caption(f"Läge: {STATUSES[action.status]}")
            return
        option_key = field(action.identity, "card_status")
        st.session_state[option_key] = action.status
        st.selectbox(
            "Läge",
            list(STATUSES),
            format_func=STATUSES.__getitem__,
            key=option_key,
            on_change=save_status,
            args=(action.identity,),
        )
        st.button("Ändra åtgärden", key=field(action.identity, "open"), on_click=open_form, args=(action.identity,))


def show_what(action: Action, where: str) -> None:
    """Show what is to be done, as it was written, in bold (`jamstalld.ui.frame`)."""
    with st.container(key=f"bold_{where}_{action.identity}"):
        st.text(action.what)


def _say_what_data_say(one: Standing) -> None:
    """Say what is followed, what is expected and what the data say, where anything is followed."""
    action, followed = one.action, one.followed
    if followed is None:
        return
    st.markdown(f"**{verdict_word(followed.verdict, action.expected)}**")
    st.caption(plain(followed.sentence))
    st.caption(f"Följs i {plain(about(state.database(), action))}. {plain(expected(state.known(), action))}".strip())
