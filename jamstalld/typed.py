"""What a person types in a field or after a command, where no room of its own reads it."""

from __future__ import annotations

from datetime import date

from jamstalld.errors import RequestError
from jamstalld.intake.values.dates import parse_date

_FIRST_YEAR = 2000


def typed_day(text: str) -> date | None:
    """Read a day as Swedes write it; None where nothing is typed.

    Raises
    ------
    RequestError
        If it is no day.

    Examples
    --------
    >>> typed_day(" 31 december 2026 "), typed_day("")
    (datetime.date(2026, 12, 31), None)
    """
    if not text.strip():
        return None
    day = parse_date(text.strip())
    if day is None or day.year < _FIRST_YEAR:
        raise RequestError("Skriv datumet med år, månad och dag, till exempel 2026-12-31.")
    return day
