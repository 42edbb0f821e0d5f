"""A column is stored as it was read, whatever little stands in it: DuckDB guesses its type from a sample of rows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from jamstalld.access import Right
from jamstalld.store import Database, load
from tests.sql.loaded import checked

Make = Callable[..., Database]
ROWS = 5_000


def people(quarter: str, **last: str) -> list[dict[str, object]]:
    """Make rows that name nothing but a person, save what the last one says."""
    rows: list[dict[str, object]] = [
        {"sex": "kvinna", "quarter": quarter, "person_id": f"P{at}", "unit": None, "household": None}
        for at in range(ROWS)
    ]
    rows[-1] |= last
    return rows


def test_a_text_on_the_last_row_only(make_database: Make, tmp_path: Path) -> None:
    database = make_database()
    load(database, checked(tmp_path / "en.csv", people("2025K1", unit="Norr", household="ensamstående")), loaded_by="x")
    with database.read(Right.SEE_NUMBERS) as cursor:
        query = "SELECT unit, household, count(*) FROM facts.follow_up GROUP BY ALL ORDER BY ALL NULLS FIRST"
        assert cursor.execute(query).fetchall() == [(None, None, ROWS - 1), ("Norr", "ensamstående", 1)]


def test_no_unit_at_all_beside_a_unit(make_database: Make, tmp_path: Path) -> None:
    """Cells of both kinds in one quarter, and a version that replaces only those of its own."""
    database = make_database()
    load(database, checked(tmp_path / "en.csv", people("2025K1", unit="Norr")), loaded_by="x")
    without = [{**row, "person_id": f"Q{at}"} for at, row in enumerate(people("2025K1"))]
    load(database, checked(tmp_path / "två.csv", without), loaded_by="x", replace=True)
    with database.read(Right.SEE_NUMBERS) as cursor:
        query = "SELECT unit, count(*) FROM facts.follow_up GROUP BY unit ORDER BY unit NULLS FIRST"
        assert cursor.execute(query).fetchall() == [(None, ROWS), ("Norr", 1)]
