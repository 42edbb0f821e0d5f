"""One database file: its connection, its migrations and its settings.

One root connection serves the process; every use takes a cursor of its own, since a connection shared between
sessions hands out other sessions' rows. Writes go through one lock and are one transaction each.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from datetime import datetime
from functools import wraps
from pathlib import Path
from typing import TypeVar
from weakref import WeakKeyDictionary

import duckdb

from jamstalld.errors import DatabaseError
from jamstalld.protect import DEFAULT_THRESHOLD, Noise, check_threshold, fingerprint, noise_for, read_salt
from jamstalld.store import sql

T = TypeVar("T")


class Database:
    """An open database.

    Use :func:`open_database`. The object may be shared between threads.
    """

    # One for the process: a file that is opened twice in it is still one database.
    _write_lock = threading.Lock()
    _writes = 0

    def __init__(self, root: duckdb.DuckDBPyConnection, path: Path, salt: bytes) -> None:
        self._root = root
        self.path = path
        self.salt = salt

    @contextmanager
    def read(self) -> Generator[duckdb.DuckDBPyConnection]:
        """Lend a cursor for reading: whatever it reads is of one and the same moment."""
        cursor = self._root.cursor()
        try:
            cursor.begin()
            yield cursor
        finally:
            cursor.close()

    @contextmanager
    def write(self) -> Generator[duckdb.DuckDBPyConnection]:
        """Lend a cursor inside a transaction: committed at the end, rolled back on any error."""
        with self._write_lock, self.read() as cursor:
            try:
                yield cursor
            except BaseException:
                cursor.rollback()
                raise
            cursor.commit()
            Database._writes += 1

    @property
    def moment(self) -> int:
        """A number that grows with every write: what was read at the same moment is still so."""
        return Database._writes

    def settings(self) -> Mapping[str, str]:
        """Read the settings that belong to the data."""
        with self.read() as cursor:
            return settings_seen(cursor)

    @property
    def threshold(self) -> int:
        """The protection threshold; 1 means public statistics without protection."""
        return int(self.settings()["threshold"])

    @property
    def noise(self) -> Noise:
        """The noise that protects this database's counts."""
        return noise_for(self.threshold)

    def close(self) -> None:
        """Close the database and let other processes have the file."""
        self._root.close()


def kept_until_written(read: Callable[[Database], T]) -> Callable[[Database], T]:
    """Keep what a function reads of a database until something is written to it: some things are asked for often."""
    kept: WeakKeyDictionary[Database, tuple[int, T]] = WeakKeyDictionary()

    @wraps(read)
    def latest(database: Database) -> T:
        moment = database.moment
        found = kept.get(database)
        if found is None or found[0] != moment:
            found = kept[database] = (moment, read(database))
        return found[1]

    return latest


def open_database(path: Path, salt_file: Path, *, threshold: int | None = None, any_salt: bool = False) -> Database:
    """Open a database, make it if there is none, and bring its schema up to date.

    Parameters
    ----------
    path
        The file. Made with mode 0600 in a folder with mode 0700.
    salt_file
        The file of the secret salt; made if there is none and the database is new.
    threshold
        The protection threshold of a new database, 5 if None. Must agree with the one of an existing database.
    any_salt
        Open it though its salt is another one: only to write down that this is so from now on.

    Raises
    ------
    DatabaseError
        If another process has the file, it is no database, its salt is another one, or its threshold is.
    SettingsError
        If the salt cannot be read or the threshold is not allowed.
    """
    asked = None if threshold is None else check_threshold(threshold)
    if path.exists() and not salt_file.exists():
        raise DatabaseError(
            f"Saltfilen {salt_file} saknas. Utan den skulle skyddet ge andra tal än förut. "
            "Hämta den från säkerhetskopian. Är den förlorad: jamstalld salt --reason TEXT låter databasen fortsätta "
            "med ett nytt."
        )
    salt = read_salt(salt_file)
    root = _connect(path)
    try:
        database = Database(root, path, salt)
        _migrate(database)
        _settle(database, asked, any_salt=any_salt)
        _shut_in(root)
    except duckdb.Error as error:
        root.close()
        raise DatabaseError(f"Databasen {path} går inte att använda. Återställ en säkerhetskopia.") from error
    except BaseException:
        root.close()
        raise
    return database


def _connect(path: Path) -> duckdb.DuckDBPyConnection:
    # DuckDB makes its log beside the file by itself: that, too, is for nobody else to read.
    os.umask(0o077)
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        root = duckdb.connect(str(path))
        path.chmod(0o600)
        return root
    except (OSError, duckdb.IOException) as error:
        if "could not set lock" in str(error).lower():
            raise DatabaseError(
                f"Databasen {path} används redan av ett annat program. Stäng det, eller vänta tills det är klart."
            ) from error
        raise DatabaseError(
            f"Filen {path} går inte att öppna som databas. Kontrollera sökvägen, behörigheten och att inget annat "
            "program använder den."
        ) from error
    except duckdb.Error as error:
        raise DatabaseError(f"Filen {path} är ingen databas för Jämställd. Välj en annan sökväg.") from error


def _shut_in(root: duckdb.DuckDBPyConnection) -> None:
    """See to it that no statement can read or write any other file, and that nobody can allow it again."""
    ((done,),) = root.execute("SELECT current_setting('lock_configuration')").fetchall()
    if not done:  # it is if this process has the file open already
        root.execute("SET enable_external_access = false")
        root.execute("SET lock_configuration = true")


def _migrate(database: Database) -> None:
    with database.write() as cursor:
        cursor.execute(sql.statement("ensure_migration_log"))
        ((done,),) = cursor.execute(sql.statement("last_migration")).fetchall()
        if done > sql.migrations()[-1][0]:
            raise DatabaseError("Databasen är gjord av en nyare version av Jämställd. Uppdatera programmet.")
        for number, name, text in sql.migrations():
            if number > done:
                cursor.execute(text)
                entry = {"number": number, "name": name, "applied_at": datetime.now()}
                cursor.execute(sql.statement("log_migration"), entry)


def _settle(database: Database, threshold: int | None, *, any_salt: bool) -> None:
    """Write the settings of a new database; hold an old one's against the salt and threshold given."""
    kept = database.settings()
    mark = fingerprint(database.salt)
    if not kept:
        with database.write() as cursor:
            write_setting(cursor, "threshold", str(threshold or DEFAULT_THRESHOLD))
            write_setting(cursor, "salt_fingerprint", mark)
        return
    if kept["salt_fingerprint"] != mark and not any_salt:
        raise DatabaseError(
            "Saltfilen är inte den som databasen gjordes med. Med ett annat salt skulle samma grupp få ett annat "
            "tal än förut. Hämta den rätta saltfilen från säkerhetskopian. Är den förlorad: jamstalld salt --reason "
            "TEXT låter databasen fortsätta med ett nytt."
        )
    if threshold is not None and int(kept["threshold"]) != threshold:
        with database.write() as cursor:
            if not cursor.execute(sql.statement("deliveries")).fetchall():
                # Nothing has been counted yet, as after a first file that was refused.
                write_setting(cursor, "threshold", str(threshold))
                return
        raise DatabaseError(
            f"Databasens tröskel för små tal är {kept['threshold']} och bestämdes när den skapades. "
            "Utelämna --threshold, eller välj en annan databas."
        )


def settings_seen(cursor: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Read the settings as a cursor sees them."""
    return dict(cursor.execute(sql.statement("settings")).fetchall())


def write_setting(cursor: duckdb.DuckDBPyConnection, key: str, value: str) -> None:
    """Write one setting inside a transaction."""
    cursor.execute(sql.statement("set_setting"), {"key": key, "value": value})
