"""What the first page says, word for word."""

from __future__ import annotations

import pytest

from jamstalld.wording.overview import family_line, few_sentence, moved_sentence, never_line, time_text
from jamstalld.wording.sentences import Gap
from jamstalld.wording.units import PAIRS, POINTS, unit_of
from jamstalld.wording.words import ADULTS, CHILDREN

NBSP = "\u00a0"
HOURS = unit_of("timmar per vecka", "timme per vecka", 1.0)
DAYS = unit_of("dagar", "dag", 5.0)


@pytest.mark.parametrize(
    ("quarters", "text"),
    [
        (1, "ungefär 1 kvartal"),
        (2, "ungefär 2 kvartal"),
        (3, "ungefär 3 kvartal"),
        (4, "ungefär ett år"),
        (5, "ungefär 5 kvartal"),
        (7, "ungefär 7 kvartal"),
        (8, "ungefär 2 år"),
        (9, "ungefär 3 år"),
        (12, "ungefär 3 år"),
        (13, "ungefär 4 år"),
        (40, "ungefär 10 år"),
    ],
)
def test_a_time_is_told_as_one_would_say_it(quarters: int, text: str) -> None:
    assert time_text(quarters) == text


@pytest.mark.parametrize(
    ("label", "quarters", "margin", "unit", "sentence"),
    [
        (
            *("Boendestöd", 1, 2.0, POINTS),
            f"Boendestöd: ungefär 1 kvartal till, så skulle en skillnad på 2{NBSP}procentenheter synas.",
        ),
        (
            *("Äldre", 2, 5.0, POINTS),
            f"Äldre: ungefär 2 kvartal till, så skulle en skillnad på 5{NBSP}procentenheter synas.",
        ),
        ("Alla", 4, 1.0, POINTS, f"Alla: ungefär ett år till, så skulle en skillnad på 1{NBSP}procentenhet synas."),
        ("Alla", 14, 10.0, PAIRS, f"Alla: ungefär 4 år till, så skulle en skillnad på 10{NBSP}av 100 par synas."),
        (
            "Hemtjänst",
            3,
            1.0,
            HOURS,
            f"Hemtjänst: ungefär 3 kvartal till, så skulle en skillnad på 1{NBSP}timme synas.",
        ),
        ("LSS", 40, 5.0, DAYS, f"LSS: ungefär 10 år till, så skulle en skillnad på 5{NBSP}dagar synas."),
        ("LVM", None, 5.0, POINTS, "LVM: mer än tio år. Gruppen är för liten för den här frågan."),
    ],
)
def test_how_much_longer_it_would_take(label, quarters, margin, unit, sentence: str) -> None:
    assert few_sentence(label, quarters, margin, unit) == sentence


@pytest.mark.parametrize(
    ("comparisons", "line"),
    [
        (1, "1 jämförelse gäller en grupp som är så liten att det skulle ta mer än tio år."),
        (2, "2 jämförelser gäller grupper som är så små att det skulle ta mer än tio år."),
        (1291, f"1{NBSP}291 jämförelser gäller grupper som är så små att det skulle ta mer än tio år."),
    ],
)
def test_of_how_many_it_would_take_too_long(comparisons: int, line: str) -> None:
    assert never_line(comparisons) == line


@pytest.mark.parametrize(
    ("comparisons", "views", "begins"),
    [
        (1, 1, "1 jämförelse är genomgången. Siffror säger"),
        (2, 1, "2 jämförelser i 1 vy är genomgångna och bedömda tillsammans. Ju fler"),
        (362, 40, "362 jämförelser i 40 vyer är genomgångna och bedömda tillsammans. Ju fler"),
        (1004, 40, f"1{NBSP}004 jämförelser i 40 vyer är"),
        (0, 3, "0 jämförelser i 3 vyer är"),
    ],
)
def test_the_family_is_told(comparisons: int, views: int, begins: str) -> None:
    line = family_line(comparisons, views)
    assert line.startswith(begins)
    assert line.endswith("Siffror säger inte varför. En likhet är också ett resultat.")
    stricter = "Därför krävs det oftast mer här än i en enskild vy för att något ska kallas en skillnad."
    assert (stricter in line) == (comparisons != 1)


@pytest.mark.parametrize(
    ("label", "before", "now", "unit", "sexes", "sentence"),
    [
        (
            *("Äldre", 45.2, -0.3, POINTS, ADULTS),
            f"Äldre: från 45{NBSP}procentenheter högre för kvinnor till 0,3{NBSP}procentenheter lägre för kvinnor.",
        ),
        (
            *("Barn och unga", -12.0, -1.0, POINTS, CHILDREN),
            f"Barn och unga: från 12{NBSP}procentenheter lägre för flickor till 1{NBSP}procentenhet lägre för flickor.",
        ),
        (
            None,
            -5.0,
            1.0,
            HOURS,
            ADULTS,
            f"från 5,0{NBSP}timmar färre för kvinnor till 1,0{NBSP}timme fler för kvinnor.",
        ),
        (
            *(None, 16.0, -20.0, PAIRS, ADULTS),
            "från kvinnor högre i 16 fler av 100 par till män högre i 20 fler av 100 par.",
        ),
    ],
)
def test_from_what_a_difference_has_moved(label, before, now, unit, sexes, sentence: str) -> None:
    gaps = (Gap(value, value - 1, value + 1) for value in (before, now))
    assert moved_sentence(label, *gaps, unit, sexes) == sentence
