"""What is said of an action that is measured again, word by word."""

from __future__ import annotations

import pytest

from jamstalld.wording import following as say
from jamstalld.wording.over_time import Sides, Terms
from jamstalld.wording.sentences import Gap
from jamstalld.wording.units import PAIRS, POINTS, unit_of
from jamstalld.wording.words import ADULTS, CHILDREN

TERMS = Terms(POINTS, 5.0, ADULTS)
HOURS = Terms(unit_of("timmar per vecka", "timme per vecka", 1.0), 1.0, ADULTS)
WHEN = say.When("2025", "kvartal 1 2026")


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("gaps", "terms", "sentence"),
    [
        (
            Sides(Gap(-9, -12, -6), Gap(-3, -5, -1), Gap(6, 2, 10)),
            TERMS,
            "Skillnaden var 9 procentenheter (lägre för kvinnor) under 2025 och är 3 (lägre för kvinnor) under "
            "kvartal 1 2026. Den har minskat med 6 procentenheter (osäkerhet 2–10), mer än vad slumpen brukar ge.",
        ),
        (
            Sides(Gap(9, 6, 12), Gap(7, 4, 10), Gap(-2, -6, 2)),
            TERMS,
            "Skillnaden var 9 procentenheter (högre för kvinnor) under 2025 och är 7 (högre för kvinnor) under "
            "kvartal 1 2026. Förändringen kan bero på slumpen.",
        ),
        (
            Sides(Gap(-6, -8, -4), Gap(-2, -3, -1), Gap(4, 2, 6)),
            HOURS,
            "Skillnaden var 6,0 timmar (färre för kvinnor) under 2025 och är 2,0 (färre för kvinnor) under "
            "kvartal 1 2026. Den har minskat med 4,0 timmar (osäkerhet 2,0–6,0), mer än vad slumpen brukar ge.",
        ),
        (
            Sides(Gap(20, 12, 28), Gap(-1, -8, 6), Gap(-21, -32, -10)),
            Terms(PAIRS, 10.0, CHILDREN),
            "Skillnaden var 20 av 100 par (högre för flickor) under 2025 och är 1 (lägre för flickor) under "
            "kvartal 1 2026. Den har ändrats med 21 av 100 par (osäkerhet 10–32), mer än vad slumpen brukar ge.",
        ),
    ],
)
def test_a_gap(gaps: Sides, terms: Terms, sentence: str) -> None:
    assert plain(say.gap_sentence(gaps, WHEN, terms)) == sentence


@pytest.mark.parametrize(
    ("level", "change", "terms", "sentence"),
    [
        (
            say.Level(say.rate_subject("fick bifall", "kvinnor"), "54 %", "61 %", "andelen"),
            Gap(7, 1, 13),
            TERMS,
            "Andelen kvinnor som fick bifall var 54 % under 2025 och är 61 % under kvartal 1 2026. Andelen har ökat "
            "med 7 procentenheter (osäkerhet 1–13), mer än vad slumpen brukar ge.",
        ),
        (
            say.Level(say.share_subject("Hemtjänst", "insatser", "män", "männens"), "34 %", "28 %", "andelen"),
            Gap(-6, -11, -1),
            TERMS,
            "Andelen Hemtjänst av männens insatser var 34 % under 2025 och är 28 % under kvartal 1 2026. Andelen har "
            "minskat med 6 procentenheter (osäkerhet 1–11), mer än vad slumpen brukar ge.",
        ),
        (
            say.Level(say.share_subject("Hemtjänst", "", "män", "männens"), "34 %", "33 %", "andelen"),
            Gap(-1, -6, 4),
            TERMS,
            "Andelen män med Hemtjänst var 34 % under 2025 och är 33 % under kvartal 1 2026. Förändringen kan bero på "
            "slumpen.",
        ),
        (
            say.Level(say.mean_subject("den beviljade tiden", "kvinnor"), "8,3 timmar", "9,6 timmar", "genomsnittet"),
            Gap(1.3, 0.4, 2.2),
            HOURS,
            "Den beviljade tiden för kvinnor var i genomsnitt 8,3 timmar under 2025 och är 9,6 timmar under kvartal 1 "
            "2026. Genomsnittet har ökat med 1,3 timmar (osäkerhet 0,4–2,2), mer än vad slumpen brukar ge.",
        ),
    ],
)
def test_a_level(level: say.Level, change: Gap, terms: Terms, sentence: str) -> None:
    assert plain(say.level_sentence(level, change, WHEN, terms)) == sentence


@pytest.mark.parametrize(
    ("verdict", "how", "expected", "sentence"),
    [
        ("as_expected", "", "smaller", "Den har rört sig som väntat; det säger inte att åtgärden är orsaken."),
        ("as_expected", "", "women_more", "Den har rört sig som väntat; det säger inte att åtgärden är orsaken."),
        (
            "as_expected",
            "crossed",
            "smaller",
            "Den har rört sig som väntat; det säger inte att åtgärden är orsaken. Att den nu är åt andra hållet kan "
            "bero på slumpen.",
        ),
        (
            "as_expected",
            "",
            "kept",
            "Som väntat är skillnaden fortfarande med god säkerhet mindre än 5 procentenheter; det säger inte att "
            "åtgärden är orsaken.",
        ),
        (
            "moved",
            "less",
            "smaller",
            "Det är åt det håll ni väntade er men mindre än 8 procentenheter; det säger inte att åtgärden är orsaken.",
        ),
        (
            "moved",
            "away",
            "smaller",
            "Ni väntade er att den skulle minska; det säger inte att åtgärden är orsaken.",
        ),
        (
            "moved",
            "away",
            "women_more",
            "Ni väntade er att nivån skulle öka; det säger inte att åtgärden är orsaken.",
        ),
        (
            "moved",
            "away",
            "men_fewer",
            "Ni väntade er att nivån skulle minska; det säger inte att åtgärden är orsaken.",
        ),
        (
            "moved",
            "away",
            "kept",
            "Ni väntade er att den skulle vara kvar på samma låga nivå; det säger inte att åtgärden är orsaken.",
        ),
        (
            "moved",
            "closer",
            "kept",
            "Den är mindre, men inte säkert under 5 procentenheter; det säger inte att åtgärden är orsaken.",
        ),
        (
            "moved",
            "turned",
            "smaller",
            "Ni väntade er att den skulle bli mindre, och nu är den åt andra hållet; det säger inte att åtgärden är "
            "orsaken.",
        ),
        ("moved", "", "", "Ni har inte skrivit vad ni väntade er, och det säger inte att åtgärden är orsaken."),
        ("not_moved", "", "smaller", ""),
        ("too_few", "", "smaller", ""),
    ],
)
def test_beside_what_was_expected(verdict: str, how: str, expected: str, sentence: str) -> None:
    assert plain(say.outcome_sentence(verdict, how, expected, 8.0, TERMS)) == sentence


def test_no_sentence_names_a_cause() -> None:
    for verdict in ("as_expected", "moved"):
        for how in ("less", "turned", "closer", "away"):
            for expected in ("smaller", "kept", "women_more", "men_fewer"):
                said = say.outcome_sentence(verdict, how, expected, 3.0, TERMS)
                assert "det säger inte att åtgärden är orsaken" in said


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (
            say.visible_sentence(13, TERMS),
            "Med så här många hade förändringen behövt vara minst 13 procentenheter för att synas.",
        ),
        (say.visible_sentence(95, TERMS), ""),
        (
            say.visible_sentence(2.3, HOURS),
            "Med så här många hade förändringen behövt vara minst 2,3 timmar för att synas.",
        ),
        (
            say.too_early_sentence("kvartal 1 2026", ""),
            "Det finns inget kvartal efter starten än. Det första som kan visa något är kvartal 1 2026.",
        ),
        (
            say.too_early_sentence("kvartal 1 2026", "kvartal 4 2026"),
            "Det finns inget kvartal efter starten än. Det första som kan visa något är kvartal 1 2026. Ni räknar med "
            "att se det kvartal 4 2026.",
        ),
        (
            say.hidden_sentence("kvinnor eller män", WHEN),
            "Det är för få kvinnor eller män, eller inga alls, under 2025 eller under kvartal 1 2026.",
        ),
        (
            say.preliminary_sentence("kvartal 4 2026"),
            "Beskedet är preliminärt: ni räknar med att se det kvartal 4 2026.",
        ),
        (
            say.prospect_sentence(7, None, TERMS),
            "Med lika många som nu behöver förändringen vara minst 7 procentenheter för att synas.",
        ),
        (
            say.prospect_sentence(7, 7, TERMS),
            "Med lika många som nu behöver förändringen vara minst 7 procentenheter för att synas.",
        ),
        (
            say.prospect_sentence(7, 6, TERMS),
            "Med lika många som nu behöver förändringen vara minst 7 procentenheter för att synas. Ni väntar er mindre "
            "än så: den kan då ha skett utan att det går att se.",
        ),
        (
            say.prospect_sentence(100, None, TERMS),
            "Det är så få att ingen förändring kommer att synas. Välj en grövre uppdelning eller en längre period.",
        ),
        (
            say.expected_sentence("Skillnaden ska bli mindre", 3, "kvartal 4 2026", TERMS),
            "Väntat: skillnaden ska bli mindre, med minst 3 procentenheter, att se kvartal 4 2026.",
        ),
        (say.expected_sentence("Skillnaden ska bli mindre", None, "", TERMS), "Väntat: skillnaden ska bli mindre."),
    ],
)
def test_the_other_sentences(said: str, sentence: str) -> None:
    assert plain(said) == sentence


def test_a_scale_has_a_gap_to_change_and_no_level() -> None:
    assert {key: plain(text) for key, text in say.expected_options("rate", TERMS).items()} == {
        "": "Inte bestämt",
        "smaller": "Skillnaden ska bli mindre",
        "kept": "Skillnaden ska fortsätta vara under 5 procentenheter",
        "women_more": "Andelen ska öka för kvinnor",
        "women_fewer": "Andelen ska minska för kvinnor",
        "men_more": "Andelen ska öka för män",
        "men_fewer": "Andelen ska minska för män",
    }
    assert list(say.expected_options("ordinal", TERMS)) == ["", "smaller", "kept"]
    assert say.expected_options("mean", HOURS)["men_more"] == "Genomsnittet ska öka för män"


def test_what_has_moved_is_no_surprise_where_nothing_was_expected() -> None:
    assert say.verdict_word("moved", "") == "Har rört sig"
    assert say.verdict_word("moved", "smaller") == "Har rört sig, men inte som väntat"
    assert say.verdict_word("as_expected", "smaller") == "Har rört sig som väntat"
