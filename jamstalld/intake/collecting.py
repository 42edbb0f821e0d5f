"""A sheet's rows turned into columns of parsed values, in one pass and with little memory.

Each distinct raw value of a column is parsed once, and only what it means is kept: a column of half a million
rows holds references to a handful of values.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import dropwhile, islice
from typing import Any, TypeVar

from jamstalld.dictionary import Dictionary
from jamstalld.intake.cells import Faulty, Hidden, TotalLabel, text_of
from jamstalld.intake.header import Column, Header
from jamstalld.intake.reading import Cells, Sheet
from jamstalld.intake.values import Parser, or_total, parser, read_figure, total_label

Mark = TypeVar("Mark", Faulty, Hidden, TotalLabel)

LABEL = "label"
TOTAL = "total"

_BATCH = 5_000
# With fewer columns than this a row with one filled cell can be a whole row.
_LEAST_COLUMNS_OF_A_NOTE = 3


class ParsedCells(dict[object, object]):
    """Raw cell → what it means, parsed the first time it is asked for."""

    def __init__(self, parse: Parser) -> None:
        super().__init__()
        self._parse = parse

    def __missing__(self, raw: object) -> object:
        value = self[raw] = self._parse(raw)
        return value


@dataclass
class Collected:
    """The rows of one sheet, by column. A row is known by its position, from 0.

    Parameters
    ----------
    numbers
        Each row's number in Excel.
    columns
        Variable → its parsed values; beside them "kvinna", "man" and "total" in a table, and "label" where the
        leftmost column means nothing else.
    letters
        The same keys → the column's letters.
    marks
        The same keys → the kinds of mark among their values.
    asides
        Position → the code of why the row is no row of data.
    shifted
        Positions of rows that reach beyond the header row.
    """

    letters: Mapping[str, str]
    columns: dict[str, list[Any]] = field(repr=False)
    marks: dict[str, set[type]] = field(default_factory=dict[str, set[type]])
    numbers: list[int] = field(default_factory=list[int])
    asides: dict[int, str] = field(default_factory=dict[int, str])
    shifted: list[int] = field(default_factory=list[int])

    def marked(self, key: str, kind: type[Mark]) -> Iterator[tuple[int, Mark]]:
        """Give the positions in a column that hold a kind of mark, with the mark."""
        if kind in self.marks[key]:
            yield from ((at, value) for at, value in enumerate(self.columns[key]) if isinstance(value, kind))

    def unmark(self, key: str, kind: type) -> None:
        """Turn the marks of a kind in a column into None, once they have been dealt with."""
        if kind in self.marks[key]:
            self.columns[key] = [None if isinstance(value, kind) else value for value in self.columns[key]]
            self.marks[key].remove(kind)


def collect(sheet: Sheet, header: Header, known: Dictionary, age_bands: tuple[int, ...]) -> Collected:
    """Read the rows under the header row of a sheet."""
    places = _places(header)
    parsed = {key: ParsedCells(parse) for key, parse in _parsers(header, known, age_bands).items()}
    collected = Collected(
        letters={key: column.letter for key, column in places.items()}, columns={key: [] for key in places}
    )
    sorter = _Sorter(header, collected)
    rows = dropwhile(lambda row: row[0] <= header.row, sheet.rows())
    while batch := list(islice(rows, _BATCH)):
        kept = list(sorter.rows(batch))
        for key, column in places.items():
            cells = [cells[column.index] for cells in kept]
            if bool in set(map(type, cells)):
                # True and 1 are the same key of a dictionary, but not the same cell.
                cells = [text_of(cell) if isinstance(cell, bool) else cell for cell in cells]
            collected.columns[key].extend(map(parsed[key].__getitem__, cells))
    collected.marks.update({key: set(map(type, values.values())) for key, values in parsed.items()})
    return collected


def _places(header: Header) -> dict[str, Column]:
    places = {**header.variables, **header.figures}
    if header.total:
        places[TOTAL] = header.total
    if header.label not in places.values():
        places[LABEL] = header.label
    return places


def _parsers(header: Header, known: Dictionary, age_bands: tuple[int, ...]) -> dict[str, Parser]:
    """Choose each column's parser, and where a label of a total is looked for.

    In counts, any breakdown may hold a subtotal. In a file of cases "Alla" can be an ordinary value, so only the
    leftmost column, the intervention and the sex are looked at.
    """
    parsers: dict[str, Parser] = dict.fromkeys((*header.figures, TOTAL), read_figure)
    parsers[LABEL] = total_label
    for key, column in header.variables.items():
        variable = known.variable(key)
        breakdown = variable.type == "category" and header.layout != "cases"
        labels = breakdown or column == header.label or key in ("intervention", "sex")
        parse = parser(variable, age_bands)
        parsers[key] = or_total(parse) if labels else parse
    return {key: parsers[key] for key in _places(header)}


class _Sorter:
    """Sorts lines: empty ones are dropped, others kept at equal width and marked where they are no rows of data."""

    def __init__(self, header: Header, collected: Collected) -> None:
        self.cells = list(header.cells)
        self.width = len(header.cells)
        self.collected = collected
        data = {column.index for column in header.figures.values()}
        data |= {header.variables[key].index for key in ("sex", "identity_number", "count") if key in header.variables}
        self.data = data
        self.notes = len(_filled(header.cells, _LEAST_COLUMNS_OF_A_NOTE)) >= _LEAST_COLUMNS_OF_A_NOTE

    def rows(self, batch: Iterable[tuple[int, Cells]]) -> Iterator[Cells]:
        """Give the lines that are not empty, and note their numbers."""
        numbers = self.collected.numbers
        for number, line in batch:
            cells = line
            filled = _filled(cells)
            if not filled:
                continue
            position = len(numbers)
            numbers.append(number)
            if len(filled) == 1 and self.notes and filled[0] not in self.data:
                self.collected.asides[position] = "note_row"
            elif cells[0] == self.cells[0] and list(cells) == self.cells:
                self.collected.asides[position] = "repeated_header"
            if len(cells) != self.width:
                cells = self._evened(cells, position)
            yield cells

    def _evened(self, cells: Cells, position: int) -> Cells:
        if _filled(cells[self.width :]):
            self.collected.shifted.append(position)
        return [*cells[: self.width], *[""] * (self.width - len(cells))]


def _filled(cells: Sequence[object], most: int = 2) -> list[int]:
    """Find the first filled cells, two unless told otherwise: more are seldom worth looking for."""
    filled: list[int] = []
    for index, cell in enumerate(cells):
        if cell == "" or cell is None or (isinstance(cell, str) and cell.isspace()):
            continue
        filled.append(index)
        if len(filled) == most:
            break
    return filled
