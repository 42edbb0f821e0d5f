"""Groupings of values: declared once, then a column that every row has its group in, those that come later too."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import duckdb

from jamstalld.access import Right
from jamstalld.dictionary import Grouping, checked_grouping, extended
from jamstalld.dictionary.grouping import Groups
from jamstalld.errors import JamstalldError
from jamstalld.store import sql
from jamstalld.store.cells import log_event
from jamstalld.store.database import Database
from jamstalld.store.limits import tidy_reason
from jamstalld.store.mapping import dictionary_seen
from jamstalld.store.records import Action, groupings_seen


def groupings(database: Database) -> tuple[Grouping, ...]:
    """List the groupings, by key."""
    with database.read(Right.SEE_NUMBERS) as cursor:
        return groupings_seen(cursor)


def grouping_of(database: Database, variable: str) -> Grouping | None:
    """Give the grouping of a variable's values, None where there is none."""
    return next((one for one in groupings(database) if one.of == variable), None)


def declare_grouping(database: Database, grouping: Grouping, *, by: str) -> Grouping:
    """Declare a grouping. All rows, those that are put away too, are in its groups from now on.

    Returns
    -------
    Grouping
        As it is kept: with tidy texts.

    Raises
    ------
    JamstalldError
        If it cannot be used, or the variable is grouped already.
    """
    with database.write(Right.CHANGE_DATA) as cursor:
        tidy = checked_grouping(grouping, dictionary_seen(cursor), groupings_seen(cursor))
        for table in sql.tables_of_rows():
            place = {"column": sql.column(tidy.key), "type": sql.column_type(numeric=False)}
            cursor.execute(sql.filled("add_column", table=table, **place))
        _write(cursor, tidy, "grouped", by=by, text=", ".join(tidy.names))
    return tidy


def extend_grouping(database: Database, key: str, more: Groups, *, by: str) -> Grouping:
    """Put values that are in no group yet into groups of a grouping.

    Returns
    -------
    Grouping
        As it is kept.

    Raises
    ------
    JamstalldError
        If there is no such grouping, a value is in another group already, or nothing would change.
    """
    with database.write(Right.CHANGE_DATA) as cursor:
        before = find_grouping(groupings_seen(cursor), key)
        wider = extended(before, more, dictionary_seen(cursor))
        was, now = dict(before.groups), dict(wider.groups)
        grown = [name for name, values in now.items() if len(values) > len(was.get(name, ()))]
        _write(cursor, wider, "regrouped", by=by, text=f"fler värden i {', '.join(grown)}")
    return wider


def remove_grouping(database: Database, key: str, *, by: str, reason: str) -> Grouping:
    """Take a grouping away. Its versions are kept, and so is the reason: another one gives other unions of the same.

    Raises
    ------
    JamstalldError
        If there is no such grouping, or no reason is given.
    """
    given = tidy_reason(
        reason,
        without="Skriv varför indelningen tas bort. Skälet sparas i loggen: en ny indelning av samma värden berättar "
        "mer om små grupper än den gamla gör ensam.",
    )
    with database.write(Right.CHANGE_DATA) as cursor:
        grouping = find_grouping(groupings_seen(cursor), key)
        for table in sql.tables_of_rows():
            cursor.execute(sql.filled("drop_column", table=table, column=sql.column(grouping.key)))
        _save(cursor, grouping.key, None, by=by)
        log_event(cursor, None, "ungrouped", by=by, text=f"{grouping.title}: {given}")
    return grouping


def find_grouping(there: Sequence[Grouping], key: str) -> Grouping:
    """Find a grouping by its key.

    Raises
    ------
    JamstalldError
        If there is none.
    """
    found = next((one for one in there if one.key == key.strip().casefold()), None)
    if found is None:
        listed = ", ".join(one.key for one in there)
        raise JamstalldError(
            f"Det finns ingen indelning med det namnet. {f'Det finns: {listed}.' if listed else 'Ingen är gjord än.'}"
        )
    return found


def grouped_columns(there: Sequence[Grouping]) -> tuple[list[sql.Fragment], dict[str, Any]]:
    """Give the columns of the groups of rows that come in, and their parameters."""
    parameters: dict[str, Any] = {}
    for number, grouping in enumerate(there):
        parameters |= _parameters(grouping, number)
    columns = [sql.called(sql.grouped(one.of, number), one.key) for number, one in enumerate(there)]
    return columns, parameters


def _write(cursor: duckdb.DuckDBPyConnection, grouping: Grouping, action: Action, *, by: str, text: str) -> None:
    """Write a version, put all rows into their groups, and a line into the log."""
    _save(cursor, grouping.key, json.dumps(grouping.to_json(), ensure_ascii=False), by=by)
    for table in sql.tables_of_rows():
        places = {"column": sql.column(grouping.key), "group": sql.grouped(grouping.of, 0)}
        cursor.execute(sql.filled("group_rows", table=table, **places), _parameters(grouping, 0))
    log_event(cursor, None, action, by=by, text=f"{grouping.title}: {text}")


def _save(cursor: duckdb.DuckDBPyConnection, key: str, content: str | None, *, by: str) -> None:
    cursor.execute(sql.statement("save_grouping"), {"key": key, "content": content, "at": datetime.now(), "by": by})


def _parameters(grouping: Grouping, number: int) -> dict[str, Any]:
    return {
        f"values_{number}": list(grouping.group_of),
        f"groups_{number}": list(grouping.group_of.values()),
        f"rest_{number}": grouping.rest,
    }
