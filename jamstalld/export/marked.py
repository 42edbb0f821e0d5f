"""The user's own workbook with its faulty cells marked and commented, to be put right and loaded again.

What stands in the cells is the uploader's own, and goes back to nobody else. Of it nothing is repeated: comments and
the list hold the messages of the problems only.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from math import ceil
from pathlib import PurePath
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from jamstalld.export.to_correct import FILLS, FIRST_LINE, LIST, SEVERITIES, ToCorrect, is_list, writable, write_list
from jamstalld.intake.files.reading import Cells, Sheet, open_sheets
from jamstalld.intake.problems import Problem
from jamstalld.intake.values.cells import UNCALCULATED, text_of
from jamstalld.intake.values.identity import masked
from jamstalld.wording.numbers import number

TEXT_SHEET = "Underlag"
ENDING = " – att rätta"
MOST_CELLS = 300_000
MOST_MARKED = 5_000

_AUTHOR = "Jämställd, att rätta"
_BEFORE = "\n\nFanns här förut:\n"
_COMMENT_WIDTH, _LINE_HEIGHT, _LINE_LENGTH = 380, 18, 50

_NOT_IN_TITLES = re.compile(r"[\\*?:/\[\]]")
_LONGEST_TITLE = 31
# A text that begins so could be taken for a formula; "#" begins what could be taken for an error.
_NOT_PLAIN = ("=", "+", "-", "@", "#")
# From here on Excel and the calendar agree on the days.
_FIRST_YEAR = 1901

_FROM_WORKBOOK = "Uträknade formler har ersatts av sina värden, och makron finns inte med."
_FROM_VALUES = "Här finns filens innehåll, men inte dess utseende och inga formler."

# Row → column, 0 for the first filled one → its problems.
Places = Mapping[int, Mapping[int, Sequence[Problem]]]


@dataclass(frozen=True)
class MarkedFile:
    """A workbook to download.

    Parameters
    ----------
    name
        What to call the file.
    content
        An xlsx file.
    """

    name: str
    content: bytes = field(repr=False)


def marked_workbook(source: bytes, name: str, problems: Sequence[Problem]) -> MarkedFile:
    """Mark the cells that have problems, with a colour and a comment, and list them all on a first sheet.

    An Excel workbook keeps its looks. Of other files, and of those with more than 300 000 cells, only the values are
    taken, every cell at its own row and column. The file is read again like any other: its rows are the same.

    Parameters
    ----------
    source
        The file as it was uploaded.
    name
        Its name.
    problems
        What was found in it.

    Raises
    ------
    UnreadableFileError
        If the file is broken, locked or no spreadsheet.
    """
    sheets = [sheet for sheet in open_sheets(source) if not is_list(sheet.rows())]
    cells = sum(len(row) for sheet in sheets for _, row in sheet.rows())
    workbook = _opened(source) if cells <= MOST_CELLS else None
    if workbook:
        _restore_formulas(workbook, source, sheets)
        _mark_own(workbook, problems)
    else:
        workbook = _copied(sheets, problems)
    out = io.BytesIO()
    workbook.save(out)
    return MarkedFile(marked_name(name), out.getvalue())


def marked_name(name: str) -> str:
    """Name the workbook after the file it is made of."""
    return f"{masked(PurePath(name).stem).removesuffix(ENDING)}{ENDING}.xlsx"


def _opened(source: bytes) -> Workbook | None:
    """Open an Excel workbook as it looks; None if it is another file, or one that openpyxl cannot open."""
    # They may hold the value of a cell.
    warnings.filterwarnings("ignore", category=UserWarning, module="openpyxl")
    try:
        # Values, not formulas: a formula that is saved here has no value until Excel has computed it, and would be
        # read as empty if the file were loaded again without that. Macros are left out.
        workbook = load_workbook(io.BytesIO(source), data_only=True)
    except Exception:
        # It raises nearly anything; the file has been read once already, so its values can be had anyhow.
        return None
    workbook.template = False
    return workbook


def _restore_formulas(workbook: Workbook, source: bytes, sheets: Sequence[Sheet]) -> None:
    """Put back the formulas that have no value yet: as empty cells they would be read as missing answers.

    Excel computes them when the file is opened there.
    """
    places = [
        (sheet.name or "", row, sheet.first_column + at)
        for sheet in sheets
        for row, cells in sheet.rows()
        if UNCALCULATED in cells
        for at, cell in enumerate(cells, start=1)
        if cell == UNCALCULATED
    ]
    if places:
        formulas = load_workbook(io.BytesIO(source))
        for title, row, column in places:
            _reachable(workbook[title], row, column).value = _reachable(formulas[title], row, column).value


def _key(title: str | None) -> str:
    """Give the name of a sheet as problems have it, "" for a text file."""
    return masked(title) if title else ""


def _marks(problems: Sequence[Problem]) -> tuple[Mapping[str, Places], tuple[str, ...]]:
    """Say which cells are marked, those with errors first, by sheet; and a note if others are not."""
    cells: dict[tuple[str, int, int], list[Problem]] = {}
    for one in sorted(problems, key=lambda one: one.severity):
        if one.row is not None:
            column = column_index_from_string(one.column) if one.column else 0
            cells.setdefault((one.sheet or "", one.row, column), []).append(one)
    marks: dict[str, dict[int, dict[int, list[Problem]]]] = {}
    for (sheet, row, column), members in islice(cells.items(), MOST_MARKED):
        marks.setdefault(sheet, {}).setdefault(row, {})[column] = members
    if len(cells) <= MOST_MARKED:
        return marks, ()
    rest = number(len(cells) - MOST_MARKED)
    return marks, (f"De första {number(MOST_MARKED)} cellerna är markerade. Ytterligare {rest} är inte det.",)


def _placed(columns: Mapping[int, Sequence[Problem]], first_filled: int) -> dict[int, list[Problem]]:
    """Put what is said of a whole row with its first filled cell."""
    placed: dict[int, list[Problem]] = {}
    for column, members in columns.items():
        placed.setdefault(column or first_filled, []).extend(members)
    return placed


def _mark(cell: Cell, problems: Sequence[Problem]) -> None:
    """Mark a cell with the colour of its gravest problem, and say them all in one comment."""
    ordered = sorted(problems, key=lambda one: one.severity)
    said = dict.fromkeys(f"{SEVERITIES[one.severity]}: {one.message}" for one in ordered)
    text = writable("\n\n".join(said)) + (f"{_BEFORE}{cell.comment.text}" if cell.comment else "")
    lines = sum(ceil(len(part) / _LINE_LENGTH) or 1 for part in text.split("\n"))
    cell.fill = FILLS[ordered[0].severity]
    cell.comment = Comment(text, _AUTHOR, height=(lines + 1) * _LINE_HEIGHT, width=_COMMENT_WIDTH)


def _mark_own(workbook: Workbook, problems: Sequence[Problem]) -> None:
    """Mark the cells of the user's own workbook and put the list before its sheets."""
    for sheet in workbook.worksheets:
        if is_list(enumerate(sheet.iter_rows(max_row=FIRST_LINE, values_only=True), start=1)):
            workbook.remove(sheet)
    for sheet in workbook.worksheets:
        _unmark(sheet)
    marks, notes = _marks(problems)
    for sheet in workbook.worksheets:
        width = sheet.max_column  # looks at every cell of the sheet: once is enough
        for row, columns in marks.get(_key(sheet.title), {}).items():
            filled = (place for place in range(1, width + 1) if sheet.cell(row, place).value not in (None, ""))
            for column, members in _placed(columns, next(filled, 1)).items():
                _mark(_reachable(sheet, row, column), members)
        # Sheets that are selected together are edited together.
        sheet.sheet_view.tabSelected = False
    titles = {_key(sheet.title): sheet.title for sheet in workbook.worksheets}
    write_list(workbook.create_sheet(LIST, 0), ToCorrect(problems, titles, (_FROM_WORKBOOK, *notes)))
    workbook.active = 0


def _unmark(sheet: Worksheet) -> None:
    """Take away the marks of an earlier time: what has been put right since is to look so."""
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell, Cell) and cell.comment and cell.comment.author == _AUTHOR:
                _, _, before = cell.comment.text.partition(_BEFORE)
                cell.comment = Comment(before, "") if before else None
                cell.fill = PatternFill()


def _reachable(sheet: Worksheet, row: int, column: int) -> Cell:
    """Give the cell at a place; of merged cells the first, which is the one that can be written to."""
    cell = sheet.cell(row, column)
    if isinstance(cell, MergedCell):
        merged = next(area for area in sheet.merged_cells.ranges if cell.coordinate in area)
        return _reachable(sheet, merged.min_row, merged.min_col)
    return cell


def _copied(sheets: Sequence[Sheet], problems: Sequence[Problem]) -> Workbook:
    """Write the values of a file, and its marks, into a new workbook, line by line to spare the memory."""
    workbook = Workbook(write_only=True)
    first = workbook.create_sheet(LIST)
    copies: list[tuple[Sheet, Any]] = [(sheet, workbook.create_sheet(_title(sheet.name))) for sheet in sheets]
    marks, notes = _marks(problems)
    titles = {_key(sheet.name): copy.title for sheet, copy in copies}
    write_list(first, ToCorrect(problems, titles, (_FROM_VALUES, *notes)))
    for sheet, copy in copies:
        copy.sheet_state = "hidden" if sheet.hidden else "visible"
        for one in sheet.merged:
            left, right = (get_column_letter(sheet.first_column + place + 1) for place in (one.first, one.last))
            copy.merged_cells.add(f"{left}{one.first_row}:{right}{one.last_row}")
        places = marks.get(_key(sheet.name), {})
        line = 1
        for row, cells in sheet.rows():
            # A record of a text file may go over several lines.
            for _ in range(line, row):
                copy.append([])
            copy.append(_line(copy, [None] * sheet.first_column + list(cells), places.get(row, {})))
            line = row + 1
    return workbook


def _title(name: str | None) -> str:
    return _NOT_IN_TITLES.sub("_", writable(name))[:_LONGEST_TITLE] if name else TEXT_SHEET


def _line(sheet: Worksheet, values: list[object], columns: Mapping[int, Sequence[Problem]]) -> Cells:
    """Give the cells of a line as they are to be written."""
    cells = [_plain(sheet, value) for value in values]
    if columns:
        filled = (place for place, value in enumerate(cells, start=1) if value is not None)
        placed = _placed(columns, next(filled, 1))
        cells += [None] * (max(placed) - len(cells))
        for column, members in placed.items():
            value = cells[column - 1]
            cell = value if isinstance(value, Cell) else Cell(sheet, row=1, column=1, value=value)
            _mark(cell, members)
            cells[column - 1] = cell
    return cells


def _plain(sheet: Worksheet, value: object) -> Any:
    """Give a value that can be written as it is, or the cell of a text that could be taken for something else."""
    if isinstance(value, date) and value.year < _FIRST_YEAR:
        return text_of(value)
    if not isinstance(value, str):
        return value
    text = writable(value)
    if not text.startswith(_NOT_PLAIN):
        return text or None
    cell = Cell(sheet, row=1, column=1, value=text)
    cell.data_type = "s"
    # Excel then keeps it a text when the cell is edited, too.
    cell.quotePrefix = True
    return cell
