"""A file opened: its bytes read once, its sheets found."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from jamstalld.errors import UnreadableFileError
from jamstalld.intake.files.reading import Sheet, open_sheets
from jamstalld.intake.limits import hold_file_name
from jamstalld.progress import Progress, silent
from jamstalld.settings import MAX_UPLOAD_MB

_MEGABYTE = 1_000_000


@dataclass(frozen=True)
class OpenedFile:
    """A file whose sheets can be read, as often as is needed.

    Parameters
    ----------
    name
        The file's name, which may say a quarter ("Uppföljning 2025K1.xlsx").
    sha256
        Of the file's bytes, in hexadecimal.
    """

    name: str
    sha256: str
    sheets: tuple[Sheet, ...] = field(repr=False)


def open_file(source: Path | bytes, name: str, progress: Progress = silent) -> OpenedFile:
    """Open a file, or its bytes.

    Raises
    ------
    UnreadableFileError
        If it cannot be opened, is too large, has too long a name, or is no spreadsheet.
    """
    hold_file_name(name)
    progress("Öppnar filen", 0.0)
    data = _bytes(source)
    return OpenedFile(name, hashlib.sha256(data).hexdigest(), open_sheets(data))


def _bytes(source: Path | bytes) -> bytes:
    size = len(source) if isinstance(source, bytes) else _size(source)
    if size > MAX_UPLOAD_MB * _MEGABYTE:
        raise UnreadableFileError(
            f"Filen är större än {MAX_UPLOAD_MB} MB och läses inte in. "
            "Dela upp uttaget, till exempel ett kvartal i taget, och ta bort kolumner som inte behövs."
        )
    if isinstance(source, bytes):
        return source
    try:
        return source.read_bytes()
    except OSError as error:
        raise _unopened(error) from error


def _size(path: Path) -> int:
    if path.is_dir():
        raise UnreadableFileError("Det är en mapp och ingen fil. Ange filen i mappen som ska läsas in.")
    try:
        return path.stat().st_size
    except (OSError, ValueError) as error:
        raise _unopened(error) from error


def _unopened(error: Exception) -> UnreadableFileError:
    if isinstance(error, FileNotFoundError):
        return UnreadableFileError("Filen finns inte. Kontrollera sökvägen och att filen inte har flyttats.")
    return UnreadableFileError(
        "Filen går inte att öppna. Stäng den om den är öppen i ett annat program, och kontrollera att du får läsa den."
    )
