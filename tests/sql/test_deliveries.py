"""A delivery is written whole or not at all, and never counted twice."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from jamstalld.access import Right
from jamstalld.errors import JamstalldError
from jamstalld.intake import LoadOptions, read_delivery
from jamstalld.loading import Outcome, load_file
from jamstalld.periods import Period, Quarter
from jamstalld.store import Database, data_info, deliveries, load, sql
from tests.conftest import ROOT, TODAY, write_rows
from tests.sql.asking import counted
from tests.sql.people import alike, random_people

Make = Callable[..., Database]
Load = Callable[..., Outcome]
OPTIONS = LoadOptions(today=TODAY)


def state(database: Database) -> tuple[object, ...]:
    """Give all there is to know about what has been loaded."""
    with database.read(Right.SEE_NUMBERS) as cursor:
        rows = cursor.execute("SELECT * FROM facts.follow_up ORDER BY ALL").fetchall()
    return data_info(database), deliveries(database), dict(database.settings()), rows


def test_the_line_of_a_delivery(make_database: Make, load_rows: Load) -> None:
    database = make_database()
    outcome = load_rows(
        database, [*alike(7, unit="Norr"), *alike(3, quarter="2025K3"), {"sex": "okänt tecken"}], refused=True
    )
    assert (outcome.rows_loaded, deliveries(database)) == (0, ())
    outcome = load_rows(database, [*alike(7, unit="Norr"), *alike(3, quarter="2025K3")])
    (record,) = deliveries(database)
    assert record.delivery == outcome.delivery
    assert (record.rows_read, record.rows_loaded, record.rows_refused, record.rows_set_aside) == (10, 10, 0, 0)
    assert record.quarters == tuple(map(Quarter.parse, ("2025K1", "2025K2", "2025K3")))
    assert {"sex", "quarter", "person_id", "unit"} <= record.columns
    assert "decision" not in record.columns
    assert (record.state, record.loaded_by, record.synthetic, record.already_loaded) == ("active", "test", False, False)


def test_what_is_loaded(make_database: Make, load_rows: Load) -> None:
    database = make_database()
    info = data_info(database)
    assert (info.empty, info.first, info.last, info.columns) == (True, None, None, frozenset())
    with pytest.raises(ValueError, match="empty"):
        info.latest_period()
    load_rows(database, alike(7, quarter="2024K4"))
    load_rows(database, alike(7, quarter="2025K2", unit="Norr"))
    info = data_info(database)
    assert not info.empty
    assert info.latest_period() == Period.parse("2024K3..2025K2")
    assert (str(info.first), str(info.last)) == ("2024K4", "2025K2")
    assert {"unit", "person_id"} <= info.columns


def test_the_version_goes_by_what_is_loaded_and_not_by_when(make_database: Make, tmp_path: Path) -> None:
    files = [write_rows(tmp_path / f"{at}.csv", alike(7 + at, quarter=f"2025K{at}")) for at in (1, 2, 3)]
    first, second = make_database(), make_database()
    versions = {data_info(first).version}
    for file in files:
        load_file(first, file, OPTIONS, loaded_by="a")
        versions.add(data_info(first).version)
    assert len(versions) == 4
    for file in reversed(files):
        load_file(second, file, OPTIONS, loaded_by="b")
    assert data_info(second).version == data_info(first).version


def test_the_same_file_again_changes_nothing(make_database: Make, load_rows: Load, tmp_path: Path) -> None:
    database = make_database()
    rows = random_people(50, seed=1)
    file = write_rows(tmp_path / "samma.csv", rows)
    first = load_file(database, file, OPTIONS, loaded_by="a")
    before = state(database)
    again = load_file(database, file.rename(tmp_path / "annat namn.csv"), OPTIONS, loaded_by="b")
    assert (again.already_loaded, again.exit_code, again.delivery) == (True, 0, first.delivery)
    assert not first.already_loaded
    assert state(database) == before


@pytest.mark.parametrize("named", [{"person_id": "P1"}, {"case_id": "A1"}, {"person_id": "P1", "case_id": "A1"}])
def test_rows_that_are_there_already_are_refused(make_database: Make, load_rows: Load, named: dict[str, str]) -> None:
    database = make_database(threshold=1)
    row = {"sex": "K", "quarter": "2025K1", "intervention": "LVU", **named}
    load_rows(database, [row, {**row, "quarter": "2025K2"}])
    before = state(database)
    rest = {key: f"{value}x" for key, value in named.items()}
    outcome = load_rows(database, [{**row, "unit": "Norr"}, {**row, **rest}], refused=True)
    (problem,) = [one for one in outcome.problems if one.code == "not_loaded"]
    assert "1 av filens 2 uppgifter finns redan" in problem.message
    assert (outcome.rows_read, outcome.rows_loaded, outcome.rows_refused) == (2, 0, 2)
    assert state(database) == before
    load_rows(database, [{**row, **rest}])
    assert counted(database, period="2025") == {None: (3, 0, 0)}


def test_counted_rows_that_are_there_already_are_refused_whatever_they_count(
    make_database: Make, load_rows: Load
) -> None:
    database = make_database(threshold=1)
    row = {"sex": "K", "quarter": "2025K1", "unit": "Norr", "count": 12}
    load_rows(database, [row])
    load_rows(database, [{**row, "count": 13}], refused=True)
    load_rows(database, [{**row, "unit": "Söder"}])
    assert counted(database) == {None: (24, 0, 0)}


@pytest.mark.parametrize("unit", ["insatser", "ärenden", "personer"])
def test_rows_about_nobody_in_particular_may_be_alike_and_all_count(
    make_database: Make, load_rows: Load, unit: str
) -> None:
    """Two units without case numbers send "kvinna, bifall" thirty times each: that is sixty people."""
    database = make_database(threshold=1)
    row = {"sex": "K", "quarter": "2025K1", "decision": "bifall"}
    load_rows(database, [row] * 30)
    load_rows(database, [row] * 30 + [{**row, "sex": "M"}])
    assert counted(database, unit=unit) == {None: (60, 1, 0)}


def test_a_record_key_that_agrees_by_chance_is_no_row_twice(make_database: Make, load_rows: Load) -> None:
    """In a database of a hundred thousand rows it does, in every eighth file of five thousand."""
    database = make_database(threshold=1)
    load_rows(database, alike(5))
    with database.write(Right.ADMINISTER) as cursor:
        cursor.execute("CREATE TABLE facts.kept AS SELECT person, record_key FROM facts.follow_up")
        cursor.execute("UPDATE facts.follow_up SET record_key = 7")
        cursor.register("incoming", cursor.execute("SELECT 1::UBIGINT AS person, 7::UINTEGER AS record_key").df())
        assert cursor.execute(sql.statement("rows_already_there")).fetchall() == [(0,)]
        cursor.register("incoming", cursor.execute("SELECT person, 7::UINTEGER AS record_key FROM facts.kept").df())
        assert cursor.execute(sql.statement("rows_already_there")).fetchall() == [(5,)]
        cursor.unregister("incoming")


def test_a_file_without_a_row_to_load_is_refused(make_database: Make, tmp_path: Path) -> None:
    database = make_database()
    file = write_rows(tmp_path / "rader.csv", alike(3))
    delivery = read_delivery(file, file.name, OPTIONS)
    nothing = replace(delivery, columns={key: [] for key in delivery.columns}, rows_loaded=0)
    with pytest.raises(JamstalldError, match="ingen rad"):
        load(database, nothing, loaded_by="test")
    assert deliveries(database) == ()


def test_identifiers_are_not_stored(make_database: Make, load_rows: Load) -> None:
    database = make_database()
    load_rows(database, [{"person_id": "LOPNR-77", "case_id": "AKT-4711", "sex": "K", "quarter": "2025K1", "age": 54}])
    assert "54" in str(state(database)[-1])
    database.close()
    for hidden in ("LOPNR-77", "AKT-4711"):
        assert hidden not in str(state(make_database(path=database.path)))
        assert hidden.encode() not in database.path.read_bytes()


KILLED = """
import os, signal, sys
from pathlib import Path
from jamstalld.intake import LoadOptions
from jamstalld.loading import load_file
from jamstalld.store import open_database
from tests.conftest import TODAY

def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)

database = open_database(Path(sys.argv[1]), Path(sys.argv[2]))
setattr(sys.modules["jamstalld.store.deliveries"], sys.argv[4], die)
load_file(database, Path(sys.argv[3]), LoadOptions(today=TODAY), loaded_by="barnet")
"""


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL is POSIX's")
@pytest.mark.parametrize("at", ["_line", "_write_declared_totals", "write_setting"])
def test_a_process_that_is_killed_while_loading_leaves_all_as_it_was(
    make_database: Make, load_rows: Load, salt_file: Path, tmp_path: Path, at: str
) -> None:
    """After the rows, after the line of the delivery, and right before the end."""
    database = make_database()
    load_rows(database, random_people(80, seed=1))
    before = state(database)
    database.close()
    file = write_rows(tmp_path / "mera.csv", [{**row, "quarter": "2026K1"} for row in random_people(2000, seed=2)])

    def child(at: str) -> int:
        command = [sys.executable, "-c", KILLED, str(database.path), str(salt_file), str(file), at]
        return subprocess.run(command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False).returncode

    assert child(at) == -signal.SIGKILL
    again = make_database(path=database.path)
    assert state(again) == before
    outcome = load_file(again, file, OPTIONS, loaded_by="test")
    assert (outcome.rows_loaded, outcome.already_loaded) == (2000, False)


@pytest.mark.parametrize("at", ["_line", "_write_declared_totals", "write_setting"])
def test_an_error_while_loading_leaves_all_as_it_was(
    make_database: Make, load_rows: Load, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, at: str
) -> None:
    database = make_database()
    load_rows(database, random_people(80, seed=1))
    before = state(database)
    file = write_rows(tmp_path / "mera.csv", [{**row, "quarter": "2026K1"} for row in random_people(80, seed=2)])

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("mitt i")

    with monkeypatch.context() as patched:
        # The package offers a function of the module's own name.
        patched.setattr(sys.modules["jamstalld.store.deliveries"], at, fail)
        with pytest.raises(RuntimeError, match="mitt i"):
            load_file(database, file, OPTIONS, loaded_by="test")
    assert state(database) == before
    assert load_file(database, file, OPTIONS, loaded_by="test").rows_loaded == 80
