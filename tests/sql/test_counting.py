"""What the one door counts, held against the plainest counting there is."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from jamstalld.intake import LoadOptions, read_delivery
from jamstalld.loading import Outcome
from jamstalld.periods import Period
from jamstalld.protect import noise_for
from jamstalld.store import Condition, Database, load, released_counts
from jamstalld.store.counting import declared_totals
from tests.conftest import ROOT, TODAY, write_rows
from tests.sql.asking import answer, counted, plain_answer, question, stored_rows
from tests.sql.people import alike, random_people

UNITS = ("insatser", "ärenden", "personer")
GRANTED = Condition("decision", ("bifall", "delvis bifall"))
ANSWERED = Condition("decision", ("bifall", "delvis bifall", "avslag"))
PARTS = {
    "n": (ANSWERED,),
    "count": (GRANTED,),
    "missing": (Condition("decision", ANSWERED.values, negate=True),),
    "high and granted": (GRANTED, Condition("need_level", ("hög",), null=True)),
}
BREAKDOWNS = [(), ("unit",), ("sex",), ("quarter",), ("intervention", "unit"), ("unit", "need_level", "quarter")]

Make = Callable[..., Database]
Load = Callable[..., Outcome]


@pytest.fixture
def loaded(make_database: Make, tmp_path: Path) -> Callable[..., tuple[Database, list[dict[str, Any]]]]:
    """Load random people; give the database and its rows with their keys."""

    def make(seed: int, threshold: int, number: int = 160) -> tuple[Database, list[dict[str, Any]]]:
        database = make_database(threshold)
        file = write_rows(tmp_path / f"{seed}.csv", random_people(number, seed))
        delivery = read_delivery(file, file.name, LoadOptions(today=TODAY))
        load(database, delivery, loaded_by="test")
        return database, stored_rows(delivery, database.salt)

    return make


@pytest.mark.parametrize("threshold", [1, 3, 5])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_counts_are_those_of_plain_counting(loaded: Callable[..., Any], seed: int, threshold: int) -> None:
    database, rows = loaded(seed, threshold)
    for unit, by, period in product(UNITS, BREAKDOWNS, ("2025K1", "2024K4..2025K3")):
        asked = question(by, period=period, unit=unit, parts=PARTS)
        expected = plain_answer(rows, asked, threshold)
        assert answer(database, *by, period=period, unit=unit, parts=PARTS) == expected, (unit, by, period)
        assert expected or threshold > 1


def test_public_counts_of_rows_written_by_hand(make_database: Make, load_rows: Load) -> None:
    database = make_database(threshold=1)
    common = {"quarter": "2025K1", "intervention": "Hemtjänst"}
    load_rows(
        database,
        [
            {**common, "person_id": "P1", "case_id": "A1", "sex": "K", "decision": "bifall"},
            {**common, "person_id": "P1", "case_id": "A1", "sex": "K", "decision": "avslag"},
            {**common, "person_id": "P1", "case_id": "A2", "sex": "K", "decision": None},
            {**common, "person_id": "P2", "case_id": "A3", "sex": "M", "decision": "bifall"},
            {**common, "person_id": "P3", "case_id": "A3", "sex": "K", "decision": "bifall"},
            {**common, "person_id": "P4", "case_id": "A4", "sex": "", "decision": "bifall"},
        ],
    )
    parts = {"n": (), "count": (Condition("decision", ("bifall",)),)}
    found = {unit: answer(database, unit=unit, parts=parts)[()] for unit in UNITS}
    assert found == {
        "insatser": {"n": (4, 1, 1), "count": (2, 1, 1)},
        "ärenden": {"n": (3, 1, 1), "count": (2, 1, 1)},
        "personer": {"n": (2, 1, 1), "count": (2, 1, 1)},
    }


@pytest.mark.parametrize("unit", UNITS)
def test_several_breakdowns_at_once_are_those_asked_for_one_by_one(sample_database: Database, unit: str) -> None:
    asked = question(period="2025", unit=unit)
    breakdowns = ((), ("unit",), ("unit", "age_group"), ("age_group", "intervention", "unit"))
    together = released_counts(sample_database, type(asked)(**{**vars(asked), "breakdowns": breakdowns}))
    for by in breakdowns:
        table = together.tables[by]
        alone = answer(sample_database, *by, period="2025", unit=unit)
        assert {
            label: tuple(counts) for label, counts in zip(table.labels, table.counts["n"].tolist(), strict=True)
        } == {label: parts["n"] for label, parts in alone.items()}


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize(("null", "negate"), list(product([False, True], repeat=2)))
@pytest.mark.parametrize("values", [(), ("Norr",), ("Norr", "Söder"), ("finns inte",)])
def test_conditions(loaded: Callable[..., Any], values: tuple[str, ...], null: bool, negate: bool, unit: str) -> None:
    database, rows = loaded(4, 1, 60)
    condition = Condition("unit", values, null=null, negate=negate)
    asked: dict[str, Any] = {"period": "2024K4..2025K3", "unit": unit}
    for given in ({"conditions": [condition]}, {"parts": {"n": (condition,)}}):
        assert answer(database, **asked, **given) == plain_answer(rows, question(**asked, **given), 1)


def test_a_value_is_a_value_whatever_it_looks_like(make_database: Make, load_rows: Load) -> None:
    database = make_database(threshold=1)
    names = ["Norr' OR '1'='1", "100 %", "$first", "{columns}", "Norr; DROP TABLE facts.follow_up"]
    load_rows(database, [one for number, name in enumerate(names, 1) for one in alike(number, unit=name)])
    assert counted(database, "unit") == {name: (number, 0, 0) for number, name in enumerate(names, 1)}
    for number, name in enumerate(names, 1):
        assert counted(database, conditions=[Condition("unit", (name,))]) == {None: (number, 0, 0)}


def test_decisions_count_in_their_quarter_and_results_in_that_of_the_closing(
    make_database: Make, load_rows: Load
) -> None:
    database = make_database(threshold=1)
    dates = [
        ("2025-01-10", "2025-02-01", 1),
        ("2025-03-31", "2025-04-01", 2),
        ("2025-04-01", "", 4),
        ("2024-12-31", "2025-03-31", 8),
    ]
    load_rows(
        database,
        [
            {"sex": "K", "person_id": f"{number}-{at}", "decision_date": decided, "end_date": ended}
            for decided, ended, number in dates
            for at in range(number)
        ],
    )
    quarters = ("2024K4", "2025K1", "2025K2")
    found = {
        rule: [counted(database, period=quarter, quarter=rule).get(None, (0,))[0] for quarter in quarters]
        for rule in ("decision_quarter", "closing_quarter", "quarter")
    }
    assert found == {"decision_quarter": [8, 3, 4], "closing_quarter": [0, 9, 2], "quarter": [8, 3, 4]}


def test_a_period_has_both_its_ends(make_database: Make, load_rows: Load) -> None:
    database = make_database(threshold=1)
    quarters = ["2024K3", "2024K4", "2025K1", "2025K2", "2025K3", "2025K4"]
    load_rows(
        database,
        [
            {"person_id": f"{at}-{one}", "sex": "K", "quarter": q}
            for at, q in enumerate(quarters)
            for one in range(2**at)
        ],
    )
    assert counted(database, period="2025") == {None: (4 + 8 + 16 + 32, 0, 0)}
    assert counted(database, period="2024K3..2025K2") == {None: (1 + 2 + 4 + 8, 0, 0)}
    assert counted(database, period="2025K1") == {None: (4, 0, 0)}
    assert counted(database, period="2023") == {}


def test_counted_rows_weigh_what_they_stand_for(make_database: Make, load_rows: Load) -> None:
    database = make_database(threshold=1)
    load_rows(
        database,
        [
            {"sex": "K", "quarter": "2025K1", "unit": "Norr", "count": 17},
            {"sex": "K", "quarter": "2025K1", "unit": "Söder", "count": 4},
            {"sex": "M", "quarter": "2025K1", "unit": "Norr", "count": 1000},
        ],
    )
    for unit in UNITS:
        assert counted(database, unit=unit) == {None: (21, 1000, 0)}
        assert counted(database, "unit", unit=unit) == {"Norr": (17, 1000, 0), "Söder": (4, 0, 0)}


def test_a_counted_row_is_protected_as_the_count_it_is(make_database: Make, load_rows: Load) -> None:
    database = make_database(threshold=5)
    load_rows(
        database,
        [{"sex": "K", "quarter": "2025K1", "unit": f"Enhet {at}", "count": at % 10 + 1} for at in range(200)],
    )
    found = counted(database, "unit")
    assert all(women == 0 or women >= 5 for women, _, _ in found.values())
    assert all(abs(women - (int(name.split()[1]) % 10 + 1)) <= 7 for name, (women, _, _) in found.items())
    assert len(found) < 200, "some of so many small ones are released as none"


@pytest.fixture
def lss(make_database: Make) -> Callable[[int], Database]:
    """The public table of interventions under the act on support, which declares how many persons there are."""

    def make(threshold: int) -> Database:
        database = make_database(threshold)
        file = ROOT / "sample_data" / "public" / "lss_2021.csv"
        load(
            database,
            read_delivery(file, file.name, LoadOptions(quarter=Period.parse("2021K4").first, today=TODAY)),
            loaded_by="test",
        )
        return database

    return make


def test_declared_totals(lss: Callable[[int], Database]) -> None:
    database = lss(1)
    for unit, expected in (("personer", [31150, 45562, 0]), ("insatser", [48516, 69366, 0])):
        for period in ("2021K4", "2021"):
            assert declared_totals(database, unit, Period.parse(period)).tolist() == expected
        assert declared_totals(database, unit, Period.parse("2022")) is None
    assert declared_totals(database, "ärenden", Period.parse("2021")) is None
    assert counted(database, period="2021") == {None: (48516, 69366, 0)}


def test_declared_totals_are_released_as_any_count(lss: Callable[[int], Database]) -> None:
    database = lss(5)
    shown = declared_totals(database, "personer", Period.parse("2021"))
    assert np.abs(shown - [31150, 45562, 0]).max() <= 7
    assert shown[2] == 0
    assert shown.tolist() != [31150, 45562, 0]
    assert np.array_equal(shown, declared_totals(database, "personer", Period.parse("2021K4")))


def test_groups_of_which_nothing_is_released_are_not_named(make_database: Make, load_rows: Load) -> None:
    """Their names alone would tell that somebody is in them."""
    database = make_database(threshold=5)
    load_rows(
        database,
        [{"person_id": f"P{at}", "sex": "K", "quarter": "2025K1", "unit": f"Enhet {at}"} for at in range(60)]
        + [{"person_id": f"Q{at}", "sex": "M", "quarter": "2025K1", "unit": "Stora"} for at in range(60)],
    )
    asked = {"parts": {"n": (), "count": (Condition("unit", ("Stora",)),)}}
    found = answer(database, "unit", **asked)
    assert found[("Stora",)]["n"][1] > 50
    # One person in 5 is released as 5, with mean 1: 60 such groups leave some 48 out.
    assert 2 <= len(found) <= 30
    for parts in found.values():
        assert any(map(any, parts.values()))
        assert all(number == 0 or number >= 5 for counts in parts.values() for number in counts)


def test_a_group_is_named_if_any_part_of_it_is_released(loaded: Callable[..., Any]) -> None:
    database, _ = loaded(5, 5)
    none = {"none": (Condition("unit", ("finns inte",)),)}
    assert answer(database, "unit", parts=none) == {}
    with_others = answer(database, "unit", parts={**none, "n": ()})
    assert with_others
    assert all(parts["none"] == (0, 0, 0) for parts in with_others.values())


def test_answers_and_missing_answers_are_all_there_are(loaded: Callable[..., Any]) -> None:
    database, _ = loaded(6, 1)
    for label, parts in answer(database, "unit", "need_level", parts={**PARTS, "all": ()}).items():
        n, missing, everybody = (np.array(parts[name]) for name in ("n", "missing", "all"))
        assert np.array_equal(n + missing, everybody), label


def test_a_missing_value_is_a_group_of_its_own(make_database: Make, load_rows: Load) -> None:
    database = make_database(threshold=1)
    load_rows(
        database,
        [*alike(7, unit="Norr"), *({**one, "person_id": f"X{one['person_id']}", "unit": None} for one in alike(6))],
    )
    assert counted(database, "unit") == {"Norr": (7, 0, 0), None: (6, 0, 0)}


@pytest.mark.parametrize("unit", UNITS)
def test_an_empty_database_has_no_groups(make_database: Make, unit: str) -> None:
    database = make_database()
    assert answer(database, unit=unit) == answer(database, "unit", unit=unit) == {}
    assert declared_totals(database, unit, Period.parse("2025")) is None


def test_the_answer_tells_how_it_is_protected(make_database: Make) -> None:
    for threshold, variance in ((1, 0.0), (3, 2.5), (5, 2.5), (10, 2.5)):
        released = released_counts(make_database(threshold), question())
        assert released.noise.threshold == threshold
        assert released.noise.variance(np.array([60])).item() == pytest.approx(variance)
        assert released.noise is noise_for(threshold)
