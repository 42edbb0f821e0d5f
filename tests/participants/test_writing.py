"""Writing: nothing lost, nothing doubled, nobody else's touched, and everything shown as it was written."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from uuid import uuid4

import pytest

from jamstalld.dialogue.meetings import LONGEST_CONTRIBUTION, MOST_CONTRIBUTIONS, Contribution
from jamstalld.store import alter, save, versions
from tests.participants.conftest import QUESTION, Room

TRICKY = [
    "=cmd|' /C calc'!A0",
    "<b>fet</b><script>alert(1)</script>",
    "**fet** [länk](http://x) $x^2$ :red[a]",
    "{{ 7 * 7 }} {% raw %}",
    "å" * LONGEST_CONTRIBUTION,
    "Donaudampfschiff" * 30,
    "‮baklänges‬ العربية 👩‍⚖️ \U0001f1f8\U0001f1ea",
    "'; DROP TABLE dialogue.entry; --",
    "rad ett\nrad två",
    '" onmouseover="alert(1)',
    "</textarea></section>",
]


def test_what_is_written_is_kept_and_shown_to_its_writer_alone(room: Room) -> None:
    one, other = room.phone(), room.phone()
    answer = one.write(room.point, "  Vana \r\n att fråga mannen ")
    assert answer.status == 200
    assert "Ditt bidrag är skickat." in answer.words
    assert room.texts() == ["Vana \n att fråga mannen"]
    assert "Vana" in one.get().part("egna")
    assert "Vana" not in other.get().text


@pytest.mark.parametrize("text", TRICKY)
def test_what_looks_like_code_is_text(room: Room, text: str) -> None:
    phone = room.phone()
    phone.write(room.point, text)
    assert room.texts() == [text]
    room.at(results=True, voting=True)
    page = phone.get()
    for part in ("egna", "rosta", "resultat"):
        assert escape(text).replace("&#x27;", "&#39;").replace("&quot;", "&#34;") in page.part(part)
    assert page.text.count("<script") == 1


def test_the_titles_of_the_facilitator_are_text_too(room: Room) -> None:
    room.show(title="<i>Punkt</i>", question="<script>a</script>", writing=True)
    room.change(title="<b>Möte</b>")
    page = room.phone().get().text
    assert "<i>" not in page
    assert "<b>" not in page
    assert page.count("<script") == 1


def test_the_same_sent_again_is_not_doubled(room: Room) -> None:
    phone, number = room.phone(), str(uuid4())
    for _ in range(3):
        assert phone.write(room.point, "Vana", number).status == 200
    assert room.texts() == ["Vana"]
    assert len(versions(room.database, Contribution, number)) == 1


def test_the_same_sent_again_after_it_was_changed_or_taken_back_undoes_nothing(room: Room) -> None:
    phone, number, gone = room.phone(), str(uuid4()), str(uuid4())
    phone.write(room.point, "Vana", number)
    phone.change(number, "Ovana")
    phone.write(room.point, "Bort", gone)
    phone.take_back(gone)
    assert phone.write(room.point, "Vana", number).status == 200
    assert phone.write(room.point, "Bort", gone).status == 200
    assert phone.take_back(gone).status == 200
    assert room.texts() == ["Ovana"]


def test_what_was_mended_before_the_answer_came_is_a_change(room: Room) -> None:
    phone, number = room.phone(), str(uuid4())
    phone.write(room.point, "Vanna", number)
    phone.write(room.point, "Vana", number)
    assert room.texts() == ["Vana"]


def test_nobody_changes_or_takes_back_what_another_has_written(room: Room) -> None:
    one, other, number = room.phone(), room.phone(), str(uuid4())
    one.write(room.point, "Vana", number)
    for answer in (other.change(number, "Bus"), other.take_back(number), other.write(room.point, "Bus", number)):
        assert answer.status == 409
    assert room.texts() == ["Vana"]


def test_a_change_keeps_the_group_the_facilitator_has_put_it_in(room: Room) -> None:
    phone, number = room.phone(), str(uuid4())
    phone.write(room.point, "Vana", number)
    alter(room.database, Contribution, number, lambda now: replace(now, group="huvud"), by="Ada")
    phone.change(number, "Ovana")
    (kept,) = room.written()
    assert (kept.text, kept.group) == ("Ovana", "huvud")


def test_when_the_facilitator_closes_what_is_written_stays_on_the_page(room: Room) -> None:
    phone, number = room.phone(), str(uuid4())
    phone.write(room.point, "Vana", number)
    room.at(writing=False)
    answer = phone.write(room.point, "En halv tanke")
    assert answer.status == 409
    assert "Det går inte längre att skriva här. Texten är inte skickad." in answer.words
    assert "En halv tanke" in answer.part("besked")
    assert phone.change(number, "Annat").status == 409
    assert phone.take_back(number).status == 409
    assert room.texts() == ["Vana"]


def test_when_the_meeting_has_moved_on_nothing_lands_at_another_point(room: Room) -> None:
    phone, before = room.phone(), room.point
    after = room.show(title="Nästa", writing=True)
    answer = phone.write(before, "För sent")
    assert answer.status == 409
    assert "Mötet har gått vidare" in answer.words
    assert room.texts() == []
    assert room.written(after) == []


def test_a_point_of_another_meeting_cannot_be_written_at(room: Room) -> None:
    assert room.phone().write(str(uuid4()), "Vana").status == 409


@pytest.mark.parametrize("text", ["", "   ", "\r\n", "\x00\x01"])
def test_nothing_is_no_contribution(room: Room, text: str) -> None:
    answer = room.phone().write(room.point, text)
    assert (answer.status, room.texts()) == (409, [])
    assert "Rutan är tom" in answer.words


def test_a_text_that_is_too_long_is_refused_and_kept_in_its_field(room: Room) -> None:
    answer = room.phone().write(room.point, "a" * (LONGEST_CONTRIBUTION + 1))
    assert (answer.status, room.texts()) == (409, [])
    assert f"högst {LONGEST_CONTRIBUTION} tecken" in answer.words
    assert "a" * (LONGEST_CONTRIBUTION + 1) in answer.part("skriv")


def test_one_participant_writes_so_many_and_no_more(room: Room) -> None:
    phone = room.phone()
    own = phone.write(room.point, "Det första").text.split('data-nummer="')[1].split('"')[0]
    participant = room.written()[0].participant
    for at in range(1, MOST_CONTRIBUTIONS):
        save(room.database, Contribution(str(uuid4()), room.point, text=f"{at}", participant=participant), by="x")
    answer = phone.write(room.point, "En till")
    assert answer.status == 409
    assert "redan skrivit 30 bidrag" in answer.words
    assert "En till" not in room.texts()
    assert "<textarea" not in phone.get().part("skriv")
    phone.take_back(own)
    assert phone.write(room.point, "En till").status == 200
    assert room.phone().write(room.point, "Av en annan").status == 200


def test_faster_than_any_hand_is_refused_and_nothing_is_lost(room: Room) -> None:
    phone, number = room.phone(), str(uuid4())
    phone.write(room.point, "0", number)
    answers = [phone.change(number, str(at)) for at in range(1, 60)]
    refused = next(answer for answer in answers if answer.status == 429)
    assert "Det går för fort" in refused.words
    assert 30 <= sum(answer.status == 200 for answer in answers) < 59
    assert room.phone().write(room.point, "Av en annan").status == 200


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Hon med 850101-1234 fick avslag", "ett personnummer"),
        ("Ring 070-123 45 67", "ett telefonnummer"),
        ("Skriv till anna.ek@kommunen.se", "en e-postadress"),
        ("Klienten Anna fick vänta", "ett namn på en person"),
    ],
)
def test_what_looks_like_a_person_is_asked_about_before_it_is_kept(room: Room, text: str, what: str) -> None:
    phone, number = room.phone(), str(uuid4())
    answer = phone.write(room.point, text, number)
    assert (answer.status, room.texts()) == (422, [])
    assert f"Det här ser ut som {what}: ”" in answer.words
    assert "Texten är inte skickad." in answer.words
    assert escape(text) in answer.part("skriv")
    assert number in answer.part("skriv")
    assert phone.write(room.point, text, number, anda="ja").status == 200
    assert room.texts() == [text]
    assert phone.change(number, f"{text}!").status == 422
    assert room.texts() == [text]


def test_before_the_first_point_and_at_a_view_there_is_nothing_to_write(room: Room) -> None:
    phone = room.phone()
    room.change(point="")
    assert "Vänta kvar här" in phone.get().words
    room.show(kind="view", title="Beslut", question="Av 100 kvinnor får 54 bifall", snapshot="s")
    page = phone.get()
    assert "Beslut" in page.words
    assert "54" not in page.words
    assert "<textarea" not in page.text


def test_the_page_is_sent_again_only_when_it_has_changed(room: Room) -> None:
    one, other = room.phone(), room.phone()
    etag = one.get().headers["etag"]
    answer = one.get(**{"If-None-Match": etag})
    assert (answer.status, answer.text) == (304, "")
    other.write(room.point, "Syns inte för den första")
    assert one.get(**{"If-None-Match": etag}).status == 304
    room.at(voting=True)
    assert one.get(**{"If-None-Match": etag}).status == 200


def test_without_scripts_the_page_loads_itself_anew_only_where_nothing_is_being_written(room: Room) -> None:
    phone = room.phone()
    assert 'http-equiv="refresh"' not in phone.get().text
    room.at(writing=False)
    page = phone.get().text
    assert '<noscript><meta http-equiv="refresh" content="8"></noscript>' in page
    assert ">Uppdatera</a>" in page
    assert QUESTION in page
