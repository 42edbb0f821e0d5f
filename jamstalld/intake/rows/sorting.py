"""The lines of a sheet sorted: empty ones dropped, those that are no rows of data marked, all made equally wide.

A batch where every line is plain, as nearly all are, is seen to be so column by column: that is much quicker.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence

from jamstalld.intake.files.reading import Cells, Merged, Sheet
from jamstalld.intake.headers.header import Header
from jamstalld.intake.headers.heading import Column

# With fewer columns than this a row with one filled cell can be a whole row.
_LEAST_COLUMNS_OF_A_NOTE = 3


class Sorter:
    """Sorts the lines of one sheet.

    Parameters
    ----------
    places
        The columns that are read.

    Attributes
    ----------
    numbers
        The number in Excel of each line that was kept; a line is known by its position among them, from 0.
    asides
        Position → the code of why the line is no row of data.
    shifted
        Positions of lines that reach beyond the headers.
    """

    def __init__(self, sheet: Sheet, header: Header, places: Mapping[str, Column]) -> None:
        self.numbers: list[int] = []
        self.asides: dict[int, str] = {}
        self.shifted: list[int] = []
        heading = header.heading
        self._width = len(heading.names)
        self._headers = [_even(cells, self._width) for cells in heading.lines]
        data = {column.index for column in header.figures.values()}
        data |= {header.variables[key].index for key in ("sex", "identity_number", "count") if key in header.variables}
        self._data = data
        self._notes = sum(map(bool, heading.names)) >= _LEAST_COLUMNS_OF_A_NOTE
        counts = {column.index for key, column in places.items() if key == "count" or key in header.figures}
        labels = {column.index for column in places.values()} - counts
        downwards = [one for one in sheet.merged if header.row < one.first_row < one.last_row and one.first in labels]
        self._filler = _Filler(downwards) if downwards else None

    def kept(self, batch: Sequence[tuple[int, Cells]]) -> list[Cells]:
        """Give the lines that are not empty, equally wide, and note their numbers."""
        lines = [cells for _, cells in batch]
        if not self._filler and self._are_plain(lines):
            self.numbers += [number for number, _ in batch]
            return lines
        return list(self._sorted(batch))

    def _are_plain(self, lines: Sequence[Cells]) -> bool:
        """Tell whether every line is as wide as the headers, has two filled cells and is no repeated header."""
        if set(map(len, lines)) != {self._width}:
            return False
        columns = zip(*lines, strict=True)
        filled = 0
        for place, column in enumerate(columns):
            different = set(column)
            if any(header[place] != "" and header[place] in different for header in self._headers):
                return False
            filled += not any(map(_is_empty, different))
            if filled == 2:
                # A line that repeats the headers does so in these columns, too.
                return all(any(header[at] != "" for at in range(place + 1)) for header in self._headers)
        return False

    def _sorted(self, batch: Iterable[tuple[int, Cells]]) -> Iterator[Cells]:
        for number, line in batch:
            if not _filled(line, 1):
                continue
            cells = self._filler.filled(number, line) if self._filler else line
            position = len(self.numbers)
            self.numbers.append(number)
            filled = _filled(cells, 2)
            if len(filled) == 1 and self._notes and filled[0] not in self._data:
                self.asides[position] = "note_row"
            elif any(cells[0] == header[0] and list(cells) == header for header in self._headers):
                self.asides[position] = "repeated_header"
            if len(cells) != self._width:
                if _filled(cells[self._width :], 1):
                    self.shifted.append(position)
                cells = _even(cells, self._width)
            yield cells


class _Filler:
    """Gives every row of a label that is merged downwards that label. What is only empty stays so."""

    def __init__(self, merged: Iterable[Merged]) -> None:
        self._coming = deque(sorted(merged, key=lambda one: one.first_row))
        self._open: dict[int, tuple[int, object]] = {}

    def filled(self, number: int, cells: Cells) -> Cells:
        """Fill in the empty cells of a row that belong to a label further up."""
        while self._coming and self._coming[0].first_row <= number:
            one = self._coming.popleft()
            if one.first_row == number and one.first < len(cells):
                self._open[one.first] = one.last_row, cells[one.first]
        line = list(cells)
        for place, (last_row, label) in self._open.items():
            if number <= last_row and place < len(line) and _is_empty(line[place]):
                line[place] = label
        return line


def _even(cells: Cells, width: int) -> list[object]:
    return [*cells[:width], *[""] * (width - len(cells))]


def _is_empty(cell: object) -> bool:
    return cell == "" or cell is None or (isinstance(cell, str) and cell.isspace())


def _filled(cells: Cells, most: int) -> list[int]:
    """Find the first filled cells: more are seldom worth looking for."""
    filled: list[int] = []
    for index, cell in enumerate(cells):
        if _is_empty(cell):
            continue
        filled.append(index)
        if len(filled) == most:
            break
    return filled
