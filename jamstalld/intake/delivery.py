"""The way of a file through the intake: bytes, sheets, headers, rows, one checked delivery."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path, PurePath

from jamstalld.dictionary import Dictionary, dictionary, fold
from jamstalld.errors import UnreadableFileError
from jamstalld.intake.checking import CheckedSheet, check_sheet
from jamstalld.intake.container import NO_TABLE
from jamstalld.intake.dates import quarters_in
from jamstalld.intake.header import HEADER_LINES, Header, find_header, texts
from jamstalld.intake.identity import masked
from jamstalld.intake.model import STORED_COLUMNS, CheckedDelivery, LoadOptions
from jamstalld.intake.problems import Problem, problem
from jamstalld.intake.reading import Sheet, open_sheets
from jamstalld.intake.sensitive import sensitive_columns
from jamstalld.settings import MAX_UPLOAD_MB

_SYNTHETIC = fold("Påhittade uppgifter")
_MEGABYTE = 1_000_000


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
        If the options name a variable that does not exist.
    """
    known = dictionary()
    for key in options.columns:
        known.variable(key)
    data = _bytes(source)
    tables, others, synthetic = _tables(open_sheets(data), known, options)
    quarters = [_quarter(table, name, options) for table in tables]
    checked = [
        check_sheet(table.sheet, table.header, known, options, quarter)
        for table, (quarter, _) in zip(tables, quarters, strict=True)
    ]
    whole = _problems_of_file(tables, quarters, others, known)
    for table in tables:
        whole += sensitive_columns(table.sheet, table.header, known, options.columns)
    if not any(sheet.rows_read for sheet in checked):
        whole.append(problem("no_rows", tables[0].sheet.name))
    delivery = CheckedDelivery(
        name=masked(name),
        sha256=hashlib.sha256(data).hexdigest(),
        layout=tables[0].header.layout,
        columns=_joined(checked),
        totals=tuple(total for sheet in checked for total in sheet.totals),
        rows_read=sum(sheet.rows_read for sheet in checked),
        rows_loaded=sum(sheet.rows_loaded for sheet in checked),
        rows_refused=sum(sheet.rows_refused for sheet in checked),
        rows_set_aside=sum(sheet.rows_set_aside for sheet in checked),
        problems=(*whole, *(one for sheet in checked for one in sheet.problems)),
        found=_found(tables[0].header),
        ignored=tuple(dict.fromkeys(text for table in tables for text in table.header.ignored)),
        synthetic=synthetic,
    )
    of_file = [*whole, *(one for sheet in checked for one in sheet.problems if one.row is None)]
    return _refused(delivery) if any(one.severity == "error" for one in of_file) else delivery


def _refused(delivery: CheckedDelivery) -> CheckedDelivery:
    """Refuse every row: what is wrong with the whole file is wrong with each of them."""
    columns: dict[str, list[object]] = {key: [] for key in STORED_COLUMNS}
    refused = delivery.rows_refused + delivery.rows_loaded
    return replace(delivery, columns=columns, totals=(), rows_loaded=0, rows_refused=refused)


def _bytes(source: Path | bytes) -> bytes:
    size = len(source) if isinstance(source, bytes) else _size(source)
    if size > MAX_UPLOAD_MB * _MEGABYTE:
        raise UnreadableFileError(
            f"Filen är större än {MAX_UPLOAD_MB} MB och läses inte in. "
            "Dela upp uttaget, till exempel ett kvartal i taget, och ta bort kolumner som inte behövs."
        )
    if isinstance(source, bytes):
        return source
    try:
        return source.read_bytes()
    except OSError as error:
        raise _unopened(error) from error


def _size(path: Path) -> int:
    if path.is_dir():
        raise UnreadableFileError("Det är en mapp och ingen fil. Ange filen i mappen som ska läsas in.")
    try:
        return path.stat().st_size
    except (OSError, ValueError) as error:
        raise _unopened(error) from error


def _unopened(error: Exception) -> UnreadableFileError:
    if isinstance(error, FileNotFoundError):
        return UnreadableFileError("Filen finns inte. Kontrollera sökvägen och att filen inte har flyttats.")
    return UnreadableFileError(
        "Filen går inte att öppna. Stäng den om den är öppen i ett annat program, och kontrollera att du får läsa den."
    )


def _tables(sheets: Sequence[Sheet], known: Dictionary, options: LoadOptions) -> tuple[list[_Table], list[str], bool]:
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
        header = find_header(head, sheet.first_column, known, options.columns)
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


def _problems_of_file(
    tables: Sequence[_Table], quarters: Sequence[tuple[int | None, str]], others: Sequence[str], known: Dictionary
) -> list[Problem]:
    """Say what the headers lack or hold twice, and which sheets are left out."""
    problems: list[Problem] = []
    for table, (quarter, unclear) in zip(tables, quarters, strict=True):
        header, sheet = table.header, table.sheet.name
        if header.layout is None:
            problems.append(problem("no_sex", sheet))
        for key, letters in header.duplicates:
            title = f"”{known.variable(key).title}”"
            problems.append(problem("duplicate_header", sheet, header.row, letters=letters, title=title, key=key))
        for key in header.absent:
            title = f"”{known.variable(key).title}”"
            problems.append(problem("column_missing", sheet, header.row, title=title, key=key))
        if quarter is None and not {"quarter", "decision_date"} & header.variables.keys():
            problems.append(problem("no_quarter", sheet, why=unclear))
    if others:
        problems.append(problem("other_sheets", None, sheets=", ".join(others)))
    return problems


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
    return {key: [value for sheet in checked for value in sheet.columns[key]] for key in STORED_COLUMNS}


def _found(header: Header) -> dict[str, str]:
    found = {key: column.header for key, column in header.variables.items()}
    if header.figures:
        found["sex"] = " och ".join(column.header for column in header.figures.values())
    if "identity_number" in found:
        # What the number says, where no other column does.
        found = {**dict.fromkeys(("person_id", "sex", "age"), found["identity_number"]), **found}
    return found
