"""How much one file may hold: what is more is refused whole, before its rows are laid out."""

from __future__ import annotations

from collections.abc import Iterable

from jamstalld.errors import UnreadableFileError
from jamstalld.wording.numbers import number

MAX_ROWS = 2_000_000
"""How many rows the sheets that are read may have together: more do not fit in an ordinary computer's memory."""
MAX_COLUMNS = 1_000
"""How many columns a table may have headers over: nobody can choose among more on a page."""
LONGEST_FILE_NAME = 255
"""How many characters a file's name may have; no ordinary file system has longer ones."""


def hold_file_name(name: str) -> None:
    """Refuse a file with a name that no file has.

    Raises
    ------
    UnreadableFileError
        If it is too long.
    """
    if len(name) > LONGEST_FILE_NAME:
        raise UnreadableFileError(
            f"Filens namn är längre än {LONGEST_FILE_NAME} tecken. Ge filen ett kortare namn och läs in den på nytt."
        )


def hold_rows(lengths: Iterable[int]) -> None:
    """Refuse sheets with too many rows.

    Parameters
    ----------
    lengths
        How many rows each has.

    Raises
    ------
    UnreadableFileError
        If they have too many together.
    """
    if sum(lengths) > MAX_ROWS:
        raise UnreadableFileError(
            f"Filen har fler än {number(MAX_ROWS)} rader. Dela upp uttaget, till exempel ett kvartal i taget. Är det "
            "färre rader i tabellen: ta bort det som står under den (Ctrl+End går till bladets sista cell)."
        )


def hold_columns(headers: Iterable[str]) -> None:
    """Refuse a table with too many columns; those without a header do not count.

    Raises
    ------
    UnreadableFileError
        If it has too many.
    """
    if sum(map(bool, headers)) > MAX_COLUMNS:
        raise UnreadableFileError(
            f"Tabellen har fler än {number(MAX_COLUMNS)} kolumner. Ta bort de kolumner som inte behövs och läs in "
            "filen på nytt."
        )
