"""Make the picture in the README: ``python docs/make_screenshot.py [FILE]``.

Loads the sample data into a database of its own, starts the app on it and takes the page *Beslut* in Chromium, as it
looks on a laptop. The salt is always the same, so the protected numbers, and with them the picture, are too.

Needs the extra ``test`` and a Chromium on the path or named in ``$CHROMIUM``.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from urllib.parse import urlencode

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))  # for `tests`, which is not installed

from jamstalld.demo import make_demo  # noqa: E402
from jamstalld.dictionary import dictionary  # noqa: E402
from jamstalld.settings import Settings  # noqa: E402
from tests.browser import harness  # noqa: E402

PICTURE = ROOT / "docs" / "images" / "beslut.png"
SIZE = {"width": 1280, "height": 800}
PAGE = f"beslut?{urlencode({'rader': dictionary().variable('area').title})}"
SALT = "00" * 32  # no secret: it protects nobody but the inhabitants of a municipality that does not exist


def main(picture: Path) -> None:
    """Take the picture and write it to `picture`."""
    chromium = harness.find_chromium()
    if chromium is None:
        sys.exit("Chromium is missing: install it or name it in $CHROMIUM")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        settings = Settings(database=folder / "jamstalld.duckdb", salt_file=folder / "salt")
        settings.salt_file.write_text(SALT, "ascii")
        make_demo(settings, say=print)
        port = harness.free_port()
        command = harness.serve_command(settings.demo_database, port)
        server = harness.start_server(command, port, folder, {"JAMSTALLD_SALT_FILE": str(settings.salt_file)})
        try:
            take(f"{server.url}/{PAGE}", chromium, picture)
        finally:
            server.stop()


def take(url: str, chromium: str, picture: Path) -> None:
    """Open a page, wait until its picture is drawn, and take it."""
    picture.parent.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(harness.CHROMIUM_FLAGS))
        page = browser.new_page(viewport=SIZE, locale="sv-SE", color_scheme="light")
        page.goto(url)
        harness.settle(page)
        page.locator('[data-testid="stVegaLiteChart"] .marks').first.wait_for(state="visible")
        page.screenshot(path=picture)
        browser.close()
    print(picture)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else PICTURE)
