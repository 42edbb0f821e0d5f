"""Deliveries: one upload each, written in one transaction, never half."""

from __future__ import annotations

import json
import uuid
from dataclasses import replace as changed
from datetime import datetime

import duckdb

from jamstalld.access import Right
from jamstalld.errors import JamstalldError
from jamstalld.intake import CheckedDelivery
from jamstalld.progress import Progress, silent
from jamstalld.protect import keys_of
from jamstalld.store import cells, sql
from jamstalld.store.database import Database, write_setting
from jamstalld.store.groupings import grouped_columns
from jamstalld.store.records import DeliveryRecord, deliveries_seen, groupings_seen
from jamstalld.store.rows import anonymous, stored_frame

# What keys are made of where somebody is named.
_NAMED = ("person_id", "case_id", "municipality", "intervention", "quarter")

_DOING = "Skriver i databasen"


def load(
    database: Database,
    delivery: CheckedDelivery,
    *,
    loaded_by: str,
    replace: bool = False,
    progress: Progress = silent,
) -> DeliveryRecord:
    """Write the checked rows of one file as a delivery, in one transaction.

    The same file again changes nothing and gives its first delivery back.

    Parameters
    ----------
    replace
        Put away what other deliveries have in the quarters and units of the file. It is kept, and can be restored.
    progress
        An exception it raises rolls everything back.

    Raises
    ------
    JamstalldError
        If there is no row to load, if rows of this file have been loaded from another one and are not replaced, or
        if the file has been loaded before and replaced or withdrawn since, and replacing is not asked for.
    """
    if not delivery.rows_loaded:
        raise JamstalldError("Filen har ingen rad som går att läsa in. Rätta felen i listan och försök igen.")
    identity = str(uuid.uuid4())
    with database.write(Right.CHANGE_DATA) as cursor:
        # Asked inside the transaction: two people may upload the same file at the same moment.
        known = same_file(deliveries_seen(cursor), delivery)
        if known and known.state == "active":
            return changed(known, already_loaded=True)
        if known and not replace:
            _refuse_file_put_away(known)
        progress(_DOING, 0.0)
        frame = stored_frame(delivery, identity, database.salt)
        cursor.register("incoming", frame)
        progress(_DOING, 0.4)
        replaced, beside = _make_room(cursor, delivery, identity, loaded_by, replace=replace)
        progress(_DOING, 0.6)
        groups, parameters = grouped_columns(groupings_seen(cursor))
        columns = sql.listed([sql.columns(frame.columns), *groups])
        cursor.execute(sql.filled("insert_rows", columns=columns), parameters)
        cursor.execute(sql.statement("insert_delivery"), _line(delivery, identity, loaded_by))
        _write_declared_totals(cursor, delivery, identity, database.salt)
        cells.settle_states(cursor)
        cells.log_event(cursor, identity, "loaded", by=loaded_by)
        keep_most_rows(cursor)
        cursor.unregister("incoming")
        (record,) = (one for one in deliveries_seen(cursor) if one.delivery == identity)
        progress(_DOING, 1.0)
    return changed(record, replaced=replaced, beside=beside)


def same_file(records: tuple[DeliveryRecord, ...], delivery: CheckedDelivery) -> DeliveryRecord | None:
    """Find the delivery of the very same file: the one that counts if any does, else the last."""
    same = [record for record in records if record.sha256 == delivery.sha256]
    return min(same, key=lambda record: record.state != "active", default=None)


def keep_most_rows(cursor: duckdb.DuckDBPyConnection) -> None:
    """Write down the most rows of one person, which releasing counts goes by. Every change ends with it."""
    ((most,),) = cursor.execute(sql.statement("most_rows_of_a_person")).fetchall()
    write_setting(cursor, "most_rows_of_a_person", str(most))


def _refuse_file_put_away(known: DeliveryRecord) -> None:
    what = "dragits tillbaka" if known.state == "withdrawn" else "ersatts av en senare fil"
    raise JamstalldError(
        f"Filen har varit inläst och har {what}. Återställ den på sidan Leveranser eller med "
        f"jamstalld restore-delivery {known.delivery[:8]}. Ska den läsas in på nytt: välj att ersätta (--replace)."
    )


def _make_room(
    cursor: duckdb.DuckDBPyConnection, delivery: CheckedDelivery, identity: str, by: str, *, replace: bool
) -> tuple[tuple[str, ...], bool]:
    """Write the cells of the rows that come in; replace what is there, or see to it that nothing comes twice.

    Returns
    -------
    tuple
        The deliveries that were replaced, and whether any counts beside this one.
    """
    if not replace:
        _refuse_rows_already_there(
            cursor,
            delivery,
            "Ta bort dem ur filen och försök igen. Är filen en ny version av det som finns: välj att ersätta det "
            "(--replace).",
        )
        cells.add_cells(cursor)
        return (), cells.put_beside(cursor, identity)
    cells.add_cells(cursor)
    replaced = cells.replace_others(cursor, identity)
    _refuse_rows_already_there(
        cursor,
        delivery,
        "De står i ett kvartal eller en enhet som filen inte ersätter. Ta bort dem ur filen, eller dra tillbaka den "
        "tidigare leveransen.",
    )
    for other, quarters in replaced.items():
        listed = ", ".join(str(quarter) for quarter in quarters)
        cells.log_event(cursor, other, "replaced", by=by, text=f"Ersatt av {delivery.name} i {listed}.")
    return tuple(replaced), False


def _refuse_rows_already_there(cursor: duckdb.DuckDBPyConnection, delivery: CheckedDelivery, advice: str) -> None:
    """Refuse what would be counted twice. Case rows without any identity may well be alike, and are let in."""
    if anonymous(delivery):
        return
    ((twice,),) = cursor.execute(sql.statement("rows_already_there")).fetchall()
    if twice:
        raise JamstalldError(
            f"{twice} av filens {len(delivery.columns['sex'])} uppgifter finns redan i en tidigare leverans och skulle "
            f"räknas två gånger. Inget har lästs in. {advice}"
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
        "profile": delivery.profile,
    }


def _filled_columns(delivery: CheckedDelivery) -> list[str]:
    """Name the columns that hold anything at all: a view of another one would show nothing."""
    return sorted(key for key, values in delivery.columns.items() if values.count(None) < len(values))


def _write_declared_totals(
    cursor: duckdb.DuckDBPyConnection, delivery: CheckedDelivery, identity: str, salt: bytes
) -> None:
    for total in delivery.totals:
        named = [total.count_unit, total.quarter, total.sex]
        columns = {**{key: [None] for key in _NAMED}, "total": [json.dumps(named)]}
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
