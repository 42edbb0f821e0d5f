"""A copy put in the place of a database: brought up to date first, and what was there is kept.

The copy is made ready beside the database, with its line in the log; then it takes the database's place at one stroke.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import duckdb

from jamstalld.access import Right
from jamstalld.errors import DatabaseError, JamstalldError
from jamstalld.intake.values.identity import masked
from jamstalld.protect import fingerprint, read_salt
from jamstalld.store.attaching import forget, log_of
from jamstalld.store.cells import log_event
from jamstalld.store.copies import STAMP, copy_file, keep_backup, made_folder, opened_copy
from jamstalld.store.database import Database, settings_seen, write_setting
from jamstalld.store.migrating import migrate
from jamstalld.store.opening import open_database, refuse_without_salt
from jamstalld.store.sealing import last_event, seal
from jamstalld.store.trouble import LockedError


def restore_backup(database: Database, source: Path, *, by: str) -> Path:
    """Put a copy in the place of an open database. What was there is copied first.

    Of the two protection thresholds the higher one goes on: a copy never shows smaller groups than before.

    Returns
    -------
    Path
        Where what was there is kept.

    Raises
    ------
    JamstalldError
        If the copy is none, is of another salt or key, or was made by a later version. Nothing is changed then. Or if
        the person may not.
    """
    database.person.require(Right.ADMINISTER)
    with _made_ready(database.path, source, database.salt, database.key, by, database.threshold) as part:
        kept = keep_backup(database, "återställning")
        database.exchange(lambda: part.replace(database.path))
    return kept


def restore_file(path: Path, source: Path, salt_file: Path, *, by: str, key: str | None = None) -> Path | None:
    """Put a copy in the place of a database that no program has open, also of one that is missing or cannot be opened.

    Parameters
    ----------
    path
        The file of the database.
    source
        The copy.

    Returns
    -------
    Path or None
        Where what was there is kept: as a copy, or the file itself where it cannot be opened; None where nothing was.

    Raises
    ------
    JamstalldError
        As :func:`restore_backup`; or if another program has the database, or its key is another one.
    """
    refuse_without_salt(salt_file)
    try:
        database = open_database(path, salt_file, key=key) if path.exists() else None
    except LockedError:
        raise
    except DatabaseError:
        database = None
    if database:
        try:
            return restore_backup(database, source, by=by)
        finally:
            database.close()
    with _made_ready(path, source, read_salt(salt_file), key, by) as part:
        kept = _put_aside(path) if path.exists() else None
        part.replace(path)
    return kept


@contextmanager
def _made_ready(path: Path, source: Path, salt: bytes, key: str | None, by: str, threshold: int = 0) -> Generator[Path]:
    """Lend a copy of the copy, beside the database, that can take its place as it is."""
    if not source.is_file():
        raise JamstalldError(f"Säkerhetskopian {source} finns inte.")
    part = path.with_name(f"{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        copy_file(source, part)
        with opened_copy(part, source, fingerprint(salt), key) as cursor:
            migrate(cursor, salt)
            last = last_event(cursor)
            _keep_threshold(cursor, threshold, by)
            log_event(cursor, None, "database_restored", by=by, text=masked(source.name))
            seal(cursor, salt, after=last)
        yield part
    except (OSError, duckdb.Error) as error:
        raise JamstalldError("Säkerhetskopian går inte att läsa in. Inget har ändrats.") from error
    finally:
        forget(part)


def _keep_threshold(cursor: duckdb.DuckDBPyConnection, threshold: int, by: str) -> None:
    copied = int(settings_seen(cursor)["threshold"])
    if copied < threshold:
        write_setting(cursor, "threshold", str(threshold))
        text = f"Från {copied} till {threshold}. Kopian hade en lägre tröskel än databasen den återställdes i."
        log_event(cursor, None, "threshold", by=by, text=text)


def _put_aside(path: Path) -> Path:
    """Move a file that cannot be opened to the folder of the copies, with its log."""
    kept = made_folder(path) / f"{datetime.now():{STAMP}} gick inte att öppna.duckdb"
    if log_of(path).exists():
        log_of(path).rename(log_of(kept))
    path.rename(kept)
    return kept
