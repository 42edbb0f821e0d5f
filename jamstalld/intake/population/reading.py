"""A file with a table of inhabitants: its sheets, its rows, one checked table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import dropwhile, islice

from jamstalld.dictionary import fold
from jamstalld.errors import UnreadableFileError
from jamstalld.intake.files.opening import OpenedFile
from jamstalld.intake.files.reading import Cells
from jamstalld.intake.headers.heading import texts
from jamstalld.intake.population.ages import Ages, bands
from jamstalld.intake.population.checking import ReadRow, problems_of_rows
from jamstalld.intake.population.headings import AGE, PLACE, SEX, YEAR, Table, find_table, problems_of
from jamstalld.intake.population.messages import NO_TABLE, TOO_LONG, problem
from jamstalld.intake.population.model import CheckedPopulation, Inhabitants
from jamstalld.intake.population.values import is_total, read_age, read_count, read_sex, read_year
from jamstalld.intake.problems import Problem
from jamstalld.intake.rows.sorting import Sorter
from jamstalld.intake.values.cells import Faulty, text_of
from jamstalld.intake.values.identity import masked
from jamstalld.settings import DEFAULT_AGE_BANDS

MOST_ROWS = 50_000
_LONGEST_SOURCE = 200
_SYNTHETIC = fold("Påhittade uppgifter")
_SOURCE = "källa"


@dataclass
class _Account:
    """What has been read so far of a file."""

    rows: list[ReadRow] = field(default_factory=list[ReadRow])
    problems: list[Problem] = field(default_factory=list[Problem])
    texts: list[str] = field(default_factory=list[str])
    places: set[str] = field(default_factory=set[str])
    read: int = 0
    set_aside: int = 0


def read_population(
    opened: OpenedFile, *, year: int | None = None, age_bands: tuple[int, ...] = DEFAULT_AGE_BANDS
) -> CheckedPopulation:
    """Read an opened file and check every row.

    Parameters
    ----------
    year
        The year of rows that do not say their own.
    age_bands
        The lowest age of each of the municipality's age groups: no group of the table may go over their limits.

    Raises
    ------
    UnreadableFileError
        If no sheet has a table with ages, or it is far too long.
    """
    found = [table for sheet in opened.sheets if (table := find_table(sheet, opened.name, year))]
    if not found:
        raise UnreadableFileError(NO_TABLE)
    account = _Account(problems=[fault for table in found for fault in problems_of(table)])
    if not account.problems:
        for table in found:
            _read(table, account)
        if len(account.places) > 1:
            table = next(table for table in found if PLACE in table.header.variables)
            letter = table.header.variables[PLACE].letter
            account.problems.append(problem("several_places", table.sheet.name, None, letter))
        elif not account.rows and not account.problems:
            account.problems.append(problem("no_rows", found[0].sheet.name))
        else:
            account.problems += problems_of_rows(account.rows, bands(age_bands), complete=not account.problems)
    said = [text for table in found for text in table.header.titles] + account.texts
    return CheckedPopulation(
        name=masked(opened.name),
        sha256=opened.sha256,
        inhabitants=() if account.problems else tuple(row.inhabitants for row in account.rows),
        source=_source(said),
        rows_read=account.read,
        rows_set_aside=account.set_aside,
        problems=tuple(account.problems),
        synthetic=any(_SYNTHETIC in fold(text) for text in said),
    )


def _source(said: Sequence[str]) -> str:
    """Give the line that says where the numbers come from, without what it begins with."""
    line = next((text for text in said if text.casefold().startswith(_SOURCE)), "")
    return masked(line[len(_SOURCE) :].lstrip(": "))[:_LONGEST_SOURCE]


def _read(table: Table, account: _Account) -> None:
    """Read the rows of one table."""
    header, sheet = table.header, table.sheet
    sorter = Sorter(sheet, header, {**header.variables, **header.figures})
    below = dropwhile(lambda row: row[0] <= header.row, sheet.rows())
    batch = list(islice(below, MOST_ROWS + 1))
    if len(batch) > MOST_ROWS:
        raise UnreadableFileError(TOO_LONG)
    lines = sorter.kept(batch)
    account.read += len(lines)
    for at, (number, cells) in enumerate(zip(sorter.numbers, lines, strict=True)):
        if at in sorter.asides:
            account.set_aside += 1
            account.texts += texts(cells)
        elif at in sorter.shifted:
            account.problems.append(problem("row_shifted", sheet.name, number))
        elif any(is_total(cells[header.variables[key].index]) for key in (AGE, SEX) if key in header.variables):
            account.set_aside += 1
        else:
            _take(table, number, cells, account)


def _take(table: Table, number: int, cells: Cells, account: _Account) -> None:
    """Read the counts of one row, or say what is wrong with it."""
    columns, sheet = table.header.variables, table.sheet.name
    ages = read_age(cells[columns[AGE].index])
    sex = read_sex(cells[columns[SEX].index]) if SEX in columns else None
    year = read_year(cells[columns[YEAR].index]) if YEAR in columns else table.year
    if PLACE in columns and (place := fold(text_of(cells[columns[PLACE].index]))):
        account.places.add(place)
    for key, value in ((AGE, ages), (SEX, sex), (YEAR, year)):
        if isinstance(value, Faulty):
            account.problems.append(problem(value.code, sheet, number, columns[key].letter))
    for amount in table.amounts:
        count = read_count(cells[amount.column.index])
        whom = amount.year or year, amount.sex or sex, ages
        if isinstance(count, Faulty):
            account.problems.append(problem(count.code, sheet, number, amount.column.letter))
        elif isinstance(whom[0], int) and isinstance(whom[1], str) and isinstance(ages, Ages):
            account.rows.append(ReadRow(sheet, number, columns[AGE].letter, Inhabitants(whom[0], whom[1], ages, count)))
