"""Deliveries: one upload each, written in one transaction, never half."""

from __future__ import annotations

import hashlib
import json
import uuid
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import duckdb
import pandas as pd

from jamstalld.errors import JamstalldError
from jamstalld.intake import CheckedDelivery
from jamstalld.periods import Period, Quarter
from jamstalld.protect import keys_of
from jamstalld.store import sql
from jamstalld.store.database import Database, write_setting

_IDENTIFIERS = ("person_id", "case_id")
_INTEGERS = ("source_row", "count", "quarter", "decision_quarter", "closing_quarter", "age", "waiting_days")
_NUMBERS = ("hours_per_week", "score_before", "score_after")


@dataclass(frozen=True)
class DeliveryRecord:
    """The line of one delivery.

    Parameters
    ----------
    columns
        The columns in which the file had anything.
    already_loaded
        Whether this is an earlier delivery of the very same file, found again instead of loaded twice.
    """

    delivery: str
    file_name: str
    sha256: str
    loaded_at: datetime
    loaded_by: str
    layout: str
    rows_read: int
    rows_loaded: int
    rows_refused: int
    rows_set_aside: int
    quarters: tuple[Quarter, ...]
    columns: frozenset[str]
    declared_units: frozenset[str]
    synthetic: bool
    state: str
    already_loaded: bool = False


@dataclass(frozen=True)
class DataInfo:
    """What the loaded data are, as far as anyone may know.

    Parameters
    ----------
    version
        Changes whenever the loaded data do; the same files give the same version.
    first, last
        The first and the last quarter, None in an empty database.
    columns
        The columns in which some delivery has anything.
    declared_units
        The units of count whose totals some table of official statistics declares.
    synthetic
        Whether any of the data are invented.
    """

    version: str
    threshold: int
    first: Quarter | None
    last: Quarter | None
    columns: frozenset[str]
    declared_units: frozenset[str]
    synthetic: bool

    @property
    def empty(self) -> bool:
        """Whether nothing has been loaded."""
        return self.last is None

    def latest_period(self) -> Period:
        """Give the latest four quarters."""
        if self.last is None:
            raise ValueError("an empty database has no period")
        return Period.ending(self.last)


def deliveries(database: Database) -> tuple[DeliveryRecord, ...]:
    """List every delivery, the newest first."""
    with database.read() as cursor:
        cursor.execute(sql.statement("deliveries"))
        names = [entry[0] for entry in cursor.description or ()]
        return tuple(_record(dict(zip(names, line, strict=True))) for line in cursor.fetchall())


def data_info(database: Database) -> DataInfo:
    """Tell what has been loaded."""
    active = [record for record in deliveries(database) if record.state == "active"]
    marks = "".join(sorted(record.sha256 for record in active))
    quarters = [quarter for record in active for quarter in record.quarters]
    return DataInfo(
        version=hashlib.sha256(marks.encode()).hexdigest()[:12],
        threshold=database.threshold,
        first=min(quarters, default=None),
        last=max(quarters, default=None),
        columns=frozenset[str]().union(*(record.columns for record in active)),
        declared_units=frozenset[str]().union(*(record.declared_units for record in active)),
        synthetic=any(record.synthetic for record in active),
    )


def load(database: Database, delivery: CheckedDelivery, *, loaded_by: str) -> DeliveryRecord:
    """Write the checked rows of one file as a delivery, in one transaction.

    The same file again changes nothing and gives its first delivery back.

    Raises
    ------
    JamstalldError
        If there is no row to load, or if rows of this file have been loaded from another one.
    """
    if not delivery.rows_loaded:
        raise JamstalldError("Filen har ingen rad som går att läsa in. Rätta felen i listan och försök igen.")
    identity = str(uuid.uuid4())
    with database.write() as cursor:
        # Asked inside the transaction: two people may upload the same file at the same moment.
        for record in deliveries(database):
            if record.sha256 == delivery.sha256 and record.state == "active":
                return replace(record, already_loaded=True)
        frame = _frame(delivery, identity, database.salt)
        cursor.register("incoming", frame)
        _refuse_rows_already_there(cursor, delivery)
        columns = sql.columns(frame.columns)
        cursor.execute(sql.filled("insert_rows", columns=columns))
        cursor.execute(sql.statement("insert_delivery"), _line(delivery, identity, loaded_by))
        _write_declared_totals(cursor, delivery, identity, database.salt)
        ((most,),) = cursor.execute(sql.statement("most_rows_of_a_person")).fetchall()
        write_setting(cursor, "most_rows_of_a_person", str(most))
        cursor.unregister("incoming")
    return next(record for record in deliveries(database) if record.delivery == identity)


def _frame(delivery: CheckedDelivery, identity: str, salt: bytes) -> pd.DataFrame:
    """Lay the rows out as the fact table has them. What identified a person or a case stays behind here."""
    keys = keys_of(delivery.columns, salt, file=delivery.sha256 if _anonymous(delivery) else "")
    stored: dict[str, Any] = {
        "delivery": [identity] * len(keys.record),
        "record_key": keys.record,
        "person": keys.person,
        "case_file": keys.case,
    }
    for name, values in delivery.columns.items():
        if name in _INTEGERS:
            stored[name] = pd.Series(values, dtype="Int32")
        elif name in _NUMBERS:
            stored[name] = pd.Series(values, dtype="Float64")
        elif name not in _IDENTIFIERS:
            stored[name] = pd.Series(values, dtype="str")
    return pd.DataFrame(stored)


def _anonymous(delivery: CheckedDelivery) -> bool:
    """Tell whether rows of this file and of another one may be alike and yet be about different people."""
    return delivery.layout == "cases" and not {"person_id", "case_id"} & set(delivery.found)


def _refuse_rows_already_there(cursor: duckdb.DuckDBPyConnection, delivery: CheckedDelivery) -> None:
    """Refuse what would be counted twice. Case rows without any identity may well be alike, and are let in."""
    if _anonymous(delivery):
        return
    ((twice,),) = cursor.execute(sql.statement("rows_already_there")).fetchall()
    if twice:
        raise JamstalldError(
            f"{twice} av filens {len(delivery.columns['sex'])} uppgifter finns redan i en tidigare leverans och skulle "
            "räknas två gånger. Inget har lästs in. Ta bort dem ur filen och försök igen."
        )


def _line(delivery: CheckedDelivery, identity: str, loaded_by: str) -> dict[str, object]:
    return {
        "delivery": identity,
        "file_name": delivery.name,
        "sha256": delivery.sha256,
        "loaded_at": datetime.now(),
        "loaded_by": loaded_by,
        "layout": delivery.layout,
        "rows_read": delivery.rows_read,
        "rows_loaded": delivery.rows_loaded,
        "rows_refused": delivery.rows_refused,
        "rows_set_aside": delivery.rows_set_aside,
        "first_quarter": delivery.quarters[0].index,
        "last_quarter": delivery.quarters[-1].index,
        "columns": json.dumps(_filled_columns(delivery)),
        "declared_units": json.dumps(sorted({total.count_unit for total in delivery.totals})),
        "synthetic": delivery.synthetic,
    }


def _filled_columns(delivery: CheckedDelivery) -> list[str]:
    """Name the columns that hold anything at all: a view of another one would show nothing."""
    return sorted(key for key, values in delivery.columns.items() if any(value is not None for value in values))


def _write_declared_totals(
    cursor: duckdb.DuckDBPyConnection, delivery: CheckedDelivery, identity: str, salt: bytes
) -> None:
    for total in delivery.totals:
        named = [total.count_unit, total.quarter, total.sex]
        columns = {"person_id": [None], "case_id": [None], "municipality": [None], "total": [json.dumps(named)]}
        cursor.execute(
            sql.statement("insert_declared_totals"),
            {
                "delivery": identity,
                "record_key": int(keys_of(columns, salt).record[0]),
                "count_unit": total.count_unit,
                "quarter": total.quarter,
                "sex": total.sex,
                "count": total.count,
            },
        )


def _record(line: dict[str, Any]) -> DeliveryRecord:
    first, last = line.pop("first_quarter"), line.pop("last_quarter")
    for listed in ("columns", "declared_units"):
        line[listed] = frozenset(json.loads(line[listed]))
    return DeliveryRecord(quarters=tuple(Quarter(index) for index in range(first, last + 1)), **line)
