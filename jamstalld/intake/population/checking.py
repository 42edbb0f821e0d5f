"""Whether the rows of a table of inhabitants are everybody, each once, and fit the municipality's age groups."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from jamstalld.intake.headers.groups import SEXES
from jamstalld.intake.population.ages import Ages, gaps
from jamstalld.intake.population.messages import problem
from jamstalld.intake.population.model import Inhabitants
from jamstalld.intake.problems import Problem

_SEXES = {"kvinna": "kvinnor", "man": "män"}


@dataclass(frozen=True)
class ReadRow:
    """A count and where it was read: the sheet, the row in Excel and the column of its age."""

    sheet: str | None
    row: int
    column: str
    inhabitants: Inhabitants


def problems_of_rows(rows: Sequence[ReadRow], groups: Sequence[Ages], *, complete: bool) -> list[Problem]:
    """Say which rows count somebody twice or go over a limit between two age groups, and which ages are missing.

    Parameters
    ----------
    groups
        The municipality's age groups.
    complete
        Whether these are all rows: of those that were not understood, the ages may be what is missing.
    """
    found = [_over(row, groups) for row in rows]
    parts: dict[tuple[int, str], list[Ages]] = defaultdict(list)
    for row in rows:
        one = row.inhabitants
        before = parts[one.year, one.sex]
        if any(one.ages.meets(other) for other in before):
            found.append(problem("ages_twice", row.sheet, row.row, row.column))
        else:
            before.append(one.ages)
    if complete:
        years = {row.inhabitants.year for row in rows}
        found += [_missing(year, sex, parts[year, sex]) for year in sorted(years) for sex in SEXES]
    return [one for one in found if one]


def _over(row: ReadRow, groups: Sequence[Ages]) -> Problem | None:
    ages = row.inhabitants.ages
    limit = next((group.first for group in groups if ages.first < group.first <= ages.end), None)
    if limit is None:
        return None
    named = ", ".join(map(str, groups))
    return problem("age_over_limit", row.sheet, row.row, row.column, limit=limit, groups=named)


def _missing(year: int, sex: str, ages: Sequence[Ages]) -> Problem | None:
    missing = gaps(ages)
    if not missing:
        return None
    named = ", ".join(map(str, missing)) if ages else "Alla åldrar"
    return problem("ages_missing", None, ages=named, sex=_SEXES[sex], year=year)
