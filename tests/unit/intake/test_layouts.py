"""The three layouts, from file to stored columns, with the account of their rows."""

from __future__ import annotations

from datetime import date

import pytest

from jamstalld.intake import STORED_COLUMNS, DeclaredTotal

from .files import account, case_rows, codes, column, csv_text, index, load, ods, xlsx

# Persons with an LSS intervention 1 October 2021: SCB, from Socialstyrelsen's official statistics.
LSS = """insats;kvinnor;man
Rådgivning och stöd;417;352
Personlig assistans;2202;2746
Ledsagarservice;2833;3836
Kontaktperson;7831;9718
Avlösarservice;1191;2904
Korttidsvistelse;3129;5671
Korttidstillsyn;1671;2894
Boende för barn;303;569
Boende för vuxna;12195;17356
Daglig verksamhet;16744;23320
Totalt antal personer;31150;45562
Totalt antal insatser;48516;69366
"""

CASES = [
    ["Löpnr", "Kön", "Kvartal", "Insats", "Hobby"],
    ["a1", "Kvinna", "2025K1", "hemtjänst", "fiske"],
    ["a2", "M", "2025K2", "Eget  stöd ", ""],
]


class TestCases:
    @pytest.mark.parametrize("make", [csv_text, xlsx, ods])
    def test_every_kind_of_file_gives_the_same_rows(self, make):
        delivery = load(make(CASES))
        assert delivery.layout == "cases"
        assert column(delivery, "source_row", "person_id", "sex", "quarter", "intervention", "count") == [
            (2, "a1", "kvinna", index("2025K1"), "Hemtjänst", 1),
            (3, "a2", "man", index("2025K2"), "Eget stöd", 1),
        ]
        assert account(delivery) == (2, 2, 0, 0)
        assert delivery.problems == ()
        assert not delivery.blocked
        assert delivery.found == {
            "person_id": "Löpnr",
            "sex": "Kön",
            "quarter": "Kvartal",
            "intervention": "Insats",
        }
        assert delivery.ignored == ("Hobby",)
        assert [str(quarter) for quarter in delivery.quarters] == ["2025K1", "2025K2"]

    def test_what_is_not_recognised_is_nowhere(self):
        assert "fiske" not in repr(load(csv_text(CASES)))

    def test_every_stored_column_is_there_and_equally_long(self):
        columns = load(csv_text(CASES)).columns
        assert tuple(columns) == STORED_COLUMNS
        assert {len(values) for values in columns.values()} == {2}
        assert columns["violence_asked"] == [None, None]

    def test_a_wide_file_without_fault(self):
        delivery = load(xlsx(case_rows(40)))
        assert account(delivery) == (40, 40, 0, 0)
        assert delivery.problems == ()
        assert delivery.ignored == ()
        assert column(delivery, "q_overall")[:6] == ["1", "2", "3", "4", "5", "1"]

    def test_the_digest_is_of_the_bytes(self):
        # printf 'Kön;Kvartal\nk;2025K1\n' | sha256sum
        expected = "c4fc760bea632599d5a4f64343cb3081871c793aa202cb09ec665c917e641549"
        assert load("Kön;Kvartal\nk;2025K1\n").sha256 == expected


class TestCounted:
    def test_counts_weigh_the_rows(self):
        delivery = load("Insats;Kön;Antal;Kvartal\nLVM;k;12;2025K1\nLVM;m;1 204;2025K1\n")
        assert delivery.layout == "counted"
        assert column(delivery, "sex", "count") == [("kvinna", 12), ("man", 1204)]
        assert account(delivery) == (2, 2, 0, 0)

    def test_hidden_is_not_nothing_and_neither_is_a_row(self):
        delivery = load("Insats;Kön;Antal;Kvartal\nLVM;k;..;2025K1\nLVM;m;-;2025K1\nLVU;m;0;2025K1\nLVU;k;;2025K1\n")
        assert codes(delivery) == [
            ("hidden_figure", 2, "C"),
            ("nothing_counted", 3, "C"),
            ("nothing_counted", 4, "C"),
            ("hidden_figure", 5, "C"),
        ]
        assert account(delivery) == (4, 0, 0, 4)
        assert not delivery.blocked

    @pytest.mark.parametrize("count", ["3,5", "1.234", "många", "-3", "2000000000"])
    def test_what_cannot_be_a_count_is_refused(self, count):
        delivery = load(f"Insats;Kön;Antal;Kvartal\nLVM;k;{count};2025K1\n")
        assert account(delivery) == (1, 0, 1, 0)
        assert codes(delivery)[0][1:] == (2, "C")
        assert count not in delivery.problems[0].message

    def test_totals_by_sex_are_declared_and_set_aside(self):
        delivery = load(
            "Insats;Kön;Antal;Kvartal\nLVM;k;12;2025K1\nLVM;totalt;20;2025K1\nSumma personer;k;9;2025K1\nSumma;k;12;\n"
        )
        assert codes(delivery) == [("totals_row", 3, "B"), ("totals_row", 4, "A"), ("totals_row", 5, "A")]
        assert delivery.totals == (DeclaredTotal("personer", index("2025K1"), "kvinna", 9),)
        assert account(delivery) == (4, 1, 0, 3)

    def test_a_subtotal_of_any_breakdown_is_set_aside(self):
        delivery = load("Område;Åldersgrupp;Kön;Antal;Kvartal\nÄldre;65–79 år;k;5;2025K1\nÄldre;Samtliga;k;9;2025K1\n")
        assert codes(delivery) == [("totals_row", 3, "B")]
        assert account(delivery) == (2, 1, 0, 1)

    def test_a_breakdown_that_says_only_samtliga_is_not_used(self):
        delivery = load("Område;Åldersgrupp;Kön;Antal;Kvartal\nÄldre;Samtliga;k;5;2025K1\nLSS;Samtliga;k;9;2025K1\n")
        assert account(delivery) == (2, 2, 0, 0)
        assert column(delivery, "age_group") == [None, None]

    def test_the_total_of_one_area_is_not_the_files(self):
        delivery = load(
            "Insats;Område;Kön;Antal;Kvartal\nLVM;LSS;k;5;2025K1\nLVM;Äldre;k;5;2025K1\n"
            "Totalt antal personer;LSS;k;4;2025K1\n"
        )
        assert delivery.totals == ()
        assert account(delivery) == (3, 2, 0, 1)


class TestTable:
    def test_published_statistics(self):
        delivery = load(LSS, "lss 2021 kvartal 4.csv")
        assert delivery.layout == "table"
        assert account(delivery) == (12, 10, 0, 2)
        assert codes(delivery) == [
            ("similar_value", 9, "A"),
            ("similar_value", 10, "A"),
            ("totals_row", 12, "A"),
            ("totals_row", 13, "A"),
        ]
        women = [count for sex, count in column(delivery, "sex", "count") if sex == "kvinna"]
        men = [count for sex, count in column(delivery, "sex", "count") if sex == "man"]
        assert (len(women), sum(women), sum(men)) == (10, 48516, 69366)
        assert set(delivery.totals) == {
            DeclaredTotal("personer", index("2021K4"), "kvinna", 31150),
            DeclaredTotal("personer", index("2021K4"), "man", 45562),
            DeclaredTotal("insatser", index("2021K4"), "kvinna", 48516),
            DeclaredTotal("insatser", index("2021K4"), "man", 69366),
        }
        assert not any("otal" in str(value) for value in column(delivery, "intervention"))
        assert delivery.found == {"intervention": "insats", "sex": "kvinnor och man"}

    @pytest.mark.parametrize("heads", ["Kvinnor;Män", "Kvinna;Man", "Flickor;Pojkar", "K;M", "Antal kvinnor;Antal män"])
    def test_headers_of_women_and_men(self, heads):
        delivery = load(f"Insats;Kvartal;{heads}\nLVM;2025K1;7;9\n")
        assert column(delivery, "source_row", "sex", "count") == [(2, "kvinna", 7), (2, "man", 9)]
        assert account(delivery) == (1, 1, 0, 0)

    def test_hidden_and_nothing(self):
        delivery = load("Insats;Kvartal;Kvinnor;Män\nA;2025K1;..;9\nB;2025K1;-;9\nC;2025K1;;x\nD;2025K1;-;0\n")
        assert column(delivery, "intervention", "sex", "count") == [("A", "man", 9), ("B", "man", 9)]
        assert codes(delivery) == [
            ("hidden_figure", 2, "C"),
            ("hidden_figure", 4, "C"),
            ("hidden_figure", 4, "D"),
            ("nothing_counted", 5, None),
        ]
        assert account(delivery) == (4, 2, 0, 2)

    def test_the_total_column_is_checked_and_dropped(self):
        delivery = load("Insats;Kvartal;Totalt;Kvinnor;Män\nA;2025K1;16;7;9\nB;2025K1;17;7;9\nC;2025K1;17;..;9\n")
        assert codes(delivery) == [("total_differs", 3, "C"), ("hidden_figure", 4, "D")]
        assert delivery.ignored == ()
        assert sum(column(delivery, "count")) == 7 + 9 + 7 + 9 + 9

    def test_a_column_antal_beside_women_and_men_is_their_total(self):
        delivery = load("Insats;Kvartal;Antal;Kvinnor;Män\nA;2025K1;17;7;9\n")
        assert delivery.layout == "table"
        assert codes(delivery) == [("total_differs", 2, "C")]

    def test_a_faulty_figure_refuses_the_whole_line(self):
        delivery = load("Insats;Kvartal;Kvinnor;Män\nA;2025K1;fem;9\n")
        assert account(delivery) == (1, 0, 1, 0)
        assert codes(delivery) == [("bad_number", 2, "C")]
        assert column(delivery, "count") == []

    def test_a_sum_without_a_name_is_set_aside(self):
        delivery = load("Insats;Kvinnor;Män\nA;7;9\nB;1;2\n;8;11\n", "2025K1.csv")
        assert account(delivery) == (3, 2, 0, 1)
        assert codes(delivery) == [("totals_row", 4, "B")]

    def test_one_sex_alone_is_no_table(self):
        delivery = load("Insats;Kvartal;Kvinnor\nA;2025K1;7\n")
        assert codes(delivery) == [("no_sex", None, None)]
        assert account(delivery) == (1, 0, 1, 0)

    def test_questions_numbered_one_and_two_are_no_sexes(self):
        delivery = load("Enhet;Kvartal;1;2\nA;2025K1;7;9\n")
        assert delivery.layout is None
        assert delivery.blocked


def test_a_date_gives_the_same_quarter_in_every_kind_of_file():
    grid = [["Kön", "Beslutsdatum"], ["k", date(2025, 3, 31)], ["m", date(2025, 4, 1)]]
    for make in (csv_text, xlsx, ods):
        assert column(load(make(grid)), "quarter") == [index("2025K1"), index("2025K2")]
