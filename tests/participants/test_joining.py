"""Joining: by code or link, without a name, and only while the meeting is open."""

from __future__ import annotations

import asyncio
import re
from collections import Counter

import pytest

from jamstalld.dialogue.meetings import CODE_LETTERS
from jamstalld.participants.door import Guessing, folded, is_phone, new_phone, participant_of
from jamstalld.participants.presence import Presence
from tests.participants.conftest import QUESTION, Room
from tests.phones import Phone


@pytest.mark.parametrize("typed", ["K7MQ2U", "k7mq2u", " k7m q2u ", "K7M-Q2U", "k7mozv", "K7M0ZV"])
def test_a_code_is_taken_as_people_type_it(room: Room, typed: str) -> None:
    phone = Phone(room.address)
    answer = phone.post("/delta", follow=False, kod=typed)
    assert (answer.status, answer.headers["location"]) == (303, "/delta/K7MQ2U")
    assert QUESTION in phone.get("/delta/K7MQ2U").words


@pytest.mark.parametrize("typed", ["", "K7MQ2", "K7MQ2UU", "ABCDEF", "' OR 1=1", "🙂" * 6, "K7MQ2U" * 1000])
def test_another_code_lets_nobody_in(room: Room, typed: str) -> None:
    answer = Phone(room.address).post("/delta", kod=typed)
    assert answer.status == 404
    assert "Koden gäller inte" in answer.words
    assert answer.headers["set-cookie"] is None


def test_the_letters_of_codes_are_still_many_when_those_that_look_alike_are_the_same() -> None:
    assert len({folded(letter) for letter in CODE_LETTERS}) == 25


def test_a_link_asks_before_the_phone_gets_a_number(room: Room) -> None:
    phone = room.phone(joined=False)
    first = phone.get()
    assert first.status == 200
    assert first.headers["set-cookie"] is None
    assert "Gå med" in first.words
    assert QUESTION not in first.words
    assert QUESTION in phone.join().words


def test_the_number_of_a_phone_is_kept_by_the_phone_alone(room: Room) -> None:
    phone = room.phone(joined=False)
    answer = phone.post(f"/delta/{room.code}/med", follow=False)
    assert re.fullmatch(
        r"jamstalld_deltagare=[\w-]{43}; HttpOnly; Path=/delta; SameSite=lax", answer.headers["set-cookie"]
    )
    phone.write(room.point, "Vana")
    (written,) = room.written()
    number = phone.cookie.partition("=")[2]
    assert written.participant == participant_of(room.meeting, number)
    assert number not in written.participant


def test_the_same_phone_in_two_meetings_cannot_be_tied_together() -> None:
    phone = new_phone()
    assert is_phone(phone)
    assert participant_of("ett", phone) == participant_of("ett", phone) != participant_of("två", phone)
    assert participant_of("ett", phone) != participant_of("ett", new_phone())


def test_a_phone_that_comes_back_is_the_same_participant(room: Room) -> None:
    phone = room.phone()
    phone.write(room.point, "Vana")
    phone.join()
    phone.post("/delta", kod=room.code)
    phone.write(room.point, "Brist")
    assert len({one.participant for one in room.written()}) == 1


def test_a_number_that_we_did_not_give_is_none(room: Room) -> None:
    phone = room.phone(joined=False)
    phone.cookie = "jamstalld_deltagare=jag"
    assert "Gå med" in phone.get().words
    assert phone.write(room.point, "Vana").status == 403
    assert room.texts() == []


def test_before_the_meeting_and_after_it_the_code_leads_nowhere(room: Room) -> None:
    inside = room.phone()
    for state in ("planned", "closed"):
        room.change(state=state)
        assert room.phone(joined=False).get().status == 404
        assert Phone(room.address).post("/delta", kod=room.code).status == 404
        assert inside.write(room.point, "För sent").status == 409
    assert room.texts() == []


def test_those_who_were_there_are_thanked_when_it_is_over(room: Room) -> None:
    """Also where closing has taken the code from the meeting."""
    phone = room.phone()
    room.change(state="closed", code="", point="")
    answer = phone.get()
    assert answer.status == 200
    assert "Tack för att du var med" in answer.words
    assert "Ledningsgruppen i maj" in answer.words


def test_those_who_were_there_and_type_the_code_again_are_told_that_it_is_over(room: Room) -> None:
    phone = room.phone()
    room.change(state="closed", code="", point="")
    for answer in (phone.post("/delta", kod=room.code), phone.join()):
        assert answer.status == 200
        assert "Tack för att du var med" in answer.words
        assert "Mötets kod" not in answer.words


def test_a_server_that_has_started_anew_knows_its_participants_by_their_phones(room: Room) -> None:
    phone = room.phone()
    phone.write(room.point, "Vana")
    room.presence.__init__()
    assert "Vana" in phone.get().part("egna")


def test_a_full_meeting_says_so_and_keeps_those_who_are_in() -> None:
    presence = Presence(most=2)
    assert presence.admit("m", "K", "a")
    assert presence.admit("m", "K", "b")
    assert not presence.admit("m", "K", "c")
    assert presence.admit("m", "K", "a")
    assert presence.admit("annat", "L", "c")


def test_a_full_meeting_is_told_of_on_the_page(room: Room) -> None:
    room.presence.__init__(most=1)
    room.phone()
    answer = room.phone(joined=False).join()
    assert answer.status == 503
    assert "Mötet är fullt" in answer.words


def test_the_facilitator_can_see_how_many_are_there_now() -> None:
    now = [0.0]
    presence = Presence(clock=lambda: now[0])
    presence.admit("m", "K", "a")
    now[0] = 20
    presence.admit("m", "K", "b")
    assert presence.here("m") == 2
    now[0] = 31
    assert presence.here("m") == 1
    assert presence.here("annat") == 0


def test_guessing_gets_slower_and_slower_and_is_forgiven() -> None:
    now = [0.0]
    guessing = Guessing(clock=lambda: now[0])
    waits = []
    for _ in range(60):
        guessing.wrong()
        waits.append(guessing.wait())
    assert waits[:3] == [pytest.approx(0.1), pytest.approx(0.2), pytest.approx(0.3)]
    assert waits[-1] == 5.0
    now[0] = 119
    assert guessing.wait() == pytest.approx(0.05)
    now[0] = 120
    assert guessing.wait() == 0


def test_only_so_many_wait_at_once() -> None:
    guessing = Guessing(clock=lambda: 0.0)
    guessing.wrong()

    async def knock() -> list[bool]:
        return await asyncio.gather(*(guessing.pause() for _ in range(50)))

    assert Counter(asyncio.run(knock())) == {True: 40, False: 10}
    assert asyncio.run(guessing.pause())


def test_whoever_is_in_does_not_wait_for_those_who_guess(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    inside = room.phone()

    async def full(_: Guessing) -> bool:
        return False

    monkeypatch.setattr(Guessing, "pause", full)
    assert inside.get().status == 200
    right, wrong = (Phone(room.address).post("/delta", kod=code) for code in (room.code, "ABCDEF"))
    assert right.status == wrong.status == 429
    assert right.text == wrong.text
