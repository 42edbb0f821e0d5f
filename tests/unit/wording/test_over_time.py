"""Every sentence about a gap over time, to the letter."""

from __future__ import annotations

import pytest

from jamstalld.wording import over_time as say
from jamstalld.wording.over_time_reading import method_lines, reading_help
from jamstalld.wording.sentences import Gap
from jamstalld.wording.units import PAIRS, POINTS, Unit
from jamstalld.wording.words import ADULTS, CHILDREN

SHARES = say.Terms(POINTS, 5.0, ADULTS)
CHILD = say.Terms(POINTS, 5.0, CHILDREN)
ORDERED = say.Terms(PAIRS, 10.0, ADULTS)
HOURS = say.Terms(Unit("timmar per vecka", "timme per vecka", 1), 1.0, ADULTS)
CHANCE = "Förändringen kan bero på slumpen."


def text(said: str) -> str:
    """Write no-break spaces as ordinary ones."""
    return said.replace("\u00a0", " ")


def sides(before: tuple[float, ...], after: tuple[float, ...], change: tuple[float, ...]) -> say.Sides:
    return say.Sides(Gap(*before), Gap(*after), Gap(*change))


@pytest.mark.parametrize(
    ("gaps", "terms", "wanted"),
    [
        (
            sides((44, 39, 49), (12, 5, 19), (-32, -41, -23)),
            SHARES,
            "Före kvartal 4 2025 var skillnaden 44 procentenheter (högre för kvinnor), därefter 12 (högre för "
            "kvinnor). Den har minskat med 32 procentenheter (osäkerhet 23–41), mer än vad slumpen brukar ge.",
        ),
        # Of the men: towards 0 is smaller on their side too.
        (
            sides((-44, -49, -39), (-12, -19, -5), (32, 23, 41)),
            SHARES,
            "Före kvartal 4 2025 var skillnaden 44 procentenheter (lägre för kvinnor), därefter 12 (lägre för "
            "kvinnor). Den har minskat med 32 procentenheter (osäkerhet 23–41), mer än vad slumpen brukar ge.",
        ),
        (
            sides((-5, -9, -1), (-20, -26, -14), (-15, -22, -8)),
            SHARES,
            "Före kvartal 4 2025 var skillnaden 5 procentenheter (lägre för kvinnor), därefter 20 (lägre för kvinnor). "
            "Den har ökat med 15 procentenheter (osäkerhet 8–22), mer än vad slumpen brukar ge.",
        ),
        # Surely on the other side.
        (
            sides((10, 4, 16), (-8, -14, -2), (-18, -26, -10)),
            CHILD,
            "Före kvartal 4 2025 var skillnaden 10 procentenheter (högre för flickor), därefter 8 (lägre för flickor). "
            "Den har bytt sida och sammanlagt ändrats med 18 procentenheter (osäkerhet 10–26), mer än vad slumpen "
            "brukar ge.",
        ),
        # On the other side, but perhaps by chance.
        (
            sides((44, 39, 49), (-2, -9, 5), (-46, -55, -37)),
            SHARES,
            "Före kvartal 4 2025 var skillnaden 44 procentenheter (högre för kvinnor), därefter 2 (lägre för kvinnor). "
            "Den har ändrats med 46 procentenheter (osäkerhet 37–55), mer än vad slumpen brukar ge.",
        ),
        (
            sides((12, 3, 21), (8, -1, 17), (-4, -17, 9)),
            SHARES,
            f"Före kvartal 4 2025 var skillnaden 12 procentenheter (högre för kvinnor), därefter 8 (högre för "
            f"kvinnor). {CHANCE}",
        ),
        # A side is not worth naming, nor a unit in the plural.
        (
            sides((1, -6, 8), (0.2, -5, 6), (-0.8, -9, 8)),
            SHARES,
            f"Före kvartal 4 2025 var skillnaden 1 procentenhet (högre för kvinnor), därefter 0,2. {CHANCE}",
        ),
        (
            sides((30, 22, 38), (14, 5, 23), (-16, -28, -4)),
            ORDERED,
            "Före kvartal 4 2025 var skillnaden 30 av 100 par (högre för kvinnor), därefter 14 (högre för kvinnor). "
            "Den har minskat med 16 av 100 par (osäkerhet 4–28), mer än vad slumpen brukar ge.",
        ),
        (
            sides((-5, -6, -4), (-1, -2.2, 0.2), (4, 2.4, 5.6)),
            HOURS,
            "Före kvartal 4 2025 var skillnaden 5,0 timmar (färre för kvinnor), därefter 1,0 (färre för kvinnor). "
            "Den har minskat med 4,0 timmar (osäkerhet 2,4–5,6), mer än vad slumpen brukar ge.",
        ),
    ],
)
def test_before_and_after_an_effort(gaps: say.Sides, terms: say.Terms, wanted: str) -> None:
    assert text(say.before_after_sentence(gaps, "kvartal 4 2025", terms)) == wanted


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ((-0.001, -0.002, 0.0), CHANCE),
        ((0.001, 0.0, 0.002), CHANCE),
        ((-4, -8, -0.1), "Den har minskat med 4 procentenheter (osäkerhet 0–8), mer än vad slumpen brukar ge."),
        ((-2, -3, -1), "Den har minskat med 2 procentenheter (osäkerhet 1,0–3,0), mer än vad slumpen brukar ge."),
    ],
)
def test_a_change_that_may_be_none_is_chance(change: tuple[float, ...], said: str) -> None:
    assert text(say.moved_sentence(sides((10, 5, 15), (6, 1, 11), change), SHARES)) == said


def test_an_adjusted_gap_is_told_the_same_way() -> None:
    gaps = sides((40, 34, 46), (3, -4, 10), (-37, -46, -28))
    assert text(say.adjusted_sentence(gaps, "behovsnivå", SHARES)) == (
        "Justerat för behovsnivå var skillnaden 40 procentenheter (högre för kvinnor) före och 3 (högre för kvinnor) "
        "efter. Den har minskat med 37 procentenheter (osäkerhet 28–46), mer än vad slumpen brukar ge."
    )
    assert say.not_adjusted_sentence("behovsnivå") == (
        "Det går inte att justera för behovsnivå: grupperna blir för små."
    )


def test_the_periods_are_named_with_their_uncertainty() -> None:
    gaps = sides((44, 39, 49), (-2, -9, 5), (-46, -55, -37))
    assert say.compared_periods_sentence("2024", "2025", gaps, SHARES) == (
        "Före är 2024 (osäkerhet 39–49, högre för kvinnor) och efter är 2025 (osäkerhet från 9 lägre till 5 högre för "
        "kvinnor)."
    )


@pytest.mark.parametrize(
    ("before", "after", "wanted"),
    [
        (True, True, ""),
        (False, True, "Det finns inte fyra kvartal före satsningen, så bara det närmaste är med."),
        (True, False, "Det finns inte fyra kvartal från satsningens början än, så bara det senaste är med."),
        (
            False,
            False,
            "Det finns inte fyra kvartal före satsningen, så bara det närmaste är med. Det finns inte fyra kvartal "
            "från satsningens början än, så bara det senaste är med.",
        ),
    ],
)
def test_it_is_said_why_there_are_not_four_quarters(before: bool, after: bool, wanted: str) -> None:
    assert say.short_sentence(whole_before=before, whole_after=after) == wanted


def test_likeness_after_an_effort_is_told() -> None:
    assert text(say.alike_sentence(SHARES)) == (
        "Därefter är det likvärdigt: skillnaden är med god säkerhet mindre än 5 procentenheter."
    )
    assert text(say.alike_sentence(HOURS)).endswith("mindre än 1 timme.")


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        (
            say.long_run_sentence(8, 6),
            "Skillnaden har legat på samma sida om sin median åtta kvartal i rad. Slumpen brukar ge högst sex: ett "
            "tecken på förändring.",
        ),
        (
            say.few_crossings_sentence(1, 3, 12),
            "Skillnaden har bytt sida om sin median en gång på tolv kvartal. Slumpen brukar ge minst tre: ett tecken "
            "på förändring.",
        ),
        (
            say.few_crossings_sentence(2, 5, 16),
            "Skillnaden har bytt sida om sin median två gånger på 16 kvartal. Slumpen brukar ge minst fem: ett "
            "tecken på förändring.",
        ),
        (
            say.few_crossings_sentence(0, 2, 10),
            "Skillnaden har bytt sida om sin median noll gånger på tio kvartal. Slumpen brukar ge minst två: ett "
            "tecken på förändring.",
        ),
        (
            say.few_sentence(12, 10),
            "Det går inte att se ett mönster som är mer än slumpen: för många kvartal ligger mitt på sin median. Det "
            "brukar behövas minst tio som ligger över eller under.",
        ),
        (
            say.few_sentence(1, 10),
            "Med ett kvartal går det inte att se ett mönster som är mer än slumpen. Det brukar behövas minst tio.",
        ),
        (
            say.slope_sentence(Gap(-5.4, -7.6, -3.3), ("kvartal 4 2023", 43), ("kvartal 3 2026", -0.3), SHARES),
            "Skillnaden har ändrats med i genomsnitt 5 procentenheter per kvartal (osäkerhet 3–8), mer än vad slumpen "
            "brukar ge: från 43 (högre för kvinnor) i kvartal 4 2023 till 0,3 i kvartal 3 2026.",
        ),
        (
            say.slope_sentence(Gap(0.4, 0.2, 0.6), ("kvartal 4 2023", -6), ("kvartal 3 2026", -1.6), HOURS),
            "Skillnaden har ändrats med i genomsnitt 0,4 timmar per kvartal (osäkerhet 0,2–0,6), mer än vad slumpen "
            "brukar ge: från 6,0 (färre för kvinnor) i kvartal 4 2023 till 1,6 (färre för kvinnor) i kvartal 3 2026.",
        ),
        (
            say.already_moving_sentence(Gap(-2, -3.5, -0.5), SHARES),
            "Skillnaden ändrades redan före satsningen, med i genomsnitt 2 procentenheter per kvartal (osäkerhet 1–4). "
            "Då kan den ha fortsatt åt samma håll av sig själv.",
        ),
        (
            say.median_sentence(-36, SHARES),
            "Medianen av kvartalens skillnader är 36 procentenheter (lägre för kvinnor).",
        ),
        (say.median_sentence(0, SHARES), "Medianen av kvartalens skillnader är 0,0 procentenheter."),
        (
            say.latest_sentence("kvartal 3 2026", Gap(2, -5, 10), SHARES),
            "Senast, kvartal 3 2026, är skillnaden 2 procentenheter (osäkerhet från 5 lägre till 10 högre för "
            "kvinnor).",
        ),
        (
            say.latest_sentence("kvartal 3 2026", Gap(-9, -16, -2), SHARES),
            "Senast, kvartal 3 2026, är skillnaden 9 procentenheter (osäkerhet 2–16, lägre för kvinnor).",
        ),
        (say.gaps_sentence(1), "Ett kvartal går inte att jämföra och är en lucka i bilden."),
        (say.gaps_sentence(3), "Tre kvartal går inte att jämföra och är luckor i bilden."),
        (say.gaps_sentence(13), "13 kvartal går inte att jämföra och är luckor i bilden."),
        (
            say.few_missing_sentence(5, CHILDREN),
            "Uppgift saknas för färre än 5 flickor och färre än 5 pojkar i varje kvartal.",
        ),
        (say.few_missing_sentence(1, ADULTS), "Ingen uppgift saknas."),
        (say.question("Fråga om våld"), "Fråga om våld: hur har könsskillnaden ändrats?"),
    ],
)
def test_sentences(said: str, wanted: str) -> None:
    assert text(said) == wanted


@pytest.mark.parametrize(("count", "wanted"), [(0, "noll"), (1, "ett"), (12, "tolv"), (13, "13")])
def test_counts_in_letters_up_to_twelve(count: int, wanted: str) -> None:
    assert say.in_words(count) == wanted


FORBIDDEN = ("beror på satsningen", "tack vare", "effekt", "osaklig", "omotiverad", "diskriminer", "ojämställ")


def test_nothing_that_is_said_judges_or_names_a_cause() -> None:
    lines = [
        *reading_help(SHARES, with_effort=True, with_lines=True),
        *method_lines("", "rate", "", with_effort=True, adjusted_by=("Behovsnivå",)),
        say.NO_SIGN,
        say.NOT_THE_CAUSE,
    ]
    assert not [word for word in FORBIDDEN for line in lines if word in line.lower()]
    assert say.NOT_THE_CAUSE == "Det säger inte att satsningen är orsaken: annat kan ha hänt samtidigt."


def test_the_help_tells_of_what_is_there() -> None:
    with_all = "\n".join(reading_help(CHILD, with_effort=True, with_lines=True))
    alone = "\n".join(reading_help(CHILD, with_effort=False, with_lines=False))
    assert "flickor minus pojkar" in alone
    assert "**Linjerna under** är flickornas och pojkarnas egna andelar." in with_all
    assert "**Det lodräta strecket**" in with_all
    assert "Linjerna" not in alone
    assert "lodräta" not in alone


def test_the_method_names_what_was_done() -> None:
    plain = method_lines("Räknat.", "mean", "Skydd.", with_effort=False, adjusted_by=())
    assert (plain[0], plain[-1]) == ("Räknat.", "Skydd.")
    assert "Welch" in plain[1]
    assert "Brunner" in method_lines("", "ordinal", "", with_effort=False, adjusted_by=())[1]
    assert not [line for line in plain if "Före och efter" in line or "Justerad" in line]
    told = method_lines("", "share", "", with_effort=True, adjusted_by=("Behovsnivå", "Enhet"))
    assert "Newcombe" in told[1]
    assert "Zou och Donner (2008)" in told[-3]
    assert "över behovsnivå, enhet till båda könens gemensamma fördelning, före och efter tillsammans." in told[-2]
    of_mean = method_lines("", "mean", "", with_effort=True, adjusted_by=("Behovsnivå",))
    assert "fördelning, före och efter var för sig." in of_mean[-2]
