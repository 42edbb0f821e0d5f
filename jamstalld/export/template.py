"""The template: a workbook to fill in that loads as it is.

Its headers are the variables' own titles, and cells with a code list offer its values, so nothing needs mapping.
"""

from __future__ import annotations

import io
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from jamstalld.dictionary import Dictionary, Variable, is_local

SHEET = "Uppföljning"
GUIDE = "Så fyller du i"
LISTS = "Listor"
ROWS = 2000
# What a template does not ask for: it is told by other columns, or is for tables that are already counted.
_LEFT_OUT = frozenset({"count", "age_group", "birth_year", "identity_number", "municipality", "waiting_days", "year"})
_HEADER = PatternFill("solid", fgColor="E6E8EE")
_GUIDE = (
    "En rad är ett beslut om insats, eller ett uppföljt ärende om ni inte har insatser.",
    "Kön behövs alltid. Kvartal behövs om det inte finns ett beslutsdatum: skriv till exempel 2025K1.",
    "Lämna en cell tom när uppgiften saknas. Skriv inte 0 eller nej i stället.",
    "Välj i listan där det finns en. Vid insats, område, avslutsorsak och liknande får ni skriva egna värden.",
    "Person är ett löpnummer som är detsamma varje kvartal. Skriv aldrig personnummer, namn eller annat som pekar ut "
    "någon.",
    "Ta bort kolumner som ni inte använder. Ordningen spelar ingen roll.",
    "Datum och löpnummer används när filen läses in men sparas inte.",
)
_HELP = {
    "sex": "Kvinna eller man. Tomt om uppgift saknas.",
    "quarter": "Till exempel 2025K1.",
    "date": "Datum, till exempel 2025-03-01.",
    "identifier": "Löpnummer. Aldrig personnummer.",
}


def template_variables(dictionary: Dictionary) -> tuple[Variable, ...]:
    """List the variables the template has a column for, in the dictionary's order, the municipality's own last."""
    return tuple(
        variable for variable in dictionary.variables.values() if variable.headers and variable.key not in _LEFT_OUT
    )


def template(dictionary: Dictionary) -> bytes:
    """Make the template as an xlsx file."""
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = SHEET
    lists = workbook.create_sheet(LISTS)
    variables = template_variables(dictionary)
    for place, variable in enumerate(variables, start=1):
        _column(sheet, lists, place, variable)
    sheet.freeze_panes = "A2"
    sheet.row_dimensions[1].height = 48
    _guide(workbook.create_sheet(GUIDE, 0), variables)
    workbook.active = 1
    # The lists serve the menus; a reader of the workbook has no use for them.
    lists.sheet_state = "veryHidden"
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def _column(sheet: Worksheet, lists: Worksheet, place: int, variable: Variable) -> None:
    """Write a header, what it asks for, and the menu of its cells."""
    letter = get_column_letter(place)
    header = sheet.cell(row=1, column=place, value=variable.title)
    header.font = Font(bold=True)
    header.fill = _HEADER
    header.alignment = Alignment(wrap_text=True, vertical="top")
    header.comment = Comment(_help(variable), "Jämställd")
    sheet.column_dimensions[letter].width = max(14, min(26, len(variable.title) + 2))
    if variable.type == "date":
        for row in range(2, ROWS + 2):
            sheet.cell(row=row, column=place).number_format = "yyyy-mm-dd"
    if variable.codes:
        values = variable.codes.values
        for row, value in enumerate(values, start=1):
            lists.cell(row=row, column=place, value=value)
        menu = DataValidation(
            type="list",
            formula1=f"={LISTS}!${letter}$1:${letter}${len(values)}",
            allow_blank=True,
            sqref=f"{letter}2:{letter}{ROWS + 1}",
        )
        menu.showErrorMessage = variable.codes.closed
        menu.errorTitle, menu.error = "Finns inte i listan", "Välj ett värde i listan, eller lämna cellen tom."
        sheet.add_data_validation(menu)


def _help(variable: Variable) -> str:
    if variable.codes and variable.type != "sex":
        more = "" if variable.codes.closed else " Egna värden går också bra."
        return f"Välj i listan.{more}"
    if variable.type == "number":
        unit = f" {variable.unit}" if variable.unit else ""
        if is_local(variable.key):
            return f"Tal med decimalkomma{f', i {variable.unit}' if variable.unit else ''}."
        return f"Tal med decimalkomma, {variable.minimum:g}–{variable.maximum:g}{unit}."
    return _HELP.get(variable.type, "Text.")


def _guide(sheet: Worksheet, variables: Sequence[Variable]) -> None:
    """Write the instructions, and what each column is for."""
    sheet.column_dimensions["A"].width = 34
    sheet.column_dimensions["B"].width = 90
    sheet.cell(row=1, column=1, value="Så fyller du i mallen").font = Font(bold=True, size=14)
    for row, text in enumerate(_GUIDE, start=3):
        sheet.cell(row=row, column=1, value=f"{row - 2}.")
        cell = sheet.cell(row=row, column=2, value=text)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    first = len(_GUIDE) + 5
    for place, variable in enumerate(variables):
        sheet.cell(row=first + place, column=1, value=variable.title).font = Font(bold=True)
        sheet.cell(row=first + place, column=2, value=_described(variable))


def _described(variable: Variable) -> str:
    if not variable.codes:
        return _help(variable)
    return f"{', '.join(variable.codes.values)}."
