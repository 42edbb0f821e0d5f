"""Opening a workbook in a process of its own first, since the reader may take the whole process with it.

The reader lays out a sheet at once, and where that cannot be done it ends its process rather than say so. What an
.xlsx holds can be looked through beforehand; other workbooks are opened here, where nothing is lost.
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from jamstalld.errors import UnreadableFileError
from jamstalld.intake.files.container import DAMAGED, DAMAGED_OR_SPREAD, LOCKED, TOO_SLOW
from jamstalld.intake.files.scanning import TOO_SPREAD

MAX_MEMORY = 2 << 30
MAX_SECONDS = 10

_SOUND, _BROKEN, _LOCKED = 0, 3, 4
_OPEN_DOCUMENT = b"opendocument"
_ROOT = Path(__file__).resolve().parents[2]


def probe(data: bytes) -> None:
    """Open every sheet of a workbook in another process.

    Raises
    ------
    UnreadableFileError
        If that process did not survive it, or was not done in time.
    """
    known = os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH"))))
    try:
        done = subprocess.run(
            [sys.executable, "-m", __name__],
            input=data,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=MAX_SECONDS,
            env={**os.environ, "PYTHONPATH": known},
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise UnreadableFileError(TOO_SLOW) from error
    if done.returncode != _SOUND:
        # Of an .ods the reader does not say which of the two it is.
        broken = DAMAGED_OR_SPREAD if _OPEN_DOCUMENT in data[:100] else DAMAGED
        raise UnreadableFileError({_BROKEN: broken, _LOCKED: LOCKED}.get(done.returncode, TOO_SPREAD))


def _limit_memory() -> None:
    """Let the system refuse more memory than this, where it can."""
    try:
        import resource
    except ImportError:  # Windows has no such limit: there only the time is limited
        return
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _open_all(data: bytes) -> int:
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for name in workbook.sheet_names:
            workbook.get_sheet_by_name(name)
    except PasswordError:
        return _LOCKED
    except CalamineError:
        return _BROKEN
    except BaseException as error:
        # A panic in the Rust reader is no Exception, and its class cannot be imported.
        return _BROKEN if type(error).__name__ == "PanicException" else 1
    return _SOUND


if __name__ == "__main__":
    _limit_memory()
    sys.exit(_open_all(sys.stdin.buffer.read()))
