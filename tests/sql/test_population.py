"""Inhabitants in the store: as they were read, a year at a time, whole or not at all, each change in the log."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from jamstalld.errors import JamstalldError
from jamstalld.intake import open_file
from jamstalld.intake.population import Ages, Inhabitants, read_population
from jamstalld.store import (
    Database,
    data_info,
    events,
    inhabitants,
    load_population,
    open_database,
    populations,
    remove_population,
    sql,
)
from tests.inhabitants import GROUPS, checked_inhabitants, inhabitants_csv, with_inhabitants
from tests.sql.earlier import earlier
from tests.sql.loaded import everything
from tests.sql.people import alike

Make = Callable[..., Database]
BEFORE = 4


def log(database: Database) -> list[tuple[str, str, str]]:
    return [(event.action, event.done_by, event.text) for event in reversed(events(database))]


def test_what_was_read_is_what_is_kept(make_database: Make) -> None:
    database = make_database()
    checked = checked_inhabitants(inhabitants_csv())
    assert load_population(database, checked, by="Ada") == ()
    assert sorted(inhabitants(database, 2025), key=str) == sorted(checked.inhabitants, key=str)
    assert Inhabitants(2025, "man", Ages(80, None), 400) in inhabitants(database, 2025)
    assert inhabitants(database, 2024) == ()
    (kept,) = populations(database)
    assert (kept.year, kept.women, kept.men) == (2025, 5200, 4800)
    assert (kept.file_name, kept.sha256, kept.source) == ("befolkning.csv", checked.sha256, "Provet")
    assert (kept.loaded_by, kept.synthetic) == ("Ada", True)
    assert log(database) == [("population", "Ada", "2025 ur befolkning.csv")]


def test_who_loads_a_table_may_say_where_it_comes_from(make_database: Make) -> None:
    database = make_database()
    load_population(database, checked_inhabitants(inhabitants_csv()), by="Ada", source=" SCB,\n folkmängd ")
    assert populations(database)[0].source == "SCB, folkmängd"


def test_the_same_table_again_changes_nothing(make_database: Make) -> None:
    database = with_inhabitants(make_database())
    before = (populations(database), events(database), data_info(database))
    assert load_population(database, checked_inhabitants(inhabitants_csv()), by="Ada") == ()
    assert (populations(database), events(database), data_info(database)) == before


def test_another_table_of_the_same_year_replaces_it_and_no_other_year(make_database: Make) -> None:
    database = with_inhabitants(with_inhabitants(make_database(), 2024), 2025)
    groups = {**GROUPS, "80 år och äldre": (1, 2)}
    (replaced,) = load_population(database, checked_inhabitants(inhabitants_csv(2025, groups)), by="Ada")
    assert (replaced.year, replaced.women) == (2025, 5200)
    assert [(one.year, one.women, one.men) for one in populations(database)] == [(2025, 4351, 4402), (2024, 5200, 4800)]
    assert len(inhabitants(database, 2025)) == len(inhabitants(database, 2024)) == 2 * len(GROUPS)


def test_taking_away_one_year_or_all(make_database: Make) -> None:
    database = with_inhabitants(with_inhabitants(with_inhabitants(make_database(), 2023), 2024), 2025)
    assert remove_population(database, by="Ada", year=2024) == (2024,)
    assert data_info(database).population == (2023, 2025)
    assert remove_population(database, by="Ada") == (2025, 2023)
    assert populations(database) == inhabitants(database, 2025) == ()
    assert log(database)[-2:] == [("depopulated", "Ada", "2024"), ("depopulated", "Ada", "2023, 2025")]
    with pytest.raises(JamstalldError, match="Ingen befolkning är inläst"):
        remove_population(database, by="Ada")
    with pytest.raises(JamstalldError, match="inläst för det året"):
        remove_population(with_inhabitants(database), by="Ada", year=1999)


def test_a_table_with_any_fault_leaves_everything_as_it_was(make_database: Make) -> None:
    database = with_inhabitants(make_database())
    before = (everything(database), populations(database), inhabitants(database, 2025))
    faulty = read_population(open_file(inhabitants_csv().replace("550;450", "550;").encode(), "b.csv"))
    assert len(faulty.problems) == 1
    with pytest.raises(JamstalldError, match="har inte lästs in"):
        load_population(database, faulty, by="Ada")
    assert (everything(database), populations(database), inhabitants(database, 2025)) == before


def test_an_error_while_it_is_written_leaves_everything_as_it_was(
    make_database: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = with_inhabitants(make_database())
    before = (everything(database), populations(database), inhabitants(database, 2025))
    other = checked_inhabitants(inhabitants_csv(2025, {**GROUPS, "0–17 år": (1, 1)}))

    def broken(*_: object, **__: object) -> None:
        raise OSError("fullt")

    monkeypatch.setattr("jamstalld.store.population.log_event", broken)
    with pytest.raises(OSError, match="fullt"):
        load_population(database, other, by="Ada")
    assert (everything(database), populations(database), inhabitants(database, 2025)) == before


def test_what_is_known_of_the_data_changes_with_the_inhabitants_and_comes_back(
    make_database: Make, load_rows: Callable[..., object]
) -> None:
    database = make_database()
    load_rows(database, alike(10))
    before = data_info(database)
    assert (before.population, before.synthetic) == ((), False)
    after = data_info(with_inhabitants(database))
    assert after.population == (2025,)
    assert after.synthetic, "the inhabitants are invented, and every page must say so"
    assert after.version != before.version
    assert data_info(with_inhabitants(database, 2024)).version not in (before.version, after.version)
    remove_population(database, by="Ada")
    assert data_info(database) == before


def test_inhabitants_alone_are_no_data_to_look_at(make_database: Make) -> None:
    assert data_info(with_inhabitants(make_database())).empty


def test_a_database_from_before_is_brought_forward(
    make_database: Make, load_rows: Callable[..., object], tmp_path: Path, salt_file: Path
) -> None:
    assert sql.migrations()[BEFORE][1] == "0005_population"
    filled = open_database(tmp_path / "fylld.duckdb", salt_file)
    load_rows(filled, alike(10))
    filled.close()
    old = make_database(path=earlier(filled.path, tmp_path / "gammal.duckdb", migrations=BEFORE))
    assert data_info(old).population == ()
    assert data_info(old).version == data_info(make_database(path=filled.path)).version
    assert data_info(with_inhabitants(old)).population == (2025,)
