"""Protected counts handed to others: what they load is what the pages show."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from jamstalld.errors import EmptyDatabaseError
from jamstalld.export.safe import ABOUT, SHEET, safe_workbook
from jamstalld.intake import LoadOptions
from jamstalld.loading import load_file
from jamstalld.periods import Period
from jamstalld.store import Database, data_info
from jamstalld.views.build import build_view
from jamstalld.views.model import View
from jamstalld.views.request import ViewRequest
from jamstalld.wording.method import SYNTHETIC
from tests.conftest import TODAY


@pytest.fixture(scope="module")
def exported(sample_database: Database) -> bytes:
    return safe_workbook(sample_database)


@pytest.fixture
def loaded(exported: bytes, make_database: Callable[..., Database], tmp_path: Path) -> Database:
    """Another municipality, which has loaded the file."""
    database = make_database(threshold=1)
    file = tmp_path / "skyddade antal.xlsx"
    file.write_bytes(exported)
    outcome = load_file(database, file, LoadOptions(today=TODAY), loaded_by="test", copy_first=False)
    assert outcome.exit_code == 0, outcome.lines()
    return database


def of_quarter(database: Database, quarter: str) -> View:
    return build_view(database, ViewRequest("received", by="intervention", period=Period.parse(quarter)))


def test_what_is_exported_loads_back_to_the_same_released_numbers(sample_database: Database, loaded: Database) -> None:
    info = data_info(sample_database)
    assert info.first
    assert info.last
    compared = 0
    for index in range(info.first.index, info.last.index + 1):
        quarter = f"{index // 4}K{index % 4 + 1}"
        here, there = of_quarter(sample_database, quarter), of_quarter(loaded, quarter)
        numbers = {row.label: (row.women.count or 0, row.men.count or 0) for row in here.rows}
        assert {row.label: (row.women.count, row.men.count) for row in there.rows} == {
            label: counts for label, counts in numbers.items() if any(counts)
        }
        assert (there.base.women.n, there.base.men.n) == (here.base.women.n, here.base.men.n)
        compared += len(numbers)
    assert compared > 100


def test_it_holds_nothing_below_the_threshold(exported: bytes, sample_database: Database) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(exported))[SHEET]
    numbers = [cell.value for row in sheet.iter_rows(min_col=3) for cell in row if isinstance(cell.value, int)]
    assert numbers
    assert min(numbers) >= sample_database.threshold
    assert ".." in {cell.value for row in sheet.iter_rows(min_col=3) for cell in row}


def test_it_says_what_it_is(exported: bytes) -> None:
    workbook = openpyxl.load_workbook(io.BytesIO(exported))
    assert SYNTHETIC in {cell.value for cell in workbook[SHEET]["A"]}
    about = " ".join(str(cell.value) for cell in workbook[ABOUT]["A"])
    assert "färre än tröskeln" in about
    assert "cellnyckelmetoden" in about


def test_the_rows_may_be_something_else(sample_database: Database) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(safe_workbook(sample_database, by="area")))[SHEET]
    assert "Verksamhetsområde" in {cell.value for cell in sheet["B"]}


def test_there_must_be_something_to_export(make_database: Callable[..., Database]) -> None:
    with pytest.raises(EmptyDatabaseError):
        safe_workbook(make_database())
