"""The method line: how a view was computed, said in Swedish."""

from __future__ import annotations

from collections.abc import Sequence

PROTECTION = (
    "Antalen är justerade med cellnyckelmetoden, samma slags skydd som SCB använder: små slumpmässiga ändringar, "
    "alltid desamma för samma grupp. Antal under {threshold} visas inte. Därför kan delar och summor skilja sig åt "
    "med några personer, och osäkerheten räknar med skyddet."
)
PROTECTED_SHORT = "Antalen är justerade för att skydda små grupper. Antal under {threshold} visas inte."
UNPROTECTED = "Skydd av små tal är avstängt: databasen är gjord för offentlig statistik."
SYNTHETIC = "Uppgifterna är påhittade. Kommunen finns inte."

_COUNTED = {
    "insatser": "Räknat i insatser (beslut om insats).",
    "ärenden": "Räknat i ärenden.",
    "personer": "Räknat i personer: var och en räknas en gång per grupp.",
}
_QUARTER = {
    "decision": "En rad räknas i kvartalet då beslutet fattades.",
    "closing": "En rad räknas i kvartalet då insatsen avslutades.",
    "given": "En rad räknas i det kvartal som underlaget anger.",
}

# How each kind of measure is estimated, and last how it is tested.
_SHARES = (
    "Andelar har 95 % osäkerhetsintervall enligt Wilson, skillnader enligt Newcombe (1998, metod 10), "
    "kvoter enligt Koopman.",
    "Test: N−1 χ² (Campbell 2007), Fishers mid-p där förväntade antal är små.",
)
_STATISTICS = {
    "share": _SHARES,
    "rate": _SHARES,
    "ordinal": (
        "Skillnaden räknas i par: i hur många av 100 par med en kvinna och en man hon är högre på skalan, minus i hur "
        "många han är det (Cliffs delta). Den har 95 % osäkerhetsintervall enligt Brunner och Munzel (2000).",
        "Test: Brunner och Munzel.",
    ),
    "mean": (
        "Medelvärden, medianer och kvartiler räknas av hur många som finns i varje grupp av värden, inte av vars och "
        "ens värde. Medelvärden har 95 % osäkerhetsintervall enligt Student, skillnader enligt Welch (1947). "
        "Skillnaden i standardavvikelser är Hedges g.",
        "Test: Welch.",
    ),
}
# What is computed from answers that are protected one by one.
_OF_ANSWERS = {
    "ordinal": "Allt räknas av de skyddade antalen för varje svar, som tillsammans inte alltid blir så många som "
    "svarade.",
    "mean": "Allt räknas av de skyddade antalen i varje grupp av värden, som tillsammans inte alltid blir så många "
    "som har ett värde.",
}


def protection_line(threshold: int) -> str:
    """Say how small numbers are protected."""
    return UNPROTECTED if threshold == 1 else PROTECTION.format(threshold=threshold)


def protection_note(threshold: int) -> str:
    """Say in short, beside a number, how small numbers are protected."""
    return UNPROTECTED if threshold == 1 else PROTECTED_SHORT.format(threshold=threshold)


def method_lines(
    *,
    count_unit: str,
    quarter: str,
    family: int,
    threshold: int,
    standardised_by: Sequence[str],
    compared: bool,
    kind: str = "share",
    bounded: bool = False,
) -> tuple[str, ...]:
    """Say how a view was computed, one line a step.

    Parameters
    ----------
    family
        How many comparisons were made at once.
    standardised_by
        Titles of what the differences are standardised by.
    compared
        Whether an earlier period is set beside.
    kind
        The kind of the measure.
    bounded
        Whether it is said how far missing answers could move the difference.
    """
    *estimated, tested = _STATISTICS[kind]
    lines = [
        f"{_COUNTED[count_unit]} {_QUARTER[quarter]}",
        *estimated,
        f"{tested} Med {family} {'jämförelse' if family == 1 else 'jämförelser'} samtidigt är gränsen justerad enligt "
        "Benjamini–Hochberg.",
    ]
    if kind in _OF_ANSWERS and threshold > 1:
        lines.append(_OF_ANSWERS[kind])
    if standardised_by:
        lines.append(
            f"Justerad skillnad: direkt standardisering till båda könens gemensamma fördelning över "
            f"{', '.join(standardised_by).lower()}, räknad på skyddade delar. "
            "Delar där bara ett av könen finns ingår inte."
        )
    if compared:
        lines.append("Förändring av skillnad: intervall enligt Zou och Donner (2008) för två oberoende perioder.")
    if bounded:
        lines.append(
            "Vad svar som saknas kan ändra: den minsta och den största skillnad de kan leda till "
            "(Horowitz och Manski 2000), utan slumpens osäkerhet."
        )
    return (*lines, protection_line(threshold))
