"""One real quarter in a real browser: load, find, discuss, decide, finish, report; the next quarter answers."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import docx
from playwright.sync_api import Page, expect

from tests.browser.harness import Server, axe, choose, english_left, settle
from tests.conftest import write_salt

expect.set_options(timeout=60_000)  # the machine may be busy with other tests
SEEN = "Kvinnorna får bifall mer sällan än männen i Norr."
CAUSE = "Vi frågar kvinnor och män om olika saker"
DEED = "Samma frågor till alla i varje utredning"


def written(folder: Path, quarter: str, women: int, men: int) -> Path:
    """Write 240 decisions about each sex, of which so many of a hundred are approved."""
    lines = ["Löpnummer;Kön;Kvartal;Enhet;Beslut"]
    for sex, approved in (("K", women), ("M", men)):
        for at in range(240):
            decision = "Bifall" if at % 20 < approved // 5 else "Avslag"
            lines.append(f"{quarter}{sex}{at};{sex};{quarter};{('Norr', 'Söder')[at // 20 % 2]};{decision}")
    file = folder / f"{quarter}.csv"
    file.write_text("\n".join(lines), "utf-8")
    return file


def opened(page: Page, app: Server, address: str) -> None:
    page.goto(f"{app.url}/{address}")
    expect(page.locator("h1")).to_be_visible()
    settle(page, timeout=90)


def load(page: Page, app: Server, file: Path) -> None:
    opened(page, app, "ladda-upp")
    page.locator("input[type=file]").set_input_files(file)
    settle(page, timeout=90)
    page.get_by_role("button", name="Läs in 480 rader").click()
    expect(page.get_by_text("480 rader lästes in").first).to_be_visible()
    settle(page)


def step(page: Page, name: str) -> None:
    page.get_by_role("radio", name=name).click()
    settle(page)


def test_a_quarter_from_the_file_to_the_report_and_the_next_that_answers(
    server: Callable[..., Server], page: Page, tmp_path: Path
) -> None:
    salt = write_salt(tmp_path / "salt")
    app = server(database=tmp_path / "jamstalld.duckdb", JAMSTALLD_SALT_FILE=str(salt))
    load(page, app, written(tmp_path, "2026K1", women=45, men=75))

    # Find: the overview names the difference, and leads to its view.
    opened(page, app, "oversikt")
    page.get_by_role("link", name="Öppna bifall").first.click()
    expect(page.locator("h1")).to_have_text("Får kvinnor och män bifall lika ofta?")
    settle(page, timeout=90)
    finding = page.locator("h2").first.inner_text()
    assert "procentenheter" in finding

    # Discuss: what is seen, and why it may be so.
    page.get_by_label("Ditt namn").fill("Eva Påhittad")
    page.get_by_label("Ditt namn").press("Tab")
    settle(page)
    step(page, "Samla")
    page.get_by_role("textbox", name="Vad ser vi?").click()
    page.keyboard.type(SEEN)
    expect(page.locator("[data-hanterat]").first).to_contain_text("Sparat kl.")
    step(page, "Sök orsaker")
    page.get_by_label("Ny tänkbar orsak").fill(CAUSE)
    page.get_by_role("button", name="Lägg till", exact=True).click()
    expect(page.get_by_text(CAUSE, exact=True).first).to_be_visible()
    settle(page)
    page.get_by_role("radio", name="Bekräftad").click()
    settle(page)

    # Decide: an action, and the number that will show it.
    step(page, "Åtgärder")
    page.get_by_role("button", name="Lägg till en åtgärd").click()
    settle(page)
    page.get_by_label("Vad ska göras?").fill(DEED)
    page.get_by_label("Vem ser till att det blir gjort?").fill("Enhetschefen")
    page.get_by_label("Klart senast").fill("2099-12-31")
    page.get_by_label("Klart senast").press("Tab")
    settle(page)
    choose(page, "Åtgärden började gälla", "kvartal 1 2026")
    page.get_by_role("button", name="Spara åtgärden").click()
    expect(page.get_by_text("Åtgärden är sparad.")).to_be_visible()
    settle(page)
    assert axe(page) == []
    assert english_left(page) == []

    # Finish: with name and date, and nothing can be changed any more.
    page.get_by_role("button", name="Slutför analysen").click()
    expect(page.get_by_text("Slutförd av Eva Påhittad").first).to_be_visible()
    settle(page)
    assert page.get_by_role("textbox", name="Vad ser vi?").count() == 0

    # Report: the group's words and the page's number stand in the document.
    opened(page, app, "rapporter")
    page.get_by_role("button", name="Gör dokumentet").click()
    with page.expect_download() as taken:
        page.get_by_role("button", name="Ladda ner").first.click()
    document = docx.Document(io.BytesIO(Path(taken.value.path()).read_bytes()))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    for said in (SEEN, CAUSE, DEED, finding):
        assert said in text + "\n".join(cell.text for table in document.tables for cell in table._cells)

    # The next quarter: the gap has closed, and the action says that it has moved, not why.
    load(page, app, written(tmp_path, "2026K2", women=60, men=60))
    opened(page, app, "atgarder")
    expect(page.get_by_text(DEED).first).to_be_visible()
    expect(page.get_by_text("Har rört sig som väntat").first).to_be_visible()
    opened(page, app, "historik")
    for done in ("Analys påbörjad", "Orsak prövad", "Åtgärd beslutad", "Analys slutförd"):
        expect(page.get_by_text(done).first).to_be_visible()
