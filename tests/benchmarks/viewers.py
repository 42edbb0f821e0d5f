"""Whether the app bears many viewers at once: ``python -m tests.benchmarks.viewers [--viewers 50] [--seconds 120]``.

The app runs as it is served, on the sample data. Each viewer is a session of its own over a web socket, as a browser's
(:mod:`tests.viewer`), on the page *Beslut*. A leadership group talks more than it clicks: each viewer changes a filter
every 5–10 seconds, each in its own time, and every twelfth time it goes to a view of its own and writes a note there,
which nobody else looks at. What the page lets run again by itself does so, as in a browser. The time begins when all
are in; what it takes for all to open the page within ten seconds is told by itself.

One viewer does the same alone first. Then the times of a filter change, from the click until the page is whole, are set
side by side: once while most views are new and their pictures must be drawn, and once more afterwards. All that each
viewer is sent is searched for what another one has written, saved or not, and each page is held to what its viewer
chose. The viewers run in a process of their own on the same machine. The texts are invented.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from threading import Barrier
from uuid import uuid4

from jamstalld.dialogue.texts import Text
from jamstalld.intake import LoadOptions
from jamstalld.loading import load_file
from jamstalld.store import entries, open_database, versions
from tests.browser.harness import Server, free_port, serve_command, start_server
from tests.conftest import ROOT, TODAY, write_salt
from tests.viewer import Viewer

PAGE = "beslut"
MENUS = ("Verksamhetsområde", "Enhet", "Åldersgrupp")
NAME, NOTE = "Ditt namn", "Vilket mål"
PACE = (5.0, 10.0)
NOTE_EVERY = 12


@dataclass
class Seen:
    """What one viewer has met.

    Parameters
    ----------
    marks
        What only it has written: its name, and its notes.
    opened
        Seconds until the page was whole for the first time.
    took
        Seconds of each filter change.
    wrong
        What was not as it should be.
    received
        All that it was sent.
    """

    marks: list[bytes] = field(default_factory=list)
    opened: float = 0.0
    took: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    received: list[bytes] = field(default_factory=list)


def serve_sample(folder: Path) -> Server:
    """Serve the sample data."""
    path, salt = folder / "jamstalld.duckdb", write_salt(folder / "salt")
    database = open_database(path, salt)
    for file in sorted((ROOT / "sample_data" / "municipality").glob("*.xlsx")):
        assert load_file(database, file, LoadOptions(today=TODAY), loaded_by="test", copy_first=False).exit_code == 0
    database.close()
    port = free_port()
    return start_server(serve_command(path, port), port, folder, {"JAMSTALLD_SALT_FILE": str(salt)})


def view(
    url: str,
    number: int,
    seconds: float,
    pace: tuple[float, float],
    note_every: int = NOTE_EVERY,
    all_in: Barrier | None = None,
) -> Seen:
    """Be one viewer for a while.

    Parameters
    ----------
    all_in
        Where it waits for the others, when its page is open.
    """
    pick, seen = random.Random(number), Seen()
    own = str(uuid4())
    with Viewer(url) as viewer:
        viewer.wait(pick.uniform(0, pace[1]))
        seen.opened = viewer.open(PAGE)
        seen.marks.append(own.encode())
        viewer.write(NAME, f"Namn {own}")
        if all_in:
            all_in.wait()
        viewer.wait(pick.uniform(0, pace[1]))
        until = time.monotonic() + seconds
        turn = 0
        while time.monotonic() < until:
            turn += 1
            if turn % note_every == 0:
                _note(viewer, number, seen)
            else:
                _change(viewer, pick, seen)
            seen.wrong += viewer.errors()
            viewer.wait(pick.uniform(*pace))
        seen.received = viewer.received
    return seen


def _change(viewer: Viewer, pick: random.Random, seen: Seen) -> None:
    menu = pick.choice(MENUS)
    value = pick.choice([one for one in viewer.options(menu) if one != viewer.chosen(menu)])
    before = {one: viewer.chosen(one) for one in MENUS} | {menu: value}
    seen.took.append(viewer.choose(menu, value))
    shown = {one: viewer.chosen(one) for one in MENUS if one in {box.label for box in viewer.all("selectbox")}}
    if any(before[one] != shown[one] for one in shown):
        seen.wrong.append(f"{before} was chosen and {shown} shown")


def _note(viewer: Viewer, number: int, seen: Seen) -> None:
    """Write in the analysis of a view of one's own: of a period and an area that nobody else looks at."""
    period, area = divmod(number, 6)
    mark = str(uuid4())
    chosen = dict(viewer.query)
    quarters = [one for one in viewer.options("Period") if one.startswith("kv") and "–" not in one]
    viewer.open(PAGE, period=quarters[period], omrade=AREAS[area])
    viewer.write(NOTE, f"Anteckning {mark}")
    seen.marks.append(mark.encode())
    seen.wrong += viewer.errors()
    if not any("Sparat kl." in part.body for part in viewer.all("html")):
        seen.wrong.append("a note was not said to be saved")
    viewer.open(PAGE, **chosen)


AREAS = (
    *("Ekonomiskt bistånd", "Skadligt bruk och beroende", "Barn och unga"),
    *("Våld i nära relation", "Äldre", "Funktionshinder (LSS)"),
)


def leaks(viewers: list[Seen]) -> list[str]:
    """Find what one viewer was sent of what another has written."""
    whole = [b"".join(one.received) for one in viewers]
    return [
        f"viewer {to} was sent what viewer {of} wrote"
        for to, told in enumerate(whole)
        for of, other in enumerate(viewers)
        if to != of and any(mark in told for mark in other.marks)
    ]


def lost(folder: Path, viewers: list[Seen]) -> int:
    """Count the notes of which no version is in the database, once the server has let it go."""
    database = open_database(folder / "jamstalld.duckdb", folder / "salt")
    texts = [kept for one in entries(database, Text) for kept in versions(database, Text, one.entry.identity)]
    kept = "\n".join(one.entry.text for one in texts)
    database.close()
    return sum(mark.decode() not in kept for one in viewers for mark in one.marks[1:])


def together(
    url: str, viewers: int, seconds: float, pace: tuple[float, float] = PACE, note_every: int = NOTE_EVERY
) -> list[Seen]:
    """Let viewers look at the app at the same time."""
    all_in = Barrier(viewers, timeout=300)
    with ThreadPoolExecutor(viewers) as pool:
        return list(pool.map(lambda number: view(url, number, seconds, pace, note_every, all_in), range(viewers)))


def _quantile(took: list[float], share: float) -> float:
    ordered = sorted(took)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def main(viewers: int, seconds: float) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as name:
        server = serve_sample(Path(name))
        try:
            view(server.url, 0, 20, (0.5, 1.0))  # the libraries are read, and the first pages made
            alone = [view(server.url, 1, seconds / 2, (1.0, 2.0)) for _ in range(2)]
            many = [together(server.url, viewers, seconds) for _ in range(2)]
        finally:
            server.stop()
        everyone = [*alone, *(seen for each in many for seen in each)]
        log, gone = server.output(), lost(Path(name), everyone)
    for said, one, all_ in zip(("new views", "known views"), alone, many, strict=True):
        took = [each for seen in all_ for each in seen.took]
        beside = _quantile(took, 0.95) / _quantile(one.took, 0.95)
        print(
            f"{said}: one viewer {_told(one.took)}; {viewers} viewers {_told(took)}; p95 {beside:.1f} times (at most 3)"
        )
    print("opening the page, all within ten seconds: " + _told([seen.opened for seen in many[0]]))
    wrong = [each for seen in everyone for each in seen.wrong]
    found = [leak for each in many for leak in leaks(each)]
    print(f"notes written: {sum(len(seen.marks) - 1 for seen in everyone)}, of which lost: {gone}")
    print(f"errors: {len(wrong)} {sorted(set(wrong))[:3]}; leaks: {len(found)} {found[:3]}")
    print(f"lines in the server's log: {len(log.splitlines())}")


def _told(took: list[float]) -> str:
    return f"{len(took)} times, p50 {_quantile(took, 0.5):.2f} s, p95 {_quantile(took, 0.95):.2f} s"


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--viewers", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=120)
    given = parser.parse_args()
    main(given.viewers, given.seconds)
