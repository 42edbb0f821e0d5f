"""Columns that may never be stored are told of and not read; what only sounds like them is left alone."""

from __future__ import annotations

import tomllib
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jamstalld.intake.sensitive import KINDS, is_contact, is_free_text, kind_of_header, kind_of_values
from tests.conftest import ROOT

from .files import account, codes, column, csv_text, index, load, xlsx

SENTENCES = [f"Hon berättar att hon nummer {at} vill ha mer hjälp hemma" for at in range(12)]


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("Namn", "name"),
        ("Förnamn", "name"),
        ("För- och efternamn", "name"),
        ("Klientens namn", "name"),
        ("Namn (brukare)", "name"),
        ("Handläggare", "name"),
        ("Adress", "address"),
        ("Folkbokföringsadress", "address"),
        ("Postnr", "address"),
        ("Postort", "address"),
        ("C/o-adress", "address"),
        ("Telefon", "phone"),
        ("Tel.nr", "phone"),
        ("Telefonnummer", "phone"),
        ("Mobil", "phone"),
        ("mobilnr", "phone"),
        ("E-post", "email"),
        ("E-postadress", "email"),
        ("e-mail", "email"),
        ("Epost", "email"),
        ("Mejladress", "email"),
        ("Fritext", "text"),
        ("Kommentar", "text"),
        ("Journalanteckning", "text"),
        ("Etnicitet", "ethnicity"),
        ("Etnisk tillhörighet", "ethnicity"),
        ("Religion", "religion"),
        ("Religiös tillhörighet", "religion"),
        ("Sexuell läggning", "sexuality"),
        ("HBTQI", "sexuality"),
        ("Politisk åsikt", "politics"),
        ("Partitillhörighet", "politics"),
        ("Facklig tillhörighet", "union"),
        ("Fackförening", "union"),
        ("Diagnos", "health"),
        ("Sjukdomsbild", "health"),
        ("Medsökandes personnummer", "identity"),
    ],
)
def test_headers_that_say_what_stands_under_them(header, kind):
    assert kind_of_header(header) == kind
    assert kind_of_header(header.upper()) == kind


@pytest.mark.parametrize(
    "header",
    [
        *(
            "Kontaktperson",
            "Telefonstöd",
            "Telefonkontakt",
            "Namn på enhet",
            "Enhetsnamn",
            "Enhetens namn",
            "Insatsnamn",
        ),
        *("Kommunnamn", "Namn på insats", "Utförarens telefon", "Mobilt team", "E-posttjänst", "Personligt ombud"),
        *(
            "Adresserat behov",
            "Facktext",
            "Sexuellt våld",
            "Partner",
            "Trots",
            "Rastplats",
            "Benämning",
            "Postadressat",
        ),
    ],
)
def test_headers_that_only_sound_like_it(header):
    assert kind_of_header(header) is None


def test_no_header_that_means_a_variable_is_sensitive():
    path = ROOT / "jamstalld" / "dictionary" / "variables.toml"
    for key, entry in tomllib.loads(path.read_text("utf-8")).items():
        for header in (key, entry["title"], *entry.get("headers", ())):
            expected = "identity" if key == "identity_number" else None
            assert kind_of_header(header) in (expected, None), header


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("anna@exempel.se", "email"),
        ("a.b+c@post.exempel.nu", "email"),
        ("070-123 45 67", "phone"),
        ("0701234567", "phone"),
        ("08-123 456 78", "phone"),
        ("0480-12 34 56", "phone"),
        ("+46 70 123 45 67", "phone"),
        ("0046701234567", "phone"),
        ("123 45 Exempelköping", "address"),
        ("Storgatan 12, 123 45 Exempelköping", "address"),
        ("12345 STORA BY", "address"),
        ("Björkvägen 4 B", "address"),
        ("Lilla gatan 7 lgh 1101", "address"),
        ("811228-9841", "identity"),
        ("198112289841", "identity"),
        # Born on 23 January 2007, with a check digit that is right; as a telephone number it would do as well.
        ("0701239816", "identity"),
    ],
)
def test_values_that_are_sensitive(text, kind):
    assert kind_of_values(Counter([text])) == kind
    # Half of the cells are enough, fewer are not.
    assert kind_of_values(Counter([text, "x"])) == kind
    assert kind_of_values(Counter([text, "x", "y"])) is None


@pytest.mark.parametrize(
    "text",
    [
        *("2025-03-01", "01-02-2025", "0123456789", "12345", "12 345", "A17", "Hemtjänst", "@", "a@b", "Kontaktperson"),
        *("Telefonstöd", "Norr 2", "070", "2025K1", "150 timmar", "Dnr 2025-00017", "3,5", "Gatan"),
    ],
)
def test_values_that_are_not(text):
    assert kind_of_values(Counter([text])) is None
    assert not is_contact(text)


@given(st.dictionaries(st.text(max_size=60), st.integers(1, 50), max_size=20))
def test_any_cells_and_headers_are_judged(texts):
    assert kind_of_values(texts) in (*KINDS, None)
    assert {kind_of_header(text) for text in texts} <= {*KINDS, None}


class TestFreeText:
    def test_ten_different_long_texts_are_the_limit(self):
        assert not is_free_text(Counter(SENTENCES[:9]))
        assert is_free_text(Counter(SENTENCES[:10]))

    def test_a_text_is_long_with_five_words_or_more_than_forty_letters(self):
        for long, short in (("a b c d", "a b c"), ("å" * 39, "å" * 38)):
            assert is_free_text(Counter(f"{long} {at}" for at in range(10)))
            assert not is_free_text(Counter(f"{short} {at}" for at in range(10)))

    def test_long_names_that_come_again_are_categories(self):
        assert is_free_text(dict.fromkeys(SENTENCES, 2))
        assert not is_free_text(dict.fromkeys(SENTENCES, 3))

    def test_half_of_the_cells_must_be_long(self):
        assert is_free_text({**dict.fromkeys(SENTENCES, 1), "Norr": 12})
        assert not is_free_text({**dict.fromkeys(SENTENCES, 1), "Norr": 13})

    def test_texts_too_long_for_any_category_count(self):
        assert is_free_text(Counter(SENTENCES[:5]), too_long=5)
        assert not is_free_text(Counter(SENTENCES[:5]), too_long=4)


class TestUnmapped:
    def test_each_column_is_told_of_once_with_its_letter_and_kind(self):
        read = load("Kön;Kvartal;Förnamn;E-post\nk;2025K1;Anna;anna@exempel.se\nm;2025K1;Bo;bo@exempel.se\n")
        assert codes(read) == [("sensitive_column", 1, "C"), ("sensitive_column", 1, "D")]
        first, second = (problem.message for problem in read.problems)
        assert "Kolumn C" in first
        assert "namn på personer" in first
        assert "e-postadresser" in second
        assert account(read) == (2, 2, 0, 0)
        assert not read.blocked

    @pytest.mark.parametrize(
        ("cells", "what"),
        [
            (["anna@exempel.se", ""], "e-postadresser"),
            (["070-123 45 67", "x"], "telefonnummer"),
            (["123 45 By", "Storgatan 1"], "adresser"),
            (SENTENCES, "fritext"),
        ],
    )
    def test_recognised_by_what_stands_there(self, cells, what):
        read = load(csv_text([["Kön", "Kvartal", "Övrigt"], *(["k", "2025K1", cell] for cell in cells)]))
        assert codes(read) == [("sensitive_column", 1, "C")]
        assert what in read.problems[0].message
        assert all(cell not in repr((read, read.columns)) for cell in cells if len(cell) > 1)

    def test_in_a_workbook_with_its_sheet_row_and_letter(self):
        grid = [["Kön", "Kvartal", "Telefon"], ["k", "2025K1", "070-123 45 67"]]
        read = load(xlsx({"Blad": grid}, first="C5"))
        assert [(one.sheet, one.row, one.column) for one in read.problems] == [("Blad", 5, "E")]

    def test_yes_and_no_under_a_way_to_reach_someone_is_neither(self):
        assert codes(load("Kön;Kvartal;E-post\nk;2025K1;ja\nm;2025K1;Nej\n")) == []
        assert codes(load("Kön;Kvartal;Religion\nk;2025K1;ja\n")) == [("sensitive_column", 1, "C")]

    def test_identity_numbers_are_told_of_with_how_to_map_them(self):
        read = load("Kön;Kvartal;Ref\nk;2025K1;811228-9841\n")
        assert codes(read) == [("unmapped_identity_numbers", 1, "C")]
        assert "--set identity_number=C" in read.problems[0].message
        assert account(read) == (1, 1, 0, 0)

    def test_in_a_table_of_counts_a_name_is_what_is_counted(self):
        assert codes(load("Namn;Kvinnor;Män\nHemtjänst;4;5\n", "2025K1.csv")) == []

    def test_ordinary_words_as_values_are_no_alarm(self):
        text = "Kön;Kvartal;Insats;Enhet;Stödform\nk;2025K1;Kontaktperson;Telefonstöd;Telefonstöd\n"
        read = load(text)
        assert codes(read) == []
        assert column(read, "intervention", "unit", "quarter") == [("Kontaktperson", "Telefonstöd", index("2025K1"))]


class TestMapped:
    @pytest.mark.parametrize(
        ("key", "header", "what"),
        [
            ("unit", "E-post", "e-postadresser"),
            ("unit", "Handläggare", "namn på personer"),
            ("need_area", "Religion", "religiös övertygelse"),
            ("intervention", "Fritext", "fritext"),
            ("person_id", "Namn", "namn på personer"),
        ],
    )
    def test_to_choose_one_on_purpose_blocks_the_file(self, key, header, what):
        read = load(f"Kön;Kvartal;{header}\nk;2025K1;x\n", columns={key: "C"})
        assert codes(read) == [("sensitive_mapping", 1, "C")]
        assert what in read.problems[0].message
        assert f"--set {key}=" in read.problems[0].message
        assert account(read) == (1, 0, 1, 0)
        assert set(map(len, read.columns.values())) == {0}

    def test_where_only_listed_values_are_kept_any_column_may_be_chosen(self):
        assert codes(load("Kön;Kvartal;Diagnos\nk;2025K1;ja\n", columns={"disability": "Diagnos"})) == []

    @pytest.mark.parametrize("text", ["anna@exempel.se", "Norr (anna@exempel.se)", "070-123 45 67"])
    def test_ways_to_reach_someone_refuse_the_row(self, text):
        read = load(f"Kön;Kvartal;Enhet\nk;2025K1;{text}\nk;2025K1;Norr\n")
        assert codes(read) == [("contact_in_text", 2, "C")]
        assert account(read) == (2, 1, 1, 0)

    @pytest.mark.parametrize("header", ["Enhet", "Insats", "Behovsområde"])
    def test_free_text_blocks_the_file(self, header):
        read = load(csv_text([["Kön", "Kvartal", header], *(["k", "2025K1", text] for text in SENTENCES)]))
        assert codes(read) == [("free_text", None, "C")]
        assert account(read) == (12, 0, 12, 0)
        assert "benämningar" in read.problems[0].message

    def test_so_does_text_that_is_too_long_for_a_cell(self):
        rows = (["k", "2025K1", "x" * 81 + str(at)] for at in range(10))
        assert codes(load(csv_text([["Kön", "Kvartal", "Enhet"], *rows])))[0] == ("free_text", None, "C")

    def test_a_table_may_have_a_long_name_on_each_line(self):
        grid = [["Insats", "Kvinnor", "Män"], *([text, 5, 6] for text in SENTENCES)]
        assert codes(load(csv_text(grid), "2025K1.csv")) == []

    def test_a_message_never_has_what_stood_there(self):
        grid = [["Kön", "Kvartal", "Enhet", "E-post"]]
        grid += [["k", "2025K1", text, "anna@exempel.se"] for text in SENTENCES]
        told = " ".join(problem.message for problem in load(csv_text(grid)).problems)
        assert "hjälp hemma" not in told
        assert "anna" not in told
