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
from jamstalld.intake.container import DAMAGED, LOCKED, kind_of
from jamstalld.intake.text import decode, find_delimiter, records

Cells = Sequence[object]
Rows = Iterator[tuple[int, Cells]]


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
    """

    name: str | None
    first_column: int
    rows: Callable[[], Rows]
    hidden: bool = False


def open_sheets(data: bytes) -> tuple[Sheet, ...]:
    """Open every sheet of a workbook, or the one table of a text file.

    Raises
    ------
    UnreadableFileError
        If the file is broken, locked or no spreadsheet.
    """
    if kind_of(data) == "text":
        text = decode(data)
        return (Sheet(None, 0, partial(records, text, find_delimiter(text))),)
    try:
        return _open_workbook(data)
    except PasswordError as error:
        raise UnreadableFileError(LOCKED) from error
    except CalamineError as error:
        raise UnreadableFileError(DAMAGED) from error
    except BaseException as error:
        # A panic in the Rust reader is no Exception, and its class cannot be imported.
        if type(error).__name__ == "PanicException":
            raise UnreadableFileError(DAMAGED) from error
        raise


def _open_workbook(data: bytes) -> tuple[Sheet, ...]:
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
    sheets: list[Sheet] = []
    for metadata in workbook.sheets_metadata:
        # Lists behind drop-down menus are kept on sheets no menu can show; they are no one's data.
        if metadata.typ != SheetTypeEnum.WorkSheet or metadata.visible == SheetVisibleEnum.VeryHidden:
            continue
        sheet = workbook.get_sheet_by_name(metadata.name)
        if sheet.start is not None:
            hidden = metadata.visible == SheetVisibleEnum.Hidden
            sheets.append(Sheet(metadata.name, sheet.start[1], partial(_rows, sheet), hidden))
    return tuple(sheets)


def _rows(sheet: CalamineSheet) -> Rows:
    # Columns to the left of the first filled cell are left out, the rows above it are not.
    return enumerate(sheet.iter_rows(), start=1)
