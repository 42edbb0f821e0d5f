"""Identity numbers: what is read out of them, what cannot be right, and that they are nowhere afterwards.

The numbers are those of python-stdnum's own documentation (880320-0016, 811228-9841, 890102-3286), the invented
Tolvan Tolvansson's (19 121212-1212), and made here with a serial of 980–999, which the tax agency keeps for tests.
"""

from __future__ import annotations

import gc
import logging
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stdnum import luhn
from stdnum.se import personnummer

from jamstalld.intake import CheckedDelivery
from jamstalld.intake.rows.collecting import Collected, ParsedCells
from jamstalld.intake.values.cells import Faulty
from jamstalld.intake.values.identity import OLDEST, Identity, Person, masked, person_of, read_identity
from jamstalld.loading import load_checked
from jamstalld.protect import keys_of
from tests.unit.command.conftest import Home

from .files import TODAY, account, codes, column, csv_text, index, load, xlsx

WRONG = Faulty("bad_identity_number")
SALT = bytes(32)


def number(born: date, serial: int = 981, *, coordination: bool = False) -> str:
    """Make a number of twelve digits; an odd serial is a man's."""
    short = f"{born:%y%m}{born.day + 60 * coordination:02}{serial}"
    return f"{born.year // 100}{short}{luhn.calc_check_digit(short)}"


def person(text: object, quarter: str = "2025K1", today: date = TODAY) -> Person | None:
    identity = read_identity(text)
    assert isinstance(identity, Identity), text
    return person_of(identity, index(quarter), today)


class TestReading:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("880320-0016", Person("198803200016", "man", 1988)),
            ("811228-9841", Person("198112289841", "kvinna", 1981)),
            ("890102-3286", Person("198901023286", "kvinna", 1989)),
            ("19121212-1212", Person("191212121212", "man", 1912)),
            ("121212+1212", Person("191212121212", "man", 1912)),
            ("121212-1212", Person("201212121212", "man", 2012)),
            (number(date(1990, 3, 1), 981, coordination=True), Person("199003619815", "man", 1990)),
            (number(date(1990, 3, 31), 982, coordination=True), Person("199003919827", "kvinna", 1990)),
        ],
    )
    def test_who_sex_and_year_of_birth(self, text, expected):
        assert person(text) == expected

    @pytest.mark.parametrize(
        "text",
        [
            *("880320-0016", "8803200016", "880320 0016", "880320–0016", "880320−0016", " 880320 - 0016 "),
            *("19880320-0016", "198803200016", "19880320 0016", "19880320+0016", "198803200016.0"),
            *(8803200016, 198803200016.0),
        ],
    )
    def test_every_spelling_is_the_same_person(self, text):
        assert person(text) == Person("198803200016", "man", 1988)

    @pytest.mark.parametrize("born", [date(2005, 1, 2), date(2000, 10, 2), date(2000, 1, 2)])
    def test_leading_zeros_that_a_spreadsheet_dropped_are_put_back(self, born):
        whole = number(born)
        assert person(float(whole[2:])) == person(whole)
        assert len(str(int(whole[2:]))) < 10

    @pytest.mark.parametrize("text", ["", "-", "okänt", "saknas", None, "#N/A"])
    def test_nothing_is_said(self, text):
        assert read_identity(text) is None

    @pytest.mark.parametrize(
        "text",
        [
            *("880320-0017", "198803200017", "890102-3268", "880320-001", "880320-00161", "1880320-0016"),
            *("17880320-0016", "21880320-0016", "880320_0016", "88032O-0016", "P17", "17", "1,98803E+11"),
            *("880320-0016 Anna", "880320--0016", "٨٨٠٣٢٠-٠٠١٦"),
        ],
    )
    def test_what_cannot_be_right(self, text):
        assert read_identity(text) == WRONG

    @pytest.mark.parametrize(("month", "day"), [(0, 1), (13, 1), (2, 30), (4, 31), (1, 0), (1, 32), (1, 60), (1, 92)])
    def test_days_that_do_not_exist(self, month, day):
        short = f"88{month:02}{day:02}981"
        assert person(f"19{short}{luhn.calc_check_digit(short)}") is None

    def test_a_leap_day_is_one_only_in_its_own_century(self):
        leap = number(date(2000, 2, 29))
        assert person(leap[2:]) == person(leap) == Person(leap, "man", 2000)
        assert person(f"19{leap[2:]}") is None

    @given(st.dates(date(1911, 1, 1), date(2024, 12, 31)), st.integers(980, 999), st.booleans())
    def test_any_number_says_what_it_was_made_of(self, born, serial, coordination):
        whole = number(born, serial, coordination=coordination)
        expected = Person(whole, "man" if serial % 2 else "kvinna", born.year)
        assert person(whole) == person(f"{whole[:8]}-{whole[8:]}") == expected

    @given(
        st.from_regex(r"(19|20)\d\d(0\d|1[0-3])[0-3]\d[-+]?\d{4}", fullmatch=True).filter(str.isascii), st.booleans()
    )
    def test_python_stdnum_says_the_same_of_any_whole_personnummer(self, text, mended):
        if mended:
            digits = text.replace("-", "").replace("+", "")
            text = digits[:-1] + luhn.calc_check_digit(digits[2:-1])
        identity = read_identity(text)
        found = person_of(identity, index("2025K4"), TODAY) if isinstance(identity, Identity) else None
        born = personnummer.get_birth_date(text) if personnummer.is_valid(text) else None
        if born and date(2025 - OLDEST, 1, 1) <= born <= date(2025, 12, 31):
            sex = {"F": "kvinna", "M": "man"}[personnummer.get_gender(text)]
            assert found == Person(text.replace("-", "").replace("+", ""), sex, born.year)
        else:
            assert found is None

    @given(st.dates(date(1911, 1, 1), date(2024, 12, 31)), st.integers(980, 999), st.data())
    def test_any_digit_changed_is_noticed(self, born, serial, data):
        whole = number(born, serial)
        at = data.draw(st.integers(2, 11))
        other = data.draw(st.sampled_from([digit for digit in "0123456789" if digit != whole[at]]))
        assert read_identity(whole[:at] + other + whole[at + 1 :]) == WRONG

    @given(st.one_of(st.text(max_size=14), st.integers(), st.floats(), st.from_regex(r"\d{6,8}[-+]?\w{4}")))
    def test_anything_is_read_or_refused(self, raw):
        read = read_identity(raw)
        assert read is None or read == WRONG or isinstance(read, Identity)
        if isinstance(read, Identity):
            found = person_of(read, index("2025K1"), TODAY)
            assert found is None or found.born is None or 2025 - OLDEST <= found.born <= 2025


class TestCentury:
    @pytest.mark.parametrize(
        ("born", "quarter", "expected"),
        [
            # Born by the end of the quarter, or a hundred years before.
            (date(2025, 3, 31), "2025K1", 2025),
            (date(2025, 4, 1), "2025K1", 1925),
            (date(2025, 4, 1), "2025K2", 2025),
            (date(2025, 12, 31), "2025K4", 2025),
            (date(2026, 1, 1), "2025K4", 1926),
            (date(1999, 12, 31), "2025K1", 1999),
        ],
    )
    def test_the_latest_that_the_quarter_allows(self, born, quarter, expected):
        found = person(number(born)[2:], quarter)
        assert found
        assert found.born == expected

    @pytest.mark.parametrize(
        ("year", "quarter", "today", "expected"),
        [
            (1925, "2025K1", date(2025, 8, 15), 1925),
            (1912, "2025K1", date(2025, 8, 15), 1912),
            (1910, "2025K1", date(2025, 8, 15), 1910),
            # A file drawn this year about an older quarter: the plus sign is of the day it was drawn.
            (1925, "2024K4", date(2025, 8, 15), 1925),
            (1926, "2025K1", date(2025, 8, 15), None),
            (1909, "2025K1", date(2025, 8, 15), None),
        ],
    )
    def test_a_plus_sign_says_a_hundred_by_this_year(self, year, quarter, today, expected):
        whole = number(date(year, 1, 2))
        found = person(f"{whole[2:8]}+{whole[8:]}", quarter, today)
        assert (found and found.born) == expected

    @pytest.mark.parametrize(
        ("born", "right"),
        [
            (date(1910, 12, 31), True),
            (date(1909, 12, 31), False),
            (date(1899, 1, 1), False),
            (date(2025, 3, 31), True),
            (date(2025, 4, 1), False),
        ],
    )
    def test_a_century_that_is_written_is_kept_and_must_be_possible(self, born, right):
        assert (person(number(born)) is not None) == right


class TestInterim:
    @pytest.mark.parametrize(
        "text", ["19800101-TF12", "800101-tf12", "19800101TF12", "800101 TF12", "800101-T123", "19800101-T123"]
    )
    def test_says_who_and_neither_sex_nor_age(self, text):
        found = person(text)
        assert found
        assert found.number in ("19800101TF12", "19800101T123")
        assert (found.sex, found.born) == (None, None)

    def test_a_made_up_date_still_says_who(self):
        assert person("809999-TF12") == Person("809999TF12", None, None)

    def test_is_loaded_with_a_warning(self):
        read = load("Personnummer;Kön;Kvartal;Ålder\n800101-TF12;k;2025K1;45\n800101-T123;;2025K1;\n")
        assert codes(read) == [("sex_missing", None, "B"), ("interim_number", 2, "A"), ("interim_number", 3, "A")]
        assert column(read, "person_id", "sex", "age") == [("19800101TF12", "kvinna", 45), ("19800101T123", None, None)]


class TestDelivery:
    @pytest.mark.parametrize(
        "header",
        [
            *("Personnummer", "personnr", "PNR", "Pers.nr", "Samordningsnummer", "Personid-nummer", "identity_number"),
            *("Personnummer (12 siffror)", "Person-/samordningsnummer", "Person nr"),
        ],
    )
    def test_the_header_says_so(self, header):
        read = load(f"{header};Kvartal\n880320-0016;2025K1\n811228-9841;2025K1\n")
        assert codes(read) == []
        assert column(read, "person_id", "sex", "age", "age_group") == [
            ("198803200016", "man", 37, "25–44 år"),
            ("198112289841", "kvinna", 44, "25–44 år"),
        ]
        said = dict.fromkeys(("identity_number", "person_id", "sex", "age"), header)
        assert read.found == {**said, "quarter": "Kvartal"}

    @pytest.mark.parametrize("where", ["A", "Brukare"])
    def test_or_the_user_does(self, where):
        read = load("Brukare;Kvartal\n880320-0016;2025K1\n", columns={"identity_number": where})
        assert column(read, "person_id", "sex") == [("198803200016", "man")]

    @pytest.mark.parametrize("header", ["Personid", "Ärende"])
    def test_elsewhere_they_are_refused_with_the_way_to_map_them(self, header):
        read = load(f"Kön;Kvartal;{header}\nk;2025K1;811228-9841\n")
        assert codes(read) == [("identity_numbers", None, "C")]
        assert "--set identity_number=C" in read.problems[0].message
        assert account(read) == (1, 0, 1, 0)

    def test_a_column_of_them_chosen_as_something_else_is_refused(self):
        text = "Personnummer;Kön;Kvartal\n811228-9841;k;2025K1\n"
        assert codes(load(text, columns={"person_id": "Personnummer"})) == [("identity_numbers", None, "A")]
        assert codes(load(text, columns={"unit": "Personnummer"})) == [("identity_in_text", 2, "A")]

    @pytest.mark.parametrize("text", ["Norr 811228-9841", "(198112289841)", "811228–9841", "se 811228-9841, 812"])
    def test_within_a_text_they_refuse_the_row(self, text):
        assert codes(load(f"Kön;Kvartal;Enhet\nk;2025K1;{text}\n")) == [("identity_in_text", 2, "C")]

    def test_what_is_written_goes_before_what_the_number_says(self):
        text = "Personnummer;Löpnummer;Kön;Ålder;Födelseår;Kvartal\n"
        rows = "811228-9841;P1;;;;2025K1\n811228-9841;P1;k;40;;2025K1\n811228-9841;P1;k;;1990;2025K1\n;P2;m;;;2025K1\n"
        assert column(load(text + rows), "person_id", "sex", "age") == [
            ("198112289841", "kvinna", 44),
            ("198112289841", "kvinna", 40),
            ("198112289841", "kvinna", 35),
            ("P2", "man", None),
        ]

    def test_age_is_the_year_less_the_year_of_birth_as_with_a_year_of_birth(self):
        for born in (date(2007, 1, 1), date(2007, 12, 31)):
            by_number = load(f"Personnummer;Kvartal\n{number(born)};2025K1\n")
            by_year = load(f"Kön;Födelseår;Kvartal\nm;{born.year};2025K1\n")
            assert column(by_number, "age", "age_group") == column(by_year, "age", "age_group") == [(18, "18–24 år")]

    def test_sexes_that_disagree_refuse_the_row(self):
        read = load("Personnummer;Kön;Kvartal\n811228-9841;m;2025K1\n811228-9841;k;2025K1\n")
        assert codes(read) == [("sex_disagrees", 2, "B")]
        assert account(read) == (2, 1, 1, 0)
        assert not {"kvinna", "man", "811228"} & set(read.problems[0].message.split())

    def test_wrong_numbers_refuse_their_rows(self):
        late = number(date(2025, 4, 1))
        read = load(f"Personnummer;Kvartal\n880320-0017;2025K1\n{late};2025K1\n{late};2025K2\nP1;2025K1\n")
        assert [(code, row) for code, row, _ in codes(read)] == [("bad_identity_number", row) for row in (2, 3, 5)]
        assert account(read) == (4, 1, 3, 0)

    def test_an_empty_number_is_a_person_unknown(self):
        read = load("Personnummer;Kön;Kvartal\n;k;2025K1\n811228-9841;k;2025K1\n")
        assert column(read, "person_id") == [None, "198112289841"]

    def test_a_row_without_quarter_is_told_of_that_alone(self):
        assert codes(load("Personnummer;Kvartal\n811228-9841;\n")) == [("quarter_missing", 2, "B")]

    def test_a_number_alone_on_a_row_is_no_note(self):
        read = load("Enhet;Personnummer;Insats;Beslut\n;811228-9841;;\n", "2025K1.csv")
        assert account(read) == (1, 1, 0, 0)

    def test_totals_beside_the_numbers_are_set_aside(self):
        read = load("Personnummer;Kvartal;Insats\n811228-9841;2025K1;LVM\nSumma;;1\n")
        assert account(read) == (2, 1, 0, 1)

    def test_two_columns_of_them_block_the_file(self):
        read = load("Personnummer;Samordningsnummer;Kvartal\n811228-9841;;2025K1\n")
        assert codes(read) == [("duplicate_header", 1, None)]

    def test_the_pseudonym_is_the_same_however_the_number_is_written(self):
        spellings = ["811228-9841", "8112289841", "19811228-9841", "198112289841", "811228 9841"]
        read = load(csv_text([["Personnummer", "Kvartal"], *([text, "2025K1"] for text in spellings)]))
        assert len(set(keys_of(read.columns, SALT).person.tolist())) == 1
        other = load("Personnummer;Kvartal\n880320-0016;2025K1\n")
        assert keys_of(other.columns, SALT).person[0] != keys_of(read.columns, SALT).person[0]


SPELLINGS = ("{0}", "{1}", "{2}-{3}", "{4}-{3}", "{4} {3}", "{4}+{3}")


@st.composite
def spelled(draw: st.DrawFn) -> tuple[str, str]:
    """An identity number of twelve digits, and as it may stand in a file: now and then a wrong one."""
    born = draw(st.dates(date(1890, 1, 1), date(2030, 12, 31)))
    whole = number(born, draw(st.integers(980, 999)), coordination=draw(st.booleans()))
    if not draw(st.integers(0, 4)):
        whole = whole[:-1] + draw(st.sampled_from("0123456789"))
    parts = (whole, whole[2:], whole[:8], whole[8:], whole[2:8])
    return whole, draw(st.sampled_from(SPELLINGS)).format(*parts)


def runs(whole: str) -> set[str]:
    """The runs of digits that would tell who it is."""
    return {whole, whole[2:], whole[:8], whole[2:8], f"{whole[2:8]}-{whole[8:]}", f"{whole[2:8]}+{whole[8:]}"}


class TestNowhere:
    @settings(max_examples=80)
    @given(
        st.lists(spelled(), min_size=1, max_size=5),
        st.sampled_from(["Personnummer", "Personid", "Enhet", "Hobby", "Kvartal", "Födelseår", "Timmar", "Ålder"]),
    )
    def test_no_run_of_digits_is_left_of_any_number(self, numbers, header):
        base = [other for other in ("Kön", "Kvartal", "Insats") if other != header]
        cells = {"Kön": "k", "Kvartal": "2025K1", "Insats": "LVM"}
        grid = [[header, *base], *([text, *(cells[other] for other in base)] for _, text in numbers)]
        read = load(csv_text(grid), f"Uttag {numbers[0][1]}.csv" if number_is_right(numbers[0][0]) else "Uttag.csv")
        told = repr(read) + repr(load_checked(None, read, loaded_by="test").to_json())
        told += repr([values for key, values in read.columns.items() if key != "person_id"])
        for whole, _ in numbers:
            if number_is_right(whole):
                assert not [run for run in runs(whole) if run in told]

    def test_what_is_kept_while_reading_is_gone_afterwards(self):
        def alive() -> int:
            gc.collect()
            return sum(type(one) in (Identity, Person, ParsedCells, Collected) for one in gc.get_objects())

        before = alive()
        read = load("Personnummer;Kvartal\n811228-9841;2025K1\n880320-0017;2025K1\n")
        assert alive() == before
        assert read.rows_loaded == 1

    def test_a_checked_delivery_shows_no_column(self):
        read = load("Personnummer;Kvartal;Enhet\n811228-9841;2025K1;Norr\n")
        assert isinstance(read, CheckedDelivery)
        assert "9841" not in repr(read)
        assert "Norr" not in repr(read)
        assert "9841" not in repr([person("811228-9841"), read_identity("811228-9841")])

    def test_names_of_files_and_sheets(self):
        sheet = [["Kön", "Kvartal"], ["x", "2025K1"]]
        read = load(xlsx({"811228-9841": sheet, "Ny": [["Kön"], ["k"]]}), "Uttag_198112289841.xlsx")
        assert read.name == "Uttag_[personnummer].xlsx"
        assert "9841" not in repr(read)
        assert masked("Uttag 20250101-1234") == "Uttag 20250101-1234"

    def test_neither_the_open_database_nor_the_log_has_them(self, tmp_path, make_database, caplog):
        caplog.set_level(logging.DEBUG)
        database = make_database()
        numbers = [number(date(1950 + at, 5, 17), 980 + at % 20) for at in range(25)]
        grid = [["Personnummer", "Kvartal", "Enhet"], *([whole, "2025K1", "Kontrollenheten"] for whole in numbers)]
        assert load_checked(database, load(csv_text(grid)), loaded_by="test", copy_first=False).rows_loaded == 25
        written = [path for path in tmp_path.iterdir() if ".duckdb" in path.name]
        # What is stored can be found in this way.
        assert any(b"Kontrollenheten" in path.read_bytes() for path in written)
        for whole in numbers:
            assert not [run for run in runs(whole) if run in caplog.text]
            for run in (whole, whole[2:], whole[:8]):
                assert not [path.name for path in written if run.encode() in path.read_bytes()]

    def test_neither_the_database_nor_the_command_has_them(self, tmp_path: Path):
        home = Home(tmp_path)
        numbers = [number(date(1950 + at, 1 + at % 12, 1 + at), 980 + at % 20) for at in range(25)]
        texts = [whole if at % 2 else f"{whole[2:8]}-{whole[8:]}" for at, whole in enumerate(numbers)]
        rows = [[text, "2025K1", "Hemtjänst", "Norr"] for text in texts]
        file = home.path(f"Uttag {texts[0]}.csv")
        file.write_text(csv_text([["Personnummer", "Kvartal", "Insats", "Enhet"], *rows]), "utf-8")
        wrong = home.path("fel.csv")
        wrong.write_text(csv_text([["Personnummer", "Kvartal"], [f"{texts[0][:-1]}x", "2025K1"]]), "utf-8")
        for arguments in (["load", file], ["load", file], ["load", "--json", wrong], ["view", "received", "--json"]):
            ran = home.run(*arguments)
            assert not [run for whole in numbers for run in runs(whole) if run in ran.said]
        written = [path for path in tmp_path.rglob("*") if path.is_file() and path not in (file, wrong)]
        assert {path.suffix for path in written} >= {".duckdb"}
        for path in written:
            content = path.read_bytes()
            for run in {run for whole in numbers for run in (*runs(whole), *texts) if len(run) > 7}:
                assert run.encode() not in content, path.name
                assert run.encode("utf-16-le") not in content, path.name
            for whole in numbers:
                for size in (8, 16):
                    assert int(whole).to_bytes(size, "little") not in content
                assert int(whole[2:]).to_bytes(8, "little") not in content


def number_is_right(whole: str) -> bool:
    return luhn.is_valid(whole[2:])
