"""What loading would change: exact for the uploader's own rows, and nothing about anybody else's."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from jamstalld.periods import Quarter
from jamstalld.store import Cell, Database, PreviewLine, load, open_database, preview, withdraw
from tests.conftest import write_salt
from tests.sql.loaded import checked, everything
from tests.sql.people import alike, random_people

Make = Callable[..., Database]
K1, K2 = (Quarter.parse(name) for name in ("2025K1", "2025K2"))


def test_new_changed_and_unchanged_by_quarter_unit_and_sex(make_database: Make, tmp_path: Path) -> None:
    database = make_database()
    load(database, checked(tmp_path / "a.csv", alike(9, unit="Norr", decision="avslag")), loaded_by="test")
    rows = [
        *alike(9, unit="Norr", decision="avslag")[:4],
        *alike(9, unit="Norr", decision="bifall")[4:6],
        *({"person_id": f"N{at}", "sex": "man", "quarter": "2025K1", "unit": "Norr"} for at in range(3)),
        {"person_id": "X", "quarter": "2025K2"},
    ]
    before = everything(database)
    found = preview(database, checked(tmp_path / "b.csv", rows))
    norr, nowhere = Cell(K1, None, "Norr"), Cell(K2, None, None)
    assert found.lines == (
        PreviewLine(norr, "kvinna", 0, 2, 4),
        PreviewLine(norr, "man", 3, 0, 0),
        PreviewLine(nowhere, None, 1, 0, 0),
    )
    assert (found.cells, found.occupied, found.there, found.elsewhere) == ((norr, nowhere), {norr}, 6, 0)
    assert found.known is None
    assert everything(database) == before


def test_rows_of_other_files_are_told_only_as_being_there(make_database: Make, tmp_path: Path) -> None:
    """Whatever a unit has already, whoever has nothing in common with it sees the same."""
    seen = set()
    for number in (1, 3, 500):
        database = make_database()
        rows = [{**row, "person_id": f"O{row['person_id']}"} for row in alike(number, unit="Norr")]
        load(database, checked(tmp_path / "a.csv", rows), loaded_by="test")
        seen.add(str(preview(database, checked(tmp_path / "b.csv", alike(2, unit="Norr")))))
    assert len(seen) == 1


def test_rows_about_nobody_are_unchanged_if_the_same_are_there(make_database: Make, tmp_path: Path) -> None:
    database = make_database()
    row = {"sex": "K", "quarter": "2025K1", "decision": "bifall"}
    load(database, checked(tmp_path / "a.csv", [row] * 5), loaded_by="test")
    found = preview(database, checked(tmp_path / "b.csv", [row] * 7 + [{**row, "decision": "avslag"}]))
    assert found.lines == (PreviewLine(Cell(K1, None, None), "kvinna", 3, 0, 5),)
    assert (found.there, found.elsewhere) == (0, 0), "they may be others, and are let in"


def test_rows_in_a_unit_that_is_not_replaced_are_told_of(make_database: Make, tmp_path: Path) -> None:
    database = make_database()
    load(database, checked(tmp_path / "a.csv", alike(5, unit="Norr")), loaded_by="test")
    found = preview(database, checked(tmp_path / "b.csv", alike(7, unit="Söder")))
    assert (found.occupied, found.there, found.elsewhere) == (frozenset(), 5, 5)


def test_the_same_file_is_known_whatever_its_state(make_database: Make, tmp_path: Path) -> None:
    database = make_database()
    file = checked(tmp_path / "a.csv", alike(9))
    record = load(database, file, loaded_by="test")
    known = preview(database, file).known
    assert (known and known.delivery, known and known.state) == (record.delivery, "active")
    withdraw(database, record.delivery, by="test", reason="prov")
    known = preview(database, file).known
    assert (known and known.delivery, known and known.state) == (record.delivery, "withdrawn")
    assert preview(database, file).occupied == frozenset()


@settings(max_examples=15)
@given(seed=st.integers(0, 10**6), kept=st.integers(0, 60), new=st.integers(2, 60), turned=st.integers(0, 60))
def test_every_row_is_one_of_the_three(tmp_path_factory, seed: int, kept: int, new: int, turned: int) -> None:
    folder = tmp_path_factory.mktemp("preview")
    old = [{**row, "person_id": f"G{at}"} for at, row in enumerate(random_people(60, seed))]
    added = [{**row, "person_id": f"N{at}"} for at, row in enumerate(random_people(new, seed + 1))]
    # A decision that was there and is another one now.
    rows = [
        *({**row, "decision": "avskriven"} if at < turned else row for at, row in enumerate(old[:kept])),
        *added,
    ]
    database = open_database(folder / "a.duckdb", write_salt(folder / "salt"))
    try:
        load(database, checked(folder / "a.csv", old), loaded_by="test")
        found = preview(database, checked(folder / "b.csv", rows))
    finally:
        database.close()
    sums = [sum(getattr(line, name) for line in found.lines) for name in ("new", "replacing", "unchanged")]
    assert sums == [new, min(kept, turned), max(kept - turned, 0)]
    assert found.there == kept
