"""What a database holds, asked behind the product's back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jamstalld.access import Right
from jamstalld.intake import CheckedDelivery, LoadOptions, read_delivery
from jamstalld.store import Database, data_info, deliveries, events
from tests.conftest import TODAY, Rows, write_rows


def checked(file: Path, rows: Rows, **options: Any) -> CheckedDelivery:
    """Write rows to a file and check it."""
    write_rows(file, rows)
    return read_delivery(file, file.name, LoadOptions(today=TODAY, **options))


def table(database: Database, name: str) -> list[tuple[Any, ...]]:
    with database.read(Right.SEE_NUMBERS) as cursor:
        return cursor.execute(f"SELECT * FROM {name} ORDER BY ALL").fetchall()


def counting(database: Database) -> tuple[object, ...]:
    """Give all that numbers are made of: what must be the very same when something is brought back."""
    return (
        data_info(database),
        dict(database.settings()),
        table(database, "facts.follow_up"),
        table(database, "facts.declared_total"),
    )


def everything(database: Database) -> tuple[object, ...]:
    """Give all there is, the log and the past included."""
    past = [table(database, f"facts.past_{name}") for name in ("follow_up", "declared_total")]
    cells = [table(database, f"app.{name}") for name in ("cell", "beside")]
    return (counting(database), past, cells, deliveries(database), events(database))


def told(database: Database) -> list[tuple[str, str]]:
    """Give the log, the first line first: what was done to which file."""
    return [(event.action, event.file_name) for event in reversed(events(database))]


def states(database: Database) -> dict[str, str]:
    """Give the state of each file."""
    return {record.file_name: "partly" if record.partly_replaced else record.state for record in deliveries(database)}
