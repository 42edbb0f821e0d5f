"""Cells, one by one."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from jamstalld.dictionary import dictionary
from jamstalld.intake.values.dates import parse_date, parse_quarter, parse_quarter_number, quarters_in
from jamstalld.intake.values.identity import is_identity_number
from jamstalld.intake.values.parsers import (
    HIDDEN,
    MAX_TEXT,
    Faulty,
    TotalLabel,
    parser,
    read_figure,
    text_of,
    total_label,
)
from jamstalld.settings import DEFAULT_AGE_BANDS

from .files import index


def read(key: str, raw: object) -> object:
    return parser(dictionary().variable(key), DEFAULT_AGE_BANDS)(raw)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025-03-01", date(2025, 3, 1)),
        ("2025-3-1", date(2025, 3, 1)),
        ("2025-03-01 10:15:00", date(2025, 3, 1)),
        ("2025-03-01T10:15:00Z", date(2025, 3, 1)),
        ("2025/03/01", date(2025, 3, 1)),
        ("250301", date(2025, 3, 1)),
        ("690301", date(2069, 3, 1)),
        ("700301", date(1970, 3, 1)),
        ("20250301", date(2025, 3, 1)),
        ("1/3 2025", date(2025, 3, 1)),
        ("1/3-25", date(2025, 3, 1)),
        ("31/12 -2024", date(2024, 12, 31)),
        ("1 mars 2025", date(2025, 3, 1)),
        ("1 sep 2025", date(2025, 9, 1)),
        ("2025-03", date(2025, 3, 1)),
        ("mars 2025", date(2025, 3, 1)),
        ("45717", date(2025, 3, 1)),
        ("45717.75", date(2025, 3, 1)),
        ("45717,75", date(2025, 3, 1)),
        ("20000", date(1954, 10, 3)),
        ("60000", date(2064, 4, 8)),
        ("19999", None),
        ("60001", None),
        ("2025-02-29", None),
        ("2025-13-01", None),
        ("1899-12-31", None),
        ("2101-01-01", None),
        ("03/01/2025", None),
        ("25-03-01", None),
        ("2025", None),
        ("1 maria 2025", None),
        ("i våras", None),
    ],
)
def test_dates(text, expected):
    assert parse_date(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        *("2025K1", "2025k1", "2025 K1", "2025-K1", "2025 kv 1", "2025kv1", "2025 kvartal 1", "2025-Q1", "2025Q1"),
        *("Q1 2025", "K1 2025", "K1-2025", "kv1 2025", "kv. 1 2025", "kvartal 1 2025", "Kvartal 1, 2025"),
        *("1 kvartalet 2025", "1:a kvartalet 2025", "första kvartalet 2025", "jan–mar 2025", "januari - mars 2025"),
        *("2025 jan-mar", "20251", "2025-02-14", "14/2 2025", "mars 2025", "45717"),
    ],
)
def test_quarters(text):
    assert parse_quarter(text) == index("2025K1")


@pytest.mark.parametrize("text", ["2025K5", "K1", "1", "2025", "2025-1", "feb–apr 2025", "K1 25", "2025K12", "kvartal"])
def test_no_quarters(text):
    assert parse_quarter(text) is None


@pytest.mark.parametrize(
    ("text", "number"),
    [
        *(("1", 1), ("4", 4), ("K2", 2), ("kv 3", 3), ("Kvartal 4", 4), ("q1", 1), ("2:a kvartalet", 2)),
        *(("tredje kvartalet", 3), ("okt–dec", 4), ("0", None), ("5", None), ("2025K1", None), ("feb–apr", None)),
        *(("2025", None), ("", None), ("12", None)),
    ],
)
def test_quarters_without_a_year(text, number):
    assert parse_quarter_number(text) == number


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Uppföljning_2025K1_norr", {"2025K1"}),
        ("Uppföljning kvartal 1 2025, Norr", {"2025K1"}),
        ("Avser jan–mar 2025", {"2025K1"}),
        ("Andra kvartalet 2025", {"2025K2"}),
        ("2025K1 jämfört med 2024K1", {"2025K1", "2024K1"}),
        ("2025K1-K3", set()),
        ("kvartal 1–4 2025", set()),
        ("Uttag 2025-03-14", set()),
        ("Rapport 2025", set()),
        ("art2025K12", set()),
    ],
)
def test_quarters_in_titles_and_names(text, expected):
    assert quarters_in(text) == {index(quarter) for quarter in expected}


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("Kvinna", "kvinna"),
        (" K ", "kvinna"),
        ("F", "kvinna"),
        ("flicka", "kvinna"),
        ("2", "kvinna"),
        (2.0, "kvinna"),
        ("2,0", "kvinna"),
        ("MAN", "man"),
        ("P", "man"),
        (1, "man"),
        ("", None),
        ("-", None),
        ("..", None),
        ("Uppgift saknas", None),
        ("okänt", None),
        ("vet ej", None),
        ("#N/A", None),
        ("#SAKNAS!", None),
        ("-1", Faulty("unknown_value")),
        ("3", Faulty("unknown_value")),
        ("hen", Faulty("unknown_value")),
    ],
)
def test_sex(raw, expected):
    assert read("sex", raw) == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("12,5", 12.5),
        ("12.5", 12.5),
        (12.5, 12.5),
        ("1e1", Faulty("bad_number")),
        ("40 %", 40.0),
        ("2 tim", 2.0),
        ("168", 168.0),
        ("168,1", Faulty("out_of_range")),
        ("0", 0.0),
        ("−1", Faulty("out_of_range")),
        ("10 12", Faulty("bad_number")),
        ("några", Faulty("bad_number")),
        (float("nan"), None),
        (float("inf"), Faulty("bad_number")),
        (time(2, 30), Faulty("bad_number")),
        ("vet ej", None),
        (None, None),
    ],
)
def test_numbers(raw, expected):
    value = read("hours_per_week", raw)
    assert value == expected
    assert type(value) is type(expected)


@pytest.mark.parametrize("space", [" ", "\u00a0", "\u202f"])
def test_spaces_between_thousands(space):
    assert read_figure(f"12{space}345") == 12345


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("0", 0),
        ("-", 0),
        ("–", 0),
        ("..", HIDDEN),
        ("", HIDDEN),
        ("x", HIDDEN),
        ("<5", HIDDEN),
        ("färre än 5", HIDDEN),
        ("1–4", HIDDEN),
        (7.0, 7),
        ("7 st", 7),
        (7.5, Faulty("bad_number")),
        ("1000000000", 10**9),
        ("1000000001", Faulty("out_of_range")),
    ],
)
def test_figures(raw, expected):
    assert read_figure(raw) == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [("34", 34), ("34 år", 34), (34.9, 34), ("0", 0), ("120", 120), ("121", Faulty("out_of_range"))],
)
def test_whole_years(raw, expected):
    value = read("age", raw)
    assert value == expected
    assert type(value) is type(expected)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [("1980", 1980), (datetime(1980, 5, 6), 1980), ("1980-05-06", 1980), ("80", Faulty("out_of_range")), ("-", None)],
)
def test_birth_year_drops_the_day(raw, expected):
    assert read("birth_year", raw) == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("18-24", "18–24 år"),
        ("18–24 år", "18–24 år"),
        ("80+", "80 år och äldre"),
        ("80 år och äldre", "80 år och äldre"),
        ("80-w", "80 år och äldre"),
        ("80", "80"),
        ("18–29", "18–29"),
        ("unga", "unga"),
    ],
)
def test_age_groups_take_the_name_of_the_band_they_are(raw, expected):
    assert read("age_group", raw) == expected


def test_open_lists_keep_what_is_written_and_spell_what_they_know():
    assert read("intervention", "  hemtjÄnst ") == "Hemtjänst"
    assert read("intervention", "Vårt  eget\nstöd") == "Vårt eget stöd"
    assert read("livelihood", "Hemmadotter") == "Hemmadotter"


def test_letters_with_the_ring_apart_are_the_same_letters():
    assert read("decision", "a\u030atertagen") == "återtagen"


def test_free_text_and_identity_numbers_are_no_categories():
    assert read("unit", "e" * MAX_TEXT) == "e" * MAX_TEXT
    assert read("unit", "e" * (MAX_TEXT + 1)) == Faulty("text_too_long")
    assert read("unit", "19800101-1234") == Faulty("identity_in_text")


@pytest.mark.parametrize(
    "text",
    [
        *("800101-1234", "8001011234", "19800101-1234", "198001011234", "800101+1234", "19800161-1234"),
        *("800131-1234", "800191-1234", "19800101 1234", "19800101-TF12", "501011234"),
    ],
)
def test_shapes_of_identity_numbers(text):
    assert is_identity_number(text)


@pytest.mark.parametrize(
    "text",
    ["801301-1234", "800132-1234", "800160-1234", "800192-1234", "800100-1234", "12345", "2025-00017", "A17", ""],
)
def test_other_shapes(text):
    assert not is_identity_number(text)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Totalt", None),
        ("Summa:", None),
        ("Samtliga", None),
        ("TOTALSUMMA", None),
        ("Totalt antal personer", "personer"),
        ("Totalt antal insatser", "insatser"),
        ("Summa ärenden", "ärenden"),
        ("Antal personer totalt", "personer"),
        ("Båda könen", None),
        ("Hela riket", None),
        ("Totalt: 45", None),
    ],
)
def test_labels_of_totals(text, unit):
    assert total_label(text) == TotalLabel(unit)


@pytest.mark.parametrize(
    "text", ["Totalentreprenad", "Allaktivitetshus", "Summering", "Hela familjen", "Hemtjänst", ""]
)
def test_other_labels(text):
    assert total_label(text) is None


def test_text_of_cells():
    assert text_of("a\u00a0 b\n") == "a b"
    assert text_of(3.0) == "3"
    assert text_of(3.25) == "3.25"
    assert text_of(True) == "SANT"
    assert text_of(datetime(2025, 3, 1, 12)) == "2025-03-01"
    assert text_of(None) == ""
