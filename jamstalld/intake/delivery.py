"""The way of a file through the intake: bytes, sheets, headers, rows, one checked delivery."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path, PurePath

from jamstalld.dictionary import Dictionary, fold
from jamstalld.errors import RequestError, UnreadableFileError
from jamstalld.intake.files.container import NO_TABLE
from jamstalld.intake.files.opening import OpenedFile, open_file
from jamstalld.intake.files.reading import Sheet
from jamstalld.intake.forbidden import sensitive_columns
from jamstalld.intake.headers.groups import SEXES
from jamstalld.intake.headers.header import HEADER_LINES, Header, find_header
from jamstalld.intake.headers.heading import texts
from jamstalld.intake.limits import hold_columns, hold_rows
from jamstalld.intake.model import CheckedDelivery, LoadOptions
from jamstalld.intake.problems import Problem, problem
from jamstalld.intake.rows.checking import CheckedSheet, check_sheet
from jamstalld.intake.rows.ledger import SEX_TITLES
from jamstalld.intake.rows.repeats import repeated
from jamstalld.intake.values.dates import quarters_in
from jamstalld.intake.values.identity import masked
from jamstalld.progress import Progress, silent

_SYNTHETIC = fold("Påhittade uppgifter")


@dataclass(frozen=True)
class _Table:
    """A sheet that holds a table."""

    sheet: Sheet
    header: Header


def read_delivery(source: Path | bytes, name: str, options: LoadOptions) -> CheckedDelivery:
    """Read a spreadsheet file and check every row.

    Parameters
    ----------
    source
        The file, or its bytes.
    name
        The file's name, which may say a quarter ("Uppföljning 2025K1.xlsx").

    Raises
    ------
    UnreadableFileError
        If the file cannot be opened, or holds no table that can be understood.
    RequestError
        If the options name a variable that does not exist, or one that is worked out of others.
    """
    return read_opened(open_file(source, name), options)


def read_opened(opened: OpenedFile, options: LoadOptions, progress: Progress = silent) -> CheckedDelivery:
    """Check every row of an opened file.

    Raises
    ------
    UnreadableFileError
        If it holds no table that can be understood, or one that is too large.
    RequestError
        If the options name a variable that does not exist, or one that is worked out of others.
    """
    known = options.known
    _refuse_unreadable(options)
    tables, others, synthetic = _tables(opened.sheets, options)
    hold_rows(table.sheet.length for table in tables)
    for table in tables:
        hold_columns(table.header.heading.names)
    quarters = [_quarter(table, opened.name, options) for table in tables]
    checked = [
        check_sheet(table.sheet, table.header, options, quarter, progress)
        for table, (quarter, _) in zip(tables, quarters, strict=True)
    ]
    found = _found(tables[0].header)
    whole = _problems_of_file(tables, quarters, others, known)
    for table in tables:
        whole += sensitive_columns(table.sheet, table.header, known, options.columns)
    if not any(sheet.rows_read for sheet in checked):
        whole.append(problem("no_rows", tables[0].sheet.name))
    of_rows: list[Problem] = []
    for table, sheet in zip(tables, checked, strict=True):
        of_rows += sheet.problems
        of_rows += repeated(sheet.columns, table.sheet.name, found)
    delivery = CheckedDelivery(
        name=masked(opened.name),
        sha256=opened.sha256,
        layout=tables[0].header.layout,
        columns=_joined(checked),
        totals=tuple(total for sheet in checked for total in sheet.totals),
        rows_read=sum(sheet.rows_read for sheet in checked),
        rows_loaded=sum(sheet.rows_loaded for sheet in checked),
        rows_refused=sum(sheet.rows_refused for sheet in checked),
        rows_set_aside=sum(sheet.rows_set_aside for sheet in checked),
        problems=(*whole, *of_rows),
        found=found,
        ignored=tuple(dict.fromkeys(text for table in tables for text in table.header.ignored)),
        synthetic=synthetic,
        profile=options.profile,
        known=options.known,
    )
    of_file = [*whole, *(one for one in of_rows if one.row is None)]
    return _refused(delivery) if any(one.severity == "error" for one in of_file) else delivery


def _refused(delivery: CheckedDelivery) -> CheckedDelivery:
    """Refuse every row: what is wrong with the whole file is wrong with each of them."""
    columns: dict[str, list[object]] = {key: [] for key in delivery.columns}
    refused = delivery.rows_refused + delivery.rows_loaded
    return replace(delivery, columns=columns, totals=(), rows_loaded=0, rows_refused=refused)


def _tables(sheets: Sequence[Sheet], options: LoadOptions) -> tuple[list[_Table], list[str], bool]:
    """Choose the sheets to read.

    Returns
    -------
    tuple
        The sheets that are read, all with the same headers; the names of other sheets that hold a table; and
        whether any sheet says that its data are invented.
    """
    found: list[_Table] = []
    synthetic = False
    for sheet in (replace(sheet, name=masked(sheet.name)) if sheet.name else sheet for sheet in sheets):
        head = list(islice(sheet.rows(), HEADER_LINES))
        header = find_header(head, sheet.first_column, options, sheet.merged)
        said = header.titles if header else [text for _, cells in head for text in texts(cells)]
        synthetic = synthetic or any(_SYNTHETIC in fold(text) for text in said)
        if header:
            found.append(_Table(sheet, header))
    if not found:
        raise UnreadableFileError(NO_TABLE)
    best = max(found, key=_worth)
    chosen = [
        table
        for table in found
        if table.header.meaning == best.header.meaning and table.sheet.hidden == best.sheet.hidden
    ]
    return chosen, [table.sheet.name or "" for table in found if table not in chosen], synthetic


def _worth(table: _Table) -> tuple[bool, bool, int]:
    return not table.sheet.hidden, table.header.layout is not None, table.header.recognised


def _refuse_unreadable(options: LoadOptions) -> None:
    """Refuse options that name what no column of a file can hold."""
    for key in (*options.columns, *options.values):
        if key not in SEXES and options.known.variable(key).derived:
            raise RequestError(
                f"”{options.known.variable(key).title}” räknas ut av andra uppgifter och läses inte ur någon kolumn. "
                "Välj en annan variabel."
            )


def _problems_of_file(
    tables: Sequence[_Table], quarters: Sequence[tuple[int | None, str]], others: Sequence[str], known: Dictionary
) -> list[Problem]:
    """Say what the headers lack or hold twice, and which sheets are left out."""
    problems: list[Problem] = []
    for table, (quarter, unclear) in zip(tables, quarters, strict=True):
        header, sheet = table.header, table.sheet.name
        for code, columns in header.faults:
            letters = ", ".join(column.letter for column in columns)
            problems.append(problem(code, sheet, header.row, columns[0].letter, letters=letters))
        if header.layout is None and not header.faults:
            problems.append(problem("no_sex", sheet))
        for key, letters in header.duplicates:
            title = _title(key, known)
            problems.append(problem("duplicate_header", sheet, header.row, letters=letters, title=title, key=key))
        for key in header.absent:
            problems.append(problem("column_missing", sheet, header.row, title=_title(key, known), key=key))
        if quarter is None and not {"quarter", "decision_date"} & header.told:
            why = " (kolumnen År räcker inte)" if "year" in header.told else unclear
            problems.append(problem("no_quarter", sheet, why=why))
    if any(table.sheet.has_errors for table in tables):
        problems.append(problem("error_cells", None))
    if others:
        problems.append(problem("other_sheets", None, sheets=", ".join(others)))
    return problems


def _title(key: str, known: Dictionary) -> str:
    return f"”{SEX_TITLES[key] if key in SEXES else known.variable(key).title}”"


def _quarter(table: _Table, name: str, options: LoadOptions) -> tuple[int | None, str]:
    """Give the quarter of rows that do not say their own, or None and what was unclear.

    It is the one asked for, else the one that titles, the sheet's name and the file's name agree on.
    """
    if options.quarter:
        return options.quarter.index, ""
    titles = frozenset[int]().union(*(quarters_in(title) for title in table.header.titles))
    places = (titles, quarters_in(table.sheet.name or ""), quarters_in(PurePath(name).stem))
    told = {next(iter(place)) for place in places if len(place) == 1}
    if len(told) == 1:
        return told.pop(), ""
    return None, " (titlar, bladets namn och filens namn säger olika)" if told else ""


def _joined(checked: Sequence[CheckedSheet]) -> Mapping[str, list[object]]:
    if len(checked) == 1:
        return checked[0].columns
    return {key: [value for sheet in checked for value in sheet.columns[key]] for key in checked[0].columns}


def _found(header: Header) -> dict[str, str]:
    found = {key: column.header for key, column in header.variables.items()}
    if header.figures:
        found["sex"] = " och ".join(header.figures[sex].header for sex in SEXES)
    if header.grouped_by:
        found[header.grouped_by] = ", ".join(header.labels)
    if "identity_number" in found:
        # What the number says, where no other column does.
        found = {**dict.fromkeys(("person_id", "sex", "age"), found["identity_number"]), **found}
    return found
