"""Withdraw a delivery and restore it: one transaction each, nothing is lost, and the log says who and why."""

from __future__ import annotations

import duckdb

from jamstalld.access import Right
from jamstalld.errors import JamstalldError
from jamstalld.store import cells, sql
from jamstalld.store.database import Database
from jamstalld.store.deliveries import keep_most_rows
from jamstalld.store.limits import tidy_reason
from jamstalld.store.records import DeliveryRecord, deliveries_seen, find_delivery


def withdraw(database: Database, delivery: str, *, by: str, reason: str) -> DeliveryRecord:
    """Take a delivery out of what is counted. Its rows are kept and can be restored.

    Parameters
    ----------
    delivery
        The delivery's identity, or a beginning of it that no other has.

    Raises
    ------
    JamstalldError
        If there is no such delivery, nothing of it counts, or no reason is given.
    """
    given = tidy_reason(reason, without="Skriv varför leveransen dras tillbaka. Skälet sparas i loggen.")
    with database.write(Right.CHANGE_DATA) as cursor:
        record = find_delivery(deliveries_seen(cursor), delivery)
        if record.state != "active":
            raise JamstalldError("Leveransen räknas inte längre, så det finns inget att dra tillbaka.")
        cursor.execute(sql.statement("withdraw_cells"), {"delivery": record.delivery})
        cells.rows_follow(cursor)
        cells.log_event(cursor, record.delivery, "withdrawn", by=by, text=given)
        return _settled(cursor, record)


def restore(database: Database, delivery: str, *, by: str) -> DeliveryRecord:
    """Bring back what a withdrawal, or else what replacements have taken away of a delivery.

    A delivery that was partly replaced when it was withdrawn comes back as it was then: partly replaced.

    Parameters
    ----------
    delivery
        The delivery's identity, or a beginning of it that no other has.

    Raises
    ------
    JamstalldError
        If there is no such delivery, all of it counts already, or other deliveries have taken its place.
    """
    with database.write(Right.CHANGE_DATA) as cursor:
        record = find_delivery(deliveries_seen(cursor), delivery)
        if not record.restorable:
            raise JamstalldError("Hela leveransen räknas redan, så det finns inget att återställa.")
        away = {"delivery": record.delivery, "state": "withdrawn" if record.state == "withdrawn" else "replaced"}
        _refuse_if_taken(cursor, away)
        cursor.execute(sql.statement("restore_cells"), away)
        cells.rows_follow(cursor)
        _refuse_if_twice(cursor, record)
        cells.log_event(cursor, record.delivery, "restored", by=by)
        return _settled(cursor, record)


def _refuse_if_taken(cursor: duckdb.DuckDBPyConnection, away: dict[str, str]) -> None:
    names = [name for (name,) in cursor.execute(sql.statement("occupants"), away).fetchall()]
    if names:
        raise JamstalldError(
            f"Samma kvartal och enhet har nu uppgifter ur {', '.join(names)}. Inget har ändrats. Dra först tillbaka "
            f"{'den leveransen' if len(names) == 1 else 'de leveranserna'}."
        )


def _refuse_if_twice(cursor: duckdb.DuckDBPyConnection, record: DeliveryRecord) -> None:
    """Refuse where the same person has been loaded anew, in another unit."""
    ((twice,),) = cursor.execute(sql.statement("rows_twice"), {"delivery": record.delivery}).fetchall()
    if twice:
        raise JamstalldError(
            "Uppgifter i leveransen finns nu också i en annan leverans, i en annan enhet, och skulle räknas två "
            "gånger. Inget har ändrats. Dra först tillbaka den leveransen."
        )


def _settled(cursor: duckdb.DuckDBPyConnection, record: DeliveryRecord) -> DeliveryRecord:
    cells.settle_states(cursor)
    keep_most_rows(cursor)
    return find_delivery(deliveries_seen(cursor), record.delivery)
