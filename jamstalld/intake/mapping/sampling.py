"""What the columns of a sheet say, from its first thousand rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import dropwhile, islice

from jamstalld.dictionary import dictionary
from jamstalld.intake.files.reading import Sheet
from jamstalld.intake.headers.heading import Column
from jamstalld.intake.sensitive import is_contact, kind_of_header, kind_of_values
from jamstalld.intake.values.cells import Faulty, is_missing, text_of
from jamstalld.intake.values.dates import parse_date
from jamstalld.intake.values.identity import is_identity_number
from jamstalld.intake.values.parsers import read_figure

SAMPLE = 1_000

_EXAMPLES, _EXAMPLE = 3, 30
_MANY, _NEARLY_ALL = 10, 0.9
_CONTACTS = frozenset({"email", "phone", "address", "name"})


@dataclass(frozen=True)
class Evidence:
    """One column of a sample.

    Parameters
    ----------
    cells
        The filled cells → how many there are of each.
    kind
        The sensitive content that the column seems to have, if any (a key of :data:`sensitive.KINDS`).
    """

    header: str
    cells: Mapping[object, int] = field(repr=False)
    kind: str | None = None

    @cached_property
    def texts(self) -> Counter[str]:
        """The cells as texts."""
        return _texts(self.cells)

    @property
    def filled(self) -> int:
        """How many cells say something."""
        return sum(self.cells.values())

    @property
    def varied(self) -> bool:
        """Whether nearly every row says something else, and neither a number nor a date: names, codes, sentences."""
        if len(self.texts) < max(_MANY, _NEARLY_ALL * self.filled):
            return False
        return not all(parse_date(text) or not isinstance(read_figure(text), Faulty) for text in self.texts)

    @property
    def examples(self) -> tuple[str, ...]:
        """The most common values, three at most; none where they could tell who somebody is."""
        if self.kind or self.varied:
            return ()
        common = (text for text, _ in self.texts.most_common(_EXAMPLES))
        plain = (text for text in common if not is_identity_number(text) and not is_contact(text))
        return tuple(text if len(text) <= _EXAMPLE else text[: _EXAMPLE - 1] + "…" for text in plain)


def sampled(sheet: Sheet, row: int, columns: Sequence[Column], *, names: bool) -> Mapping[int, Evidence]:
    """Sample the columns under a header row.

    Parameters
    ----------
    row
        The number of the header row in Excel.
    names
        Whether "Namn" can mean a person's.

    Returns
    -------
    Mapping
        A column's place among a row's cells → what it says.
    """
    counted: dict[int, Counter[object]] = {column.index: Counter() for column in columns}
    for _, cells in islice(dropwhile(lambda line: line[0] <= row, sheet.rows()), SAMPLE):
        for index, counts in counted.items():
            cell = cells[index] if index < len(cells) else ""
            if not is_missing(text_of(cell)):
                # True and 1 are the same key of a dictionary, but not the same cell.
                counts[text_of(cell) if isinstance(cell, bool) else cell] += 1
    return {
        column.index: Evidence(column.header, cells, _kind(column.header, cells, names=names))
        for column in columns
        for cells in (counted[column.index],)
    }


def _kind(header: str, cells: Mapping[object, int], *, names: bool) -> str | None:
    texts = _texts(cells)
    kind = kind_of_header(header, names=names)
    # "E-post: ja" tells how someone is reached, and not where.
    if kind in _CONTACTS and texts and all(map(dictionary().code_lists["yes_no"].find, texts)):
        return None
    return kind or kind_of_values(texts)


def _texts(cells: Mapping[object, int]) -> Counter[str]:
    texts: Counter[str] = Counter()
    for raw, times in cells.items():
        texts[text_of(raw)] += times
    return texts
