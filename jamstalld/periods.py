"""Quarters and the periods that may be asked for.

A quarter is stored as one whole number, ``year * 4 + (1..4) - 1``, so that four consecutive quarters are four
consecutive numbers whatever the year.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from jamstalld.errors import RequestError

_QUARTER = re.compile(r"\s*(\d{4})\s*K([1-4])\s*", re.IGNORECASE)
_YEAR = re.compile(r"\s*(\d{4})\s*")


@dataclass(frozen=True, order=True)
class Quarter:
    """One calendar quarter, ordered in time.

    Parameters
    ----------
    index
        ``year * 4 + number - 1``, the form the database holds.
    """

    index: int

    @classmethod
    def of(cls, year: int, number: int) -> Quarter:
        """Make the quarter ``number`` (1–4) of ``year``."""
        return cls(year * 4 + number - 1)

    @classmethod
    def parse(cls, text: str) -> Quarter:
        """Read ``"2025K1"``.

        Raises
        ------
        RequestError
            If the text is of another form.
        """
        found = _QUARTER.fullmatch(text)
        if not found:
            raise RequestError("Ett kvartal skrivs med år, K och kvartalets nummer, till exempel 2025K1.")
        return cls.of(int(found[1]), int(found[2]))

    @property
    def year(self) -> int:
        """The calendar year."""
        return self.index // 4

    @property
    def number(self) -> int:
        """The number of the quarter within its year, 1–4."""
        return self.index % 4 + 1

    def __add__(self, quarters: int) -> Quarter:
        return Quarter(self.index + quarters)

    def __str__(self) -> str:
        return f"{self.year}K{self.number}"


@dataclass(frozen=True)
class Period:
    """A span of quarters, both ends included.

    The only spans that may be asked for are one quarter, one calendar year and four consecutive quarters: a
    freer choice would let overlapping sums be averaged until the protection wears off.

    Parameters
    ----------
    first, last
        The first and the last quarter.
    """

    first: Quarter
    last: Quarter

    def __post_init__(self) -> None:
        if self.last.index - self.first.index not in (0, 3):
            raise RequestError(
                "En period är ett kvartal (2025K1), ett kalenderår (2025) eller fyra kvartal i följd (2024K3..2025K2)."
            )

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read ``"2025K1"``, ``"2025"`` or ``"2024K3..2025K2"``.

        Raises
        ------
        RequestError
            If the text is of another form or the span is none of the three allowed.
        """
        if _YEAR.fullmatch(text):
            return cls(Quarter.of(int(text), 1), Quarter.of(int(text), 4))
        if ".." in text:
            first, last = text.split("..", 1)
            return cls(Quarter.parse(first), Quarter.parse(last))
        quarter = Quarter.parse(text)
        return cls(quarter, quarter)

    @classmethod
    def ending(cls, last: Quarter) -> Period:
        """Four consecutive quarters ending with ``last``."""
        return cls(last + -3, last)

    @property
    def quarters(self) -> tuple[Quarter, ...]:
        """Every quarter of the period, first to last."""
        return tuple(Quarter(index) for index in range(self.first.index, self.last.index + 1))

    def previous(self) -> Period:
        """Give the period of the same length that ends where this one begins: they share no quarter."""
        length = self.last.index - self.first.index + 1
        return Period(self.first + -length, self.last + -length)

    def overlaps(self, other: Period) -> bool:
        """Tell whether the two periods share a quarter."""
        return self.first <= other.last and other.first <= self.last

    def __str__(self) -> str:
        if self.first == self.last:
            return str(self.first)
        if self.first.number == 1:
            return str(self.first.year)
        return f"{self.first}..{self.last}"
