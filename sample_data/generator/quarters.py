"""The quarters of the sample data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

HOLIDAYS = ((1, 1), (1, 6), (5, 1), (6, 6), (12, 24), (12, 25), (12, 26), (12, 31))
"""Month and day of the days off whose date does not move."""


@dataclass(frozen=True, order=True)
class Quarter:
    """One calendar quarter, ordered in time."""

    year: int
    number: int

    def __str__(self) -> str:
        return f"{self.year}K{self.number}"

    @property
    def workdays(self) -> list[date]:
        """Every Monday to Friday of the quarter but the holidays with a fixed date."""
        first = date(self.year, 3 * self.number - 2, 1)
        beyond = date(self.year + self.number // 4, 3 * self.number % 12 + 1, 1)
        days = (first + timedelta(days=at) for at in range((beyond - first).days))
        return [day for day in days if day.weekday() < 5 and (day.month, day.day) not in HOLIDAYS]

    def since(self, earlier: Quarter) -> int:
        """Count the quarters from `earlier` to this one."""
        return 4 * (self.year - earlier.year) + self.number - earlier.number


QUARTERS = tuple(Quarter(2023 + (3 + at) // 4, (3 + at) % 4 + 1) for at in range(12))
EFFORT = Quarter(2025, 4)
"""From this quarter on every adult is to be asked about violence."""
