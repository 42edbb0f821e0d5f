"""Databases as an earlier version of the product left them."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb

from jamstalld.dictionary import dictionary
from jamstalld.store import sql

_IS_THERE = "SELECT 1 FROM duckdb_tables() WHERE database_name = 'filled' AND schema_name = ? AND table_name = ?"


def earlier(filled: Path, path: Path, *, migrations: int) -> Path:
    """Make a file that knows the first migrations only, with what another one holds.

    What later migrations added stays behind, and so do the names of columns that were not there to have content. A
    table that they took away is empty.
    """
    with duckdb.connect(str(path)) as connection:
        connection.execute(sql.statement("ensure_migration_log"))
        for number, name, text in sql.migrations()[:migrations]:
            connection.execute(text)
            entry = {"number": number, "name": name, "applied_at": "2026-01-01 00:00:00"}
            connection.execute(sql.statement("log_migration"), entry)
        connection.execute(f"ATTACH '{filled}' AS filled (READ_ONLY)")
        for name in stored_tables(connection):
            if not connection.execute(_IS_THERE, name.split(".")).fetchall():
                continue
            names = ", ".join(line[0] for line in connection.execute(f"DESCRIBE {name}").fetchall())
            connection.execute(f"INSERT INTO {name} SELECT {names} FROM filled.{name}")
        _forget_columns(connection)
        connection.execute("DETACH filled")
    return path


def stored_tables(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Name the tables of the file itself, the log of migrations left out."""
    found = connection.execute(
        "SELECT schema_name || '.' || table_name FROM duckdb_tables() "
        "WHERE database_name = current_database() AND schema_name <> 'main' ORDER BY ALL"
    ).fetchall()
    return [name for (name,) in found]


def _forget_columns(connection: duckdb.DuckDBPyConnection) -> None:
    there = {line[0] for line in connection.execute("DESCRIBE facts.follow_up").fetchall()}
    later = dictionary().variables.keys() - there - {"person_id", "case_id"}
    for delivery, columns in connection.execute("SELECT delivery, columns FROM app.delivery").fetchall():
        known = json.dumps([name for name in json.loads(columns) if name not in later])
        connection.execute("UPDATE app.delivery SET columns = ? WHERE delivery = ?", [known, delivery])
