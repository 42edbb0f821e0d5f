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
    """The mark of a cell that cannot be read, with the code of its problem."""

    code: str


@dataclass(frozen=True)
class TotalLabel:
    """The mark of a cell that labels a total, with the unit of count it names."""

    count_unit: str | None


@dataclass(frozen=True)
class Hidden:
    """The mark of a figure that is hidden or unknown, which is not the same as none."""


HIDDEN: Final = Hidden()

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
_ERROR_CELL = re.compile(r"#(?:[^\W\d_]+|DIV/0|N/A)?[!?]?", re.IGNORECASE)
_DIGIT = re.compile(r"\d")


def text_of(raw: object) -> str:
    """Write a cell as text: trimmed, white space collapsed, whole numbers without decimals, dates as ISO."""
    if isinstance(raw, str):
        return " ".join(unicodedata.normalize("NFC", raw).split())
    if isinstance(raw, bool):
        return "SANT" if raw else "FALSKT"
    if isinstance(raw, float):
        return str(int(raw)) if raw.is_integer() else repr(raw)
    if isinstance(raw, datetime):
        return raw.date().isoformat()
    return "" if raw is None else str(raw)


def is_missing(text: str) -> bool:
    """Tell whether a text is one of the ways to say that something is not known."""
    if text.startswith("#"):
        return _ERROR_CELL.fullmatch(text) is not None
    return _DIGIT.search(text) is None and fold(text) in _MISSING
