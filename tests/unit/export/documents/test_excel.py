"""A workbook's structure: numbers that are numbers, text that is never a formula, what a printer and a reader need."""

from __future__ import annotations

import io

import openpyxl
import pytest
from openpyxl import Workbook

from jamstalld.export.documents.excel import ABOUT, excel, sheet_names
from jamstalld.export.documents.model import Book, Number, Sheet
from tests.unit.export.documents import made

HEAD = 5  # title, what it is about, the notice, nothing, headings


def opened(book: Book) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(excel(book)))


@pytest.fixture(scope="module")
def whole() -> Workbook:
    return opened(made.book(made.sheet("Bifall"), made.sheet("Insatser")))


def test_the_first_sheet_says_what_the_tables_are(whole: Workbook) -> None:
    assert whole.sheetnames == [ABOUT, "Bifall", "Insatser"]
    about = [str(cell.value) for cell in whole[ABOUT]["A"] if cell.value]
    assert about[:2] == ["Tabeller", "29 november 2026"]
    assert {made.NOTICE, "Räknat i insatser.", "Antal under 5 visas inte."} <= set(about)
    link = next(cell for cell in whole[ABOUT]["A"] if cell.value == "Bifall")
    assert link.hyperlink.location == "'Bifall'!A1"


def test_numbers_are_numbers_shown_as_on_the_page(whole: Workbook) -> None:
    row = whole["Bifall"][HEAD + 1]
    assert [(cell.value, cell.number_format) for cell in row[1:]] == [
        (0.544, "0 %"),
        (-9.24, "+0;−0;0"),
        (1131, "#,##0;−#,##0;0"),
        (0.914, "0.00"),
    ]
    assert row[0].value == "Hemtjänst"


def test_headings_stay_are_filtered_and_printed_on_every_page(whole: Workbook) -> None:
    sheet = whole["Bifall"]
    assert [cell.value for cell in sheet[HEAD]] == ["Insats", "Andel", "Skillnad", "Antal", "Kvot"]
    assert sheet.freeze_panes == f"B{HEAD + 1}"
    assert sheet.auto_filter.ref == f"A{HEAD}:E{HEAD + 1}"
    assert sheet.print_title_rows == f"${HEAD}:${HEAD}"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert all(sheet.column_dimensions[letter].width >= 9 for letter in "ABCDE")


def test_every_sheet_says_what_must_be_said(whole: Workbook) -> None:
    for sheet in whole.worksheets:
        assert made.NOTICE in [cell.value for cell in sheet["A"]]


def test_the_file_says_what_it_is(whole: Workbook) -> None:
    kept = whole.properties
    assert (kept.title, kept.creator, kept.language) == ("Tabeller", "Jämställd", "sv-SE")


@pytest.mark.parametrize("name", made.HOSTILE)
def test_what_anybody_wrote_comes_out_as_text(name: str) -> None:
    written, expected = made.HOSTILE[name]
    file = opened(made.book(Sheet("Blad", written, (written,), (written, "B"), ((written, Number(1)),))))
    sheet = file["Blad"]
    cells = [sheet["A1"], sheet["A2"], sheet[HEAD][0], sheet[HEAD + 1][0]]
    assert [cell.value for cell in cells] == [expected] * 4
    assert {cell.data_type for cell in cells} == {"s"}
    for cell in cells:
        assert bool(cell.quotePrefix) == (expected[0] in "=+-@")


def test_text_like_an_escape_of_excels_own_is_kept_as_text() -> None:
    sheet = opened(made.book(made.sheet(text="a_x0041_b")))["Bifall"]
    assert sheet[HEAD + 1][0].value == "a_x005F_x0041_b"


@pytest.mark.parametrize(
    ("names", "given"),
    [
        (["Bifall", "bifall", "BIFALL"], ["Bifall", "bifall 2", "BIFALL 3"]),
        (["a[b]c:d*e?f/g\\h"], ["a b c d e f g h"]),
        (["x" * 40, "x" * 40], ["x" * 31, f"{'x' * 29} 2"]),
        (["", "  ", "'"], ["Tabell", "Tabell 2", "Tabell 3"]),
        (["Om tabellerna", "History"], ["Om tabellerna 2", "History 2"]),
    ],
)
def test_tabs_have_names_that_may_be(names: list[str], given: list[str]) -> None:
    assert sheet_names(names) == given
    assert opened(made.book(*map(made.sheet, names))).sheetnames == [ABOUT, *given]
