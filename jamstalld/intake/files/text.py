"""Text files: their encoding and delimiter found, their records with the line each begins on."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from jamstalld.errors import UnreadableFileError

DELIMITERS = (";", "\t", "|", ",")

_SAMPLE_CHARACTERS = 100_000
_SAMPLE_RECORDS = 200
_DECLARED = re.compile(r"sep=([;,\t|])\r?\n", re.IGNORECASE)


def decode(data: bytes) -> str:
    """Decode a text file: by its byte order mark, else UTF-8, else Windows-1252.

    Raises
    ------
    UnreadableFileError
        If it says it is UTF-16 and is not.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError as error:
            raise UnreadableFileError(
                "Filen säger sig vara UTF-16 men är det inte. Spara den på nytt som CSV i UTF-8."
            ) from error
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        # Windows-1252 leaves five bytes without a meaning; a row is not worth losing for one of them.
        return data.decode("cp1252", errors="replace")


def find_delimiter(text: str) -> str:
    """Find what separates the cells: the delimiter that splits most records into the same number of cells."""
    declared = _DECLARED.match(text)
    if declared:
        return declared[1]
    sample = text[:_SAMPLE_CHARACTERS]
    return max(DELIMITERS, key=lambda delimiter: _consistency(sample, delimiter))


def records(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Give each record with the number of the line it begins on, the first being 1.

    Raises
    ------
    UnreadableFileError
        If a quotation mark is opened and not closed as it should: rows would be lost inside one cell.
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for record in reader:
            yield line, record
            line = reader.line_num + 1
    except csv.Error as error:
        raise UnreadableFileError(
            f"Ett citattecken på rad {line} eller raderna efter öppnas men stängs inte på rätt sätt, så det går inte "
            "att veta var cellerna slutar. Ta bort citattecknet, eller spara filen som .xlsx, och läs in den på nytt."
        ) from error


def _consistency(sample: str, delimiter: str) -> tuple[int, int]:
    """Count the records of the most common width, and that width; one cell a record is no table."""
    widths: Counter[int] = Counter()
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
    try:
        widths.update(len(record) for record in islice(reader, _SAMPLE_RECORDS) if len(record) > 1)
    except csv.Error:
        return 0, 0
    return max(((number, width) for width, number in widths.items()), default=(0, 0))
