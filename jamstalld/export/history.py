"""The history as a file: the lines that were chosen, as text that no spreadsheet program takes for anything else."""

from __future__ import annotations

import io
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from jamstalld.export.as_text import csv_file, write_text
from jamstalld.export.to_correct import writable
from jamstalld.history import Line

SHEET = "Historik"
HEADINGS = ("När", "Vem", "Slag", "Vad", "Om", "Mer")
_WIDTHS = {"A": 17, "B": 22, "C": 18, "D": 32, "E": 60, "F": 50}
_MOMENT = "yyyy-mm-dd hh:mm"
_WRAPPED = Alignment(wrap_text=True, vertical="top")


def history_csv(lines: Sequence[Line]) -> bytes:
    """Write the lines as a CSV file for spreadsheet programs."""
    return csv_file([HEADINGS, *((f"{line.at:%Y-%m-%d %H:%M}", *_texts(line)) for line in lines)])


def history_workbook(lines: Sequence[Line], about: Sequence[str]) -> bytes:
    """Write the lines as a workbook: moments as moments, texts as texts.

    Parameters
    ----------
    about
        What the file holds, for a sheet of its own.
    """
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = SHEET
    sheet.freeze_panes = "A2"
    for at, heading in enumerate(HEADINGS, start=1):
        sheet.cell(1, at, heading).font = Font(bold=True)
    for row, line in enumerate(lines, start=2):
        sheet.cell(row, 1, line.at.replace(second=0, microsecond=0)).number_format = _MOMENT
        for at, text in enumerate(_texts(line), start=2):
            _write(sheet, row, at, text)
    for letter, width in _WIDTHS.items():
        sheet.column_dimensions[letter].width = width
    told = workbook.create_sheet("Om filen")
    told.column_dimensions["A"].width = 100
    for row, text in enumerate(about, start=1):
        _write(told, row, 1, text)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def _texts(line: Line) -> tuple[str, ...]:
    return line.who, line.heading, line.what, line.about, line.more


def _write(sheet: Worksheet, row: int, column: int, text: str) -> None:
    cell = sheet.cell(row, column)
    write_text(cell, writable(text))
    cell.alignment = _WRAPPED
