"""From bytes to sheets of raw cells, every row with the number Excel gives it."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from jamstalld.errors import UnreadableFileError
from jamstalld.intake.files.container import DAMAGED, LOCKED, Examined, examine
from jamstalld.intake.files.probe import probe
from jamstalld.intake.files.scanning import MAX_CELLS, TOO_SPREAD, Flaws
from jamstalld.intake.files.text import decode, find_delimiter, records
from jamstalld.intake.values.cells import ERROR_TEXT, UNCALCULATED

Cells = Sequence[object]
Rows = Iterator[tuple[int, Cells]]

# No program has sheets of more columns; a damaged file may say that it has.
_MAX_WIDTH = 16_384


@dataclass(frozen=True)
class Merged:
    """Cells merged into one: rows as Excel numbers them, columns by their places among a row's cells."""

    first_row: int
    last_row: int
    first: int
    last: int


@dataclass(frozen=True)
class Sheet:
    """One sheet, read afresh each time its rows are asked for.

    Parameters
    ----------
    name
        None in a text file.
    first_column
        Where the first cell of every row stands in Excel, column A being 0.
    rows
        Gives each row's number in Excel and its cells.
    hidden
        Whether the sheet is hidden from those who open the file.
    merged
        Its merged cells, as far as the kind of file tells.
    length
        How many rows it has, or lines.
    has_errors
        Whether its file has cells with errors that cannot be pointed out.
    """

    name: str | None
    first_column: int
    rows: Callable[[], Rows]
    hidden: bool = False
    merged: tuple[Merged, ...] = ()
    length: int = 0
    has_errors: bool = False


def open_sheets(data: bytes) -> tuple[Sheet, ...]:
    """Open every sheet of a workbook, or the one table of a text file.

    Raises
    ------
    UnreadableFileError
        If the file is broken, locked or no spreadsheet.
    """
    examined = examine(data)
    if examined.kind == "text":
        text = decode(data)
        return (Sheet(None, 0, partial(records, text, find_delimiter(text)), length=_lines(text)),)
    if examined.kind == "other workbook" or examined.is_odd:
        probe(data)
    try:
        return _open_workbook(data, examined)
    except PasswordError as error:
        raise UnreadableFileError(LOCKED) from error
    except CalamineError as error:
        raise UnreadableFileError(DAMAGED) from error
    except BaseException as error:
        # A panic in the Rust reader is no Exception, and its class cannot be imported.
        if type(error).__name__ == "PanicException":
            raise UnreadableFileError(DAMAGED) from error
        raise


def _open_workbook(data: bytes, examined: Examined) -> tuple[Sheet, ...]:
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
    sheets: list[Sheet] = []
    for metadata in workbook.sheets_metadata:
        # Lists behind drop-down menus are kept on sheets no menu can show; they are no one's data.
        if metadata.typ != SheetTypeEnum.WorkSheet or metadata.visible == SheetVisibleEnum.VeryHidden:
            continue
        sheet = workbook.get_sheet_by_name(metadata.name)
        found = examined.flaws.get(metadata.name)
        if sheet.start is not None:
            if sheet.width > _MAX_WIDTH or sheet.total_height * sheet.width > MAX_CELLS:
                raise UnreadableFileError(TOO_SPREAD)
            rows = partial(_flawed_rows, sheet, found) if found else partial(_rows, sheet)
            hidden = metadata.visible == SheetVisibleEnum.Hidden
            length, has_errors = sheet.total_height + 1, examined.has_errors  # it gives the last row, from 0
            sheets.append(Sheet(metadata.name, sheet.start[1], rows, hidden, _merged(sheet), length, has_errors))
    return tuple(sheets)


def _lines(text: str) -> int:
    return text.count("\n") + (not text.endswith("\n"))


def _merged(sheet: CalamineSheet) -> tuple[Merged, ...]:
    left = sheet.start[1] if sheet.start else 0
    ranges = sheet.merged_cell_ranges or ()
    return tuple(
        Merged(top + 1, bottom + 1, max(first - left, 0), last - left) for (top, first), (bottom, last) in ranges
    )


def _rows(sheet: CalamineSheet) -> Rows:
    # Columns to the left of the first filled cell are left out, the rows above it are not.
    return enumerate(sheet.iter_rows(), start=1)


def _flawed_rows(sheet: CalamineSheet, flaws: Flaws) -> Rows:
    """Give the rows with a text in each cell that the reader gives as empty though there is something in it."""
    left = sheet.start[1] if sheet.start else 0
    last = 0
    for last, cells in _rows(sheet):
        yield last, _filled_in(last, cells, flaws, left)
    # The reader stops where it thinks that all is empty.
    for number in sorted({*flaws.errors, *flaws.uncalculated}):
        if number > last:
            yield number, _filled_in(number, [], flaws, left)


def _filled_in(number: int, cells: Cells, flaws: Flaws, left: int) -> Cells:
    line = list(cells)
    for places, text in ((flaws.errors, ERROR_TEXT), (flaws.uncalculated, UNCALCULATED)):
        for column in places.get(number, ()):
            place = column - left
            if place >= 0:
                line += [""] * (place + 1 - len(line))
                line[place] = text
    return line
