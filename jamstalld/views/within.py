"""What those may ask who may see some units only: the store refuses the rest, and here it is asked for rightly."""

from __future__ import annotations

from collections.abc import Iterable

from jamstalld.errors import RequestError
from jamstalld.store import UNIT, Database
from jamstalld.wording.words import enumerated

Filters = tuple[tuple[str, str], ...]


def within(database: Database, filters: Iterable[tuple[str, str]]) -> Filters:
    """Give filters with the unit of somebody who may see one only, if they have none.

    Raises
    ------
    RequestError
        If they may see several: one of them has to be chosen.
    """
    asked, units = tuple(filters), database.person.units
    if units is None or any(key == UNIT for key, _ in asked):
        return asked
    if len(units) > 1:
        raise RequestError(f"Välj en enhet. Du får se {enumerated(sorted(units))}, en i taget.")
    return (*asked, *((UNIT, unit) for unit in units))


def places(database: Database) -> tuple[Filters, ...]:
    """Give what the whole of what somebody may see is made of: everything, or each of their units."""
    units = database.person.units
    return ((),) if units is None else tuple(((UNIT, unit),) for unit in sorted(units))
