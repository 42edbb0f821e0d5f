"""The inhabitants, by year, age and sex: public statistics, stored and given as they are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import duckdb

from jamstalld.access import Right
from jamstalld.errors import JamstalldError
from jamstalld.intake.population import Ages, CheckedPopulation, Inhabitants
from jamstalld.store import sql
from jamstalld.store.cells import log_event
from jamstalld.store.database import Database
from jamstalld.store.limits import LONGEST_SOURCE
from jamstalld.store.records import Population, populations_seen

NOTHING_LOADED = (
    "Ingen befolkning är inläst. Läs in en tabell över ålder och kön på sidan Ladda upp, eller med "
    "jamstalld population FIL."
)


def load_population(
    database: Database, checked: CheckedPopulation, *, by: str, source: str = ""
) -> tuple[Population, ...]:
    """Write the inhabitants of every year of a table, in one transaction; a year that is there is replaced.

    The same file again changes nothing.

    Parameters
    ----------
    source
        Where the numbers come from, instead of what the file says.

    Returns
    -------
    tuple
        The years that were replaced, as they were.

    Raises
    ------
    JamstalldError
        If anything is wrong with the table, or its source is too long.
    """
    if checked.blocked:
        raise JamstalldError("Tabellen har fel och har inte lästs in. Rätta felen i listan och försök igen.")
    told = " ".join(source.split()) or checked.source
    if len(told) > LONGEST_SOURCE:
        raise JamstalldError(f"Källan är för lång. Skriv högst {LONGEST_SOURCE} tecken. Inget har lästs in.")
    with database.write(Right.CHANGE_DATA) as cursor:
        there = [one for one in populations_seen(cursor) if one.year in checked.years]
        if len(there) == len(checked.years) and all(
            (one.sha256, one.source) == (checked.sha256, told) for one in there
        ):
            return ()
        _drop(cursor, [one.year for one in there])
        for year in checked.years:
            line = {"year": year, "file_name": checked.name, "sha256": checked.sha256, "source": told}
            line |= {"loaded_at": datetime.now(), "loaded_by": by, "synthetic": checked.synthetic}
            cursor.execute(sql.statement("insert_population"), line)
        cursor.execute(sql.statement("insert_inhabitants"), _columns(checked.inhabitants))
        log_event(cursor, None, "population", by=by, text=f"{_listed(checked.years)} ur {checked.name}")
    return tuple(there)


def remove_population(database: Database, *, by: str, year: int | None = None) -> tuple[int, ...]:
    """Take away the inhabitants of one year, or of all.

    Returns
    -------
    tuple
        The years that were taken away.

    Raises
    ------
    JamstalldError
        If there is nothing to take away.
    """
    with database.write(Right.CHANGE_DATA) as cursor:
        years = [one.year for one in populations_seen(cursor) if year in (None, one.year)]
        if not years:
            raise JamstalldError("Det finns ingen befolkning inläst för det året." if year else NOTHING_LOADED)
        _drop(cursor, years)
        log_event(cursor, None, "depopulated", by=by, text=_listed(years))
    return tuple(years)


def inhabitants(database: Database, year: int) -> tuple[Inhabitants, ...]:
    """Give how many inhabitants there are of each sex and age in a year; nothing if it has not been loaded."""
    with database.read(Right.SEE_NUMBERS) as cursor:
        lines = cursor.execute(sql.statement("inhabitants"), {"year": year}).fetchall()
    return tuple(Inhabitants(at, sex, Ages(first, last), count) for at, sex, first, last, count in lines)


def _drop(cursor: duckdb.DuckDBPyConnection, years: Sequence[int]) -> None:
    cursor.execute(sql.statement("drop_population"), {"years": list(years)})
    cursor.execute(sql.statement("drop_inhabitants"), {"years": list(years)})


def _columns(rows: Sequence[Inhabitants]) -> dict[str, list[object]]:
    return {
        "year": [one.year for one in rows],
        "sex": [one.sex for one in rows],
        "first_age": [one.ages.first for one in rows],
        "last_age": [one.ages.last for one in rows],
        "count": [one.count for one in rows],
    }


def _listed(years: Sequence[int]) -> str:
    return ", ".join(map(str, sorted(years)))
