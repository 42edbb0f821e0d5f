import pytest
from hypothesis import given
from hypothesis import strategies as st

from jamstalld.charts.fitting import flowed, text_width, widest, wrapped

# Advance widths at 15 pixels in DejaVu Sans 2.37, the widest of the fonts, read from the font file.
DEJAVU = {
    "Kan bero på slumpen": 159.4,
    "Frivillig institutionsvård": 174.7,
    "Bistånd som avser boende": 199.7,
    "100\u00a0%": 47.7,
    "−21": 31.7,
}


@pytest.mark.parametrize("text", DEJAVU)
def test_a_text_is_never_thought_narrower_than_it_is_and_not_much_wider(text: str):
    assert DEJAVU[text] <= text_width(text, 15) <= DEJAVU[text] * 1.12


def test_widest_of_none_is_nothing():
    assert widest([], 15) == 0


def test_a_text_that_fits_is_one_line():
    assert wrapped("Familjehem", 400, 15) == ("Familjehem",)


def test_a_text_is_broken_between_words():
    assert wrapped("Bistånd som avser boende", 120, 15) == ("Bistånd som", "avser boende")


def test_what_does_not_fit_ends_in_an_ellipsis():
    lines = wrapped("Öppenvårdsprogram för unga med riskbruk och deras familjer", 180, 15, lines=2)
    assert len(lines) == 2
    assert lines[0] == "Öppenvårdsprogram"
    assert lines[1].endswith("…")


def test_a_word_wider_than_the_line_is_shortened():
    (line,) = wrapped("Samhällsplaneringsförvaltningen", 100, 15)
    assert line.startswith("Samh")
    assert line.endswith("…")


@given(st.text(alphabet="abcåäöMW ·", max_size=120), st.integers(60, 600), st.integers(1, 3))
def test_no_line_is_wider_than_asked_for(text: str, width: int, lines: int):
    broken = wrapped(text, width, 15, lines)
    assert 1 <= len(broken) <= lines
    assert all(text_width(line, 15) <= width for line in broken)


def test_things_follow_each_other_and_go_on_below_where_the_next_does_not_fit():
    assert flowed([40, 50, 60], 130, 10) == [(0, 0), (50, 0), (0, 1)]
    assert flowed([40, 50, 60], 170, 10) == [(0, 0), (50, 0), (110, 0)]
    assert flowed([400, 10], 100, 10) == [(0, 0), (0, 1)]
    assert flowed([], 100, 10) == []


@given(st.lists(st.floats(1, 100), max_size=20), st.floats(100, 400))
def test_nothing_that_is_placed_leaves_the_width(widths: list[float], width: float):
    for each, (left, _) in zip(widths, flowed(widths, width, 12), strict=True):
        assert left + each <= width
