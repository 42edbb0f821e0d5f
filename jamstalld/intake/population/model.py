"""What comes out of a table of inhabitants."""

from __future__ import annotations

from dataclasses import dataclass, field

from jamstalld.intake.population.ages import Ages
from jamstalld.intake.problems import Problem


@dataclass(frozen=True)
class Inhabitants:
    """How many inhabitants of one sex have some ages.

    Parameters
    ----------
    year
        The year at whose end they were counted.
    sex
        "kvinna" or "man".
    """

    year: int
    sex: str
    ages: Ages
    count: int


@dataclass(frozen=True)
class CheckedPopulation:
    """A table of inhabitants that has been read and checked.

    Parameters
    ----------
    sha256
        Of the file's bytes, in hexadecimal.
    inhabitants
        Of every year, sex and age, each once; nothing if there is any problem.
    source
        Where the numbers come from, in the file's own words; "" if it does not say.
    rows_read, rows_set_aside
        Lines of the file, and those of them that are totals, notes or headers.
    problems
        All are errors.
    synthetic
        Whether the file says that its data are invented.
    """

    name: str
    sha256: str
    inhabitants: tuple[Inhabitants, ...] = field(repr=False)
    source: str
    rows_read: int
    rows_set_aside: int
    problems: tuple[Problem, ...]
    synthetic: bool

    @property
    def years(self) -> tuple[int, ...]:
        """The years it has, rising."""
        return tuple(sorted({one.year for one in self.inhabitants}))

    @property
    def blocked(self) -> bool:
        """Whether there is anything that keeps it from being loaded."""
        return bool(self.problems) or not self.inhabitants

    def number(self, year: int, sex: str) -> int:
        """Give how many inhabitants of a sex there are in a year."""
        return sum(one.count for one in self.inhabitants if (one.year, one.sex) == (year, sex))
