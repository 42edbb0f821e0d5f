"""What people have written comes out as text in every spreadsheet program, and numbers as numbers."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable

import openpyxl
import pytest

from jamstalld.export.as_text import csv_file
from jamstalld.export.safe import safe_workbook
from jamstalld.snapshots import tables
from jamstalld.store import Database
from jamstalld.ui.tables import csv_table
from jamstalld.views.build import build_view
from jamstalld.views.request import ViewRequest

FORMULAS = (
    *("=cmd|' /C calc'!A0", "+1+1", "-1-cmd|' /C calc'!A0", "@SUM(A1)", "\t=1", "\r=1", "+A1", "-", "+"),
    *("+3,2 till A1", "+3 %=1", "-1 (2 till 3", "+46-70", "-3\n=1"),
)
NO_FORMULAS = (
    *(
        "+3,2",
        "-3,2",
        "+0",
        "-1 131",
        "+9\u00a0%",
        "−9",
        "+4 till +50",
        "−16 till −2",
        "+9 (+1 till +17)",
        "a=b",
        "",
        "'=1",
    ),
    *("a=b", "", "'=1", "1+1", " =1", "<b>fet</b>", 'a;"b"\nc', "\u202ebakåt", "👩‍⚖️"),
)


def read(data: bytes) -> list[list[str]]:
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))


@pytest.mark.parametrize("text", FORMULAS)
def test_what_begins_like_a_formula_is_text(text: str) -> None:
    assert read(csv_file([["a", text]])) == [["a", f"'{text}"]]


@pytest.mark.parametrize("text", NO_FORMULAS)
def test_numbers_and_all_else_are_left(text: str) -> None:
    assert read(csv_file([["a", text]])) == [["a", text]]


def test_the_table_of_a_page_is_guarded_too() -> None:
    data = csv_table([{"=Enhet": "@Norr", "Skillnad": "+3,2"}], ["-A1"])
    assert read(data) == [["'=Enhet", "Skillnad"], ["'@Norr", "+3,2"], ["'-A1"]]


def test_no_number_of_a_view_gets_an_apostrophe(sample_database: Database) -> None:
    view = build_view(sample_database, ViewRequest("approval", by="unit", compare_with=None))
    cells = [cell for row in read(csv_table(tables(view)[0], [])) for cell in row]
    assert any(re.match(r"\+\d", cell) for cell in cells)
    assert not [cell for cell in cells if cell.startswith("'")]


def test_what_is_handed_to_others_holds_no_formula(
    make_database: Callable[..., Database], load_rows: Callable[..., object]
) -> None:
    database = make_database(threshold=1)
    rows = [
        {"sex": sex, "quarter": "2025K1", "intervention": "Hemtjänst", "unit": "=1+1"} for sex in ("Kvinna", "Man") * 30
    ]
    load_rows(database, rows, ending="csv")
    sheet = openpyxl.load_workbook(io.BytesIO(safe_workbook(database, by="unit"))).worksheets[0]
    found = [cell for row in sheet.iter_rows() for cell in row if cell.value == "=1+1"]
    assert [cell.data_type for cell in found] == ["s"]
