"""Ages and groups of ages, as tables write them and as groups are named."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

OLDEST = 130
# A table whose last age is this, or older, has everybody even if it does not say "and older".
AS_GOOD_AS_ALL = 99

_YEARS = re.compile(r"\bår(?:ingar|ing)?\b\.?")
_AGES = re.compile(
    r"(?P<first>\d{1,3})\s*"
    r"(?:(?:[-–—−]|till)\s*(?P<last>\d{1,3})|(?P<open>\+|[-–—−]\s*w?|w|(?:och|eller) (?:äldre|över)))?"
)
_UNDER = re.compile(r"(?:under|yngre än|<)\s*(?P<end>\d{1,3})")


@dataclass(frozen=True, order=True)
class Ages:
    """One age or several, whole years.

    Parameters
    ----------
    first
        The lowest.
    last
        The highest; None for that age and older.
    """

    first: int
    last: int | None

    @property
    def end(self) -> float:
        """The highest, infinite where there is none."""
        return math.inf if self.last is None else self.last

    def holds(self, other: Ages) -> bool:
        """Tell whether every one of some other ages is among these."""
        return self.first <= other.first and other.end <= self.end

    def meets(self, other: Ages) -> bool:
        """Tell whether any of some other ages is among these."""
        return self.first <= other.end and other.first <= self.end

    def __str__(self) -> str:
        """Name them as an age group is named: "5 år", "65–79 år", "80 år och äldre"."""
        if self.last is None:
            return f"{self.first} år och äldre"
        return f"{self.first} år" if self.first == self.last else f"{self.first}–{self.last} år"


def parse_ages(text: str) -> Ages | None:
    """Read an age or a group of ages: "7", "7 år", "65–79 år", "80+", "100+ år", "under 18"; None if it is none.

    >>> parse_ages("65 - 79 år"), parse_ages("80 år och äldre"), parse_ages("79–65")
    (Ages(first=65, last=79), Ages(first=80, last=None), None)
    """
    plain = " ".join(_YEARS.sub(" ", text.casefold()).split())
    if under := _UNDER.fullmatch(plain):
        return _sensible(0, int(under["end"]) - 1)
    found = _AGES.fullmatch(plain)
    if not found:
        return None
    first = int(found["first"])
    return _sensible(first, None if found["open"] else int(found["last"] or first))


def _sensible(first: int, last: int | None) -> Ages | None:
    return Ages(first, last) if first <= (OLDEST if last is None else last) <= OLDEST else None


def bands(lowest: Sequence[int]) -> tuple[Ages, ...]:
    """Give the municipality's age groups.

    Parameters
    ----------
    lowest
        The lowest age of each, rising, the first 0.
    """
    return (*(Ages(low, high - 1) for low, high in pairwise(lowest)), Ages(lowest[-1], None))


def gaps(ages: Sequence[Ages]) -> tuple[Ages, ...]:
    """Find the ages from 0 that are missing among some that do not overlap.

    Parameters
    ----------
    ages
        In any order.
    """
    missing: list[Ages] = []
    expected = 0
    for one in sorted(ages, key=lambda one: one.first):
        if one.first > expected:
            missing.append(Ages(expected, one.first - 1))
        if one.last is None:
            return tuple(missing)
        expected = one.last + 1
    return (*missing, Ages(expected, None)) if expected <= AS_GOOD_AS_ALL else tuple(missing)
