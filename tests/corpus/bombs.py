"""Workbooks made to harm: they unpack to far more than they are, or say of themselves what is not so."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import canonicalize

from tests.corpus.binary import xlsb
from tests.corpus.files import FIRST_SHEET
from tests.unit.intake import files

GIGABYTE = 1 << 30
_CHUNK = 1 << 20

GRID = [["Kön", "Kvartal", "Enhet"], ["k", "2025K1", "Norr"], ["m", "2025K1", "Söder"]]
_SHARED = "xl/sharedStrings.xml"


@dataclass(frozen=True)
class Entry:
    """One entry of an archive, packed already.

    Parameters
    ----------
    says
        How many bytes it says that it unpacks to.
    """

    packed: bytes
    crc: int
    says: int


def entry(content: bytes) -> Entry:
    """Pack some bytes."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return Entry(packer.compress(content) + packer.flush(), zlib.crc32(content), len(content))


def blanks(before: bytes, size: int, after: bytes, says: int | None = None) -> Entry:
    """Pack so many blanks between some bytes. A chunk of them is packed once and written again and again."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    chunk = b" " * _CHUNK
    start = packer.compress(before) + packer.flush(zlib.Z_FULL_FLUSH)
    middle = packer.compress(chunk) + packer.flush(zlib.Z_FULL_FLUSH)
    end = packer.compress(after) + packer.flush()
    crc = zlib.crc32(before)
    for _ in range(size // _CHUNK):
        crc = zlib.crc32(chunk, crc)
    length = len(before) + size // _CHUNK * _CHUNK + len(after)
    return Entry(start + middle * (size // _CHUNK) + end, zlib.crc32(after, crc), length if says is None else says)


def archive(entries: Iterable[tuple[str, Entry]]) -> bytes:
    """Write an archive of packed entries, whatever they say of themselves; two may have the same name."""
    out, directory, number = io.BytesIO(), io.BytesIO(), 0
    for name, one in entries:
        encoded = name.encode()
        fields = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 33, one.crc, len(one.packed), one.says, len(encoded), 0)
        directory.write(b"PK\x01\x02" + struct.pack("<H", 20) + fields + bytes(10) + struct.pack("<I", out.tell()))
        directory.write(encoded)
        out.write(b"PK\x03\x04" + fields + encoded + one.packed)
        number += 1
    place, listed = out.tell(), directory.getvalue()
    out.write(listed + b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, number, number, len(listed), place, 0))
    return out.getvalue()


def parts(data: bytes) -> dict[str, bytes]:
    """Unpack a workbook."""
    with zipfile.ZipFile(io.BytesIO(data)) as workbook:
        return {name: workbook.read(name) for name in workbook.namelist()}


def workbook(**changed: Entry | bytes) -> bytes:
    """Make a workbook with other contents in some parts ("xl__styles" is xl/styles.xml)."""
    named = {name.replace("__", "/") + ".xml": new for name, new in changed.items()}
    return packed({**parts(files.xlsx(GRID)), **named})


def packed(contents: Mapping[str, Entry | bytes]) -> bytes:
    """Pack the parts of a workbook."""
    return archive((name, one if isinstance(one, Entry) else entry(one)) for name, one in contents.items())


def _sheet(old: str = "", new: str = "") -> bytes:
    """Give the XML of the sheet, written the same whatever writes XML here, one piece of it changed."""
    xml = canonicalize(parts(files.xlsx(GRID))[FIRST_SHEET].decode())
    assert old in xml
    return xml.replace(old, new, 1).encode()


def _far_out_xlsb() -> bytes:
    part = "xl/worksheets/sheet1.bin"
    contents = parts(xlsb(GRID))
    column, rest = struct.pack("<I", 2), struct.pack("<II", 0, len("Söder")) + b"S"
    assert contents[part].count(column + rest) == 1
    changed = contents[part].replace(column + rest, struct.pack("<I", 1 << 22) + rest)
    return packed({**contents, part: changed})


def _halves() -> tuple[bytes, bytes]:
    before, _, after = _sheet().partition(b"</sheetData>")
    return before, b"</sheetData>" + after


def _laughs(text: str = "lol") -> bytes:
    entities = "".join(f'<!ENTITY e{at} "{f"&e{at - 1};" * 10}">' for at in range(1, 12))
    return f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e0 "{text}">{entities}]><x>&e11;</x>'.encode()


def _laughing_sheet() -> bytes:
    return _laughs().split(b"<x>")[0].replace(b"DOCTYPE x", b"DOCTYPE worksheet") + _sheet("Norr", "&e11;")


def _bomb(part: str, says: int | None = None) -> Callable[[], bytes]:
    return lambda: workbook(**{part: blanks(b"<x>", GIGABYTE, b"</x>", says)})


def _in_sheet(old: str, new: str) -> Callable[[], bytes]:
    return lambda: workbook(xl__worksheets__sheet1=_sheet(old, new))


_ROW = '<row r="3">'
_CELL = '<c r="C3" t="inlineStr"><is><t>Söder</t></is></c>'
_DIMENSION = '<dimension ref="A1:C3"></dimension>'
_NESTED = 1_000_000

# Refused, each: to read them would take more memory than there is, or what they hold cannot be told.
REFUSED: Mapping[str, Callable[[], bytes]] = {
    "a gigabyte in the sheet": lambda: workbook(xl__worksheets__sheet1=blanks(_halves()[0], GIGABYTE, _halves()[1])),
    "a gigabyte in the sheet that says it is a kilobyte": _bomb("xl__worksheets__sheet1", 1_000),
    "a gigabyte of shared texts": _bomb("xl__sharedStrings"),
    "a gigabyte of shared texts that says it is a kilobyte": _bomb("xl__sharedStrings", 1_000),
    "a gigabyte of styles that says it is a kilobyte": _bomb("xl__styles", 1_000),
    "a gigabyte of workbook that says it is a kilobyte": _bomb("xl__workbook", 1_000),
    "a gigabyte of pictures": _bomb("xl__media__x"),
    "sixteen sheets of ninety megabytes": lambda: workbook(
        **{f"xl__worksheets__sheet{at}": blanks(b"<x>", 95_000_000, b"</x>") for at in range(2, 19)}
    ),
    "laughs in the workbook": lambda: workbook(xl__workbook=_laughs()),
    "a cell in the last corner": _in_sheet(_CELL, '<c r="XFD1048576"><v>1</v></c>'),
    "a cell in the last corner, in single quotes": _in_sheet(_CELL, "<c r='XFD1048576'><v>1</v></c>"),
    "a cell in the last corner, above the others": _in_sheet(
        _ROW, f'<row r="900000"><c r="A900000"><v>1</v></c></row>{_ROW[:-1]} spans="1:16384"><c r="XFC3"><v>1</v></c>'
    ),
    "a cell beyond all columns in a binary workbook": _far_out_xlsb,
    "a row of ten digits": _in_sheet(_ROW, '<row r="4294967297">'),
}
# Read or refused, and nothing else: no crash, no hang, no gigabytes.
BORNE: Mapping[str, Callable[[], bytes]] = {
    "laughs in the sheet": lambda: workbook(xl__worksheets__sheet1=_laughing_sheet()),
    "laughs in the shared texts": lambda: workbook(xl__sharedStrings=_laughs()),
    "laughs in the styles": lambda: workbook(xl__styles=_laughs()),
    "elements within elements": lambda: workbook(xl__workbook=b"<x>" * _NESTED + b"</x>" * _NESTED),
    "elements within elements in the sheet": lambda: workbook(
        xl__worksheets__sheet1=_halves()[0] + b"<x>" * _NESTED + b"</x>" * _NESTED + _halves()[1]
    ),
    "sixty thousand entries": lambda: workbook(**{f"xl__media__{at}": b"x" for at in range(60_000)}),
    "a workbook within": lambda: workbook(xl__embeddings__x=workbook()),
    "an entry twice": lambda: archive(
        [(name, entry(one)) for name, one in parts(files.xlsx(GRID)).items()] + [(FIRST_SHEET, entry(b"<x/>"))]
    ),
    "a text of ten megabytes": lambda: workbook(
        xl__worksheets__sheet1=_sheet("Norr", "x").replace(b">x<", b">" + b"x" * 10_000_000 + b"<")
    ),
    "a dimension that lies": _in_sheet(_DIMENSION, '<dimension ref="A1:XFD1048576" />'),
    "a dimension that is none": _in_sheet(_DIMENSION, '<dimension ref="-1:ZZZZZ0" />'),
    "a shared text that is not there": _in_sheet(_CELL, '<c r="C3" t="s"><v>4294967295</v></c>'),
    "a style that is not there": _in_sheet('<c r="C3"', '<c r="C3" s="4294967295"'),
    "row minus one": _in_sheet(_ROW, '<row r="-1">'),
    "row nought": _in_sheet('r="C3"', 'r="C0"'),
    "rows out of order": _in_sheet(_ROW, '<row r="1">'),
    "a column of four letters": _in_sheet('r="C3"', 'r="AAAA3"'),
    "a column of thirty letters": _in_sheet('r="C3"', f'r="{"Z" * 30}3"'),
    "a place that is none": _in_sheet('r="C3"', 'r="3C"'),
    "a merged range of everything": _in_sheet(
        "</sheetData>", '</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    ),
    "a merged range that is none": _in_sheet(
        "</sheetData>", '</sheetData><mergeCells><mergeCell ref="A9:"/><mergeCell ref="C3:A1"/></mergeCells>'
    ),
    "a hundred thousand merged ranges": _in_sheet(
        "</sheetData>", "</sheetData><mergeCells>" + '<mergeCell ref="A2:C3"/>' * 100_000 + "</mergeCells>"
    ),
    "every column there is": lambda: files.xlsx(
        [[*(f"Fält {at}" for at in range(16_382)), "Kön", "Kvartal"], *[[*range(16_382), "k", "2025K1"]] * 3]
    ),
}
