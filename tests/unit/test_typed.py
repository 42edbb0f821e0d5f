"""What a person types is read as Swedes write it, or refused with the form it should have."""

from __future__ import annotations

from datetime import date

import pytest

from jamstalld.errors import RequestError
from jamstalld.typed import typed_day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("", None),
        ("  ", None),
        ("2026-12-31", date(2026, 12, 31)),
        (" 31 december 2026 ", date(2026, 12, 31)),
        ("31/12 2026", date(2026, 12, 31)),
        ("261231", date(2026, 12, 31)),
    ],
)
def test_a_day_is_read_as_swedes_write_it(text: str, day: date | None) -> None:
    assert typed_day(text) == day


@pytest.mark.parametrize("text", ["snart", "12/31/2026", "2026-02-30", "1999-12-31", "k4", "29/11"])
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(RequestError, match="Skriv datumet med år, månad och dag, till exempel 2026-12-31"):
        typed_day(text)
