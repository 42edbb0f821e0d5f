"""The threshold and the salt are changed by decisions that the log remembers, and by nothing else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from jamstalld.errors import DatabaseError, JamstalldError, SettingsError
from jamstalld.store import Database, change_salt, change_threshold, events, load, open_database
from tests.conftest import write_salt
from tests.sql.asking import counted
from tests.sql.loaded import checked, table
from tests.sql.people import random_people

Make = Callable[..., Database]
OTHER = "c3" * 32


@pytest.fixture
def database(make_database: Make, tmp_path: Path) -> Database:
    made = make_database(path=tmp_path / "egen.duckdb")
    load(made, checked(tmp_path / "1.csv", random_people(300, seed=4)), loaded_by="test")
    return made


def smallest(database: Database) -> int:
    """Give the smallest number of a unit that is shown at all."""
    return min(number for counts in counted(database, "unit").values() for number in counts if number)


def told(database: Database) -> list[tuple[str, str, str]]:
    return [(event.action, event.done_by, event.text) for event in reversed(events(database))]


def test_the_threshold_is_raised_at_any_time(database: Database) -> None:
    before = counted(database, "need_level")
    change_threshold(database, 9, by="Ada")
    assert database.threshold == database.noise.threshold == 9
    assert counted(database, "need_level") != before
    assert smallest(database) >= 9
    assert told(database)[1:] == [("threshold", "Ada", "Från 5 till 9.")]


def test_it_is_lowered_for_a_reason_only(database: Database) -> None:
    change_threshold(database, 8, by="Ada", reason="Nytt beslut")
    with pytest.raises(JamstalldError, match="Skriv varför"):
        change_threshold(database, 7, by="Bo", reason="  ")
    assert database.threshold == 8
    change_threshold(database, 5, by="Bo", reason=" Nämnden har beslutat ")
    assert told(database)[1:] == [
        ("threshold", "Ada", "Från 5 till 8. Nytt beslut"),
        ("threshold", "Bo", "Från 8 till 5. Nämnden har beslutat"),
    ]


def test_the_same_threshold_again_is_no_change(database: Database) -> None:
    change_threshold(database, 5, by="Ada")
    assert len(events(database)) == 1


def test_there_and_back_gives_the_same_numbers(database: Database) -> None:
    before = counted(database, "unit")
    change_threshold(database, 10, by="Ada")
    change_threshold(database, 5, by="Ada", reason="tillbaka")
    assert counted(database, "unit") == before


@pytest.mark.parametrize("threshold", [-1, 0, 2, 11])
def test_other_thresholds_are_refused(database: Database, threshold: int) -> None:
    with pytest.raises(SettingsError):
        change_threshold(database, threshold, by="Ada", reason="prov")
    assert database.threshold == 5


def test_protection_is_neither_turned_off_nor_on(database: Database, make_database: Make) -> None:
    with pytest.raises(JamstalldError, match="offentlig statistik"):
        change_threshold(database, 1, by="Ada", reason="prov")
    public = make_database(threshold=1)
    with pytest.raises(JamstalldError, match="offentlig statistik"):
        change_threshold(public, 5, by="Ada", reason="prov")
    assert (database.threshold, public.threshold) == (5, 1)


def test_another_salt_opens_nothing_until_that_has_been_decided(database: Database, tmp_path: Path) -> None:
    numbers, rows = counted(database, "unit"), table(database, "facts.follow_up")
    path = database.path
    database.close()
    other = write_salt(tmp_path / "annat", OTHER)
    with pytest.raises(DatabaseError, match="jamstalld salt"):
        open_database(path, other)
    change_salt(path, other, by="Ada", reason="Datorn gick sönder")
    again = open_database(path, other)
    try:
        assert counted(again, "unit") == numbers
        assert table(again, "facts.follow_up") == rows
        assert told(again)[-1] == ("salt", "Ada", "Datorn gick sönder")
        with pytest.raises(DatabaseError, match="annat salt"):
            open_database(path, tmp_path / "salt")
    finally:
        again.close()


def test_a_lost_salt_is_replaced_by_a_new_one(database: Database, tmp_path: Path) -> None:
    path = database.path
    database.close()
    lost = tmp_path / "borta" / "salt"
    with pytest.raises(DatabaseError, match="saknas"):
        open_database(path, lost)
    assert not lost.exists()
    change_salt(path, lost, by="Ada", reason="Borta")
    assert lost.stat().st_mode & 0o777 == 0o600
    open_database(path, lost).close()


def test_the_salt_is_not_changed_without_a_reason_or_for_itself(
    database: Database, tmp_path: Path, salt_file: Path
) -> None:
    path = database.path
    database.close()
    other = write_salt(tmp_path / "annat", OTHER)
    with pytest.raises(JamstalldError, match="Skriv varför"):
        change_salt(path, other, by="Ada", reason=" ")
    with pytest.raises(JamstalldError, match="redan den"):
        change_salt(path, salt_file, by="Ada", reason="prov")
    with pytest.raises(JamstalldError, match="finns inte"):
        change_salt(tmp_path / "ingen.duckdb", other, by="Ada", reason="prov")
    assert not (tmp_path / "ingen.duckdb").exists()
    with pytest.raises(DatabaseError):
        open_database(path, other)
    open_database(path, salt_file).close()
