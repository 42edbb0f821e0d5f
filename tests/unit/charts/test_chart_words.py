from dataclasses import replace

import pytest

from jamstalld.charts.words import (
    difference_text,
    gap,
    group_text,
    hidden_rows,
    interval_text,
    row_name,
    signed,
    visible,
    visible_rows,
)
from jamstalld.views.model import Estimate, Group, Hidden

from . import make


def test_what_is_known_of_one_sex():
    group = Group(1152, 47, 0.041, 0.031, 0.054)
    assert group_text(group, 5) == "4\u00a0% (47 av 1\u00a0152), osäkerhet 3–5\u00a0%"
    assert group_text(group, 5, interval=False) == "4\u00a0% (47 av 1\u00a0152)"


def test_a_hidden_count_is_never_written():
    assert group_text(make.group(0.0), 5) == "nästan inga (färre än 5 av 150), osäkerhet 0–8\u00a0%"


@pytest.mark.parametrize(
    ("value", "text"),
    [(-9.2, "−9"), (9.2, "+9"), (0.0, "0"), (0.04, "0"), (-0.04, "0"), (0.34, "+0,3"), (-0.96, "−1")],
)
def test_a_difference_has_its_sign_unless_it_rounds_to_nothing(value: float, text: str):
    assert signed(value) == text


def test_a_difference_in_words():
    estimate = Estimate(-9.2, -16.0, 2.4)
    assert difference_text(estimate) == "−9\u00a0procentenheter"
    assert interval_text(estimate) == "−16 till +2"
    assert difference_text(Estimate(0.0, -1.0, 1.0)) == "0,0\u00a0procentenheter"
    assert difference_text(Estimate(1.0, -1.0, 3.0)) == "+1\u00a0procentenhet"


def test_rows_keep_the_order_of_the_view():
    assert visible_rows(make.view()) == list(make.ROWS)
    assert visible_rows(make.view(make.ROWS[::-1])) == list(make.ROWS[::-1])


def test_a_row_without_both_shares_is_not_drawn():
    half = make.row("HVB", 0.5, None)
    assert not visible(half)
    assert not visible(replace(make.ROWS[0], verdict="hidden"))
    assert half not in visible_rows(make.view((half, *make.ROWS)))


def test_the_gap_without_an_interval_is_that_of_the_shares():
    assert gap(replace(make.ROWS[0], difference=None)) == pytest.approx(-21)
    assert gap(make.row("HVB", None, None)) == 0


def test_hidden_rows_are_named_with_the_bare_reason():
    half = replace(make.row("HVB", 0.5, None, "hidden"), sentence="Visas inte: för få personer.")
    rows = hidden_rows(make.view((half,), (Hidden("LVM", "hög", "för få personer"),)))
    assert rows == [("HVB", "för få personer"), ("LVM · hög", "för få personer")]


def test_a_split_is_part_of_the_name():
    assert row_name(make.row("Hemtjänst", 0.5, 0.5, split="låg")) == "Hemtjänst · låg"
