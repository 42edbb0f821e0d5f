"""The participants' pages in a browser: they follow the meeting, and what is being written survives all of it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from jamstalld.dialogue.meetings import Meeting
from jamstalld.errors import JamstalldError
from jamstalld.store import open_database, save
from jamstalld.ui.serve import serve
from tests.browser.harness import SCHEMES, Server, axe, cut_off, english_left, free_port, moving
from tests.participants.conftest import QUESTION, Room
from tests.participants.conftest import room as room
from tests.phones import Phone

NewPage = Callable[..., Page]
PATIENT = 15_000


def joined(room: Room, page: Page) -> Page:
    page.goto(f"http://{room.address}/delta/{room.code}")
    page.get_by_role("button", name="Gå med").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Samtal")
    return page


def others_write(room: Room) -> None:
    phone = room.phone()
    for text in (
        "Vi frågar inte männen om våld",
        "Vana: så har vi alltid gjort",
        "Lång" + "ord" * 60,
        "‮abc‬ العربية 👩‍⚖️",
    ):
        phone.write(room.point, text)


def write(page: Page, text: str) -> None:
    page.get_by_label("Skriv ett bidrag").fill(text)
    page.get_by_role("button", name="Skicka", exact=True).click()


def test_typing_the_code_writing_changing_and_taking_back(room: Room, page: Page) -> None:
    page.goto(f"http://{room.address}/delta")
    page.get_by_label("Mötets kod").fill("k7m q2u")
    page.get_by_label("Mötets kod").press("Enter")
    expect(page.get_by_text(QUESTION)).to_be_visible()
    write(page, "Vanna")
    expect(page.get_by_text("Ditt bidrag är skickat.")).to_be_visible()
    expect(page.get_by_label("Skriv ett bidrag")).to_have_value("")
    page.get_by_text("Ändra eller ta tillbaka").click()
    page.get_by_label("Ändra texten").fill("Vana")
    page.get_by_role("button", name="Spara ändringen").click()
    expect(page.locator("[data-nummer] > .skrivet")).to_have_text("Vana")
    assert room.texts() == ["Vana"]
    write(page, "En till")
    expect(page.locator("[data-nummer]")).to_have_count(2)
    page.locator("[data-nummer]").first.get_by_text("Ändra eller ta tillbaka").click()
    page.get_by_role("button", name="Ta tillbaka bidraget").first.click()
    expect(page.locator("[data-nummer]")).to_have_count(1)
    assert room.texts() == ["En till"]


def test_by_keyboard_alone(room: Room, page: Page) -> None:
    others_write(room)
    page.goto(f"http://{room.address}/delta/{room.code}")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text(QUESTION)).to_be_visible()
    page.get_by_label("Skriv ett bidrag").focus()
    page.keyboard.type("Vana")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("[data-nummer]")).to_have_count(1)
    room.at(voting=True)
    more = page.get_by_role("button", name="Lägg en prick").first
    more.focus(timeout=PATIENT)
    for left in ("2 kvar", "1 kvar"):
        page.keyboard.press("Space")
        expect(page.get_by_text(left)).to_be_visible()
        expect(more).to_be_focused()
    assert list(room.ballots()[0].values()) == [2]


def test_two_quick_presses_are_two_dots(room: Room, page: Page) -> None:
    others_write(room)
    room.at(voting=True)
    joined(room, page).get_by_role("button", name="Lägg en prick").first.dblclick()
    expect(page.get_by_text("1 kvar")).to_be_visible()
    assert list(room.ballots()[0].values()) == [2]


def test_the_page_follows_when_the_meeting_moves_on_and_back(room: Room, page: Page) -> None:
    joined(room, page)
    page.get_by_label("Skriv ett bidrag").fill("En halv tanke")
    first = room.point
    second = room.show(title="Nästa fråga", question="Vad gör vi?", writing=True)
    expect(page.get_by_role("heading", level=1)).to_have_text("Nästa fråga", timeout=PATIENT)
    left = page.get_by_role("complementary", name="Inte skickat")
    expect(left).to_contain_text("En halv tanke")
    expect(page.get_by_label("Skriv ett bidrag")).to_have_value("")
    write(page, "Till den andra frågan")
    expect(page.get_by_text("Ditt bidrag är skickat.")).to_be_visible()
    room.change(point=first)
    expect(page.get_by_label("Skriv ett bidrag")).to_have_value("En halv tanke", timeout=PATIENT)
    expect(left).to_be_hidden()
    page.get_by_role("button", name="Skicka", exact=True).click()
    expect(page.get_by_text("Ditt bidrag är skickat.")).to_be_visible()
    assert room.texts() == ["En halv tanke"]
    assert [one.text for one in room.written(second)] == ["Till den andra frågan"]


def test_what_is_being_written_is_left_alone_while_others_change_the_page(room: Room, page: Page) -> None:
    joined(room, page)
    field = page.get_by_label("Skriv ett bidrag")
    field.press_sequentially("En halv")
    others_write(room)
    room.at(results=True)
    expect(page.get_by_text("Det här har vi skrivit")).to_be_visible(timeout=PATIENT)
    expect(field).to_be_focused()
    field.press_sequentially(" tanke")
    page.reload()
    expect(field).to_have_value("En halv tanke")
    room.at(writing=False)
    expect(page.get_by_role("complementary", name="Inte skickat")).to_contain_text("En halv tanke", timeout=PATIENT)
    page.get_by_role("button", name="Kasta texten").click()
    expect(page.get_by_role("complementary", name="Inte skickat")).to_be_hidden()


def test_without_contact_the_page_says_so_and_sends_it_later(room: Room, new_page: NewPage) -> None:
    page = joined(room, new_page(errors=True))
    page.context.set_offline(True)
    write(page, "Vana")
    status = page.locator("#kontakt")
    expect(status).to_contain_text("är inte skickat")
    assert room.texts() == []
    page.context.set_offline(False)
    expect(page.locator("[data-nummer]")).to_have_count(1, timeout=PATIENT)
    expect(status).to_be_empty()
    assert room.texts() == ["Vana"]


def test_an_answer_that_is_lost_doubles_nothing(room: Room, new_page: NewPage) -> None:
    page = joined(room, new_page(errors=True))

    def lose(route) -> None:
        route.fetch()
        route.abort()

    page.route("**/skriv", lose, times=1)
    write(page, "Vana")
    expect(page.locator("#kontakt")).to_contain_text("är inte skickat")
    page.reload()
    expect(page.locator("[data-nummer]")).to_have_count(1)
    expect(page.get_by_label("Skriv ett bidrag")).to_have_value("")
    write(page, "Brist")
    expect(page.locator("[data-nummer]")).to_have_count(2)
    assert room.texts() == ["Vana", "Brist"]


def test_what_looks_like_a_person_is_asked_about(room: Room, new_page: NewPage) -> None:
    page = joined(room, new_page(errors=True))
    write(page, "Ring 070-123 45 67")
    expect(page.get_by_role("alert")).to_contain_text("ett telefonnummer")
    page.get_by_label("Skriv ett bidrag").fill("Ring växeln, 070-123 45 67")
    assert axe(page) == []
    page.get_by_role("button", name="skicka ändå").click()
    expect(page.locator("[data-nummer]")).to_have_count(1)
    assert room.texts() == ["Ring växeln, 070-123 45 67"]


def test_a_closed_meeting_thanks_and_keeps_what_was_not_sent(room: Room, page: Page) -> None:
    joined(room, page).get_by_label("Skriv ett bidrag").fill("En halv tanke")
    room.change(state="closed", code="", point="")
    expect(page.get_by_role("heading", level=1)).to_have_text("Tack för att du var med", timeout=PATIENT)
    left = page.get_by_role("complementary", name="Inte skickat")
    expect(left).to_contain_text("En halv tanke")
    assert axe(page) == []
    page.reload()
    expect(left).to_contain_text("En halv tanke")


def test_without_scripts_it_works_by_forms(room: Room, browser) -> None:
    others_write(room)
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = joined(room, context.new_page())
    write(page, "Vana")
    expect(page.get_by_text("Ditt bidrag är skickat.")).to_be_visible()
    room.at(voting=True)
    page.get_by_role("link", name="Uppdatera").click()
    page.get_by_role("button", name="Lägg en prick").last.click()
    expect(page.get_by_text("2 kvar")).to_be_visible()
    assert "Vana" in room.texts()
    context.close()


def test_every_state_is_swedish_accessible_and_fits_a_phone(room: Room, new_page: NewPage, tmp_path: Path) -> None:
    page = new_page(320, 640, errors=True)

    def look(name: str) -> None:
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)  # pyright: ignore[reportArgumentType]
            page.screenshot(path=tmp_path / f"{name}-{scheme}.png", full_page=True)
            assert axe(page, colours_only=scheme != next(iter(SCHEMES))) == [], (name, scheme)
        for width in (390, 320):
            page.set_viewport_size({"width": width, "height": 740})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (name, width)
            assert cut_off(page) == [], (name, width)
        assert moving(page) == [], name
        assert english_left(page) == [], name
        assert small_targets(page) == [], name

    page.goto(f"http://{room.address}/delta")
    look("kod")
    page.get_by_label("Mötets kod").fill("ABCDEF")
    page.get_by_role("button", name="Gå med").click()
    expect(page.get_by_role("alert")).to_contain_text("Koden gäller inte")
    look("fel-kod")
    page.goto(f"http://{room.address}/delta/{room.code}")
    look("ga-med")
    joined(room, page)
    look("skriv")
    write(page, "Vi frågar kvinnor om våld, men sällan män. Vana eller rutin?")
    write(page, "Ring 070-123 45 67")
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_text("Ändra eller ta tillbaka").click()
    look("eget-och-fraga")
    others_write(room)
    room.at(writing=False, voting=True)
    page.get_by_role("button", name="Lägg en prick").first.click(timeout=PATIENT)
    expect(page.get_by_text("2 kvar")).to_be_visible()
    look("rosta")
    room.at(voting=False, results=True)
    expect(page.get_by_text("Det här har vi skrivit")).to_be_visible(timeout=PATIENT)
    look("resultat")
    room.show(kind="view", title="Beslut: Får kvinnor och män bifall lika ofta?")
    expect(page.get_by_text("Följ med på skärmen")).to_be_visible(timeout=PATIENT)
    look("vy")
    page.context.set_offline(True)
    expect(page.locator("#kontakt")).to_contain_text("Ingen kontakt", timeout=PATIENT)
    look("utan-kontakt")


_SERVE = """
import pathlib, sys
from jamstalld.ui.serve import serve
serve(pathlib.Path(sys.argv[1]), port=int(sys.argv[2]), participants=sys.argv[3])
"""


def test_beside_the_app_phones_reach_their_pages_and_nothing_else(
    server: Callable[..., Server], tmp_path: Path, salt_file: Path
) -> None:
    database = open_database(tmp_path / "jamstalld.duckdb", salt_file)
    save(database, Meeting("m", "", title="Ledningsgruppen i maj", state="open", code="K7MQ2U"), by="Ada")
    database.close()
    theirs = f"127.0.0.1:{free_port()}"

    def command(port: int, _: Path) -> list[str]:
        return [sys.executable, "-c", _SERVE, str(database.path), str(port), theirs]

    app = server(database=database.path, command=command, JAMSTALLD_SALT_FILE=str(salt_file))
    outside, inside = Phone(theirs, "K7MQ2U"), Phone(app.url.removeprefix("http://"), "K7MQ2U")
    for phone in (outside, inside):
        answer = phone.join()
        assert (answer.status, "Vänta kvar här" in answer.words) == (200, True)
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert phone.get("/delta/finns/inte").status == 404
    assert inside.get("/insatser").status == inside.get("/_stcore/health").status == 200
    assert outside.get("/insatser").status == outside.get("/_stcore/health").status == 404
    app.stop()
    assert app.output() == (
        f"Deltagare i möten når sina sidor på http://{theirs}/delta\nJämställd körs på {app.url} – avsluta med Ctrl+C\n"
    )


@pytest.mark.parametrize("where", ["0.0.0.0", "192.168.1.20", "::"])
def test_the_app_itself_is_for_this_computer_alone_however_participants_are_served(where: str, tmp_path: Path) -> None:
    with pytest.raises(JamstalldError, match="går att nå från andra datorer"):
        serve(tmp_path / "jamstalld.duckdb", address=where, participants="0.0.0.0:8600")


def small_targets(page: Page) -> list[str]:
    """List what is to be pressed and is lower or narrower than 44 pixels."""
    return page.evaluate("""() => [...document.querySelectorAll('button, a, input:not([type=hidden]), summary')]
        .filter((one) => one.offsetParent !== null && (one.offsetHeight < 44 || one.offsetWidth < 44))
        .map((one) => one.outerHTML)""")


def test_the_pages_ask_nothing_of_anybody_else(room: Room, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    joined(room, page)
    others_write(room)
    room.at(results=True)
    expect(page.get_by_text("Det här har vi skrivit")).to_be_visible(timeout=PATIENT)
    assert asked
    assert all(url.startswith(f"http://{room.address}/delta") for url in asked)
    assert Phone(room.address).get("/").status == 404
