"""Where the table begins, what each of its columns means, and which of three layouts it has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from jamstalld.dictionary import fold
from jamstalld.intake.files.reading import Cells, Merged
from jamstalld.intake.headers.groups import SEXES, SUM, TOTAL, Group, Grouping, figure_key, group_columns
from jamstalld.intake.headers.heading import (
    Column,
    Heading,
    Words,
    column_letter,
    double,
    is_total,
    label,
    single,
    texts,
    words_of,
)
from jamstalld.intake.model import Layout, LoadOptions

HEADER_LINES = 30
LEAST_HEADERS = 2

_LETTERS = re.compile(r"[A-Za-z]{1,3}")


@dataclass(frozen=True)
class Header:
    """What was found out about a table from its header row, or its two header rows.

    Parameters
    ----------
    heading
        The headers themselves.
    layout
        None if nothing says who is a woman and who a man.
    variables
        Variable → its column.
    figures
        In a table: "kvinna", "man" and "total" → the column of their counts; of a second group "kvinna.1" and so
        on, of the group that adds the others up "kvinna.sum".
    grouped_by
        In a table of several groups: the variable that their labels are values of.
    values
        The value of each group, [None] where there is but one that means nothing by itself.
    labels
        The labels of the groups as written.
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
    faults
        Kinds of problem about groups of columns, with the columns.
    """

    heading: Heading
    layout: Layout | None
    variables: Mapping[str, Column]
    figures: Mapping[str, Column]
    grouped_by: str | None
    values: tuple[object, ...]
    labels: tuple[str, ...]
    label: Column
    others: tuple[Column, ...]
    titles: tuple[str, ...]
    duplicates: tuple[tuple[str, str], ...]
    absent: tuple[str, ...]
    faults: tuple[tuple[str, tuple[Column, ...]], ...]

    @property
    def row(self) -> int:
        """The number in Excel of the last header row."""
        return self.heading.row

    @property
    def ignored(self) -> tuple[str, ...]:
        """Headers that mean nothing known."""
        return tuple(column.header for column in self.others)

    @property
    def recognised(self) -> int:
        """How many columns mean something."""
        unclear = {column for _, columns in self.faults for column in columns}
        return len(self.variables) + sum(not key.startswith(TOTAL) for key in self.figures) + len(unclear)

    @property
    def told(self) -> frozenset[str]:
        """The variables that columns or groups of columns tell."""
        return frozenset(filter(None, (*self.variables, self.grouped_by)))

    @property
    def meaning(self) -> tuple[Layout | None, frozenset[str]]:
        """What two sheets must share to be read as one."""
        return self.layout, self.told


def find_header(
    head: Sequence[tuple[int, Cells]], first_column: int, options: LoadOptions, merged: Sequence[Merged] = ()
) -> Header | None:
    """Find the headers among a sheet's first lines: the line, or the two, with most headers that are understood.

    Parameters
    ----------
    head
        The first lines, each with its row number.
    first_column
        Where their first cell stands in Excel, column A being 0.
    options
        Its columns go before the dictionary; its unused headers mean nothing.
    merged
        The sheet's merged cells.

    Returns
    -------
    Header or None
        None if no line has at least two known headers, or columns for women and men.
    """
    words = words_of(options)
    best: Header | None = None
    for doubled in (False, True):
        titles: list[str] = []
        for position, (_, cells) in enumerate(head[: len(head) - doubled]):
            below = [cells for _, cells in head[position + 1 + doubled :]]
            heading = (
                double(head[position], head[position + 1], below, merged, words) if doubled else single(*head[position])
            )
            header = _Reader(heading, first_column, words, options).header(below, tuple(titles))
            if header and (header.recognised >= LEAST_HEADERS or header.layout == "table" or options.columns):
                score = (header.recognised, doubled and _needs_both(header))
                if score > ((best.recognised, False) if best else (0, False)):
                    best = header
            titles.extend(texts(cells))
    return best


def _needs_both(header: Header) -> bool:
    """Tell whether two rows say more than one of them, though no more columns are understood."""
    if header.grouped_by or header.faults:
        return True
    heading = header.heading
    groups = {start for start in heading.starts if heading.starts.count(start) > 1 and start >= 0}
    under_groups = [place for place, start in enumerate(heading.starts) if start in groups and heading.under[place]]
    # Nothing that is understood stands in the lower row alone, yet there is something in it.
    places = [column.index for column in header.variables.values()]
    return len(under_groups) > 1 and all(heading.names[place] != heading.under[place] for place in places)


class _Reader:
    """Reads one line, or two, as if they were the headers."""

    def __init__(self, heading: Heading, first_column: int, words: Words, options: LoadOptions) -> None:
        self.heading = heading
        self.first_column = first_column
        self.words = words
        self.options = options
        self.wanted = options.columns
        self.variables: dict[str, Column] = {}
        self.figures: dict[str, Column] = {}
        self.grouping = Grouping()
        self.duplicates: list[tuple[str, str]] = []

    def header(self, below: Sequence[Cells], titles: tuple[str, ...]) -> Header | None:
        """Read the headers, or give None if no cell of them holds text."""
        named = [self._column(index) for index, name in enumerate(self.heading.names) if name]
        if not named:
            return None
        self._take_wanted()
        used = [*self.variables.values(), *self.figures.values()]
        others = [column for column in named if column not in used]
        if self.heading.is_double and not self.figures:
            others = self._take_groups(others)
        others = self._take_known(others)
        if not self._tells_sex():
            others = self._take_figures(others, below)
        elif not self.figures.keys() >= set(SEXES):
            # A column of sex, and by hand a column of counts for one of the sexes: that one is told of as absent.
            self.figures.clear()
        layout: Layout | None = "table" if self.figures else None
        if not self.figures and self._tells_sex():
            layout = "counted" if "count" in self.variables else "cases"
        groups = self.grouping.groups
        return Header(
            heading=self.heading,
            layout=layout,
            variables=self.variables,
            figures=self.figures,
            grouped_by=self.grouping.variable,
            values=tuple(group.value for group in groups) or (None,),
            labels=tuple(group.label for group in groups),
            label=named[0],
            others=tuple(others),
            titles=titles,
            duplicates=tuple(self.duplicates),
            absent=tuple(key for key in self.wanted if key not in self.variables and key not in self.figures),
            faults=tuple(self._faults()),
        )

    def _faults(self) -> Iterable[tuple[str, tuple[Column, ...]]]:
        left = [("shares_left", self.grouping.shares)] if self.grouping.shares and self.grouping.groups else []
        for code, places in (*self.grouping.faults, *left):
            yield code, tuple(self._column(place) for place in sorted(places))

    def _column(self, index: int) -> Column:
        return Column(index, column_letter(self.first_column + index), self.heading.names[index])

    def _tells_sex(self) -> bool:
        # An identity number says the legal sex.
        return not self.variables.keys().isdisjoint(("sex", "identity_number"))

    def _take_wanted(self) -> None:
        letters = [column_letter(self.first_column + index) for index in range(len(self.heading.names))]
        for key, where in self.wanted.items():
            places = [index for index in range(len(letters)) if fold(where) in self.heading.called(index)]
            if not places and _LETTERS.fullmatch(where) and where.upper() in letters:
                index = letters.index(where.upper())
                places = [index] if self.heading.names[index] else []
            self._take(key, map(self._column, places))

    def _take(self, key: str, columns: Iterable[Column]) -> None:
        """Let a variable have a column; of any further column that means it too, take note."""
        taken = self.figures if key in SEXES else self.variables
        for column in columns:
            if key in taken:
                meant = "sex" if key in SEXES else key
                self.duplicates.append((meant, f"{taken[key].letter} och {column.letter}"))
            else:
                taken[key] = column

    def _take_known(self, columns: Iterable[Column]) -> list[Column]:
        others: list[Column] = []
        for column in columns:
            key = self.words.variables.get(fold(column.header))
            if key is None or key in self.wanted or (key == "sex" and self.figures):
                others.append(column)
            else:
                self._take(key, [column])
        return others

    def _take_groups(self, columns: Sequence[Column]) -> list[Column]:
        """Take the columns of counts of several groups of women and men, if there are such groups."""
        meant = {self.words.variables.get(fold(column.header)) for column in columns}
        if not meant.isdisjoint(("sex", "identity_number")):
            return list(columns)
        taken = {*self.variables, *(key for key in meant if key)} - {"count"}
        grouping = group_columns(self.heading, self.words, taken, self.options)
        if grouping is None:
            return list(columns)
        self.grouping = grouping
        for at, group in enumerate(grouping.groups):
            self._take_group(group, at)
        if grouping.whole:
            self._take_group(grouping.whole, SUM)
        return [column for column in columns if column.index not in grouping.places]

    def _take_group(self, group: Group, at: int | str) -> None:
        for sex, place in group.figures.items():
            self.figures[figure_key(sex, at)] = self._column(place)
        if group.total is not None:
            self.figures[figure_key(TOTAL, at)] = self._column(group.total)

    def _take_figures(self, columns: Sequence[Column], below: Sequence[Cells]) -> list[Column]:
        """Take the columns of counts for women and for men, if there are both, and the one that adds them up."""
        if self.grouping.groups or self.grouping.faults:
            return [column for column in columns if not is_total(column.header)]
        sexes = {column: self.words.sex(column.header) for column in columns}
        found = {column: sex for column, sex in sexes.items() if sex and not self._stands_over_sexes(column, below)}
        figures = dict(self.figures)
        repeated: list[tuple[str, str]] = []
        for column, sex in found.items():
            if sex in figures and sex not in self.wanted:
                repeated.append(("sex", f"{figures[sex].letter} och {column.letter}"))
            figures.setdefault(sex, column)
        if len(figures) < len(SEXES):
            self.figures.clear()
            return list(columns)
        self.figures = figures
        self.duplicates += repeated
        totals = [column for column in columns if is_total(column.header)]
        total = totals[0] if totals else self.variables.pop("count", None)
        self.variables.pop("count", None)
        if total:
            self.figures[TOTAL] = total
        return [column for column in columns if column not in found and column not in totals]

    def _stands_over_sexes(self, column: Column, below: Sequence[Cells]) -> bool:
        """Tell whether the cells under a column are sexes, too: then its own is one, and the line no header row."""
        cells = [label(cells[column.index]) for cells in below if column.index < len(cells)]
        return sum(self.words.sex(cell) is not None for cell in cells) * 2 > len(cells)
