"""A sheet's rows turned into columns of parsed values, in one pass and with little memory.

Each distinct raw value of a column is parsed once, and only what it means is kept: a column of half a million
rows holds references to a handful of values.
"""

from __future__ import annotations

import gc
from collections.abc import Collection, Generator, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import dropwhile, islice
from typing import Any, TypeVar

from jamstalld.intake.files.reading import Sheet
from jamstalld.intake.headers.header import Header
from jamstalld.intake.headers.heading import Column
from jamstalld.intake.model import LoadOptions
from jamstalld.intake.rows.sorting import Sorter
from jamstalld.intake.values.cells import ErrorCell, Faulty, Hidden, QuarterNumber, TotalLabel, text_of
from jamstalld.intake.values.parsers import Parser, or_error, or_total, parser, read_figure, total_label
from jamstalld.progress import Progress, silent

Mark = TypeVar("Mark", ErrorCell, Faulty, Hidden, QuarterNumber, TotalLabel)

LABEL = "label"

_BATCH = 5_000


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
        Variable → its parsed values; beside them those of :attr:`Header.figures` in a table, and "label" where the
        leftmost column means nothing else.
    letters
        The same keys → the column's letters.
    distinct
        The same keys → their different values.
    marks
        The same keys → the kinds of mark among their values.
    asides
        Position → the code of why the row is no row of data.
    shifted
        Positions of rows that reach beyond the header row.
    """

    letters: Mapping[str, str]
    columns: dict[str, list[Any]] = field(repr=False)
    distinct: dict[str, frozenset[Any]] = field(default_factory=dict[str, frozenset[Any]], repr=False)
    marks: dict[str, set[type]] = field(default_factory=dict[str, set[type]])
    numbers: list[int] = field(default_factory=list[int])
    asides: dict[int, str] = field(default_factory=dict[int, str])
    shifted: list[int] = field(default_factory=list[int])

    def marked(self, key: str, kind: type[Mark]) -> Iterator[tuple[int, Mark]]:
        """Give the positions in a column that hold a kind of mark, with the mark."""
        if kind in self.marks[key]:
            yield from ((at, value) for at, value in enumerate(self.columns[key]) if isinstance(value, kind))

    def unmark(self, key: str, kind: type, instead: object = None) -> None:
        """Turn the marks of a kind in a column into something else, once they have been dealt with."""
        if kind in self.marks[key]:
            self.columns[key] = [instead if isinstance(value, kind) else value for value in self.columns[key]]
            self.distinct[key] = frozenset(self.columns[key])
            self.marks[key] = set(map(type, self.distinct[key]))


def collect(sheet: Sheet, header: Header, options: LoadOptions, progress: Progress = silent) -> Collected:
    """Read the rows under the headers of a sheet."""
    places = _places(header)
    parsed = {key: ParsedCells(parse) for key, parse in _parsers(header, options).items()}
    collected = Collected(
        letters={key: column.letter for key, column in places.items()}, columns={key: [] for key in places}
    )
    sorter = Sorter(sheet, header, places)
    rows = dropwhile(lambda row: row[0] <= header.row, sheet.rows())
    with _no_garbage():
        while batch := list(islice(rows, _BATCH)):
            progress("Läser raderna", min(batch[-1][0] / max(sheet.length, 1), 1.0))
            columns = list(zip(*sorter.kept(batch), strict=True))
            for key, column in places.items() if columns else ():
                collected.columns[key].extend(map(parsed[key].__getitem__, _unlike(columns[column.index])))
    collected.numbers, collected.asides, collected.shifted = sorter.numbers, sorter.asides, sorter.shifted
    collected.distinct.update({key: frozenset(values.values()) for key, values in parsed.items()})
    collected.marks.update({key: set(map(type, values)) for key, values in collected.distinct.items()})
    return collected


@contextmanager
def _no_garbage() -> Generator[None, None, None]:
    """Keep Python from looking for garbage: among rows by the hundred thousand it takes long, and there is none."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _unlike(cells: Collection[object]) -> Iterable[object]:
    """Write yes and no as text: True and 1 are the same key of a dictionary, but not the same cell."""
    if bool not in set(map(type, cells)):
        return cells
    return (text_of(cell) if isinstance(cell, bool) else cell for cell in cells)


def _places(header: Header) -> dict[str, Column]:
    places = {**header.variables, **header.figures}
    if header.label not in places.values():
        places[LABEL] = header.label
    return places


def _parsers(header: Header, options: LoadOptions) -> dict[str, Parser]:
    """Choose each column's parser, and where a label of a total is looked for.

    In counts, any breakdown may hold a subtotal. In a file of cases "Alla" can be an ordinary value, so only the
    leftmost column, the intervention and the sex are looked at.
    """
    parsers: dict[str, Parser] = dict.fromkeys(header.figures, or_error(read_figure))
    parsers[LABEL] = total_label
    for key, column in header.variables.items():
        variable = options.known.variable(key)
        breakdown = variable.type == "category" and header.layout != "cases"
        labels = breakdown or column == header.label or key in ("intervention", "sex")
        parse = or_error(parser(variable, options.age_bands, options.values.get(key)))
        parsers[key] = or_total(parse) if labels else parse
    return {key: parsers[key] for key in _places(header)}
