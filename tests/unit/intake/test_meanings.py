"""Values with a meaning chosen by hand, values that are nearly known, and the municipality's own variables."""

from __future__ import annotations

import pytest

from jamstalld.dictionary import LocalVariable, dictionary, with_local
from jamstalld.intake import grouped

from .files import account, codes, column, load, xlsx

OWN = with_local(
    dictionary(),
    [
        LocalVariable("Tolk använd", "yes_no"),
        LocalVariable("Väg in", "category", values=("Egen ansökan", "Orosanmälan")),
        LocalVariable("Trygghet", "ordered", values=("låg", "medel", "hög"), positive=("hög",)),
        LocalVariable("Antal möten", "number", limits=(5, 10), unit="möten"),
    ],
)


class TestNearlyKnown:
    def test_a_closed_list_proposes_its_own_value(self):
        read = load("Kön;Kvartal;Beslut\nk;2025K1;Bifal\nm;2025K1;Beviljadd\nk;2025K1;Ja\n")
        assert codes(read) == [("unknown_value", row, "C") for row in (2, 3, 4)]
        told = [problem.message for problem in read.problems]
        assert "Menades ”bifall”?" in told[0]
        assert told[0] == told[1]
        assert "Menades" not in told[2]
        assert account(read) == (3, 0, 3, 0)
        assert not any(cell in text for text in told for cell in ("Bifal?", "Beviljadd"))

    def test_problems_in_other_words_are_another_group(self):
        read = load("Kön;Kvartal;Beslut\nk;2025K1;Bifal\nm;2025K1;Avslagg\nk;2025K1;Bifalll\n")
        groups = grouped(read.problems)
        assert [(group.code, group.number, group.rows) for group in groups] == [
            ("unknown_value", 2, (2, 4)),
            ("unknown_value", 1, (3,)),
        ]
        assert ["”bifall”" in group.message for group in groups] == [True, False]

    def test_an_open_list_keeps_the_value_and_says_what_it_resembles(self):
        read = load("Kön;Kvartal;Insats\nk;2025K1;Hemtjänts\nm;2025K1;Hemtjänst\nk;2025K1;Boxning\n")
        assert codes(read) == [("similar_value", 2, "C")]
        assert "”Hemtjänst”" in read.problems[0].message
        assert "Hemtjänts”" not in read.problems[0].message
        assert column(read, "intervention") == ["Hemtjänts", "Hemtjänst", "Boxning"]
        assert not read.blocked

    def test_a_row_that_is_refused_anyway_is_not_told_of(self):
        assert codes(load("Kön;Kvartal;Insats\nx;2025K1;Hemtjänts\n")) == [("unknown_value", 2, "A")]

    @pytest.mark.parametrize(("meant", "kept"), [("Hemtjänst", "Hemtjänst"), ("Hemtjänts", "Hemtjänts"), ("", None)])
    def test_a_meaning_that_has_been_chosen_is_not_asked_about(self, meant, kept):
        read = load("Kön;Kvartal;Insats\nk;2025K1;Hemtjänts\n", values={"intervention": {"hemtjänts": meant}})
        assert read.problems == ()
        assert column(read, "intervention") == [kept]


class TestChosenMeanings:
    def test_of_a_closed_list(self):
        text = "Kön;Kvartal;Beslut\nTjej;2025K1;OK\nKille;2025K1;Nix\nm;2025K1;?!\n"
        said = {"sex": {"tjej": "kvinna", "kille": "man"}, "decision": {"ok": "bifall", "NIX": "avslag", "?!": ""}}
        read = load(text, values=said)
        assert column(read, "sex", "decision") == [("kvinna", "bifall"), ("man", "avslag"), ("man", None)]
        assert read.problems == ()

    def test_of_the_labels_of_groups(self):
        grid = "Område;OK;;Nix;\n;Kvinnor;Män;Kvinnor;Män\nÄldre;1;2;3;4\n"
        read = load(grid, "2025K1.csv", values={"decision": {"ok": "bifall", "nix": "avslag"}})
        assert column(read, "decision", "count") == [("bifall", 1), ("bifall", 2), ("avslag", 3), ("avslag", 4)]

    def test_headers_that_are_not_to_be_read(self):
        read = load("Kön;Kvartal;Grupp\nk;2025K1;3\n", unused=("grupp",))
        assert column(read, "unit") == [None]
        assert read.ignored == ("Grupp",)


class TestOwnVariables:
    def test_of_every_kind(self):
        grid = [
            ["Kön", "Kvartal", "Tolk använd", "Väg in", "Trygghet", "Antal möten"],
            ["k", "2025K1", "x", "egen ansökan", "HÖG", 4.5],
            ["m", "2025K1", "nej", "Orosanmälan", "", 5],
            ["m", "2025K1", "", "", "låg", 10],
        ]
        read = load(xlsx(grid), known=OWN)
        assert read.problems == ()
        keys = ("local_tolk_anvand", "local_vag_in", "local_trygghet", "local_antal_moten", "local_antal_moten_band")
        assert column(read, *keys) == [
            ("ja", "Egen ansökan", "hög", 4.5, "under 5"),
            ("nej", "Orosanmälan", None, 5.0, "5 till under 10"),
            (None, None, "låg", 10.0, "10 eller mer"),
        ]

    def test_their_lists_are_closed(self):
        read = load("Kön;Kvartal;Väg in\nk;2025K1;Orosanm.\nm;2025K1;Brev\n", known=OWN)
        assert codes(read) == [("unknown_value", 2, "C"), ("unknown_value", 3, "C")]
        assert "Menades ”Orosanmälan”?" in read.problems[0].message
        assert "Egen ansökan, Orosanmälan" in read.problems[1].message

    def test_a_number_that_is_none(self):
        read = load("Kön;Kvartal;Antal möten\nk;2025K1;många\nm;2025K1;-\n", known=OWN)
        assert codes(read) == [("bad_number", 2, "C")]
        assert column(read, "local_antal_moten_band") == [None]

    def test_chosen_column_and_meaning(self):
        said = {"local_vag_in": {"själv": "Egen ansökan"}}
        read = load("Kön;Kvartal;Hur\nk;2025K1;Själv\n", known=OWN, columns={"local_vag_in": "C"}, values=said)
        assert column(read, "local_vag_in") == ["Egen ansökan"]

    def test_groups_of_counts(self):
        grid = "Insats;Egen ansökan;;Orosanmälan;\n;K;M;K;M\nLVM;1;2;3;4\n"
        read = load(grid, "2025K1.csv", known=OWN)
        assert column(read, "local_vag_in", "count")[1:3] == [("Egen ansökan", 2), ("Orosanmälan", 3)]

    def test_without_the_declaration_they_are_not_read(self):
        read = load("Kön;Kvartal;Väg in\nk;2025K1;Brev\n")
        assert read.ignored == ("Väg in",)
        assert "local_vag_in" not in read.columns
