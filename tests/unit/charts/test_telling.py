"""What a room has place for: the rows that say most, in their own order."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jamstalld.charts.heat import HeatCell
from jamstalld.charts.telling import clearest, clearest_cells, ranked
from jamstalld.views.model import Estimate, Hidden, Verdict, View
from tests.unit.charts import make


@pytest.fixture
def five() -> View:
    said: list[tuple[str, Verdict, float]] = [
        ("a", "too_small", -60),
        ("b", "difference", 6),
        ("c", "similar", 1),
        ("d", "uncertain", 4),
        ("e", "difference", -20),
    ]
    rows = [
        replace(make.row(name, 0.5, 0.5), verdict=verdict, difference=Estimate(by, by, by))
        for name, verdict, by in said
    ]
    return replace(make.view(), rows=tuple(rows), hidden=(Hidden("f", None, "för få"),))


def test_by_verdict_first_and_then_by_size(five: View) -> None:
    assert [row.label for row in ranked(five)] == ["e", "b", "d", "c", "a"]


@pytest.mark.parametrize(("most", "labels"), [(1, "e"), (3, "bde"), (5, "abcde"), (9, "abcde")])
def test_as_many_as_there_is_place_for_in_their_own_order(five: View, most: int, labels: str) -> None:
    drawn = clearest(five, most)
    assert "".join(row.label for row in drawn.rows) == labels
    assert drawn.hidden == ()


def test_a_series_of_quarters_is_drawn_whole(five: View) -> None:
    series = replace(five, by="quarter")
    assert clearest(series, 1) == series


def test_a_row_of_a_heat_map_says_as_much_as_its_clearest_cell() -> None:
    def cell(row: str, verdict: Verdict, by: float | None) -> HeatCell:
        return HeatCell(row, "k", by, by, by, verdict, 20, 20)

    cells = [
        cell("a", "too_small", -60),
        cell("a", "hidden", None),
        cell("b", "too_small", 1),
        cell("b", "difference", 6),
        cell("c", "hidden", None),
    ]
    assert {one.row for one in clearest_cells(cells, 1)} == {"b"}
    assert [one.row for one in clearest_cells(cells, 2)] == ["a", "a", "b", "b"]
    assert clearest_cells(cells, 9) == cells
