"""Several who look at the app at once: each sees what they chose, and nothing of what another has written.

``python -m tests.benchmarks.viewers`` lets fifty do so, and measures how long they wait.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks.viewers import Seen, leaks, lost, together
from tests.browser.harness import free_port, serve_command, start_server

VIEWERS, SECONDS = 5, 10
PACE = (0.2, 0.8)


def test_nobody_is_sent_what_another_has_chosen_or_written(loaded_once: Callable[[int], Path], tmp_path: Path) -> None:
    origin = loaded_once(4)
    path = Path(shutil.copy(origin, tmp_path / "jamstalld.duckdb"))
    shutil.copy(origin.parent / "salt", tmp_path / "salt")
    port = free_port()
    salt = {"JAMSTALLD_SALT_FILE": str(tmp_path / "salt")}
    server = start_server(serve_command(path, port), port, tmp_path, salt)
    try:
        seen = together(server.url, VIEWERS, SECONDS, PACE, note_every=2)
    finally:
        server.stop()
    assert [one.wrong for one in seen] == [[]] * VIEWERS
    assert leaks(seen) == []
    assert min(len(one.took) for one in seen) >= 1
    assert sum(len(one.marks) - 1 for one in seen) >= VIEWERS, "notes were written"
    assert lost(tmp_path, seen) == 0
    assert "Traceback" not in server.output()


def test_a_leak_is_found() -> None:
    """Without this the test above would hold nothing."""
    ada, bo = Seen(marks=[b"ada", b"ada-note"]), Seen(marks=[b"bo"])
    ada.received, bo.received = [b"...ada...ada-note"], [b"...bo..."]
    assert leaks([ada, bo]) == []
    bo.received = [b"...bo...ada-", b"note..."]
    assert leaks([ada, bo]) == ["viewer 1 was sent what viewer 0 wrote"]
