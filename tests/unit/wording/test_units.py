"""Differences and means in their units. ``~`` stands for the no-break space."""

from __future__ import annotations

import pytest

from jamstalld.wording.numbers import NBSP
from jamstalld.wording.units import PAIRS, POINTS, Unit, unit_of

HOURS = unit_of("timmar per vecka", "timme per vecka", 1.0)
DAYS = unit_of("dagar", "dag", 5.0)
SCORE = unit_of("poäng", "poäng", 1.0)
LITRES = unit_of("liter", "liter", 0.2)
BARE = unit_of("", "", 1.0)


def plain(text: str) -> str:
    assert "~" not in text
    return text.replace(NBSP, "~")


@pytest.mark.parametrize(
    ("unit", "value", "text"),
    [
        (HOURS, -5.04, "5,0~timmar"),
        (HOURS, 0.96, "1,0~timme"),
        (HOURS, -1.04, "1,0~timme"),
        (HOURS, 1.06, "1,1~timmar"),
        (HOURS, 0.5, "0,5~timmar"),
        (HOURS, 0.0, "0,0~timmar"),
        (DAYS, -1.4, "1~dag"),
        (DAYS, 1.5, "2~dagar"),
        (DAYS, 0.4, "0~dagar"),
        (DAYS, 1234.0, "1~234~dagar"),
        (SCORE, 1.0, "1,0~poäng"),
        (LITRES, -0.256, "0,26~liter"),
        (LITRES, 1.0, "1,00~liter"),
        (BARE, -2.0, "2,0"),
        (PAIRS, -16.4, "16~av 100 par"),
        (PAIRS, 0.4, "0~av 100 par"),
        (POINTS, 1.2, "1~procentenhet"),
        (POINTS, -9.2, "9~procentenheter"),
    ],
)
def test_a_difference_is_written_in_its_unit_in_the_right_number(unit: Unit, value: float, text: str) -> None:
    assert plain(unit.size(value)) == text


@pytest.mark.parametrize(
    ("unit", "value", "text"),
    [
        (HOURS, 8.3, "8,3~timmar per vecka"),
        (HOURS, 1.0, "1,0~timme per vecka"),
        (DAYS, 21.4, "21~dagar"),
        (SCORE, -1.0, "−1,0~poäng"),
        (SCORE, -0.04, "0,0~poäng"),
        (BARE, 3.2, "3,2"),
    ],
)
def test_a_mean_keeps_its_sign_and_its_whole_unit(unit: Unit, value: float, text: str) -> None:
    assert plain(unit.level(value)) == text


@pytest.mark.parametrize(
    ("unit", "margin", "text"),
    [
        (HOURS, 1.0, "1~timme"),
        (HOURS, 1.5, "1,5~timmar"),
        (DAYS, 5.0, "5~dagar"),
        (LITRES, 0.2, "0,20~liter"),
        (PAIRS, 10.0, "10~av 100 par"),
        (POINTS, 5.0, "5~procentenheter"),
        (POINTS, 2.5, "2,5~procentenheter"),
    ],
)
def test_a_margin_is_whole_where_it_can_be(unit: Unit, margin: float, text: str) -> None:
    assert plain(unit.limit(margin)) == text


@pytest.mark.parametrize(
    ("unit", "fewer", "more"),
    [
        (HOURS, "färre", "fler"),
        (DAYS, "kortare", "längre"),
        (SCORE, "lägre", "högre"),
        (LITRES, "lägre", "högre"),
        (unit_of("samtal", "samtal", 1.0), "färre", "fler"),
        (PAIRS, "lägre", "högre"),
        (POINTS, "lägre", "högre"),
    ],
)
def test_time_is_fewer_hours_and_shorter_days(unit: Unit, fewer: str, more: str) -> None:
    assert (unit.side(-0.1), unit.side(0.1)) == (fewer, more)


@pytest.mark.parametrize(
    ("margin", "decimals"), [(50.0, 0), (5.0, 0), (4.9, 1), (1.0, 1), (0.5, 1), (0.49, 2), (0.01, 2)]
)
def test_a_difference_as_large_as_the_margin_is_not_rounded_away(margin: float, decimals: int) -> None:
    assert unit_of("kronor", "krona", margin).decimals == decimals


def test_the_units_of_shares_and_scales_are_known_by_name() -> None:
    assert unit_of("procentenheter", "procentenhet", 1.0) is POINTS
    assert unit_of("av 100 par", "av 100 par", 1.0) is PAIRS
