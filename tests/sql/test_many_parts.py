"""Many parts of many columns at once: each is counted as if it had been asked for alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from jamstalld.intake import LoadOptions, read_delivery
from jamstalld.store import Condition, Database, Question, load, released_counts
from tests.conftest import TODAY, write_rows
from tests.sql.asking import Answer, plain_answer, question, stored_rows
from tests.sql.people import random_people

UNITS = ("insatser", "ärenden", "personer")
COLUMNS = ("decision", "need_level", "unit", "age_group")


@pytest.fixture(scope="module")
def people() -> list[dict[str, Any]]:
    return random_people(400, 7)


def many_parts(rows: list[dict[str, Any]]) -> dict[str, tuple[Condition, ...]]:
    """More than a whole number has bits: every value of four columns, alone, turned round, with another and none."""
    values = [
        (column, str(value)) for column in COLUMNS for value in sorted({row[column] for row in rows if row[column]})
    ]
    alone = {f"{column} {value}": (Condition(column, (value,)),) for column, value in values}
    but = {f"not {name}": (replace(one, negate=True, null=True),) for name, (one,) in alone.items()}
    both = {f"{name} {other}": (*part, *alone[other]) for name, part in alone.items() for other in list(alone)[:8]}
    known = {f"{column} known": (Condition(column, (), null=True, negate=True),) for column in COLUMNS}
    return {"n": (), **alone, **but, **both, **known}


@pytest.mark.parametrize("threshold", [1, 5])
@pytest.mark.parametrize("unit", UNITS)
def test_more_parts_than_a_number_has_bits(
    make_database: Callable[..., Database], tmp_path: Path, people: list[dict[str, Any]], unit: str, threshold: int
) -> None:
    database = make_database(threshold)
    file = write_rows(tmp_path / "people.csv", people)
    delivery = read_delivery(file, file.name, LoadOptions(today=TODAY))
    load(database, delivery, loaded_by="test")
    rows = stored_rows(delivery, database.salt)
    parts = many_parts(rows)
    assert len(parts) > 64
    breakdowns = ((), ("unit",), ("need_level",), ("unit", "need_level"), ("sex",), ("quarter",))
    asked = question(period="2024K4..2025K3", unit=unit, parts=parts)
    found = released_counts(database, replace(asked, breakdowns=breakdowns))
    for by in breakdowns:
        expected = plain_answer(rows, replace(asked, breakdowns=(by,)), threshold)
        table = found.tables[by]
        told: Answer = {
            label: {part: tuple(counts[at].tolist()) for part, counts in table.counts.items()}
            for at, label in enumerate(table.labels)
        }
        assert told == expected, by


def test_a_breakdown_asked_for_twice_is_counted_once(
    make_database: Callable[..., Database], load_rows: Callable[..., object]
) -> None:
    database = make_database(1)
    load_rows(database, [{"sex": "K", "quarter": "2025K1", "unit": "Norr"}] * 7)
    twice: Question = replace(question(), breakdowns=((), ("unit",), ()))
    assert released_counts(database, twice).tables[()].counts["n"].tolist() == [[7, 0, 0]]


@pytest.mark.parametrize("unit", UNITS)
def test_a_missing_number_is_missing(
    make_database: Callable[..., Database], load_rows: Callable[..., object], unit: str
) -> None:
    """A condition on a column of numbers, which has no listed values."""
    database = make_database(1)
    lines = [
        {"sex": "K", "quarter": "2025K1", "person_id": f"P{at}", "case_id": f"A{at}", "hours_per_week": hours}
        for at, hours in enumerate((1.5, None, 20, None, None))
    ]
    load_rows(database, lines)
    parts = {"n": (), "missing": (Condition("hours_per_week", (), null=True),)}
    counts = released_counts(database, question(unit=unit, parts=parts)).tables[()].counts
    assert [counts[name].tolist() for name in parts] == [[[5, 0, 0]], [[3, 0, 0]]]
