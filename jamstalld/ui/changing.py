"""Fields filled from something kept that others may change meanwhile: nobody's change is written over unseen.

The fields follow what is kept until somebody types in one of them. From then on they stand as they are, and remember
the version they were filled from.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import cast

import streamlit as st

from jamstalld.dialogue.entries import E
from jamstalld.errors import RequestError
from jamstalld.store import ChangedError, entry
from jamstalld.ui import state

_Filled = tuple[int, Mapping[str, object]]


def fill(place: str, version: int, values: Mapping[str, object]) -> None:
    """Fill fields with what is kept, unless somebody has typed in one of them.

    Parameters
    ----------
    place
        What tells these fields from those of others.
    version
        Of what is kept.
    values
        Key of a field → what is kept of it.
    """
    filled = cast("_Filled | None", st.session_state.get(_key(place)))
    there = {key: st.session_state[key] for key in values if key in st.session_state}
    typed = filled is not None and any(value != filled[1].get(key) for key, value in there.items())
    if filled and typed and filled[1] != values:
        return
    if not typed:
        for key, value in values.items():
            st.session_state[key] = value
    st.session_state[_key(place)] = (version, values)


def begin_from(place: str, version: int) -> None:
    """Let fields that are filled otherwise remember a version, unless they already do."""
    st.session_state.setdefault(_key(place), (version, {}))


def forget(place: str) -> None:
    """Let fields be filled anew, whatever stands in them."""
    st.session_state.pop(_key(place), None)


def saved_over(place: str, seen: E, save: Callable[[int], object], told: Callable[[E], str]) -> None:
    """Save what stands in fields. Where somebody else was first, tell what they saved: the next time is over it.

    Parameters
    ----------
    seen
        What is kept, as the one who saves has it.
    save
        Saves over a version: the one that the fields were filled from.
    told
        Says in a few words what is kept now.

    Raises
    ------
    RequestError
        If somebody else has changed it since the fields were filled. What is typed stays.
    ChangedError
        If somebody else has taken it away.
    """
    version, values = cast("_Filled", st.session_state[_key(place)])
    try:
        save(version)
    except ChangedError:
        now = entry(state.database(), type(seen), seen.identity)
        if now is None:
            raise
        st.session_state[_key(place)] = (now.version, values)
        raise RequestError(
            f"{now.author} har ändrat det här under tiden. Så här är det sparat nu: ”{told(now.entry)}”. "
            "Det du har skrivit står kvar. Spara igen om det ska gälla."
        ) from None
    forget(place)


def _key(place: str) -> str:
    return f"filled_{place}"
