"""A group that is too small to be shown answers just as one that is not there: nobody learns that it exists."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.conftest import write_rows

from .conftest import Home

SMALL, NOBODY = "Asp", "Rönn"
ASKED = (
    *(("view", measure) for measure in ("received", "approval", "goal", "goal_attained", "hours", "waiting")),
    ("view", "approval", "--by", "unit"),
    ("view", "approval", "--by", "quarter", "--split", "age_group"),
    ("view", "approval", "--standardise", "need_level"),
    ("view", "approval", "--period", "2025K2", "--compare", "2025K1"),
    *(("view", "received", "--count", unit) for unit in ("insatser", "ärenden", "personer")),
    ("view", "received", "--base", "need"),
    ("over-time", "approval"),
    ("over-time", "hours"),
    ("explain", "approval", "--by", "age_group"),
    ("explain", "hours", "--by", "need_level"),
    ("interplay", "approval", "--rows", "age_group", "--columns", "need_level"),
    ("matching", "--area", "Äldre"),
)


@pytest.fixture(scope="module")
def home(make_home: Callable[[], Home]) -> Home:
    """Of each sex forty in one unit and two in another, alike in everything."""
    home = make_home()
    rows = [
        {
            "person_id": f"{unit}{sex}{at}",
            "case_id": f"{unit}{sex}{at}",
            "sex": sex,
            "quarter": f"2025K{1 + (unit != SMALL and at % 2)}",
            "unit": unit,
            "area": "Äldre",
            "age_group": "65–79 år" if unit == SMALL or at % 3 else "80 år och äldre",
            "need_level": "hög" if unit == SMALL or at % 2 else "låg",
            "intervention": "Hemtjänst",
            "decision": "bifall",
            "goal": "helt uppnått",
            "hours_per_week": 8,
            "waiting_days": 10,
        }
        for unit, number in (("Ek", 40), (SMALL, 2))
        for sex in ("K", "M")
        for at in range(number)
    ]
    assert home.run("load", write_rows(home.path("rader.csv"), rows)).code == 0
    return home


def answer(home: Home, asked: tuple[str, ...], unit: str, *more: str) -> tuple[int, str]:
    ran = home.run(*asked, "--filter", f"unit={unit}", *more)
    return ran.code, ran.said.replace(unit, "…")


@pytest.mark.parametrize("form", [(), ("--json",)], ids=["words", "json"])
@pytest.mark.parametrize("asked", ASKED, ids=" ".join)
def test_a_small_unit_answers_as_one_that_is_not_there(
    home: Home, asked: tuple[str, ...], form: tuple[str, ...]
) -> None:
    assert answer(home, asked, SMALL, *form) == answer(home, asked, NOBODY, *form)
    assert answer(home, asked, "Ek", *form) != answer(home, asked, NOBODY, *form)


def test_a_small_unit_is_not_named_among_the_rows(home: Home) -> None:
    for measure in ("received", "approval", "goal", "hours"):
        ran = home.run("view", measure, "--by", "unit", "--json")
        assert ran.code == 0
        assert SMALL not in ran.said
