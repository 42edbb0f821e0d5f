"""Actions in a real browser: written by the keyboard alone on a phone, shown as text, opened from *Översikt*."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from jamstalld.actions import add_action
from jamstalld.dialogue.actions import Action
from jamstalld.dialogue.entries import new_identity
from jamstalld.settings import house
from jamstalld.store import open_database
from tests.browser.harness import Server, axe, english_left, settle
from tests.shared import municipality

MUNICIPALITY = house() / "sample_data" / "municipality"
TRICKY = "=cmd|' /C calc'!A0 <b>fet</b> **fet** [l](http://x.se) www.x.se a@x.se " + "långt" * 30


@pytest.fixture(scope="module")
def app(server: Callable[..., Server], tmp_path_factory: pytest.TempPathFactory) -> Server:
    """The app with eight quarters and two actions: one that follows a number, one with what is no name."""
    path = municipality(tmp_path_factory, tmp_path_factory.mktemp("actions") / "jamstalld.duckdb", quarters=8)
    database = open_database(path, path.with_name("salt"))
    request = {"measure": "violence_asked", "by": "area", "period": "2024K4..2025K3", "count_unit": "insatser"}
    followed = Action(
        *(new_identity(), "", "Alla får frågan om våld", "Enhetschefen", "2020-01-01", "ongoing", "2025K3"),
        subject={"kind": "view", "request": request},
        expected="smaller",
    )
    for action in (followed, Action(new_identity(), "", TRICKY, "<i>x</i>")):
        add_action(database, action, by="Ada")
    database.close()
    return server(database=path, JAMSTALLD_SALT_FILE=str(path.with_name("salt")))


def sound(page: Page) -> None:
    settle(page, timeout=90)
    assert axe(page) == []
    assert english_left(page) == []
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0


def opened(page: Page, app: Server, address: str) -> None:
    page.goto(f"{app.url}/{address}")
    expect(page.locator("h1")).to_be_visible(timeout=60_000)
    settle(page, timeout=90)


def test_an_action_is_written_by_the_keyboard_on_a_phone(app: Server, new_page: Callable[..., Page]) -> None:
    page = new_page(width=390, scheme="dark")
    opened(page, app, "atgarder")
    sound(page)
    page.get_by_role("button", name="Lägg till en åtgärd").focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    settle(page)
    assert page.evaluate("document.activeElement.closest('[role=dialog]') !== null")
    for label, text in (("Ditt namn", "Ada"), ("Vad ska göras?", "Samma frågor"), ("Klart senast", "31 mars 2099")):
        page.get_by_label(label).focus()
        page.keyboard.type(text)
        page.keyboard.press("Tab")
        settle(page)
    page.get_by_label("Mått att följa").focus()
    page.keyboard.type("Bifall")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Rad att följa")).to_be_visible(timeout=30_000)
    sound(page)
    page.keyboard.press("Escape")
    expect(dialog).to_be_visible()
    page.get_by_role("button", name="Spara åtgärden").focus()
    page.keyboard.press("Enter")
    expect(dialog).to_have_count(0, timeout=30_000)
    expect(page.get_by_text("Åtgärden är sparad.")).to_be_visible()
    expect(page.get_by_text("Klart senast 31 mars 2099.")).to_be_visible()


def test_the_board_shows_what_people_write_as_text_and_the_overview_leads_to_it(app: Server, page: Page) -> None:
    opened(page, app, "atgarder")
    expect(page.get_by_text(TRICKY).first).to_be_visible()
    page.get_by_text("Tidslinjen som tabell").click()
    expect(page.get_by_role("table")).to_contain_text("[l](")
    assert page.locator("a[href*='x.se']").count() == 0
    expect(page.get_by_text("Har rört sig som väntat", exact=True).first).to_be_visible()
    picture = page.locator("[class*='st-key-bred_tidslinje'] [aria-label^='Tidslinje över']").first
    expect(picture).to_be_visible()
    sound(page)
    opened(page, app, "oversikt")
    page.get_by_role("link", name="Öppna åtgärden").first.click()
    expect(page.get_by_role("dialog")).to_be_visible(timeout=30_000)
    sound(page)
    expect(page.get_by_label("Vad ska göras?")).to_have_value("Alla får frågan om våld")
    page.get_by_role("button", name="Avbryt").click()
    expect(page.get_by_role("dialog")).to_have_count(0, timeout=30_000)
