"""Long work: how far it has come, and a button to stop it.

The work is done by the very run of the page that shows it. Streamlit looks for a press of a button whenever the page
shows something, and then ends the run by an exception: what was being read is dropped, and what was being written
is rolled back.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from typing import Literal

import streamlit as st

from jamstalld.progress import Progress, silent

Work = Literal["reading", "comparing", "loading"]
_FIRST: dict[Work, str] = {
    "reading": "Öppnar filen …",
    "comparing": "Jämför med det som redan är inläst …",
    "loading": "Läser in …",
}
LONG = 1_000_000  # bytes of a file: below this the work is done before anyone could read what is shown


@contextmanager
def long_work(place: str, size: int, work: Work) -> Generator[Progress]:
    """Show how far work on a file has come, and a button to stop it, if the file is large.

    Parameters
    ----------
    place
        The file's sha256.
    size
        The size of the file, bytes.
    work
        What is done. One run of the page may do all of it.
    """
    if size < LONG:
        with st.spinner(_FIRST[work]):
            yield silent
        return
    shown = st.empty()
    with shown.container():
        bar = st.progress(0.0, _FIRST[work])
        st.button("Avbryt", key=f"stop_{work}_{place}", on_click=_stop, args=(place,))

    def show(doing: str, done: float) -> None:
        bar.progress(done, f"{doing} …")

    yield show
    shown.empty()


def was_stopped(place: str) -> bool:
    """Tell whether work on a file was stopped, and not begun again."""
    return bool(st.session_state.get(f"stopped_{place}"))


def show_stopped(place: str) -> None:
    """Tell that work was stopped and left nothing, and offer to begin again."""
    st.info("Avbrutet. Inget ur filen har lästs in.")
    st.button("Börja om", key=f"again_{place}", on_click=_begin, args=(place,))


def _stop(place: str) -> None:
    st.session_state[f"stopped_{place}"] = True


def _begin(place: str) -> None:
    st.session_state[f"stopped_{place}"] = False
