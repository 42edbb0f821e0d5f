"""Swedish identity numbers: read, checked, turned into who, legal sex and year of birth, and then forgotten.

A personnummer is six or eight digits of birth date, a serial of three digits and a check digit; the serial's last
digit is odd for men. A samordningsnummer is the same with 60 added to the day. A plus sign in place of the hyphen
says that the person turns a hundred this year or earlier (folkbokföringslagen 1991:481, 18 §). Numbers with letters
in the serial (interimsnummer, T-nummer) are lent by other authorities: they identify, and say nothing of sex.

The check digit is python-stdnum's. Its ``se.personnummer`` knows no samordningsnummer and takes the century from
today's date, so the rest is our own; the tests hold it against that module wherever both have an answer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from stdnum import luhn

from jamstalld.intake.values.cells import Faulty, is_missing, text_of
from jamstalld.periods import Quarter

OLDEST = 115

_COORDINATION = 60
_LAST_DAYS = ((3, 31), (6, 30), (9, 30), (12, 31))
_WHOLE = re.compile(
    r"(?P<century>18|19|20)?(?P<date>\d{6})(?P<sign>[-+])?(?P<serial>\d{4}|[A-Z]{2}\d{2}|[A-Z]\d{3})", re.ASCII
)
# Ten or twelve digits with a month and a day (61–91 in a coordination number), letters where a number is provisional.
_SHAPE = (
    r"(?:18|19|20)?[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01]|6[1-9]|[78][0-9]|9[01])"
    r"[-+ −–‐‑]?(?:[0-9]{4}|[A-Z]{2}[0-9]{2}|[A-Z][0-9]{3})"
)
_IDENTITY = re.compile(_SHAPE, re.IGNORECASE)
# Within a text: between anything but letters and digits, underscores included.
_WITHIN = re.compile(rf"(?<![^\W_]){_SHAPE}(?![^\W_])", re.IGNORECASE)
_SEPARATORS = re.compile("[-+ −–‐‑]")
_DASHES = re.compile("[−–‐‑]")
_WITHOUT_LEADING_ZEROS = re.compile(r"\d{7,9}", re.ASCII)
_DECIMALS = re.compile(r"[.,]0+$")


def is_identity_number(text: str) -> bool:
    """Tell whether a text has the shape of a Swedish identity number, with or without century and hyphen.

    A spreadsheet that took the number for an amount has dropped a leading zero: nine digits are tried with it.
    """
    return _IDENTITY.fullmatch(text.zfill(10) if len(text) == 9 else text) is not None


def holds_identity_number(text: str) -> bool:
    """Tell whether a text is an identity number, or has one with the right check digit within."""
    return is_identity_number(text) or masked(text) != text


def masked(text: str) -> str:
    """Take out the identity numbers within a text, such as the name of a file.

    >>> masked("Uttag 880320-0016.xlsx")
    'Uttag [personnummer].xlsx'
    """
    return _WITHIN.sub(lambda found: "[personnummer]" if _checks(found[0]) else found[0], text)


def _checks(number: str) -> bool:
    short = _SEPARATORS.sub("", number)[-10:]
    return not short.isdigit() or luhn.is_valid(short)


@dataclass(frozen=True, slots=True)
class Identity:
    """An identity number as it was written, its check digit found right.

    Parameters
    ----------
    century
        The first two digits of the year of birth, if they were written.
    short
        The ten characters that are always written.
    over_hundred
        Whether it was written with a plus sign.
    """

    century: int | None
    short: str = field(repr=False)
    over_hundred: bool

    @property
    def interim(self) -> bool:
        """Whether it is a number with letters, lent by another authority."""
        return not self.short.isdigit()


@dataclass(frozen=True, slots=True)
class Person:
    """What an identity number says.

    Parameters
    ----------
    number
        The number in one form, whatever way it was written: with century, without hyphen.
    sex
        The legal sex; None of an interim number.
    born
        The year of birth; None of an interim number.
    """

    number: str = field(repr=False)
    sex: str | None
    born: int | None


def read_identity(raw: object) -> object:
    """Read a cell of identity numbers: an Identity, or the mark of a number that cannot be right.

    A spreadsheet that took the number for an amount has dropped its leading zeros; they are put back.
    """
    text = text_of(raw)
    if is_missing(text):
        return None
    text = _DASHES.sub("-", _DECIMALS.sub("", text).replace(" ", "").upper())
    found = _WHOLE.fullmatch(text.zfill(10) if _WITHOUT_LEADING_ZEROS.fullmatch(text) else text)
    if not found:
        return Faulty("bad_identity_number")
    short = found["date"] + found["serial"]
    if short.isdigit() and not luhn.is_valid(short):
        return Faulty("bad_identity_number")
    century = int(found["century"]) if found["century"] else None
    return Identity(century, short, over_hundred=century is None and found["sign"] == "+")


def person_of(identity: Identity, quarter: int, today: date) -> Person | None:
    """Tell who a number is about, seen from a quarter.

    Where the century is not written, it is the latest in which the person was born by the end of the quarter, or,
    with a plus sign, the latest that makes the person a hundred by this year.

    Parameters
    ----------
    quarter
        The quarter's index.

    Returns
    -------
    Person or None
        None if there is no such day, or it comes after the quarter or more than 115 years before.
    """
    year, number = divmod(quarter, 4)
    until = date(year, *_LAST_DAYS[number])
    hundred = max(today.year, until.year) - 100
    for born in _years(identity, until.year):
        day = _birthday(identity, born)
        if day and day <= until and born >= until.year - OLDEST and (born <= hundred or not identity.over_hundred):
            whole = f"{born}{identity.short[2:]}"
            return Person(whole, None, None) if identity.interim else Person(whole, _sex(whole), born)
    # Other authorities also make up the date: the number then identifies as it stands.
    return Person(identity.short, None, None) if identity.interim else None


def quarter_or_today(quarter: int | None, today: date) -> int:
    """Give the quarter a number is seen from: a row that tells none is refused anyhow, and its number still read."""
    return Quarter.of(today.year, (today.month + 2) // 3).index if quarter is None else quarter


def _years(identity: Identity, latest: int) -> tuple[int, ...]:
    short = int(identity.short[:2])
    if identity.century is not None:
        return (identity.century * 100 + short,)
    newest = latest - (latest - short) % 100
    return newest, newest - 100


def _birthday(identity: Identity, year: int) -> date | None:
    day = int(identity.short[4:6])
    if day > _COORDINATION:
        day -= _COORDINATION
    try:
        return date(year, int(identity.short[2:4]), day)
    except ValueError:
        return None


def _sex(number: str) -> str:
    return "man" if int(number[-2]) % 2 else "kvinna"
