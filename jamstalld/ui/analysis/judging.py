"""The group's own verdict on a difference: has it factual reasons?"""

from __future__ import annotations

from typing import cast

import streamlit as st

from jamstalld.dialogue.analyses import JUSTIFIED, Justified
from jamstalld.store import judge
from jamstalld.ui import state
from jamstalld.ui.analysis.late import kept_apart
from jamstalld.ui.analysis.place import Place
from jamstalld.ui.attempts import attempt, show_attempt
from jamstalld.ui.author import author

_NOT_YET = "Inte bedömt"
_CHOICES: dict[Justified, str] = {"": _NOT_YET, **JUSTIFIED}


def show_verdict(place: Place) -> None:
    """Let the group judge. What somebody else has chosen meanwhile is shown."""
    key = f"justified_{place.identity}"
    st.session_state[key] = place.analysis.entry.justified if place.analysis else ""
    st.radio(
        "Gruppens bedömning",
        list(_CHOICES),
        format_func=_CHOICES.__getitem__,
        key=key,
        on_change=_judge,
        args=(place, key),
    )
    show_attempt(key)


def _judge(place: Place, key: str) -> None:
    chosen, by, database = cast("Justified", st.session_state[key]), author(), state.database()

    def judged() -> None:
        with kept_apart(place.identity, lambda late: late.rest.append(f"Gruppens bedömning: {_CHOICES[chosen]}")):
            judge(database, place.identity, place.seen, chosen, by=by)

    attempt(key, judged, "Bedömningen är sparad.")
