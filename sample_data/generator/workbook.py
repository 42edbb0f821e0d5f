"""Writing workbooks that come out the same to the last byte each time."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from generator.followup import QUESTIONS, Cell, Row
from generator.municipality import NAME
from generator.quarters import Quarter

MADE = datetime(2026, 10, 1)

DATES = ("Ansökningsdatum", "Beslutsdatum", "Startdatum", "Slutdatum")
COLUMNS = (
    "Kvartal",
    "Verksamhetsområde",
    "Enhet",
    "Löpnummer",
    "Ärendenummer",
    "Kön",
    "Ålder",
    "Hushållstyp",
    "Försörjning",
    "Behovsnivå",
    "Insats",
    "Ansökningsdatum",
    "Beslutsdatum",
    "Beslut",
    "Timmar per vecka",
    "Startdatum",
    "Slutdatum",
    "Avslutsorsak",
    "Måluppfyllelse",
    "Skattning före",
    "Skattning efter",
    "Egen upplevelse",
    *QUESTIONS,
    "Delaktig i planeringen",
    "Fråga om våld",
    "Berättat om våld",
    "Riskbedömning",
    "Hedersrelaterat",
)

ABOUT = (
    f"Alla uppgifter i filen är påhittade. Kommunen {NAME} finns inte, och ingen av personerna finns.",
    "Filen är gjord av ett program för att visa och prova verktyget. Den säger ingenting om verkligheten.",
    "En rad är ett beslut om en insats för en person under kvartalet.",
    "Den som har två insatser har två rader.",
    "Ett par som söker ekonomiskt bistånd tillsammans har samma ärendenummer och var sin rad.",
    "Löpnumret är en pseudonym som följer personen mellan kvartalen.",
    "Frågor med svar 1–5: 1 betyder instämmer inte alls, 5 betyder instämmer helt.",
    "Tom cell betyder att uppgiften inte finns eller inte har frågats efter.",
)


def write_quarter(path: Path, quarter: Quarter, rows: list[Row]) -> None:
    """Write one quarter's workbook: title, header and rows, and a sheet that says the data are invented.

    Parameters
    ----------
    path
        The file to write; one that is there is replaced.
    quarter
        The quarter, named in the title.
    rows
        The rows, in the order they are to stand.
    """
    title = f"Påhittade uppgifter: {NAME} finns inte. Uppföljning kvartal {quarter.number} {quarter.year}"
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = "Uppföljning"
    fill_sheet(sheet, title, COLUMNS, [[row.get(header) for header in COLUMNS] for row in rows])
    for at, header in enumerate(COLUMNS, start=1):
        if header in DATES:
            for (cell,) in sheet.iter_rows(min_row=4, min_col=at, max_col=at):
                cell.number_format = "yyyy-mm-dd"
    fill_notes(workbook.create_sheet("Om filen"), ABOUT)
    save(workbook, path)


def fill_sheet(sheet: Worksheet, title: str, header: tuple[str, ...], rows: list[list[Cell]]) -> None:
    """Write a title on the first row, the header on the third and the rows below it.

    Parameters
    ----------
    sheet
        An empty sheet.
    title
        What the sheet holds.
    header
        The column headers.
    rows
        The cells, one list a row.
    """
    sheet.append([title])
    sheet["A1"].font = Font(bold=True, size=13)
    sheet.append([])
    sheet.append(list(header))
    for cell in sheet[3]:
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="E6E8EE")
    for row in rows:
        sheet.append(row)
    for at, name in enumerate(header, start=1):
        sheet.column_dimensions[get_column_letter(at)].width = max(12, len(name) + 3)
    sheet.freeze_panes = "A4"


def fill_notes(sheet: Worksheet, lines: tuple[str, ...]) -> None:
    """Write plain text, a line a row.

    Parameters
    ----------
    sheet
        An empty sheet.
    lines
        The text.
    """
    sheet.column_dimensions["A"].width = 100
    for line in lines:
        sheet.append([line])
        sheet.cell(sheet.max_row, 1).alignment = Alignment(wrap_text=True)


def save(workbook: Workbook, path: Path) -> None:
    """Save a workbook without the time of saving, which openpyxl and zip would write into it.

    Parameters
    ----------
    workbook
        The workbook.
    path
        The file to write; one that is there is replaced.
    """
    workbook.properties.creator = "jamstalld"
    workbook.properties.created = workbook.properties.modified = MADE
    timed = BytesIO()
    ExcelWriter(workbook, ZipFile(timed, "w")).save()
    with ZipFile(timed) as source, ZipFile(path, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = ZipInfo(name, MADE.timetuple()[:6])
            entry.compress_type = ZIP_DEFLATED
            target.writestr(entry, source.read(name))
