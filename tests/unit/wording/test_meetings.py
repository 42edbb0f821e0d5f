"""What is said of meetings, word for word."""

from __future__ import annotations

import pytest

from jamstalld.wording import meetings as say


@pytest.mark.parametrize(
    ("minutes", "text"),
    [
        (0, "0 minuter"),
        (1, "1 minut"),
        (45, "45 minuter"),
        (60, "1 timme"),
        (61, "1 timme 1 minut"),
        (210, "3 timmar 30 minuter"),
    ],
)
def test_how_long_something_takes(minutes: int, text: str) -> None:
    assert say.length_text(minutes) == text


@pytest.mark.parametrize(
    ("points", "meeting", "text"),
    [
        (0, 20, "Ingen punkt har någon tid än."),
        (20, 0, "Punkterna tar 20 minuter."),
        (20, 20, "Punkterna tar 20 minuter, lika länge som mötet."),
        (25, 20, "Punkterna tar 25 minuter. Mötet är 20 minuter: 5 minuter för mycket."),
        (19, 20, "Punkterna tar 19 minuter. Mötet är 20 minuter: 1 minut är kvar att fylla."),
    ],
)
def test_how_the_points_stand_to_the_meeting(points: int, meeting: int, text: str) -> None:
    assert say.sum_line(points, meeting) == text


@pytest.mark.parametrize(
    ("seconds", "minutes", "text"),
    [
        (0, 5, "5:00 kvar"),
        (299, 5, "0:01 kvar"),
        (300, 5, "0:00 kvar"),
        (301, 5, "0:01 över tiden"),
        (4000, 5, "61:40 över tiden"),
        (65, 0, "1:05"),
    ],
)
def test_the_time_that_is_left(seconds: int, minutes: int, text: str) -> None:
    assert say.timer_text(seconds, minutes) == text


@pytest.mark.parametrize(
    ("contributions", "writers", "voters", "text"),
    [
        (0, 0, 0, "Inget är skrivet än."),
        (1, 1, 0, "1 bidrag från 1 deltagare."),
        (12, 8, 1, "12 bidrag från 8 deltagare. 1 har röstat."),
        (1200, 40, 40, "1\u00a0200 bidrag från 40 deltagare. 40 har röstat."),
    ],
)
def test_how_much_has_been_written(contributions: int, writers: int, voters: int, text: str) -> None:
    assert say.written_line(contributions, writers, voters) == text


def test_small_words() -> None:
    assert [say.dots_text(dots) for dots in (0, 1, 3)] == ["0 prickar", "1 prick", "3 prickar"]
    assert say.more_line(2) == "och 2 till"
    assert say.part_line(3, 25) == "Bilden visar de 3 rader av 25 som säger mest."
    assert say.spaced("K7M2SV") == "K7M\u00a02SV"
