"""One open database file on behalf of one person: its connection, its transactions and its settings.

One root connection serves the process; every use takes a cursor of its own, since a connection shared between
sessions hands out other sessions' rows. Writes go through one lock and are one transaction each. Nothing is read and
nothing written without naming the right that it takes.
"""

from __future__ import annotations

import copy
import threading
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager, suppress
from functools import wraps
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar
from weakref import WeakKeyDictionary

import duckdb

from jamstalld.access import OPERATOR, Person, Right
from jamstalld.errors import DatabaseError
from jamstalld.protect import Noise, noise_for
from jamstalld.store import sql
from jamstalld.store.attaching import OpenFile, open_file
from jamstalld.store.sealing import last_event, seal

P = ParamSpec("P")
T = TypeVar("T")
_NO_ROOM = (duckdb.IOException, duckdb.OutOfMemoryException, duckdb.TransactionException)
"""What DuckDB raises where a file cannot be written: its data, its log or a temporary one."""


class Database:
    """An open database, as one person may use it.

    Use :func:`jamstalld.store.opening.open_database`, which opens it for whoever has the file itself, with every right.
    The object may be shared between threads.
    """

    # One for the process: a file that is opened twice in it is still one database.
    _write_lock = threading.Lock()
    _writes = 0

    def __init__(self, path: Path, key: str | None, salt: bytes) -> None:
        self.path = path
        self.key = key
        self.salt = salt
        self.person = OPERATOR
        self._file = open_file(path, key, self)

    def on_behalf_of(self, person: Person) -> Database:
        """Give the same open database for somebody else, to close with this one."""
        theirs = copy.copy(self)
        theirs.person = person
        return theirs

    @contextmanager
    def read(self, right: Right) -> Generator[duckdb.DuckDBPyConnection]:
        """Lend a cursor for reading: whatever it reads is of one and the same moment.

        Raises
        ------
        NoRightError
            If the person may not.
        """
        self.person.require(right)
        with self._file.cursor() as cursor:
            yield cursor

    @contextmanager
    def write(self, right: Right) -> Generator[duckdb.DuckDBPyConnection]:
        """Lend a cursor inside a transaction: with its lines in the log sealed it is committed, or rolled back.

        Raises
        ------
        NoRightError
            If the person may not.
        """
        self.person.require(right)
        with self.transaction() as cursor:
            last = last_event(cursor)
            yield cursor
            seal(cursor, self.salt, after=last)

    @contextmanager
    def transaction(self) -> Generator[duckdb.DuckDBPyConnection]:
        """Lend a cursor as :meth:`write` does, before there is a log that could be sealed: for opening only.

        Raises
        ------
        DatabaseError
            If disk or memory take no more. Nothing is changed then, and what is there can be read.
        """
        with self._write_lock, self._file.cursor() as cursor:
            try:
                yield cursor
                cursor.commit()
            except BaseException as error:
                with suppress(duckdb.Error):  # where the end of the transaction has failed there is none any more
                    cursor.rollback()
                if isinstance(error, _NO_ROOM):
                    raise DatabaseError(
                        "Det gick inte att spara: det är fullt på disken eller i minnet, eller så går disken inte att "
                        "skriva till. Inget har ändrats. Frigör plats och försök igen."
                    ) from error
                raise
            Database._writes += 1
            self._file.take_in_log()

    @property
    def file(self) -> OpenFile:
        """The open file, which is one for all who have it open."""
        return self._file

    @property
    def moment(self) -> int:
        """A number that grows with every write: what was read at the same moment is still so."""
        return Database._writes

    def settings(self) -> Mapping[str, str]:
        """Read the settings that belong to the data, which are secret to nobody."""
        with self._file.cursor() as cursor:
            return settings_seen(cursor)

    @property
    def threshold(self) -> int:
        """The protection threshold; 1 means public statistics without protection."""
        return int(self.settings()["threshold"])

    @property
    def noise(self) -> Noise:
        """The noise that protects this database's counts."""
        return noise_for(self.threshold)

    @property
    def encrypted(self) -> bool:
        """Whether the file is encrypted."""
        return self.key is not None

    @contextmanager
    def at_rest(self) -> Generator[Path]:
        """Lend the file itself while nobody writes to it: to be copied as it is, together with its log."""
        with self._write_lock:
            yield self.path

    def exchange(self, change: Callable[[], object]) -> None:
        """Close the file, let something happen to it, and go on with what is there then.

        Raises
        ------
        DatabaseError
            If somebody goes on using it. Nothing has happened then.
        """
        with self._write_lock:
            self._file.exchange(change)
            Database._writes += 1

    def close(self) -> None:
        """Close the database; when all who opened it have, other processes can have the file."""
        self._file.close(self)


def kept_until_written(
    right: Right,
) -> Callable[[Callable[Concatenate[Database, P], T]], Callable[Concatenate[Database, P], T]]:
    """Keep what a function reads of a database until something is written to it: some things are asked for often.

    What the function is asked, beside the database, must be hashable.

    Parameters
    ----------
    right
        What it takes to read it, kept or not. It must be the same for everybody who may.
    """

    def keeping(read: Callable[Concatenate[Database, P], T]) -> Callable[Concatenate[Database, P], T]:
        kept: WeakKeyDictionary[OpenFile, tuple[int, dict[object, T]]] = WeakKeyDictionary()

        @wraps(read)
        def latest(database: Database, /, *args: P.args, **kwargs: P.kwargs) -> T:
            database.person.require(right)
            moment = database.moment
            found = kept.get(database.file)
            if found is None or found[0] != moment:
                found = kept[database.file] = (moment, {})
            asked = (args, *kwargs.items())
            if asked not in found[1]:
                found[1][asked] = read(database, *args, **kwargs)
            return found[1][asked]

        return latest

    return keeping


def settings_seen(cursor: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Read the settings as a cursor sees them."""
    return dict(cursor.execute(sql.statement("settings")).fetchall())


def write_setting(cursor: duckdb.DuckDBPyConnection, key: str, value: str) -> None:
    """Write one setting inside a transaction."""
    cursor.execute(sql.statement("set_setting"), {"key": key, "value": value})
