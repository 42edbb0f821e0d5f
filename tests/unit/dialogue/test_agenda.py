"""The order of an agenda."""

from __future__ import annotations

import pytest

from jamstalld.dialogue.agenda import beside, free_place, in_order, minutes_of, shifted
from jamstalld.dialogue.meetings import Point

AGENDA = tuple(Point(name, "m", place=place, minutes=5 * place) for place, name in enumerate("abcd"))


def names(points: tuple[Point, ...]) -> str:
    return "".join(point.identity for point in points)


@pytest.mark.parametrize(
    ("moved", "step", "order"),
    [
        ("a", 1, "bacd"),
        ("b", -1, "bacd"),
        ("d", -1, "abdc"),
        ("a", -1, "abcd"),
        ("d", 1, "abcd"),
        ("x", 1, "abcd"),
    ],
)
def test_a_point_changes_place_with_the_one_beside_it(moved: str, step: int, order: str) -> None:
    changed = {point.identity: point for point in shifted(AGENDA, moved, step)}
    assert len(changed) == (0 if order == "abcd" else 2)
    assert names(in_order(changed.get(point.identity, point) for point in AGENDA)) == order


def test_places_that_two_have_given_at_once_are_told_apart_again() -> None:
    same = [Point(name, "m", place=0) for name in "abc"]
    changed = {point.identity: point for point in shifted(same, "c", -1)}
    assert names(in_order(changed.get(point.identity, point) for point in same)) == "acb"


@pytest.mark.parametrize(
    ("at", "step", "expected"),
    [("", 1, "a"), ("a", 1, "b"), ("d", 1, "d"), ("a", -1, ""), ("", -1, ""), ("gone", 1, "a")],
)
def test_the_next_and_the_one_before(at: str, step: int, expected: str) -> None:
    assert beside(AGENDA, at, step) == expected


def test_an_empty_agenda_has_nothing_but_the_opening_picture() -> None:
    assert beside([], "", 1) == ""
    assert minutes_of([]) == 0
    assert free_place([]) == 0


def test_minutes_add_up_and_the_next_place_is_after_the_last() -> None:
    assert minutes_of(AGENDA) == 30
    assert free_place(AGENDA) == 4
