"""What is said of several variables together, word by word. ``~`` stands for the no-break space."""

from __future__ import annotations

import pytest

from jamstalld.wording.interplay import (
    alike_sentence,
    by_factor_sentence,
    hidden_sentence,
    merged_label,
    merged_sentence,
    method_lines,
    no_value,
    question,
    reading_help,
    too_many,
)
from jamstalld.wording.words import ADULTS, CHILDREN

AREA, NEED, AGE = "Verksamhetsområde", "Behovsnivå", "Åldersgrupp"


def plain(text: str) -> str:
    assert "~" not in text
    return text.replace("\u00a0", "~")


def test_the_question_names_the_measure_and_its_value() -> None:
    assert question("Bifall", None) == "Bifall: är könsskillnaden lika stor i alla grupper?"
    assert question("Insatser", "Familjehem") == "Insatser, Familjehem: är könsskillnaden lika stor i alla grupper?"


def test_a_missing_value_is_asked_for_by_the_name_of_its_variable() -> None:
    assert no_value("Insats") == "Välj vad det ska gälla (--value): ett värde av insats."


DIFFERENT = "Skillnaden mellan könen är olika stor i olika grupper (mer än slumpen brukar ge)."
NOTHING_POINTS_TO_IT = "Inget tyder på att skillnaden mellan könen är olika stor i olika grupper."


@pytest.mark.parametrize(
    ("p", "groups", "text"),
    [
        (
            None,
            1,
            "Det går inte att säga om skillnaden mellan könen är olika stor i olika grupper: för få grupper kan visas.",
        ),
        (0.0, 6, DIFFERENT),
        (0.05, 6, DIFFERENT),
        (
            0.0501,
            6,
            f"{NOTHING_POINTS_TO_IT} Det säger inte att den är lika stor i alla 6: i små grupper syns bara stora "
            "olikheter.",
        ),
        (
            1.0,
            1234,
            f"{NOTHING_POINTS_TO_IT} Det säger inte att den är lika stor i alla 1~234: i små grupper syns bara stora "
            "olikheter.",
        ),
    ],
)
def test_the_test_is_said_without_saying_why(p: float | None, groups: int, text: str) -> None:
    assert plain(alike_sentence(p, groups)) == text


@pytest.mark.parametrize(
    ("different", "alike", "text"),
    [
        (
            (AREA,),
            (NEED,),
            "skillnaden är olika stor beroende på verksamhetsområde, men inget tyder på att behovsnivå spelar in.",
        ),
        ((AREA, NEED), (), "skillnaden är olika stor beroende på verksamhetsområde och behovsnivå."),
        ((), (AREA, NEED, AGE), "inget tyder på att verksamhetsområde, behovsnivå och åldersgrupp spelar in."),
    ],
)
def test_each_variable_alone_is_named(different: tuple[str, ...], alike: tuple[str, ...], text: str) -> None:
    assert by_factor_sentence(different, alike) == f"Var för sig: {text}"


@pytest.mark.parametrize(
    ("names", "label"),
    [
        (("a", "b"), "Övriga (a, b)"),
        (("a", "b", "c"), "Övriga (a, b, c)"),
        (("a", "b", "c", "d"), "Övriga (4 grupper)"),
    ],
)
def test_merged_groups_are_named_or_counted(names: tuple[str, ...], label: str) -> None:
    assert merged_label(names) == label


def test_it_is_said_which_groups_are_merged_and_why() -> None:
    assert merged_sentence(("a", "b", "c"), 10, CHILDREN) == (
        "Visas tillsammans, för att de är för små var för sig (i varje ruta färre än 10 flickor eller 10 pojkar): "
        "a, b och c."
    )


@pytest.mark.parametrize(
    ("threshold", "text"),
    [
        (5, "2 av 18 rutor visas inte: färre än 5 kvinnor eller färre än 5 män. Tabellen säger vilka."),
        (1, "2 av 18 rutor visas inte: inga kvinnor eller inga män. Tabellen säger vilka."),
    ],
)
def test_hidden_cells_are_counted(threshold: int, text: str) -> None:
    assert hidden_sentence(2, 18, threshold, ADULTS) == text


@pytest.mark.parametrize(
    ("factors", "filters", "panels", "told"),
    [
        (
            (AREA, NEED, AGE, "Enhet"),
            ("Enhet",),
            AGE,
            "här är det 4: verksamhetsområde, behovsnivå, åldersgrupp och enhet. "
            "Prova att ta bort urvalet på enhet eller att inte dela upp på åldersgrupp.",
        ),
        (
            (AREA, NEED, "Enhet", "Hushåll"),
            ("Enhet", "Hushåll"),
            None,
            "här är det 4: verksamhetsområde, behovsnivå, enhet och hushåll. "
            "Prova att ta bort urvalet på enhet eller att ta bort urvalet på hushåll.",
        ),
    ],
)
def test_too_many_variables_are_refused_with_what_can_be_asked(
    factors: tuple[str, ...], filters: tuple[str, ...], panels: str | None, told: str
) -> None:
    assert too_many(factors, filters, panels, 3) == (
        f"Högst 3 uppgifter kan ses tillsammans, urval medräknade, och {told} Kön, kvartal och insats räknas inte dit."
    )


Q = "Om skillnaden är olika stor i olika grupper prövas med Cochrans Q på skillnaderna (Lipsitz m.fl. 1998)."


@pytest.mark.parametrize(
    ("merged", "unit", "tests", "lines"),
    [
        (0, "insatser", 0, (Q,)),
        (0, "insatser", 1, (Q,)),
        (0, "personer", 3, (f"{Q} De 3 prövningarna är justerade enligt Benjamini–Hochberg.",)),
        (
            2,
            "insatser",
            1,
            (
                Q,
                "2 grupper med färre än 10 av något kön i alla rutor är hopslagna till en. De skyddade antalen är "
                "adderade, och skyddets osäkerhet med dem: en gång för varje grupp.",
            ),
        ),
        (
            2,
            "personer",
            1,
            (
                Q,
                "2 grupper med färre än 10 av något kön i alla rutor är hopslagna till en. De skyddade antalen är "
                "adderade, och skyddets osäkerhet med dem: en gång för varje grupp. Samma person kan finnas i flera "
                "av grupperna.",
            ),
        ),
    ],
)
def test_the_method_says_what_was_tested_and_merged(merged: int, unit: str, tests: int, lines: tuple[str, ...]) -> None:
    assert method_lines(10, merged, unit, tests) == lines


def test_the_help_to_read_the_picture_names_the_variables_and_the_sexes() -> None:
    told = reading_help(CHILDREN, AREA, NEED, AGE, "timmar per vecka")
    assert told[0] == (
        "**Varje ruta** är en grupp: raden säger verksamhetsområde och kolumnen behovsnivå. Det finns en bild för "
        "varje åldersgrupp. Talet är skillnaden (timmar per vecka), flickor minus pojkar."
    )
    assert told[1].endswith("Ett tal över noll är högre för flickor, ett under noll är högre för pojkar.")
    assert "bild för varje" not in reading_help(ADULTS, AREA, NEED, None, "procentenheter")[0]
    assert told[-1].startswith("**Bilden säger inte varför.**")
