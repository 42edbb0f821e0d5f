"""The command with a home of its own: as it is typed, and, quicker, within the test's own process."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from jamstalld.cli import main
from tests.conftest import ROOT, write_salt


@dataclass(frozen=True)
class Ran:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one JSON value on standard output: anything beside it fails."""
        return json.loads(self.out)

    @property
    def said(self) -> str:
        """Everything a user sees, for looking for what must not be there."""
        return self.out + self.err


class Home:
    """A folder with its own salt, settings and databases, and the command run there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        write_salt(folder / "salt")
        self._variables = {
            "HOME": str(folder),
            "XDG_DATA_HOME": str(folder / "data"),
            "XDG_CONFIG_HOME": str(folder / "config"),
            "JAMSTALLD_DATABASE": str(folder / "jamstalld.duckdb"),
            "JAMSTALLD_SALT_FILE": str(folder / "salt"),
        }

    def path(self, name: str) -> Path:
        return self.folder / name

    def run(self, *arguments: str | Path, **environment: str) -> Ran:
        """Run ``jamstalld`` with the arguments, within this process. An error it does not catch fails the test."""
        out, err = io.StringIO(), io.StringIO()
        before = os.umask(0o022)
        os.umask(before)
        code = 0
        try:
            with patch.dict(os.environ, {**self._variables, **environment}), redirect_stdout(out), redirect_stderr(err):
                main.main([str(argument) for argument in arguments], prog_name="jamstalld")
        except SystemExit as end:
            code = int(end.code or 0)
        finally:
            os.umask(before)  # the command sets its own
        return Ran(code, out.getvalue(), err.getvalue())

    def type(self, *arguments: str | Path) -> Ran:
        """Run ``jamstalld`` as it is typed, in a process of its own."""
        done = subprocess.run(
            [sys.executable, "-m", "jamstalld.cli", *map(str, arguments)],
            capture_output=True,
            encoding="utf-8",
            env={**os.environ, **self._variables, "PYTHONPATH": str(ROOT)},
            cwd=self.folder,
            timeout=120,
            check=False,
        )
        assert "Traceback" not in done.stderr, done.stderr
        return Ran(done.returncode, done.stdout, done.stderr)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


@pytest.fixture(scope="session")
def make_home(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Home]:
    """Make homes that several tests share."""
    return lambda: Home(tmp_path_factory.mktemp("home"))
