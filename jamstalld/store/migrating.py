"""From an earlier schema to the latest one."""

from __future__ import annotations

from datetime import datetime

import duckdb

from jamstalld.errors import DatabaseError
from jamstalld.store import sql
from jamstalld.store.sealing import SINCE, seal


def newest() -> int:
    """Give the number of the newest migration that this program knows."""
    return sql.migrations()[-1][0]


def last_migration(cursor: duckdb.DuckDBPyConnection) -> int:
    """Give the number of the newest migration that a database has; 0 where it has none.

    Raises
    ------
    DatabaseError
        If a later version of the program has made it.
    """
    ((done,),) = cursor.execute(sql.statement("last_migration")).fetchall()
    if done > newest():
        raise DatabaseError("Databasen är gjord av en nyare version av Jämställd. Uppdatera programmet.")
    return done


def migrate(cursor: duckdb.DuckDBPyConnection, salt: bytes) -> None:
    """Bring the schema up to date inside a transaction. Lines of the log that are older than seals are sealed.

    Parameters
    ----------
    salt
        The database's own.
    """
    done = last_migration(cursor)
    for number, name, text in sql.migrations():
        if number > done:
            cursor.execute(text)
            entry = {"number": number, "name": name, "applied_at": datetime.now()}
            cursor.execute(sql.statement("log_migration"), entry)
    if done < SINCE:
        seal(cursor, salt, after=0)
