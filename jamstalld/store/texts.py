"""What is typed into a field: never refused, and kept beside what somebody else wrote at the same time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import duckdb

from jamstalld.access import Right
from jamstalld.dialogue.entries import Kept, new_identity
from jamstalld.dialogue.texts import LONGEST, Text, continues, joined, text_identity
from jamstalld.errors import JamstalldError
from jamstalld.store import sql
from jamstalld.store.database import Database
from jamstalld.store.dialogue import (
    content_of,
    entry_seen,
    hold_in_sight,
    latest_version,
    remove_seen,
    versions_seen,
    write_version,
)

NO_NAME = "Utan namn"
"""Who wrote what nobody has put a name to."""
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
    with database.write(Right.WRITE_DIALOGUE) as cursor:
        hold_in_sight(database, cursor, Text(text_identity(subject, field, line), subject, field))
        return save_text_seen(cursor, subject, field, text, by=by, based_on=based_on, line=line)


def save_text_seen(
    cursor: duckdb.DuckDBPyConnection, subject: str, field: str, text: str, *, by: str, based_on: int, line: str = ""
) -> Kept[Text]:
    """Save what stands in a field inside a transaction."""
    if len(text) > LONGEST:
        raise JamstalldError(f"Texten är för lång. Skriv högst {LONGEST} tecken i varje ruta.")
    written = Text(text_identity(subject, field, line), subject, field, text, line)
    latest = latest_version(cursor, written)
    version = latest[0] if latest else 0
    before = versions_seen(cursor, Text, written.identity)
    if latest and latest[1] == content_of(written):
        return before[-1]
    if version != based_on:
        line = new_identity()
        aside = replace(written, identity=text_identity(subject, field, line), line=line)
        return write_version(cursor, aside, 1, by=by)
    if _is_still_typing(before, text, by):
        identity = {"kind": Text.KIND, "identity": written.identity, "version": version}
        cursor.execute(sql.statement("drop_entry_version"), identity)
    return write_version(cursor, written, version + 1, by=by)


def _is_still_typing(before: Sequence[Kept[Text]], text: str, by: str) -> bool:
    """Tell whether a text holds all of the latest version, by the same person, soon after the version before that."""
    if len(before) < 2 or by.strip() in ("", NO_NAME):
        return False
    earlier, latest = before[-2:]
    soon = timedelta(0) <= datetime.now() - earlier.saved_at < _WRITTEN_ON
    return soon and latest.author == by and continues(latest.entry.text, text)


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
    JamstalldError
        If they are too long together. Both are kept as they are.
    """
    text = aside.entry
    whole = Text(text_identity(text.parent, text.field), text.parent, text.field)
    with database.write(Right.WRITE_DIALOGUE) as cursor:
        hold_in_sight(database, cursor, text)
        remove_seen(cursor, text, by=by, based_on=aside.version)
        now = entry_seen(cursor, Text, whole.identity)
        if not keep:
            return now
        version = latest_version(cursor, whole)
        merged = replace(whole, text=joined(now.entry.text if now else "", text.text))
        if len(merged.text) > LONGEST:
            raise JamstalldError(
                f"Texterna är för långa att läggas ihop: tillsammans får de ha högst {LONGEST} tecken. Korta någon av "
                "dem först. Inget har ändrats."
            )
        return write_version(cursor, merged, version[0] + 1 if version else 1, by=by)
