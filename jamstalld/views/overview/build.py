"""Period → Overview: go through every view, judge all comparisons together, and put what says most first."""

from __future__ import annotations

from dataclasses import replace

from jamstalld.errors import EmptyDatabaseError
from jamstalld.periods import Period, Quarter
from jamstalld.store import Database, data_info
from jamstalld.views.model import Row
from jamstalld.views.overview.looking import gone_through
from jamstalld.views.overview.model import Finding, Look, Overview
from jamstalld.views.overview.ranking import changes, differences, similarities
from jamstalld.views.overview.sizes import sizes
from jamstalld.views.overview.waiting import too_few
from jamstalld.views.saying import described
from jamstalld.views.within import Filters, within


def overview(database: Database, period: Period | None = None, filters: Filters = ()) -> Overview:
    """Look through every measure the data can answer, by its own row variable and by intervention.

    Parameters
    ----------
    filters
        Pairs of variable and value.

    Raises
    ------
    EmptyDatabaseError
        If nothing has been loaded.
    """
    info = data_info(database)
    if info.first is None or info.last is None:
        raise EmptyDatabaseError("Databasen är tom. Läs in ett underlag först.")
    filters = within(database, filters)
    shown = period or info.latest_period()
    before = shown.previous()
    earlier = before if before.first >= info.first else None
    looks = gone_through(database, shown, earlier, filters)
    findings = [
        tuple(_finding(look, row, info.threshold) for look, row in ranked(looks))
        for ranked in (differences, similarities, changes)
    ]
    return Overview(
        period=shown,
        earlier_period=earlier,
        threshold=info.threshold,
        sizes=sizes(database, shown, info.columns, filters),
        earlier=sizes(database, earlier, info.columns, filters) if earlier else (),
        looks=looks,
        family=sum(row.p is not None for look in looks for row in look.rows),
        differences=findings[0],
        similarities=findings[1],
        changes=findings[2],
        few=too_few(looks, _with_data(shown, info.first, info.last), database.noise),
    )


def _finding(look: Look, row: Row, threshold: int) -> Finding:
    alone = described(replace(row, previous=None), look.measure, look.request, threshold)
    return Finding(look, row, alone.sentence)


def _with_data(period: Period, first: Quarter, last: Quarter) -> int:
    """Give of how many of a period's quarters there are data."""
    return sum(first <= quarter <= last for quarter in period.quarters)
