"""From the cell of a spreadsheet to a value of a variable.

Every parser takes a raw cell and gives the value, None where the cell says nothing, or a mark: what is wrong
with it, that the number is hidden, or that it labels a total.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import partial

from jamstalld.dictionary import COUNT_UNITS, CodeList, Variable, fold
from jamstalld.intake.sensitive import is_contact
from jamstalld.intake.values.cells import (
    ERROR_CELL,
    HIDDEN,
    UNCALCULATED,
    Faulty,
    QuarterNumber,
    TotalLabel,
    is_error,
    is_missing,
    text_of,
)
from jamstalld.intake.values.dates import parse_date, parse_quarter, parse_quarter_number
from jamstalld.intake.values.identity import holds_identity_number, read_identity
from jamstalld.intake.values.similar import similar
from jamstalld.settings import age_group
from jamstalld.wording.numbers import parse_number

Parser = Callable[[object], object]

MAX_TEXT = 80

_YEARS = frozenset({"birth_year", "year"})

_NOTHING = frozenset("-–—−")
_SECRET = re.compile(r"x|(?:<|färre än|mindre än) ?\d+|[1-9] ?[-–] ?\d", re.IGNORECASE)
_WITH_DECIMALS = re.compile(r"(\d+)[.,]0+")
_SIGNED = re.compile(r"[-–−+] ?\d")
_NUMBER = re.compile(
    r"([-−+]? ?(?:\d{1,3}(?: \d{3})+|\d+)(?:[.,]\d+)?) ?(?:%|procent|år|timmar|tim|h|dagar|dgr|d|st|kr)?\.?",
    re.IGNORECASE,
)
_MAYBE_TOTAL = re.compile(r"\W*(?:antal|del|total|summa|samtlig|samman|alla|båda|bägge|hela|riket)", re.IGNORECASE)
_UNIT = "(?:" + "|".join(COUNT_UNITS) + ")"
_TOTAL = re.compile(
    rf"(?:antal{_UNIT}?)?(?:(?:del|total)?summa|totalt?|samtliga|sammanlagt|alla|båda|bägge|hela|riket)"
    rf"(?:totalt|antal|{_UNIT}|beslut|kvinnorochmän|könen|åldrar|områden|enheter|rader|riket|kommunen)*\d*"
)
_BAND = re.compile(r"(\d{1,3}) ?(?:år ?)?(?:[-–—] ?(?:(\d{1,3})|w)?|\+|och äldre)(?: ?år)?")


def total_label(raw: object) -> TotalLabel | None:
    """Give the mark of a total if the cell labels one ("Totalt antal personer", "Summa")."""
    if not isinstance(raw, str) or not _MAYBE_TOTAL.match(raw):
        return None
    folded = fold(text_of(raw))
    if not _TOTAL.fullmatch(folded):
        return None
    return TotalLabel(next((unit for unit in COUNT_UNITS if unit in folded), None))


def read_figure(raw: object) -> object:
    """Read a count: whole and not negative. A dash is 0; ``..``, an empty cell and "färre än 5" are HIDDEN."""
    text = text_of(raw)
    if text in _NOTHING:
        return 0
    if is_missing(text) or _SECRET.fullmatch(text):
        return HIDDEN
    value = _number(raw, text)
    if value is None or not value.is_integer():
        return Faulty("bad_number")
    return int(value) if 0 <= value <= 1e9 else Faulty("out_of_range")


def parser(variable: Variable, age_bands: tuple[int, ...], meanings: Mapping[str, str] | None = None) -> Parser:
    """Give the parser of a variable's cells.

    Parameters
    ----------
    age_bands
        The lowest age of each age group; a group written in another way gets the name it has here.
    meanings
        What a cell says → what it is to be read as instead; "" for nothing known.
    """
    parse = _parser(variable, age_bands)
    if not meanings:
        return parse
    folded = {fold(said): meant for said, meant in meanings.items()}

    def translated(raw: object) -> object:
        meant = folded.get(fold(text_of(raw)))
        return parse(raw if meant is None else meant)

    return translated


def _parser(variable: Variable, age_bands: tuple[int, ...]) -> Parser:
    match variable.type:
        case "count":
            return read_figure
        case "date":
            return _read_date
        case "quarter":
            return _read_quarter
        case "identifier" if variable.key == "identity_number":
            return read_identity
        case "identifier":
            return _read_identifier
        case "number" if variable.key in _YEARS:
            return partial(_read_year, variable)
        case "number":
            return partial(_read_number, variable)
        case "sex" | "category" if variable.codes:
            return partial(_read_code, variable.codes)
        case _ if variable.key == "age_group":
            return partial(_read_age_group, _band_names(age_bands))
        case _:
            return _read_text


def or_total(parse: Parser) -> Parser:
    """Let a parser see first whether the cell labels a total."""
    return lambda raw: total_label(raw) or parse(raw)


def or_error(parse: Parser) -> Parser:
    """Let a parser see first whether the cell holds one of Excel's errors, or a formula without its value."""

    def read(raw: object) -> object:
        if raw == UNCALCULATED:
            return Faulty("formula_without_value")
        return ERROR_CELL if isinstance(raw, str) and is_error(raw.strip()) else parse(raw)

    return read


def is_age_band(text: str) -> bool:
    """Tell whether a text is a group of ages: "18–24 år", "80+"."""
    return _BAND.fullmatch(text) is not None


def _number(raw: object, text: str) -> float | None:
    if isinstance(raw, float):
        return raw if math.isfinite(raw) else None
    found = _NUMBER.fullmatch(text)
    value = parse_number(found[1]) if found else math.inf
    return value if math.isfinite(value) else None


def _read_number(variable: Variable, raw: object) -> object:
    text = text_of(raw)
    if is_missing(text):
        return None
    value = _number(raw, text)
    if value is None:
        return Faulty("bad_number")
    low = -math.inf if variable.minimum is None else variable.minimum
    high = math.inf if variable.maximum is None else variable.maximum
    if not low <= value <= high:
        return Faulty("out_of_range")
    return int(value) if variable.whole else value


def _read_year(variable: Variable, raw: object) -> object:
    """Take the year of a date, too: the day is dropped here."""
    day = raw if isinstance(raw, date) else parse_date(text_of(raw))
    value = float(day.year) if day else _read_number(variable, raw)
    return int(value) if isinstance(value, float) else value


def _read_date(raw: object) -> object:
    if isinstance(raw, datetime):
        return raw.date()
    if isinstance(raw, date):
        return raw
    text = text_of(raw)
    if is_missing(text):
        return None
    return parse_date(text) or Faulty("bad_date")


def _read_quarter(raw: object) -> object:
    text = text_of(raw)
    if is_missing(text):
        return None
    number = parse_quarter_number(text)
    return QuarterNumber(number) if number else parse_quarter(text) or Faulty("bad_quarter")


def _read_identifier(raw: object) -> object:
    # Nearly all are plain codes, and there may be one for every row.
    if isinstance(raw, str) and raw.isascii() and raw.isalnum() and not raw.isalpha() and len(raw) <= MAX_TEXT:
        return raw
    text = text_of(raw)
    if is_missing(text):
        return None
    return text if len(text) <= MAX_TEXT else Faulty("text_too_long")


def _read_code(codes: CodeList, raw: object) -> object:
    text = text_of(raw)
    if whole := _WITH_DECIMALS.fullmatch(text):
        text = whole[1]
    # Folding drops the sign, and -1 is a common way to write that there is no answer.
    known = None if _SIGNED.match(text) else codes.find(text)
    if known is not None:
        return known
    if codes.closed:
        return None if is_missing(text) else Faulty("unknown_value", similar(text, codes))
    return _read_text(raw)


def _read_text(raw: object) -> object:
    text = text_of(raw)
    if is_missing(text):
        return None
    if len(text) > MAX_TEXT:
        return Faulty("text_too_long")
    if holds_identity_number(text):
        return Faulty("identity_in_text")
    return Faulty("contact_in_text") if is_contact(text) else text


def _read_age_group(names: Mapping[tuple[int, int | None], str], raw: object) -> object:
    text = _read_text(raw)
    found = _BAND.fullmatch(text) if isinstance(text, str) else None
    if found:
        return names.get((int(found[1]), int(found[2]) if found[2] else None), text)
    return text


def _band_names(bands: tuple[int, ...]) -> dict[tuple[int, int | None], str]:
    tops = [low - 1 for low in bands[1:]]
    return {(low, top): age_group(low, bands) for low, top in zip(bands, [*tops, None], strict=True)}
