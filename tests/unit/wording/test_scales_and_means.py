"""What is said of scales and means, word by word: every verdict, both directions, one and several, women and girls.

``~`` stands for the no-break space.
"""

from __future__ import annotations

import pytest

from jamstalld.wording.means import mean_sentence
from jamstalld.wording.missing import bounds_sentence
from jamstalld.wording.numbers import NBSP
from jamstalld.wording.reading import distribution_help, reading_help
from jamstalld.wording.scales import pairs_sentence
from jamstalld.wording.sentences import (
    Gap,
    adjusted_sentence,
    change_sentence,
    gap_text,
    headline,
    similar_sentence,
    verdict_sentence,
)
from jamstalld.wording.units import PAIRS, POINTS, Unit, unit_of
from jamstalld.wording.words import ADULTS, CHILDREN, Sexes

HOURS = unit_of("timmar per vecka", "timme per vecka", 1.0)
DAYS = unit_of("dagar", "dag", 5.0)
SCORE = unit_of("poäng", "poäng", 1.0)
BARE = unit_of("", "", 1.0)


def plain(text: str) -> str:
    assert "~" not in text
    return text.replace(NBSP, "~")


@pytest.mark.parametrize(
    ("label", "amount", "women", "men", "unit", "sexes", "text"),
    [
        (
            "Hemtjänst",
            "den beviljade tiden",
            8.33,
            13.28,
            HOURS,
            ADULTS,
            "Hemtjänst: den beviljade tiden var i genomsnitt 8,3~timmar per vecka för kvinnor och 13,3 för män.",
        ),
        (
            None,
            "den beviljade tiden",
            1.0,
            0.5,
            HOURS,
            ADULTS,
            "Den beviljade tiden var i genomsnitt 1,0~timme per vecka för kvinnor och 0,5 för män.",
        ),
        (
            "Barn och unga",
            "väntetiden från ansökan till beslut",
            1.2,
            34.6,
            DAYS,
            CHILDREN,
            "Barn och unga: väntetiden från ansökan till beslut var i genomsnitt 1~dag för flickor och 35 för pojkar.",
        ),
        (
            None,
            "förändringen av skattningen",
            -1.26,
            2.0,
            SCORE,
            ADULTS,
            "Förändringen av skattningen var i genomsnitt −1,3~poäng för kvinnor och 2,0 för män.",
        ),
        (None, "”Samtal”", 3.2, 2.8, BARE, ADULTS, "”Samtal” var i genomsnitt 3,2 för kvinnor och 2,8 för män."),
    ],
)
def test_two_means_are_said_in_their_unit(
    label: str | None, amount: str, women: float, men: float, unit: Unit, sexes: Sexes, text: str
) -> None:
    assert plain(mean_sentence(label, amount, women, men, unit, sexes)) == text


@pytest.mark.parametrize(
    ("label", "did", "women", "men", "sexes", "text"),
    [
        (
            "Äldre",
            "nådde målet i högre grad",
            0.38,
            0.22,
            ADULTS,
            "Äldre: av 100 par med en kvinna och en man nådde kvinnan målet i högre grad i 38, mannen i 22, och de var "
            "lika i 40.",
        ),
        (
            None,
            "upplevde en större förbättring",
            0.0,
            1.0,
            CHILDREN,
            "Av 100 par med en flicka och en pojke upplevde flickan en större förbättring i 0, pojken i 100, och de "
            "var lika i 0.",
        ),
        # Rounded each for itself, they must not be more than all.
        (
            None,
            "svarade högre på Trygghet",
            0.505,
            0.495,
            ADULTS,
            "Av 100 par med en kvinna och en man svarade kvinnan högre på Trygghet i 51, mannen i 50, och de var lika "
            "i 0.",
        ),
    ],
)
def test_a_scale_is_said_in_pairs(
    label: str | None, did: str, women: float, men: float, sexes: Sexes, text: str
) -> None:
    assert plain(pairs_sentence(label, did, women, men, sexes)) == text


@pytest.mark.parametrize(
    ("gap", "unit", "sexes", "text"),
    [
        (Gap(-5.0, -6.9, -3.1), HOURS, ADULTS, "5,0~timmar (osäkerhet 3,1–6,9)"),
        (Gap(5.0, 3.1, 6.9), HOURS, ADULTS, "5,0~timmar (osäkerhet 3,1–6,9)"),
        (Gap(1.0, 0.0, 2.0), HOURS, ADULTS, "1,0~timme (osäkerhet 0,0–2,0)"),
        (Gap(-0.4, -1.4, 0.6), HOURS, ADULTS, "0,4~timmar (osäkerhet från 1,4 färre till 0,6 fler för kvinnor)"),
        (Gap(-6.0, -14.2, 1.4), DAYS, CHILDREN, "6~dagar (osäkerhet från 14 kortare till 1 längre för flickor)"),
        (Gap(6.0, 5.0, 7.0), DAYS, ADULTS, "6~dagar (osäkerhet 5–7)"),
        (Gap(16.0, 5.2, 27.1), PAIRS, ADULTS, "16~av 100 par (osäkerhet 5–27)"),
        (Gap(-9.4, -26.0, 8.0), PAIRS, ADULTS, "9~av 100 par (osäkerhet från 26 lägre till 8 högre för kvinnor)"),
        (Gap(-9.4, -10.0, -8.8), PAIRS, ADULTS, "9~av 100 par (osäkerhet 9–10)"),
    ],
)
def test_the_uncertainty_is_in_the_same_unit_and_on_the_same_sides(
    gap: Gap, unit: Unit, sexes: Sexes, text: str
) -> None:
    assert plain(gap_text(gap, sexes, unit)) == text


SAID_HOURS = "Skillnaden är 5,0~timmar (osäkerhet 3,1–6,9)."
SAID_PAIRS = "Skillnaden är 16~av 100 par (osäkerhet 5–27)."
CHANCE, BEYOND = "Den kan bero på slumpen.", "Den är större än vad slumpen brukar ge."
RESULT, TOO_FEW = "Det är också ett resultat.", "Underlaget är för litet för att säga något."


@pytest.mark.parametrize(
    ("verdict", "gap", "margin", "smallest", "unit", "text"),
    [
        ("hidden", None, 1.0, None, HOURS, "Visas inte: för få personer."),
        ("difference", Gap(-5.0, -6.9, -3.1), 1.0, 2.7, HOURS, f"{SAID_HOURS} {BEYOND} Det säger inte varför."),
        ("difference", Gap(5.0, 3.1, 6.9), 1.0, 2.7, HOURS, f"{SAID_HOURS} {BEYOND} Det säger inte varför."),
        (
            "difference",
            Gap(0.5, 0.2, 0.8),
            1.0,
            0.4,
            HOURS,
            f"Skillnaden är 0,5~timmar (osäkerhet 0,2–0,8). {BEYOND} Den är liten: mindre än 1~timme. "
            "Det säger inte varför.",
        ),
        (
            "similar",
            Gap(0.1, -0.7, 0.9),
            1.0,
            1.1,
            HOURS,
            f"Likvärdigt: skillnaden är med god säkerhet mindre än 1~timme. {RESULT}",
        ),
        (
            "similar",
            Gap(0.4, -3.6, 4.4),
            5.0,
            6.0,
            DAYS,
            f"Likvärdigt: skillnaden är med god säkerhet mindre än 5~dagar. {RESULT}",
        ),
        (
            "similar",
            Gap(1.0, -7.0, 9.0),
            10.0,
            12.0,
            PAIRS,
            f"Likvärdigt: skillnaden är med god säkerhet mindre än 10~av 100 par. {RESULT}",
        ),
        (
            "uncertain",
            Gap(-0.4, -1.4, 0.6),
            1.0,
            1.04,
            HOURS,
            f"Skillnaden är 0,4~timmar (osäkerhet från 1,4 färre till 0,6 fler för kvinnor). {CHANCE} Med så här många "
            "hade den behövt vara minst 1,0~timme för att synas.",
        ),
        (
            "uncertain",
            Gap(16.0, -5.2, 37.1),
            10.0,
            29.6,
            PAIRS,
            f"Skillnaden är 16~av 100 par (osäkerhet från 5 lägre till 37 högre för kvinnor). {CHANCE} Med så här "
            "många hade den behövt vara minst 30~av 100 par för att synas.",
        ),
        ("difference", Gap(-16.0, -27.1, -5.2), 10.0, 15.0, PAIRS, f"{SAID_PAIRS} {BEYOND} Det säger inte varför."),
        (
            "too_small",
            Gap(15.0, -1.0, 31.0),
            5.0,
            23.0,
            DAYS,
            f"Skillnaden är 15~dagar (osäkerhet från 1 kortare till 31 längre för kvinnor). {TOO_FEW} Med så här många "
            "hade den behövt vara minst 23~dagar för att synas.",
        ),
        # A mean may differ by any number of days, so the size is named; of a hundred pairs no more than all can.
        (
            "too_small",
            Gap(150.0, -10.0, 310.0),
            5.0,
            230.0,
            DAYS,
            f"Skillnaden är 150~dagar (osäkerhet från 10 kortare till 310 längre för kvinnor). {TOO_FEW} Med så här "
            "många hade den behövt vara minst 230~dagar för att synas.",
        ),
        (
            "too_small",
            Gap(83.0, -9.0, 100.0),
            10.0,
            96.0,
            PAIRS,
            f"Skillnaden är 83~av 100 par (osäkerhet från 9 lägre till 100 högre för kvinnor). {TOO_FEW}",
        ),
    ],
)
def test_every_verdict_has_its_sentence_in_every_unit(
    verdict: str, gap: Gap | None, margin: float, smallest: float | None, unit: Unit, text: str
) -> None:
    assert plain(verdict_sentence(verdict, gap, margin, smallest, ADULTS, unit)) == text


@pytest.mark.parametrize(
    ("change", "before", "unit", "sexes", "text"),
    [
        (
            Gap(3.0, 1.0, 5.0),
            Gap(-5.0, -7, -3),
            HOURS,
            ADULTS,
            "Under 2024 var skillnaden 5,0~timmar (färre för kvinnor). Den har ändrats med 3,0~timmar (osäkerhet "
            "1,0–5,0), mer än vad slumpen brukar ge.",
        ),
        (
            Gap(3.0, -1.0, 7.0),
            Gap(1.2, -7, 9),
            DAYS,
            CHILDREN,
            "Under 2024 var skillnaden 1~dag (längre för flickor). Förändringen kan bero på slumpen.",
        ),
        # What is written as nothing has no side.
        (
            Gap(0.0, -1.0, 1.0),
            Gap(0.04, -1, 1),
            HOURS,
            ADULTS,
            "Under 2024 var skillnaden 0,0~timmar. Förändringen kan bero på slumpen.",
        ),
        (
            Gap(-30.0, -50.0, -10.0),
            Gap(0.6, -20, 21),
            PAIRS,
            ADULTS,
            "Under 2024 var skillnaden 1~av 100 par (högre för kvinnor). Den har ändrats med 30~av 100 par (osäkerhet "
            "10–50), mer än vad slumpen brukar ge.",
        ),
    ],
)
def test_a_change_is_said_in_the_same_unit(change: Gap, before: Gap, unit: Unit, sexes: Sexes, text: str) -> None:
    assert plain(change_sentence(change, before, "2024", sexes, unit)) == text


@pytest.mark.parametrize(
    ("adjusted", "crude", "unit", "text"),
    [
        (
            Gap(-0.3, -1.0, 0.4),
            Gap(-5.0, -6.9, -3.1),
            HOURS,
            "Justerat för behovsnivå är skillnaden 0,3~timmar (osäkerhet från 1,0 färre till 0,4 fler för kvinnor).",
        ),
        (
            Gap(-4.1, -6.0, -2.2),
            Gap(-5.0, -6.9, -3.1),
            HOURS,
            "Justerat för behovsnivå är skillnaden ungefär densamma: 4,1~timmar (osäkerhet 2,2–6,0), färre för "
            "kvinnor.",
        ),
        (
            Gap(12.0, 2.0, 22.0),
            Gap(-5.0, -15.0, 5.0),
            PAIRS,
            "Justerat för behovsnivå vänder skillnaden: den är 12~av 100 par (osäkerhet 2–22), högre för kvinnor.",
        ),
    ],
)
def test_an_adjusted_difference_is_said_in_the_same_unit(adjusted: Gap, crude: Gap, unit: Unit, text: str) -> None:
    margin = 10.0 if unit is PAIRS else 1.0
    assert plain(adjusted_sentence(adjusted, crude, "behovsnivå", margin, ADULTS, unit)) == text


@pytest.mark.parametrize(
    ("differing", "unit", "margin", "sexes", "text"),
    [
        (
            [("Hemtjänst", Gap(-5.0, -6.9, -3.1)), ("Boendestöd", Gap(1.0, 0.2, 1.8))],
            HOURS,
            1.0,
            ADULTS,
            "Tydlig könsskillnad i 2 av 4: Hemtjänst (5,0~timmar färre för kvinnor) och Boendestöd (1,0~timme fler för "
            "kvinnor).",
        ),
        (
            [("Enhet Norr", Gap(-1.2, -2.0, -0.4))],
            DAYS,
            5.0,
            CHILDREN,
            "Säker men liten könsskillnad, under 5~dagar, i 1 av 4: Enhet Norr (1~dag kortare för flickor).",
        ),
        (
            [("Äldre", Gap(16.0, 5.0, 27.0)), ("LSS", Gap(-11.0, -20.0, -2.0))],
            PAIRS,
            10.0,
            ADULTS,
            "Tydlig könsskillnad i 2 av 4: Äldre (kvinnor högre i 16 fler av 100 par) och LSS (män högre i 11 fler av "
            "100 par).",
        ),
        (
            [("LVU", Gap(-16.0, -27.0, -5.0))],
            PAIRS,
            10.0,
            CHILDREN,
            "Tydlig könsskillnad i 1 av 4: LVU (pojkar högre i 16 fler av 100 par).",
        ),
    ],
)
def test_the_finding_is_said_in_the_unit(
    differing: list[tuple[str, Gap]], unit: Unit, margin: float, sexes: Sexes, text: str
) -> None:
    assert plain(headline(differing, [], 4, margin, sexes, unit)) == text


def test_likenesses_are_named_in_the_unit_and_in_the_words_of_the_view() -> None:
    assert plain(similar_sentence(["A"], 1.0, HOURS)) == (
        "Likvärdigt för kvinnor och män (skillnad under 1~timme): A. Det är också ett resultat."
    )
    assert plain(similar_sentence(["LVU"], 10.0, PAIRS, CHILDREN)) == (
        "Likvärdigt för flickor och pojkar (skillnad under 10~av 100 par): LVU. Det är också ett resultat."
    )


@pytest.mark.parametrize(
    ("low", "high", "unit", "sexes", "told"),
    [
        (-12.2, 40.4, POINTS, ADULTS, "allt från 12~procentenheter lägre till 40 högre för kvinnor"),
        (-81.0, 79.0, PAIRS, CHILDREN, "allt från 81~av 100 par lägre till 79 högre för flickor"),
        (5.0, 40.0, POINTS, ADULTS, "från 5 till 40~procentenheter högre för kvinnor"),
        (-40.0, -5.0, POINTS, ADULTS, "från 5 till 40~procentenheter lägre för kvinnor"),
        (-40.0, 0.0, POINTS, ADULTS, "från 0,0 till 40~procentenheter lägre för kvinnor"),
    ],
)
def test_what_missing_answers_could_change_is_said_with_both_ends(
    low: float, high: float, unit: Unit, sexes: Sexes, told: str
) -> None:
    assert plain(bounds_sentence(low, high, sexes, unit)) == (
        f"Så många saknas att de kan ändra bilden: hade de varit med kunde skillnaden vara {told}."
    )


def test_the_picture_of_means_and_of_pairs_is_explained_in_its_unit() -> None:
    mean, scale = reading_help("mean", 1.0, ADULTS, HOURS), reading_help("ordinal", 10.0, CHILDREN, PAIRS)
    assert "genomsnittet för kvinnor" in mean[0]
    assert "i timmar per vecka." in mean[0]
    assert "mindre än 1\u00a0timme" in mean[2]
    assert "100 par med en flicka och en pojke som flickan är högre på skalan" in scale[0]
    assert "mindre än 10\u00a0av 100 par" in scale[2]
    for told in (mean, scale):
        assert "säger inte varför" in told[3]
    assert "i ." not in reading_help("mean", 1.0, ADULTS, BARE)[0]


def test_the_picture_of_a_spread_is_explained() -> None:
    scale, mean = distribution_help("ordinal", ADULTS), distribution_help("mean", CHILDREN)
    assert "svar på skalan" in scale[0]
    assert "grupp av värden" in mean[0]
    assert "flickor överst och pojkar under" in mean[0]
    assert "säger inte varför" in scale[-1]
