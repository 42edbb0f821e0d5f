"""What any test may need: a salt, databases, and rows that go the real way in."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import count
from pathlib import Path

import openpyxl
import pytest
from hypothesis import settings

from jamstalld.dictionary import dictionary
from jamstalld.intake import LoadOptions
from jamstalld.loading import Outcome, load_file
from jamstalld.store import Database, open_database
from tests.shared import ROOT, SALT, TODAY, opened_municipality, write_salt

__all__ = ["ROOT", "SALT", "TODAY", "write_salt"]

# A busy machine is no error.
settings.register_profile("house", deadline=None)
settings.load_profile("house")

Rows = Sequence[Mapping[str, object]]


@pytest.fixture
def salt_file(tmp_path: Path) -> Path:
    """The same salt in every test, so that the noise is the same in every run."""
    return write_salt(tmp_path / "salt")


@pytest.fixture
def make_database(tmp_path: Path, salt_file: Path) -> Iterator[Callable[..., Database]]:
    """Make databases: ``make_database(threshold=5)``. They are closed afterwards."""
    opened: list[Database] = []
    numbers = count(1)

    def make(threshold: int = 5, *, salt: Path = salt_file, path: Path | None = None) -> Database:
        file = path or tmp_path / f"databas{next(numbers)}.duckdb"
        opened.append(open_database(file, salt, threshold=threshold))
        return opened[-1]

    yield make
    for database in opened:
        database.close()


@pytest.fixture
def load_rows(tmp_path: Path) -> Callable[..., Outcome]:
    """Load rows through a spreadsheet: ``load_rows(database, [{"sex": "K", "quarter": "2025K1"}, …])``.

    The keys are variables; their titles become the headers. `refused` says that the file is expected to be, and
    `copy_first` that a copy of what was there is kept, as the app keeps one.
    """
    numbers = count(1)

    def load(
        database: Database, rows: Rows, *, ending: str = "csv", refused: bool = False, copy_first: bool = False
    ) -> Outcome:
        file = write_rows(tmp_path / f"rader{next(numbers)}.{ending}", rows)
        outcome = load_file(database, file, LoadOptions(today=TODAY), loaded_by="test", copy_first=copy_first)
        assert (outcome.exit_code != 0) == refused, outcome.lines()
        return outcome

    return load


def write_rows(file: Path, rows: Rows) -> Path:
    """Write rows as .csv or .xlsx, with the variables' Swedish titles as headers."""
    keys = list(dict.fromkeys(key for row in rows for key in row))
    grid = [[dictionary().variable(key).title for key in keys], *([row.get(key) for key in keys] for row in rows)]
    if file.suffix == ".xlsx":
        workbook = openpyxl.Workbook()
        for cells in grid:
            workbook.worksheets[0].append(cells)
        workbook.save(file)
    else:
        with file.open("w", encoding="utf-8-sig", newline="") as out:
            csv.writer(out, delimiter=";").writerows(grid)
    return file


@pytest.fixture(scope="session")
def sample_database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """The sample municipality, every quarter of it. Shared by all tests: to be read only."""
    yield from opened_municipality(tmp_path_factory)
