"""Headers in two rows, counts in several groups, labels merged downwards, and columns chosen by hand."""

from __future__ import annotations

import pytest

from jamstalld.intake import DeclaredTotal
from jamstalld.periods import Quarter

from .files import account, codes, column, csv_text, index, load, ods, xlsx

CASES = [
    ["Klient", None, "Kvartal", "Skattning", None],
    ["Kön", "Ålder", None, "Före", "Efter"],
    ["k", 34, "2025K1", 3, 5],
    ["m", 52, "2025K1", 4, 4],
]
QUARTERS = [
    ["Insats", "2025K1", None, None, "2025K2", None, None],
    [None, "Kvinnor", "Män", "Totalt", "Kvinnor", "Män", "Totalt"],
    ["LVM", 7, 9, 16, 3, 4, 7],
    ["LVU", 1, 2, 3, 5, "..", None],
]


def grouped(*labels: str, rows: list[list[object]] | None = None) -> list[list[object]]:
    """Make a table of groups with women and men."""
    upper: list[object] = ["Område"]
    for label in labels:
        upper += [label, None]
    return [upper, [None, *["Kvinnor", "Män"] * len(labels)], *(rows or [["Äldre", *range(1, 2 * len(labels) + 1)]])]


class TestCases:
    @pytest.mark.parametrize(
        "data",
        [xlsx(CASES, merged=["A1:B1", "C1:C2", "D1:E1"]), xlsx(CASES), csv_text(CASES), ods(CASES)],
        ids=["merged", "not merged", "csv", "ods"],
    )
    def test_a_group_row_above_the_headers(self, data):
        read = load(data)
        assert read.layout == "cases"
        assert column(read, "source_row", "sex", "age", "quarter", "score_before", "score_after") == [
            (3, "kvinna", 34, index("2025K1"), 3.0, 5.0),
            (4, "man", 52, index("2025K1"), 4.0, 4.0),
        ]
        assert account(read) == (2, 2, 0, 0)
        assert read.found["quarter"] == "Kvartal"

    def test_group_and_header_together_are_tried_first(self):
        grid = [["Kön", "Kvartal", "Timmar", None], [None, None, "Per vecka", "Beviljade"], ["k", "2025K1", 5, 6]]
        read = load(csv_text(grid))
        assert read.found["hours_per_week"] == "Timmar Per vecka"
        assert column(read, "hours_per_week") == [5.0]
        assert read.ignored == ("Beviljade",)

    def test_a_title_row_above_is_no_group_row(self):
        read = load("Uppföljning 2025K1;;\nKön;Insats;Ålder\nk;LVM;3\n")
        assert column(read, "source_row", "quarter", "age") == [(3, index("2025K1"), 3)]

    def test_lower_headers_that_nobody_knows_are_no_row_of_data(self):
        grid = [["Kön", "Kvartal", "Fritid", None], [None, None, "Hobby", "Djur"], ["k", "2025K1", "fiske", "katt"]]
        for data in (xlsx(grid, merged=["A1:A2", "B1:B2", "C1:D1"]), csv_text(grid)):
            read = load(data)
            assert account(read) == (1, 1, 0, 0)
            assert column(read, "source_row") == [3]

    def test_both_lines_of_the_headers_may_come_again(self):
        read = load(csv_text([*CASES, *CASES]))
        assert [(code, row) for code, row, _ in codes(read)] == [("repeated_header", 5), ("repeated_header", 6)]
        assert account(read) == (6, 4, 0, 2)

    def test_the_place_of_a_fault_is_excels_own(self):
        grid = [*CASES, ["x", 1, "2025K1", 1, 1]]
        read = load(xlsx(grid, first="C4", merged=["C4:D4", "E4:E5", "F4:G4"]))
        assert codes(read) == [("unknown_value", 8, "C")]

    def test_one_data_row_under_the_header_is_data(self):
        read = load("Kön;Kvartal;Hobby;Djur\n;;fiske;katt\nk;2025K1;;\n")
        assert account(read)[0] == 2


class TestGroups:
    @pytest.mark.parametrize(
        "data",
        [xlsx(QUARTERS, merged=["A1:A2", "B1:D1", "E1:G1"]), xlsx(QUARTERS), csv_text(QUARTERS), ods(QUARTERS)],
        ids=["merged", "not merged", "csv", "ods"],
    )
    def test_quarters_side_by_side(self, data):
        read = load(data)
        assert read.layout == "table"
        assert sorted(column(read, "quarter", "intervention", "sex", "count")) == [
            (index("2025K1"), "LVM", "kvinna", 7),
            (index("2025K1"), "LVM", "man", 9),
            (index("2025K1"), "LVU", "kvinna", 1),
            (index("2025K1"), "LVU", "man", 2),
            (index("2025K2"), "LVM", "kvinna", 3),
            (index("2025K2"), "LVM", "man", 4),
            (index("2025K2"), "LVU", "kvinna", 5),
        ]
        assert account(read) == (2, 2, 0, 0)
        assert codes(read) == [("hidden_figure", 4, "F")]
        assert read.found["quarter"] == "2025K1, 2025K2"

    def test_decision_and_closing_follow_the_group(self):
        read = load(csv_text(QUARTERS))
        for key in ("decision_quarter", "closing_quarter"):
            assert read.columns[key] == read.columns["quarter"]

    @pytest.mark.parametrize(
        ("labels", "variable", "values"),
        [
            (("Bifall", "Avslag"), "decision", {"bifall", "avslag"}),
            (("Beviljat", "Avslag", "Uppgift saknas"), "decision", {"bifall", "avslag", None}),
            (("Hemtjänst", "Trygghetslarm"), "intervention", {"Hemtjänst", "Trygghetslarm"}),
            (("0-17", "18–24 år", "80+"), "age_group", {"0–17 år", "18–24 år", "80 år och äldre"}),
            (("Enhet: Norr", "Enhet: Söder"), "unit", {"Norr", "Söder"}),
            (("Insats: Vårt eget", "Insats: LVM"), "intervention", {"Vårt eget", "LVM"}),
        ],
    )
    def test_groups_of_any_variable(self, labels, variable, values):
        read = load(csv_text(grouped(*labels)), "2025K1.csv")
        assert read.problems == ()
        assert set(column(read, variable)) == values
        assert column(read, "count") == list(range(1, 2 * len(labels) + 1))
        assert set(column(read, "quarter")) == {index("2025K1")}

    def test_areas_side_by_side(self):
        grid = [["Insats", "LSS", None, "Äldre", None], [None, "K", "M", "K", "M"], ["Ledsagning", 1, 2, 3, 4]]
        read = load(csv_text(grid), "2025K1.csv")
        assert column(read, "area", "count")[2:] == [("Äldre", 3), ("Äldre", 4)]

    def test_years_side_by_side_with_quarters_down(self):
        grid = grouped("2024", "2025", rows=[["K1", 1, 2, 3, 4], ["K2", 5, 6, 7, 8]])
        grid[0][0] = "Kvartal"
        read = load(csv_text(grid))
        assert dict(zip(column(read, "count"), column(read, "quarter"), strict=True)) == {
            **dict.fromkeys((1, 2), index("2024K1")),
            **dict.fromkeys((3, 4), index("2025K1")),
            **dict.fromkeys((5, 6), index("2024K2")),
            **dict.fromkeys((7, 8), index("2025K2")),
        }

    @pytest.mark.parametrize("labels", [("Norr", "Söder"), ("Ja", "Nej"), ("Bifall", "Norr"), ("2025K1", "Bifall")])
    def test_groups_that_could_be_anything_are_refused(self, labels):
        read = load(csv_text(grouped(*labels)), "2025K1.csv")
        assert codes(read) == [("groups_unclear", 2, "B")]
        assert "B, C, D, E" in read.problems[0].message
        assert account(read) == (1, 0, 1, 0)
        assert not any(label in read.problems[0].message for label in ("Söder", "Bifall", "2025K1"))

    def test_a_variable_that_has_its_own_column_is_not_what_the_groups_are(self):
        grid = grouped("Äldre", "LSS")
        assert codes(load(csv_text(grid), "2025K1.csv")) == [("groups_unclear", 2, "B")]

    def test_two_groups_of_the_same_are_refused(self):
        for labels in (("Bifall", "Beviljat"), ("Bifall", "Bifall"), ("2025-01", "2025-02")):
            assert codes(load(csv_text(grouped(*labels)), "2025K1.csv")) == [("groups_repeated", 2, "B")]

    def test_three_rows_of_headers_are_refused_and_not_half_read(self):
        grid = [
            ["Område", "2025K1", None, None, None, "2025K2", None, None, None],
            [None, *["Bifall", None, "Avslag", None] * 2],
            [None, *["Kvinnor", "Män"] * 4],
            ["Äldre", *range(1, 9)],
        ]
        for data in (csv_text(grid), xlsx(grid, merged=["A1:A3", "B1:E1", "F1:I1"])):
            read = load(data)
            assert "groups_repeated" in [code for code, _, _ in codes(read)]
            assert read.rows_loaded == 0

    def test_a_group_without_men_is_refused(self):
        grid = [["Område", "Bifall", None, "Avslag"], [None, "Kvinnor", "Män", "Kvinnor"], ["Äldre", 1, 2, 3]]
        assert codes(load(csv_text(grid), "2025K1.csv")) == [("group_incomplete", 2, "D")]

    def test_a_group_of_totals_is_checked_and_dropped(self):
        grid = grouped("Bifall", "Avslag", "Totalt", rows=[["Äldre", 1, 2, 3, 4, 4, 6], ["LSS", 1, 2, 3, 4, 4, 7]])
        read = load(csv_text(grid), "2025K1.csv")
        assert codes(read) == [("total_differs", 4, "G")]
        assert sum(column(read, "count")) == 20
        assert read.ignored == ()

    def test_each_groups_own_total_is_checked(self):
        grid = [*QUARTERS[:2], ["LVM", 7, 9, 16, 3, 4, 8]]
        assert codes(load(csv_text(grid))) == [("total_differs", 3, "G")]

    def test_a_lone_last_total_is_not_taken_for_the_last_groups(self):
        grid = [["Insats", "2025K1", None, "2025K2", None, None], [None, "K", "M", "K", "M", "Totalt"]]
        read = load(csv_text([*grid, ["LVM", 1, 2, 3, 4, 10]]))
        assert read.problems == ()
        assert sum(column(read, "count")) == 10

    def test_counts_beside_shares(self):
        grid = grouped("Antal", "Andel", rows=[["Äldre", 7, 9, 44, 56]])
        read = load(csv_text(grid), "2025K1.csv")
        assert column(read, "sex", "count") == [("kvinna", 7), ("man", 9)]
        assert codes(read) == [("shares_left", 2, "D")]
        assert not read.blocked

    @pytest.mark.parametrize("share", ["Andel", "Procent", "%", "Andel (%)"])
    def test_shares_under_the_sexes(self, share):
        grid = [["Område", "Kvinnor", None, "Män", None], [None, *["Antal", share] * 2], ["Äldre", 7, 44, 9, 56]]
        for data in (csv_text(grid), xlsx(grid, merged=["B1:C1", "D1:E1"])):
            read = load(data, "2025K1.csv")
            assert column(read, "sex", "count") == [("kvinna", 7), ("man", 9)]
            assert codes(read) == [("shares_left", 2, "C")]

    def test_groups_under_the_sexes(self):
        grid = [["Område", "Kvinnor", None, "Män", None], [None, *["2025K1", "2025K2"] * 2], ["Äldre", 1, 2, 3, 4]]
        read = load(csv_text(grid))
        assert sorted(column(read, "quarter", "sex", "count")) == [
            (index("2025K1"), "kvinna", 1),
            (index("2025K1"), "man", 3),
            (index("2025K2"), "kvinna", 2),
            (index("2025K2"), "man", 4),
        ]

    def test_shares_alone_are_refused(self):
        for labels in (("Andel",), ("Andel", "Procent")):
            read = load(csv_text(grouped(*labels)), "2025K1.csv")
            assert codes(read) == [("only_shares", 2, "B")]
            assert account(read) == (1, 0, 1, 0)

    def test_one_label_over_all_counts_is_a_title(self):
        read = load(csv_text(grouped("Antal personer i kommunen")), "2025K1.csv")
        assert column(read, "count") == [1, 2]
        assert read.problems == ()

    def test_one_label_that_means_something_is_kept(self):
        read = load(csv_text(grouped("Bifall")), "2025K1.csv")
        assert set(column(read, "decision")) == {"bifall"}

    def test_a_group_that_has_not_come_yet_and_counts_none(self):
        grid = grouped("2025K3", "2025K4", rows=[["Äldre", 1, 2, None, None]])
        read = load(csv_text(grid))
        assert account(read) == (1, 1, 0, 0)
        assert column(read, "count") == [1, 2]

    def test_a_group_that_has_not_come_yet_and_counts_some_refuses_the_line(self):
        grid = grouped("2025K3", "2025K4", rows=[["Äldre", 1, 2, None, 3]])
        assert account(load(csv_text(grid))) == (1, 0, 1, 0)

    def test_declared_totals_of_each_quarter(self):
        grid = [*QUARTERS[:3], ["Totalt antal personer", 5, 6, 11, 2, 3, 5]]
        assert set(load(csv_text(grid)).totals) == {
            DeclaredTotal("personer", index(quarter), sex, count)
            for quarter, sex, count in [
                ("2025K1", "kvinna", 5),
                ("2025K1", "man", 6),
                ("2025K2", "kvinna", 2),
                ("2025K2", "man", 3),
            ]
        }
        assert (
            load(csv_text(grouped("Bifall", "Avslag", rows=[["Totalt antal personer", 1, 2, 3, 4]])), "K").totals == ()
        )

    def test_the_places_of_faults(self):
        read = load(xlsx([*QUARTERS, ["LSS", 1, 2, 3, "fem", 1, 1]], first="B3", merged=["C3:E3", "F3:H3"]))
        assert ("bad_number", 7, "F") in codes(read)
        assert account(read) == (3, 2, 1, 0)


class TestMergedDownwards:
    GRID = (
        ["Enhet", "Löpnr", "Kön", "Kvartal", "Insats"],
        ["Norr", "p1", "k", "2025K1", "LVM"],
        [None, None, None, "2025K1", "LVU"],
        [None, "p2", "m", "2025K1", "LVM"],
        [None, "p3", "m", "2025K1", "LVM"],
    )

    def test_filled_down_within_the_merged_cells_and_no_further(self):
        read = load(xlsx(list(self.GRID), merged=["A2:A4", "B2:B3", "C2:C3"]))
        assert column(read, "unit", "person_id", "sex") == [
            ("Norr", "p1", "kvinna"),
            ("Norr", "p1", "kvinna"),
            ("Norr", "p2", "man"),
            (None, "p3", "man"),
        ]

    def test_cells_that_are_only_empty_stay_so(self):
        read = load(xlsx(list(self.GRID)))
        assert column(read, "unit") == ["Norr", None, None, None]

    def test_a_row_with_one_cell_of_its_own_is_a_row_still(self):
        grid = [["Enhet", "Kön", "Kvartal", "Insats"], ["Norr", "k", "2025K1", "LVM"], [None, None, None, "LVU"]]
        read = load(xlsx(grid, merged=["A2:A3", "B2:B3", "C2:C3"]))
        assert column(read, "intervention", "sex") == [("LVM", "kvinna"), ("LVU", "kvinna")]

    def test_rows_wholly_inside_are_not_made_up(self):
        grid = [["Enhet", "Kön", "Kvartal"], ["Norr", "k", "2025K1"], [None, None, None], ["Söder", "m", "2025K1"]]
        read = load(xlsx(grid, merged=["A2:A3"]))
        assert account(read) == (2, 2, 0, 0)

    def test_counts_are_never_filled_down(self):
        grid = [["Enhet", "Kvinnor", "Män"], ["Norr", 5, 7], ["Söder", None, 8]]
        read = load(xlsx(grid, merged=["B2:B3"]), "2025K1.xlsx")
        assert column(read, "unit", "sex", "count") == [("Norr", "kvinna", 5), ("Norr", "man", 7), ("Söder", "man", 8)]
        assert codes(read) == [("hidden_figure", 3, "B")]


class TestYear:
    @pytest.mark.parametrize(
        "quarter", [1, "1", "K1", "k1", "kv 1", "Kv. 1", "kvartal 1", "Q1", "1:a kvartalet", "jan–mar"]
    )
    def test_year_and_number_make_the_quarter(self, quarter):
        read = load(xlsx([["Kön", "År", "Kvartal"], ["k", 2025, quarter]]))
        assert column(read, "quarter") == [index("2025K1")]
        assert read.problems == ()

    def test_a_number_without_any_year_is_refused(self):
        read = load("Kön;Kvartal\nk;1\nm;2025K1\n", quarter=Quarter.parse("2025K1"))
        assert codes(read) == [("quarter_without_year", 2, "B")]
        assert "År" in read.problems[0].message
        assert account(read) == (2, 1, 1, 0)

    def test_a_year_that_is_missing_refuses_its_row_only(self):
        read = load("Kön;År;Kvartal\nk;;1\nm;2025;2\n")
        assert codes(read) == [("quarter_without_year", 2, "C")]
        assert column(read, "quarter") == [index("2025K2")]

    def test_two_years_that_disagree_are_refused(self):
        read = load("Kön;År;Kvartal\nk;2024;2025K1\nm;2025;2025K1\n")
        assert codes(read) == [("year_disagrees", 2, "B")]
        other = load("Kön;År;Insats\nk;2024;LVM\nm;2025;LVM\n", quarter=Quarter.parse("2025K1"))
        assert codes(other) == [("year_disagrees", 2, "B")]

    def test_a_year_alone_is_not_enough(self):
        read = load("Kön;År;Insats\nk;2025;LVM\n")
        assert codes(read) == [("no_quarter", None, None)]
        assert "--quarter" in read.problems[0].message
        assert "År" in read.problems[0].message

    def test_a_year_that_cannot_be(self):
        assert codes(load("Kön;År;Kvartal\nk;1989;1\n"))[0] == ("out_of_range", 2, "B")


class TestChosenByHand:
    GRID = "Insats;Kvartal;Antal A;Antal B\nLVM;2025K1;7;9\n"

    @pytest.mark.parametrize("columns", [{"kvinna": "C", "man": "D"}, {"kvinna": "antal a", "man": "Antal B"}])
    def test_the_columns_of_women_and_of_men(self, columns):
        read = load(self.GRID, columns=columns)
        assert read.layout == "table"
        assert column(read, "sex", "count") == [("kvinna", 7), ("man", 9)]
        assert read.found["sex"] == "Antal A och Antal B"

    def test_one_of_them_beside_a_known_one(self):
        read = load("Insats;Kvartal;Kvinnor;Övriga\nLVM;2025K1;7;9\n", columns={"man": "Övriga"})
        assert column(read, "sex", "count") == [("kvinna", 7), ("man", 9)]

    def test_they_go_before_what_is_known(self):
        read = load("Insats;Kvartal;Kvinnor;Kvinnor 2;Män\nLVM;2025K1;7;8;9\n", columns={"kvinna": "Kvinnor 2"})
        assert column(read, "sex", "count") == [("kvinna", 8), ("man", 9)]
        assert read.problems == ()

    def test_one_that_is_not_there(self):
        read = load(self.GRID, columns={"kvinna": "C", "man": "Z"})
        assert ("column_missing", 1, None) in codes(read)
        assert "Män" in " ".join(problem.message for problem in read.problems)
        assert read.rows_loaded == 0
