"""What is done at the press of a button: saving, changing how far an action has come, and removing it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

import streamlit as st

from jamstalld.actions import add_action, change_action, remove_action, set_status, typed_size
from jamstalld.dialogue.actions import Action, Expected, Status
from jamstalld.dialogue.entries import Kept, new_identity
from jamstalld.errors import RequestError
from jamstalld.snapshots import snapshot, subject_of
from jamstalld.store import put
from jamstalld.typed import typed_day
from jamstalld.ui import state
from jamstalld.ui.attempts import attempt
from jamstalld.ui.author import author
from jamstalld.ui.changing import forget, saved_over
from jamstalld.views.following.build import followed_request
from jamstalld.views.model import View
from jamstalld.views.saying import unit_for
from jamstalld.wording.units import POINTS

NEWS = "actions"
"""Where it is told of what has been done to an action."""
OPENED = "action_opened"
Typed = Mapping[str, str]
"""Name of a field → what stands in it."""


def field(place: str, name: str) -> str:
    """Give the key of a field of one form."""
    return f"action_{place}_{name}"


def filled(place: str, name: str, value: str) -> str:
    """Give the key of a field of a form, in which stands what is saved until somebody writes in it."""
    key = field(place, name)
    if key not in st.session_state:
        st.session_state[key] = value
    return key


def save_form(place: str, kept: Kept[Action] | None, parent: str, view: View | None, row: tuple[str, str]) -> None:
    """Save what stands in a form, and close it; what was typed stays if it cannot be saved.

    Parameters
    ----------
    kept
        The action that is changed; None for a new one.
    parent
        Of a new one: the analysis it belongs to, "" for none.
    view
        The view that is followed; None for none.
    row
        Label and split of the row that is followed.
    """

    def save() -> None:
        action = _typed(place, kept.entry if kept else Action(new_identity(), parent), view, row)
        database, by = state.database(), author()
        if kept is None:
            add_action(database, action, by=by)
        else:
            change = partial(change_action, database, action, by=by)
            saved_over(field(place, ""), kept.entry, lambda version: change(based_on=version), _summary)

    _then_close(place, save, "Åtgärden är sparad.")


def _summary(action: Action) -> str:
    told = (action.what, action.who, action.due)
    return " · ".join(text for text in told if text)


def _typed(place: str, action: Action, view: View | None, row: tuple[str, str]) -> Action:
    """Give an action with what stands in its form."""
    of = {name: st.session_state.get(field(place, name)) for name in _FIELDS}
    status: Status = of["status"] or action.status
    due = typed_day(str(of["due"] or ""))
    changed = replace(
        action,
        what=str(of["what"] or ""),
        who=str(of["who"] or ""),
        due=due.isoformat() if due else "",
        status=status,
    )
    if view is None:
        return replace(
            changed, subject={}, snapshot="", label="", split="", expected="", size=None, by_quarter="", begun=""
        )
    expected: Expected = of["expected"] or ""
    followed = replace(
        changed,
        label=row[0],
        split=row[1],
        expected=expected,
        size=typed_size(str(of["size"] or "")) if expected not in ("", "kept") else None,
        by_quarter=str(of["by_quarter"] or ""),
        begun=str(of["begun"] or ""),
    )
    return _possible(_with_subject(followed, view), view)


_FIELDS = ("what", "who", "due", "status", "expected", "size", "by_quarter", "begun")


def _with_subject(action: Action, view: View) -> Action:
    """Give an action its view. What the view looked like when it was chosen is kept."""
    asked = followed_request(action)
    if asked and (asked.measure, asked.filters, str(asked.period)) == (view.measure, view.filters, view.period):
        return action
    seen = snapshot(view)
    put(state.database(), seen, by=author())
    return replace(action, subject=subject_of(view).to_json(), snapshot=seen.identity)


def _possible(action: Action, view: View) -> Action:
    """Refuse what cannot happen: a gap that falls by more than there is of it."""
    rows = (view.total, *view.rows)
    row = next((one for one in rows if (one.label, one.split or "") == (action.label, action.split)), None)
    if action.expected == "smaller" and action.size and row and row.difference:
        gap, unit = abs(row.difference.estimate), unit_for(state.known().measure(view.measure))
        if action.size > gap:
            raise RequestError(f"Skillnaden är bara {unit.size(gap)}. Den kan inte minska mer än så.")
    if view.unit == POINTS.many and action.size and action.size > 100:
        raise RequestError("En andel kan inte ändras med mer än 100 procentenheter.")
    return action


def open_form(place: str) -> None:
    """Open a form, empty or with the action as it is now."""
    close_form(place)
    st.session_state[OPENED] = place


def close_form(place: str) -> None:
    """Close a form and forget what stood in it."""
    if st.session_state.get(OPENED) == place:
        st.session_state[OPENED] = None
    for key in [key for key in st.session_state if str(key).startswith(field(place, ""))]:
        del st.session_state[key]
    forget(field(place, ""))


def save_status(identity: str) -> None:
    """Save how far an action has come, as its menu says."""
    status: Status = st.session_state[field(identity, "card_status")]
    attempt(NEWS, lambda: set_status(state.database(), identity, status, by=author()), "Läget är ändrat.")


def remove(place: str, kept: Kept[Action]) -> None:
    """Take an action away, and say so where its form was."""
    done = "Åtgärden är borttagen. Den finns kvar i historiken."
    _then_close(place, lambda: remove_action(state.database(), kept, by=author()), done)


def _then_close(place: str, action: Callable[[], None], done: str) -> None:
    """Do something and close the form; where it fails, say so in the form."""
    if attempt(place, action, done):
        st.session_state[f"attempt_{NEWS}"] = st.session_state.pop(f"attempt_{place}")
        close_form(place)
