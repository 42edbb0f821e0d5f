"""Names enter a statement through one gate, and values never do."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from jamstalld.access import Right
from jamstalld.dictionary import dictionary
from jamstalld.intake.model import STORED_COLUMNS
from jamstalld.loading import Outcome
from jamstalld.store import Condition, Database, sql
from tests.sql.asking import answer, counted
from tests.sql.people import alike

BAD_NAMES = [
    *("", "finns_inte", "unit; DROP TABLE facts.follow_up", "unit--", '"unit"', "unit, person", "*", "1", "UNIT"),
    *("unit ", "(SELECT 1)", "facts.follow_up", "sex) OR (true"),
]


@pytest.mark.parametrize("name", BAD_NAMES)
def test_no_other_name_than_a_columns_passes(name: str) -> None:
    for passes in (
        lambda: sql.column(name),
        lambda: sql.columns(["sex", name]),
        lambda: sql.holds(name, "values"),
        lambda: sql.written_alike(name, "wanted"),
        lambda: sql.looked_up(name, "values", "found"),
    ):
        with pytest.raises(ValueError, match="no such column"):
            passes()


@pytest.mark.parametrize("name", [*dictionary().variables, "record_key", "person", "case_file", "decision_quarter"])
def test_every_known_name_passes_unchanged(name: str) -> None:
    assert sql.column(name).text == name


@pytest.mark.parametrize("name", BAD_NAMES)
@pytest.mark.parametrize("unit", ["insatser", "personer"])
def test_the_door_refuses_unknown_columns(make_database: Callable[..., Database], unit: str, name: str) -> None:
    database = make_database()
    condition = Condition(name, ("Norr",))
    for asked in ({"conditions": [condition]}, {"parts": {"n": (condition,)}}, {"quarter": name}):
        with pytest.raises(ValueError, match="no such column"):
            answer(database, unit=unit, **asked)
    with pytest.raises(ValueError, match="no such column"):
        answer(database, name, unit=unit)


def test_a_refused_name_has_done_nothing(
    make_database: Callable[..., Database], load_rows: Callable[..., Outcome]
) -> None:
    database = make_database(threshold=1)
    load_rows(database, alike(9))
    with pytest.raises(ValueError, match="no such column"):
        answer(database, "unit; DROP TABLE facts.follow_up")
    assert counted(database) == {None: (9, 0, 0)}


@pytest.mark.parametrize("parameter", ["", "a b", "1", "a)", "a;b", "$a"])
def test_a_parameter_is_an_identifier(parameter: str) -> None:
    for passes in (
        lambda: sql.holds("unit", parameter),
        lambda: sql.unfolded(parameter),
        lambda: sql.written_alike("unit", parameter),
        lambda: sql.looked_up("unit", parameter, "found"),
        lambda: sql.looked_up("unit", "values", parameter),
        lambda: sql.any_of_bits(parameter, (), "marks"),
        lambda: sql.any_of_bits("every", (), parameter),
    ):
        with pytest.raises(ValueError, match="no parameter name"):
            passes()


def test_every_place_of_a_statement_is_filled_and_no_other() -> None:
    name = sql.column("sex")
    assert "SELECT sex FROM incoming" in sql.filled("insert_rows", columns=name)
    for places in ({}, {"column": name}, {"columns": name, "quarter": name}):
        with pytest.raises(ValueError, match="the places of insert_rows"):
            sql.filled("insert_rows", **places)


def test_values_stay_outside_the_text() -> None:
    held = sql.holds("unit", "only_0", null=True, negate=True).text
    assert held == "(NOT coalesce(list_contains($only_0, unit), True))"


def test_the_fact_table_has_every_column_that_is_stored(make_database: Callable[..., Database]) -> None:
    with make_database().read(Right.SEE_NUMBERS) as cursor:
        lines = cursor.execute("DESCRIBE facts.follow_up").fetchall()
    kept_back = {"person_id", "case_id"}
    assert {line[0] for line in lines} == {*STORED_COLUMNS} - kept_back | {
        "delivery",
        "record_key",
        "person",
        "case_file",
    }
    assert all(sql.column(line[0]) for line in lines)
