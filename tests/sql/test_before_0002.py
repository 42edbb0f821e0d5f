"""A database of the first schema is brought forward: nothing of it changes, and all that is new can be done to it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from jamstalld.store import Database, deliveries, events, load, open_database, restore, sql, withdraw
from tests.sql.asking import counted
from tests.sql.earlier import earlier
from tests.sql.loaded import checked, counting, states, table
from tests.sql.people import random_people

FIRST = "0001_first_house"
STORED = ("facts.follow_up", "facts.declared_total", "app.setting", "app.delivery")


@pytest.fixture
def old(tmp_path: Path, salt_file: Path) -> Path:
    """A file that knows only the first migration, with two deliveries beside one another."""
    filled = open_database(tmp_path / "fylld.duckdb", salt_file)
    for number in (1, 2):
        rows = [{**row, "person_id": f"{number}{row['person_id']}"} for row in random_people(200, seed=number)]
        load(filled, checked(tmp_path / f"{number}.csv", rows), loaded_by="förr")
    filled.close()
    assert sql.migrations()[0][1] == FIRST
    return earlier(filled.path, tmp_path / "gammal.duckdb", migrations=1)


def test_nothing_changes_and_everything_new_works(
    old: Path, make_database: Callable[..., Database], tmp_path: Path
) -> None:
    with duckdb.connect(str(old), read_only=True) as connection:
        before = {name: connection.execute(f"SELECT * FROM {name} ORDER BY ALL").fetchall() for name in STORED}
        tables = connection.execute("SELECT count(*) FROM information_schema.tables").fetchall()
    assert tables == [(6,)]
    database = make_database(path=old)
    assert {name: [line[: len(before[name][0])] for line in table(database, name)] for name in STORED} == before
    assert states(database) == {"1.csv": "active", "2.csv": "active"}
    assert [(event.number, event.action, event.done_by, event.text) for event in events(database)] == [
        (2, "loaded", "förr", ""),
        (1, "loaded", "förr", ""),
    ]
    whole, numbers = counting(database), counted(database, "unit", period="2025")
    fresh = make_database(path=tmp_path / "fylld.duckdb")
    for name in ("app.cell", "app.beside"):
        assert table(database, name) == table(fresh, name), name
    assert counting(fresh) == whole
    for record in deliveries(database):
        withdraw(database, record.delivery, by="nu", reason="prov")
    for record in deliveries(database):
        restore(database, record.delivery, by="nu")
    assert (counting(database), counted(database, "unit", period="2025")) == (whole, numbers)
    newer = checked(tmp_path / "3.csv", random_people(100, seed=3))
    replaced = load(database, newer, loaded_by="nu", replace=True).replaced
    assert set(replaced) == {record.delivery for record in deliveries(database)[1:]}
