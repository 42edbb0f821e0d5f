"""Groups of which most answers are not released: whatever compares like with like leaves them out.

Of the women with a high need nine have as many hours, and the others so thinly spread that only the nine are released:
as if all had the same.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from jamstalld.periods import Period, Quarter
from jamstalld.store import Database, Question, Released, released_counts
from jamstalld.views.build import build_view
from jamstalld.views.explaining import explain
from jamstalld.views.laying_out import ANSWER
from jamstalld.views.over_time import over_time
from jamstalld.views.over_time_model import OverTimeRequest
from jamstalld.views.request import ViewRequest

Make, Load = Callable[..., Database], Callable[..., object]
NEED, LEAST = ("need_level",), 5
QUARTERS = ("2024K4", "2025K1")
HOURS, SCORES = (1, 4, 7, 10, 15, 20, 30), ("inte uppnått", "delvis uppnått", "helt uppnått")
# How many women and men of each need have each of the hours.
HOURS_OF = {
    "låg": ((0, 50, 0, 0, 0, 50, 0), (0, 50, 0, 0, 0, 50, 0)),
    "hög": ((2, 2, 2, 2, 2, 2, 9), (20, 0, 20, 0, 20, 0, 0)),
}
GOALS_OF = {"låg": ((50, 0, 50), (50, 0, 50)), "hög": ((4, 4, 7), (20, 20, 20))}
LEFT_OUT = (21 + 60) / (21 + 60 + 200)


@pytest.fixture(autouse=True)
def few_are_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    """Release no answer of fewer than five, and everything else as it is: noise would decide which."""

    def released(database: Database, question: Question) -> Released:
        found = released_counts(database, question)
        return replace(
            found,
            tables={
                breakdown: replace(
                    table,
                    counts={
                        part: np.where(counts < LEAST, 0, counts) if part.startswith(ANSWER) else counts
                        for part, counts in table.counts.items()
                    },
                )
                for breakdown, table in found.tables.items()
            },
        )

    for module in ("asking", "explaining.build", "over_time_adjusting"):
        monkeypatch.setattr(f"jamstalld.views.{module}.released_counts", released)


@pytest.fixture
def database(make_database: Make, load_rows: Load) -> Database:
    made, rows = make_database(threshold=1), list[dict[str, object]]()
    for quarter in QUARTERS:
        for variable, values, spread in (("hours_per_week", HOURS, HOURS_OF), ("goal", SCORES, GOALS_OF)):
            for level, both in spread.items():
                for sex, counts in zip("KM", both, strict=True):
                    same = {"sex": sex, "quarter": quarter, "unit": "Norr", "need_level": level}
                    told = zip(values, counts, strict=True)
                    rows += [{**same, variable: value} for value, many in told for _ in range(many)]
    load_rows(made, rows)
    return made


@pytest.mark.parametrize("measure", ["hours", "goal"])
def test_a_view_standardises_by_what_is_told(database: Database, measure: str) -> None:
    request = ViewRequest(measure, by="unit", standardise_by=NEED, period=Period.parse(QUARTERS[1]))
    (row,) = build_view(database, request).rows
    assert row.adjusted is not None
    assert row.adjusted.estimate == pytest.approx(0)


def test_an_explanation_leaves_the_group_out_and_says_so(database: Database) -> None:
    made = explain(database, "hours", NEED, period=Period.parse(QUARTERS[1]))
    assert made.standardised is not None
    assert made.standardised.estimate == pytest.approx(0)
    assert made.left_out == pytest.approx(LEFT_OUT)
    assert any("grupper där inte båda könen går att visa" in line for line in made.cannot_say)


@pytest.mark.parametrize("measure", ["hours", "goal"])
def test_before_and_after_an_effort_are_adjusted_by_what_is_told(database: Database, measure: str) -> None:
    effort = Quarter.parse(QUARTERS[1])
    seen = over_time(database, OverTimeRequest(measure, effort=effort, adjust_by=NEED)).effort
    assert seen is not None
    for side in (seen.before, seen.after):
        assert side.adjusted is not None
        assert side.adjusted.estimate == pytest.approx(0)
