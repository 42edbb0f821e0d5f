"""What sort of file it is, told from its bytes and not from its name, and whether it can be opened safely.

The reader of workbooks lays out a whole sheet at once. A sheet whose last cell lies far out, or a file that
unpacks to hundreds of times its size, would take the machine's memory: such files are refused before that.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import IO, Literal

from jamstalld.errors import UnreadableFileError

MAX_UNPACKED_BYTES = 1_500_000_000
MAX_CELLS = 60_000_000

_SAVE_AS = "Öppna den i Excel eller LibreOffice, spara som .xlsx eller CSV och läs in den på nytt."
DAMAGED = f"Filen är skadad eller ofullständig och går inte att öppna. Hämta den på nytt. {_SAVE_AS}"
LOCKED = (
    "Filen är låst med lösenord och går inte att läsa. Öppna den i Excel, ta bort lösenordet under "
    "Arkiv > Info > Skydda arbetsboken, spara och läs in den på nytt."
)
EMPTY = "Filen är tom. Gör om uttaget, kontrollera att det innehåller rader, och läs in den nya filen."
NO_TABLE = (
    "Ingen rubrikrad hittades bland bladens 30 första rader. Det behövs en rad med minst två kända rubriker, "
    "till exempel Kön och Kvartal, eller en tabell med kolumnerna Kvinnor och Män. Rätta rubrikerna i filen, "
    "eller tala om vilken kolumn som är vad (--set variabel=KOLUMN)."
)
TOO_SPREAD = (
    "Ett blad har ifyllda celler så långt ut åt höger eller nedåt att det inte ryms i datorns minne. "
    "Gå till bladets sista cell (Ctrl+End), ta bort det som står utanför tabellen, spara och läs in filen på nytt."
)

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHER_KINDS = (
    (b"%PDF", "en PDF"),
    (b"\x89PNG", "en bild"),
    (b"\xff\xd8\xff", "en bild"),
    (b"GIF8", "en bild"),
    (b"BM", "en bild"),
    (b"II*\x00", "en bild"),
    (b"MM\x00*", "en bild"),
    (b"{\\rtf", "ett textdokument"),
    (b"\x1f\x8b", "ett packat arkiv"),
    (b"7z\xbc\xaf", "ett packat arkiv"),
    (b"Rar!", "ett packat arkiv"),
    (b"PAR1", "en databasfil"),
    (b"SQLite", "en databasfil"),
)
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|table|\?xml|head|meta)", re.IGNORECASE)

# The number of a row, or the letters of a cell beyond column Z: an ordinary sheet has few matches, so this is quick.
_PLACE = re.compile(rb' r="([A-Z]{2,}|\d+)')
_BLOCK = 1 << 20


def kind_of(data: bytes) -> Literal["workbook", "text"]:
    """Tell a workbook from a text file.

    Raises
    ------
    UnreadableFileError
        If it is neither, locked by a password, or would not fit in memory.
    """
    if not data or data.isspace():
        raise UnreadableFileError(EMPTY)
    if data.startswith(_ZIP):
        _check_archive(data)
        return "workbook"
    if data.startswith(_OLE):
        _check_old_office(data)
        return "workbook"
    for magic, what in _OTHER_KINDS:
        if data.startswith(magic) and not _looks_like_text(data):
            raise _wrong_kind(what)
    if _MARKUP.match(data):
        raise UnreadableFileError(f"Filen är en webbsida eller XML, även om den heter något annat. {_SAVE_AS}")
    if not _looks_like_text(data):
        raise _wrong_kind("någon annan sorts fil")
    return "text"


def _wrong_kind(what: str) -> UnreadableFileError:
    return UnreadableFileError(
        f"Filen är {what} och inget kalkylark. Läs in uttaget som .xlsx, .xlsm, .xls, .xlsb, .ods eller CSV."
    )


def _looks_like_text(data: bytes) -> bool:
    if data.startswith(_UTF16):
        return True
    start = data[:_BLOCK]
    return b"\x00" not in start and not start.startswith((b"%PDF", b"{\\rtf"))


def _check_archive(data: bytes) -> None:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        entries = archive.infolist()
        names = {entry.filename for entry in entries}
        if any(name.startswith("word/") for name in names):
            raise _wrong_kind("ett Worddokument")
        if any(name.startswith("ppt/") for name in names):
            raise _wrong_kind("en presentation")
        if "content.xml" not in names and not any(name.lower().startswith("xl") for name in names):
            raise _wrong_kind("ett packat arkiv")
        if sum(entry.file_size for entry in entries) > MAX_UNPACKED_BYTES:
            raise UnreadableFileError(TOO_SPREAD)
        if "content.xml" in names:
            _check_open_document(archive, names)
        for name in names:
            if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                with archive.open(name) as sheet:
                    _check_spread(sheet)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError) as error:
        raise UnreadableFileError(DAMAGED) from error
    except RuntimeError as error:  # how zipfile says that an entry is encrypted
        raise UnreadableFileError(LOCKED) from error


def _check_open_document(archive: zipfile.ZipFile, names: set[str]) -> None:
    if "META-INF/manifest.xml" in names and b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise UnreadableFileError(LOCKED)
    if "mimetype" in names and b"spreadsheet" not in archive.read("mimetype"):
        raise _wrong_kind("ett textdokument eller en presentation")


def _check_spread(sheet: IO[bytes]) -> None:
    """Refuse a sheet whose cells span too large an area, without laying it out."""
    places: set[bytes] = set()
    rest = b""
    while block := sheet.read(_BLOCK):
        places.update(_PLACE.findall(rest + block))
        rest = block[-50:]
    rows = max((int(place) for place in places if place.isdigit()), default=0)
    width = max((_column_number(place) for place in places if place.isalpha()), default=26)
    if rows * width > MAX_CELLS:
        raise UnreadableFileError(TOO_SPREAD)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _check_old_office(data: bytes) -> None:
    def holds(name: str) -> bool:
        return name.encode("utf-16-le") in data

    if holds("EncryptedPackage"):
        raise UnreadableFileError(LOCKED)
    if holds("WordDocument") and not holds("Workbook"):
        raise _wrong_kind("ett Worddokument")
    if holds("PowerPoint Document"):
        raise _wrong_kind("en presentation")
