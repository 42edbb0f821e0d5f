"""A database is opened with its own salt and threshold, brought up to date, and told from what is none."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pytest

from jamstalld.access import Right
from jamstalld.errors import DatabaseError, SettingsError
from jamstalld.loading import Outcome
from jamstalld.store import Database, open_database, sql
from tests.conftest import ROOT, write_salt
from tests.sql.asking import counted
from tests.sql.people import alike

posix = pytest.mark.skipif(os.name != "posix", reason="file modes are POSIX's")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "mapp" / "jamstalld.duckdb"


def schema(database: Database) -> list[tuple[object, ...]]:
    with database.read(Right.SEE_NUMBERS) as cursor:
        return cursor.execute(
            "SELECT table_schema, table_name, column_name, data_type FROM information_schema.columns ORDER BY ALL"
        ).fetchall()


def applied(database: Database) -> list[tuple[object, ...]]:
    with database.read(Right.SEE_NUMBERS) as cursor:
        return cursor.execute("SELECT number, name, applied_at FROM main.migration ORDER BY number").fetchall()


def bare(path: Path, *statements: str) -> None:
    """Do something to the file behind the product's back."""
    with duckdb.connect(str(path)) as connection:
        for statement in statements:
            connection.execute(statement)


def test_a_fresh_file_gets_every_migration_and_an_old_one_none_again(file: Path, salt_file: Path) -> None:
    first = open_database(file, salt_file)
    made, log = schema(first), applied(first)
    first.close()
    assert [(number, name) for number, name, _ in log] == [(number, name) for number, name, _ in sql.migrations()]
    assert {("facts", "follow_up"), ("app", "delivery"), ("dialogue", "entry")} <= {line[:2] for line in made}
    again = open_database(file, salt_file)
    assert (schema(again), applied(again)) == (made, log)
    again.close()


def test_only_later_migrations_are_applied(file: Path, salt_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_database(file, salt_file).close()
    known = sql.migrations()
    later = (len(known) + 1, "later", "CREATE TABLE app.later (number INTEGER); INSERT INTO app.later VALUES (7);")
    monkeypatch.setattr(sql, "migrations", lambda: (*known, later))
    for _ in range(2):
        database = open_database(file, salt_file)
        with database.read(Right.SEE_NUMBERS) as cursor:
            assert cursor.execute("SELECT number FROM app.later").fetchall() == [(7,)]
        database.close()


def test_a_migration_that_fails_leaves_nothing_behind(
    file: Path, salt_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_database(file, salt_file).close()
    known = sql.migrations()
    broken = (len(known) + 1, "broken", "CREATE TABLE app.half (number INTEGER); SELECT * FROM finns_inte;")
    with monkeypatch.context() as patched:
        patched.setattr(sql, "migrations", lambda: (*known, broken))
        with pytest.raises(DatabaseError, match="går inte att använda"):
            open_database(file, salt_file)
    database = open_database(file, salt_file)
    assert "half" not in {line[1] for line in schema(database)}
    assert len(applied(database)) == len(known)
    database.close()


def test_a_newer_schema_is_refused_and_left_alone(file: Path, salt_file: Path) -> None:
    open_database(file, salt_file).close()
    bare(file, "INSERT INTO main.migration VALUES (9999, 'framtiden', now()::TIMESTAMP)")
    with pytest.raises(DatabaseError, match="nyare version"):
        open_database(file, salt_file)
    bare(file, "DELETE FROM main.migration WHERE number = 9999")
    open_database(file, salt_file).close()


def test_the_threshold_is_decided_once(file: Path, salt_file: Path, load_rows: Callable[..., Outcome]) -> None:
    database = open_database(file, salt_file, threshold=7)
    load_rows(database, alike(10))
    database.close()
    for again in (None, 7):
        database = open_database(file, salt_file, threshold=again)
        assert database.threshold == database.noise.threshold == 7
        database.close()
    for other in (1, 5):
        with pytest.raises(DatabaseError, match="är 7 och bestämdes när den skapades"):
            open_database(file, salt_file, threshold=other)


def test_the_threshold_may_change_while_nothing_has_been_loaded(file: Path, salt_file: Path) -> None:
    open_database(file, salt_file).close()  # as after a first file that was refused
    for other in (1, 10):
        database = open_database(file, salt_file, threshold=other)
        assert database.threshold == database.noise.threshold == other
        database.close()


def test_the_threshold_is_5_unless_told_otherwise(file: Path, salt_file: Path) -> None:
    database = open_database(file, salt_file)
    assert database.threshold == database.noise.threshold == 5
    database.close()


@pytest.mark.parametrize("threshold", [0, 2, 11])
def test_a_threshold_that_is_not_allowed_makes_no_file(file: Path, salt_file: Path, threshold: int) -> None:
    with pytest.raises(SettingsError, match="3–10"):
        open_database(file, salt_file, threshold=threshold)
    assert not file.exists()


def test_another_salt_is_refused(file: Path, salt_file: Path, tmp_path: Path) -> None:
    open_database(file, salt_file).close()
    other = write_salt(tmp_path / "annat", "00" * 32)
    with pytest.raises(DatabaseError, match="inte den som databasen gjordes med"):
        open_database(file, other)
    open_database(file, salt_file).close()


def test_a_missing_salt_is_not_quietly_replaced(file: Path, salt_file: Path, tmp_path: Path) -> None:
    open_database(file, salt_file).close()
    lost = tmp_path / "borta"
    with pytest.raises(DatabaseError, match="saknas"):
        open_database(file, lost)
    assert not lost.exists()


def test_a_new_database_makes_its_salt(file: Path, tmp_path: Path) -> None:
    open_database(file, tmp_path / "nytt").close()
    assert len((tmp_path / "nytt").read_text("ascii").strip()) == 64


def test_the_salt_is_not_in_the_database(make_database: Callable[..., Database], salt_file: Path) -> None:
    database = make_database()
    database.close()
    content = database.path.read_bytes()
    salt = salt_file.read_text("ascii").strip()
    assert salt.encode() not in content
    assert bytes.fromhex(salt) not in content


@pytest.mark.parametrize(
    "content", [b"Detta \xc3\xa4r en text.\n" * 400, b"PK\x03\x04" + bytes(5000), b"SQLite format 3\x00" + bytes(5000)]
)
def test_what_is_no_database_is_told_of_and_left_alone(file: Path, salt_file: Path, content: bytes) -> None:
    file.parent.mkdir()
    file.write_bytes(content)
    with pytest.raises(DatabaseError) as told:
        open_database(file, salt_file)
    assert str(file) in told.value.message
    assert file.read_bytes() == content


def test_a_damaged_database_is_told_of(make_database: Callable[..., Database], salt_file: Path) -> None:
    database = make_database()
    database.close()
    content = database.path.read_bytes()
    database.path.write_bytes(content[:4096] + bytes(len(content) - 4096))
    with pytest.raises(DatabaseError):
        open_database(database.path, salt_file)


def test_a_place_where_no_file_can_be_is_told_of(salt_file: Path, tmp_path: Path) -> None:
    (tmp_path / "fil").write_text("")
    for path in (tmp_path, tmp_path / "fil" / "jamstalld.duckdb"):
        with pytest.raises(DatabaseError, match="går inte att öppna"):
            open_database(path, salt_file)


def test_a_database_of_something_else_is_told_of(file: Path, salt_file: Path) -> None:
    file.parent.mkdir()
    bare(file, "CREATE SCHEMA app", "CREATE TABLE app.setting (key VARCHAR)")
    with pytest.raises(DatabaseError, match="går inte att använda"):
        open_database(file, salt_file)


@posix
@pytest.mark.parametrize("mask", [0o000, 0o022])
def test_only_its_owner_can_read_it(file: Path, salt_file: Path, load_rows: Callable[..., Outcome], mask: int) -> None:
    before = os.umask(mask)
    try:
        database = open_database(file, salt_file)
        load_rows(database, alike(9))
        modes = {path.name: path.stat().st_mode & 0o777 for path in file.parent.iterdir()}
        database.close()
    finally:
        os.umask(before)
    assert modes == {"jamstalld.duckdb": 0o600, "jamstalld.duckdb.wal": 0o600}
    assert file.parent.stat().st_mode & 0o777 == 0o700
    assert file.stat().st_mode & 0o777 == 0o600


@posix
def test_an_old_file_that_others_can_read_is_closed_to_them(file: Path, salt_file: Path) -> None:
    open_database(file, salt_file).close()
    file.chmod(0o644)
    open_database(file, salt_file).close()
    assert file.stat().st_mode & 0o777 == 0o600


@pytest.fixture
def another_process(file: Path, salt_file: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that has the database open until it is told to end."""
    code = (
        "import sys; from pathlib import Path; from jamstalld.store import open_database\n"
        "database = open_database(Path(sys.argv[1]), Path(sys.argv[2])); print('öppen', flush=True); sys.stdin.read()"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(file), str(salt_file)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdout.readline().strip() == "öppen"
    yield process
    process.communicate()


def test_a_database_in_use_by_another_process_is_told_of(
    another_process: subprocess.Popen[str], file: Path, salt_file: Path
) -> None:
    with pytest.raises(DatabaseError, match="används redan av ett annat program"):
        open_database(file, salt_file)
    another_process.communicate()
    open_database(file, salt_file).close()


def test_the_same_process_may_open_it_twice(file: Path, salt_file: Path, load_rows: Callable[..., Outcome]) -> None:
    """As when a server reloads its code, or a test starts the app beside the command."""
    first, second = open_database(file, salt_file), open_database(file, salt_file)
    load_rows(first, alike(100))
    assert counted(first) == counted(second) != {}
    first.close()
    load_rows(second, alike(100, intervention="LVU"))
    assert counted(second, "intervention").keys() == {None, "LVU"}
    second.close()


OUTSIDE = [
    "SELECT * FROM read_csv('{inside}')",
    "SELECT * FROM read_text('{inside}')",
    "SELECT * FROM '{inside}'",
    "SELECT * FROM glob('{folder}/*')",
    "COPY facts.follow_up TO '{outside}'",
    "COPY (SELECT 1) TO '{outside}' (FORMAT parquet)",
    "COPY main.migration FROM '{inside}'",
    "EXPORT DATABASE '{outside}'",
    "ATTACH '{outside}' AS other",
    "SET lock_configuration = false",
    "SET temp_directory = '{folder}'",
    "SET allowed_directories = ['{folder}']",
    "SET extension_directory = '{folder}'",
]


@pytest.mark.parametrize("statement", OUTSIDE)
def test_no_statement_reaches_another_file(
    make_database: Callable[..., Database], tmp_path: Path, statement: str
) -> None:
    inside, outside = tmp_path / "inside.csv", tmp_path / "outside"
    inside.write_text("number,name,applied_at\n7,x,2025-01-01 00:00:00\n")
    text = statement.format(inside=inside, outside=outside, folder=tmp_path)
    database = make_database()
    with pytest.raises(duckdb.Error), database.read(Right.SEE_NUMBERS) as cursor:
        cursor.execute(text).fetchall()
    assert not outside.exists()
    database.close()
    bare(database.path, text)  # where nothing is shut, it works


def test_reading_and_writing_its_own_file_goes_on(
    make_database: Callable[..., Database], load_rows: Callable[..., Outcome], salt_file: Path
) -> None:
    database = make_database(threshold=1)
    load_rows(database, alike(30))
    assert counted(database) == {None: (30, 0, 0)}
    database.close()
    again = make_database(threshold=1, path=database.path)
    assert counted(again) == {None: (30, 0, 0)}
