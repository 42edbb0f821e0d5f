"""Files to take away: made when somebody asks for one, and told of in the log."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial

import streamlit as st

from jamstalld.errors import DatabaseError
from jamstalld.intake.values.identity import masked
from jamstalld.store import Database, note
from jamstalld.ui import state
from jamstalld.ui.author import doer

_OFFICE = "application/vnd.openxmlformats-officedocument"
_KINDS = {
    "csv": "text/csv",
    "png": "image/png",
    "svg": "image/svg+xml",
    "xlsx": f"{_OFFICE}.spreadsheetml.sheet",
    "docx": f"{_OFFICE}.wordprocessingml.document",
    "pptx": f"{_OFFICE}.presentationml.presentation",
}


def offer_file(label: str, make: Callable[[], bytes | str], name: str, key: str | None = None) -> None:
    """Show a button that makes a file and hands it over.

    Parameters
    ----------
    make
        Makes what is in it. It is called in a thread of its own, where nothing of Streamlit may be used.
    name
        What the file is called, with an ending that says what it is.
    """
    st.download_button(
        label,
        data=partial(_made, make, name, state.database(), doer()),
        file_name=name,
        mime=_KINDS[name.rsplit(".", 1)[-1]],
        on_click="ignore",
        key=key,
    )


def _made(make: Callable[[], bytes | str], name: str, database: Database, by: str) -> bytes | str:
    content = make()
    with suppress(DatabaseError):  # a full disk keeps nobody from taking the file
        note(database, "exported", by=by, text=masked(name))
    return content
