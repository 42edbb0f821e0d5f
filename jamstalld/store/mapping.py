"""What a development lead has said about the files: the municipality's own questions, and a profile for each source."""

from __future__ import annotations

import json
from datetime import datetime

import duckdb

from jamstalld.access import Right
from jamstalld.dictionary import (
    BANDS,
    Dictionary,
    LocalVariable,
    checked_local,
    dictionary,
    local_from_json,
    with_groupings,
    with_local,
)
from jamstalld.errors import JamstalldError
from jamstalld.intake.mapping.profile import LONGEST_NAME, Profile, profile_from_json
from jamstalld.store import sql
from jamstalld.store.cells import log_event
from jamstalld.store.database import Database, kept_until_written
from jamstalld.store.records import deliveries_seen, groupings_seen


@kept_until_written(Right.SEE_NUMBERS)
def dictionary_of(database: Database) -> Dictionary:
    """Give the dictionary of a database: what is shipped, the municipality's own questions, and groupings."""
    with database.read(Right.SEE_NUMBERS) as cursor:
        return dictionary_seen(cursor)


def declare_local(database: Database, variable: LocalVariable, *, by: str) -> LocalVariable:
    """Declare a question of the municipality's own. It has a column and is a measure from now on.

    Returns
    -------
    LocalVariable
        As it is kept: with tidy texts.

    Raises
    ------
    JamstalldError
        If its name is taken, or its answers or limits cannot be used.
    """
    with database.write(Right.CHANGE_DATA) as cursor:
        tidy = checked_local(variable, dictionary_seen(cursor))
        line = {"key": tidy.key, "declaration": json.dumps(tidy.to_json()), "at": datetime.now(), "by": by}
        cursor.execute(sql.statement("declare_local"), line)
        for name in _columns(tidy):
            numeric = tidy.kind == "number" and name == tidy.key
            for table in sql.tables_of_rows():
                places = {"column": sql.column(name), "type": sql.column_type(numeric=numeric)}
                cursor.execute(sql.filled("add_column", table=table, **places))
        log_event(cursor, None, "declared", by=by, text=f"{tidy.title} ({tidy.kind_name})")
    return tidy


def remove_local(database: Database, key: str, *, by: str) -> None:
    """Take away a question that no delivery has answers to.

    Raises
    ------
    JamstalldError
        If there is none of that name, it is grouped, or some delivery has answers, counted or put away.
    """
    with database.write(Right.CHANGE_DATA) as cursor:
        known = dictionary_seen(cursor)
        variable = next((one for one in known.local if one.key == key), None)
        if variable is None:
            raise JamstalldError("Det finns ingen egen uppgift med det namnet.")
        if key in known.groupings.values():
            raise JamstalldError(f"”{variable.title}” är indelad i grupper. Ta först bort indelningen.")
        if any(key in record.columns for record in deliveries_seen(cursor)):
            raise JamstalldError(
                f"”{variable.title}” har svar i minst en leverans, som kan behöva läsas igen. Den kan inte tas bort."
            )
        cursor.execute(sql.statement("remove_local"), {"key": key})
        for name in _columns(variable):
            for table in sql.tables_of_rows():
                cursor.execute(sql.filled("drop_column", table=table, column=sql.column(name)))
        log_event(cursor, None, "removed", by=by, text=variable.title)


def profiles(database: Database) -> tuple[Profile, ...]:
    """List the profiles, by name."""
    with database.read(Right.SEE_NUMBERS) as cursor:
        return tuple(
            profile_from_json(json.loads(content))
            for (content,) in cursor.execute(sql.statement("profiles")).fetchall()
        )


def find_profile(database: Database, name: str) -> Profile:
    """Find a profile by its name.

    Raises
    ------
    JamstalldError
        If there is none.
    """
    wanted = name.strip().casefold()
    saved = profiles(database)
    found = next((profile for profile in saved if profile.name.casefold() == wanted), None)
    if found is None:
        names = ", ".join(f"”{profile.name}”" for profile in saved)
        raise JamstalldError(
            f"Det finns ingen profil med det namnet. {f'Det finns: {names}.' if names else 'Ingen är sparad än.'}"
        )
    return found


def save_profile(database: Database, profile: Profile, *, by: str) -> None:
    """Save a profile. One of the same name is kept as an earlier version.

    Raises
    ------
    JamstalldError
        If it has no name, or too long a one.
    """
    if not profile.name.strip():
        raise JamstalldError("Ge profilen ett namn, till exempel systemets.")
    if len(profile.name) > LONGEST_NAME:
        raise JamstalldError(f"Profilens namn är för långt. Skriv högst {LONGEST_NAME} tecken.")
    _write_profile(database, profile.name, json.dumps(profile.to_json(), ensure_ascii=False), by=by)


def forget_profile(database: Database, name: str, *, by: str) -> None:
    """Stop using a profile. Its versions are kept.

    Raises
    ------
    JamstalldError
        If there is none of that name.
    """
    _write_profile(database, find_profile(database, name).name, None, by=by)


def _write_profile(database: Database, name: str, content: str | None, *, by: str) -> None:
    with database.write(Right.CHANGE_DATA) as cursor:
        line = {"name": name, "content": content, "at": datetime.now(), "by": by}
        cursor.execute(sql.statement("save_profile"), line)
        log_event(cursor, None, "profiled" if content else "forgotten", by=by, text=name)


def dictionary_seen(cursor: duckdb.DuckDBPyConnection) -> Dictionary:
    """Give the dictionary of a database as a cursor sees it."""
    declared = cursor.execute(sql.statement("local_variables")).fetchall()
    known = with_local(dictionary(), (local_from_json(json.loads(text)) for (text,) in declared))
    return with_groupings(known, groupings_seen(cursor))


def _columns(variable: LocalVariable) -> tuple[str, ...]:
    return (variable.key, variable.key + BANDS) if variable.kind == "number" else (variable.key,)
