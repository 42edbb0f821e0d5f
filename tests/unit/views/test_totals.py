"""A view's total is that of everybody it is about, whatever its rows are."""

from __future__ import annotations

import pytest

from jamstalld.store import Database
from jamstalld.views.build import build_view
from jamstalld.views.model import Row
from jamstalld.views.request import ViewRequest

MEASURES = ("received", "approval", "end_reason", "goal_attained", "goal", "q_overall", "hours", "waiting", "change")
ROWS = ("area", "unit", "age_group", "need_level", "household", "quarter")


def of_numbers(row: Row) -> tuple[object, ...]:
    """Give what a total says of the numbers: all but what is said of how it compares with its rows."""
    return (row.women, row.men, row.difference, row.ratio, row.pairs, row.effect, row.p, row.bounds)


@pytest.mark.parametrize("filters", [(), (("area", "Äldre"),)], ids=["all", "one area"])
@pytest.mark.parametrize("unit", ["insatser", "personer"])
@pytest.mark.parametrize("measure", MEASURES)
def test_the_total_is_the_same_whatever_the_rows(
    sample_database: Database, measure: str, unit: str, filters: tuple[tuple[str, str], ...]
) -> None:
    def total(by: str | None) -> tuple[object, ...]:
        return of_numbers(
            build_view(sample_database, ViewRequest(measure, by=by, filters=filters, count_unit=unit)).total
        )

    whole = total(None)
    for by in ROWS:
        if by not in dict(filters):
            assert total(by) == whole, by
