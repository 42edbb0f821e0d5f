"""A meeting in two windows: one leads, the other is what the room sees."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from jamstalld.dialogue.meeting_templates import templates
from jamstalld.dialogue.meetings import OUTCOME_TITLE, Contribution, Meeting
from jamstalld.snapshots import subject_of
from jamstalld.store import open_database, plan_meeting, save
from jamstalld.views.build import build_view
from jamstalld.views.request import ViewRequest
from tests.browser.harness import SCHEMES, Server, axe, english_left, pale_buttons, settle, turn
from tests.shared import municipality

expect.set_options(timeout=30_000)  # the machine may be busy with other tests
MEETING = "mote-ett"
QUESTION = "Får kvinnor och män bifall lika ofta?"
WHY, WHAT = "Varför ser det ut så?", "Vad gör vi?"
TRICKY = "=cmd|' /C calc'!A0 <b>fet</b> **fet** [länk](x)"
LONG = "Ordet" * 40
SMALLEST = 24
# What is seen of every text: its size in the style, of a picture's text as the screen enlarges it.
_SMALL = """(smallest) => {
    const found = [];
    const walker = document.createTreeWalker(document.querySelector('.stMainBlockContainer'), NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const element = walker.currentNode.parentElement;
        const range = document.createRange();
        range.selectNodeContents(walker.currentNode);
        const box = range.getBoundingClientRect();
        if (!walker.currentNode.data.trim() || !box.width || !box.height || element.closest('style, title')) continue;
        const matrix = element.closest('svg') ? element.getScreenCTM() : null;
        const size = parseFloat(getComputedStyle(element).fontSize) * (matrix ? Math.hypot(matrix.a, matrix.b) : 1);
        if (size < smallest - 0.05) found.push(`${size.toFixed(1)}: ${walker.currentNode.data}`);
    }
    return found;
}"""
_HIDDEN_PART = """() => {
    const main = document.querySelector('.stMain');
    return [main.scrollHeight - main.clientHeight, main.scrollWidth - main.clientWidth];
}"""


@pytest.fixture(scope="module")
def app(server: Callable[..., Server], tmp_path_factory: pytest.TempPathFactory) -> Server:
    """The app with a year of sample data and a planned meeting, in whose second point something is written."""
    path = municipality(tmp_path_factory, tmp_path_factory.mktemp("meeting") / "jamstalld.duckdb", quarters=4)
    salt = path.with_name("salt")
    database = open_database(path, salt)
    points = list(templates()[0].points_for(MEETING))
    subject = subject_of(build_view(database, ViewRequest("approval"))).to_json()
    points[0] = replace(points[0], title=QUESTION, subject=subject)
    plan_meeting(database, Meeting(MEETING, "", title="Ledningsgruppen", minutes=20), points, by="Ada")
    for at, text in enumerate((TRICKY, LONG, "Vana", "Vi gör som förut", "Behoven", "Sjunde", "Åttonde")):
        save(database, Contribution(f"b{at}", points[1].identity, text=text, participant=f"{at}"), by="")
    database.close()
    return server(database=path, JAMSTALLD_SALT_FILE=str(salt))


def opened(page: Page, app: Server, address: str) -> None:
    page.goto(f"{app.url}/{address}")
    expect(page.locator("h1")).to_be_visible(timeout=60_000)
    settle(page, timeout=90)


def fits(page: Page) -> None:
    """Nothing is smaller than a room can read, and nothing lies outside the screen."""
    assert page.evaluate(_SMALL, SMALLEST) == []
    assert page.evaluate(_HIDDEN_PART) == [0, 0]


def test_one_leads_and_the_room_sees_it(app: Server, new_page: Callable[..., Page], tmp_path: Path) -> None:
    lead, room = new_page(1280, 800), new_page(1280, 720)
    opened(lead, app, f"moten?mote={MEETING}")
    assert axe(lead) == []
    assert english_left(lead) == []
    opened(room, app, f"presentera?mote={MEETING}")
    expect(room.get_by_text("Mötet är inte öppnat än.")).to_be_visible()
    lead.get_by_role("button", name="Öppna mötet").click()
    code = lead.get_by_text("Kod till deltagarna").inner_text().split(": ")[1].replace("\u00a0", " ")
    # The room follows, and leads itself by the clicker.
    expect(room.get_by_text(re.compile(code.replace(" ", r"\s")), exact=True)).to_be_visible()
    settle(room)
    fits(room)
    room.keyboard.press("PageDown")
    expect(room.locator("h1")).to_have_text(QUESTION)
    expect(room.locator(".st-key-storbild_smal svg.marks")).to_be_visible()
    settle(room)
    fits(room)
    room.screenshot(path=tmp_path / "view-1280.png")
    finding = room.locator("h2").inner_text()
    expect(lead.get_by_role("heading", name=QUESTION)).to_be_visible()
    expect(lead.get_by_text(finding)).to_be_visible()
    for letter in "htvsrc":  # whoever dictates to the computer, or slips, changes nothing
        room.keyboard.press(letter)
    settle(room)
    expect(room.locator(".st-key-storbild_smal svg.marks")).to_be_visible()
    room.get_by_role("button", name="Av hundra").click()
    expect(room.get_by_role("button", name="Visa bilden")).to_be_visible()
    settle(room)
    fits(room)
    room.get_by_role("button", name="Tabell", exact=True).click()
    expect(room.get_by_role("table")).to_be_visible()
    settle(room)
    assert room.evaluate(_SMALL, SMALLEST) == []
    room.screenshot(path=tmp_path / "table-1280.png")
    room.get_by_role("button", name="Av hundra").click()
    expect(room.get_by_role("table")).to_have_count(0)
    settle(room)
    room.set_viewport_size({"width": 1920, "height": 1080})
    expect(room.locator(".st-key-storbild_bred svg.marks")).to_be_visible()
    fits(room)
    room.get_by_role("button", name="Visa bilden").click()
    expect(room.get_by_role("button", name="Av hundra")).to_be_visible()
    settle(room)
    fits(room)
    room.screenshot(path=tmp_path / "view-1920.png")
    room.set_viewport_size({"width": 1280, "height": 720})
    settle(lead)
    lead.get_by_role("button", name="Nästa").click()
    expect(room.locator("h1")).to_have_text(WHY)
    expect(room.get_by_text("7 bidrag från 7 deltagare.")).to_be_visible()
    expect(room.get_by_text("Vana")).to_have_count(0)
    before = room.locator(".timer").inner_text()
    assert re.fullmatch(r"[0-6]:\d\d kvar", before)
    expect(room.locator(".timer")).not_to_have_text(before)
    settle(lead)
    lead.get_by_text("Visa svaren för alla").click()
    expect(room.get_by_role("table")).to_contain_text(TRICKY)
    expect(room.get_by_text("och 2 till")).to_be_visible()
    settle(room)
    fits(room)
    room.screenshot(path=tmp_path / "answers-1280.png")
    settle(lead)
    assert axe(lead) == []
    assert english_left(lead) == []
    # The room goes on in the middle of a word, and what has been typed is saved where it was typed.
    lead.get_by_role("textbox", name=OUTCOME_TITLE).click()
    lead.keyboard.type("Vi börjar med vanan")
    room.keyboard.press("PageUp")
    expect(room.locator("h1")).to_have_text(QUESTION)
    expect(lead.get_by_role("heading", name=QUESTION)).to_be_visible()
    expect(lead.get_by_role("textbox", name=OUTCOME_TITLE)).to_have_value("")
    lead.wait_for_timeout(3000)
    settle(lead)
    lead.reload()
    settle(lead, timeout=90)
    lead.get_by_role("button", name="Nästa").click()
    expect(lead.get_by_role("heading", name=WHY)).to_be_visible()
    expect(lead.get_by_role("textbox", name=OUTCOME_TITLE)).to_have_value("Vi börjar med vanan")
    room.keyboard.press("Escape")
    expect(room).to_have_url(re.compile(f"/moten\\?mote={MEETING}"))


def test_the_rooms_page_is_accessible_and_swedish(app: Server, new_page: Callable[..., Page]) -> None:
    room = new_page(1280, 720)
    opened(room, app, f"presentera?mote={MEETING}")
    if room.get_by_role("button", name="Öppna mötet").count():
        room.get_by_role("button", name="Öppna mötet").click()
        settle(room)
    for _ in range(4):  # back to the opening picture, wherever the meeting is
        room.keyboard.press("PageUp")
        settle(room)
    for heading in (QUESTION, WHY, WHAT):
        room.keyboard.press("PageDown")
        expect(room.locator("h1")).to_have_text(heading)
        for scheme in SCHEMES:
            turn(room, scheme)
            assert axe(room, colours_only=scheme != next(iter(SCHEMES))) == [], scheme
            assert english_left(room) == []
            assert pale_buttons(room) == [], scheme
    room.set_viewport_size({"width": 390, "height": 844})
    assert room.evaluate("document.documentElement.scrollWidth") <= 390
