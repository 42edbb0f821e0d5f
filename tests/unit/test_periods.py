from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jamstalld.errors import RequestError
from jamstalld.periods import Period, Quarter

quarters = st.builds(Quarter.of, st.integers(1900, 2100), st.integers(1, 4))
periods = st.builds(lambda first, more: Period(first, first + more), quarters, st.sampled_from([0, 3]))


@pytest.mark.parametrize(("text", "index"), [("2025K1", 8100), ("2025K4", 8103), ("2026K1", 8104), (" 2025 k2 ", 8101)])
def test_a_quarter_is_a_whole_number(text: str, index: int) -> None:
    assert Quarter.parse(text) == Quarter(index)


@given(quarters)
def test_a_quarter_is_read_as_it_is_written(quarter: Quarter) -> None:
    assert Quarter.parse(str(quarter)) == quarter
    assert Quarter.of(quarter.year, quarter.number) == quarter
    assert 1 <= quarter.number <= 4


@given(quarters, st.integers(-50, 50))
def test_quarters_are_counted_across_years(quarter: Quarter, more: int) -> None:
    later = quarter + more
    months = (later.year - quarter.year) * 12 + (later.number - quarter.number) * 3
    assert months == more * 3
    assert (later > quarter) == (more > 0)


@pytest.mark.parametrize(
    "text", ["2025K5", "2025K0", "25K1", "2025", "2025Q1", "K1 2025", "2025K11", "", "2025-01-01", "2025K1;"]
)
def test_what_is_no_quarter_is_refused(text: str) -> None:
    with pytest.raises(RequestError, match="2025K1"):
        Quarter.parse(text)


@pytest.mark.parametrize(
    ("text", "first", "last", "written"),
    [
        ("2025K3", "2025K3", "2025K3", "2025K3"),
        ("2025", "2025K1", "2025K4", "2025"),
        ("2024K3..2025K2", "2024K3", "2025K2", "2024K3..2025K2"),
        ("2025K1..2025K4", "2025K1", "2025K4", "2025"),
        ("2025K1..2025K1", "2025K1", "2025K1", "2025K1"),
    ],
)
def test_the_three_kinds_of_period(text: str, first: str, last: str, written: str) -> None:
    period = Period.parse(text)
    assert (period.first, period.last) == (Quarter.parse(first), Quarter.parse(last))
    assert str(period) == written


@pytest.mark.parametrize(
    "text",
    [
        *("2024K1..2024K2", "2024K1..2024K3", "2024K1..2025K1", "2023..2024", "2024K4..2024K1", "2024K2..2024K1"),
        *("2025K1..", "..2025K1", "2024K1..2024K4..2025K1", "2025K", "", "senaste året"),
    ],
)
def test_no_other_span_may_be_asked_for(text: str) -> None:
    with pytest.raises(RequestError):
        Period.parse(text)


@given(quarters, st.integers(-20, 20))
def test_no_other_span_can_be_made(first: Quarter, more: int) -> None:
    if more in (0, 3):
        assert len(Period(first, first + more).quarters) == more + 1
    else:
        with pytest.raises(RequestError):
            Period(first, first + more)


@given(periods)
def test_a_period_is_read_as_it_is_written(period: Period) -> None:
    assert Period.parse(str(period)) == period


@given(quarters)
def test_the_four_quarters_that_end_with_one(last: Quarter) -> None:
    assert Period.ending(last).quarters == (last + -3, last + -2, last + -1, last)


@given(periods)
def test_the_previous_period_lies_right_before(period: Period) -> None:
    previous = period.previous()
    assert previous.last + 1 == period.first
    assert len(previous.quarters) == len(period.quarters)
    assert not previous.overlaps(period)


@given(periods, periods)
def test_periods_overlap_when_they_share_a_quarter(one: Period, other: Period) -> None:
    shared = set(one.quarters) & set(other.quarters)
    assert one.overlaps(other) == other.overlaps(one) == bool(shared)


def test_a_period_overlaps_itself_and_its_end_quarters() -> None:
    year = Period.parse("2025")
    assert year.overlaps(year)
    assert [year.overlaps(Period.parse(text)) for text in ("2024K4", "2025K1", "2025K4", "2026K1")] == [
        *(False, True, True, False)
    ]
