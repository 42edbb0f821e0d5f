"""The dialogue as it is kept: entries in versions, of which none is lost.

Reading gives the latest version of each. A change is saved over the version it was made from, or refused; what is
typed into a field is in :mod:`jamstalld.store.texts`.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any, TypeVar

import duckdb

from jamstalld.access import Right
from jamstalld.dialogue.entries import Entry, Kept
from jamstalld.dialogue.limits import over
from jamstalld.dialogue.meetings import Ballot, Contribution, Meeting, Point
from jamstalld.dialogue.prompts import Prompt
from jamstalld.errors import JamstalldError
from jamstalld.store import sql
from jamstalld.store.cells import log_event
from jamstalld.store.database import Database, kept_until_written
from jamstalld.store.limits import hold_author, hold_lengths
from jamstalld.store.records import Action
from jamstalld.store.sight import require_seen, sees

E = TypeVar("E", bound=Entry)
Logged = tuple[Action, str]
"""What the log says of a change: what was done, and a text of ours that holds nothing a person wrote."""

_LEADERS = frozenset[type[Entry]]({Meeting, Point, Contribution, Ballot, Prompt})
"""What only those who lead meetings change, beside what participants do from their phones."""


def right_to_write(kind: type[Entry]) -> Right:
    """Say what it takes to write an entry of a kind."""
    return Right.LEAD_MEETINGS if kind in _LEADERS else Right.WRITE_DIALOGUE


class ChangedError(JamstalldError):
    """Somebody else has saved the entry in the meantime, or taken it away.

    Parameters
    ----------
    who
        The one who did.
    """

    def __init__(self, who: str) -> None:
        super().__init__(f"{who} har ändrat det här under tiden. Se hur det ser ut nu och gör ändringen igen.")


def entries(
    database: Database, kind: type[E], parent: str | None = None, *, until: Kept[Any] | None = None
) -> tuple[Kept[E], ...]:
    """List the entries of a kind, the first made first, whatever the clock said then.

    Parameters
    ----------
    parent
        Only those that belong to it.
    until
        As they were when this version of another entry was saved; as they are now where it is left out.
    """
    if until is None and database.person.units is None:
        return _entries_now(database, kind, parent)
    with database.read(Right.READ_DIALOGUE) as cursor:
        return in_sight(database, cursor, entries_seen(cursor, kind, parent, until=until))


@kept_until_written(Right.READ_DIALOGUE)
def _entries_now(database: Database, kind: type[E], parent: str | None) -> tuple[Kept[E], ...]:
    """List the entries of a kind as they are now, whoever may see them."""
    with database.read(Right.READ_DIALOGUE) as cursor:
        return entries_seen(cursor, kind, parent)


def in_sight(database: Database, cursor: duckdb.DuckDBPyConnection, found: tuple[Kept[E], ...]) -> tuple[Kept[E], ...]:
    """Give those of some entries that the person may see."""
    if database.person.units is None:
        return found
    return tuple(kept for kept in found if sees(database.person, kept.entry, partial(entry_seen, cursor)))


def hold_in_sight(database: Database, cursor: duckdb.DuckDBPyConnection, given: Entry) -> None:
    """Go on only if the person may see an entry, as it is to be and as it is."""
    find = partial(entry_seen, cursor)
    now = find(type(given), given.identity)
    for one in (given, now.entry if now else given):
        require_seen(database.person, one, find)


def entries_seen(
    cursor: duckdb.DuckDBPyConnection, kind: type[E], parent: str | None = None, *, until: Kept[Any] | None = None
) -> tuple[Kept[E], ...]:
    """List the entries of a kind as a cursor sees them."""
    then = (until.entry.KIND, until.entry.identity, until.version) if until else (None, None, None)
    asked = {"kind": kind.KIND, "parent": parent}
    asked |= dict(zip(("until_kind", "until_identity", "until_version"), then, strict=True))
    lines = cursor.execute(sql.statement("entries"), asked).fetchall()
    return tuple(
        Kept(kind.of(name, place, json.loads(content)), version, author, saved_at, made_by, made_at)
        for name, place, version, content, author, saved_at, made_at, made_by in lines
        if content
    )


def entry(database: Database, kind: type[E], identity: str) -> Kept[E] | None:
    """Give one entry as it is now; None where there is none, or it has been taken away."""
    with database.read(Right.READ_DIALOGUE) as cursor:
        kept = entry_seen(cursor, kind, identity)
        return next(iter(in_sight(database, cursor, (kept,))), None) if kept else None


def entry_seen(cursor: duckdb.DuckDBPyConnection, kind: type[E], identity: str) -> Kept[E] | None:
    """Give one entry as a cursor sees it.

    It is read from its few versions: that is a fifth of the work of finding the latest of all.
    """
    lines = _versions(cursor, kind, identity)
    return _kept(kind, lines[-1], lines[0]) if lines and lines[-1][3] is not None else None


def versions(database: Database, kind: type[E], identity: str) -> tuple[Kept[E], ...]:
    """Give every version of an entry that is kept, the first first."""
    with database.read(Right.READ_DIALOGUE) as cursor:
        return in_sight(database, cursor, versions_seen(cursor, kind, identity))


def versions_seen(cursor: duckdb.DuckDBPyConnection, kind: type[E], identity: str) -> tuple[Kept[E], ...]:
    """Give every version of an entry as a cursor sees them."""
    lines = _versions(cursor, kind, identity)
    return tuple(_kept(kind, line, lines[0]) for line in lines if line[3] is not None)


def save(database: Database, changed: E, *, by: str, based_on: int = 0, log: Logged | None = None) -> Kept[E]:
    """Save a new entry, or a change of one.

    Parameters
    ----------
    based_on
        The version the change was made from; 0 for a new entry.
    log
        What the log is to say of it.

    Raises
    ------
    ChangedError
        If somebody else has saved or removed it since. Nothing is written.
    """
    with database.write(right_to_write(type(changed))) as cursor:
        hold_in_sight(database, cursor, changed)
        return save_seen(cursor, changed, by=by, based_on=based_on, log=log)


def save_seen(
    cursor: duckdb.DuckDBPyConnection, changed: E, *, by: str, based_on: int = 0, log: Logged | None = None
) -> Kept[E]:
    """Save an entry inside a transaction."""
    latest = latest_version(cursor, changed)
    version = latest[0] if latest else 0
    if version != based_on:
        raise ChangedError(latest[2] if latest else "Någon")
    return write_version(cursor, changed, version + 1, by=by, log=log)


def remove(database: Database, entry: Entry, *, by: str, based_on: int, log: Logged | None = None) -> None:
    """Take an entry away. Its versions are kept.

    Raises
    ------
    ChangedError
        If somebody else has saved or removed it since. Nothing is written.
    """
    with database.write(right_to_write(type(entry))) as cursor:
        hold_in_sight(database, cursor, entry)
        remove_seen(cursor, entry, by=by, based_on=based_on, log=log)


def remove_seen(
    cursor: duckdb.DuckDBPyConnection, entry: Entry, *, by: str, based_on: int, log: Logged | None = None
) -> None:
    """Take an entry away inside a transaction."""
    latest = latest_version(cursor, entry)
    if latest is None or latest[0] != based_on:
        raise ChangedError(latest[2] if latest else "Någon")
    _add(cursor, entry, based_on + 1, None, by, datetime.now())
    _log(cursor, entry, log, by)


def alter(
    database: Database, kind: type[E], identity: str, how: Callable[[E], E], *, by: str, log: Logged | None = None
) -> Kept[E]:
    """Change an entry as it is now, whoever saved it last: for what has no text that could be lost.

    Raises
    ------
    ChangedError
        If it has been taken away.
    """
    with database.write(right_to_write(kind)) as cursor:
        if now := entry_seen(cursor, kind, identity):
            hold_in_sight(database, cursor, how(now.entry))
        return alter_seen(cursor, kind, identity, how, by=by, log=log)


def alter_seen(
    cursor: duckdb.DuckDBPyConnection,
    kind: type[E],
    identity: str,
    how: Callable[[E], E],
    *,
    by: str,
    log: Logged | None = None,
) -> Kept[E]:
    """Change an entry as it is now inside a transaction; one that stays as it is gets no new version."""
    now = entry_seen(cursor, kind, identity)
    if now is None:
        raise ChangedError("Någon")
    changed = how(now.entry)
    return now if changed == now.entry else write_version(cursor, changed, now.version + 1, by=by, log=log)


def put(database: Database, given: E, *, by: str, log: Logged | None = None) -> Kept[E]:
    """Save an entry of which the last saved counts, or which is the same whoever saves it: ballots and snapshots."""
    with database.write(right_to_write(type(given))) as cursor:
        hold_in_sight(database, cursor, given)
        return put_seen(cursor, given, by=by, log=log)


def put_seen(cursor: duckdb.DuckDBPyConnection, given: E, *, by: str, log: Logged | None = None) -> Kept[E]:
    """Save an entry of which the last saved counts inside a transaction."""
    latest = latest_version(cursor, given)
    if latest and latest[1] == content_of(given):
        return versions_seen(cursor, type(given), given.identity)[-1]
    return write_version(cursor, given, latest[0] + 1 if latest else 1, by=by, log=log)


def _versions(cursor: duckdb.DuckDBPyConnection, kind: type[E], identity: str) -> list[tuple[Any, ...]]:
    return cursor.execute(sql.statement("entry_versions"), {"kind": kind.KIND, "identity": identity}).fetchall()


def _kept(kind: type[E], line: tuple[Any, ...], first: tuple[Any, ...]) -> Kept[E]:
    name, parent, version, content, author, saved_at = line
    return Kept(kind.of(name, parent, json.loads(content)), version, author, saved_at, first[4], first[5])


def latest_version(cursor: duckdb.DuckDBPyConnection, entry: Entry) -> tuple[int, str | None, str, datetime] | None:
    """Give version, content, author and time of the latest version, also where the entry was taken away."""
    asked = {"kind": entry.KIND, "identity": entry.identity}
    return cursor.execute(sql.statement("latest_version"), asked).fetchone()


def write_version(
    cursor: duckdb.DuckDBPyConnection, entry: E, version: int, *, by: str, log: Logged | None = None
) -> Kept[E]:
    """Write a version of an entry. The caller has seen to it that it follows on the latest.

    Raises
    ------
    JamstalldError
        If a field that has changed is longer than it may be.
    """
    if over(entry):
        before = entry_seen(cursor, type(entry), entry.identity)
        hold_lengths(entry, before.entry if before else None)
    _add(cursor, entry, version, content_of(entry), by, datetime.now())
    _log(cursor, entry, log, by)
    return versions_seen(cursor, type(entry), entry.identity)[-1]


def _add(
    cursor: duckdb.DuckDBPyConnection, entry: Entry, version: int, content: str | None, by: str, at: datetime
) -> None:
    hold_author(by)
    place = {"kind": entry.KIND, "identity": entry.identity, "parent": entry.parent}
    line = {**place, "version": version, "content": content, "author": by, "saved_at": at}
    cursor.execute(sql.statement("add_entry"), line)


def _log(cursor: duckdb.DuckDBPyConnection, entry: Entry, log: Logged | None, by: str) -> None:
    if log:
        action, text = log
        log_event(cursor, None, action, by=by, text=text, subject=(entry.KIND, entry.identity))


def content_of(entry: Entry) -> str:
    """Give what is kept of an entry, as text."""
    return json.dumps(entry.content(), ensure_ascii=False)
