from dataclasses import replace

import pytest

from jamstalld.charts import alt_text, comparison_table
from jamstalld.views.model import View

from . import make


def test_the_alternative_text_carries_the_finding():
    assert alt_text(make.view()) == (
        "Diagram: Bifall, kvinnor jämförda med män, 6 rader. "
        "Skillnad: Frivillig institutionsvård (kvinnor 31\u00a0%, män 52\u00a0%), "
        "Bistånd som avser boende (kvinnor 44\u00a0%, män 57\u00a0%). "
        "Likvärdigt: Boendestöd (kvinnor 82\u00a0%, män 82\u00a0%). "
        "Kan bero på slumpen: 2 rader. För litet underlag: 1 rad. Visas inte: 2 rader."
    )


def test_the_alternative_text_says_when_nothing_differs():
    text = alt_text(make.view((make.row("Hemtjänst", 0.5, 0.5, "uncertain"),), ()))
    assert "1 rad." in text
    assert "Skillnad: ingen rad." in text
    assert "Visas inte" not in text


@pytest.mark.parametrize(
    "view",
    [make.many(), replace(make.many(), title="Mycket lång rubrik " * 40), make.view((), ())],
    ids=["many rows", "long title", "no rows"],
)
def test_the_alternative_text_is_never_too_long(view: View):
    assert 0 < len(alt_text(view)) <= 600


def test_rows_there_is_no_room_for_are_counted():
    text = alt_text(make.many())
    assert "40 rader" in text
    assert "8 rader till" in text


def test_the_alternative_text_names_girls_and_boys():
    assert "flickor jämförda med pojkar" in alt_text(make.view(words=("flickor", "pojkar")))


def test_the_table_has_the_rows_of_the_picture_with_the_numbers_of_the_view():
    table = comparison_table(make.view(), "Insats")
    assert table[0] == {
        "Insats": "Frivillig institutionsvård",
        "Kvinnor, antal": "46 av 150",
        "Kvinnor, andel": "31\u00a0%",
        "Män, antal": "94 av 180",
        "Män, andel": "52\u00a0%",
        "Skillnad (procentenheter)": "−21",
        "Osäkerhet": "−30 till −12",
        "Bedömning": "Skillnad",
    }
    assert [row["Insats"] for row in table] == [
        "Frivillig institutionsvård",
        "Bistånd som avser boende",
        "Öppna insatser",
        "Familjehem",
        "Kontaktperson",
        "Boendestöd",
        "LVM",
        "Omedelbart omhändertagande",
    ]


def test_hidden_rows_come_last_and_show_nothing_but_why():
    last = comparison_table(make.view(), "Insats")[-1]
    assert last["Insats"] == "Omedelbart omhändertagande"
    assert last["Bedömning"] == "visas inte: för få personer"
    assert {cell for heading, cell in last.items() if heading not in ("Insats", "Bedömning")} == {"–"}


def test_every_row_has_the_same_headings_also_when_all_are_hidden():
    for view in (make.view(), make.full(), make.view(())):
        headings = [list(row) for row in comparison_table(view, "Insats")]
        assert all(each == headings[0] for each in headings)
        assert headings[0][0] == "Insats"


def test_representation_standardised_and_earlier_get_a_column_where_they_exist():
    row = comparison_table(make.full(), "Insats")[0]
    assert row["Andel kvinnor"] == "41\u00a0%"
    assert row["Standardiserad skillnad"] == "−4"
    assert row["Förändring av skillnaden"] == "+7"
    assert "Andel kvinnor" not in comparison_table(make.view(), "Insats")[0]


def test_a_hidden_count_is_not_in_the_table():
    rows = (make.row("A", 0.0, 1.0, "difference"),)
    (cells,) = comparison_table(make.view(rows, ()), "Insats")
    assert cells["Kvinnor, antal"] == "färre än 5 av 150"
    assert cells["Kvinnor, andel"] == "nästan inga"
    assert cells["Män, andel"] == "nästan alla"


def test_the_headings_follow_the_words_of_the_view():
    row = comparison_table(make.view(words=("flickor", "pojkar")), "Insats")[0]
    assert {"Flickor, antal", "Pojkar, andel"} <= set(row)


def test_a_split_row_is_named_by_both():
    view = make.view((make.row("Hemtjänst", 0.5, 0.4, split="hög"),), ())
    assert comparison_table(view, "Insats")[0]["Insats"] == "Hemtjänst · hög"
