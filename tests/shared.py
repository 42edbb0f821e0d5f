"""What is costly to make is made once in a run, by whichever of its processes needs it first."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from jamstalld.intake import CheckedDelivery, LoadOptions, read_delivery
from jamstalld.loading import load_checked
from jamstalld.store import Database, open_database

ROOT = Path(__file__).parents[1]
SALT = "5a" * 32
# A day after every quarter the tests load, whatever the clock says.
TODAY = date(2026, 12, 31)
_LOOK_AGAIN = 0.1  # seconds


def write_salt(path: Path, salt: str = SALT) -> Path:
    path.write_text(salt, "ascii")
    path.chmod(0o600)  # as the program makes it
    return path


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """Give a folder that a function has filled. Its name tells what is in it; it is to be read only.

    Parameters
    ----------
    make
        Fills the folder it is given.
    """
    common = factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        common = common.parent
    folder, lock = common / name, common / f"{name}.lock"
    while not folder.exists():
        try:
            lock.mkdir()
        except FileExistsError:  # another process is making it
            time.sleep(_LOOK_AGAIN)
            continue
        try:
            if not folder.exists():
                half = Path(tempfile.mkdtemp(dir=common))
                make(half)
                half.rename(folder)
        finally:
            lock.rmdir()
    return folder


@cache
def workbooks() -> tuple[CheckedDelivery, ...]:
    """Read every workbook of the sample municipality, oldest first."""
    files = sorted((ROOT / "sample_data" / "municipality").glob("*.xlsx"))
    return tuple(read_delivery(file, file.name, LoadOptions(today=TODAY)) for file in files)


def municipality(
    factory: pytest.TempPathFactory, path: Path, salt: str = SALT, *, quarters: int = 0, threshold: int = 5
) -> Path:
    """Put the sample municipality where a database is to be, with its ``salt`` beside it.

    Parameters
    ----------
    quarters
        How many of the latest; 0 is all.
    """

    def load(folder: Path) -> None:
        database = open_database(folder / "sample", write_salt(folder / "salt", salt), threshold=threshold)
        for workbook in workbooks()[-quarters:]:
            outcome = load_checked(database, workbook, loaded_by="test", copy_first=False)
            assert outcome.exit_code == 0, outcome.lines()
        database.close()

    ready = made_once(factory, f"municipality-{salt[:8]}-{quarters}-{threshold}", load)
    shutil.copy(ready / "sample", path)
    shutil.copy(ready / "salt", path.with_name("salt"))
    return path


def opened_municipality(
    factory: pytest.TempPathFactory, salt: str = SALT, *, quarters: int = 0, threshold: int = 5
) -> Iterator[Database]:
    """Open a sample municipality of one's own, and close it in the end."""
    path = municipality(
        factory, factory.mktemp("municipality") / "sample.duckdb", salt, quarters=quarters, threshold=threshold
    )
    database = open_database(path, path.with_name("salt"))
    yield database
    database.close()
