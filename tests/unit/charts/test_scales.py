import pytest
from hypothesis import given
from hypothesis import strategies as st

from jamstalld.charts.scales import difference_scale, share_scale


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
