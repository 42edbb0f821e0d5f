"""Which view an action follows: the one it is decided beside, or one chosen by menus."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from jamstalld.dialogue.actions import Action
from jamstalld.dictionary import dictionary
from jamstalld.errors import JamstalldError
from jamstalld.periods import Period
from jamstalld.ui import state
from jamstalld.ui.actions.writing import field
from jamstalld.ui.filters import ALL, PLURALS
from jamstalld.ui.plain import plain
from jamstalld.views.following import followable
from jamstalld.views.following.build import followed_request
from jamstalld.views.model import View
from jamstalld.views.request import ViewRequest
from jamstalld.wording.numbers import period_text

NOTHING = "Ingen siffra"
_NARROWED = ("area", "unit")


@dataclass(frozen=True)
class Place:
    """Where a form stands.

    Parameters
    ----------
    name
        What tells its fields from those of others.
    parent
        The analysis that a new action belongs to; empty for none.
    view
        The view that a new action follows; None where it is chosen in the form.
    measure
        The measure that is chosen there to begin with; empty for none.
    """

    name: str
    parent: str = ""
    view: View | None = None
    measure: str = ""


def option(key: str, title: str, options: Mapping[str, str], first: str) -> str:
    """Show a menu and give what is chosen: at first one of the options, later what was chosen if it is still there.

    Parameters
    ----------
    options
        Value → what it is called.
    """
    listed = list(options)
    if st.session_state.get(key) not in listed:
        st.session_state[key] = first if first in listed else listed[0]
    return st.selectbox(title, listed, format_func=options.__getitem__, key=key) or listed[0]


def chosen_view(place: Place, action: Action) -> View | None:
    """Give the view that is followed, as it is now; None where none is, or it can no longer be shown."""
    request = followed_request(action)
    if request and not st.toggle("Följ en annan siffra i stället", key=field(place.name, "other")):
        return _told(_answered(request))
    if not request and place.view and followable(place.view):
        return _told(place.view)
    return _by_menus(place)


def _told(view: View | None) -> View | None:
    """Say which view is followed."""
    if view:
        values = (plain(value) for _, value in view.filters)
        period = period_text(Period.parse(view.period))
        st.caption(" · ".join([f"Jämförs med {period}", plain(view.title), *values]))
    return view


def _by_menus(place: Place) -> View | None:
    """Let the writer choose a measure and whom it is about, in the latest four quarters."""
    info = state.info()
    measures = {one.key: one.title for one in state.known().measures.values() if one.column in info.columns}
    if info.empty or not measures:
        st.caption("När ett underlag är inläst går det att välja en siffra som visar om åtgärden hjälper.")
        return None
    chosen, *narrowed = st.columns(1 + len(_NARROWED))
    with chosen:
        measure = option(field(place.name, "measure"), "Mått att följa", {"": NOTHING, **measures}, place.measure)
    if not measure:
        return None
    offered, filters = state.choices(info.latest_period()), list[tuple[str, str]]()
    for spot, key in zip(narrowed, _NARROWED, strict=True):
        if key in offered:
            with spot:
                values = {ALL: PLURALS[key], **{value: value for value in offered[key]}}
                value = option(field(place.name, key), dictionary().variable(key).title, values, ALL)
            filters += [(key, value)] if value != ALL else []
    return _told(_answered(ViewRequest(measure, filters=tuple(filters), period=info.latest_period())))


def _answered(request: ViewRequest) -> View | None:
    """Ask a view; where it cannot be shown, say why."""
    try:
        return state.view(request)
    except JamstalldError as error:
        st.info(plain(error.message))
        return None
