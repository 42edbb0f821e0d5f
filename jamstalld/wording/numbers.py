"""Numbers and dates in Swedish form, the same on every screen whatever the browser's language.

Decimal comma, no-break space between thousands and before the per cent sign, a real minus sign.
"""

from __future__ import annotations

import re
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal

from jamstalld.errors import RequestError
from jamstalld.periods import Period, Quarter

NBSP = "\u00a0"
MINUS = "−"
FEW = "färre än {threshold}"

_NUMBER = re.compile(r"[+-]?\d+(,\d+)?")
_MONTHS = (
    *("januari", "februari", "mars", "april", "maj", "juni"),
    *("juli", "augusti", "september", "oktober", "november", "december"),
)


def number(value: float | Decimal, decimals: int = 0) -> str:
    """Write a number: ``number(1234.5, 1)`` is ``"1 234,5"`` with a no-break space. Halves are rounded up."""
    size = Decimal(str(abs(value))).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    text = f"{size:,f}".replace(",", NBSP).replace(".", ",")
    negative = value < 0 and any(digit in "123456789" for digit in text)
    return (MINUS if negative else "") + text


def counted(count: int, one: str, many: str) -> str:
    r"""Write how many there are of something, and what that is called.

    >>> counted(1, "rad", "rader"), counted(1200, "rad", "rader")
    ('1 rad', '1\xa0200 rader')
    """
    return f"{number(count)} {one if count == 1 else many}"


def parse_number(text: str) -> float:
    """Read a number a person has typed: decimal comma or point, spaces between thousands, any minus sign.

    Raises
    ------
    RequestError
        If it is not a number.
    """
    plain = re.sub(r"[\s\u00a0\u202f]", "", text).replace(MINUS, "-").replace(".", ",")
    if not _NUMBER.fullmatch(plain):
        raise RequestError("Skriv ett tal med decimalkomma, till exempel 12,5.")
    return float(plain.replace(",", "."))


def percent(share: float, decimals: int = 0) -> str:
    """Write a share (0–1) as per cent, ``"54 %"``."""
    return f"{number(Decimal(str(share)) * 100, decimals)}{NBSP}%"


def points(value: float, decimals: int | None = None) -> str:
    """Write a difference already in percentage points without sign: below 1 with a decimal, else whole.

    >>> points(-0.34), points(9.2), points(2, decimals=1)
    ('0,3', '9', '2,0')
    """
    size = abs(value)
    return number(size, (1 if round(size, 1) < 1 else 0) if decimals is None else decimals)


def percentage_points(value: float, decimals: int | None = None) -> str:
    """Write a difference in percentage points with its unit in the right number."""
    text = points(value, decimals)
    return f"{text}{NBSP}{'procentenhet' if text in ('1', '1,0') else 'procentenheter'}"


def count_or_few(value: int | None, threshold: int) -> str:
    """Write a released count, or ``"färre än 5"`` where it is hidden."""
    return FEW.format(threshold=threshold) if value is None else number(value)


def size_text(size: int) -> str:
    r"""Write the size of a file, given in bytes: "12,4 MB", from a thousand of them on in GB.

    >>> size_text(12_400_000), size_text(78_009_100_000)
    ('12,4\xa0MB', '78,0\xa0GB')
    """
    shown, unit = (size / 1e9, "GB") if size >= 1e9 else (size / 1e6, "MB")
    return f"{number(shown, 1)}\N{NO-BREAK SPACE}{unit}"


def quarter_text(quarter: Quarter) -> str:
    """Write a quarter as it is said, ``"kvartal 1 2025"``."""
    return f"kvartal {quarter.number} {quarter.year}"


def period_text(period: Period) -> str:
    """Write a period as it is said: ``"kvartal 1 2025"``, ``"2025"`` or ``"kvartal 3 2024 till kvartal 2 2025"``."""
    if period.first == period.last:
        return quarter_text(period.first)
    if period.first.number == 1:
        return str(period.first.year)
    return f"{quarter_text(period.first)} till {quarter_text(period.last)}"


def period_short(period: Period) -> str:
    """Write a period for a menu: ``"kv 1 2025"``, ``"2025"`` or ``"kv 3 2024 – kv 2 2025"``."""
    if period.first == period.last:
        return f"kv {period.first.number} {period.first.year}"
    if period.first.number == 1:
        return str(period.first.year)
    return f"kv {period.first.number} {period.first.year} – kv {period.last.number} {period.last.year}"


def date_text(moment: datetime) -> str:
    """Write a date, ``"21 november 2026"``."""
    return f"{moment.day} {_MONTHS[moment.month - 1]} {moment.year}"


def day_text(day: str, unset: str = "") -> str:
    """Write a day given as ISO, ``"31 december 2026"``.

    Parameters
    ----------
    unset
        What is written where no day is set.
    """
    return date_text(datetime.fromisoformat(day)) if day else unset


def moment_text(moment: datetime) -> str:
    """Write a date and a time of day for a table: no line breaks but before "kl."."""
    return f"{date_text(moment)} kl. {time_text(moment)}".replace(" ", NBSP).replace(f"{NBSP}kl.", " kl.")


def time_text(moment: datetime) -> str:
    """Write a time of day, ``"14.05"``."""
    return f"{moment:%H.%M}"
