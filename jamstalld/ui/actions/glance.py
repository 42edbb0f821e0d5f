"""The actions on *Översikt*: what is late, and of what the latest quarter says something new."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from jamstalld.actions import Standing
from jamstalld.dialogue.actions import OPEN
from jamstalld.ui import state
from jamstalld.ui.actions.board import CHOSEN
from jamstalld.ui.actions.card import show_what
from jamstalld.ui.actions.measuring import current, measured
from jamstalld.ui.navigation import page
from jamstalld.wording.actions import due_sentence, who_text
from jamstalld.wording.following import verdict_word
from jamstalld.wording.numbers import quarter_text

_SHOWN = 5


def show_news() -> None:
    """Show the late actions, and those the latest quarter has changed the verdict of; nothing where there are none."""
    found = current()
    last = state.info().last
    if not found or last is None:
        return
    st.markdown("## Åtgärder")
    late, news = st.columns(2)
    with late:
        st.markdown("### Försenade")
        told = [(one, f"{who_text(one.action.who)}. {_due(one)}") for one in found if one.late]
        _list("late", told, "Ingen är försenad.")
    with news:
        st.markdown(f"### Nytt besked med {quarter_text(last)}")
        told = [(one, _told(one)) for one in found if _is_new(one)]
        _list("news", told, "Det senaste kvartalet har inte ändrat beskedet om någon åtgärd.")
    st.page_link(page("atgarder"), label=f"Alla åtgärder ({len(found)})")


def _is_new(one: Standing) -> bool:
    """Tell whether the latest quarter says something else of an action than was said without it."""
    last = state.info().last
    if one.followed is None or last is None or one.followed.verdict == "too_early" or one.action.status == "dropped":
        return False
    before = measured(one.action, last + -1)
    return before is None or before.verdict != one.followed.verdict


def _due(one: Standing) -> str:
    return due_sentence(one.action.due, is_open=one.action.status in OPEN, late=one.late)


def _told(one: Standing) -> str:
    followed = one.followed
    return f"{verdict_word(followed.verdict, one.action.expected)}. {followed.sentence}" if followed else ""


def _list(where: str, found: Sequence[tuple[Standing, str]], nothing: str) -> None:
    if not found:
        st.markdown(nothing)
    for one, told in found[:_SHOWN]:
        with st.container(border=True):
            show_what(one.action, where)
            st.text(told)
            st.page_link(page("atgarder"), label="Öppna åtgärden", query_params={CHOSEN: one.action.identity})
    if len(found) > _SHOWN:
        st.markdown(f"{len(found) - _SHOWN} till finns på sidan *Åtgärder*.")
