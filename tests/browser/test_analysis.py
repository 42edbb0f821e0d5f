"""Writing in a real browser: fast, two at once, through a reload and the death of the server: seconds may be lost."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from jamstalld.dialogue.texts import Text
from jamstalld.store import entries, open_database
from tests.browser.harness import Server, axe, english_left, serve_command, settle, start_server
from tests.browser.line import Line

expect.set_options(timeout=60_000)  # the machine may be busy with other tests
PURPOSE = "Vilket mål eller uppdrag gäller det?"
PAUSE = 5


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small database: decisions by unit."""
    from jamstalld.intake import LoadOptions
    from jamstalld.loading import load_file

    folder = tmp_path_factory.mktemp("analysis")
    lines = ["Löpnummer;Kön;Kvartal;Enhet;Beslut"]
    for at in range(240):
        sex, unit, decision = "KM"[at % 2], ("Norr", "Söder")[at % 4 // 2], ("Bifall", "Avslag", "Bifall")[at % 3]
        lines.append(f"L{at};{sex};2026K{at % 3 + 1};{unit};{decision}")
    (folder / "beslut.csv").write_text("\n".join(lines), "utf-8")
    database = open_database(folder / "filled.duckdb", folder / "salt")
    assert load_file(database, folder / "beslut.csv", LoadOptions(), loaded_by="test", copy_first=False).exit_code == 0
    database.close()
    return folder


@pytest.fixture
def own(filled: Path, tmp_path: Path) -> Path:
    for name in ("filled.duckdb", "salt"):
        shutil.copy(filled / name, tmp_path / name)
    return tmp_path / "filled.duckdb"


def opened(page: Page, app: Server) -> Locator:
    page.goto(f"{app.url}/beslut")
    settle(page, timeout=90)
    return field(page)


def field(page: Page) -> Locator:
    return page.get_by_role("textbox", name=PURPOSE)


def how_it_stands(page: Page) -> Locator:
    return page.locator("[data-hanterat]").first


def saved(page: Page) -> None:
    """Wait until the page says that the very text of the field is saved."""
    page.wait_for_timeout(500)  # it looks every third of a second
    expect(how_it_stands(page)).to_contain_text("Sparat kl.")


def goes_on(page: Page, place: Locator, there: str, more: str) -> None:
    """Write on where the writer was, in a field that has kept its text."""
    expect(place).to_have_value(there)
    expect(place).to_be_focused()
    page.keyboard.type(more)
    expect(how_it_stands(page)).to_have_text("Sparar …")
    saved(page)


def kept(own: Path) -> list[str]:
    database = open_database(own, own.parent / "salt")
    texts = [one.entry.text for one in entries(database, Text)]
    database.close()
    return texts


def test_fast_writing_through_several_savings_keeps_place_and_text(
    server: Callable[..., Server], page: Page, own: Path
) -> None:
    app = server(database=own, JAMSTALLD_SALT_FILE=str(own.parent / "salt"))
    place = opened(page, app)
    place.click()
    text = "Nämndens mål är lika bemötande. " * 5
    page.keyboard.type(text, delay=35)  # some six seconds: saved several times on the way
    expect(place).to_be_focused()
    assert place.input_value() == text
    assert place.evaluate("field => field.selectionStart") == len(text)
    saved(page)
    place.evaluate("field => field.setSelectionRange(9, 9)")
    page.keyboard.type(" och vårt", delay=400)  # in the middle, slowly enough to be saved while the caret stands there
    saved(page)
    assert place.input_value() == text[:9] + " och vårt" + text[9:]
    settle(page)
    assert axe(page) == []
    assert english_left(page) == []
    app.stop()
    assert kept(own) == [place.input_value()]


def test_two_who_write_in_one_field_at_once_lose_nothing(
    server: Callable[..., Server], new_page: Callable[..., Page], own: Path
) -> None:
    app = server(database=own, JAMSTALLD_SALT_FILE=str(own.parent / "salt"))
    pages = {name: new_page() for name in ("Ada", "Bo")}
    for name, page in pages.items():
        opened(page, app)
        page.get_by_label("Ditt namn").fill(f"{name} Påhittad")
        field(page).click()
    for word in range(12):
        for name, page in pages.items():
            field(page).press("End")
            page.keyboard.type(f"{name}{word} ", delay=20)
    texts = {name: "".join(f"{name}{word} " for word in range(12)) for name in pages}
    for name, page in pages.items():
        saved(page)
        settle(page)
        assert field(page).input_value() == texts[name]
    beside = next(page for page in pages.values() if "bredvid" in how_it_stands(page).inner_text())
    assert axe(beside) == []
    assert english_left(beside) == []
    beside.get_by_role("button", name="Lägg till min text efter den här").click()
    expect(beside.get_by_text("Texterna är sammanförda.")).to_be_visible()
    joined = field(beside).input_value()
    assert all(text.strip() in joined for text in texts.values())
    app.stop()
    assert kept(own) == [joined]


def test_a_reload_in_the_middle_of_writing_loses_five_seconds_at_most(
    server: Callable[..., Server], page: Page, own: Path
) -> None:
    app = server(database=own, JAMSTALLD_SALT_FILE=str(own.parent / "salt"))
    opened(page, app).click()
    written: list[tuple[float, str]] = []
    started = time.monotonic()
    while time.monotonic() - started < PAUSE + 4:
        word = f"ord{len(written)} "
        page.keyboard.type(word)
        written.append((time.monotonic(), word))
        page.wait_for_timeout(150)
    at = time.monotonic()
    page.reload()
    settle(page, timeout=90)
    text = field(page).input_value()
    assert text.startswith("".join(word for moment, word in written if moment < at - PAUSE))


def test_a_connection_that_breaks_saves_what_the_field_holds_when_it_is_back(
    server: Callable[..., Server], new_page: Callable[..., Page], own: Path
) -> None:
    app = server(database=own, JAMSTALLD_SALT_FILE=str(own.parent / "salt"))
    line = Line(int(app.url.rsplit(":", 1)[1]))
    page = new_page(errors=True)  # it loses its server
    place = opened(page, replace(app, url=line.url))
    place.click()
    page.keyboard.type("Före")
    saved(page)
    page.keyboard.type(" och under")
    line.cut()
    expect(how_it_stands(page)).to_have_text("Ingen kontakt med servern. Det senaste du skrev är inte sparat än.")
    page.wait_for_timeout(PAUSE * 1000)
    line.mend()
    saved(page)
    goes_on(page, place, "Före och under", " och efter")
    line.end()
    app.stop()
    assert kept(own) == ["Före och under och efter"]


def test_a_server_that_dies_and_comes_back_saves_what_the_field_holds(
    server: Callable[..., Server], new_page: Callable[..., Page], own: Path
) -> None:
    salt = {"JAMSTALLD_SALT_FILE": str(own.parent / "salt"), "JAMSTALLD_DATABASE": str(own)}
    app = server(database=own, **salt)
    page = new_page(errors=True)  # it outlives its server
    place = opened(page, app)
    place.click()
    page.keyboard.type("Kort")  # and nothing has been sent yet
    app.process.kill()
    app.process.wait()
    expect(how_it_stands(page)).to_have_text("Ingen kontakt med servern. Det senaste du skrev är inte sparat än.")
    expect(page.get_by_role("status").filter(has_text="Ingen kontakt")).to_have_count(1)
    port = int(app.url.rsplit(":", 1)[1])
    folder = own.parent / "again"
    folder.mkdir()
    again = start_server(serve_command(own, port), port, folder, salt)
    try:
        saved(page)
        goes_on(page, place, "Kort", " och mer")
    finally:
        again.stop()
    assert kept(own) == ["Kort och mer"]
