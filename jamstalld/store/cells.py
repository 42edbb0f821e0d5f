"""Cells, a quarter and a unit of one delivery each: they are made active or not, and their rows follow.

Every change to what counts is a change of cells inside one transaction, and a line in the log.
"""

from __future__ import annotations

from datetime import datetime

import duckdb

from jamstalld.periods import Quarter
from jamstalld.store import sql
from jamstalld.store.limits import hold_author
from jamstalld.store.records import Action


def add_cells(cursor: duckdb.DuckDBPyConnection) -> None:
    """Write the cells of the rows that come in."""
    cursor.execute(sql.statement("add_cells"))


def put_beside(cursor: duckdb.DuckDBPyConnection, delivery: str) -> bool:
    """Note that a delivery is to count together with those that are active where it has cells.

    Returns
    -------
    bool
        Whether there is any.
    """
    ((pairs,),) = cursor.execute(sql.statement("put_beside"), {"delivery": delivery}).fetchall()
    return pairs > 0


def replace_others(cursor: duckdb.DuckDBPyConnection, delivery: str) -> dict[str, tuple[Quarter, ...]]:
    """Put the rows of other deliveries away wherever this one has cells.

    Returns
    -------
    dict
        The deliveries that were replaced, wholly or in part → the quarters in which they were.
    """
    cursor.execute(sql.statement("replace_cells"), {"delivery": delivery})
    rows_follow(cursor)
    replaced = cursor.execute(sql.statement("replaced_by"), {"delivery": delivery}).fetchall()
    return {other: tuple(map(Quarter, quarters)) for other, quarters in replaced}


def rows_follow(cursor: duckdb.DuckDBPyConnection) -> None:
    """Move rows and declared totals to where their cells say: among those that count, or to the past."""
    cursor.execute(sql.statement("put_rows_away"))
    cursor.execute(sql.statement("drop_rows_put_away"))
    cursor.execute(sql.statement("take_rows_back"))
    cursor.execute(sql.statement("drop_rows_taken_back"))
    cursor.execute(sql.statement("put_totals_away"))
    cursor.execute(sql.statement("drop_totals_put_away"))
    cursor.execute(sql.statement("take_totals_back"))
    cursor.execute(sql.statement("drop_totals_taken_back"))


def settle_states(cursor: duckdb.DuckDBPyConnection) -> None:
    """Write the state of each delivery as its cells have it."""
    cursor.execute(sql.statement("settle_states"))


def log_event(
    cursor: duckdb.DuckDBPyConnection,
    delivery: str | None,
    action: Action,
    *,
    by: str,
    text: str = "",
    subject: tuple[str, str] | None = None,
) -> None:
    """Write a line in the log; without a delivery where it is about none.

    Parameters
    ----------
    subject
        Kind and identity of the entry of the dialogue that it is about, if any.
    """
    hold_author(by)
    kind, identity = subject or (None, None)
    line = {"happened_at": datetime.now(), "done_by": by, "action": action, "delivery": delivery, "text": text}
    cursor.execute(sql.statement("log_event"), {**line, "subject_kind": kind, "subject": identity})
