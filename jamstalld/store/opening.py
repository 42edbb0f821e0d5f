"""Opening a database file: its key, its rights, its migrations, and that it belongs to this salt.

What may be wrong is told in words; a file of an earlier version is copied before it is brought up to date.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from pathlib import Path

import duckdb

from jamstalld.access import Right
from jamstalld.errors import DatabaseError
from jamstalld.protect import DEFAULT_THRESHOLD, check_threshold, fingerprint, read_salt
from jamstalld.store import sql
from jamstalld.store.copies import keep_backup
from jamstalld.store.database import Database, settings_seen, write_setting
from jamstalld.store.migrating import last_migration, migrate, newest

# The app and the participants' pages may open a new file in the same moment.
_OPENING = threading.Lock()


def open_database(
    path: Path,
    salt_file: Path,
    *,
    threshold: int | None = None,
    any_salt: bool = False,
    key: str | None = None,
) -> Database:
    """Open a database, make it if there is none, and bring its schema up to date.

    A file of an earlier version is copied first (:mod:`jamstalld.store.copies`).

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
    key
        What the file is encrypted with; None for a file in the clear.

    Raises
    ------
    DatabaseError
        If another process has the file, it is no database, its key or its salt is another one, or its threshold is.
    SettingsError
        If the salt cannot be read or the threshold is not allowed.
    """
    asked = None if threshold is None else check_threshold(threshold)
    if path.exists():
        refuse_without_salt(salt_file)
    salt = read_salt(salt_file)
    database = Database(path, key, salt)
    try:
        with _OPENING:
            _migrate(database, any_salt=any_salt)
            _settle(database, asked)
    except duckdb.Error as error:
        database.close()
        raise DatabaseError(f"Databasen {path} går inte att använda. Återställ en säkerhetskopia.") from error
    except BaseException:
        database.close()
        raise
    return database


def refuse_without_salt(salt_file: Path) -> None:
    """Refuse to go on with an old database before a new salt is made for it.

    Raises
    ------
    DatabaseError
        If there is no salt.
    """
    if not salt_file.exists():
        raise DatabaseError(
            f"Saltfilen {salt_file} saknas. Utan den skulle skyddet ge andra tal än förut. "
            "Hämta den från säkerhetskopian. Är den förlorad: jamstalld salt --reason TEXT låter databasen fortsätta "
            "med ett nytt."
        )


def _migrate(database: Database, *, any_salt: bool) -> None:
    """Bring the schema up to date; one that belongs to another salt stays as it is."""
    with database.transaction() as cursor:
        cursor.execute(sql.statement("ensure_migration_log"))
        done = last_migration(cursor)
        if done and not any_salt:
            _hold_salt(settings_seen(cursor), database.salt)
    if 0 < done < newest():
        keep_backup(database, "uppgradering")
    with database.transaction() as cursor:
        migrate(cursor, database.salt)


def _hold_salt(kept: Mapping[str, str], salt: bytes) -> None:
    """Hold the settings of a database, if it has any yet, against the salt given."""
    if kept.get("salt_fingerprint", fingerprint(salt)) != fingerprint(salt):
        raise DatabaseError(
            "Saltfilen är inte den som databasen gjordes med. Med ett annat salt skulle samma grupp få ett annat "
            "tal än förut. Hämta den rätta saltfilen från säkerhetskopian. Är den förlorad: jamstalld salt --reason "
            "TEXT låter databasen fortsätta med ett nytt."
        )


def _settle(database: Database, threshold: int | None) -> None:
    """Write the settings of a new database; hold an old one's against the threshold given."""
    kept = database.settings()
    if not kept:
        with database.write(Right.ADMINISTER) as cursor:
            write_setting(cursor, "threshold", str(threshold or DEFAULT_THRESHOLD))
            write_setting(cursor, "salt_fingerprint", fingerprint(database.salt))
        return
    if threshold is not None and int(kept["threshold"]) != threshold:
        with database.write(Right.ADMINISTER) as cursor:
            if not cursor.execute(sql.statement("deliveries")).fetchall():
                # Nothing has been counted yet, as after a first file that was refused.
                write_setting(cursor, "threshold", str(threshold))
                return
        raise DatabaseError(
            f"Databasens tröskel för små tal är {kept['threshold']} och bestämdes när den skapades. "
            "Utelämna --threshold, eller välj en annan databas."
        )
