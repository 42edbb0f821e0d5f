"""The seals of the log: whatever is done to a line afterwards is found, and named."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from jamstalld.access import Right
from jamstalld.errors import DatabaseError
from jamstalld.store import Database, back_up, change_salt, events, open_database, restore_backup, verify_log
from jamstalld.store.cells import log_event
from jamstalld.store.sealing import Fault
from tests.conftest import write_salt
from tests.sql.earlier import earlier

LINES = 5
_COUNT = "SELECT count(*) FROM app.event WHERE seal IS NULL"


def logged(path: Path, salt_file: Path, lines: int = LINES) -> Database:
    database = open_database(path, salt_file)
    for at in range(lines):
        with database.write(Right.ADMINISTER) as cursor:
            log_event(cursor, None, "profiled", by="Ada", text=f"Profil {at}")
    return database


@pytest.fixture
def salt_file(tmp_path: Path) -> Path:
    return write_salt(tmp_path / "salt")


@pytest.fixture
def database(tmp_path: Path, salt_file: Path) -> Database:
    return logged(tmp_path / "jamstalld.duckdb", salt_file)


def faults_after(database: Database, salt_file: Path, *statements: str) -> dict[int, Fault]:
    """Let somebody with the file and without the salt change it while the product is closed."""
    database.close()
    with duckdb.connect(str(database.path)) as connection:
        for statement in statements:
            connection.execute(statement)
    again = open_database(database.path, salt_file)
    found = verify_log(again).faults
    with again.write(Right.ADMINISTER) as cursor:  # what comes afterwards hides nothing
        log_event(cursor, None, "profiled", by="Bo", text="Efteråt")
    assert verify_log(again).faults == found
    again.close()
    return found


def test_a_log_that_nobody_has_touched_is_whole(database: Database, salt_file: Path) -> None:
    assert verify_log(database).whole
    assert verify_log(database).lines == LINES
    assert faults_after(database, salt_file) == {}


def test_an_empty_log_is_whole(tmp_path: Path, salt_file: Path) -> None:
    empty = open_database(tmp_path / "empty.duckdb", salt_file)
    assert (verify_log(empty).lines, verify_log(empty).mark, verify_log(empty).whole) == (0, "", True)


@pytest.mark.parametrize(
    "change",
    [
        "text = 'Profil 3'",
        "done_by = 'Adb'",
        "action = 'forgotten'",
        "happened_at = happened_at + INTERVAL 1 MICROSECOND",
        "subject_kind = 'meeting'",
        "subject = 'm'",
        "delivery = uuid()",
    ],
)
def test_a_changed_byte_is_found_and_named(database: Database, salt_file: Path, change: str) -> None:
    assert faults_after(database, salt_file, f"UPDATE app.event SET {change} WHERE number = 2") == {2: "changed"}


def test_a_line_that_is_taken_away_leaves_a_gap(database: Database, salt_file: Path) -> None:
    found = faults_after(database, salt_file, "DELETE FROM app.event WHERE number = 3")
    assert found == {3: "missing", 4: "changed"}


def test_a_gap_that_is_closed_by_new_numbers_is_found(database: Database, salt_file: Path) -> None:
    closed = "UPDATE app.event SET number = number - 1 WHERE number > 3"
    assert faults_after(database, salt_file, "DELETE FROM app.event WHERE number = 3", closed) == {
        3: "changed",
        4: "changed",
    }


def test_two_lines_that_change_places_are_found(database: Database, salt_file: Path) -> None:
    swap = "UPDATE app.event SET number = CASE number WHEN 2 THEN 3 ELSE 2 END WHERE number IN (2, 3)"
    assert {2, 3} <= set(faults_after(database, salt_file, swap))


def test_a_line_put_in_gets_no_seal_afterwards(database: Database, salt_file: Path) -> None:
    forged = "INSERT INTO app.event (number, happened_at, done_by, action, text) VALUES (6, now(), 'Ada', 'salt', 'x')"
    assert faults_after(database, salt_file, forged) == {6: "unsealed"}


def test_a_line_with_the_seal_of_another_is_found(database: Database, salt_file: Path) -> None:
    forged = "INSERT INTO app.event SELECT 6, now(), 'Ada', 'salt', NULL, 'x', NULL, NULL, seal FROM app.event LIMIT 1"
    assert faults_after(database, salt_file, forged) == {6: "changed"}


def test_a_mark_finds_that_the_end_has_been_cut_off(database: Database, salt_file: Path) -> None:
    mark = verify_log(database).mark
    assert mark.startswith(f"{LINES}:")
    assert verify_log(database, mark).whole
    assert faults_after(database, salt_file, f"DELETE FROM app.event WHERE number = {LINES}") == {}
    again = open_database(database.path, salt_file)
    assert verify_log(again, mark).faults == {LINES: "changed"}  # another line has come in its place
    assert verify_log(again, "99:0123456789abcdef").faults == {99: "missing"}


def test_what_is_rolled_back_leaves_no_seal(database: Database) -> None:
    def regretted() -> None:
        with database.write(Right.ADMINISTER) as cursor:
            log_event(cursor, None, "profiled", by="Ada", text="Ångrat")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        regretted()
    assert verify_log(database).lines == LINES
    assert verify_log(database).whole


def test_lines_of_an_earlier_version_are_sealed(database: Database, tmp_path: Path, salt_file: Path) -> None:
    database.close()
    old = open_database(earlier(database.path, tmp_path / "old.duckdb", migrations=7), salt_file)
    assert len(events(old)) == LINES
    with old.read(Right.SEE_NUMBERS) as cursor:
        assert cursor.execute(_COUNT).fetchall() == [(0,)]
    assert verify_log(old).whole


def test_a_database_of_another_salt_is_not_brought_up_to_date(database: Database, tmp_path: Path) -> None:
    database.close()
    old = earlier(database.path, tmp_path / "old.duckdb", migrations=7)
    with pytest.raises(DatabaseError, match="Saltfilen är inte den"):
        open_database(old, write_salt(tmp_path / "other", "c3" * 32))
    with duckdb.connect(str(old)) as connection:
        assert connection.execute("SELECT max(number) FROM main.migration").fetchall() == [(7,)]
    assert not (tmp_path / "old säkerhetskopior").exists()


def test_the_log_of_a_copy_that_is_put_back_is_whole(database: Database, tmp_path: Path) -> None:
    mark = verify_log(database).mark
    back_up(database, tmp_path / "copy.duckdb")
    restore_backup(database, tmp_path / "copy.duckdb", by="Ada")
    found = verify_log(database, mark)
    assert (found.lines, found.faults) == (LINES + 1, {})


def test_another_salt_seals_anew(database: Database, salt_file: Path) -> None:
    database.close()
    write_salt(salt_file, "c3" * 32)
    change_salt(database.path, salt_file, by="Ada", reason="Förlorat")
    again = open_database(database.path, salt_file)
    assert (verify_log(again).lines, verify_log(again).faults) == (LINES + 1, {})


def test_a_log_without_a_delivery_is_sealed_with_those_that_have_one(
    make_database: Callable[..., Database], load_rows: Callable[..., object]
) -> None:
    database = make_database()
    load_rows(database, [{"sex": "KM"[at % 2], "quarter": "2025K1", "unit": "Norr"} for at in range(20)])
    assert [event.action for event in events(database)] == ["loaded"]
    assert verify_log(database).whole
