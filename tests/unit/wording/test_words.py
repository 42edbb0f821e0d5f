"""The words for the two sexes, small grammar, the method lines and the reading help."""

from __future__ import annotations

import pytest

from jamstalld.dictionary import dictionary
from jamstalld.wording.method import method_lines, protection_line
from jamstalld.wording.reading import reading_help
from jamstalld.wording.words import ADULTS, CHILDREN, addressed, capitalised, enumerated, first_named, sexes_of

PLAIN: dict[str, object] = {
    "count_unit": "insatser",
    "quarter": "decision",
    "family": 6,
    "threshold": 5,
    "standardised_by": [],
    "compared": False,
}


def test_children_are_girls_and_boys_wherever_their_area_is_named() -> None:
    assert sexes_of() is ADULTS
    assert sexes_of("Äldre", None) is ADULTS
    assert sexes_of("Barn och unga") is CHILDREN
    assert sexes_of("hög", "Barn och unga") is CHILDREN
    # An intervention or unit with the same sound is not the area.
    assert sexes_of("Barn") is ADULTS


@pytest.mark.parametrize(
    ("items", "text"), [([], ""), (["a"], "a"), (["a", "b"], "a och b"), (list("abc"), "a, b och c")]
)
def test_things_are_listed_as_in_running_text(items: list[str], text: str) -> None:
    assert enumerated(items) == text


def test_a_capital_leaves_the_rest_alone() -> None:
    assert capitalised("av LSS") == "Av LSS"
    assert capitalised("äldre") == "Äldre"
    assert capitalised("") == ""


def test_the_method_of_a_plain_view() -> None:
    assert method_lines(**PLAIN) == (  # type: ignore[arg-type]
        "Räknat i insatser (beslut om insats). En rad räknas i kvartalet då beslutet fattades.",
        "Andelar har 95 % osäkerhetsintervall enligt Wilson, skillnader enligt Newcombe (1998, metod 10), "
        "kvoter enligt Koopman.",
        "Test: N−1 χ² (Campbell 2007), Fishers mid-p där förväntade antal är små. Med 6 jämförelser samtidigt är "
        "gränsen justerad enligt Benjamini–Hochberg.",
        "Antalen är justerade med cellnyckelmetoden, samma slags skydd som SCB använder: små slumpmässiga ändringar, "
        "alltid desamma för samma grupp. Antal under 5 visas inte. Därför kan delar och summor skilja sig åt med "
        "några personer, och osäkerheten räknar med skyddet.",
    )


@pytest.mark.parametrize(
    ("change", "line"),
    [
        ({"count_unit": "personer"}, "Räknat i personer: var och en räknas en gång per grupp."),
        ({"count_unit": "ärenden"}, "Räknat i ärenden."),
        ({"quarter": "closing"}, "En rad räknas i kvartalet då insatsen avslutades."),
        ({"quarter": "given"}, "En rad räknas i det kvartal som underlaget anger."),
        ({"family": 1}, "Med 1 jämförelse samtidigt"),
        ({"threshold": 3}, "Antal under 3 visas inte."),
        ({"threshold": 1}, "Skydd av små tal är avstängt: databasen är gjord för offentlig statistik."),
        ({"compared": True}, "Förändring av skillnad: intervall enligt Zou och Donner (2008)"),
        (
            {"standardised_by": ["Behovsnivå", "Åldersgrupp"]},
            "Justerad skillnad: direkt standardisering till båda könens gemensamma fördelning över "
            "behovsnivå, åldersgrupp, räknad på skyddade delar.",
        ),
    ],
)
def test_the_method_says_what_was_done(change: dict[str, object], line: str) -> None:
    said = " ".join(method_lines(**{**PLAIN, **change}))  # type: ignore[arg-type]
    assert line in said
    assert line not in " ".join(method_lines(**PLAIN))  # type: ignore[arg-type]


def test_only_public_statistics_are_said_to_be_unprotected() -> None:
    assert "avstängt" in protection_line(1)
    assert all("avstängt" not in protection_line(threshold) for threshold in range(3, 11))


def test_the_picture_is_explained_in_the_words_of_the_view() -> None:
    rate, share = reading_help("rate", 5.0, ADULTS), reading_help("share", 2.0, CHILDREN)
    assert "hur stor del av kvinnorna respektive männen som det gäller" in rate[0]
    assert "hur stor del av allt som flickor respektive pojkar har fått" in share[0]
    assert "kvinnor minus män" in rate[1]
    assert "mindre än 5\u00a0procentenheter" in rate[2]
    assert "mindre än 2\u00a0procentenheter" in share[2]
    assert "säger inte varför" in rate[3]


def test_a_question_is_asked_of_those_it_is_about() -> None:
    asked = "Är informationen lika lätt att förstå för kvinnor och män?"
    assert addressed(asked, CHILDREN) == "Är informationen lika lätt att förstå för flickor och pojkar?"
    assert addressed(asked, ADULTS) == asked
    assert all(
        "kvinn" not in addressed(measure.question, CHILDREN).lower() for measure in dictionary().measures.values()
    )


@pytest.mark.parametrize(
    ("items", "told"), [("a", "a"), ("ab", "a och b"), ("abc", "a, b och c"), ("abcde", "a, b och c samt 2 till")]
)
def test_the_first_few_are_named_and_the_others_counted(items: str, told: str) -> None:
    assert first_named(list(items), 3) == told
