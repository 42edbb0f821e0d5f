"""Makers of workbooks that the builders of the corpus share."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from functools import partial

import openpyxl
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from tests.unit.intake import files

Grid = Sequence[Sequence[object]]

FIRST_SHEET = "xl/worksheets/sheet1.xml"

_SHARED = "xl/sharedStrings.xml"
_SHARED_CONTENT = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
_SHARED_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def xlsx(
    *rows: Sequence[object], hidden: Mapping[str, str] | None = None, merged: Sequence[str] = ()
) -> Callable[[], bytes]:
    """Make a workbook of one sheet, "Blad1"."""
    return partial(files.xlsx, rows, hidden, merged=merged)


def sheets(named: Mapping[str, Grid], hidden: Mapping[str, str] | None = None) -> Callable[[], bytes]:
    """Make a workbook of several sheets; `hidden` gives some another state than visible."""
    return partial(files.xlsx, named, hidden)


def ods(*rows: Sequence[object]) -> Callable[[], bytes]:
    """Make an OpenDocument spreadsheet of one sheet, "Blad1"."""
    return partial(files.ods, rows)


def patched(make: Callable[[], bytes], old: str, new: str, part: str = FIRST_SHEET) -> Callable[[], bytes]:
    """Change one piece of the XML within a workbook, which must be there once."""

    def made() -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(make())) as before, zipfile.ZipFile(out, "w") as after:
            content = before.read(part).decode()
            assert content.count(old) == 1, f"{old!r} stands {content.count(old)} times in {part}"
            for name in before.namelist():
                after.writestr(name, content.replace(old, new) if name == part else before.read(name))
        return out.getvalue()

    return made


def shared_text(make: Callable[[], bytes], text: str, item: str) -> Callable[[], bytes]:
    """Move a text of the first sheet to the workbook's list of shared texts, where Excel itself keeps all of them.

    Parameters
    ----------
    item
        How the list has it, in XML.
    """
    made = patched(make, f't="inlineStr"><is><t>{text}</t></is>', 't="s"><v>0</v>')
    relation = f'<Relationship Type="{_SHARED_RELATION}" Target="/{_SHARED}" Id="rId9"/>'
    made = patched(made, "</Relationships>", f"{relation}</Relationships>", "xl/_rels/workbook.xml.rels")
    override = f'<Override PartName="/{_SHARED}" ContentType="{_SHARED_CONTENT}"/>'
    made = patched(made, "</Types>", f"{override}</Types>", "[Content_Types].xml")
    return with_part(made, _SHARED, f'<sst xmlns="{_MAIN}"><si>{item}</si></sst>')


def with_part(make: Callable[[], bytes], name: str, content: str) -> Callable[[], bytes]:
    """Add a part to a workbook."""

    def made() -> bytes:
        out = io.BytesIO(make())
        with zipfile.ZipFile(out, "a") as archive:
            archive.writestr(name, content)
        return out.getvalue()

    return made


def calendar_of_1904(*rows: Sequence[object]) -> Callable[[], bytes]:
    """Make a workbook that counts its days from 1904, as Excel for Mac did."""

    def made() -> bytes:
        workbook = openpyxl.Workbook()
        workbook.epoch = CALENDAR_MAC_1904
        sheet = workbook.worksheets[0]
        sheet.title = "Blad1"
        for row in rows:
            sheet.append(row)
        return _saved(workbook)

    return made


def with_cell(rows: Grid, place: str, value: object) -> Callable[[], bytes]:
    """Make a workbook of one sheet, with one more cell somewhere, which is formatted and may be empty."""

    def made() -> bytes:
        workbook = openpyxl.load_workbook(io.BytesIO(files.xlsx(rows)))
        workbook.worksheets[0][place] = value
        workbook.worksheets[0][place].number_format = "0.00"
        return _saved(workbook)

    return made


def zipped(parts: Mapping[str, str]) -> Callable[[], bytes]:
    """Make an archive of text files."""

    def made() -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            for name, content in parts.items():
                archive.writestr(name, content)
        return out.getvalue()

    return made


def _saved(workbook: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()
