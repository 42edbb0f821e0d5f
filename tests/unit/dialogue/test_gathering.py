"""Contributions put together, and their dots."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jamstalld.dialogue.gathering import by_dots, gathered, head_of, regrouped, voters, writers
from jamstalld.dialogue.meetings import Ballot, Contribution, ballot_identity

WRITTEN = tuple(
    Contribution(name, "p", text=name.upper(), participant=who, group=group)
    for name, who, group in [("a", "1", ""), ("b", "2", "a"), ("c", "1", ""), ("d", "3", "c"), ("e", "3", "")]
)
CAST = (
    Ballot(ballot_identity("p", "1"), "p", dots={"a": 1, "c": 2}),
    Ballot(ballot_identity("p", "2"), "p", dots={"b": 1, "d": 1, "gone": 5}),
    Ballot(ballot_identity("p", "3"), "p", dots={"e": 0}),
)


def shape(contributions: tuple[Contribution, ...]) -> list[str]:
    return ["".join(one.identity for one in group.all) for group in gathered(contributions)]


def test_those_that_say_the_same_are_one_with_all_their_dots() -> None:
    groups = gathered(WRITTEN, CAST)
    assert [(group.head.identity, len(group.others), group.dots) for group in groups] == [
        ("a", 1, 2),
        ("c", 1, 3),
        ("e", 0, 0),
    ]
    assert [group.head.identity for group in by_dots(groups)] == ["c", "a", "e"]
    assert (writers(WRITTEN), voters(CAST)) == (3, 2)


def test_without_dots_what_more_have_written_comes_first() -> None:
    assert [group.head.identity for group in by_dots(gathered(WRITTEN[2:] + WRITTEN[:1]))] == ["c", "e", "a"]


def test_one_whose_head_is_gone_stands_for_itself() -> None:
    assert shape(WRITTEN[1:]) == ["b", "cd", "e"]


@pytest.mark.parametrize(
    ("moved", "head", "expected"),
    [
        ("e", "a", ["abe", "cd"]),
        ("e", "b", ["abe", "cd"]),
        ("a", "c", ["cdab", "e"]),
        ("a", "b", ["ab", "cd", "e"]),
        ("a", "a", ["ab", "cd", "e"]),
        ("b", "", ["a", "b", "cd", "e"]),
        ("a", "", ["ab", "cd", "e"]),
        ("gone", "a", ["ab", "cd", "e"]),
        ("b", "gone", ["a", "b", "cd", "e"]),
    ],
)
def test_putting_together_and_taking_apart(moved: str, head: str, expected: list[str]) -> None:
    changed = regrouped(WRITTEN, moved, head)
    after = tuple(replace(one, group=changed.get(one.identity, one.group)) for one in WRITTEN)
    assert sorted(map(sorted, shape(after))) == sorted(map(sorted, expected))


names = st.sampled_from("abcdef")


@given(st.lists(st.tuples(names, names), max_size=12))
def test_however_they_are_put_together_each_stands_in_one_place(moves: list[tuple[str, str]]) -> None:
    now = tuple(Contribution(name, "p", text=name) for name in "abcdef")
    for moved, head in moves:
        changed = regrouped(now, moved, head)
        now = tuple(replace(one, group=changed.get(one.identity, one.group)) for one in now)
    assert sorted("".join(shape(now))) == list("abcdef")


def test_contributions_that_point_to_each_other_do_not_go_on_for_ever() -> None:
    ring = (Contribution("a", "p", group="b"), Contribution("b", "p", group="a"))
    assert head_of(ring[0], ring) in ("a", "b")
