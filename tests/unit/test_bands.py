"""Numbers in bands: which band a number lies in, what the band is called and what it stands for."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jamstalld.dictionary import Bands, Variable, dictionary

BANDED = [variable for variable in dictionary().variables.values() if variable.limits]
CHANGE = dictionary().variables["score_change"].bands
RISING = st.lists(st.integers(-1000, 1000), min_size=2, max_size=9, unique=True).map(sorted)

banded = pytest.mark.parametrize("variable", BANDED, ids=lambda one: one.key)


def test_the_numbers_that_are_averaged_have_bands() -> None:
    assert [variable.key for variable in BANDED] == ["hours_per_week", "waiting_days", "score_change"]


@pytest.mark.parametrize(
    ("key", "number", "name"),
    [
        ("hours_per_week", 0, "under 3"),
        ("hours_per_week", 2.99, "under 3"),
        ("hours_per_week", 3, "3 till under 6"),
        ("hours_per_week", 12.5, "9 till under 13"),
        ("hours_per_week", 168, "100 eller mer"),
        ("waiting_days", 0, "0"),
        ("waiting_days", 1, "1–7"),
        ("waiting_days", 7, "1–7"),
        ("waiting_days", 8, "8–14"),
        ("waiting_days", 180, "121–180"),
        ("waiting_days", 181, "181 eller mer"),
        ("score_change", 0, "0"),
        ("score_change", 0.49, "0"),
        ("score_change", 0.5, "1–2"),
        ("score_change", -0.5, "−2 till −1"),
        ("score_change", 2.5, "3–6"),
        ("score_change", -2.5, "−6 till −3"),
        ("score_change", -24.4, "−24 till −7"),
        ("score_change", -25, "−25 eller mindre"),
        ("score_change", 25, "25 eller mer"),
    ],
)
def test_a_number_lies_in_its_band(key: str, number: float, name: str) -> None:
    bands = dictionary().variables[key].bands
    assert bands.names[bands.place(number)] == name


@given(st.floats(-1000, 1000))
def test_ups_and_downs_are_alike(change: float) -> None:
    last = len(CHANGE.names) - 1
    assert CHANGE.place(-change) == last - CHANGE.place(change)
    assert CHANGE.values[CHANGE.place(-change)] == -CHANGE.values[CHANGE.place(change)]


@pytest.mark.parametrize(
    ("key", "edges", "values"),
    [
        (
            "hours_per_week",
            (0, 3, 6, 9, 13, 18, 26, 36, 52, 100, 148),
            (1.5, 4.5, 7.5, 11, 15.5, 22, 31, 44, 76, 124),
        ),
        # Whole days: 1–7 has its middle at 4, and the same day is no less than 0.
        (
            "waiting_days",
            (0, 0.5, 7.5, 14.5, 30.5, 60.5, 90.5, 120.5, 180.5, 240.5),
            (0, 4, 11, 22.5, 45.5, 75.5, 105.5, 150.5, 210.5),
        ),
        (
            "score_change",
            (-42.5, -24.5, -6.5, -2.5, -0.5, 0.5, 2.5, 6.5, 24.5, 42.5),
            (-33.5, -15.5, -4.5, -1.5, 0, 1.5, 4.5, 15.5, 33.5),
        ),
    ],
)
def test_a_band_stands_for_its_middle(key: str, edges: tuple[float, ...], values: tuple[float, ...]) -> None:
    bands = dictionary().variables[key].bands
    assert (bands.edges, bands.values) == (edges, values)


@pytest.mark.parametrize(
    ("bands", "ends"),
    [
        # As wide as the band beside it.
        (Bands((10, 14, 20)), (6, 26)),
        # No further than the number can be.
        (Bands((10, 14, 20), minimum=8, maximum=21), (8, 21)),
        # What begins above nothing does not reach below it.
        (Bands((2, 14, 20)), (0, 26)),
        (Bands((0, 14, 20)), (-14, 26)),
        (Bands((-2, 14, 20)), (-18, 26)),
        # Whole numbers.
        (Bands((10, 14, 20), whole=True), (5.5, 25.5)),
        (Bands((10, 14, 20), whole=True, minimum=8, maximum=21), (8, 21)),
    ],
)
def test_open_ends_are_closed(bands: Bands, ends: tuple[float, float]) -> None:
    assert (bands.edges[0], bands.edges[-1]) == ends


@pytest.mark.parametrize(
    ("bands", "names"),
    [
        (Bands((-1.5, 0, 2)), ("under −1,5", "−1,5 till under 0", "0 till under 2", "2 eller mer")),
        (Bands((-1, 0, 2), whole=True), ("−2 eller mindre", "−1", "0–1", "2 eller mer")),
        (Bands((1, 2, 5), whole=True, minimum=0), ("0", "1", "2–4", "5 eller mer")),
        (Bands((3, 5), whole=True, minimum=0), ("2 eller mindre", "3–4", "5 eller mer")),
    ],
)
def test_bands_are_called_by_what_lies_in_them(bands: Bands, names: tuple[str, ...]) -> None:
    assert bands.names == names


@given(RISING, st.booleans(), st.integers(-3000, 3000))
def test_a_number_lies_between_the_edges_of_its_band(limits: list[int], whole: bool, number: int) -> None:
    bands = Bands(tuple(map(float, limits)), whole=whole)
    place = bands.place(number)
    assert len(bands.names) == len(bands.values) == len(bands.edges) - 1 == len(set(bands.names))
    assert place == 0 or bands.edges[place] <= number
    assert place == len(bands.values) - 1 or number < bands.edges[place + 1]
    assert list(bands.edges) == sorted(set(bands.edges))
    assert all(low <= value <= high for value, (low, high) in zip(bands.values, pairwise(bands.edges), strict=True))


@banded
def test_bands_are_few_enough_that_their_noise_is_small_beside_what_they_tell(variable: Variable) -> None:
    assert 7 <= len(variable.bands.names) <= 10


@banded
def test_what_a_band_stands_for_lies_in_it(variable: Variable) -> None:
    bands = variable.bands
    assert [bands.place(value) for value in bands.values] == list(range(len(bands.names)))


@banded
def test_bands_are_a_variable_of_their_own(variable: Variable) -> None:
    bands = dictionary().variables[f"{variable.key}_band"]
    assert bands.title == f"{variable.title}, grupperat"
    assert (bands.type, bands.rows, bands.filter, bands.derived) == ("category", True, True, True)
    assert bands.codes is not None
    assert bands.codes.ordered
    assert bands.codes.values == variable.bands.names
