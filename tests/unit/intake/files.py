"""Spreadsheet files for the tests, made in memory."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

import openpyxl
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

from jamstalld.intake import CheckedDelivery, LoadOptions, read_delivery
from jamstalld.periods import Quarter

TODAY = date(2025, 8, 15)
Grid = Iterable[Sequence[object]]


def load(data: bytes | str, name: str = "uttag.csv", **options: object) -> CheckedDelivery:
    """Read a file as if today were 15 August 2025. Text becomes UTF-8."""
    chosen = LoadOptions(today=TODAY, **options)  # type: ignore[arg-type]
    return read_delivery(data.encode() if isinstance(data, str) else data, name, chosen)


def codes(delivery: CheckedDelivery) -> list[tuple[str, int | None, str | None]]:
    """Give the problems as (code, row, column)."""
    return [(problem.code, problem.row, problem.column) for problem in delivery.problems]


def column(delivery: CheckedDelivery, *keys: str) -> list[object]:
    """Give one column, or several as rows."""
    columns = [delivery.columns[key] for key in keys]
    return list(columns[0]) if len(keys) == 1 else list(zip(*columns, strict=True))


def account(delivery: CheckedDelivery) -> tuple[int, int, int, int]:
    """Give the rows read, loaded, refused and set aside."""
    return delivery.rows_read, delivery.rows_loaded, delivery.rows_refused, delivery.rows_set_aside


def index(text: str) -> int:
    return Quarter.parse(text).index


def csv_text(grid: Grid, delimiter: str = ";") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(grid)
    return out.getvalue()


def xlsx(
    sheets: Mapping[str, Grid] | Grid,
    hidden: Mapping[str, str] | None = None,
    first: str = "A1",
    merged: Sequence[str] = (),
) -> bytes:
    """Make a workbook.

    `hidden` gives sheets another state than visible; `first` is where each grid begins; `merged` are ranges of cells.
    """
    named = sheets if isinstance(sheets, Mapping) else {"Blad1": sheets}
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for name, grid in named.items():
        sheet = workbook.create_sheet(name)
        corner = sheet[first]
        for down, cells in enumerate(grid):
            for right, cell in enumerate(cells):
                if cell is not None:
                    sheet.cell(corner.row + down, corner.column + right).value = cell
        for cells in merged:
            sheet.merge_cells(cells)
        sheet.sheet_state = (hidden or {}).get(name, "visible")
    return _saved(workbook)


def _saved(workbook: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def ods(grid: Grid) -> bytes:
    document = OpenDocumentSpreadsheet()
    table = Table(name="Blad1")
    for cells in grid:
        row = TableRow()
        for cell in cells:
            row.addElement(_ods_cell(cell))
        table.addElement(row)
    document.spreadsheet.addElement(table)
    out = io.BytesIO()
    document.write(out)
    return out.getvalue()


def _ods_cell(cell: object) -> TableCell:
    if cell is None:
        return TableCell()
    if isinstance(cell, date):
        made = TableCell(valuetype="date", datevalue=cell.isoformat())
    elif isinstance(cell, int | float):
        made = TableCell(valuetype="float", value=cell)
    else:
        made = TableCell(valuetype="string")
    made.addElement(P(text=str(cell)))
    return made


def case_rows(number: int) -> list[list[object]]:
    """Make case rows without a fault, with a header, twenty columns wide."""
    header: list[object] = [
        *("Löpnummer", "Kön", "Beslutsdatum", "Ansökningsdatum", "Insats", "Verksamhetsområde", "Enhet", "Ålder"),
        *("Beslut", "Timmar per vecka", "Behovsnivå", "Hushåll", "Slutdatum", "Måluppfyllelse", "Nöjd"),
        *("Fråga om våld", "Heder", "Skattning före", "Skattning efter", "Försörjning"),
    ]
    rows: list[list[object]] = [header]
    for at in range(number):
        decided = date(2025, 1, 1) + timedelta(days=at % 180)
        rows.append(
            [
                *(f"P{at}", "KM"[at % 2], decided, decided - timedelta(days=at % 60), ("Hemtjänst", "LVM")[at % 2]),
                *("Äldre", f"Enhet {at % 4}", at % 100, ("bifall", "avslag")[at % 2], at % 400 / 10),
                *(("låg", "hög", None)[at % 3], "Annat", None, ("helt", None)[at % 2], at % 5 + 1, "ja", "nej"),
                *(at % 10, at % 7, "Arbete"),
            ]
        )
    return rows
