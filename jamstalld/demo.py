"""The demonstration: a municipality that does not exist, in a database of its own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from jamstalld.errors import JamstalldError
from jamstalld.intake import LoadOptions, open_file
from jamstalld.intake.population import read_population
from jamstalld.loading import load_file
from jamstalld.settings import Settings, house
from jamstalld.store import load_population, open_database

_LAST_DAY = date(2026, 9, 30)


def make_demo(settings: Settings, say: Callable[[str], None]) -> None:
    """Load the sample data into the demonstration database; what is there already is left alone.

    Parameters
    ----------
    say
        Told of the progress, a Swedish line at a time.
    """
    # The invented municipality has a calendar of its own: no quarter of it is in the future, whatever today is.
    options = LoadOptions(age_bands=settings.age_bands, today=max(date.today(), _LAST_DAY))
    folder = house() / "sample_data" / "municipality"
    files = sorted(folder.glob("*.xlsx"))
    database = open_database(settings.demo_database, settings.salt_file, key=settings.key)
    try:
        say(f"Läser in {len(files)} kvartal med påhittade uppgifter …")
        for file in files:
            outcome = load_file(database, file, options, loaded_by="demo", copy_first=False)
            if outcome.exit_code:
                raise JamstalldError("\n".join(outcome.lines()))
        for file in sorted(folder.glob("befolkning_*.csv")):
            inhabited = read_population(open_file(file, file.name), age_bands=settings.age_bands)
            load_population(database, inhabited, by="demo")
    finally:
        database.close()
