"""Copies of a database file: made while it is in use, opened to see that they are whole, kept by a rule.

A copy is as secret as the database and encrypted with the same key. The salt is not in it: keep that apart.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb

from jamstalld.errors import DatabaseError, JamstalldError
from jamstalld.protect import fingerprint
from jamstalld.store import sql
from jamstalld.store.attaching import attach
from jamstalld.store.database import Database

LATEST, DAYS, MONTHS = 10, 14, 12
"""Which automatic copies are kept: the latest, and the last of each of the latest days and months."""
_STAMP = "%Y%m%d-%H%M%S-%f"


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
        If the file is there already, cannot be written, or the copy is not whole. Nothing is left of it then.
    """
    if target.exists():
        raise JamstalldError(f"Filen {target.name} finns redan. Välj ett annat namn, eller flytta den först.")
    part = target.with_name(f"{target.name}.part")
    try:
        with database.at_rest() as path:
            _copy(path, part)
        _verify(part, database)
        part.rename(target)
    except OSError as error:
        raise JamstalldError(
            f"Säkerhetskopian går inte att skriva till {target}. Kontrollera att mappen finns, att du får skriva där "
            "och att disken har plats."
        ) from error
    finally:
        for left in (part, _log_of(part)):
            left.unlink(missing_ok=True)


def restore_backup(database: Database, source: Path) -> Path:
    """Put a copy in the place of an open database. What was there is copied first.

    Returns
    -------
    Path
        Where what was there is kept.

    Raises
    ------
    JamstalldError
        If the copy is none, is of another salt or key, or was made by a later version. Nothing is changed then.
    """
    if not source.is_file():
        raise JamstalldError(f"Säkerhetskopian {source} finns inte.")
    part = database.path.with_name(f"{database.path.name}.part")
    try:
        _copy(source, part)
        _verify(part, database)
        kept = keep_backup(database, "återställning")

        def put_there() -> None:
            _log_of(database.path).unlink(missing_ok=True)
            part.replace(database.path)

        database.exchange(put_there)
    except OSError as error:
        raise JamstalldError("Säkerhetskopian går inte att läsa in. Inget har ändrats.") from error
    finally:
        for left in (part, _log_of(part)):
            left.unlink(missing_ok=True)
    return kept


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
    folder = folder_of(database.path)
    try:
        folder.mkdir(exist_ok=True, mode=0o700)
    except OSError as error:
        raise JamstalldError(f"Mappen {folder} för säkerhetskopior går inte att skapa.") from error
    target = folder / f"{datetime.now():{_STAMP}} före {before}.duckdb"
    back_up(database, target)
    found = backups(database.path)
    for old in set(found) - set(kept_of(found)):
        old.path.unlink(missing_ok=True)
    return target


def folder_of(path: Path) -> Path:
    """Give the folder of a database's copies: beside it."""
    return path.with_name(f"{path.stem} säkerhetskopior")


def backups(path: Path) -> tuple[Backup, ...]:
    """List the automatic copies of a database, the latest first."""
    found: list[Backup] = []
    for file in folder_of(path).glob("* före *.duckdb"):
        stamp, before = file.stem.split(" före ", 1)
        try:
            found.append(Backup(file, datetime.strptime(stamp, _STAMP), before))
        except ValueError:  # somebody's own file
            continue
    return tuple(sorted(found, key=lambda one: one.made_at, reverse=True))


def kept_of(found: Sequence[Backup]) -> tuple[Backup, ...]:
    """Choose which copies are kept.

    Parameters
    ----------
    found
        All of them, the latest first.
    """
    days: dict[str, Backup] = {}
    months: dict[str, Backup] = {}
    for one in found:
        days.setdefault(f"{one.made_at:%Y%m%d}", one)
        months.setdefault(f"{one.made_at:%Y%m}", one)
    chosen = {*found[:LATEST], *list(days.values())[:DAYS], *list(months.values())[:MONTHS]}
    return tuple(one for one in found if one in chosen)


def _copy(path: Path, target: Path) -> None:
    shutil.copyfile(path, target)
    target.chmod(0o600)
    if _log_of(path).exists():
        shutil.copyfile(_log_of(path), _log_of(target))


def _log_of(path: Path) -> Path:
    """Give the file of what DuckDB has written and not yet put into the database file."""
    return path.with_name(f"{path.name}.wal")


def _verify(path: Path, like: Database) -> None:
    """Open a copy, see that every table can be read and that it belongs to this salt, and take its log into it."""
    root = duckdb.connect(":memory:")
    try:
        attach(root, path, like.key)
        root.execute("USE house")
        settings = dict(root.execute(sql.statement("settings")).fetchall())
        ((done,),) = root.execute(sql.statement("last_migration")).fetchall()
        for schema, table in root.execute(sql.statement("tables")).fetchall():
            root.execute(f'SELECT count(*) FROM "{schema}"."{table}"').fetchall()
        root.execute("CHECKPOINT house")
    except duckdb.Error as error:
        raise DatabaseError(f"Säkerhetskopian {path.name} är inte hel och kan inte användas.") from error
    finally:
        root.close()
    if settings.get("salt_fingerprint") != fingerprint(like.salt):
        raise DatabaseError("Säkerhetskopian hör till ett annat salt. Hämta saltfilen som den gjordes med först.")
    if done > sql.migrations()[-1][0]:
        raise DatabaseError("Säkerhetskopian är gjord av en nyare version av Jämställd. Uppdatera programmet.")
