"""Dates and quarters in the ways people write them in Swedish spreadsheets.

Only forms with one reading are taken. ``03/01/2025`` is March in one country and January in another, so it is
refused rather than guessed.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from jamstalld.periods import Quarter

# Day 1 of Excel's 1900 system is 1 January 1900, but it holds a 29 February 1900 that never was.
_SERIAL_START = date(1899, 12, 30)
_SERIALS = range(20_000, 60_001)
_YEARS = range(1900, 2101)

_MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_MONTH = (
    r"(?:jan(?:uari)?|feb(?:ruari)?|mars?|apr(?:il)?|maj|juni?|juli?|aug(?:usti)?|sept?(?:ember)?"
    r"|okt(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_TIME = r"(?:[t ]\d{1,2}[:.]\d{2}\S*)?"

_DATE_FORMS = tuple(
    re.compile(form)
    for form in (
        r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})" + _TIME,
        r"(?P<year>\d{4})/(?P<month>\d{1,2})/(?P<day>\d{1,2})" + _TIME,
        r"(?P<year>\d{4})\.(?P<month>\d{1,2})\.(?P<day>\d{1,2})" + _TIME,
        r"(?P<year>\d{4})-(?P<month>\d{2})",
        r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})",
        r"(?P<year>\d{2})(?P<month>\d{2})(?P<day>\d{2})",
        r"(?P<day>\d{1,2})/(?P<month>\d{1,2})(?: | ?- ?)(?P<year>\d{4}|\d{2})",
        r"(?P<day>\d{1,2}) (?P<name>" + _MONTH + r") (?P<year>\d{4})",
        r"(?P<name>" + _MONTH + r") (?P<year>\d{4})",
    )
)

_YEAR = r"(?P<year>(?:19|20)\d\d)"
_QUARTER_WORD = r"(?:kvartal(?:et)?|kv|k|q)\.?"
_ORDINALS = ("första", "andra", "tredje", "fjärde")
_SPANS = (("jan", "mar"), ("apr", "jun"), ("jul", "sep"), ("okt", "dec"))
_SPAN = r"(?P<first>" + _MONTH + r") ?[-–—] ?(?P<last>" + _MONTH + r")"
_QUARTER_FORMS = (
    _YEAR + r"[-_/:, ]*" + _QUARTER_WORD + r"[-_ ]?(?P<number>[1-4])",
    _QUARTER_WORD + r"[-_ ]?(?P<number>[1-4])[-_/:, ]*" + _YEAR,
    r"(?P<number>[1-4])(?::[ae])? kvartalet,? " + _YEAR,
    r"(?P<ordinal>" + "|".join(_ORDINALS) + r") kvartalet,? " + _YEAR,
    _SPAN + r",? " + _YEAR,
    _YEAR + r",? " + _SPAN,
)
_WITHOUT_YEAR = (
    r"(?:" + _QUARTER_WORD + r"[-_ ]?)?(?P<number>[1-4])",
    r"(?P<number>[1-4])(?::[ae])? kvartalet",
    r"(?P<ordinal>" + "|".join(_ORDINALS) + r") kvartalet",
    _SPAN,
)
_WHOLE = tuple(re.compile(form) for form in _QUARTER_FORMS)
# In a title or a file name: between anything but letters and digits, underscores included.
_WITHIN = tuple(re.compile(r"(?<![^\W_])" + form + r"(?![^\W_])") for form in _QUARTER_FORMS)
_BARE = tuple(re.compile(form) for form in _WITHOUT_YEAR)
_SEVERAL = re.compile(r"[1-4] ?(?:[-–—]|till|t\.?o\.?m\.?|och) ?(?:" + _QUARTER_WORD + r" ?)?[1-4](?!\d)")
_YEAR_AND_NUMBER = re.compile(r"20\d\d[1-4]")


def quarter_of(day: date) -> int:
    """Give the index of the quarter a day lies in."""
    return Quarter.of(day.year, (day.month - 1) // 3 + 1).index


def parse_date(text: str) -> date | None:
    """Read a date; None if it is none, or could be two.

    A month without a day is its first day. A plain number 20000–60000 is Excel's serial number.

    >>> parse_date("1/3-25"), parse_date("250301"), parse_date("45717")
    (datetime.date(2025, 3, 1), datetime.date(2025, 3, 1), datetime.date(2025, 3, 1))
    """
    plain = text.casefold()
    whole = plain.split(".")[0].split(",")[0]
    if len(whole) == 5 and _is_digits(whole) and int(whole) in _SERIALS:
        return _SERIAL_START + timedelta(days=int(whole))
    for form in _DATE_FORMS:
        if found := form.fullmatch(plain):
            return _date(found.groupdict())
    return None


def parse_quarter(text: str) -> int | None:
    """Read a quarter, or the quarter of a date, as its index; None if it is neither.

    >>> parse_quarter("kv 1 2025") == parse_quarter("jan–mar 2025") == parse_quarter("2025-02-14")
    True
    """
    plain = text.casefold()
    if _YEAR_AND_NUMBER.fullmatch(plain):
        return Quarter.of(int(plain[:4]), int(plain[4])).index
    for form in _WHOLE:
        if found := form.fullmatch(plain):
            return _quarter(found.groupdict())
    day = parse_date(text)
    return None if day is None else quarter_of(day)


def parse_quarter_number(text: str) -> int | None:
    """Read a quarter whose year is not told, as its number 1–4; None if it is none.

    >>> parse_quarter_number("1"), parse_quarter_number("K2"), parse_quarter_number("kvartal 3")
    (1, 2, 3)
    """
    plain = text.casefold()
    for form in _BARE:
        if found := form.fullmatch(plain):
            return _number(found.groupdict())
    return None


def quarters_in(text: str) -> frozenset[int]:
    """Find the quarters a title, a sheet's name or a file's name speaks of; none if it speaks of a span."""
    plain = " ".join(text.casefold().split())
    if _SEVERAL.search(plain):
        return frozenset()
    found = (match for form in _WITHIN for match in form.finditer(plain))
    quarters = (_quarter(match.groupdict()) for match in found)
    return frozenset(quarter for quarter in quarters if quarter is not None)


def _is_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _date(parts: dict[str, str | None]) -> date | None:
    year = int(parts["year"] or 0)
    if year < 100:
        # Case systems reach back to the 1970s; none reaches forward to the 2070s.
        year += 2000 if year < 70 else 1900
    name = parts.get("name")
    month = _MONTHS.index(name[:3]) + 1 if name else int(parts.get("month") or 0)
    if year not in _YEARS:
        return None
    try:
        return date(year, month, int(parts.get("day") or 1))
    except ValueError:
        return None


def _quarter(parts: dict[str, str | None]) -> int | None:
    number = _number(parts)
    return Quarter.of(int(parts["year"] or 0), number).index if number else None


def _number(parts: dict[str, str | None]) -> int | None:
    number, ordinal = parts.get("number"), parts.get("ordinal")
    if number:
        return int(number)
    if ordinal:
        return _ORDINALS.index(ordinal) + 1
    span = ((parts.get("first") or "")[:3], (parts.get("last") or "")[:3])
    return _SPANS.index(span) + 1 if span in _SPANS else None
