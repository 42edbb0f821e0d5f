"""The two kinds of workbook that no library here writes, as small as a reader accepts them.

Sources: Microsoft, [MS-CFB] Compound File Binary File Format; [MS-XLS] Excel Binary File Format, BIFF8; [MS-XLSB]
Excel Binary File Format 12.
"""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterator, Sequence

Grid = Sequence[Sequence[object]]

_SECTOR = 512
# A stream shorter than this lies in sectors of another kind, which are not made here.
_LEAST_STREAM = 4_096
_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def xls(grid: Grid) -> bytes:
    """Make a workbook as Excel 97–2003 wrote it, with one sheet of texts and numbers."""
    sheet = b"".join((_begin(0x10), *_xls_cells(grid), _record(0x0A)))
    name = b"\x05\x00Blad1"
    # The place of the sheet in the stream: after these records, of which this one is as long whatever it says.
    place = len(_begin(0x05) + _record(0x85, bytes(6) + name) + _record(0x0A))
    stream = _begin(0x05) + _record(0x85, struct.pack("<IH", place, 0) + name) + _record(0x0A) + sheet
    return compound("Workbook", stream)


def _xls_cells(grid: Grid) -> Iterator[bytes]:
    for row, cells in enumerate(grid):
        for column, cell in enumerate(cells):
            where = struct.pack("<HHH", row, column, 0)
            if isinstance(cell, str):
                text = cell.encode("utf-16-le")
                yield _record(0x204, where + struct.pack("<HB", len(text) // 2, 1) + text)
            elif isinstance(cell, int | float):
                yield _record(0x203, where + struct.pack("<d", cell))


def _begin(what: int) -> bytes:
    """Begin the workbook (5) or a sheet (0x10)."""
    return _record(0x809, struct.pack("<HHHHII", 0x600, what, 0x0DBB, 0x07CC, 0, 6))


def _record(kind: int, content: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def compound(name: str, stream: bytes) -> bytes:
    """Make a compound file, as all old Office files are, that holds one stream."""
    stream = stream.ljust(_LEAST_STREAM, b"\0")
    stream += bytes(-len(stream) % _SECTOR)
    sectors = len(stream) // _SECTOR
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(10)
    head += struct.pack("<9I", 1, 1, 0, _LEAST_STREAM, _END, 0, _END, 0, 0) + struct.pack("<I", _FREE) * 108
    # Sector 0 is the table of sectors, sector 1 the directory, the stream follows.
    chain = [_FAT, _END, *range(3, sectors + 2), _END]
    table = b"".join(struct.pack("<I", at) for at in chain).ljust(_SECTOR, b"\xff")
    root = _entry("Root Entry", 5, child=1, start=_END, size=0)
    directory = (root + _entry(name, 2, child=_FREE, start=2, size=len(stream))).ljust(_SECTOR, b"\0")
    return head + table + directory + stream


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    tree = struct.pack("<HBBIII", len(text), kind, 1, _FREE, _FREE, child)
    return text.ljust(64, b"\0") + tree + bytes(36) + struct.pack("<IQ", start, size)


def xlsb(grid: Grid) -> bytes:
    """Make a binary workbook, with one sheet of texts and numbers."""
    relation = (
        '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Target="worksheets/sheet1.bin" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"/></Relationships>'
    )
    bundle = struct.pack("<II", 0, 1) + _wide("rId1") + _wide("Blad1")
    workbook = _part((0x83, b""), (0x8F, b""), (0x9C, bundle), (0x90, b""), (0x9D, bytes(26)), (0x84, b""))
    size = struct.pack("<IIII", 0, len(grid) - 1, 0, max(map(len, grid)) - 1)
    sheet = _part((0x81, b""), (0x94, size), (0x91, b""), *_xlsb_cells(grid), (0x92, b""), (0x82, b""))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("xl/_rels/workbook.bin.rels", relation)
        archive.writestr("xl/workbook.bin", workbook)
        archive.writestr("xl/worksheets/sheet1.bin", sheet)
    return out.getvalue()


def _xlsb_cells(grid: Grid) -> Iterator[tuple[int, bytes]]:
    for row, cells in enumerate(grid):
        yield 0x00, struct.pack("<I", row) + bytes(13)
        for column, cell in enumerate(cells):
            where = struct.pack("<II", column, 0)
            if isinstance(cell, str):
                yield 0x06, where + _wide(cell)
            elif isinstance(cell, int | float):
                yield 0x05, where + struct.pack("<d", cell)


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def _part(*records: tuple[int, bytes]) -> bytes:
    """Write records: kind and length, each seven bits a byte, the lowest first."""
    return b"".join(_varying(kind) + _varying(len(content)) + content for kind, content in records)


def _varying(number: int) -> bytes:
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes((*out, number))
