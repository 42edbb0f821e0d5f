"""What is typed into a field: never refused, and kept beside what somebody else wrote at the same time."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import duckdb

from jamstalld.dialogue.entries import Kept, new_identity
from jamstalld.dialogue.texts import LONGEST, Text, joined, text_identity
from jamstalld.errors import JamstalldError
from jamstalld.store import sql
from jamstalld.store.database import Database
from jamstalld.store.dialogue import content_of, entry_seen, latest_version, remove_seen, write_version

_WRITTEN_ON = timedelta(minutes=5)
"""For how long what one person goes on typing is one version."""


def save_text(
    database: Database, subject: str, field: str, text: str, *, by: str, based_on: int, line: str = ""
) -> Kept[Text]:
    """Save what stands in a field, so that nobody's text is lost.

    Where somebody else has saved the field since, the text is kept beside theirs, on a line of its own: the
    entry that comes back then has a line, and is what the writer goes on with.

    Parameters
    ----------
    subject
        The identity of what the field belongs to.
    based_on
        The version of the text that the writer has before them; 0 where there was none.
    line
        The line of its own that the writer is already on.

    Raises
    ------
    JamstalldError
        If the text is too long.
    """
    with database.write() as cursor:
        return save_text_seen(cursor, subject, field, text, by=by, based_on=based_on, line=line)


def save_text_seen(
    cursor: duckdb.DuckDBPyConnection, subject: str, field: str, text: str, *, by: str, based_on: int, line: str = ""
) -> Kept[Text]:
    """Save what stands in a field inside a transaction."""
    if len(text) > LONGEST:
        raise JamstalldError(f"Texten är för lång. Skriv högst {LONGEST} tecken i varje ruta.")
    written = Text(text_identity(subject, field, line), subject, field, text, line)
    latest = latest_version(cursor, written)
    version, content, author, saved_at = latest or (0, None, "", datetime.min)
    if version != based_on and content != content_of(written):
        line = new_identity()
        aside = replace(written, identity=text_identity(subject, field, line), line=line)
        return write_version(cursor, aside, 1, by=by)
    if version > 1 and author == by and datetime.now() - saved_at < _WRITTEN_ON:
        identity = {"kind": Text.KIND, "identity": written.identity, "version": version}
        cursor.execute(sql.statement("drop_entry_version"), identity)
    return write_version(cursor, written, version + 1, by=by)


def join_text(database: Database, aside: Kept[Text], *, by: str, keep: bool = True) -> Kept[Text] | None:
    """Put a text that was written beside another after it, or lay it aside for good. Its versions are kept.

    Parameters
    ----------
    keep
        Whether it is to be put after the other.

    Returns
    -------
    Kept or None
        The text of the group, if there is one.

    Raises
    ------
    ChangedError
        If somebody has written on, or joined it already.
    """
    text = aside.entry
    whole = Text(text_identity(text.parent, text.field), text.parent, text.field)
    with database.write() as cursor:
        remove_seen(cursor, text, by=by, based_on=aside.version)
        now = entry_seen(cursor, Text, whole.identity)
        if not keep:
            return now
        version = latest_version(cursor, whole)
        merged = replace(whole, text=joined(now.entry.text if now else "", text.text))
        return write_version(cursor, merged, version[0] + 1 if version else 1, by=by)
