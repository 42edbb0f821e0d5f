"""Six interventions of one person are one person (docs/protection.md, rule 7)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from jamstalld.intake import LoadOptions, read_delivery
from jamstalld.loading import Outcome
from jamstalld.store import Condition, Database, load
from tests.conftest import TODAY, write_rows
from tests.sql.asking import counted, plain_answer, question, stored_rows
from tests.sql.loaded import checked

INTERVENTIONS = ("Hemtjänst", "LVU", "HVB", "Boendestöd", "Familjehem", "Stödsamtal")
Make = Callable[..., Database]
Load = Callable[..., Outcome]
Row = dict[str, object]


def interventions(person: str, unit: str, number: int = 6, **values: object) -> list[Row]:
    """Make one person's rows, each another intervention and another case."""
    common = {"person_id": person, "sex": "kvinna", "quarter": "2025K1", "unit": unit, **values}
    return [
        {**common, "case_id": f"{person}-{at}", "intervention": INTERVENTIONS[at % 6], "decision": "bifall"}
        for at in range(number)
    ]


ALONE = [row for at in range(60) for row in interventions(f"P{at}", f"Enhet {at}")]


def loaded(database: Database, rows: list[Row], folder: Path) -> list[dict[str, object]]:
    file = write_rows(folder / "rader.csv", rows)
    delivery = read_delivery(file, file.name, LoadOptions(today=TODAY))
    load(database, delivery, loaded_by="test")
    return stored_rows(delivery, database.salt)


@pytest.mark.parametrize("unit", ["insatser", "ärenden"])
def test_six_of_one_person_are_hidden_as_she_is(make_database: Make, tmp_path: Path, unit: str) -> None:
    database = make_database()
    rows = loaded(database, ALONE, tmp_path)
    shown, persons = counted(database, "unit", unit=unit), counted(database, "unit", unit="personer")
    # One person is released as 0 four times in five, six rows hardly ever: the rule has much to do.
    assert 2 <= len(persons) <= 30
    assert set(shown) <= set(persons)
    # It hides what it should, changes nothing else, and matters: without it nearly all would have been shown.
    asked = question(("unit",), unit=unit)
    expected = {label: parts["n"] for (label,), parts in plain_answer(rows, asked, 5).items()}
    assert shown == expected
    each_alone = [dict(row, person=row["record"]) for row in rows]
    assert len(plain_answer(each_alone, asked, 5)) >= 55


@pytest.mark.parametrize("unit", ["insatser", "ärenden"])
def test_a_group_does_not_change_because_somebody_elsewhere_has_many_rows(
    make_database: Make, load_rows: Load, unit: str
) -> None:
    database = make_database()
    load_rows(database, [row for at in range(200) for row in interventions(f"P{at}", f"Enhet {at % 60}", 1)])
    before = counted(database, "unit", unit=unit)
    assert set(before) <= set(counted(database, "unit", unit="personer"))
    assert 10 <= len(before) < 60
    load_rows(database, [{**row, "quarter": "2025K2"} for row in interventions("Q1", "Annan")])
    assert counted(database, "unit", unit=unit) == before


def test_where_nobody_is_named_each_row_is_a_person(make_database: Make, load_rows: Load) -> None:
    database = make_database()
    nobody = [{**row, "person_id": None, "case_id": None, "need_level": "hög"} for row in ALONE]
    load_rows(database, nobody)
    before = counted(database, "unit")
    assert len(before) >= 55
    assert counted(database, "unit", unit="personer") == before
    load_rows(database, interventions("Q1", "Annan"))
    conditions = [Condition("need_level", ("hög",))]
    assert counted(database, "unit", conditions=conditions) == before


def test_a_count_in_part_of_one_person_is_the_persons_behind_it(make_database: Make, tmp_path: Path) -> None:
    """Seven rows, of two persons: one of the two has six."""
    database = make_database()
    made = [
        row
        for at in range(60)
        for row in interventions(f"P{at}", f"Enhet {at}") + interventions(f"Q{at}", f"Enhet {at}", 1)
    ]
    rows = loaded(database, made, tmp_path)
    asked = question(("unit",))
    expected = {label: parts["n"] for (label,), parts in plain_answer(rows, asked, 5).items()}
    assert counted(database, "unit") == expected
    assert 10 <= len(expected) <= 50, "two persons are released as 0 three times in five"


@pytest.mark.parametrize("persons", [5, 6, 9])
def test_rows_of_nine_persons_are_never_withheld_and_those_of_fewer_are_looked_at(
    make_database: Make, tmp_path: Path, persons: int
) -> None:
    """Nine is the smallest number of persons that is never released as 0; with six rows each the bound is exact."""
    database = make_database()
    made = [
        row for unit in range(60) for at in range(persons) for row in interventions(f"P{unit}-{at}", f"Enhet {unit}")
    ]
    rows = loaded(database, made, tmp_path)
    expected = {label: parts["n"] for (label,), parts in plain_answer(rows, question(("unit",)), 5).items()}
    assert counted(database, "unit") == expected
    assert (len(expected) == 60) == (persons >= 9)


def test_women_and_men_are_looked_at_apart(make_database: Make, tmp_path: Path) -> None:
    database = make_database()
    made = ALONE + [
        row
        for at in range(60)
        for one in range(12)
        for row in interventions(f"M{at}-{one}", f"Enhet {at}", 2, sex="man")
    ]
    rows = loaded(database, made, tmp_path)
    found = counted(database, "unit")
    assert found == {label: parts["n"] for (label,), parts in plain_answer(rows, question(("unit",)), 5).items()}
    assert all(men > 0 for _, men, _ in found.values())
    assert sum(women == 0 for women, _, _ in found.values()) >= 30


def test_public_statistics_withhold_nothing(make_database: Make, load_rows: Load) -> None:
    database = make_database(threshold=1)
    load_rows(database, ALONE)
    assert counted(database, "unit") == {f"Enhet {at}": (6, 0, 0) for at in range(60)}
    assert counted(database, "unit", unit="personer") == {f"Enhet {at}": (1, 0, 0) for at in range(60)}


def test_where_each_has_one_row_the_units_of_count_say_the_same(make_database: Make, tmp_path: Path) -> None:
    """Three numbers of one group through three noises would tell more than one of them does."""
    database = make_database()
    rows = [
        {"person_id": f"P{unit}-{at}", "case_id": f"A{unit}-{at}", "sex": "kvinna", "quarter": "2025K1",
         "unit": f"Enhet {unit}", "intervention": "Hemtjänst"}
        for unit in range(30)
        for at in range(1 + unit % 12)
    ]  # fmt: skip
    # Somebody else's second row changes nothing for them.
    rows += [{**rows[-1], "intervention": "LVU", "unit": "Enhet 99"}]
    load(database, checked(tmp_path / "en var.csv", rows), loaded_by="test")
    by_unit = {unit: counted(database, "unit", unit=unit) for unit in ("insatser", "ärenden", "personer")}
    assert by_unit["insatser"] == by_unit["ärenden"] == by_unit["personer"]
    assert len(by_unit["personer"]) > 10
