"""Numbers, periods and dates as they are read in Swedish. ``~`` stands for the no-break space."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jamstalld.errors import RequestError
from jamstalld.periods import Period, Quarter
from jamstalld.wording.numbers import (
    count_or_few,
    date_text,
    day_text,
    moment_text,
    number,
    parse_number,
    percent,
    percentage_points,
    period_short,
    period_text,
    points,
    quarter_text,
    time_text,
)


def spaced(text: str) -> str:
    return text.replace("~", "\u00a0")


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (0, 0, "0"),
        (999, 0, "999"),
        (1000, 0, "1~000"),
        (1234.5, 1, "1~234,5"),
        (1234567, 0, "1~234~567"),
        (-1234.56, 1, "−1~234,6"),
        (-3, 0, "−3"),
        (-0.4, 0, "0"),  # never minus nothing
        (-0.04, 1, "0,0"),
        (-0.06, 1, "−0,1"),
        (0.05, 2, "0,05"),
        (2, 1, "2,0"),
        (999.96, 1, "1~000,0"),
    ],
)
def test_a_number_has_a_decimal_comma_no_break_spaces_and_a_real_minus(value: float, decimals: int, text: str) -> None:
    assert number(value, decimals) == spaced(text)


def test_the_minus_is_the_sign_and_not_a_hyphen() -> None:
    assert number(-1)[0] == "\u2212"


@pytest.mark.parametrize(
    ("share", "decimals", "text"),
    [(0.54, 0, "54~%"), (1, 0, "100~%"), (0, 0, "0~%"), (0.0042, 1, "0,4~%"), (0.4116, 1, "41,2~%")],
)
def test_a_share_is_written_as_per_cent(share: float, decimals: int, text: str) -> None:
    assert percent(share, decimals) == spaced(text)


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (9.2, None, "9"),
        (-9.2, None, "9"),
        (0.94, None, "0,9"),
        (0.96, None, "1"),
        (-0.34, None, "0,3"),
        (0.0, None, "0,0"),
        (1.4, None, "1"),
        (2.0, 1, "2,0"),
    ],
)
def test_points_have_no_sign_and_a_decimal_below_one_only(value: float, decimals: int | None, text: str) -> None:
    assert points(value, decimals) == text


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (1.0, None, "1~procentenhet"),
        (-1.3, None, "1~procentenhet"),
        (1.0, 1, "1,0~procentenhet"),
        (1.1, 1, "1,1~procentenheter"),
        (0.3, None, "0,3~procentenheter"),
        (0.0, None, "0,0~procentenheter"),
        (2.0, None, "2~procentenheter"),
        (11.0, None, "11~procentenheter"),
        (21.0, None, "21~procentenheter"),
    ],
)
def test_one_is_a_procentenhet_and_everything_else_procentenheter(
    value: float, decimals: int | None, text: str
) -> None:
    assert percentage_points(value, decimals) == spaced(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12,5", 12.5),
        ("12.5", 12.5),  # must never become 125
        (" 7 ", 7.0),
        ("1 234,5", 1234.5),
        ("1\u00a0234,5", 1234.5),
        ("1\u202f234", 1234.0),
        ("−3,25", -3.25),
        ("-3", -3.0),
        ("+3", 3.0),
        ("0", 0.0),
    ],
)
def test_a_typed_number_is_read(text: str, value: float) -> None:
    assert parse_number(text) == value


@pytest.mark.parametrize(
    "text", ["", " ", "tolv", "1,2,3", "1.234,5", ",5", "5,", "--3", "−", "1e3", "nan", "inf", "12 %", "3;4"]
)
def test_what_is_no_number_is_refused_without_being_repeated(text: str) -> None:
    with pytest.raises(RequestError) as error:
        parse_number(text)
    assert error.value.message == "Skriv ett tal med decimalkomma, till exempel 12,5."


@given(whole=st.integers(-(10**15), 10**15), decimals=st.integers(0, 4))
def test_a_written_number_is_read_back_as_it_was(whole: int, decimals: int) -> None:
    value = whole / 10**decimals
    assert parse_number(number(value, decimals)) == value


@given(value=st.floats(-1e9, 1e9), decimals=st.integers(0, 4))
def test_a_written_number_is_right_to_its_last_decimal(value: float, decimals: int) -> None:
    text = number(value, decimals)
    assert abs(parse_number(text) - value) <= 0.5 * 10**-decimals + 1e-6
    assert len(text.partition(",")[2]) == decimals
    assert "-" not in text
    assert " " not in text


def test_a_hidden_count_is_written_with_the_threshold() -> None:
    assert count_or_few(None, 5) == "färre än 5"
    assert count_or_few(None, 3) == "färre än 3"
    assert count_or_few(0, 1) == "0"
    assert count_or_few(5, 5) == "5"
    assert count_or_few(48516, 1) == spaced("48~516")


@pytest.mark.parametrize(
    ("period", "text", "short"),
    [
        ("2025K1", "kvartal 1 2025", "kv 1 2025"),
        ("2025", "2025", "2025"),
        ("2025K1..2025K4", "2025", "2025"),
        ("2024K3..2025K2", "kvartal 3 2024 till kvartal 2 2025", "kv 3 2024 – kv 2 2025"),
    ],
)
def test_a_period_is_written_as_it_is_said(period: str, text: str, short: str) -> None:
    assert period_text(Period.parse(period)) == text
    assert period_short(Period.parse(period)) == short


def test_a_quarter_a_date_and_a_time_are_written_as_they_are_said() -> None:
    moment = datetime(2026, 3, 1, 9, 5)
    assert quarter_text(Quarter.of(2024, 4)) == "kvartal 4 2024"
    assert date_text(moment) == "1 mars 2026"
    assert date_text(datetime(2026, 12, 31)) == "31 december 2026"
    assert moment_text(datetime(2026, 3, 1, 9, 5)) == "1\u00a0mars\u00a02026 kl.\u00a009.05", "breaks before kl. only"
    assert time_text(moment) == "09.05"


def test_a_day_is_written_out_or_said_not_to_be_set() -> None:
    assert [day_text(day, "inte satt") for day in ("2026-03-03", "2026-12-24", "")] == [
        "3 mars 2026",
        "24 december 2026",
        "inte satt",
    ]
    assert day_text("") == ""
