"""The method line: how a view was computed, said in Swedish."""

from __future__ import annotations

from collections.abc import Sequence

PROTECTION = (
    "Antalen är justerade med cellnyckelmetoden, samma slags skydd som SCB använder: små slumpmässiga ändringar, "
    "alltid desamma för samma grupp. Antal under {threshold} visas inte. Därför kan delar och summor skilja sig åt "
    "med några personer, och osäkerheten räknar med skyddet."
)
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


def protection_line(threshold: int) -> str:
    """Say how small numbers are protected."""
    return UNPROTECTED if threshold == 1 else PROTECTION.format(threshold=threshold)


def method_lines(
    *,
    count_unit: str,
    quarter: str,
    family: int,
    threshold: int,
    standardised_by: Sequence[str],
    compared: bool,
) -> tuple[str, ...]:
    """Say how a view of shares or rates was computed, one line a step."""
    lines = [
        f"{_COUNTED[count_unit]} {_QUARTER[quarter]}",
        "Andelar har 95 % osäkerhetsintervall enligt Wilson, skillnader enligt Newcombe (1998, metod 10), "
        "kvoter enligt Koopman.",
        "Test: N−1 χ² (Campbell 2007), Fishers mid-p där förväntade antal är små. "
        f"Med {family} {'jämförelse' if family == 1 else 'jämförelser'} samtidigt är gränsen justerad enligt "
        "Benjamini–Hochberg.",
    ]
    if standardised_by:
        lines.append(
            f"Justerad skillnad: direkt standardisering till båda könens gemensamma fördelning över "
            f"{', '.join(standardised_by).lower()}, räknad på skyddade delar. "
            "Delar där bara ett av könen finns ingår inte."
        )
    if compared:
        lines.append("Förändring av skillnad: intervall enligt Zou och Donner (2008) för två oberoende perioder.")
    return (*lines, protection_line(threshold))
