"""Long work: how far it has come, and a button to stop it.

The work is done by the very run of the page that shows it. Streamlit looks for a press of a button whenever the page
shows something, and then ends the run by an exception: what was being read is dropped, and what was being written
is rolled back.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager

import streamlit as st

from jamstalld.progress import Progress, silent

LONG = 1_000_000  # bytes of a file: below this the work is done before anyone could read what is shown


@contextmanager
def long_work(place: str, size: int) -> Generator[Progress]:
    """Show how far work on a file has come, and a button to stop it, if the file is large.

    Parameters
    ----------
    place
        What tells this piece of work from others on the page.
    size
        The size of the file, bytes.
    """
    if size < LONG:
        with st.spinner("Kontrollerar …"):
            yield silent
        return
    shown = st.empty()
    with shown.container():
        bar = st.progress(0.0, "Öppnar filen …")
        st.button("Avbryt", key=f"stop_{place}", on_click=_stop, args=(place,))

    def show(doing: str, done: float) -> None:
        bar.progress(done, f"{doing} …")

    yield show
    shown.empty()


def was_stopped(place: str) -> bool:
    """Tell that work was stopped, and offer to begin again."""
    if not st.session_state.get(f"stopped_{place}"):
        return False
    st.info("Avbrutet. Inget har lästs in.")
    st.button("Börja om", key=f"again_{place}", on_click=_begin, args=(place,))
    return True


def _stop(place: str) -> None:
    st.session_state[f"stopped_{place}"] = True


def _begin(place: str) -> None:
    st.session_state[f"stopped_{place}"] = False
