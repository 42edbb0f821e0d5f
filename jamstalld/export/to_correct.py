"""The sheet "Att rätta": what is wrong with a file, with links to the places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import quote_sheetname
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from jamstalld.intake.headers.header import HEADER_LINES
from jamstalld.intake.problems import Problem, Severity
from jamstalld.wording.numbers import number

LIST = "Att rätta"
MOST_LISTED = 200
SEVERITIES: Mapping[Severity, str] = {"error": "Fel", "warning": "Observera"}
FILLS: Mapping[Severity, PatternFill] = {
    "error": PatternFill("solid", fgColor="F4B6A6"),
    "warning": PatternFill("solid", fgColor="FFE699"),
}
# A table is looked for in the first lines of every sheet. Here they are empty, and hidden: whatever is listed, and
# whatever columns the user has pointed out by letter, the list can be taken for no table.
FIRST_LINE = HEADER_LINES + 1

# What XML cannot hold, nor any workbook.
_NOT_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_WIDTHS = {"A": 22, "B": 9, "C": 9, "D": 12, "E": 110}
_HEADINGS = ("Blad", "Rad", "Kolumn", "Allvar", "Vad och hur")
_HEADING = PatternFill("solid", fgColor="E6E8EE")
_LINK = Font(color="0B5CAD", underline="single")
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_GUIDE = (
    "1. Rätta de markerade cellerna i de andra bladen. Kommentaren i varje cell säger vad som är fel.",
    "2. Spara filen.",
    "3. Ladda upp filen igen på sidan Ladda upp. Bladet ”Att rätta” läses inte, så det kan stå kvar.",
    "Fel behöver rättas: annars läses raden, eller filen, inte in. Observera är värt att kontrollera.",
)


@dataclass(frozen=True)
class ToCorrect:
    """What the list says.

    Parameters
    ----------
    problems
        In the order they were found.
    titles
        The name of a sheet as the problems have it ("" for none) → its title in the workbook.
    notes
        What else there is to say about the workbook.
    """

    problems: Sequence[Problem]
    titles: Mapping[str, str]
    notes: tuple[str, ...]


def writable(text: str) -> str:
    """Put a space for every character that a workbook cannot hold."""
    return _NOT_TEXT.sub(" ", text)


def is_list(rows: Iterable[tuple[int, Sequence[object]]]) -> bool:
    """Tell whether a sheet is such a list, from an earlier time the file was marked."""
    lines = {line: cells for line, cells in islice(rows, FIRST_LINE) if any(cells)}
    return list(lines) == [FIRST_LINE] and lines[FIRST_LINE][0] == LIST


def write_list(sheet: Worksheet, told: ToCorrect) -> None:
    """Write the list into an empty sheet."""
    sheet.sheet_view.tabSelected = True
    # Widths and hidden lines come before the first line: a workbook may be written as it is told.
    for letter, width in _WIDTHS.items():
        sheet.column_dimensions[letter].width = width
    for line in range(1, FIRST_LINE):
        sheet.row_dimensions[line].hidden = True
    for _ in range(1, FIRST_LINE):
        sheet.append([])
    lines = _Lines(sheet)
    lines.add(LIST, font=Font(bold=True, size=14))
    for text in (*_GUIDE, *told.notes):
        lines.add(text)
    lines.add()
    lines.add(*_HEADINGS, font=Font(bold=True), fill=_HEADING)
    kinds: dict[tuple[Severity, str], list[Problem]] = {}
    for one in sorted(told.problems, key=lambda one: one.severity):
        kinds.setdefault((one.severity, one.code), []).append(one)
    for (severity, _), members in kinds.items():
        if len(members) > MOST_LISTED:
            text = f"{number(len(members))} ställen av samma slag. De första {MOST_LISTED} står här under."
            lines.add(None, None, None, SEVERITIES[severity], text, font=Font(bold=True))
        for one in members[:MOST_LISTED]:
            lines.problem(one, told.titles.get(one.sheet or "", ""))


class _Lines:
    """Writes one line after the other."""

    def __init__(self, sheet: Worksheet) -> None:
        self._sheet = sheet
        self._line = FIRST_LINE

    def add(self, *values: str | int | None, font: Font | None = None, fill: PatternFill | None = None) -> None:
        """Write a line of cells."""
        cells = [self._cell(column, value) for column, value in enumerate(values, start=1)]
        for cell in cells:
            if font:
                cell.font = font
            if fill:
                cell.fill = fill
        self._end(cells)

    def problem(self, one: Problem, title: str) -> None:
        """Write the line of a problem, with a link to its place."""
        values = (title, one.row, one.column, SEVERITIES[one.severity], one.message)
        cells = [self._cell(column, value) for column, value in enumerate(values, start=1)]
        cells[3].fill = FILLS[one.severity]
        for cell in cells:
            cell.alignment = _WRAPPED
        if one.row and title:
            link = cells[2 if one.column else 1]
            link.hyperlink = Hyperlink(ref="", location=f"{quote_sheetname(title)}!{one.column or 'A'}{one.row}")
            link.font = _LINK
        self._end(cells)

    def _cell(self, column: int, value: str | int | None) -> Cell:
        written = writable(value) if isinstance(value, str) else value
        cell = Cell(self._sheet, row=self._line, column=column, value=written)
        if isinstance(value, str):
            # The name of a sheet may look like a formula.
            cell.data_type = "s"
        return cell

    def _end(self, cells: list[Cell]) -> None:
        self._sheet.append(tuple(cells))
        self._line += 1
