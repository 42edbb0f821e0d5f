import pytest
from hypothesis import given
from hypothesis import strategies as st

from jamstalld.charts.scales import difference_scale, share_scale, value_scale


def test_shares_from_below_thirty_per_cent_begin_at_zero():
    assert share_scale([0.299, 0.6], most=8).low == 0


def test_shares_from_thirty_per_cent_begin_at_a_round_number_below():
    scale = share_scale([0.31, 0.82], most=6)
    assert (scale.low, scale.high) == (0.2, 1.0)
    assert scale.ticks == (0.2, 0.4, 0.6, 0.8, 1.0)


def test_small_shares_get_a_small_scale():
    assert share_scale([0.012, 0.034], most=6).ticks == (0, 0.01, 0.02, 0.03, 0.04)


def test_the_same_shares_still_span_ten_points():
    scale = share_scale([0.82, 0.82], most=6)
    assert scale.high - scale.low >= 0.1


def test_everything_of_everyone():
    assert share_scale([1.0, 1.0], most=6).high == 1


def test_no_shares_give_the_whole_scale():
    assert share_scale([], most=6).ticks == (0, 0.2, 0.4, 0.6, 0.8, 1.0)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=40), st.integers(2, 12))
def test_every_share_lies_on_its_scale(shares: list[float], most: int):
    scale = share_scale(shares, most)
    assert 0 <= scale.low < scale.high <= 1
    assert scale.low <= min(shares) + 1e-6
    assert scale.high >= max(shares) - 1e-6
    assert 2 <= len(scale.ticks) <= most
    assert (scale.ticks[0], scale.ticks[-1]) == (scale.low, scale.high)
    assert (scale.low == 0) or min(shares) >= 0.3 - 1e-6


@pytest.mark.parametrize(
    ("reach", "most", "ticks"),
    [
        (33.0, 7, (-30, -20, -10, 0, 10, 20, 30)),
        (33.0, 3, (-20, 0, 20)),
        (10.4, 5, (-10, -5, 0, 5, 10)),
        (2.5, 7, (-2, -1, 0, 1, 2)),
    ],
)
def test_differences_are_written_on_both_sides_of_zero(reach: float, most: int, ticks: tuple[int, ...]):
    assert difference_scale(reach, most).ticks == ticks


@given(st.floats(1, 104), st.integers(3, 12))
def test_a_scale_of_differences_has_its_zero_in_the_middle(reach: float, most: int):
    scale = difference_scale(reach, most)
    assert (scale.low, scale.high) == (-reach, reach)
    assert 0 in scale.ticks
    assert 1 <= len(scale.ticks) <= most
    assert all(abs(tick) <= reach for tick in scale.ticks)


@pytest.mark.parametrize(
    ("reach", "most", "ticks", "numbers"),
    [
        (1.04, 7, (-1.0, -0.5, 0.0, 0.5, 1.0), ",.1f"),
        (240.0, 7, (-200, -100, 0, 100, 200), ",.0f"),
        (4500.0, 5, (-4000, -2000, 0, 2000, 4000), ",.0f"),
    ],
)
def test_differences_of_any_unit_have_round_numbers(reach: float, most: int, ticks: tuple[float, ...], numbers: str):
    scale = difference_scale(reach, most)
    assert (scale.ticks, scale.numbers) == (ticks, numbers)


@pytest.mark.parametrize(
    ("values", "most", "least", "ticks"),
    [
        ([5.2, 7.8], 6, 2.0, (5, 6, 7, 8)),
        ([2.0, 7.8], 6, 2.0, (0, 2, 4, 6, 8)),
        ([43.0, 43.0], 6, 10.0, (38, 40, 42, 44, 46, 48)),
        ([-3.0, 9.0], 6, 1.0, (-5, 0, 5, 10)),
        ([0.1], 6, 2.0, (0, 0.5, 1.0, 1.5)),
    ],
)
def test_values_of_any_unit_have_round_numbers(values: list[float], most: int, least: float, ticks: tuple[float, ...]):
    assert value_scale(values, most, least=least).ticks == ticks


@given(st.lists(st.floats(-1000, 1000), min_size=1, max_size=40), st.integers(3, 12), st.floats(0.5, 50))
def test_every_value_lies_on_its_scale(values: list[float], most: int, least: float):
    scale = value_scale(values, most, least=least)
    assert scale.low <= min(values) + 1e-5
    assert scale.high >= max(values) - 1e-5
    assert 2 <= len(scale.ticks) <= most
    assert scale.low >= 0 or min(values) < 0
    assert scale.high - scale.low >= least / 2
    assert all(0 <= scale.part(tick) <= 1 for tick in scale.ticks)


def test_a_value_beyond_the_scale_is_drawn_at_its_end():
    scale = difference_scale(10.0, 5)
    assert (scale.within(-40), scale.within(3), scale.within(40)) == (-10, 3, 10)
