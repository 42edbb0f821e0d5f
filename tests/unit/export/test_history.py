"""The history as a file: what people have written comes out as text in every program."""

from __future__ import annotations

import csv
import io
from datetime import datetime

import openpyxl
import pytest

from jamstalld.export.history import HEADINGS, history_csv, history_workbook
from jamstalld.history import Line

AT = datetime(2026, 11, 29, 14, 5, 59)
NASTY = [
    "=cmd|' /C calc'!A0",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "<b>fet</b>",
    "**fet** [länk](x)",
    'a;"b"\nc',
    "‮bakåt",
    "👩‍⚖️",
    "lång" * 500,
]


def lines(*abouts: str) -> list[Line]:
    return [Line(at, AT, "Ada", "möten", "Möte planerat", about, "") for at, about in enumerate(abouts)]


def read(data: bytes) -> list[list[str]]:
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_a_file_has_its_lines_under_its_headings() -> None:
    headings, row = read(history_csv(lines("=1+1")))
    assert headings == list(HEADINGS)
    assert row == ["2026-11-29 14:05", "Ada", "Möten", "Möte planerat", "'=1+1", ""]


@pytest.mark.parametrize("text", NASTY)
def test_what_is_written_is_text_in_a_workbook(text: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(history_workbook(lines(text), [text])))
    sheet, told = book.worksheets
    assert [cell.value for cell in sheet[1]] == list(HEADINGS)
    assert sheet["A2"].value == datetime(2026, 11, 29, 14, 5)
    assert sheet["A2"].is_date
    assert (sheet["E2"].value, sheet["E2"].data_type) == (text, "s")
    assert bool(sheet["E2"].quotePrefix) == (text[0] in "=+-@\t")
    assert (told["A1"].value, told["A1"].data_type) == (text, "s")


def test_what_a_workbook_cannot_hold_is_a_space() -> None:
    book = openpyxl.load_workbook(io.BytesIO(history_workbook(lines("a\x0bb"), [])))
    assert book.worksheets[0]["E2"].value == "a b"


def test_the_lines_stand_in_the_order_given() -> None:
    data = read(history_csv(lines("tredje", "andra", "första")))
    assert [row[4] for row in data[1:]] == ["tredje", "andra", "första"]
