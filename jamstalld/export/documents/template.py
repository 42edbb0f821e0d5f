"""The municipality's own template: checked, and brought into the form that the writers open.

A template is a file from outside. It is looked at before anything opens it, and nothing in it is ever run or fetched.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

from jamstalld.errors import JamstalldError, UnreadableFileError

LARGEST = 30_000_000
"""The largest template, bytes."""
LARGEST_UNPACKED = 300_000_000
"""The most that a template may hold once unpacked, bytes: a file can be made to fill a machine's memory."""

_TYPES = "[Content_Types].xml"
_OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True)
class Kind:
    """A kind of file that can be a template.

    Parameters
    ----------
    program
        Whose file it is.
    endings
        The endings of files that are accepted.
    document, template
        The content types of a document and of a template without macros.
    """

    program: str
    endings: tuple[str, str]
    document: bytes
    template: bytes


_OFFICE = b"application/vnd.openxmlformats-officedocument."
WORD = Kind(
    "Word",
    ("docx", "dotx"),
    _OFFICE + b"wordprocessingml.document.main+xml",
    _OFFICE + b"wordprocessingml.template.main+xml",
)
POWERPOINT = Kind(
    "PowerPoint",
    ("pptx", "potx"),
    _OFFICE + b"presentationml.presentation.main+xml",
    _OFFICE + b"presentationml.template.main+xml",
)


def as_document(content: bytes, kind: Kind) -> bytes:
    """Check a template and give it as an ordinary document.

    Raises
    ------
    UnreadableFileError
        If it is too large, broken, locked, has macros, or is another kind of file.
    """
    if len(content) > LARGEST:
        raise UnreadableFileError(f"Mallen är för stor. Den får vara högst {LARGEST // 1_000_000} MB.")
    if content.startswith(_OLD_OR_LOCKED):
        raise UnreadableFileError(
            f"Mallen är låst med lösenord eller i ett äldre format. Öppna den i {kind.program} och spara den utan "
            f"lösenord som {_endings(kind)}."
        )
    try:
        return _checked(content, kind)
    except (zipfile.BadZipFile, KeyError, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise broken(kind) from error


def broken(kind: Kind) -> UnreadableFileError:
    """Give the error of a template that cannot be opened."""
    return UnreadableFileError(
        f"Mallen går inte att läsa. Öppna den i {kind.program}, spara den på nytt som {_endings(kind)} och försök igen."
    )


def by_template(kind: Kind, with_it: Callable[[], bytes], without: Callable[[], bytes]) -> bytes:
    """Write a file by a template; what goes wrong with it and not without it is the template's fault.

    Raises
    ------
    UnreadableFileError
        If the template cannot be used.
    """
    try:
        return with_it()
    except JamstalldError:
        raise
    except Exception as error:  # whatever is wrong in a file from outside
        without()
        raise broken(kind) from error


def _checked(content: bytes, kind: Kind) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        if sum(entry.file_size for entry in packed.infolist()) > LARGEST_UNPACKED:
            raise UnreadableFileError("Mallen är för stor när den packas upp. Ta bort bilder ur den.")
        types = packed.read(_TYPES)
        if b"macroEnabled" in types or any(name.lower().endswith("vbaproject.bin") for name in packed.namelist()):
            raise UnreadableFileError(
                f"Mallen innehåller makron och tas inte emot. Spara den i {kind.program} som {_endings(kind)}, utan "
                "makron."
            )
        if kind.template in types:
            return _repacked(packed, types.replace(kind.template, kind.document))
        if kind.document not in types:
            raise UnreadableFileError(
                f"Mallen är ingen {kind.program}-fil. Välj en fil som slutar på {_endings(kind)}."
            )
    return content


def _repacked(packed: zipfile.ZipFile, types: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as again:
        for entry in packed.infolist():
            again.writestr(entry.filename, types if entry.filename == _TYPES else packed.read(entry))
    return out.getvalue()


def _endings(kind: Kind) -> str:
    return " eller ".join(f".{ending}" for ending in kind.endings)
