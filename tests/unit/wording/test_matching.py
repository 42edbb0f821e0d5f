"""What is said of needs and interventions, word by word. ``~`` stands for the no-break space."""

from __future__ import annotations

import pytest

from jamstalld.wording.matching import (
    cannot_say,
    crude_sentence,
    few_got_it,
    headline,
    hidden_cells_sentence,
    left_out_sentence,
    method_lines,
    missing_need_sentence,
    question,
    reading_help,
    shares_sentence,
    turned_sentence,
    usual_sentence,
)
from jamstalld.wording.sentences import Gap
from jamstalld.wording.words import ADULTS, CHILDREN

LOWER, HIGHER, ONE = Gap(-33.4, -51.0, -16.0), Gap(21.0, 9.0, 32.0), Gap(1.0, 0.2, 1.9)


def plain(text: str) -> str:
    assert "~" not in text
    return text.replace("\u00a0", "~")


def test_the_question_names_the_sexes() -> None:
    assert question(ADULTS) == "Får kvinnor och män samma insatser vid samma behov?"
    assert question(CHILDREN) == "Får flickor och pojkar samma insatser vid samma behov?"


@pytest.mark.parametrize(
    ("differing", "any_at_all", "alike", "compared", "text"),
    [
        ((), None, 0, 0, "Underlaget räcker inte till att jämföra kvinnor och män vid samma behov."),
        (
            (("LVM", LOWER),),
            None,
            0,
            4,
            "Vid samma behov får kvinnor och män inte samma insatser lika ofta: "
            "LVM (33~procentenheter lägre för kvinnor).",
        ),
        (
            (("a", LOWER), ("b", HIGHER), ("c", HIGHER), ("d", ONE)),
            LOWER,
            0,
            6,
            "Vid samma behov får kvinnor och män inte samma insatser lika ofta: a (33~procentenheter lägre för "
            "kvinnor), b (21~procentenheter högre för kvinnor) och c (21~procentenheter högre för kvinnor) samt 1 "
            "till. Andelen som får någon insats alls är 33~procentenheter lägre för kvinnor.",
        ),
        (
            (),
            HIGHER,
            1,
            2,
            "Vid samma behov får kvinnor och män inte insats lika ofta: andelen som får någon insats alls är "
            "21~procentenheter högre för kvinnor.",
        ),
        (
            (),
            None,
            3,
            3,
            "Vid samma behov får kvinnor och män i stort sett samma insatser: alla skillnader är med god säkerhet "
            "mindre än 5~procentenheter.",
        ),
        (
            (),
            None,
            2,
            3,
            "Det finns ingen säker skillnad i vilka insatser kvinnor och män får vid samma behov. Underlaget räcker "
            "inte till att säga att de får samma.",
        ),
    ],
)
def test_the_headline_is_honest_about_what_is_known(
    differing: tuple[tuple[str, Gap], ...], any_at_all: Gap | None, alike: int, compared: int, text: str
) -> None:
    assert plain(headline(differing, any_at_all, alike, compared, 5.0, ADULTS)) == text


def test_alike_is_said_only_where_every_row_is() -> None:
    for alike in range(3):
        assert "i stort sett samma" not in headline((), None, alike, 3, 5.0, ADULTS)


@pytest.mark.parametrize(
    ("noun", "shares", "usual"),
    [
        (
            "",
            "LVM: vid samma behov 6~% av kvinnorna och nästan inga av männen.",
            "Vid samma behov får 6~% av kvinnorna och nästan inga av männen den insats som är vanligast: ",
        ),
        (
            "beslut",
            "LVM: vid samma behov 6~% av kvinnornas beslut och nästan inga av männens.",
            "Vid samma behov gäller 6~% av kvinnornas beslut och nästan inga av männens den insats som är vanligast: ",
        ),
    ],
)
def test_what_is_counted_is_named(noun: str, shares: str, usual: str) -> None:
    both = ("6\u00a0%", "nästan inga")
    assert plain(shares_sentence("LVM", *both, noun, ADULTS)) == shares
    needs = (("låg", "Öppna insatser"), ("medel", "Öppna insatser"), ("hög", "LVM"))
    told = plain(usual_sentence(*both, needs, noun, ADULTS))
    assert told == f"{usual}öppna insatser (låg och medel) och LVM (hög)."


def test_a_difference_that_needs_turn_round_is_named_from_both_sides() -> None:
    assert plain(crude_sentence(LOWER, HIGHER, CHILDREN)) == (
        "Utan hänsyn till behov är skillnaden den omvända: 33~procentenheter lägre för flickor, och vid samma behov "
        "21~procentenheter högre för flickor."
    )
    assert turned_sentence(("Någon insats", "LVM")) == (
        "När lika behov jämförs vänder skillnaden för någon insats och LVM."
    )


@pytest.mark.parametrize(
    ("women", "men", "threshold", "text"),
    [
        (0.12, 0.4, 5, "Behovsnivå saknas för 12~% av kvinnorna och 40~% av männen. De är inte med i jämförelsen."),
        (None, 0.4, 5, "Behovsnivå saknas för 40~% av männen. De är inte med i jämförelsen."),
        (None, None, 5, "Behovsnivå saknas för färre än 5 eller ingen."),
        (0.0, 0.0, 1, "Behovsnivå saknas inte för någon."),
    ],
)
def test_it_is_said_whose_need_is_not_known(women: float | None, men: float | None, threshold: int, text: str) -> None:
    assert plain(missing_need_sentence(women, men, "Behovsnivå", threshold, ADULTS)) == text


def test_it_is_said_who_cannot_be_compared_and_what_is_not_shown() -> None:
    assert plain(left_out_sentence(0.08)) == (
        "8~% har ett behov som för få av det ena könet har. De är inte med där samma behov jämförs."
    )
    assert hidden_cells_sentence(5, 18) == (
        "5 av 18 rutor visas inte: för få har behovet, eller för få har fått insatsen. Tabellen säger vilka."
    )
    assert (few_got_it(5), few_got_it(1)) == ("färre än 5 har fått den", "ingen har fått den")


def test_it_is_said_what_the_data_cannot_tell() -> None:
    told = cannot_say("Behovsnivå", CHILDREN)
    assert len(told) == 4
    assert told[0] == (
        "**Om behoven är rätt bedömda.** Behovsnivå är någons bedömning. Bedöms flickornas och pojkarnas behov olika, "
        "syns det inte här."
    )
    assert told[1] == "**Om behoven är desamma.** Två med samma behovsnivå kan behöva olika saker."
    assert not any(word in " ".join(told).lower() for word in ("osaklig", "omotiverad", "diskriminer"))


def test_the_method_and_the_help_name_the_need() -> None:
    first, second, third = method_lines("Behovsområde", 5.0)
    assert plain(first) == (
        "Andelen är de som beviljats insatsen av alla av samma kön med samma behovsområde. "
        "Som likvärdigt räknas en skillnad under 5~procentenheter."
    )
    assert second == (
        "Vid samma behov: direkt standardisering till båda könens gemensamma fördelning över behovsområde, räknad på "
        "skyddade delar. Test: Cochran–Mantel–Haenszel, justerat enligt Benjamini–Hochberg över insatserna."
    )
    assert third == "Den vanligaste insatsen vid ett behov är den som flest av båda könen tillsammans beviljats."
    told = reading_help("Behovsnivå", CHILDREN)
    assert told[0].startswith("**Varje rad** är en insats och varje kolumn behovsnivå. ")
    assert "som om flickor och pojkar hade samma behov" in told[1]
    assert told[-1].startswith("**Bilden säger inte varför.**")
