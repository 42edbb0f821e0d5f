"""Whether the facilitator's page keeps up with all: ``python -m tests.benchmarks.facilitator [SECONDS] [PHONES]``.

The app runs as it is served. Forty phones write and vote against it (:mod:`tests.benchmarks.participants`) while the
page that leads the meeting is open in a browser. Now and then one more phone writes something of its own, and it is
measured how long it takes until the facilitator sees it. The page looks for changes every other second. The texts are
invented.
"""

from __future__ import annotations

import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from statistics import median
from uuid import uuid4

from playwright.sync_api import Page, sync_playwright

from jamstalld.dialogue.entries import new_identity
from jamstalld.dialogue.meetings import Meeting, Point
from jamstalld.store import open_database, save
from tests.benchmarks.participants import DOTS, PHONES, SECONDS, Participant
from tests.browser.harness import CHROMIUM_FLAGS, find_chromium, free_port, serve_command, settle, start_server
from tests.phones import Phone

CODE = "K7MQ2U"
_BETWEEN = 8.0


def planned(folder: Path) -> Point:
    """Make a meeting that is open at a conversation in which one may write and vote."""
    database = open_database(folder / "jamstalld.duckdb", folder / "salt")
    meeting = Meeting(new_identity(), "", title="Mätning", state="open", code=CODE)
    point = Point(new_identity(), meeting.identity, title="Samtal", kind="conversation", dots=DOTS, writing=True)
    save(database, replace(point, voting=True), by="Ada")
    save(database, replace(meeting, point=point.identity), by="Ada")
    database.close()
    return point


def seen_after(page: Page, phone: Phone, point: str) -> float:
    """Write something, and give how many seconds it took until it stood on the facilitator's page."""
    text = f"Märke {uuid4()}"
    answer = phone.write(point, text, str(uuid4()))
    assert answer.status == 200, answer.status
    begun = time.perf_counter()
    page.get_by_text(text).wait_for(state="attached", timeout=120_000)
    return time.perf_counter() - begun


def main(seconds: float = SECONDS, phones: int = PHONES) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder, port = Path(name), free_port()
        point = planned(folder)
        path = folder / "jamstalld.duckdb"
        where = {"JAMSTALLD_DATABASE": str(path), "JAMSTALLD_SALT_FILE": str(folder / "salt")}
        server = start_server(serve_command(path, port), port, folder, where)
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(CHROMIUM_FLAGS))
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.goto(f"{server.url}/moten?mote={point.parent}")
        settle(page, timeout=90)
        address = server.url.removeprefix("http://")
        extra = Phone(address, CODE)
        extra.join()
        alone = seen_after(page, extra, point.identity)
        until = time.monotonic() + seconds
        took: list[float] = []
        with ThreadPoolExecutor(int(phones)) as pool:
            there = [
                pool.submit(
                    Participant(Phone(address, CODE), point.identity, seed, until - seconds / 2, until).take_part
                )
                for seed in range(int(phones))
            ]
            while time.monotonic() < until - _BETWEEN:
                page.wait_for_timeout(_BETWEEN * 1000)
                took.append(seen_after(page, extra, point.identity))
            told = [one.result() for one in there]
        browser.close()
        server.stop()
    answers = sorted(one for each in told for one in each.took)
    print(f"{phones:.0f} phones, {seconds:.0f} s: {sum(each.sent for each in told)} things sent")
    print(f"answer to a phone: median {median(answers):.2f} s, 95 % {answers[int(0.95 * (len(answers) - 1))]:.2f} s")
    print(f"on the facilitator's page, alone: after {alone:.1f} s")
    print(f"on the facilitator's page, with all: median {median(took):.1f} s, longest {max(took):.1f} s")


if __name__ == "__main__":
    main(*(float(argument) for argument in sys.argv[1:]))
