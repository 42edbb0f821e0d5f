"""Rows that stand twice, and persons that stand with two sexes."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jamstalld.intake.model import STORED_COLUMNS
from jamstalld.intake.rows.repeats import repeated

PERSONS = {"person_id": "Löpnummer", "sex": "Kön"}
Row = dict[str, Any]


def columns(rows: list[Row]) -> dict[str, list[Any]]:
    """Lay rows out as a checked sheet has them; the first stands on line 2."""
    lines = [{"source_row": at, "count": 1, "quarter": 8100, **row} for at, row in enumerate(rows, start=2)]
    return {key: [line.get(key) for line in lines] for key in STORED_COLUMNS}


def told(rows: list[Row], found: dict[str, str] | None = None) -> list[tuple[str, int | None]]:
    return [(one.code, one.row) for one in repeated(columns(rows), "Blad1", found or PERSONS)]


def woman(person: str | None = "P1", **values: Any) -> Row:
    return {"person_id": person, "sex": "kvinna", **values}


def man(person: str | None = "P1", **values: Any) -> Row:
    return {"person_id": person, "sex": "man", **values}


def test_every_row_after_the_first_is_warned_of() -> None:
    rows = [woman(unit="Norr"), woman("P2"), woman(unit="Norr"), woman(unit="Norr")]
    assert told(rows) == [("duplicate_rows", 4), ("duplicate_rows", 5)]
    (first, _) = repeated(columns(rows), "Blad1", PERSONS)
    assert (first.sheet, first.column, first.severity) == ("Blad1", None, "warning")


@pytest.mark.parametrize("key", [key for key in STORED_COLUMNS if key not in ("source_row", "sex")])
def test_rows_that_differ_in_anything_are_no_duplicates(key: str) -> None:
    assert told([woman(case_id="A1"), {**woman(case_id="A1"), key: "annat"}]) == []


def test_a_case_is_enough() -> None:
    cases = [{"case_id": "A1", "sex": "man"}, {"case_id": "A1", "sex": "man"}]
    assert told(cases, {"case_id": "Ärende"}) == [("duplicate_rows", 3)]


def test_rows_of_nobody_may_be_alike() -> None:
    assert told([woman(None), woman(None)]) == []
    assert told([woman(), woman()], {"sex": "Kön"}) == []


def test_the_less_common_sex_is_warned_of() -> None:
    rows = [woman(unit="a"), man(unit="b"), woman(unit="c"), man("P2"), {"person_id": "P1", "sex": None}]
    assert told(rows) == [("person_two_sexes", 3)]


def test_where_both_are_as_common_all_are() -> None:
    rows = [woman(unit="a"), woman("P2"), man(unit="b"), {"person_id": "P1", "sex": None}]
    assert told(rows) == [("person_two_sexes", 2), ("person_two_sexes", 4)]


def test_a_number_is_another_person_in_another_municipality() -> None:
    assert told([woman(municipality="Norrköping"), man(municipality="Söderköping")]) == []
    same = [woman(municipality="Norrköping", unit="a"), man(municipality="Norrköping", unit="b")]
    assert [row for _, row in told(same)] == [2, 3]


def test_an_unknown_sex_contradicts_nobody() -> None:
    assert told([woman(), {"person_id": "P1", "sex": None}, woman(None), man(None)]) == []


def test_a_message_holds_no_value() -> None:
    for one in repeated(columns([woman("P77"), woman("P77"), man("P77")]), "Blad1", PERSONS):
        assert "P77" not in one.message


@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "person_id": st.sampled_from([None, "P1", "P2", "P3"]),
                "case_id": st.sampled_from([None, "A1"]),
                "sex": st.sampled_from([None, "kvinna", "man"]),
                "municipality": st.sampled_from([None, "Ort"]),
                "decision": st.sampled_from([None, "bifall"]),
            }
        ),
        max_size=12,
    )
)
def test_what_is_found_is_what_comparing_each_with_each_finds(rows: list[Row]) -> None:
    expected: list[tuple[str, int | None]] = []
    for at, row in enumerate(rows):
        if row in rows[:at] and (row["person_id"] or row["case_id"]):
            expected.append(("duplicate_rows", at + 2))
    for at, row in enumerate(rows):
        who = (row["municipality"], row["person_id"])
        sexes = [one["sex"] for one in rows if (one["municipality"], one["person_id"]) == who and one["sex"]]
        if row["person_id"] and row["sex"] and 0 < 2 * sexes.count(row["sex"]) <= len(sexes):
            expected.append(("person_two_sexes", at + 2))
    assert told(rows) == sorted(expected, key=lambda one: one[1] or 0)
