"""What happens when a page fails: a plain word to the reader, and a log line without anybody's data.

Streamlit and uvicorn log whole tracebacks, whose messages can hold the value of a cell. While the app runs,
every log record therefore keeps the exception's type and place and loses the rest.
"""

from __future__ import annotations

import logging
import traceback
from datetime import datetime
from pathlib import Path
from typing import Any

import streamlit as st

from jamstalld.errors import JamstalldError
from jamstalld.settings import PACKAGE, house
from jamstalld.wording.numbers import time_text


def tell(error: Exception) -> bool:
    """Tell the reader that the page failed; called by Streamlit in place of its own error box.

    Parameters
    ----------
    error
        What the page raised. Only the message of a `JamstalldError` is shown: it is written for readers.

    Returns
    -------
    bool
        True: nothing more is to be shown.
    """
    if isinstance(error, JamstalldError):
        st.error(error.message)
    else:
        st.error(
            "Något gick fel, och sidan kunde inte visas. Ladda om den. Kommer felet tillbaka: säg till den som "
            f"sköter Jämställd att det hände kl. {time_text(datetime.now())}."
        )
    return True


def keep_values_out_of_the_log() -> None:
    """Strip every log record of this process, from now on, of what an exception says."""
    current = logging.getLogRecordFactory()
    if getattr(current, "keeps_values_out", False):
        return

    def discreet(*args: Any, **kwargs: Any) -> logging.LogRecord:
        return _without_values(current(*args, **kwargs))

    discreet.keeps_values_out = True  # pyright: ignore[reportFunctionMemberAccess]
    logging.setLogRecordFactory(discreet)


def place(error: BaseException) -> str:
    """Name an exception's type and the line it came from: ``"ValueError (pages/utfall.py:12)"``.

    The line is the last one in our own code, else the last one of all.
    """
    frames = traceback.extract_tb(error.__traceback__)
    if not frames:
        return type(error).__name__
    own = [frame for frame in frames if _our_folder(frame.filename)]
    frame = (own or frames)[-1]
    folder = _our_folder(frame.filename) or Path(frame.filename).parent
    return f"{type(error).__name__} ({Path(frame.filename).relative_to(folder.parent).as_posix()}:{frame.lineno})"


def _our_folder(filename: str) -> Path | None:
    return next((folder for folder in (house() / "pages", PACKAGE) if Path(filename).is_relative_to(folder)), None)


def _without_values(record: logging.LogRecord) -> logging.LogRecord:
    if record.exc_info and record.exc_info[1] is not None:
        # The arguments of a message about an exception may be the value that caused it: the template stays.
        record.msg = f"{str(record.msg).strip()}: {place(record.exc_info[1])}"
        record.args = ()
        record.exc_info = None
    elif isinstance(record.args, tuple):
        record.args = tuple(
            place(argument) if isinstance(argument, BaseException) else argument for argument in record.args
        )
    return record
