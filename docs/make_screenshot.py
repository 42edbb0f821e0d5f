"""Make the pictures of the README and the user guide: ``python docs/make_screenshot.py [NAME …]``.

Loads the sample data into a database of its own, writes an analysis, actions and two meetings into it, starts the app
on it and takes every page in Chromium, as it looks on a laptop (one on a phone, one on a projector). With names, takes
only those pictures. The salt is always the same, so the protected numbers, and with them the pictures, are too; only
days and times of the clock differ from one run to the next.

Needs the extra ``test`` and a Chromium on the path or named in ``$CHROMIUM``.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from urllib.parse import urlencode

from PIL import Image
from playwright.sync_api import Browser, FilePayload, Locator, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))  # for `tests`, which is not installed

from jamstalld.actions import add_action  # noqa: E402
from jamstalld.demo import make_demo  # noqa: E402
from jamstalld.dialogue.actions import Action  # noqa: E402
from jamstalld.dialogue.meeting_templates import templates  # noqa: E402
from jamstalld.dialogue.meetings import Contribution, Meeting  # noqa: E402
from jamstalld.dictionary import dictionary  # noqa: E402
from jamstalld.settings import Settings  # noqa: E402
from jamstalld.snapshots import snapshot, subject_of  # noqa: E402
from jamstalld.store import (  # noqa: E402
    Database,
    add_cause,
    change_cause,
    keep_backup,
    next_identity,
    open_database,
    plan_meeting,
    save,
    write_text,
)
from jamstalld.views.build import build_view  # noqa: E402
from jamstalld.views.request import ViewRequest  # noqa: E402
from tests.browser import harness  # noqa: E402

FOLDER = ROOT / "docs" / "images"
LAPTOP, TALL, PHONE, PROJECTOR = (1280, 800), (1280, 1000), (390, 640), (1280, 720)
SALT = "00" * 32  # no secret: it protects nobody but the inhabitants of a municipality that does not exist
KEY = "nyckeln till en kommun som inte finns"
LOOKED_AT, WRITTEN_IN = "mote-ett", "mote-tva"
CODE = "K7MQ2U"
AUTHOR = "Ada Lind"
BY_AREA = f"beslut?{urlencode({'rader': dictionary().variable('area').title})}"
SOURCE = "Kod;Gndr;Vad det gäller;Fattat den;Utfallskod;Handläggarens ord"


@dataclass(frozen=True)
class Picture:
    """One picture.

    Parameters
    ----------
    address
        The page it is of, after the host name.
    size
        Width and height of the window, pixels.
    prepare
        What is done on the page before the picture is taken.
    """

    address: str
    size: tuple[int, int] = LAPTOP
    prepare: Callable[[Page], None] = lambda page: None


def main(names: list[str]) -> None:
    """Take the pictures that are named, all if none is, into ``docs/images/``."""
    chromium = harness.find_chromium()
    if chromium is None:
        sys.exit("Chromium is missing: install it or name it in $CHROMIUM")
    if unknown := set(names) - set(PICTURES):
        sys.exit(f"No picture is called {', '.join(unknown)}. There are {', '.join(PICTURES)}.")
    with tempfile.TemporaryDirectory() as name:
        settings = filled(Path(name))
        port = harness.free_port()
        variables = {"JAMSTALLD_SALT_FILE": str(settings.salt_file), "JAMSTALLD_KEY": KEY}
        command = harness.serve_command(settings.demo_database, port)
        server = harness.start_server(command, port, Path(name), variables)
        try:
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=chromium, args=list(harness.CHROMIUM_FLAGS))
                for name in names or PICTURES:
                    take(browser, server.url, PICTURES[name], FOLDER / f"{name}.png")
                browser.close()
        finally:
            server.stop()


def take(browser: Browser, url: str, picture: Picture, file: Path) -> None:
    """Open a page, prepare it, and take its picture, in 256 colours."""
    width, height = picture.size
    context = browser.new_context(
        viewport={"width": width, "height": height}, locale="sv-SE", color_scheme="light", reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto(f"{url}/{picture.address}")
    if not picture.address.startswith("delta"):
        harness.settle(page, timeout=90)
    picture.prepare(page)
    page.mouse.move(0, 0)
    page.screenshot(path=file)
    context.close()
    with Image.open(file) as taken:
        # No colour moves more than 4 of 255 by it, and the file is a third as large.
        fewer = taken.convert("RGB").quantize(256, Image.Quantize.MAXCOVERAGE, kmeans=1, dither=Image.Dither.NONE)
    fewer.save(file, optimize=True)
    print(f"{file}: {file.stat().st_size // 1000} kB")


def filled(folder: Path) -> Settings:
    """Make a database with the sample data, an analysis, actions and two meetings that are held."""
    folder.chmod(0o700)
    secrets, data = folder / "hemligt", folder / "data"
    secrets.mkdir(mode=0o700)
    data.mkdir(mode=0o700)
    settings = Settings(database=data / "jamstalld.duckdb", salt_file=secrets / "salt", key=KEY)
    settings.salt_file.write_text(SALT, "ascii")
    settings.salt_file.chmod(0o600)
    make_demo(settings, say=print)
    database = open_database(settings.demo_database, settings.salt_file, key=KEY)
    try:
        write_analysis(database)
        write_actions(database)
        hold_meetings(database)
        keep_backup(database, "leverans")
    finally:
        database.close()
    return settings


def write_analysis(database: Database) -> None:
    """Write what a group might about who is approved, with three causes."""
    seen = snapshot(build_view(database, ViewRequest("approval", by="area")))
    analysis = next_identity(seen.subject, ())
    for field, text in (
        ("purpose", "Nämndens mål: likvärdiga beslut för kvinnor och män."),
        ("seen", "Kvinnor får bifall mer sällan i skadligt bruk och beroende, och i ekonomiskt bistånd."),
    ):
        write_text(database, analysis, seen, field, text, by=AUTHOR, based_on=0)
    for text, state in (
        ("Vi frågar kvinnor och män om olika saker i utredningen", "confirmed"),
        ("Kvinnor och män söker olika insatser", "open"),
        ("Behovet bedöms olika", "listed"),
    ):
        cause = add_cause(database, analysis, seen, text, by=AUTHOR)
        if state != "listed":
            change_cause(database, cause, seen, by=AUTHOR, state=state)


def write_actions(database: Database) -> None:
    """Write three actions, of which one follows a number."""
    request = {"measure": "violence_asked", "by": "area", "period": "2024K4..2025K3", "count_unit": "insatser"}
    followed = Action(
        *("atgard-ett", "", "Alla får frågan om våld", "Enhetschefen, Vuxenenheten", "", "ongoing", "2025K4"),
        subject={"kind": "view", "request": request},
        expected="smaller",
    )
    for action in (
        followed,
        Action("atgard-tva", "", "Samma informationsblad till kvinnor och män", "Utvecklingsledaren"),
        Action("atgard-tre", "", "Läs tio utredningar tillsammans", "Processledaren", "2026-06-30", "done"),
    ):
        add_action(database, action, by=AUTHOR)


def hold_meetings(database: Database) -> None:
    """Hold two meetings: in one a view is on the screen, in the other a conversation."""
    subject = subject_of(build_view(database, ViewRequest("approval", by="area"))).to_json()
    for meeting, code, place in ((LOOKED_AT, "B2CDEF", 0), (WRITTEN_IN, CODE, 1)):
        points = list(templates()[0].points_for(meeting))
        points[0] = replace(points[0], title="Får kvinnor och män bifall lika ofta?", subject=subject)
        points[place] = replace(points[place], writing=place == 1)
        planned = Meeting(meeting, "", title="Ledningsgruppen, kvartal 3", minutes=20)
        plan_meeting(database, planned, points, by=AUTHOR)
        now = datetime.now().isoformat(timespec="seconds")
        held = replace(planned, state="open", code=code, point=points[place].identity, point_since=now)
        save(database, held, by=AUTHOR, based_on=1)
        for at, text in enumerate(("Vi frågar inte männen", "Vana: så har vi alltid gjort", "Behoven skiljer sig")):
            save(database, Contribution(f"{meeting}-{at}", points[1].identity, text, participant=f"{at}"), by="")


def drawn(page: Page) -> None:
    """Wait until the page's picture is drawn."""
    page.locator('[data-testid="stVegaLiteChart"] .marks').first.wait_for(state="visible")


def show_menu(page: Page) -> None:
    """Open the menu of what the rows are."""
    drawn(page)
    page.get_by_role("combobox", name="Visa per").first.click()
    page.get_by_role("option").first.wait_for(state="visible")


def show_causes(page: Page) -> None:
    """Go to the step in which causes are looked for."""
    drawn(page)
    page.get_by_text("Sök orsaker", exact=True).first.click()
    harness.settle(page)
    at_top(page, page.get_by_text("Steg", exact=True).first)


def at_top(page: Page, place: Locator) -> None:
    """Scroll so that something is at the top of the window, below the bar that lies there."""
    place.evaluate("element => { element.style.scrollMarginTop = '64px'; element.scrollIntoView({block: 'start'}); }")
    page.wait_for_timeout(500)


def upload(page: Page) -> None:
    """Choose a file whose headers are not known, and show what its columns are taken for."""
    lines = [SOURCE]
    for at in range(40):
        decided = f"2026-{7 + at % 3:02}-{1 + at % 25:02}"
        lines.append(
            f"{at + 1}-x;{('kvinna', 'man')[at % 2]};{('Hemtjänst', 'Boendestöd', 'Kontaktperson')[at % 3]};{decided};"
            f"{('Bifall', 'Avslag', 'Bifall')[at % 7 % 3]};Hen berättade om sin vecka, och om det som hände dag {at}."
        )
    file = FilePayload(name="Uttag 2026K3.csv", mimeType="text/csv", buffer="\n".join(lines).encode())
    page.locator('input[type="file"]').first.set_input_files(file)
    page.get_by_text("Kolumner", exact=False).first.wait_for(state="visible")
    harness.settle(page, timeout=60)
    at_top(page, page.get_by_text("Filer", exact=True).first)


def join(page: Page) -> None:
    """Come into the meeting from a phone, and begin to write."""
    page.get_by_role("button", name="Gå med").click()
    page.get_by_label("Skriv ett bidrag").fill("Vi vet inte vad männen behöver")


PICTURES = {
    "oversikt": Picture("oversikt"),
    "beslut": Picture(BY_AREA, prepare=drawn),
    "beslut_menyer": Picture(BY_AREA, prepare=show_menu),
    "analysstod": Picture(BY_AREA, TALL, show_causes),
    "atgarder": Picture("atgarder", TALL),
    "mote": Picture(f"moten?mote={WRITTEN_IN}", TALL),
    "telefon": Picture(f"delta/{CODE}", PHONE, join),
    "presentera": Picture(f"presentera?mote={LOOKED_AT}", PROJECTOR),
    "ladda_upp": Picture("ladda-upp", prepare=upload),
    "rapporter": Picture("rapporter"),
    "drift": Picture("drift"),
}


if __name__ == "__main__":
    main(sys.argv[1:])
