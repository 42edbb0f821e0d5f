"""What somebody did that changed nothing, and still belongs in the log: signed in, took a file away."""

from __future__ import annotations

from jamstalld.access import Right
from jamstalld.store.cells import log_event
from jamstalld.store.database import Database
from jamstalld.store.records import Noted


def note(database: Database, done: Noted, *, by: str, text: str) -> None:
    """Write a line in the log.

    Parameters
    ----------
    text
        As who they signed in, or the name of the file.
    """
    with database.write(Right.READ_DIALOGUE) as cursor:
        log_event(cursor, None, done, by=by, text=text)
