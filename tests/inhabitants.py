"""Made-up tables of inhabitants for the tests: they say themselves that they are invented."""

from __future__ import annotations

from collections.abc import Mapping

from jamstalld.intake import open_file
from jamstalld.intake.population import CheckedPopulation, read_population
from jamstalld.store import Database, load_population

TITLE = "Påhittade uppgifter för ett prov"
# Age group → women and men: 5,200 women and 4,800 men, 55 % women from 65 to 79 and 60 % of the older.
GROUPS: Mapping[str, tuple[int, int]] = {
    "0–17 år": (950, 1000),
    "18–24 år": (300, 350),
    "25–44 år": (1250, 1300),
    "45–64 år": (1300, 1300),
    "65–79 år": (550, 450),
    "80 år och äldre": (850, 400),
}


def inhabitants_csv(year: int = 2025, groups: Mapping[str, tuple[int, int]] = GROUPS, source: str = "Provet") -> str:
    """Write a table as a text file."""
    lines = [f"{ages};{women};{men}" for ages, (women, men) in groups.items()]
    return "\n".join([f"{TITLE}, {year}", "Ålder;Kvinnor;Män", *lines, f"Källa: {source}"])


def checked_inhabitants(text: str, name: str = "befolkning.csv") -> CheckedPopulation:
    """Read a table that nothing is wrong with."""
    checked = read_population(open_file(text.encode(), name))
    assert checked.problems == ()
    return checked


def with_inhabitants(database: Database, year: int = 2025, groups: Mapping[str, tuple[int, int]] = GROUPS) -> Database:
    """Load inhabitants into a database."""
    load_population(database, checked_inhabitants(inhabitants_csv(year, groups)), by="test")
    return database
