"""Where the table begins, what each of its columns means, and which of three layouts it has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from jamstalld.dictionary import Dictionary, fold
from jamstalld.intake.cells import text_of
from jamstalld.intake.reading import Cells

Layout = Literal["cases", "counted", "table"]

HEADER_LINES = 30
LEAST_HEADERS = 2
SEXES = ("kvinna", "man")

_TOTAL_HEADERS = frozenset(
    fold(text)
    for text in ("totalt", "total", "summa", "samtliga", "alla", "båda könen", "totalt antal", "antal totalt")
)
_LETTERS = re.compile(r"[A-Za-z]{1,3}")


@dataclass(frozen=True)
class Column:
    """A column of the file: its place among a row's cells, its letters in Excel and its header as written."""

    index: int
    letter: str
    header: str


@dataclass(frozen=True)
class Header:
    """What was found out about a table from its header row.

    Parameters
    ----------
    row
        The number of the header row in Excel.
    cells
        The header row as it was read.
    layout
        None if nothing says who is a woman and who a man.
    variables
        Variable → its column.
    figures
        In a table: "kvinna" and "man" → the column of their counts.
    total
        In a table: the column that adds the two up, which is checked and dropped.
    label
        The leftmost column, where totals are labelled.
    others
        Columns that mean nothing known. They are not read into the delivery.
    titles
        The texts above the header row.
    duplicates
        What two columns both mean ("sex" for two columns of women), with their letters.
    absent
        Variables whose column the user named, where there is no such column.
    """

    row: int
    cells: Cells
    layout: Layout | None
    variables: Mapping[str, Column]
    figures: Mapping[str, Column]
    total: Column | None
    label: Column
    others: tuple[Column, ...]
    titles: tuple[str, ...]
    duplicates: tuple[tuple[str, str], ...]
    absent: tuple[str, ...]

    @property
    def ignored(self) -> tuple[str, ...]:
        """Headers that mean nothing known."""
        return tuple(column.header for column in self.others)

    @property
    def recognised(self) -> int:
        """How many columns mean something."""
        return len(self.variables) + len(self.figures)

    @property
    def meaning(self) -> tuple[Layout | None, frozenset[str]]:
        """What two sheets must share to be read as one."""
        return self.layout, frozenset(self.variables)


def find_header(
    head: Sequence[tuple[int, Cells]], first_column: int, known: Dictionary, wanted: Mapping[str, str]
) -> Header | None:
    """Find the header row among a sheet's first lines: the line with most headers that are understood.

    Parameters
    ----------
    head
        The first lines, each with its row number.
    first_column
        Where their first cell stands in Excel, column A being 0.
    wanted
        Variable → the header or the letters of its column, which go before the dictionary.

    Returns
    -------
    Header or None
        None if no line has at least two known headers, or columns for women and men.
    """
    words = _words(known)
    titles: list[str] = []
    best: Header | None = None
    for position, (row, cells) in enumerate(head):
        below = [cells for _, cells in head[position + 1 :]]
        header = _Reader(cells, first_column, words, wanted).header(row, below, tuple(titles))
        enough = header and (header.recognised >= LEAST_HEADERS or header.layout == "table" or wanted)
        if header and enough and header.recognised > (best.recognised if best else 0):
            best = header
        titles.extend(texts(cells))
    return best


def texts(cells: Iterable[object]) -> list[str]:
    """Give the texts among some cells."""
    return [text_of(cell) for cell in cells if isinstance(cell, str) and cell.strip()]


def column_letter(index: int) -> str:
    """Write a column's number, A being 0, in Excel's letters.

    >>> column_letter(0), column_letter(27)
    ('A', 'AB')
    """
    letters = ""
    index += 1
    while index:
        index, letter = divmod(index - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


@dataclass(frozen=True)
class _Words:
    """Folded header → the variable it means, and folded word → the sex whose counts stand under it."""

    variables: Mapping[str, str]
    sexes: Mapping[str, str]

    def sex(self, text: str) -> str | None:
        """Tell which sex a column of counts is about: "Kvinnor", "Antal män", "K"."""
        return self.sexes.get(fold(text).removeprefix("antal").removesuffix("antal"))


def _words(known: Dictionary) -> _Words:
    codes = known.variable("sex").codes
    return _Words(
        variables={header: key for key, variable in known.variables.items() for header in variable.headers},
        # A header 1 or 2 numbers a question; only in a cell does it mean a sex.
        sexes={word: sex for word, sex in codes.recognised.items() if not word.isdigit()} if codes else {},
    )


class _Reader:
    """Reads one line as if it were the header row."""

    def __init__(self, cells: Cells, first_column: int, words: _Words, wanted: Mapping[str, str]) -> None:
        self.cells = cells
        self.names = [text_of(cell) if isinstance(cell, str) else "" for cell in cells]
        self.first_column = first_column
        self.words = words
        self.wanted = wanted
        self.variables: dict[str, Column] = {}
        self.duplicates: list[tuple[str, str]] = []

    def header(self, row: int, below: Sequence[Cells], titles: tuple[str, ...]) -> Header | None:
        """Read the line, or give None if no cell of it holds text."""
        named = [self._column(index) for index, name in enumerate(self.names) if name]
        if not named:
            return None
        self._take_wanted()
        others = self._take_known([column for column in named if column not in self.variables.values()])
        figures: dict[str, Column] = {}
        total: Column | None = None
        # An identity number says the legal sex.
        persons = not self.variables.keys().isdisjoint(("sex", "identity_number"))
        if not persons:
            figures, total, others = self._take_figures(others, below)
        layout: Layout | None = "table" if figures else None
        if persons:
            layout = "counted" if "count" in self.variables else "cases"
        return Header(
            row=row,
            cells=self.cells,
            layout=layout,
            variables=self.variables,
            figures=figures,
            total=total,
            label=named[0],
            others=tuple(others),
            titles=titles,
            duplicates=tuple(self.duplicates),
            absent=tuple(key for key in self.wanted if key not in self.variables),
        )

    def _column(self, index: int) -> Column:
        return Column(index, column_letter(self.first_column + index), self.names[index])

    def _take_wanted(self) -> None:
        folded = [fold(name) for name in self.names]
        letters = [column_letter(self.first_column + index) for index in range(len(self.names))]
        for key, where in self.wanted.items():
            places = [index for index, header in enumerate(folded) if header and header == fold(where)]
            if places:
                self._take(key, [self._column(index) for index in places])
            elif _LETTERS.fullmatch(where) and where.upper() in letters:
                index = letters.index(where.upper())
                if self.names[index]:
                    self._take(key, [self._column(index)])

    def _take(self, key: str, columns: Iterable[Column]) -> None:
        """Let a variable have a column; of any further column that means it too, take note."""
        for column in columns:
            if key in self.variables:
                self.duplicates.append((key, f"{self.variables[key].letter} och {column.letter}"))
            else:
                self.variables[key] = column

    def _take_known(self, columns: Iterable[Column]) -> list[Column]:
        others: list[Column] = []
        for column in columns:
            key = self.words.variables.get(fold(column.header))
            if key is None or key in self.wanted:
                others.append(column)
            else:
                self._take(key, [column])
        return others

    def _take_figures(
        self, columns: Sequence[Column], below: Sequence[Cells]
    ) -> tuple[dict[str, Column], Column | None, list[Column]]:
        """Take the columns of counts for women and for men, if there are both, and the one that adds them up."""
        sexes = {column: self.words.sex(column.header) for column in columns}
        found = {column: sex for column, sex in sexes.items() if sex and not self._stands_over_sexes(column, below)}
        figures: dict[str, Column] = {}
        repeated: list[tuple[str, str]] = []
        for column, sex in found.items():
            if sex in figures:
                repeated.append(("sex", f"{figures[sex].letter} och {column.letter}"))
            figures.setdefault(sex, column)
        if len(figures) < len(SEXES):
            return {}, None, list(columns)
        self.duplicates += repeated
        totals = [column for column in columns if fold(column.header) in _TOTAL_HEADERS]
        total = totals[0] if totals else self.variables.pop("count", None)
        self.variables.pop("count", None)
        return figures, total, [column for column in columns if column not in found and column not in totals]

    def _stands_over_sexes(self, column: Column, below: Sequence[Cells]) -> bool:
        """Tell whether the cells under a column are sexes, too: then its own is one, and the line no header row."""
        cells = [text_of(cells[column.index]) for cells in below if column.index < len(cells)]
        return sum(self.words.sex(cell) is not None for cell in cells) * 2 > len(cells)
