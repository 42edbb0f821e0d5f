"""What is said, word by word. ``~`` stands for the no-break space."""

from __future__ import annotations

import pytest

from jamstalld.wording.sentences import (
    Gap,
    adjusted_sentence,
    base_text,
    change_sentence,
    gap_text,
    headline,
    hidden_reason,
    hidden_sentence,
    missing_sentence,
    rate_sentence,
    share_sentence,
    share_text,
    similar_sentence,
    turned_sentence,
    turns,
    verdict_sentence,
    within,
)
from jamstalld.wording.words import ADULTS, CHILDREN


def plain(text: str) -> str:
    assert "~" not in text
    return text.replace("\u00a0", "~")


@pytest.mark.parametrize(
    ("share", "protected", "text"),
    [
        (None, True, "uppgift saknas"),
        (0.0, True, "nästan inga"),
        (1.0, True, "nästan alla"),
        (0.0, False, "0~%"),
        (1.0, False, "100~%"),
        (0.004, True, "0,4~%"),
        (0.01, True, "1~%"),
        (0.537, False, "54~%"),
    ],
)
def test_a_share_of_a_protected_group_is_never_said_to_be_all_or_none(
    share: float | None, protected: bool, text: str
) -> None:
    assert plain(share_text(share, protected=protected)) == text


def test_two_rates_are_said_with_the_verb_first() -> None:
    assert rate_sentence(None, "fick bifall", "54 %", "63 %", ADULTS) == (
        "Av kvinnorna fick 54 % bifall, av männen 63 %."
    )
    assert rate_sentence("Äldre", "fick bifall", "54 %", "63 %", ADULTS) == (
        "Äldre: av kvinnorna fick 54 % bifall, av männen 63 %."
    )
    assert rate_sentence("LVU", "nådde målet helt eller delvis", "nästan alla", "8 %", CHILDREN) == (
        "LVU: av flickorna nådde nästan alla målet helt eller delvis, av pojkarna 8 %."
    )


def test_two_shares_are_said_of_what_they_are_shares_of() -> None:
    assert share_sentence("Hemtjänst", "insatser", "34 %", "33 %", ADULTS) == (
        "Hemtjänst: 34 % av kvinnornas insatser och 33 % av männens."
    )
    assert share_sentence("LVU", "insatser", "34 %", "33 %", CHILDREN) == (
        "LVU: 34 % av flickornas insatser och 33 % av pojkarnas."
    )
    assert share_sentence("Hemtjänst", "", "34 %", "33 %", ADULTS) == "Hemtjänst: 34 % av kvinnorna och 33 % av männen."
    assert share_sentence("Äldre", "insatser", "46 %", "40 %", ADULTS, "Hemtjänst") == (
        "Äldre: Hemtjänst är 46 % av kvinnornas insatser och 40 % av männens."
    )


@pytest.mark.parametrize(
    ("gap", "text"),
    [
        (Gap(-9.2, -16.1, -2.4), "9~procentenheter (osäkerhet 2–16)"),
        (Gap(9.2, 2.4, 16.1), "9~procentenheter (osäkerhet 2–16)"),
        (Gap(-3.0, -28.2, 34.4), "3~procentenheter (osäkerhet från 28 lägre till 34 högre för kvinnor)"),
        (Gap(0.0, -13.7, 15.2), "0,0~procentenheter (osäkerhet från 14 lägre till 15 högre för kvinnor)"),
        # An interval narrower than 3 points has a decimal, one of 3 has none.
        (Gap(-1.73, -1.93, -1.53), "1,7~procentenheter (osäkerhet 1,5–1,9)"),
        (Gap(1.02, 0.7, 1.4), "1,0~procentenhet (osäkerhet 0,7–1,4)"),
        (Gap(-0.6, -1.94, 1.02), "0,6~procentenheter (osäkerhet från 1,9 lägre till 1,0 högre för kvinnor)"),
        (Gap(2.0, 0.5, 3.5), "2~procentenheter (osäkerhet 1–4)"),
        (Gap(1.2, 0.0, 9.0), "1~procentenhet (osäkerhet 0–9)"),
    ],
)
def test_a_difference_is_said_with_its_uncertainty(gap: Gap, text: str) -> None:
    assert plain(gap_text(gap, ADULTS)) == text


def test_an_interval_over_zero_names_the_girls_where_it_is_about_children() -> None:
    assert plain(gap_text(Gap(5, -5, 15), CHILDREN)) == (
        "5~procentenheter (osäkerhet från 5 lägre till 15 högre för flickor)"
    )


@pytest.mark.parametrize(
    ("verdict", "gap", "margin", "smallest", "text"),
    [
        ("hidden", None, 5.0, None, "Visas inte: för få personer."),
        (
            "difference",
            Gap(-9.2, -16.1, -2.4),
            5.0,
            10.0,
            "Skillnaden är 9~procentenheter (osäkerhet 2–16). Den är större än vad slumpen brukar ge. "
            "Det säger inte varför.",
        ),
        (
            "difference",
            Gap(-1.73, -1.93, -1.53),
            2.0,
            0.3,
            "Skillnaden är 1,7~procentenheter (osäkerhet 1,5–1,9). Den är större än vad slumpen brukar ge. "
            "Den är liten: mindre än 2~procentenheter. Det säger inte varför.",
        ),
        (
            "similar",
            Gap(0.4, -3.6, 4.4),
            5.0,
            6.0,
            "Likvärdigt: skillnaden är med god säkerhet mindre än 5~procentenheter. Det är också ett resultat.",
        ),
        (
            "uncertain",
            Gap(-4.0, -14.1, 6.3),
            5.0,
            14.6,
            "Skillnaden är 4~procentenheter (osäkerhet från 14 lägre till 6 högre för kvinnor). Den kan bero på "
            "slumpen. Med så här många hade den behövt vara minst 15~procentenheter för att synas.",
        ),
        (
            "uncertain",
            Gap(4.0, 0.4, 7.0),
            5.0,
            None,
            "Skillnaden är 4~procentenheter (osäkerhet 0–7). Den kan bero på slumpen.",
        ),
        (
            "too_small",
            Gap(7.0, -14.0, 28.0),
            5.0,
            28.0,
            "Skillnaden är 7~procentenheter (osäkerhet från 14 lägre till 28 högre för kvinnor). Underlaget är för "
            "litet för att säga något. Med så här många hade den behövt vara minst 28~procentenheter för att synas.",
        ),
        # No difference of shares can be much larger than this, so no size is named.
        (
            "too_small",
            Gap(50.0, -20.0, 90.0),
            5.0,
            95.0,
            "Skillnaden är 50~procentenheter (osäkerhet från 20 lägre till 90 högre för kvinnor). Underlaget är för "
            "litet för att säga något.",
        ),
    ],
)
def test_every_verdict_has_its_sentence(
    verdict: str, gap: Gap | None, margin: float, smallest: float | None, text: str
) -> None:
    assert plain(verdict_sentence(verdict, gap, margin, smallest, ADULTS)) == text


@pytest.mark.parametrize(
    ("low", "high", "inside"),
    [(-4.9, 4.9, True), (-5.0, 4.9, False), (-4.9, 5.0, False), (-9.0, -6.0, False), (-4.0, -1.0, True)],
)
def test_a_difference_is_small_when_its_whole_interval_lies_inside_the_margin(
    low: float, high: float, inside: bool
) -> None:
    assert within(Gap((low + high) / 2, low, high), 5.0) == inside


def test_a_moved_difference_is_told_from_one_that_chance_may_have_moved() -> None:
    assert plain(change_sentence(Gap(-46.2, -52.4, -40.1), Gap(46.7, 41, 52), "kvartal 1 2025", ADULTS)) == (
        "Under kvartal 1 2025 var skillnaden 47~procentenheter (högre för kvinnor). "
        "Den har ändrats med 46~procentenheter (osäkerhet 40–52), mer än vad slumpen brukar ge."
    )
    assert plain(change_sentence(Gap(3, -4, 10), Gap(-6.4, -12, -1), "2024", CHILDREN)) == (
        "Under 2024 var skillnaden 6~procentenheter (lägre för flickor). Förändringen kan bero på slumpen."
    )


@pytest.mark.parametrize(("before", "side"), [(0.5, " (högre för kvinnor)"), (-0.5, " (lägre för kvinnor)"), (0.4, "")])
def test_a_difference_of_less_than_half_a_point_had_no_side(before: float, side: str) -> None:
    said = change_sentence(Gap(0.0, -4, 4), Gap(before, -4, 4), "2024", ADULTS)
    assert said.startswith(f"Under 2024 var skillnaden 0,{round(abs(before) * 10)}\u00a0procentenheter{side}. ")


def test_a_change_that_touches_zero_may_be_chance() -> None:
    assert "slumpen." in change_sentence(Gap(3, 0, 6), Gap(1, 0, 2), "2024", ADULTS)


@pytest.mark.parametrize(
    ("adjusted", "crude", "text"),
    [
        (
            Gap(23.4, 12.7, 34.1),
            Gap(-15.5, -24.9, -5.9),
            "Justerat för behovsnivå vänder skillnaden: den är 23~procentenheter (osäkerhet 13–34), högre för kvinnor.",
        ),
        # The other sign, but the interval is on both sides: chance may have turned it.
        (
            Gap(3.0, -4.0, 10.0),
            Gap(-15.5, -24.9, -5.9),
            "Justerat för behovsnivå är skillnaden 3~procentenheter (osäkerhet från 4 lägre till 10 högre för "
            "kvinnor).",
        ),
        (
            Gap(-10.0, -16.0, -4.0),
            Gap(-15.1, -24.9, -5.9),
            "Justerat för behovsnivå är skillnaden 10~procentenheter (osäkerhet 4–16), lägre för kvinnor.",
        ),
        (
            Gap(-10.0, -16.0, -4.0),
            Gap(-15.0, -24.9, -5.9),
            "Justerat för behovsnivå är skillnaden ungefär densamma: 10~procentenheter (osäkerhet 4–16), "
            "lägre för kvinnor.",
        ),
    ],
)
def test_the_adjusted_difference_is_said_beside_the_crude_one(adjusted: Gap, crude: Gap, text: str) -> None:
    assert plain(adjusted_sentence(adjusted, crude, "behovsnivå", 5.0, ADULTS)) == text


def test_a_reversal_needs_both_signs_and_an_interval_off_zero() -> None:
    assert turns(Gap(3, 1, 5), Gap(-3, -9, 3))
    assert not turns(Gap(3, -1, 7), Gap(-3, -5, -1))
    assert not turns(Gap(3, 1, 5), Gap(9, 5, 13))
    assert turned_sentence(["Äldre", "Barn och unga"], "behovsnivå") == (
        "Justerat för behovsnivå vänder skillnaden i Äldre och Barn och unga."
    )


LARGE = [("A", Gap(-38.7, -53, -23)), ("B", Gap(20.0, 10, 30)), ("C", Gap(-15.5, -25, -6)), ("D", Gap(9.0, 2, 16))]
SMALL = [("S", Gap(1.0, 0.7, 1.4)), ("T", Gap(-0.7, -1.1, -0.3))]


@pytest.mark.parametrize(
    ("differing", "similar", "compared", "text"),
    [
        ([], [], 0, "Underlaget räcker inte till någon jämförelse mellan könen."),
        (
            [],
            [],
            1,
            "Ingen säker könsskillnad i den enda jämförelsen. Det kan finnas skillnader som är för små att se.",
        ),
        (
            [],
            [],
            6,
            "Ingen säker könsskillnad i någon av 6 jämförelser. Det kan finnas skillnader som är för små att se.",
        ),
        ([], ["A"], 6, "Likvärdigt i 1 av 6: A."),
        ([], ["A", "B", "C", "D", "E"], 6, "Likvärdigt i 5 av 6: A, B och C samt 2 till."),
        (LARGE[:1], [], 6, "Tydlig könsskillnad i 1 av 6: A (39~procentenheter lägre för kvinnor)."),
        (
            LARGE[:2],
            ["E"],
            6,
            "Tydlig könsskillnad i 2 av 6: A (39~procentenheter lägre för kvinnor) och "
            "B (20~procentenheter högre för kvinnor).",
        ),
        (
            LARGE,
            [],
            26,
            "Tydlig könsskillnad i 4 av 26: A (39~procentenheter lägre för kvinnor), B (20~procentenheter högre för "
            "kvinnor) och C (16~procentenheter lägre för kvinnor) samt 1 till.",
        ),
        # A sure difference smaller than the margin is named only where there is no larger one.
        (
            [*LARGE[:1], *SMALL],
            [],
            10,
            "Tydlig könsskillnad i 1 av 10: A (39~procentenheter lägre för kvinnor).",
        ),
        (
            SMALL,
            [],
            10,
            "Säker men liten könsskillnad, under 2~procentenheter, i 2 av 10: S (1~procentenhet högre för kvinnor) "
            "och T (0,7~procentenheter lägre för kvinnor).",
        ),
    ],
)
def test_the_finding_of_a_view_is_one_sentence(
    differing: list[tuple[str, Gap]], similar: list[str], compared: int, text: str
) -> None:
    assert plain(headline(differing, similar, compared, 2.0, ADULTS)) == text


def test_the_finding_names_girls_where_the_view_is_about_children() -> None:
    assert headline(LARGE[:1], [], 2, 5.0, CHILDREN).endswith("lägre för flickor).")


def test_likenesses_are_named_as_a_result() -> None:
    assert plain(similar_sentence(["A", "B"], 5.0)) == (
        "Likvärdigt för kvinnor och män (skillnad under 5~procentenheter): A och B. Det är också ett resultat."
    )


@pytest.mark.parametrize(
    ("women", "men", "threshold", "text"),
    [
        (0.14, 0.09, 5, "Uppgift saknas för 14~% av kvinnorna och 9~% av männen."),
        (0.14, None, 5, "Uppgift saknas för 14~% av kvinnorna."),
        (None, 0.09, 5, "Uppgift saknas för 9~% av männen."),
        (None, None, 5, "Uppgift saknas för färre än 5 eller ingen."),
        (0.0, 0.0, 1, "Ingen uppgift saknas."),
        (0.0, 0.2, 1, "Uppgift saknas för 20~% av männen."),
    ],
)
def test_missing_answers_are_always_said(women: float | None, men: float | None, threshold: int, text: str) -> None:
    assert plain(missing_sentence(women, men, threshold, ADULTS)) == text


def test_hidden_rows_are_named_with_the_reason() -> None:
    assert hidden_sentence(["A", "B"], 5, ADULTS) == "Visas inte, färre än 5 kvinnor eller män: A och B."
    assert hidden_sentence(["A"], 1, ADULTS) == "Visas inte, inga kvinnor eller inga män: A."
    assert hidden_sentence(["LVU"], 3, CHILDREN) == "Visas inte, färre än 3 flickor eller pojkar: LVU."
    assert hidden_reason(0, 12, 5, ADULTS) == "färre än 5 kvinnor"
    assert hidden_reason(0, 0, 5, ADULTS) == "färre än 5 kvinnor och män"
    assert hidden_reason(7, 0, 1, CHILDREN) == "inga pojkar"
    # Both are there, but each of their answers is protected, or one person has nobody to be compared with.
    assert hidden_reason(7, 7, 5, ADULTS) == "färre än 5 i de flesta svar"
    assert hidden_reason(2, 1, 1, ADULTS) == "för få för att jämföra"


@pytest.mark.parametrize(
    ("women", "men", "noun", "threshold", "text"),
    [
        (1131, 1394, "", 5, "1~131 kvinnor, 1~394 män (justerade antal)"),
        (1131, None, "beslut", 5, "1~131 beslut för kvinnor, färre än 5 för män (justerade antal)"),
        (48516, 69366, "insatser", 1, "48~516 insatser för kvinnor, 69~366 för män"),
    ],
)
def test_the_base_says_whom_a_view_is_about(
    women: int | None, men: int | None, noun: str, threshold: int, text: str
) -> None:
    assert plain(base_text(women, men, noun, threshold, ADULTS)) == text
