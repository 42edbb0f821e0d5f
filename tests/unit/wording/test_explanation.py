"""What is said of a difference that has been taken apart, word by word. ``~`` stands for the no-break space."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jamstalld.wording.explanation import About, Shown, Split, decimals_for, details, finding, shown_parts, sure
from jamstalld.wording.explanation_notes import (
    Missing,
    cannot_say,
    hidden_text,
    method,
    no_value,
    not_a_factor,
    reading,
)
from jamstalld.wording.sentences import Gap
from jamstalld.wording.units import POINTS, unit_of
from jamstalld.wording.words import ADULTS, CHILDREN, Sexes

HOURS = unit_of("timmar per vecka", "timme per vecka", 1.0)
NO_CHANCE = ", mer än vad slumpen brukar ge."
CHANCE = ". Det kan bero på slumpen."


def plain(text: str) -> str:
    assert "~" not in text
    return text.replace("\u00a0", "~")


def rate(*factors: str, sexes: Sexes = ADULTS, decimals: int = 0) -> About:
    return About("rate", "fick bifall", POINTS, 5.0, factors or ("Behovsnivå",), sexes, decimals)


SHARE = About("share", "Hemtjänst", POINTS, 2.0, ("Verksamhetsområde",), ADULTS)
MEAN = About("mean", "Beviljade timmar", HOURS, 1.0, ("Behovsnivå",), ADULTS, 1)


def gap(estimate: float, half: float = 2.0) -> Gap:
    return Gap(estimate, estimate - half, estimate + half)


def split(
    crude: float,
    *factors: float,
    remains: float,
    half: float = 2.0,
    standardised: Gap | None = None,
    turned: bool = False,
) -> Split:
    """Give the parts of a difference; whatever they leave over cannot be taken apart."""
    unsplit = crude - sum(factors) - remains
    return Split(gap(crude, half), standardised or gap(remains), factors, gap(remains), unsplit, turned)


FINDINGS = [
    (
        "part of it",
        rate("Behovsnivå", "Åldersgrupp"),
        split(-9, -3, -2, remains=-4),
        "Kvinnor fick bifall 9~procentenheter mer sällan än män. "
        "Av skillnaden hänger 5 samman med olika behovsnivå och åldersgrupp; 4 återstår.",
    ),
    (
        "part of it, women above, children",
        rate(sexes=CHILDREN),
        split(9, 5, remains=4),
        "Flickor fick bifall 9~procentenheter oftare än pojkar. "
        "Av skillnaden hänger 5 samman med olika behovsnivå; 4 återstår.",
    ),
    (
        "one point",
        rate(),
        split(-1.4, -0.9, remains=-0.5, half=1.0, standardised=gap(-0.5, 1.0)),
        "Kvinnor fick bifall 1~procentenhet mer sällan än män. "
        "Av skillnaden hänger 1 samman med olika behovsnivå; 1 återstår.",
    ),
    (
        "nothing of it",
        rate(),
        split(-41, 0.2, remains=-41.2),
        "Kvinnor fick bifall 41~procentenheter mer sällan än män. "
        "Inget av skillnaden hänger samman med olika behovsnivå; 41 återstår.",
    ),
    (
        "all of it",
        rate(),
        split(9, 9.2, remains=-0.2),
        "Kvinnor fick bifall 9~procentenheter oftare än män. "
        "Av skillnaden hänger 9 samman med olika behovsnivå; inget återstår.",
    ),
    (
        "more than all of it",
        rate(),
        split(-7, -8, remains=1),
        "Kvinnor fick bifall 7~procentenheter mer sällan än män. "
        "Mer än så, 8~procentenheter, hänger samman med olika behovsnivå; 1 åt andra hållet återstår.",
    ),
    (
        "it hides some",
        rate(),
        split(-9, 3, remains=-12),
        "Kvinnor fick bifall 9~procentenheter mer sällan än män. "
        "Olika behovsnivå döljer en del av skillnaden; 12 återstår.",
    ),
    (
        "some cannot be split",
        rate(),
        split(-9, -3, remains=-4),
        "Kvinnor fick bifall 9~procentenheter mer sällan än män. "
        "Av skillnaden hänger 3 samman med olika behovsnivå; 4 återstår och 2 går inte att dela upp.",
    ),
    (
        "some the other way cannot be split",
        rate(),
        split(-9, -3, remains=-8),
        "Kvinnor fick bifall 9~procentenheter mer sällan än män. "
        "Av skillnaden hänger 3 samman med olika behovsnivå; 8 återstår och 2 åt andra hållet går inte att dela upp.",
    ),
    (
        "most cannot be split",
        rate(),
        split(-9, -1, remains=-3),
        "Kvinnor fick bifall 9~procentenheter mer sällan än män. "
        "Det mesta av skillnaden går inte att dela upp på behovsnivå.",
    ),
    (
        "much the other way cannot be split",
        rate(),
        split(-35, 0, remains=-54),
        "Kvinnor fick bifall 35~procentenheter mer sällan än män. "
        "Inget av skillnaden hänger samman med olika behovsnivå; 54 återstår och 19 åt andra hållet går inte att dela "
        "upp.",
    ),
    (
        "it turns",
        rate(),
        split(-16, -36, remains=20, standardised=gap(20, 9), turned=True),
        "Skillnaden vänder. Kvinnor fick bifall 16~procentenheter mer sällan än män, "
        "men med samma fördelning på behovsnivå 20~procentenheter oftare.",
    ),
    (
        "it turns, women above",
        rate(sexes=CHILDREN),
        split(16, 36, remains=-20, standardised=gap(-20, 9), turned=True),
        "Skillnaden vänder. Flickor fick bifall 16~procentenheter oftare än pojkar, "
        "men med samma fördelning på behovsnivå 20~procentenheter mer sällan.",
    ),
    (
        "no sure difference",
        rate(),
        split(3, 1, remains=2, half=8, standardised=gap(2, 8)),
        "Ingen säker skillnad att förklara. Kvinnor fick bifall 3~procentenheter oftare än män, "
        "vilket kan bero på slumpen.",
    ),
    (
        "no difference at all",
        rate(decimals=1),
        split(0.3, 0.1, remains=0.2, half=8, standardised=gap(0.2, 8)),
        "Kvinnor fick bifall ungefär lika ofta som män, "
        "och med samma fördelning på behovsnivå finns ingen säker skillnad heller.",
    ),
    (
        "a hidden difference",
        rate(decimals=1),
        split(-0.3, -8.3, remains=8, half=8, standardised=gap(8, 3)),
        "Kvinnor fick bifall ungefär lika ofta som män. "
        "Men med samma fördelning på behovsnivå är skillnaden tydlig: 8,0~procentenheter oftare för kvinnor.",
    ),
    (
        "an unsure difference that is surer like with like",
        rate(),
        split(-4, 4, remains=-8, half=5, standardised=gap(-8, 3)),
        "Kvinnor fick bifall 4~procentenheter mer sällan än män. "
        "Men med samma fördelning på behovsnivå är skillnaden tydlig: 8~procentenheter mer sällan för kvinnor.",
    ),
    (
        "a share",
        SHARE,
        split(6.4, 6.6, remains=0.4, standardised=gap(0.4)),
        "Andelen ”Hemtjänst” är 6~procentenheter högre för kvinnor än för män. "
        "Av skillnaden hänger 7 samman med olika verksamhetsområde; inget återstår "
        "och 1 åt andra hållet går inte att dela upp.",
    ),
    (
        "no difference of shares",
        SHARE,
        split(0.1, 0.0, remains=0.1, standardised=gap(0.1)),
        "Andelen ”Hemtjänst” är ungefär lika stor för kvinnor och män, "
        "och med samma fördelning på verksamhetsområde finns ingen säker skillnad heller.",
    ),
    (
        "a mean",
        MEAN,
        split(-5.0, -4.0, remains=-1.0, standardised=gap(-1.0, 0.5)),
        "Beviljade timmar: i genomsnitt 5,0~timmar färre för kvinnor än för män. "
        "Av skillnaden hänger 4,0 samman med olika behovsnivå; 1,0 återstår.",
    ),
    (
        "a mean that turns",
        MEAN,
        split(-5.0, -6.0, remains=1.0, standardised=gap(1.0, 0.5), turned=True),
        "Skillnaden vänder. Beviljade timmar: i genomsnitt 5,0~timmar färre för kvinnor än för män, "
        "men med samma fördelning på behovsnivå 1,0~timme fler.",
    ),
    (
        "no difference of means",
        MEAN,
        split(0.05, 0.0, remains=0.05, standardised=gap(0.05)),
        "Beviljade timmar: i genomsnitt ungefär lika för kvinnor och män, "
        "och med samma fördelning på behovsnivå finns ingen säker skillnad heller.",
    ),
]


@pytest.mark.parametrize(
    ("about", "parts", "said"), [case[1:] for case in FINDINGS], ids=[case[0] for case in FINDINGS]
)
def test_the_finding(about: About, parts: Split, said: str) -> None:
    assert plain(finding(about, parts.crude, parts)) == said


def test_a_difference_that_cannot_be_split_is_said_as_it_is() -> None:
    assert plain(finding(rate("Behovsnivå", "Enhet"), gap(-9), None)) == (
        "Kvinnor fick bifall 9~procentenheter mer sällan än män. "
        "Underlaget räcker inte för att dela upp skillnaden på behovsnivå och enhet."
    )
    (line,) = details(rate(), gap(-9), None, moved=False, differ=False)
    assert plain(line) == f"Skillnaden är 9~procentenheter (osäkerhet 7–11){NO_CHANCE}"


def test_the_rest_is_said_of_a_difference_of_two_factors() -> None:
    parts = split(-9, -6, 1, remains=-2, half=7)
    lines = details(rate("Behovsnivå", "Åldersgrupp"), parts.crude, parts, moved=True, differ=True)
    assert [plain(line) for line in lines] == [
        f"Skillnaden är 9~procentenheter (osäkerhet 2–16){NO_CHANCE}",
        f"Det som återstår är 2~procentenheter mer sällan för kvinnor (osäkerhet 0–4){CHANCE}",
        "Skillnaden ändras mer än 5~procentenheter när lika jämförs med lika. Redovisa därför båda talen, aldrig bara "
        "det ena.",
        "Var för sig står behovsnivå för 6 och åldersgrupp för 1 åt andra hållet.",
        "Skillnaden är olika stor i olika grupper, mer än vad slumpen brukar ge: se tabellen.",
        "Det som inte går att dela upp, 2~procentenheter, hör till grupper där bara ett av könen går att visa, eller "
        "kommer av att delar och helhet skyddas och räknas var för sig.",
    ]


def test_what_remains_is_said_with_its_side_and_uncertainty() -> None:
    parts = split(9, 5, remains=4, half=7)
    lines = details(rate(sexes=CHILDREN), parts.crude, parts, moved=False, differ=False)
    assert plain(lines[1]) == f"Det som återstår är 4~procentenheter oftare för flickor (osäkerhet 2–6){NO_CHANCE}"
    nothing = split(9, 9, remains=0, half=7)
    lines = details(rate(), nothing.crude, nothing, moved=False, differ=False)
    assert plain(lines[1]) == (
        f"Det som återstår är 0~procentenheter (osäkerhet från 2 mer sällan till 2 oftare för kvinnor){CHANCE}"
    )
    assert len(lines) == 2


def test_a_mean_says_its_own_unit_and_sides() -> None:
    parts = split(-5.0, -4.0, remains=-1.0, standardised=gap(-1.0))
    lines = details(MEAN, parts.crude, parts, moved=True, differ=False)
    assert [plain(line) for line in lines] == [
        f"Skillnaden är 5,0~timmar (osäkerhet 3,0–7,0){NO_CHANCE}",
        f"Det som återstår är 1,0~timme färre för kvinnor (osäkerhet från 3,0 färre till 1,0 fler för kvinnor){CHANCE}",
        "Skillnaden ändras mer än 1~timme när lika jämförs med lika. Redovisa därför båda talen, aldrig bara det ena.",
    ]


def test_a_reversal_is_named() -> None:
    parts = split(-16, -36, remains=20, half=9, standardised=gap(20, 9), turned=True)
    lines = details(rate(sexes=CHILDREN), parts.crude, parts, moved=True, differ=False)
    assert [plain(line) for line in lines] == [
        f"Skillnaden är 16~procentenheter (osäkerhet 7–25){NO_CHANCE}",
        f"Med samma fördelning är den 20~procentenheter oftare för flickor (osäkerhet 11–29){NO_CHANCE}",
        "Att en skillnad vänder när lika jämförs med lika kallas Simpsons paradox: flickor och pojkar fördelar sig så "
        "olika på behovsnivå att det döljer skillnaden inom grupperna.",
    ]


@pytest.mark.parametrize(("unsplit", "careful"), [(-5.0, False), (-5.1, True), (5.1, True)])
def test_much_that_cannot_be_split_asks_for_care(unsplit: float, careful: bool) -> None:
    parts = split(-40 + unsplit, -10, remains=-30)
    lines = details(rate(), parts.crude, parts, moved=False, differ=False)
    assert plain(lines[-1]).startswith("Det som inte går att dela upp, 5~procentenheter, hör till grupper")
    assert lines[-1].endswith(" Det är mycket: läs delarna med försiktighet.") == careful


def test_rounding_alone_is_not_said_to_be_a_part() -> None:
    parts = split(-8.4, -4.5, remains=-3.9)
    assert shown_parts(rate(), parts) == Shown((-5.0,), -4.0, 1.0)
    said = [finding(rate(), parts.crude, parts), *details(rate(), parts.crude, parts, moved=False, differ=False)]
    assert not any("dela upp" in line for line in said)


SIZES = st.floats(-60, 60)


@given(st.lists(SIZES, min_size=1, max_size=3), SIZES, SIZES, st.sampled_from([rate(), rate(decimals=1), MEAN]))
def test_the_parts_as_they_are_written_add_up_to_the_difference_as_it_is_written(
    factors: list[float], remains: float, unsplit: float, about: About
) -> None:
    crude = sum(factors) + remains + unsplit
    shown = shown_parts(about, split(crude, *factors, remains=remains))
    assert sum(shown.factors) + shown.remains + shown.unsplit == pytest.approx(about.rounded(crude), abs=1e-9)
    for part, exact in zip((*shown.factors, shown.remains), (*factors, remains), strict=True):
        assert abs(part - exact) <= 0.5 / 10**about.decimals + 1e-9


@given(st.lists(SIZES, min_size=1, max_size=3), SIZES, SIZES)
def test_swapping_the_sexes_turns_every_side_and_no_number(
    factors: list[float], remains: float, standardised: float
) -> None:
    crude = sum(factors) + remains
    there = split(crude, *factors, remains=remains, standardised=gap(standardised))
    back = split(-crude, *(-part for part in factors), remains=-remains, standardised=gap(-standardised))
    about = rate("Behovsnivå", "Enhet", "Insats")
    one, other = (finding(about, parts.crude, parts) for parts in (there, back))
    swapped = one.replace("oftare", "§").replace("mer sällan", "oftare").replace("§", "mer sällan")
    assert swapped == other


@pytest.mark.parametrize(
    ("value", "text"), [(0.5, 1.0), (-0.5, -1.0), (0.49, 0.0), (-0.49, 0.0), (1.5, 2.0), (2.5, 3.0), (-2.5, -3.0)]
)
def test_halves_are_rounded_away_from_nothing(value: float, text: float) -> None:
    assert rate().rounded(value) == text


@pytest.mark.parametrize(
    ("unit", "crude", "decimals"),
    [
        (POINTS, Gap(-9, -16, -2), 0),
        (POINTS, Gap(1.0, -3, 5), 0),
        (POINTS, Gap(0.99, -3, 5), 1),
        (POINTS, Gap(-9, -10, -8), 1),
        (POINTS, Gap(-9, -10.5, -7.5), 0),
        (HOURS, Gap(-9, -16, -2), 1),
        (unit_of("dagar", "dag", 5.0), Gap(0.4, -1, 2), 0),
    ],
)
def test_as_many_decimals_as_the_difference_deserves(unit, crude: Gap, decimals: int) -> None:
    assert decimals_for(unit, crude) == decimals


@pytest.mark.parametrize(
    ("low", "high", "told"), [(1, 2, True), (-2, -1, True), (-1, 2, False), (0, 2, False), (-2, 0, False)]
)
def test_a_difference_is_sure_when_its_interval_leaves_nothing_out(low: float, high: float, told: bool) -> None:
    assert sure(Gap((low + high) / 2, low, high)) is told


def test_a_need_may_itself_be_unfairly_judged() -> None:
    lines = cannot_say(rate(), needs=True, missing=(), left_out=0.0, unanswered=0.2)
    assert [plain(line) for line in lines] == [
        "Att en del hänger samman med behovsnivå säger inte att behovet är sakligt bedömt. Bedöms kvinnornas och "
        "männens behov olika från början räknas det här som olika behov.",
        "Det som återstår är inte i sig osakligt. Behov, önskemål och omständigheter som inte finns i underlaget kan "
        "ligga bakom.",
        "Delarna säger vad som hänger samman, inte vad som är orsak. Jämförs kvinnor och män som är lika i något annat "
        "blir delarna andra.",
        "I små grupper är skillnaderna osäkra. Läs delarna tillsammans, inte en grupp för sig.",
    ]


def test_what_is_missing_and_left_out_is_told() -> None:
    missing = [Missing("Åldersgrupp", 0.12, 0.004), Missing("Enhet", 0.0, 0.3)]
    about = rate("Åldersgrupp", "Enhet", sexes=CHILDREN)
    lines = cannot_say(about, needs=False, missing=missing, left_out=0.036, unanswered=0.21)
    assert plain(lines[0]) == "Att en del hänger samman med åldersgrupp och enhet säger inte att den är saklig."
    assert [plain(line) for line in lines[3:-1]] == [
        "Åldersgrupp saknas för 12~% av flickorna och 0,4~% av pojkarna. De jämförs med varandra som en egen grupp, "
        "fast de kan vara olika.",
        "Enhet saknas för 0~% av flickorna och 30~% av pojkarna. De jämförs med varandra som en egen grupp, fast de "
        "kan vara olika.",
        "4~% av underlaget finns i grupper där inte båda könen går att visa. De ingår inte när lika jämförs med lika.",
        "Många svar saknas. Hade de funnits kunde både skillnaden och delarna ha varit andra.",
    ]


def test_groups_that_are_not_shown_are_named_or_counted() -> None:
    assert hidden_text(["låg", "hög"], 3, 5, ADULTS) == "Visas inte, färre än 5 kvinnor eller män: låg och hög."
    assert hidden_text(list("abcdef"), 4, 5, CHILDREN) == (
        "6 av 10 grupper visas inte, färre än 5 flickor eller pojkar. De står sist i tabellen."
    )
    assert hidden_text(list("abcdef"), 4, 1, ADULTS) == (
        "6 av 10 grupper visas inte, inga kvinnor eller inga män. De står sist i tabellen."
    )


def test_what_cannot_be_asked_is_said() -> None:
    assert no_value("Insats") == (
        "Måttet visar hur stor del som har ett visst värde. Välj vilket det ska gälla (--value): insats."
    )
    assert not_a_factor("Enhet") == (
        "Skillnaden går inte att dela upp på ”Enhet”, som redan är vald. Välj en annan uppgift."
    )


def test_the_method_names_what_was_used() -> None:
    assert [name in " ".join(method("rate", 1)) for name in ("Kitagawa", "Das Gupta", "Oaxaca")] == [True, False, False]
    assert [name in " ".join(method("share", 2)) for name in ("Kitagawa", "Das Gupta", "Oaxaca")] == [
        False,
        True,
        False,
    ]
    assert [name in " ".join(method("mean", 2)) for name in ("Das Gupta", "Oaxaca", "Mantel")] == [False, True, False]


def test_the_reading_help_speaks_of_one_or_several() -> None:
    assert "den uppgift du har valt" in " ".join(reading(1, ADULTS))
    assert "de uppgifter du har valt" in " ".join(reading(2, CHILDREN))
    assert "flickor och pojkar" in " ".join(reading(2, CHILDREN))
