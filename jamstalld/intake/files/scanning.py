"""What the reader of workbooks does not tell of an .xlsx: found in the XML of its sheets, a block at a time.

Three things: how far out the cells lie, which cells hold an error, and which hold a formula that nobody has
calculated. The last two look empty to the reader. Each block is first searched for what hardly any file has, so
that an ordinary file costs little more than to be unpacked.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import IO
from xml.etree import ElementTree

from jamstalld.errors import UnreadableFileError

MAX_CELLS = 60_000_000
TOO_SPREAD = (
    "Ett blad har ifyllda celler så långt ut åt höger eller nedåt att det inte ryms i datorns minne. "
    "Gå till bladets sista cell (Ctrl+End), ta bort det som står utanför tabellen, spara och läs in filen på nytt."
)

_BLOCK = 1 << 20
_ORDINARY_WIDTH = 26
_LONGEST_CELL = 1 << 18
# Within this many bytes a sheet says whether its elements have a prefix.
_START = 1 << 14
# A cell or a row that is not said to be within column Z and row 999 999: a sheet without any is small enough.
_FAR_OUT = tuple(map(re.compile, (rb'<c(?! r="[A-Z]\d{1,6}")(?![A-Za-z])', rb'<row(?! r="\d{1,6}")(?![A-Za-z])')))
# One that does not say its place in the way that nearly all programs do.
_ODD = tuple(map(re.compile, (rb'<c(?! r="[A-Z]{1,3}\d{1,7}")(?![A-Za-z])', rb'<row(?! r="\d{1,7}")(?![A-Za-z])')))
_COLUMN = re.compile(rb' r="([A-Z]{2,})')
_ROW = re.compile(rb' r="[A-Z]*(\d+)"')
_MAX_DESCRIPTION = 10_000_000
_CELL = rb'<(?:\w+:)?c\b(?=[^>]* r="([A-Z]{1,3})(\d{1,7})")'
_ERROR = re.compile(_CELL + rb'[^>]* t="e"')
# A formula whose result is an empty text has t="str", and an empty value.
_UNCALCULATED = re.compile(
    _CELL + rb'(?![^>]* t="(?:str|e)")[^>]*>\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)\s*'
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"


@dataclass
class Flaws:
    """Cells of a sheet that look empty and are not: row as Excel numbers it → columns, A being 0.

    `odd` tells that the sheet is written in a way that does not let one see how far out its cells lie.
    """

    errors: dict[int, list[int]] = field(default_factory=dict[int, list[int]])
    uncalculated: dict[int, list[int]] = field(default_factory=dict[int, list[int]])
    odd: bool = False

    def __bool__(self) -> bool:
        return bool(self.errors or self.uncalculated)


def scan(sheet: IO[bytes]) -> Flaws:
    """Look through the XML of one sheet.

    Raises
    ------
    UnreadableFileError
        If its cells span too large an area to be laid out.
    """
    flaws = Flaws()
    far_out = calculated = seen = False
    formula = b"</f>"
    for block in _blocks(sheet):
        if b":sheetData>" in block[:_START]:
            formula = b":f>"
        seen = seen or b"<sheetData" in block
        far_out = far_out or any(form.search(block) for form in _FAR_OUT)
        if b't="e"' in block:
            _note(flaws.errors, _ERROR, block)
        # A formula that many cells share is written out in the first of them.
        calculated = calculated or formula in block
        if calculated:
            _note(flaws.uncalculated, _UNCALCULATED, block)
    # With a prefix before their names, its cells have not been seen.
    flaws.odd = not seen
    if far_out:
        sheet.seek(0)
        flaws.odd |= _measure(sheet)
    return flaws


def _measure(sheet: IO[bytes]) -> bool:
    """Refuse a sheet that is too large, and tell of others whether that cannot be seen.

    Raises
    ------
    UnreadableFileError
        If its cells span too large an area to be laid out.
    """
    rows, width, odd = 0, _ORDINARY_WIDTH, False
    for block in _blocks(sheet):
        rows = max(rows, *map(int, set(_ROW.findall(block))), 0)
        width = max(width, *map(_column_number, set(_COLUMN.findall(block))), 0)
        odd = odd or any(form.search(block) for form in _ODD)
    if rows * width > MAX_CELLS:
        raise UnreadableFileError(TOO_SPREAD)
    return odd


def holds(part: IO[bytes], what: bytes) -> bool:
    """Tell whether a part of a file holds some bytes anywhere."""
    rest = b""
    while read := part.read(_BLOCK):
        if what in rest + read:
            return True
        rest = read[-len(what) :]
    return False


def whole(archive: zipfile.ZipFile, name: str) -> bytes:
    """Unpack a part that describes the file.

    At once, one that says of itself that it is small and is not would take all memory.

    Raises
    ------
    zipfile.BadZipFile
        If it is larger than any description.
    """
    if archive.getinfo(name).file_size > _MAX_DESCRIPTION:
        raise zipfile.BadZipFile(name)
    with archive.open(name) as part:
        return b"".join(iter(partial(part.read, _BLOCK), b""))


def sheets_by_part(archive: zipfile.ZipFile) -> Mapping[str, str]:
    """Tell which sheet each part of a workbook holds: "xl/worksheets/sheet1.xml" → "Blad1".

    Raises
    ------
    ElementTree.ParseError
        If the workbook's own description of itself is broken.
    """
    names = set(archive.namelist())
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
        return {}
    parts = {
        element.get("Id"): posixpath.normpath(posixpath.join("/xl", element.get("Target", ""))).lstrip("/")
        for element in ElementTree.fromstring(whole(archive, "xl/_rels/workbook.xml.rels"))
    }
    workbook = ElementTree.fromstring(whole(archive, "xl/workbook.xml"))
    sheets: dict[str, str] = {}
    for element in workbook.iterfind("{*}sheets/{*}sheet"):
        part = parts.get(element.get(_RELATION) or element.get(_STRICT_RELATION))
        if part:
            sheets[part] = element.get("name", "")
    return sheets


def _blocks(sheet: IO[bytes]) -> Iterator[bytes]:
    """Give the XML in blocks that end where a cell does."""
    rest = b""
    while read := sheet.read(_BLOCK):
        block = rest + read
        cells_end = block.rfind(b"</c>")
        if cells_end < 0:
            cells_end = block.rfind(b":c>")
        # No cell is longer than this; what has no cells need not be kept.
        end = max(cells_end + 4 if cells_end >= 0 else 0, len(block) - _LONGEST_CELL)
        yield block[:end]
        rest = block[end:]
    yield rest


def _note(found: dict[int, list[int]], pattern: re.Pattern[bytes], block: bytes) -> None:
    for letters, row in pattern.findall(block):
        found.setdefault(int(row), []).append(_column_number(letters) - 1)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
