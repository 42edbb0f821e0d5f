"""How often an answer is missing, for women and for men."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from jamstalld.dictionary import dictionary
from jamstalld.errors import EmptyDatabaseError
from jamstalld.periods import Period
from jamstalld.store import Database
from jamstalld.views.quality import missing_by_group, missing_by_variable
from jamstalld.wording.quality import MANY, remark

PERIOD = Period.parse("2025")


def lines() -> list[dict[str, Any]]:
    """100 women and 80 men in two units: goals missing for 10 women and 40 men, all of them in Norr."""
    made = []
    for sex, number, missing in (("Kvinna", 100, 10), ("Man", 80, 40)):
        for at in range(number):
            made.append(
                {
                    "quarter": "2025K1",
                    "sex": sex,
                    "unit": "Norr" if at < number // 2 else "Söder",
                    "intervention": "Hemtjänst",
                    "goal": "" if at < missing else "Helt",
                    "violence_asked": "Ja" if at % 2 else "Nej",
                    "violence_disclosed": ("Ja" if at % 4 == 1 else "") if at % 2 else "",
                }
            )
    return made


@pytest.fixture
def loaded(make_database: Callable[..., Database], load_rows: Callable[..., Any]) -> Database:
    database = make_database(threshold=1)
    load_rows(database, lines())
    return database


def test_missing_answers_are_counted_by_sex(loaded: Database) -> None:
    rows = {row.label: row for row in missing_by_variable(loaded, PERIOD)}
    goal = rows["Måluppfyllelse"]
    assert (goal.women.count, goal.women.n, goal.women.share) == (10, 100, 0.1)
    assert (goal.men.count, goal.men.n, goal.men.share) == (40, 80, 0.5)
    assert goal.verdict == "difference"
    assert goal.sentence.startswith(
        "Måluppfyllelse saknas för 10\u00a0% av kvinnorna och 50\u00a0% av männen. Skillnaden är"
    )
    assert rows["Insats"].women.share == 0
    assert rows["Insats"].verdict == "similar"
    assert "Kön" not in rows


def test_a_question_that_concerns_some_rows_is_missing_only_there(loaded: Database) -> None:
    told = next(row for row in missing_by_variable(loaded, PERIOD) if row.label == "Berättat om våld")
    assert (told.women.n, told.women.count) == (50, 25)
    assert (told.men.n, told.men.count) == (40, 20)


def test_where_it_is_missing(loaded: Database) -> None:
    goal = dictionary().variables["goal"]
    north, south = missing_by_group(loaded, goal, "unit", PERIOD)
    assert [(row.label, row.women.share, row.men.share) for row in (north, south)] == [
        ("Norr", 0.2, 1.0),
        ("Söder", 0.0, 0.0),
    ]
    assert north.sentence.startswith(
        "Måluppfyllelse (Norr) saknas för 20\u00a0% av kvinnorna och 100\u00a0% av männen."
    )
    (quarter,) = missing_by_group(loaded, goal, "quarter", PERIOD)
    assert (quarter.label, quarter.women.n) == ("2025K1", 100)


def test_a_small_group_is_not_told(make_database: Callable[..., Database], load_rows: Callable[..., Any]) -> None:
    database = make_database()
    load_rows(database, lines()[:60] + lines()[100:103])
    rows = missing_by_variable(database, PERIOD)
    assert rows
    for row in rows:
        assert row.men.n is None or row.men.n >= 5
        assert row.men.count is None or row.men.count >= 5


def test_an_empty_database_says_so(make_database: Callable[..., Database]) -> None:
    with pytest.raises(EmptyDatabaseError):
        missing_by_variable(make_database(), PERIOD)


@pytest.mark.parametrize(
    ("women", "men", "verdict", "said"),
    [
        (0.5, 0.1, "difference", "Saknas olika ofta för kvinnor och män."),
        (MANY, MANY, "similar", "Bra täckning."),
        (MANY, MANY + 0.01, "uncertain", "Många svar saknas: läs resultatet med försiktighet."),
        (None, 0.3, "hidden", "För få rader för att visas."),
    ],
)
def test_each_row_gets_its_remark(women: float | None, men: float, verdict: str, said: str) -> None:
    assert remark(women, men, verdict) == said
