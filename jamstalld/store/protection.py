"""The two decisions about protection that can be taken anew once there are data, each with its line in the log."""

from __future__ import annotations

from pathlib import Path

from jamstalld.access import Right
from jamstalld.errors import JamstalldError
from jamstalld.protect import PUBLIC, check_threshold, fingerprint, read_salt
from jamstalld.store.cells import log_event
from jamstalld.store.database import Database, settings_seen, write_setting
from jamstalld.store.limits import tidy_reason
from jamstalld.store.opening import open_database
from jamstalld.store.sealing import seal


def change_threshold(database: Database, threshold: int, *, by: str, reason: str = "") -> None:
    """Change the protection threshold. Every number is released anew.

    Parameters
    ----------
    threshold
        3–10.
    reason
        Why. Needed to lower it.

    Raises
    ------
    SettingsError
        If the threshold is not allowed.
    JamstalldError
        If the database is one of public statistics, or is to become one; or if the threshold is lowered without a
        reason, or with one that is too long.
    """
    check_threshold(threshold)
    given = tidy_reason(reason)
    with database.write(Right.ADMINISTER) as cursor:
        before = int(settings_seen(cursor)["threshold"])
        if PUBLIC in (before, threshold):
            raise JamstalldError(
                "En databas för offentlig statistik saknar skydd av små tal, och det bestäms när den skapas. "
                "Skapa en ny databas i stället: jamstalld load FIL --database NY --threshold N"
            )
        if threshold == before:
            return
        if threshold < before and not given:
            raise JamstalldError(
                "En lägre tröskel visar mindre grupper. Skriv varför den sänks (--reason). Skälet sparas i loggen."
            )
        write_setting(cursor, "threshold", str(threshold))
        text = f"Från {before} till {threshold}. {given}".strip()
        log_event(cursor, None, "threshold", by=by, text=text)


def change_salt(path: Path, salt_file: Path, *, by: str, reason: str, key: str | None = None) -> None:
    """Let a database go on with another salt than the one it was made with.

    What has been loaded keeps its keys, and so its numbers. What is loaded from now on gets others: the same row in
    a new file is another row, the same person another person.

    Parameters
    ----------
    salt_file
        The new salt; made if there is none.

    Raises
    ------
    JamstalldError
        If no reason is given, or the salt is the one that the database has.
    DatabaseError
        If there is no such database, or it cannot be opened.
    """
    given = tidy_reason(reason, without="Skriv varför saltet byts (--reason). Skälet sparas i loggen.")
    if not path.exists():
        raise JamstalldError(f"Databasen {path} finns inte, så den har inget salt att byta.")
    salt = read_salt(salt_file)
    database = open_database(path, salt_file, any_salt=True, key=key)
    try:
        with database.write(Right.ADMINISTER) as cursor:
            if settings_seen(cursor)["salt_fingerprint"] == fingerprint(salt):
                raise JamstalldError("Saltfilen är redan den som databasen använder. Inget har ändrats.")
            write_setting(cursor, "salt_fingerprint", fingerprint(salt))
            log_event(cursor, None, "salt", by=by, text=given)
            seal(cursor, salt, after=0)  # the seals were made with the other salt
    finally:
        database.close()
