"""Replacing, withdrawing and restoring: exact states, nothing lost, and the same numbers when all is as it was."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace as changed
from pathlib import Path
from threading import Barrier

import pytest

from jamstalld.access import Right
from jamstalld.errors import JamstalldError
from jamstalld.intake import DeclaredTotal
from jamstalld.periods import Quarter
from jamstalld.store import Database, data_info, deliveries, events, load, restore, withdraw
from tests.sql.asking import answer, counted
from tests.sql.loaded import checked, counting, everything, states, table, told
from tests.sql.people import alike, random_people

Make = Callable[..., Database]


def put(database: Database, file: Path, rows: list[dict[str, object]], *, replace: bool = False) -> str:
    return load(database, checked(file, rows), loaded_by="test", replace=replace).delivery


def released(database: Database) -> object:
    return [
        answer(database, "unit", "intervention", period=period, unit=unit)
        for period in ("2025K1", "2024K4..2025K3")
        for unit in ("insatser", "personer", "ärenden")
    ]


@pytest.fixture
def two(make_database: Make, tmp_path: Path) -> tuple[Database, str, str]:
    """Norr and Söder in two quarters; then a new version of Norr in the first of them."""
    database = make_database(threshold=1)
    rows = [
        {**one, "person_id": f"{unit}{quarter}{at}", "unit": unit, "quarter": quarter}
        for unit, number in (("Norr", 7), ("Söder", 9))
        for quarter in ("2025K1", "2025K2")
        for at, one in enumerate(alike(number))
    ]
    first = put(database, tmp_path / "första.csv", rows)
    newer = [{**row, "sex": "man"} for row in rows if (row["unit"], row["quarter"]) == ("Norr", "2025K1")][:6]
    second = put(database, tmp_path / "andra.csv", newer, replace=True)
    return database, first, second


def test_exactly_the_same_quarters_and_units_are_replaced(two: tuple[Database, str, str]) -> None:
    database, first, second = two
    assert counted(database, "unit") == {"Norr": (0, 6, 0), "Söder": (9, 0, 0)}
    assert counted(database, "unit", period="2025K2") == {"Norr": (7, 0, 0), "Söder": (9, 0, 0)}
    assert states(database) == {"första.csv": "partly", "andra.csv": "active"}
    assert told(database) == [("loaded", "första.csv"), ("replaced", "första.csv"), ("loaded", "andra.csv")]
    (line,) = [event for event in events(database) if event.action == "replaced"]
    assert (line.delivery, line.done_by, line.text) == (first, "test", "Ersatt av andra.csv i 2025K1.")
    past = table(database, "facts.past_follow_up")
    assert len(past) == 7
    assert {str(row[0]) for row in past} == {first}
    cells = {
        (str(cell[0]), cell[1], cell[3]): (cell[4], cell[5] and str(cell[5])) for cell in table(database, "app.cell")
    }
    at = Quarter.parse("2025K1").index
    assert cells == {
        (first, at, "Norr"): ("replaced", second),
        (first, at, "Söder"): ("active", None),
        (first, at + 1, "Norr"): ("active", None),
        (first, at + 1, "Söder"): ("active", None),
        (second, at, "Norr"): ("active", None),
    }


def test_replaced_then_restored_and_back_again(two: tuple[Database, str, str]) -> None:
    database, first, second = two
    after = counting(database)
    with pytest.raises(JamstalldError, match=r"uppgifter ur andra\.csv.*Dra först tillbaka den leveransen"):
        restore(database, first, by="test")
    assert counting(database) == after
    withdraw(database, second, by="eva", reason="Fel kön i filen")
    assert counted(database, "unit") == {"Söder": (9, 0, 0)}
    partly = data_info(database).version
    restored = restore(database, first, by="bo")
    assert data_info(database).version != partly, "a part of a file is other data than the whole of it"
    assert (restored.state, restored.partly_replaced) == ("active", False)
    assert counted(database, "unit") == {"Norr": (7, 0, 0), "Söder": (9, 0, 0)}
    assert states(database) == {"första.csv": "active", "andra.csv": "withdrawn"}
    with pytest.raises(JamstalldError, match=r"uppgifter ur första\.csv"):
        restore(database, second, by="test")
    withdraw(database, first, by="bo", reason="Ändå inte")
    restore(database, second, by="bo")
    assert counted(database) == {None: (0, 6, 0)}
    with pytest.raises(JamstalldError, match=r"uppgifter ur andra\.csv"):
        restore(database, first, by="test")
    assert [event.action for event in events(database)[:5]] == [
        *("restored", "withdrawn", "restored", "withdrawn", "loaded"),
    ]
    assert [event.number for event in reversed(events(database))] == list(range(1, 8))
    assert events(database)[3].text == "Fel kön i filen"


def test_a_partly_replaced_delivery_comes_back_from_withdrawal_as_it_was(two: tuple[Database, str, str]) -> None:
    database, first, _ = two
    before = counting(database)
    withdraw(database, first, by="test", reason="prov")
    assert states(database) == {"första.csv": "withdrawn", "andra.csv": "active"}
    assert counted(database, period="2025") == {None: (0, 6, 0)}
    restore(database, first, by="test")
    assert counting(database) == before
    assert states(database)["första.csv"] == "partly"


@pytest.mark.parametrize("threshold", [1, 5])
def test_released_numbers_come_back_exactly(make_database: Make, tmp_path: Path, threshold: int) -> None:
    database = make_database(threshold)
    first = put(database, tmp_path / "a.csv", random_people(400, seed=1))
    before, numbers = counting(database), released(database)
    withdraw(database, first, by="test", reason="prov")
    assert data_info(database).empty
    assert table(database, "facts.follow_up") == []
    restore(database, first, by="test")
    assert (counting(database), released(database)) == (before, numbers)
    second = put(database, tmp_path / "b.csv", random_people(300, seed=2), replace=True)
    assert released(database) != numbers
    newer = counting(database)
    withdraw(database, second, by="test", reason="prov")
    restore(database, first, by="test")
    assert (counting(database), released(database)) == (before, numbers)
    withdraw(database, first, by="test", reason="prov")
    restore(database, second, by="test")
    assert table(database, "facts.follow_up") == newer[2]


def test_the_version_goes_by_what_counts(make_database: Make, tmp_path: Path) -> None:
    first, second = make_database(), make_database()
    old, new = alike(9), [{**row, "sex": "man"} for row in alike(8)]
    withdrawn = put(first, tmp_path / "a.csv", old)
    only_old = data_info(first).version
    put(first, tmp_path / "b.csv", new, replace=True)
    put(second, tmp_path / "b.csv", new)
    assert data_info(first).version == data_info(second).version != only_old
    assert deliveries(first)[-1].delivery == withdrawn
    assert deliveries(first)[-1].state == "replaced"


def test_a_file_read_in_another_way_is_another_version(make_database: Make, tmp_path: Path) -> None:
    database = make_database(threshold=1)
    rows = [{"sex": "K", "intervention": "LVM", "person_id": f"P{at}"} for at in range(9)]
    file = tmp_path / "utan.csv"
    wrong = load(database, checked(file, rows, quarter=Quarter.parse("2025K1")), loaded_by="test")
    version = data_info(database).version
    withdraw(database, wrong.delivery, by="test", reason="Fel kvartal")
    again = checked(file, rows, quarter=Quarter.parse("2025K2"))
    with pytest.raises(JamstalldError, match=r"har dragits tillbaka\. Återställ den"):
        load(database, again, loaded_by="test")
    right = load(database, again, loaded_by="test", replace=True)
    assert (right.already_loaded, right.replaced) == (False, ())
    assert counted(database, period="2025K2") == {None: (9, 0, 0)}
    assert data_info(database).version != version
    load(database, again, loaded_by="test", replace=True)
    assert len(deliveries(database)) == 2


def test_files_loaded_beside_one_another_come_back_beside_one_another(make_database: Make, tmp_path: Path) -> None:
    """Two units that send no unit: each can be withdrawn and restored without the other."""
    database = make_database(threshold=1)
    row = {"sex": "K", "quarter": "2025K1", "decision": "bifall"}
    one = put(database, tmp_path / "a.csv", [row] * 30)
    two = put(database, tmp_path / "b.csv", [row] * 20)
    before = counting(database)
    for order in ((one, two), (two, one)):
        for delivery in order:
            withdraw(database, delivery, by="test", reason="prov")
        third = put(database, tmp_path / f"{order[0]}.csv", [row] * (10 + len(deliveries(database))))
        with pytest.raises(JamstalldError, match="Samma kvartal och enhet"):
            restore(database, one, by="test")
        withdraw(database, third, by="test", reason="prov")
        for delivery in order:
            restore(database, delivery, by="test")
        assert counting(database) == before


def test_a_unit_of_another_municipality_is_another_unit(make_database: Make, tmp_path: Path) -> None:
    database = make_database(threshold=1)
    for at, name in enumerate(("Aby", "Beby")):
        rows = [{**row, "municipality": name, "unit": "Vuxen"} for row in alike(5 + at)]
        assert put(database, tmp_path / f"{name}.csv", rows, replace=True)
    assert counted(database, "municipality") == {"Aby": (5, 0, 0), "Beby": (6, 0, 0)}


def test_a_row_that_moves_to_a_unit_the_file_does_not_replace_is_refused(make_database: Make, tmp_path: Path) -> None:
    database = make_database(threshold=1)
    put(database, tmp_path / "a.csv", alike(5, unit="Norr"))
    before = everything(database)
    with pytest.raises(JamstalldError, match=r"5 av filens 5 uppgifter finns redan.*inte ersätter"):
        put(database, tmp_path / "b.csv", alike(5, unit="Söder"), replace=True)
    assert everything(database) == before


def test_a_row_that_has_come_anew_elsewhere_is_not_restored_beside_itself(make_database: Make, tmp_path: Path) -> None:
    database = make_database(threshold=1)
    first = put(database, tmp_path / "a.csv", alike(5, unit="Norr"))
    withdraw(database, first, by="test", reason="Fel enhet")
    second = put(database, tmp_path / "b.csv", alike(5, unit="Söder"))
    before = everything(database)
    with pytest.raises(JamstalldError, match="i en annan enhet"):
        restore(database, first, by="test")
    assert everything(database) == before
    withdraw(database, second, by="test", reason="prov")
    restore(database, first, by="test")
    assert counted(database, "unit") == {"Norr": (5, 0, 0)}


def test_declared_totals_follow_their_rows(make_database: Make, tmp_path: Path) -> None:
    database = make_database(threshold=1)
    quarters = [Quarter.parse(name).index for name in ("2025K1", "2025K2")]
    rows = [row for at in (1, 2) for row in alike(6, quarter=f"2025K{at}")]
    totals = tuple(DeclaredTotal("personer", quarter, "kvinna", 5) for quarter in quarters)
    first = load(database, changed(checked(tmp_path / "a.csv", rows), totals=totals), loaded_by="test").delivery

    def kept() -> list[int]:
        return sorted(line[3] for line in table(database, "facts.declared_total"))

    assert kept() == quarters
    before = counting(database)
    second = put(database, tmp_path / "b.csv", alike(4), replace=True)
    assert kept() == quarters[1:]
    withdraw(database, first, by="test", reason="prov")
    assert (kept(), len(table(database, "facts.past_declared_total"))) == ([], 2)
    restore(database, first, by="test")
    assert kept() == quarters[1:]
    withdraw(database, second, by="test", reason="prov")
    restore(database, first, by="test")
    assert counting(database) == before


@pytest.mark.parametrize("reason", ["", "  \n ", "x" * 301])
def test_withdrawing_asks_for_a_reason(two: tuple[Database, str, str], reason: str) -> None:
    database, first, _ = two
    before = everything(database)
    with pytest.raises(JamstalldError, match=r"[Ss]kälet"):
        withdraw(database, first, by="test", reason=reason)
    assert everything(database) == before


def test_what_cannot_be_done_changes_nothing(two: tuple[Database, str, str]) -> None:
    database, _, second = two
    before = everything(database)
    for unknown in ("", " ", "finns-inte", "00000000-0000-0000-0000-000000000000"):
        with pytest.raises(JamstalldError, match="ingen sådan leverans"):
            withdraw(database, unknown, by="test", reason="prov")
    with pytest.raises(JamstalldError, match="räknas redan"):
        restore(database, second, by="test")
    assert everything(database) == before
    withdraw(database, second[:8].upper(), by="test", reason="prov")
    with pytest.raises(JamstalldError, match="räknas inte längre"):
        withdraw(database, second, by="test", reason="prov")


def test_many_who_replace_at_once_leave_one_version(make_database: Make, tmp_path: Path) -> None:
    database = make_database(threshold=1)
    put(database, tmp_path / "a.csv", alike(20, unit="Norr"))
    files = [checked(tmp_path / f"{at}.csv", alike(10 + at, unit="Norr")) for at in range(6)]
    together = Barrier(6)

    def replace(at: int) -> None:
        together.wait()
        load(database, files[at], loaded_by="test", replace=True)

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(replace, range(6)))
    (active,) = [record for record in deliveries(database) if record.state == "active"]
    assert counted(database) == {None: (active.rows_loaded, 0, 0)}
    assert len(table(database, "facts.past_follow_up")) == 20 + sum(range(10, 16)) - active.rows_loaded
    assert sorted(event.action for event in events(database)) == ["loaded"] * 7 + ["replaced"] * 6


def test_many_who_withdraw_at_once_withdraw_once(make_database: Make, tmp_path: Path) -> None:
    database = make_database(threshold=1)
    first = put(database, tmp_path / "a.csv", alike(20))
    together = Barrier(6)

    def try_it(_: int) -> bool:
        together.wait()
        try:
            withdraw(database, first, by="test", reason="prov")
        except JamstalldError:
            return False
        return True

    with ThreadPoolExecutor(6) as pool:
        assert sorted(pool.map(try_it, range(6))) == [False] * 5 + [True]
    assert told(database) == [("loaded", "a.csv"), ("withdrawn", "a.csv")]


def test_a_later_version_of_the_schema_has_both_tables_alike(make_database: Make) -> None:
    database = make_database()
    with database.read(Right.SEE_NUMBERS) as cursor:
        for name in ("follow_up", "declared_total"):
            now, past = (
                [line[:2] for line in cursor.execute(f"DESCRIBE facts.{table}").fetchall()]
                for table in (name, f"past_{name}")
            )
            assert now == past
