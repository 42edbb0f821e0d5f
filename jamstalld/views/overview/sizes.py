"""How many there are of each unit of count."""

from __future__ import annotations

from collections.abc import Collection

from jamstalld.periods import Period
from jamstalld.store import Database, Question, released_counts
from jamstalld.store.question import SEXES
from jamstalld.views.overview.model import Size
from jamstalld.views.within import Filters

# What the data must hold for a unit of count to be told.
UNIT_COLUMNS = {"personer": "person_id", "ärenden": "case_id", "insatser": "intervention"}


def sizes(database: Database, period: Period, columns: Collection[str], filters: Filters) -> tuple[Size, ...]:
    """Count women, men and those without sex, in every unit of count that the data have.

    Parameters
    ----------
    columns
        The columns in which the loaded data have anything.
    filters
        Pairs of variable and value.
    """
    found: list[Size] = []
    for unit, needed in UNIT_COLUMNS.items():
        if needed in columns:
            question = Question(period, "quarter", ((),), {"n": ()}, dict(filters), count_unit=unit)
            table = released_counts(database, question).tables[()]
            counts = [int(table.counts["n"][0, at]) if table.labels else 0 for at in range(len(SEXES))]
            found.append(Size(unit, *(count or None for count in counts)))
    return tuple(found)
