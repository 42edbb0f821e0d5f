"""Voting: each has so many dots, and what all have placed adds up."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

import pytest

from jamstalld.dialogue.meetings import Contribution
from jamstalld.store import alter
from tests.participants.conftest import Room
from tests.phones import Phone


@pytest.fixture
def written(room: Room) -> tuple[Phone, str, str]:
    """Two contributions, open to vote on with three dots each."""
    phone, one, other = room.phone(), str(uuid4()), str(uuid4())
    phone.write(room.point, "Vana", one)
    phone.write(room.point, "Brist", other)
    room.at(writing=False, voting=True)
    return phone, one, other


def test_dots_are_placed_moved_and_taken_away(room: Room, written: tuple[Phone, str, str]) -> None:
    phone, one, other = written
    assert "3 kvar" in phone.get().words
    answer = phone.place(room.point, one, 2)
    assert answer.status == 200
    assert "1 kvar" in answer.words
    phone.place(room.point, other, 1)
    assert room.ballots() == [{one: 2, other: 1}]
    phone.place(room.point, one, 0)
    assert room.ballots() == [{other: 1}]


def test_nobody_has_more_dots_than_the_others(room: Room, written: tuple[Phone, str, str]) -> None:
    phone, one, other = written
    assert phone.place(room.point, one, 3).status == 200
    answer = phone.place(room.point, other, 1)
    assert answer.status == 409
    assert "Du har 3 prickar" in answer.words
    assert phone.place(room.point, one, 4).status == 409
    assert room.ballots() == [{one: 3}]
    assert 'aria-disabled="true">+<' in phone.get().part("rosta")
    room.at(dots=1)
    assert "Du har 1 prick. Ta bort" in phone.place(room.point, one, 2).words


def test_the_same_placing_sent_again_counts_once(room: Room, written: tuple[Phone, str, str]) -> None:
    phone, one, _ = written
    for _ in range(3):
        phone.place(room.point, one, 2)
    room.phone().place(room.point, one, 1)
    assert room.ballots() == [{one: 2}, {one: 1}]


@pytest.mark.parametrize("dots", ["-1", "", "1.5", "٣", "9999", "två"])
def test_what_is_no_number_of_dots_is_refused(room: Room, written: tuple[Phone, str, str], dots: str) -> None:
    phone, one, _ = written
    answer = phone.post(f"/delta/{room.code}/rosta", punkt=room.point, bidrag=one, antal=dots)
    assert (answer.status, room.ballots()) == (409, [])


def test_there_is_no_voting_on_what_is_not_there(room: Room, written: tuple[Phone, str, str]) -> None:
    assert written[0].place(room.point, str(uuid4()), 1).status == 409
    assert room.ballots() == []


def test_when_it_is_closed_what_is_placed_counts_and_no_more(room: Room, written: tuple[Phone, str, str]) -> None:
    phone, one, other = written
    phone.place(room.point, one, 1)
    room.at(voting=False)
    answer = phone.place(room.point, other, 1)
    assert answer.status == 409
    assert "Omröstningen är stängd" in answer.words
    assert room.ballots() == [{one: 1}]


def test_contributions_that_say_the_same_are_voted_on_together(room: Room, written: tuple[Phone, str, str]) -> None:
    phone, one, other = written
    phone.place(room.point, one, 1)
    phone.place(room.point, other, 1)
    alter(room.database, Contribution, other, lambda now: replace(now, group=one), by="Ada")
    page = phone.get()
    assert page.part("rosta").count("<form") == 1
    assert "2 prickar" in page.part("rosta")
    phone.place(room.point, one, 3)
    assert room.ballots() == [{one: 3}]
    phone.place(room.point, one, 1)
    assert room.ballots() == [{one: 1}]


def test_dots_on_what_has_been_taken_back_are_free_again(room: Room, written: tuple[Phone, str, str]) -> None:
    phone, one, other = written
    phone.place(room.point, one, 3)
    room.at(writing=True)
    phone.take_back(one)
    assert "3 kvar" in phone.get().words
    phone.place(room.point, other, 3)
    assert room.ballots() == [{other: 3}]


def test_results_are_seen_when_the_facilitator_shows_them(room: Room, written: tuple[Phone, str, str]) -> None:
    phone, one, other = written
    room.phone().place(room.point, other, 2)
    phone.place(room.point, other, 1)
    phone.place(room.point, one, 1)
    unseen = room.phone().get()
    assert unseen.part("resultat").count("prick") == 0
    assert "1 prick" not in unseen.part("rosta")
    room.at(voting=False, results=True)
    shown = room.phone().get().part("resultat")
    assert shown.index("3 prickar") < shown.index("Brist") < shown.index("1 prick<") < shown.index("Vana")


def test_without_a_vote_results_are_the_texts(room: Room, written: tuple[Phone, str, str]) -> None:
    room.at(voting=False, results=True)
    shown = room.phone().get().part("resultat")
    assert "Vana" in shown
    assert "prick" not in shown
