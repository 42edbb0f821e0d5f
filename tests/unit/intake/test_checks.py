"""What is concluded from a row, what refuses it, and what is said about it."""

from __future__ import annotations

from datetime import date

import pytest

from jamstalld.errors import RequestError
from jamstalld.intake import ProblemGroup, grouped
from jamstalld.intake.messages import ERRORS, WARNINGS
from jamstalld.periods import Quarter

from .files import account, codes, column, index, load, xlsx


class TestQuarters:
    def test_own_column_then_decision_then_option_then_title(self):
        text = "Kön;Kvartal;Beslutsdatum\nk;2024K4;2025-02-01\nk;;2025-02-01\nk;;\n"
        given = load(text, "2025K2.csv", quarter=Quarter.parse("2025K3"))
        assert column(given, "quarter") == [index("2024K4"), index("2025K1"), index("2025K3")]
        assert column(given, "decision_quarter") == [index("2025K1"), index("2025K1"), index("2025K3")]
        assert column(load(text, "2025K2.csv"), "quarter")[2] == index("2025K2")

    @pytest.mark.parametrize("place", ["title", "sheet", "file"])
    def test_a_quarter_written_above_beside_or_outside(self, place):
        grid = [["Kön", "Insats"], ["k", "LVM"]]
        titled = [["Uppföljning kvartal 1 2025"], *grid] if place == "title" else grid
        data = xlsx({"Kv 1 2025" if place == "sheet" else "Blad1": titled})
        read = load(data, "Uttag 2025-Q1.xlsx" if place == "file" else "Uttag.xlsx")
        assert column(read, "quarter") == [index("2025K1")]

    def test_places_that_disagree_decide_nothing(self):
        read = load("Kvartal 1 2025\nKön;Insats\nk;LVM\n", "2025K2.csv")
        assert codes(read) == [("no_quarter", None, None)]
        assert "olika" in read.problems[0].message
        assert account(read) == (1, 0, 1, 0)

    def test_no_quarter_at_all_blocks_the_file_and_says_what_to_do(self):
        read = load("Kön;Insats\nk;LVM\nm;LVM\n")
        assert codes(read) == [("no_quarter", None, None)]
        assert "--quarter" in read.problems[0].message
        assert read.blocked
        assert account(read) == (2, 0, 2, 0)
        assert read.quarters == ()

    def test_a_single_row_without_one_is_refused(self):
        read = load("Kön;Kvartal\nk;2025K1\nk;\n")
        assert codes(read) == [("quarter_missing", 3, "B")]
        assert account(read) == (2, 1, 1, 0)

    def test_the_present_quarter_may_be_loaded_and_the_next_may_not(self):
        read = load("Kön;Kvartal;Beslutsdatum\nk;2025K3;\nk;2025K4;\nk;2025K1;2025-09-30\nk;2025K1;2025-10-01\n")
        assert codes(read) == [("future_quarter", 3, "B"), ("future_quarter", 5, "C")]
        assert account(read) == (4, 2, 2, 0)

    def test_closing_is_the_end_dates_or_the_rows_own(self):
        closed = load(
            "Kön;Kvartal;Slutdatum\nk;2025K1;2025-04-01\nk;2025K1;\nk;2025K1;2025-08-15\nk;2025K1;2025-08-16\n"
        )
        assert column(closed, "closing_quarter") == [index("2025K2"), None, index("2025K3"), None]
        assert column(load("Kön;Kvartal\nk;2025K1\n"), "closing_quarter") == [index("2025K1")]


class TestDerived:
    def test_age_and_age_group(self):
        read = load("Kön;Kvartal;Ålder;Födelseår;Åldersgrupp\nk;2025K1;17;;\nk;2025K1;;2007;\nk;2025K1;;1940;65+\n")
        assert column(read, "age", "age_group") == [(17, "0–17 år"), (18, "18–24 år"), (85, "65+")]

    def test_bands_are_the_users(self):
        read = load("Kön;Kvartal;Ålder\nk;2025K1;20\nk;2025K1;21\n", age_bands=(0, 21))
        assert column(read, "age_group") == ["0–20 år", "21 år och äldre"]

    def test_an_age_that_cannot_be(self):
        read = load("Kön;Kvartal;Födelseår\nk;2025K1;1905\nk;2025K1;1904\nk;2025K1;2025\nk;2025K1;2026\n")
        assert column(read, "age") == [120, 0]
        assert codes(read) == [("age_impossible", 3, "C"), ("age_impossible", 5, "C")]

    def test_waiting_is_the_own_column_or_the_days_between(self):
        read = load(
            "Kön;Ansökningsdatum;Beslutsdatum;Väntetid\n"
            "k;2025-01-01;2025-01-31;\nk;2025-01-01;2025-01-31;12\nk;2025-01-31;2025-01-31;\n"
            "k;2025-02-01;2025-01-31;\nk;;2025-01-31;\nk;2014-01-01;2025-01-31;\n"
        )
        assert column(read, "waiting_days") == [30, 12, 0, None, None, None]
        assert codes(read) == [("dates_reversed", 5, "C"), ("waiting_implausible", 7, "C")]
        assert not read.blocked

    def test_numbers_are_put_into_bands(self):
        read = load("Kön;Kvartal;Timmar;Väntetid\nk;2025K1;2,9;0\nk;2025K1;3;7\nk;2025K1;168;\nk;2025K1;;3650\n")
        assert column(read, "hours_per_week_band", "waiting_days_band") == [
            ("under 3", "0"),
            ("3 till under 6", "1–7"),
            ("100 eller mer", None),
            (None, "181 eller mer"),
        ]
        assert read.found.keys() == {"sex", "quarter", "hours_per_week", "waiting_days"}

    def test_days_that_are_worked_out_have_their_band(self):
        read = load("Kön;Ansökningsdatum;Beslutsdatum\nk;2025-01-01;2025-01-31\nk;;2025-01-31\n")
        assert column(read, "waiting_days", "waiting_days_band") == [(30, "15–30"), (None, None)]

    def test_the_change_of_a_score_needs_both(self):
        read = load(
            "Kön;Kvartal;Skattning före;Skattning efter\n"
            "k;2025K1;4;6\nk;2025K1;6;4\nk;2025K1;4;\nk;2025K1;;4\nk;2025K1;4,1;4,4\nk;2025K1;1000;0\n"
        )
        assert column(read, "score_change", "score_change_band") == [
            (2, "1–2"),
            (-2, "−2 till −1"),
            (None, None),
            (None, None),
            (0.3, "0"),
            (-1000, "−25 eller mindre"),
        ]
        assert codes(read) == []
        assert set(column(load("Kön;Kvartal;Skattning före\nk;2025K1;4\n"), "score_change")) == {None}

    def test_no_header_means_what_is_worked_out(self):
        read = load("Kön;Kvartal;Förändring av skattning;hours_per_week_band\nk;2025K1;4;3 till under 6\n")
        assert read.found.keys() == {"sex", "quarter"}
        assert set(read.ignored) == {"Förändring av skattning", "hours_per_week_band"}
        with pytest.raises(RequestError, match="räknas ut av andra uppgifter"):
            load("Kön;Kvartal;Skillnad\nk;2025K1;4\n", columns={"score_change": "Skillnad"})

    def test_an_end_before_its_beginning_is_loaded_with_a_warning(self):
        read = load("Kön;Beslutsdatum;Startdatum;Slutdatum\nk;2025-03-01;2025-03-05;2025-03-04\n")
        assert codes(read) == [("dates_reversed", 2, "D")]
        assert account(read) == (1, 1, 0, 0)

    def test_dates_are_not_kept(self):
        read = load("Kön;Beslutsdatum;Slutdatum;Födelseår\nk;2025-03-01;2025-03-05;1980-01-02\n")
        assert not any(isinstance(value, date) for values in read.columns.values() for value in values)

    def test_the_units_name_fills_where_there_is_none(self):
        read = load("Kön;Kvartal;Enhet\nk;2025K1;Norr\nk;2025K1;\n", unit="Söder")
        assert column(read, "unit") == ["Norr", "Söder"]
        assert column(load("Kön;Kvartal\nk;2025K1\n", unit="Söder"), "unit") == ["Söder"]


class TestRows:
    def test_a_missing_sex_is_loaded_and_said_once(self):
        read = load("Kön;Kvartal;Insats\n;2025K1;LVM\nokänt;2025K1;LVM\nk;2025K1;LVM\n")
        assert column(read, "sex") == [None, None, "kvinna"]
        assert codes(read) == [("sex_missing", None, "A")]
        assert "2 rader" in read.problems[0].message

    def test_each_fault_is_told_and_the_row_is_refused_once(self):
        read = load("Kön;Kvartal;Beslut;Timmar\nhen;2025K9;kanske;999\nk;2025K1;bifall;9\n")
        assert codes(read) == [
            ("unknown_value", 2, "A"),
            ("bad_quarter", 2, "B"),
            ("unknown_value", 2, "C"),
            ("out_of_range", 2, "D"),
        ]
        assert account(read) == (2, 1, 1, 0)

    def test_a_message_says_what_may_be_written_and_never_what_was(self):
        read = load("Kön;Kvartal;Beslut;Timmar;Beslutsdatum\nhen;2025K1;kanske;999;igår\n")
        messages = " ".join(problem.message for problem in read.problems)
        assert "kvinna, man" in messages
        assert "delvis bifall" in messages
        assert "0–168 timmar" in messages
        for value in ("hen,", "kanske", "999", "igår"):
            assert value not in messages

    def test_totals_of_cases(self):
        read = load("Insats;Kön;Kvartal;Hushåll\nLVM;k;2025K1;Alla\nTotalt;;;\nSumma;1;;\n")
        assert account(read) == (3, 1, 0, 2)
        assert column(read, "household") == ["Alla"]
        assert read.totals == ()

    def test_notes_and_repeated_headers_are_set_aside(self):
        read = load(
            "Insats;Kön;Kvartal\nÄldre;;\nLVM;k;2025K1\nInsats;Kön;Kvartal\nLVU;k;2025K1\n;k;\nKälla: registret;;\n"
        )
        assert [(code, row) for code, row, _ in codes(read)] == [
            ("note_row", 2),
            ("repeated_header", 4),
            ("quarter_missing", 6),
            ("note_row", 7),
        ]
        assert account(read) == (6, 2, 1, 3)

    def test_in_a_narrow_file_one_cell_can_be_a_row(self):
        assert account(load("Kön;Insats\n;LVM\n", quarter=Quarter.parse("2025K1"))) == (1, 1, 0, 0)


class TestHeaders:
    def test_two_columns_of_one_meaning_block_the_file(self):
        read = load("Kön;Insats;Kvartal;Insatstyp\nk;LVM;2025K1;LVU\n")
        assert codes(read) == [("duplicate_header", 1, None)]
        assert "B och D" in read.problems[0].message
        assert account(read) == (1, 0, 1, 0)

    def test_the_user_can_tell_which(self):
        read = load("Kön;Insats;Kvartal;Insatstyp\nk;LVM;2025K1;LVU\n", columns={"intervention": "Insatstyp"})
        assert column(read, "intervention") == ["LVU"]
        assert read.ignored == ("Insats",)

    @pytest.mark.parametrize("where", ["Sort", " sort ", "B", "b"])
    def test_a_column_is_named_by_header_or_letter(self, where):
        read = load("Kön;Sort;Kvartal\nk;LVM;2025K1\n", columns={"intervention": where})
        assert column(read, "intervention") == ["LVM"]

    def test_a_column_that_is_not_there(self):
        read = load("Kön;Kvartal\nk;2025K1\n", columns={"intervention": "Sort"})
        assert codes(read) == [("column_missing", 1, None)]
        assert account(read) == (1, 0, 1, 0)

    def test_a_name_that_two_columns_have(self):
        read = load("Sort;Sort;Kön;Kvartal\nLVM;LVU;k;2025K1\n", columns={"intervention": "Sort"})
        assert codes(read) == [("duplicate_header", 1, None)]

    def test_a_variable_that_is_not_there(self):
        with pytest.raises(RequestError):
            load("Kön;Kvartal\nk;2025K1\n", columns={"skostorlek": "B"})

    def test_a_file_without_sex(self):
        read = load("Insats;Kvartal\nLVM;2025K1\n")
        assert codes(read) == [("no_sex", None, None)]
        assert account(read) == (1, 0, 1, 0)

    def test_a_row_of_two_sexes_is_not_taken_for_a_header(self):
        with pytest.raises(Exception, match="rubrikrad"):
            load("Sökande;Medsökande\nK;M\nM;K\nK;K\n")


class TestIdentityNumbers:
    def test_half_of_a_column_blocks_the_file(self):
        read = load("Person;Kön;Kvartal\n800101-1234;k;2025K1\n17;m;2025K1\n;m;2025K1\n")
        assert codes(read) == [("identity_numbers", None, "A")]
        assert account(read) == (3, 0, 3, 0)
        assert "1234" not in repr(read)

    def test_fewer_than_half_do_not(self):
        read = load("Person;Kön;Kvartal\n800101-1234;k;2025K1\n17;m;2025K1\n18;m;2025K1\n")
        assert account(read) == (3, 3, 0, 0)

    def test_numbers_that_lost_their_leading_zero(self):
        assert load(xlsx([["Ärende", "Kön", "Kvartal"], [501011234, "k", "2025K1"]])).blocked

    def test_in_a_column_that_is_not_recognised_they_are_passed_over(self):
        read = load("Hobby;Kön;Kvartal\n800101-1234;k;2025K1\n")
        assert account(read) == (1, 1, 0, 0)
        assert codes(read) == [("unmapped_identity_numbers", 1, "A")]
        assert "1234" not in repr(read)


class TestProblems:
    def test_grouped_by_kind_and_column_errors_first(self):
        read = load("Kön;Kvartal;Insats\n" + ";2025K1;LVM\n" + "x;2025K1;LVM\n" * 7 + "k;x;LVM\n")
        message = {problem.code: problem.message for problem in read.problems}
        assert grouped(read.problems) == (
            ProblemGroup("unknown_value", None, "A", "error", message["unknown_value"], 7, (3, 4, 5, 6, 7)),
            ProblemGroup("bad_quarter", None, "B", "error", message["bad_quarter"], 1, (10,)),
            ProblemGroup("sex_missing", None, "A", "warning", message["sex_missing"], 1, ()),
        )

    @pytest.mark.parametrize("text", [*ERRORS.values(), *WARNINGS.values()])
    def test_every_message_is_sentences_that_end(self, text):
        assert text[0].isupper() or text[0] == "{"
        assert text.endswith(".")
        assert text.count(". ") >= 1
