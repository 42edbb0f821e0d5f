"""What every parser of cells starts from: a cell as text, and the marks a parser may give instead of a value."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from jamstalld.dictionary import fold


@dataclass(frozen=True)
class Faulty:
    """The mark of a cell that cannot be read.

    Parameters
    ----------
    code
        Of its problem.
    meant
        The value it may have been meant to be.
    """

    code: str
    meant: str | None = None


@dataclass(frozen=True)
class TotalLabel:
    """The mark of a cell that labels a total, with the unit of count it names."""

    count_unit: str | None


@dataclass(frozen=True)
class QuarterNumber:
    """The mark of a cell that holds the number of a quarter, 1–4, and not the year."""

    number: int


@dataclass(frozen=True)
class ErrorCell:
    """The mark of a cell that holds no value but one of Excel's errors."""


@dataclass(frozen=True)
class Hidden:
    """The mark of a figure that is hidden or unknown, which is not the same as none."""


HIDDEN: Final = Hidden()
ERROR_CELL: Final = ErrorCell()

# What stands in the place of two kinds of cell that the reader of workbooks gives as empty.
ERROR_TEXT = "#N/A"
UNCALCULATED = "#FORMULA!"

# Folded: only letters and digits are left, so "" stands for "-", "..", "?" and the like.
_MISSING = frozenset(
    fold(text)
    for text in (
        "", "uppgift saknas", "uppgifter saknas", "uppg saknas", "saknas", "saknar uppgift", "ingen uppgift",
        "okänt", "okänd", "vet ej", "vet inte", "ej angivet", "ej angiven", "ej angett", "ej känt", "ej känd",
        "ej besvarat", "ej besvarad", "ej svar", "inget svar", "ej aktuellt", "ej relevant", "ej registrerat",
        "ej ifyllt", "tom", "null", "none", "nan", "n/a",
    )
)  # fmt: skip
# In Excel's English and Swedish, in LibreOffice's, and what is left in a CSV file of a column that was too narrow.
_ERROR = re.compile(r"#(?:[^\W\d]+|DIV(?:ISION)?/0|N/A)[!?]?|##+|(?:err|fel):\d{3}", re.IGNORECASE)
# No way to say that nothing is known is longer.
_LONGEST_MISSING = 1_000
_STARTS_OF_ERRORS = frozenset("#EeFf")
_DIGIT = re.compile(r"\d")


def text_of(raw: object) -> str:
    """Write a cell as text: trimmed, white space collapsed, whole numbers without decimals, dates as ISO."""
    if isinstance(raw, str):
        return " ".join((raw if raw.isascii() else unicodedata.normalize("NFC", raw)).split())
    if isinstance(raw, bool):
        return "SANT" if raw else "FALSKT"
    if isinstance(raw, float):
        return str(int(raw)) if raw.is_integer() else repr(raw)
    if isinstance(raw, datetime):
        return raw.date().isoformat()
    return "" if raw is None else str(raw)


def is_error(text: str) -> bool:
    """Tell whether a text is one of Excel's errors: "#N/A", "#DIV/0!", "#SAKNAS!"."""
    return text[:1] in _STARTS_OF_ERRORS and _ERROR.fullmatch(text) is not None


def is_mark(value: object) -> bool:
    """Tell whether a parser gave a mark, and no value."""
    return isinstance(value, Faulty | TotalLabel | QuarterNumber | ErrorCell | Hidden)


def is_missing(text: str) -> bool:
    """Tell whether a text is one of the ways to say that something is not known."""
    if len(text) <= _LONGEST_MISSING and _DIGIT.search(text) is None and fold(text) in _MISSING:
        return True
    return is_error(text)
