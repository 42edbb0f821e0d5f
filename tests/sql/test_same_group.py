"""The same group has the same number, however it is asked for and however it came in."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from jamstalld.loading import Outcome
from jamstalld.periods import Period
from jamstalld.store import Condition, Database
from jamstalld.views.build import build_view
from jamstalld.views.request import ViewRequest
from tests.conftest import write_salt
from tests.sql.asking import answer, counted
from tests.sql.people import alike, random_people

UNITS = ("insatser", "ärenden", "personer")
PERIOD = "2025"
Make = Callable[..., Database]
Load = Callable[..., Outcome]


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("by", ["unit", "area", "age_group", "intervention", "need_level", "decision"])
def test_as_a_row_and_as_a_filter(sample_database: Database, by: str, unit: str) -> None:
    rows = counted(sample_database, by, period=PERIOD, unit=unit)
    assert len(rows) >= 3
    for value, numbers in rows.items():
        only = Condition(by, () if value is None else (value,), null=value is None)
        assert counted(sample_database, period=PERIOD, unit=unit, conditions=[only]) == {None: numbers}
        as_part = answer(sample_database, period=PERIOD, unit=unit, parts={"n": (only,), "all": ()})
        assert as_part[()]["n"] == numbers


@pytest.mark.parametrize("unit", UNITS)
def test_as_a_split_in_either_order_and_as_filters(sample_database: Database, unit: str) -> None:
    asked = {"period": PERIOD, "unit": unit}
    rows = counted(sample_database, "unit", "age_group", **asked)
    assert len(rows) >= 10
    assert counted(sample_database, "age_group", "unit", **asked) == {(b, a): n for (a, b), n in rows.items()}
    for place, age in list(rows)[:8]:
        one, other = Condition("unit", (place,)), Condition("age_group", (age,))
        numbers = rows[place, age]
        assert counted(sample_database, "age_group", conditions=[one], **asked)[age] == numbers
        assert counted(sample_database, "unit", conditions=[other], **asked)[place] == numbers
        assert counted(sample_database, conditions=[other, one], **asked) == {None: numbers}
        assert counted(sample_database, "unit", "age_group", conditions=[one, other], **asked) == {
            (place, age): numbers
        }


@pytest.mark.parametrize("unit", UNITS)
def test_a_quarter_as_a_period_and_as_a_row(sample_database: Database, unit: str) -> None:
    rows = counted(sample_database, "decision_quarter", period=PERIOD, quarter="decision_quarter", unit=unit)
    for quarter in Period.parse(PERIOD).quarters:
        alone = counted(sample_database, period=str(quarter), quarter="decision_quarter", unit=unit)
        assert alone == {None: rows[quarter.index]}


@pytest.mark.parametrize("unit", UNITS)
def test_as_the_total_when_it_is_the_only_group(make_database: Make, load_rows: Load, unit: str) -> None:
    database = make_database()
    load_rows(database, alike(31, unit="Norr", intervention="LVU", case_id="A1"))
    whole = counted(database, unit=unit)
    assert whole or unit == "ärenden"  # all in one case: fewer than the threshold
    for by in ("unit", "intervention", "sex"):
        assert list(counted(database, by, unit=unit).values()) == list(whole.values())


def test_on_two_pages(sample_database: Database) -> None:
    """As a row, as a filter's total, and as a row under a split the views say the same."""
    period = Period.parse(PERIOD)
    rows = build_view(sample_database, ViewRequest("approval", by="unit", period=period)).rows
    split = build_view(sample_database, ViewRequest("approval", by="area", split="unit", period=period)).rows
    assert len(rows) >= 3
    for row in rows:
        filtered = build_view(
            sample_database, ViewRequest("approval", by="age_group", filters=(("unit", row.label),), period=period)
        )
        assert (filtered.total.women, filtered.total.men) == (row.women, row.men)
    for row in split:
        filtered = build_view(
            sample_database,
            ViewRequest("approval", by="area", filters=(("unit", str(row.split)),), period=period),
        )
        (same,) = [one for one in filtered.rows if one.label == row.label]
        assert (same.women.n, same.women.count, same.men.n, same.men.count) == (
            *(row.women.n, row.women.count, row.men.n, row.men.count),
        )


def everything(database: Database) -> dict[tuple[str, ...], object]:
    """Ask for many groups, in every unit of count."""
    asked = {"period": "2024K4..2025K3", "parts": {"n": (), "count": (Condition("decision", ("bifall",)),)}}
    breakdowns = [(), ("unit",), ("intervention",), ("unit", "need_level"), ("quarter", "unit")]
    return {(unit, *by): answer(database, *by, unit=unit, **asked) for unit in UNITS for by in breakdowns}


@pytest.fixture(params=["named", "half named", "nobody named"])
def rows(request: pytest.FixtureRequest) -> list[dict[str, object]]:
    made = random_people(300, seed=7)
    for at, row in enumerate(made):
        if request.param == "nobody named" or (request.param == "half named" and at % 2):
            row |= {"person_id": None, "case_id": None}
    return made


def test_rows_in_another_order_in_another_kind_of_file(
    make_database: Make, load_rows: Load, rows: list[dict[str, object]]
) -> None:
    first, second = make_database(), make_database()
    load_rows(first, rows)
    load_rows(second, random.Random(1).sample(rows, len(rows)), ending="xlsx")
    assert everything(first) == everything(second)


def test_a_quarter_at_a_time(make_database: Make, load_rows: Load, rows: list[dict[str, object]]) -> None:
    first, second = make_database(), make_database()
    load_rows(first, rows)
    for quarter in ("2025K3", "2024K4", "2025K2", "2025K1"):
        load_rows(second, [row for row in rows if row["quarter"] == quarter])
    assert everything(first) == everything(second)


def test_a_group_keeps_its_number_when_others_come(make_database: Make, load_rows: Load) -> None:
    database = make_database()
    load_rows(database, [row for row in random_people(300, seed=8) if row["unit"] == "Norr"])
    before = counted(database, "need_level", "sex", conditions=[Condition("unit", ("Norr",))])
    others = [{**row, "person_id": f"X{row['person_id']}"} for row in random_people(300, seed=9)]
    load_rows(database, [row for row in others if row["unit"] != "Norr"])
    assert counted(database, "need_level", "sex", conditions=[Condition("unit", ("Norr",))]) == before


def test_another_salt_gives_other_numbers(make_database: Make, load_rows: Load, tmp_path: Path) -> None:
    first, second = make_database(), make_database(salt=write_salt(tmp_path / "annat", "c3" * 32))
    for database in (first, second):
        load_rows(database, random_people(300, seed=7))
    assert everything(first) != everything(second)
    assert first.threshold == second.threshold
