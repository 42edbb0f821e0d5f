"""A database that another program has when the app starts: the page says so, and opens once it is free."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from tests.browser.harness import free_port, serve_command, start_server
from tests.viewer import Viewer

HOLD = "import duckdb, sys; held = duckdb.connect(sys.argv[1]); print('held', flush=True); sys.stdin.read()"


def test_the_page_says_that_another_program_has_it_and_opens_when_it_is_free(
    loaded_once: Callable[[int], Path], tmp_path: Path
) -> None:
    origin = loaded_once(4)
    path = Path(shutil.copy(origin, tmp_path / "jamstalld.duckdb"))
    shutil.copy(origin.parent / "salt", tmp_path / "salt")
    port = free_port()
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == "held\n"
        salt = {"JAMSTALLD_SALT_FILE": str(tmp_path / "salt")}
        server = start_server(serve_command(path, port), port, tmp_path, salt)
        try:
            with Viewer(server.url) as viewer:
                viewer.open("beslut")
                (error,) = viewer.errors()
                assert "används redan av ett annat program" in error
                holder.communicate("")
                viewer.open("beslut")
                assert viewer.errors() == []
                assert viewer.all("selectbox")
        finally:
            server.stop()
    assert "Traceback" not in server.output()
