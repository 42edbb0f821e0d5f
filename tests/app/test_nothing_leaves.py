"""Nothing leaves the computer: whatever is opened, read, made or typed, nobody outside is ever asked for.

Two look on: a hook in every Python that is started (``tests/listening``), and, where there is one, ``strace``, which
sees what libraries in other languages do as well.
"""

from __future__ import annotations

import ipaddress
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from jamstalld.ui.navigation import PAGES
from tests.browser.harness import Server, free_port, serve_command, start_server
from tests.conftest import ROOT
from tests.viewer import Viewer

LISTENING = ROOT / "tests" / "listening"
STRACE = ("strace", "-f", "--seccomp-bpf", "-qq", "-e", "trace=connect,sendto,sendmsg", "-o")
_ADDRESS = re.compile(r'inet_addr\("([^"]+)"\)|inet_pton\(AF_INET6, "([^"]+)"')
# What the pages do when files are given to them, without a browser; and commands, one after another.
_AT_WORK = """
import sys
from pathlib import Path
from streamlit.testing.v1 import AppTest
from jamstalld.cli import main
from jamstalld.dialogue.meetings import Meeting, Point
from jamstalld.store import plan_meeting
from jamstalld.ui import state
from tests.app.opening import open_page
folder, rows = Path(sys.argv[1]), Path(sys.argv[2])
at = open_page("ladda_upp")
at.file_uploader[0].upload("rader.csv", rows.read_bytes(), "text/csv").run()
next(button for button in at.button if button.label.startswith("Läs in")).click().run()
assert not at.exception
plan_meeting(state.database(), Meeting("m", "", title="Möte"), [Point("p", "m", title="Samtal")], by="Ada")
state.database().close()
for arguments in (
    ["view", "approval", "--json"], ["explain", "approval", "--by", "area"], ["doctor"], ["log", "verify"],
    ["template", str(folder / "mall.xlsx")], ["load", "--dry-run", str(rows)], ["backup", str(folder / "kopia.duckdb")],
    ["report", str(folder / "anteckningar.docx"), "--meeting", "m"],
    ["report", str(folder / "bilder.pptx"), "--meeting", "m"], ["history"],
):
    try:
        main(arguments)
    except SystemExit as end:
        assert not end.code or arguments == ["doctor"], (arguments, end.code)
"""

# A call that no hook of Python sees, as a library in another language makes it.
_HIDDEN = """
import ctypes, socket, struct
there = struct.pack("<H", socket.AF_INET) + struct.pack(">H", 9) + socket.inet_aton("192.0.2.1") + bytes(8)
made = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
ctypes.CDLL(None).connect(made.fileno(), there, len(there))
"""


def is_here(host: object) -> bool:
    """Tell whether an address is this computer's own: loopback, or a socket in the file system."""
    if host in (None, "", "localhost"):
        return True
    try:
        return ipaddress.ip_address(str(host)).is_loopback
    except ValueError:
        return str(host).startswith(("/", "\0"))


def outside(calls: Path) -> list[str]:
    """Give the wishes to reach others that the hook has written down."""
    lines = calls.read_text("utf-8").splitlines() if calls.exists() else []
    return [line for line in lines if not is_here(json.loads(line)[1])]


def outside_traced(traced: Path) -> list[str]:
    """Give the calls of others that the system was asked for."""
    lines = traced.read_text("utf-8", errors="replace").splitlines() if traced.exists() else []
    return [line for line in lines for found in _ADDRESS.findall(line) if not is_here(found[0] or found[1])]


def can_trace() -> bool:
    if not shutil.which("strace"):
        return False
    return subprocess.run([*STRACE, "/dev/null", "true"], capture_output=True, check=False).returncode == 0


class Watched:
    """Commands that are looked on by both."""

    def __init__(self, folder: Path) -> None:
        self.calls, self.traced = folder / "calls", folder / "traced"
        self.variables = {"JAMSTALLD_TEST_CALLS": str(self.calls), "PYTHONPATH": f"{LISTENING}:{ROOT}"}
        self._before = (*STRACE, str(self.traced)) if can_trace() else ()

    def command(self, *command: str) -> list[str]:
        return [*self._before, *command]

    def found(self) -> list[str]:
        assert self.calls.exists(), "the hook was not read"
        return [*outside(self.calls), *outside_traced(self.traced)]


@pytest.fixture
def watched(tmp_path: Path) -> Watched:
    return Watched(tmp_path)


@pytest.fixture
def sample(loaded_once: Callable[[int], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a copy of the sample database, of its own, with its salt beside it."""
    origin = loaded_once(4)
    path = Path(shutil.copy(origin, tmp_path / "jamstalld.duckdb"))
    shutil.copy(origin.parent / "salt", tmp_path / "salt")
    monkeypatch.setenv("JAMSTALLD_DATABASE", str(path))
    monkeypatch.setenv("JAMSTALLD_SALT_FILE", str(tmp_path / "salt"))
    return path


def served(watched: Watched, database: Path) -> Server:
    port = free_port()
    # Looked on by the hook alone: traced, the pages take three times as long, and their libraries are those below.
    return start_server(serve_command(database, port), port, database.parent, watched.variables)


def test_no_page_asks_anybody_outside_for_anything(watched: Watched, sample: Path) -> None:
    server = served(watched, sample)
    try:
        with Viewer(server.url) as viewer:
            for page in PAGES:
                viewer.open(page.path)
                assert viewer.all("heading"), page.path
                assert not viewer.errors(), page.path
    finally:
        server.stop()
    assert watched.found() == []


def test_no_file_and_no_command_does(watched: Watched, sample: Path) -> None:
    rows = sample.with_name("rader.csv")
    lines = [f"X{at};{'KM'[at % 2]};2026K3;Norr;Bifall" for at in range(12)]
    rows.write_text("\n".join(["Löpnummer;Kön;Kvartal;Enhet;Beslut", *lines]), "utf-8")
    command = watched.command(sys.executable, "-c", _AT_WORK, str(sample.parent), str(rows))
    environment = {**_environment(), **watched.variables}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=180, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    made = {file.name for file in sample.parent.iterdir()}
    assert {"mall.xlsx", "kopia.duckdb", "anteckningar.docx", "bilder.pptx"} <= made
    assert watched.found() == []


@pytest.mark.parametrize(
    "attempt",
    [
        "import socket; s = socket.socket(); s.settimeout(0.2); s.connect_ex(('192.0.2.1', 9))",
        "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('192.0.2.1', 9))",
        "import socket; socket.getaddrinfo('statistik.example', 443)",
        "import subprocess, sys; subprocess.run([sys.executable, '-c', "
        "\"import socket; s = socket.socket(); s.settimeout(0.2); s.connect_ex(('192.0.2.1', 9))\"])",
    ],
    ids=["connect", "sendto", "a name", "a child"],
)
def test_whoever_tries_is_found(watched: Watched, attempt: str) -> None:
    command = [sys.executable, "-c", attempt]
    subprocess.run(command, env={**_environment(), **watched.variables}, capture_output=True, check=False)
    (found,) = outside(watched.calls)
    assert "192.0.2.1" in found or "statistik.example" in found


@pytest.mark.skipif(not can_trace(), reason="there is no strace, or it may not look")
def test_whoever_tries_without_python_is_found(watched: Watched) -> None:
    command = watched.command(sys.executable, "-c", _HIDDEN)
    subprocess.run(command, env={**_environment(), **watched.variables}, check=True)
    assert outside(watched.calls) == []
    (found,) = watched.found()
    assert '"192.0.2.1"' in found


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONUTF8": "1"}
