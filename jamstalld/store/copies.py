"""Copies of a database file: made while it is in use, opened to see that they are whole, kept by a rule.

A copy is as secret as the database and encrypted with the same key. The salt is not in it: keep that apart.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb

from jamstalld.access import Right
from jamstalld.errors import DatabaseError, JamstalldError
from jamstalld.store import sql
from jamstalld.store.attaching import forget, log_of, shut_in
from jamstalld.store.database import Database, settings_seen
from jamstalld.store.migrating import last_migration
from jamstalld.store.trouble import DamagedError

LATEST, DAYS, MONTHS = 10, 14, 12
"""Which automatic copies are kept: the latest, and the last of each of the latest days and months."""
STAMP = "%Y%m%d-%H%M%S-%f"
_COPYING = "import shutil, sys; [shutil.copyfile(*pair) for pair in zip(sys.argv[1::2], sys.argv[2::2])]"
_CAN_READ_OPEN_FILES = os.name != "nt"
"""Windows lets nobody read a file that DuckDB has open: there it is closed for as long as it is copied."""


@dataclass(frozen=True)
class Backup:
    """A copy that was made automatically.

    Parameters
    ----------
    path
        The file.
    made_at
        When.
    before
        What was about to be done: "leverans", "uppgradering", "återställning".
    """

    path: Path
    made_at: datetime
    before: str


def back_up(database: Database, target: Path) -> None:
    """Copy a database to a new file while it is in use, and open the copy to see that it is whole.

    Raises
    ------
    JamstalldError
        If the file is there already, cannot be written, or the copy is not whole. Nothing is left of it then. Or if
        the person may not.
    """
    database.person.require(Right.CHANGE_DATA)
    if target.exists():
        raise JamstalldError(f"Filen {target.name} finns redan. Välj ett annat namn, eller flytta den först.")
    part = target.with_name(f"{target.name}.part")
    try:
        _copy_open(database, part)
        with opened_copy(part, target, database.settings().get("salt_fingerprint"), database.key):
            pass
        part.rename(target)
    except (OSError, duckdb.Error) as error:
        raise JamstalldError(
            f"Säkerhetskopian går inte att skriva till {target}. Kontrollera att mappen finns, att du får skriva där "
            "och att disken har plats."
        ) from error
    finally:
        forget(part)


def keep_backup(database: Database, before: str) -> Path:
    """Copy a database to the folder of its copies before something is done to it, and clear those out of the rule.

    Returns
    -------
    Path
        The copy.

    Raises
    ------
    JamstalldError
        As :func:`back_up`.
    """
    now = datetime.now()
    target = made_folder(database.path) / f"{now:{STAMP}} före {before}.duckdb"
    back_up(database, target)
    found = backups(database.path)
    for old in set(found) - set(kept_of(found, now)):
        old.path.unlink(missing_ok=True)
    return target


def folder_of(path: Path) -> Path:
    """Give the folder of a database's copies: beside it."""
    return path.with_name(f"{path.stem} säkerhetskopior")


def made_folder(path: Path) -> Path:
    """Give the folder of a database's copies, made if there is none.

    Raises
    ------
    JamstalldError
        If it cannot be made.
    """
    folder = folder_of(path)
    try:
        folder.mkdir(exist_ok=True, mode=0o700)
    except OSError as error:
        raise JamstalldError(f"Mappen {folder} för säkerhetskopior går inte att skapa.") from error
    return folder


def backups(path: Path) -> tuple[Backup, ...]:
    """List the automatic copies of a database, the latest first."""
    found: list[Backup] = []
    for file in folder_of(path).glob("* före *.duckdb"):
        stamp, before = file.stem.split(" före ", 1)
        try:
            found.append(Backup(file, datetime.strptime(stamp, STAMP), before))
        except ValueError:  # somebody's own file
            continue
    return tuple(sorted(found, key=lambda one: one.made_at, reverse=True))


def kept_of(found: Sequence[Backup], now: datetime) -> tuple[Backup, ...]:
    """Choose which copies are kept.

    Those of a time that has not come are kept beside the others until it has: where a clock has been set back they
    would else take the places of the copies that are made now.

    Parameters
    ----------
    found
        All of them, the latest first.
    """
    ahead = [one for one in found if one.made_at > now]
    return (*ahead, *_by_rule(found[len(ahead) :]))


def _by_rule(found: Sequence[Backup]) -> tuple[Backup, ...]:
    days: dict[str, Backup] = {}
    months: dict[str, Backup] = {}
    for one in found:
        days.setdefault(f"{one.made_at:%Y%m%d}", one)
        months.setdefault(f"{one.made_at:%Y%m}", one)
    chosen = {*found[:LATEST], *list(days.values())[:DAYS], *list(months.values())[:MONTHS]}
    return tuple(one for one in found if one in chosen)


def copy_file(path: Path, target: Path) -> None:
    """Copy a database file and its log, for its owner only, in a process of its own.

    A process that closes a file loses every lock it has on it (POSIX, fcntl). Were the copying done here, DuckDB's lock
    would be gone after the first copy, and another process could write to the file at the same time.

    Raises
    ------
    OSError
        If it cannot be read, or the copy not be written.
    """
    forget(target)
    pairs = [path, target, *((log_of(path), log_of(target)) if log_of(path).exists() else ())]
    command = [sys.executable, "-I", "-S", "-c", _COPYING, *map(str, pairs)]
    ended = subprocess.run(command, capture_output=True, check=False).returncode
    if ended:
        raise OSError(f"copying ended with {ended}")
    target.chmod(0o600)


def _copy_open(database: Database, target: Path) -> None:
    # As it is: for two million rows 0.02 s, against 12 s for DuckDB to write them anew with COPY FROM DATABASE.
    if _CAN_READ_OPEN_FILES:
        with database.at_rest() as path:
            copy_file(path, target)
    else:
        database.exchange(lambda: copy_file(database.path, target))


@contextmanager
def opened_copy(
    path: Path, known: Path, salt_fingerprint: str | None, key: str | None
) -> Generator[duckdb.DuckDBPyConnection]:
    """Lend a connection to a copy that is whole: every table can be read and it belongs to this salt.

    Its log is taken into it afterwards, with whatever has been written in the meantime.

    Parameters
    ----------
    known
        The file that messages are to name: the copy may have another name for as long as it is looked at.

    Raises
    ------
    DatabaseError
        If it is not whole, is of another salt or key, or was made by a later version.
    """
    try:
        root = shut_in(house=(path, key))
    except DamagedError as error:
        raise DatabaseError(f"Säkerhetskopian {known} är inte hel och kan inte användas.") from error
    except DatabaseError as error:
        raise DatabaseError(error.message.replace(str(path), str(known))) from error
    try:
        root.execute("USE house")
        root.begin()
        _look_through(root, salt_fingerprint)
        yield root
        root.commit()
        root.execute("CHECKPOINT house")
    except duckdb.Error as error:
        raise DatabaseError(f"Säkerhetskopian {known} är inte hel och kan inte användas.") from error
    finally:
        root.close()


def _look_through(root: duckdb.DuckDBPyConnection, salt_fingerprint: str | None) -> None:
    for schema, table in root.execute(sql.statement("tables")).fetchall():
        root.execute(f'SELECT count(*) FROM "{schema}"."{table}"').fetchall()
    if settings_seen(root).get("salt_fingerprint") != salt_fingerprint:
        raise DatabaseError("Säkerhetskopian hör till ett annat salt. Hämta saltfilen som den gjordes med först.")
    last_migration(root)
