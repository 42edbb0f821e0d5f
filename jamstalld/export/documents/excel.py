"""Tables as an Excel workbook: a sheet about them, then a table a sheet, its numbers numbers."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from datetime import datetime, time
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from jamstalld.charts.fitting import widest
from jamstalld.charts.theme import BOLD
from jamstalld.export.as_text import write_text
from jamstalld.export.documents.layout import ACCENT, FONT, INK, MUTED, RULE, SHADE
from jamstalld.export.documents.model import AUTHOR, LANGUAGE, Book, Cell, Number, Sheet
from jamstalld.export.documents.texts import one_line
from jamstalld.wording.numbers import date_text

ABOUT = "Om tabellerna"

_LONGEST_NAME = 31
_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\]")
_LONGEST_TEXT = 32_000
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_NARROWEST, _WIDEST = 9, 44
_A_LETTER = 0.62  # of the size: a character of a column's width
_HEADING_LINES, _HEADING_HEIGHT = 2.5, 40
_FONT = Font(name=FONT, size=10, color=INK)
_TITLE = Font(name=FONT, size=14, bold=True, color=INK)
_BOLD = Font(name=FONT, size=10, bold=True, color=INK)
_SMALL = Font(name=FONT, size=9, color=MUTED)
_LINK = Font(name=FONT, size=10, color=ACCENT, underline="single")
_LINE = Side(style="thin", color=RULE)
_GROUND = PatternFill("solid", fgColor=SHADE)
_TOP = Alignment(vertical="top", wrap_text=True)


def excel(book: Book) -> bytes:
    """Write tables as a workbook.

    Numbers are stored as they are and shown rounded as on the pages; a share is stored 0–1 and shown as per cent. Text
    is stored as text, whatever it begins with: nothing of it is ever a formula.
    """
    workbook = Workbook()
    about = workbook.worksheets[0]
    about.title = ABOUT
    names = sheet_names([sheet.name for sheet in book.sheets])
    _about(about, book, names)
    for name, sheet in zip(names, book.sheets, strict=True):
        _table(workbook.create_sheet(name), sheet, book.notices)
    kept = workbook.properties
    kept.title, kept.creator, kept.lastModifiedBy, kept.language = one_line(book.title), AUTHOR, AUTHOR, LANGUAGE
    kept.created = kept.modified = datetime.combine(book.made, time(12))
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def sheet_names(names: Iterable[str]) -> list[str]:
    """Give names that tabs may have: at most 31 characters, none that stands for something in a path, no two alike."""
    given: list[str] = []
    taken = {ABOUT.lower()}
    for name in names:
        legal = " ".join(_NOT_IN_A_NAME.sub(" ", one_line(name)).split()).strip("'") or "Tabell"
        tried, number = legal[:_LONGEST_NAME].rstrip(" '"), 1
        while tried.lower() in taken or tried.lower() == "history":
            number += 1
            ending = f" {number}"
            tried = f"{legal[: _LONGEST_NAME - len(ending)].rstrip()}{ending}"
        taken.add(tried.lower())
        given.append(tried)
    return given


def _about(page: Worksheet, book: Book, names: Sequence[str]) -> None:
    """Say what the tables are, and how their numbers were made and protected."""
    page.column_dimensions["A"].width, page.column_dimensions["B"].width = 36, 100
    _write(page, 1, 1, book.title, _TITLE)
    _write(page, 2, 1, date_text(datetime.combine(book.made, time())), _SMALL)
    row = 4
    for notice in book.notices:
        _write(page, row, 1, notice, _BOLD)
        row += 1
    _write(page, (row := row + bool(book.notices)), 1, "Tabeller", _BOLD)
    for name, sheet in zip(names, book.sheets, strict=True):
        row += 1
        link = _write(page, row, 1, name, _LINK)
        quoted = name.replace("'", "''")
        link.hyperlink = Hyperlink(ref=link.coordinate, location=f"'{quoted}'!A1")
        link.font = _LINK  # setting the link has changed it
        link.alignment = _TOP
        told = " ".join((sheet.title, *sheet.about[:1]))
        _write(page, row, 2, told, _FONT).alignment = _TOP
        page.row_dimensions[row].height = 14 * (1 + len(told) // 100)
    _write(page, (row := row + 2), 1, "Metod och skydd", _BOLD)
    for line in book.about:
        page.merge_cells(start_row=row + 1, start_column=1, end_row=row + 1, end_column=2)
        _write(page, (row := row + 1), 1, line, _FONT).alignment = _TOP
        page.row_dimensions[row].height = 14 * (1 + len(line) // 140)
    _print(page, book.title)


def _table(page: Worksheet, sheet: Sheet, notices: Sequence[str]) -> None:
    _write(page, 1, 1, sheet.title, _TITLE)
    lines = (*sheet.about, *notices)
    for row, line in enumerate(lines, start=2):
        _write(page, row, 1, line, _SMALL)
    head = len(lines) + 3
    for column, (heading, *cells) in enumerate(zip(sheet.header, *sheet.rows, strict=True), start=1):
        side = "right" if any(isinstance(cell, Number) for cell in cells) else "left"
        top = _write(page, head, column, heading, _BOLD)
        top.alignment = Alignment(horizontal=side, vertical="top", wrap_text=True)
        top.fill, top.border = _GROUND, Border(bottom=_LINE)
        for row, cell in enumerate(cells, start=head + 1):
            _write(page, row, column, cell, _FONT).alignment = Alignment(horizontal=side, indent=side == "left")
        page.column_dimensions[get_column_letter(column)].width = _width(heading, cells)
    page.row_dimensions[head].height = _HEADING_HEIGHT
    last = get_column_letter(len(sheet.header))
    page.freeze_panes = f"B{head + 1}"
    page.auto_filter.ref = f"A{head}:{last}{head + len(sheet.rows)}"
    page.print_title_rows = f"{head}:{head}"
    _print(page, sheet.title)


def _write(page: Worksheet, row: int, column: int, value: Cell, font: Font) -> Any:
    """Write a cell, and give it for what else it may need: a kind of object that the library's types do not tell."""
    cell: Any = page.cell(row, column)
    cell.font = font
    if isinstance(value, Number):
        cell.value, cell.number_format = value.value, _format(value)
        return cell
    # What looks like one of Excel's own escapes is written so that it is read back as it stands.
    text = one_line(value)[:_LONGEST_TEXT]
    write_text(cell, _ESCAPE.sub("_x005F_", text))
    return cell


def _format(number: Number) -> str:
    digits = f"0.{'0' * number.decimals}" if number.decimals else "0"
    if number.percent:
        return f"{digits} %"
    if number.signed:
        return f"+{digits};−{digits};{digits}"
    return digits if number.decimals else "#,##0;−#,##0;0"


def _width(heading: str, cells: Sequence[Cell]) -> float:
    """Give a column's width, in characters: its heading on three lines, its cells on one."""
    told = [cell if isinstance(cell, str) else f"{cell.value:+,.{cell.decimals}f}" for cell in cells]
    words = max(widest(heading.split(" "), 1.0), widest([heading], 1.0) / _HEADING_LINES) * BOLD
    return min(max(_NARROWEST, words / _A_LETTER + 2, widest(told, 1.0) / _A_LETTER + 2), _WIDEST)


def _print(page: Worksheet, title: str) -> None:
    """Print across, as wide as the paper, with the page's number."""
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", 9
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    foot: Any = page.oddFooter
    foot.left.text, foot.right.text = one_line(title).replace("&", "&&"), "Sida &P av &N"
