"""The invented table of the page about protection: what is shown beside what is."""

from __future__ import annotations

import pytest

from jamstalld.protect import noise_for
from jamstalld.views.example import ALL, example_table, example_units


@pytest.mark.parametrize("threshold", [3, 5, 10])
@pytest.mark.parametrize("unit", [None, *example_units()])
def test_what_is_shown_is_protected_and_near(unit: str | None, threshold: int) -> None:
    largest = int(noise_for(threshold).offsets[-1])
    for row in example_table(unit, threshold):
        for true, shown in ((row.women, row.women_released), (row.men, row.men_released)):
            assert shown == 0 or shown >= threshold
            assert abs(shown - true) <= largest
            assert true > 0 or shown == 0


def test_the_last_line_is_all_of_them() -> None:
    for unit in (None, *example_units()):
        *rows, whole = example_table(unit, 5)
        assert whole.label == ALL
        assert (whole.women, whole.men) == (sum(row.women for row in rows), sum(row.men for row in rows))


def test_the_units_are_parts_of_the_whole() -> None:
    whole = example_table(None, 5)[-1]
    of_units = [example_table(unit, 5)[-1] for unit in example_units()]
    assert whole.women == sum(row.women for row in of_units)
    assert whole.women > 100


def test_it_shows_what_it_is_there_to_show() -> None:
    """Small counts that are hidden, and parts that do not add up to their whole."""
    rows = [row for unit in example_units() for row in example_table(unit, 5)]
    assert any(0 < row.women < 5 and row.women_released == 0 for row in rows)
    assert any(row.women != row.women_released > 0 for row in rows)
    *parts, whole = example_table(example_units()[0], 5)
    assert sum(row.women_released for row in parts) != whole.women_released
