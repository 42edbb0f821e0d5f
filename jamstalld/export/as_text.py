"""Texts in files for spreadsheet programs: texts in every program, whatever they begin with."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from typing import Any

# What spreadsheet programs take for the beginning of a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NUMBER = r"[+\-−]?\d[\d \u00a0]*(,\d+)?([ \u00a0]?%)?"
_NUMBERS = re.compile(rf"{_NUMBER}( till {_NUMBER})?( \({_NUMBER} till {_NUMBER}\))?")


def csv_file(rows: Iterable[Iterable[str]]) -> bytes:
    """Write rows of text as a CSV file for spreadsheet programs: semicolons, UTF-8 with BOM.

    A text that begins like a formula gets an apostrophe before it, for CSV has no other way to say that it is text. A
    number with its sign, and an interval, is no formula.
    """
    out = io.StringIO()
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerows([_harmless(text) for text in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def write_text(cell: Any, text: str) -> None:
    """Write a text into a workbook's cell, which stays a text when it is edited in Excel, too.

    Parameters
    ----------
    cell
        Of openpyxl, whose types do not tell what all kinds of cells have.
    """
    cell.value, cell.data_type = text, "s"
    cell.quotePrefix = text.startswith(_FORMULA)


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) and not _NUMBERS.fullmatch(text) else text
