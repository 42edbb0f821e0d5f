"""What stands over each column of a table: one row of headers, or two with groups in the upper one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from jamstalld.dictionary import fold
from jamstalld.intake.files.reading import Cells, Merged
from jamstalld.intake.model import LoadOptions
from jamstalld.intake.values.cells import text_of

SHARES = ("andel", "procent", "fördelning")
# What is longer is cut: no header is, but a quotation mark in a text file may make a cell of half the file.
LONGEST_LABEL = 1_000
_TOTAL_HEADERS = frozenset(
    fold(text)
    for text in ("totalt", "total", "summa", "samtliga", "alla", "båda könen", "totalt antal", "antal totalt")
)


@dataclass(frozen=True)
class Column:
    """A column of the file: its place among a row's cells, its letters in Excel and its header as written."""

    index: int
    letter: str
    header: str


@dataclass(frozen=True)
class Words:
    """Folded header → the variable it means, and folded word → the sex whose counts stand under it."""

    variables: Mapping[str, str]
    sexes: Mapping[str, str]

    def sex(self, text: str) -> str | None:
        """Tell which sex a column of counts is about: "Kvinnor", "Antal män", "K"."""
        return self.sexes.get(fold(text).removeprefix("antal").removesuffix("antal"))

    def is_count(self, text: str) -> bool:
        """Tell whether a header says that what stands under it are counts."""
        return self.variables.get(fold(text)) == "count"


@dataclass(frozen=True)
class Heading:
    """The headers of a table, by the places of its columns.

    Parameters
    ----------
    row
        The number in Excel of the row they stand in, of two the lower one.
    lines
        That row, or the two, as they were read.
    names
        What each column is called.
    over
        The label of the group that each column belongs to, in the upper of two rows; "" where there is none.
    under
        What stands in the lower row.
    starts
        Where the group that each column belongs to begins.
    """

    row: int
    lines: tuple[Cells, ...]
    names: tuple[str, ...]
    over: tuple[str, ...] = ()
    under: tuple[str, ...] = ()
    starts: tuple[int, ...] = ()

    @property
    def is_double(self) -> bool:
        """Whether the headers stand in two rows."""
        return len(self.lines) > 1

    def called(self, place: int) -> Collection[str]:
        """Give every name that a column answers to, folded."""
        names = {fold(self.names[place])}
        if self.is_double:
            names |= {fold(self.under[place]), fold(self.over[place] + self.under[place])}
        return names - {""}


def label(cell: object) -> str:
    """Write a cell as a header, or as what may be one."""
    return text_of(cell)[:LONGEST_LABEL]


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


def words_of(options: LoadOptions) -> Words:
    """Gather the words that headers are recognised by."""
    codes = options.known.variable("sex").codes
    unused = {fold(header) for header in options.unused}
    return Words(
        variables={
            header: key
            for key, variable in options.known.variables.items()
            for header in variable.headers
            if header not in unused
        },
        # A header 1 or 2 numbers a question; only in a cell does it mean a sex.
        sexes={word: sex for word, sex in codes.recognised.items() if not word.isdigit()} if codes else {},
    )


def is_total(text: str) -> bool:
    """Tell whether a header is that of a column that adds up others."""
    return fold(text) in _TOTAL_HEADERS


def is_share(text: str) -> bool:
    """Tell whether a header says that what stands under it are shares."""
    return text == "%" or fold(text).startswith(SHARES)


def single(row: int, cells: Cells) -> Heading:
    """Take one row as the headers."""
    return Heading(row, (cells,), tuple(label(cell) if isinstance(cell, str) else "" for cell in cells))


def double(
    upper: tuple[int, Cells], lower: tuple[int, Cells], below: Sequence[Cells], merged: Sequence[Merged], words: Words
) -> Heading:
    """Take two rows as the headers.

    A column is called what its lower cell says, or its upper one where the lower is empty and there is anything
    below it, or both together where only that is known ("Skattning" over "Före").
    """
    width = max(len(upper[1]), len(lower[1]))
    above = [label(cell) for cell in upper[1]] + [""] * (width - len(upper[1]))
    under = [label(cell) if isinstance(cell, str) else "" for cell in lower[1]] + [""] * (width - len(lower[1]))
    starts = _starts(above, [one for one in merged if one.first_row <= upper[0] <= one.last_row])
    over = [above[start] if start >= 0 else "" for start in starts]
    names: list[str] = []
    for place, low in enumerate(under):
        together = f"{over[place]} {low}"
        if low:
            names.append(together if over[place] and fold(together) in words.variables else low)
        else:
            filled = above[place] and any(place < len(cells) and text_of(cells[place]) for cells in below)
            names.append(above[place] if filled else "")
    return Heading(lower[0], (upper[1], lower[1]), tuple(names), tuple(over), tuple(under), tuple(starts))


def _starts(labels: Sequence[str], merged: Sequence[Merged]) -> list[int]:
    """Find where the label that stands over each column is; -1 where there is none.

    A merged label stands over its range; any other over its own column and the empty ones to the right of it.
    """
    starts: list[int] = []
    ranges = {place: one.first for one in merged for place in range(one.first, one.last + 1)}
    spreading = -1
    for place, label in enumerate(labels):
        if place in ranges:
            starts.append(ranges[place] if labels[ranges[place]] else -1)
            spreading = -1
        else:
            spreading = place if label else spreading
            starts.append(spreading)
    return starts


def texts(cells: Iterable[object]) -> list[str]:
    """Give the texts among some cells."""
    return [label(cell) for cell in cells if isinstance(cell, str) and cell.strip()]
