"""What sort of file it is, told from its bytes and not from its name, and whether it can be opened safely.

The reader of workbooks lays out a whole sheet at once. A sheet whose last cell lies far out, or a file that
unpacks to hundreds of times its size, would take the machine's memory: such files are refused before that.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal
from xml.etree import ElementTree

from jamstalld.errors import UnreadableFileError
from jamstalld.intake.files.scanning import Flaws, holds, scan, sheets_by_part, whole

MAX_UNPACKED_BYTES = 1_500_000_000
# What unpacks to this many times its size, and to much, is made to harm.
MAX_RATIO = 200
MUCH = 100_000_000
# What is packed in fewer bytes than this cannot unpack to so much that it matters, whatever it says of itself.
_HARMLESS = 200_000

_SAVE_AS = "Öppna den i Excel eller LibreOffice, spara som .xlsx eller CSV och läs in den på nytt."
DAMAGED_OR_SPREAD = (
    "Filen är skadad, eller så har ett blad ifyllda celler så långt ut åt höger eller nedåt att det inte ryms i "
    f"datorns minne. Ta bort det som står utanför tabellen (Ctrl+End går till bladets sista cell). {_SAVE_AS}"
)
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
TOO_LARGE = (
    "Filen packas upp till mer än datorns minne rymmer. Ett vanligt uttag gör inte det. "
    f"Gör om uttaget, till exempel ett kvartal i taget. {_SAVE_AS}"
)
TOO_SLOW = f"Filen tar för lång tid att öppna. Ta bort blad och celler utanför tabellen. {_SAVE_AS}"

_ODS_ERROR = b'calcext:value-type="error"'
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

_BLOCK = 1 << 20


@dataclass(frozen=True)
class Examined:
    """What sort of file it is.

    Parameters
    ----------
    flaws
        In an .xlsx: the cells of each sheet that look empty and are not.
    has_errors
        Whether there are cells with errors that cannot be pointed out.
    is_odd
        Of an .xlsx: whether it is written in a way that does not let one see how far out its cells lie.
    """

    kind: Literal["xlsx", "other workbook", "text"]
    flaws: Mapping[str, Flaws] = field(default_factory=dict[str, Flaws])
    has_errors: bool = False
    is_odd: bool = False


def examine(data: bytes) -> Examined:
    """Tell what sort of file it is.

    Raises
    ------
    UnreadableFileError
        If it is neither a workbook nor a text file, locked by a password, or would not fit in memory.
    """
    if not data or data.isspace():
        raise UnreadableFileError(EMPTY)
    if data.startswith(_ZIP):
        return _examine_archive(data)
    if data.startswith(_OLE):
        _check_old_office(data)
        return Examined("other workbook")
    for magic, what in _OTHER_KINDS:
        if data.startswith(magic) and not _looks_like_text(data):
            raise _wrong_kind(what)
    if _MARKUP.match(data):
        raise UnreadableFileError(f"Filen är en webbsida eller XML, även om den heter något annat. {_SAVE_AS}")
    if not _looks_like_text(data):
        raise _wrong_kind("någon annan sorts fil")
    return Examined("text")


def _wrong_kind(what: str) -> UnreadableFileError:
    return UnreadableFileError(
        f"Filen är {what} och inget kalkylark. Läs in uttaget som .xlsx, .xlsm, .xls, .xlsb, .ods eller CSV."
    )


def _looks_like_text(data: bytes) -> bool:
    if data.startswith(_UTF16):
        return True
    start = data[:_BLOCK]
    return b"\x00" not in start and not start.startswith((b"%PDF", b"{\\rtf"))


def _examine_archive(data: bytes) -> Examined:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        entries = archive.infolist()
        names = {entry.filename for entry in entries}
        _check_contents(names)
        _check_size(entries)
        if "content.xml" in names:
            _check_open_document(archive, names)
            with archive.open("content.xml") as content:
                return Examined("other workbook", has_errors=holds(content, _ODS_ERROR))
        if "xl/workbook.xml" not in names:
            return Examined("other workbook")
        scanned = _scanned(archive, entries)
        is_odd = any(found.odd for found in scanned.values())
        return Examined("xlsx", {name: found for name, found in scanned.items() if found}, is_odd=is_odd)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError) as error:
        raise UnreadableFileError(DAMAGED) from error
    except ElementTree.ParseError as error:
        raise UnreadableFileError(DAMAGED) from error
    except RuntimeError as error:  # how zipfile says that an entry is encrypted
        raise UnreadableFileError(LOCKED) from error


def _check_contents(names: set[str]) -> None:
    if any(name.startswith("word/") for name in names):
        raise _wrong_kind("ett Worddokument")
    if any(name.startswith("ppt/") for name in names):
        raise _wrong_kind("en presentation")
    if "content.xml" not in names and not any(name.lower().startswith("xl") for name in names):
        raise _wrong_kind("ett packat arkiv")


def _check_size(entries: Sequence[zipfile.ZipInfo]) -> None:
    """Refuse what says itself that it unpacks to too much."""
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED_BYTES:
        raise UnreadableFileError(TOO_LARGE)
    if any(entry.file_size > MUCH and entry.file_size > MAX_RATIO * entry.compress_size for entry in entries):
        raise UnreadableFileError(TOO_LARGE)


def _scanned(archive: zipfile.ZipFile, entries: Sequence[zipfile.ZipInfo]) -> Mapping[str, Flaws]:
    """Look through the sheets, and unpack what else is large: `zipfile` notices what lies about its size."""
    sheets = sheets_by_part(archive)
    flaws: dict[str, Flaws] = {}
    for entry in entries:
        name = entry.filename
        if name in sheets or (name.startswith("xl/worksheets/") and name.endswith(".xml")):
            with archive.open(entry) as sheet:
                found = scan(sheet)
            if name in sheets:
                flaws[sheets[name]] = found
        elif name.endswith(".xml") and entry.compress_size > _HARMLESS:
            with archive.open(entry) as part:
                while part.read(_BLOCK):
                    pass
    return flaws


def _check_open_document(archive: zipfile.ZipFile, names: set[str]) -> None:
    if "META-INF/manifest.xml" in names and b"encryption-data" in whole(archive, "META-INF/manifest.xml"):
        raise UnreadableFileError(LOCKED)
    if "mimetype" in names and b"spreadsheet" not in whole(archive, "mimetype"):
        raise _wrong_kind("ett textdokument eller en presentation")


def _check_old_office(data: bytes) -> None:
    def holds(name: str) -> bool:
        return name.encode("utf-16-le") in data

    if holds("EncryptedPackage"):
        raise UnreadableFileError(LOCKED)
    if holds("WordDocument") and not holds("Workbook"):
        raise _wrong_kind("ett Worddokument")
    if holds("PowerPoint Document"):
        raise _wrong_kind("en presentation")
