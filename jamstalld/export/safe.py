"""Protected counts as a workbook: what a municipality can hand to others, who can load it like any table.

It holds what the pages show of each quarter, and nothing else. Loaded into a database of public statistics it gives
the same numbers again.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from jamstalld.errors import EmptyDatabaseError
from jamstalld.export.as_text import write_text
from jamstalld.periods import Period, Quarter
from jamstalld.store import Database, data_info
from jamstalld.views.build import build_view
from jamstalld.views.model import View
from jamstalld.views.request import ViewRequest
from jamstalld.wording.method import SYNTHETIC

MEASURE = "received"
SHEET, ABOUT = "Skyddade antal", "Om filen"

_SECRET = ".."  # how official tables write a number that is not shown
_USE = (
    "Antalen är de som sidorna visar, lika skyddade. Filen kan lämnas till andra.",
    f"{_SECRET} betyder färre än tröskeln eller ingen. Rader där varken kvinnor eller män kan visas är inte med.",
    "Ett kvartals antal är skyddade för sig. Summan av fyra kvartal är därför inte årets antal på sidorna.",
    "Filen läses in som vilken tabell som helst. Gör det i en databas för offentlig statistik (--threshold 1).",
)


@dataclass(frozen=True)
class _Line:
    """One line of the table."""

    quarter: str
    label: str
    women: int | None
    men: int | None


def safe_workbook(database: Database, *, by: str | None = None) -> bytes:
    """Make the workbook: one line for each quarter and intervention, with women and men in columns.

    Parameters
    ----------
    by
        Another row variable than the intervention.

    Raises
    ------
    EmptyDatabaseError
        If nothing has been loaded.
    RequestError, MissingVariableError
        If there is no such variable, or the data lack it.
    """
    info = data_info(database)
    if info.first is None or info.last is None:
        raise EmptyDatabaseError("Databasen är tom. Läs in ett underlag först.")
    quarters = [Quarter(index) for index in range(info.first.index, info.last.index + 1)]
    views = [build_view(database, ViewRequest(MEASURE, by=by, period=Period(one, one))) for one in quarters]
    workbook = Workbook()
    _write_table(workbook, views)
    _write_about(workbook, views)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def _write_table(workbook: Workbook, views: Sequence[View]) -> None:
    sheet = workbook.worksheets[0]
    sheet.title = SHEET
    view = views[-1]
    sheet.append([f"{view.title}, antal {view.count_unit}"])
    if view.synthetic:
        sheet.append([SYNTHETIC])
    sheet.append(["Kvartal", view.by_title, "Kvinnor", "Män"])
    for cell in sheet[sheet.max_row]:
        cell.font = Font(bold=True)
    for line in (line for view in views for line in _lines(view)):
        sheet.append([line.quarter, None, _shown(line.women), _shown(line.men)])
        # What a value is called comes from a file, and may look like a formula.
        write_text(sheet.cell(sheet.max_row, 2), line.label)
    for letter, width in {"A": 12, "B": 44, "C": 12, "D": 12}.items():
        sheet.column_dimensions[letter].width = width


def _lines(view: View) -> list[_Line]:
    lines = [_Line(view.period, row.label, row.women.count, row.men.count) for row in view.rows]
    total = _Line(view.period, f"Totalt antal {view.count_unit}", view.base.women.n, view.base.men.n)
    return [*sorted(lines, key=lambda line: line.label), *([total] if lines else [])]


def _shown(count: int | None) -> int | str:
    return count if count is not None else _SECRET


def _write_about(workbook: Workbook, views: Sequence[View]) -> None:
    sheet = workbook.create_sheet(ABOUT)
    sheet.column_dimensions["A"].width = 100
    for text in (*_USE, *views[-1].method):
        sheet.append([text])
        sheet.cell(row=sheet.max_row, column=1).alignment = Alignment(wrap_text=True, vertical="top")
