"""Where the table of inhabitants begins, and what its columns mean."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice
from pathlib import PurePath

from jamstalld.dictionary import Dictionary, Variable, dictionary, fold
from jamstalld.intake.files.reading import Cells, Sheet
from jamstalld.intake.headers.groups import SEXES, figure_key
from jamstalld.intake.headers.header import HEADER_LINES, Header, find_header
from jamstalld.intake.headers.heading import Column
from jamstalld.intake.model import LoadOptions
from jamstalld.intake.population.messages import problem
from jamstalld.intake.problems import Problem
from jamstalld.intake.values.cells import text_of
from jamstalld.intake.values.identity import masked

AGE, SEX, YEAR, PLACE, COUNT = "age", "sex", "year", "place", "count"

_HEADERS = {
    AGE: ("ålder", "ålder år", "åldersgrupp", "åldersklass", "åldersintervall", "ettårsklass", "femårsklass"),
    PLACE: ("kommun", "kommunnamn", "region", "län", "område"),
    COUNT: (
        *("folkmängd", "befolkning", "invånare", "antal", "antal invånare", "antal personer", "antal folkbokförda"),
        *("personer", "värde"),
    ),
}
_A_YEAR = r"(?:19|20)\d\d"
_YEARS = re.compile(rf"(?<!\d){_A_YEAR}(?!\d)")
_COUNT_OF_A_YEAR = re.compile(rf"(\D*)({_A_YEAR})")


@dataclass(frozen=True)
class Amount:
    """A column of counts, and what its header says of them; None where a column of its own says it."""

    column: Column
    sex: str | None = None
    year: int | None = None


@dataclass(frozen=True)
class Table:
    """A sheet with a table of inhabitants.

    Parameters
    ----------
    year
        The year of rows that do not say their own; None if nothing tells.
    """

    sheet: Sheet
    header: Header
    amounts: tuple[Amount, ...]
    year: int | None

    @property
    def tells_sex(self) -> bool:
        """Whether it says who is a woman and who a man."""
        return self.header.layout is not None

    @property
    def tells_year(self) -> bool:
        """Whether every count has a year."""
        return self.year is not None or YEAR in self.header.variables or all(amount.year for amount in self.amounts)


def find_table(sheet: Sheet, file_name: str, year: int | None) -> Table | None:
    """Find the table of a sheet; None if there is none with ages.

    Parameters
    ----------
    year
        The year of rows that do not say their own. If None, the one that the titles, the sheet and the file agree on.
    """
    if sheet.hidden:
        return None
    sheet = replace(sheet, name=masked(sheet.name)) if sheet.name else sheet
    head = [(number, _with_years_as_text(cells)) for number, cells in islice(sheet.rows(), HEADER_LINES)]
    header = find_header(head, sheet.first_column, LoadOptions(known=_known()), sheet.merged)
    if header is None or AGE not in header.variables:
        return None
    return Table(sheet, header, _amounts(header), year or _year_told(header, sheet, file_name))


@cache
def _known() -> Dictionary:
    """Give the variables of such a table, instead of those of a delivery."""
    shipped = dictionary()
    own = {
        key: Variable(key, headers[0], "count" if key == COUNT else "category", headers=frozenset(map(fold, headers)))
        for key, headers in _HEADERS.items()
    }
    return Dictionary({SEX: shipped.variable(SEX), YEAR: shipped.variable(YEAR), **own}, {}, {})


def _with_years_as_text(cells: Cells) -> Cells:
    """Write years as text in a row that holds nothing but texts and years: it may be headers."""
    written = [text_of(cell) for cell in cells]
    if all(
        isinstance(cell, str) or _YEARS.fullmatch(text) or not text for cell, text in zip(cells, written, strict=True)
    ):
        return written
    return cells


def _amounts(header: Header) -> tuple[Amount, ...]:
    """Find the columns of counts: one, one for each sex, or one for each year."""
    if header.layout == "table":
        return tuple(
            Amount(header.figures[figure_key(sex, at)], sex, value if isinstance(value, int) else None)
            for at, value in enumerate(header.values)
            for sex in SEXES
        )
    if COUNT in header.variables:
        return (Amount(header.variables[COUNT]),)
    named = ((column, _COUNT_OF_A_YEAR.fullmatch(column.header)) for column in header.others)
    counts = {fold(name) for name in _HEADERS[COUNT]} | {""}
    return tuple(Amount(column, year=int(found[2])) for column, found in named if found and fold(found[1]) in counts)


def _year_told(header: Header, sheet: Sheet, file_name: str) -> int | None:
    places = (" ".join(header.titles), sheet.name or "", PurePath(file_name).stem)
    years = [set(_YEARS.findall(text)) for text in places]
    told = {year for found in years if len(found) == 1 for year in found}
    return int(told.pop()) if len(told) == 1 else None


def problems_of(table: Table) -> Sequence[Problem]:
    """Say what the headers lack or hold twice."""
    header, sheet = table.header, table.sheet.name
    found: list[Problem] = []
    for _, letters in header.duplicates:
        found.append(problem("headers_twice", sheet, header.row, letters=letters))
    for _, columns in header.faults:
        letters = ", ".join(column.letter for column in columns)
        found.append(problem("headers_unclear", sheet, header.row, columns[0].letter, letters=letters))
    if found:
        return found
    if not table.tells_sex:
        found.append(problem("no_sex", sheet, header.row))
    if not table.amounts:
        found.append(problem("no_counts", sheet, header.row))
    elif not table.tells_year:
        found.append(problem("no_year", sheet))
    return found
