"""How to read the pictures of a gap over time, and how it was followed."""

from __future__ import annotations

from collections.abc import Sequence

from jamstalld.wording.over_time import Terms

_INTERVALS = {
    "rate": "Andelar har 95 % osäkerhetsintervall enligt Wilson, skillnader enligt Newcombe (1998, metod 10).",
    "ordinal": "Skillnaden i par (Cliffs delta) har 95 % osäkerhetsintervall enligt Brunner och Munzel (2000).",
    "mean": "Medelvärden och deras skillnader har 95 % osäkerhetsintervall enligt Welch (1947).",
}


_STANDARDS = {"ordinal": "var för sig", "mean": "var för sig"}


def method_lines(
    counted: str, kind: str, protection: str, *, with_effort: bool, adjusted_by: Sequence[str]
) -> tuple[str, ...]:
    """Say how a gap was followed, one line a step.

    Parameters
    ----------
    counted, protection
        The lines of every view that say what is counted in which quarter, and how it is protected.
    kind
        "share", "rate", "ordinal" or "mean".
    adjusted_by
        The titles of the variables that the gap before and after an effort is standardised by.
    """
    lines = [
        counted,
        _INTERVALS.get(kind, _INTERVALS["rate"]),
        "Trend: viktad minsta kvadratanpassning av kvartalens skillnader, där säkra kvartal väger mer. Sprider de sig "
        "mer än sin osäkerhet, räknas trendens osäkerhet upp (Birge 1932).",
        "Seriediagram: för lång följd på samma sida om medianen, eller för få byten av sida (Anhøj och Olesen 2014).",
        "Trenden och seriediagrammet letar var för sig. Också när inget har hänt slår något av dem till ungefär en "
        "gång av tjugo.",
    ]
    if with_effort:
        lines.append(
            "Före och efter: fyra kvartal på var sida, där kvartalet då satsningen började hör till efter. Finns inte "
            "fyra används ett enda. Förändringens intervall: Zou och Donner (2008) för två oberoende perioder."
        )
    if adjusted_by:
        lines.append(
            f"Justerad skillnad: direkt standardisering över {', '.join(adjusted_by).lower()} till båda könens "
            f"gemensamma fördelning, före och efter {_STANDARDS.get(kind, 'tillsammans')}. Delar där ett av könen "
            "saknas, före eller efter, ingår inte."
        )
    return (*lines, protection)


def reading_help(terms: Terms, *, with_effort: bool, with_lines: bool) -> tuple[str, ...]:
    """Explain the pictures.

    Parameters
    ----------
    with_lines
        Whether the sexes' own lines stand below the gap.
    """
    sexes = terms.sexes
    told = [
        f"**Punkterna** är skillnaden i varje kvartal ({sexes.women} minus {sexes.men}) och strecken hur osäker den "
        f"är. Ovanför nollinjen är det högre för {sexes.women}, nedanför högre för {sexes.men}. Når strecket över "
        "nollinjen kan kvartalets skillnad bero på slumpen.",
        f"**Det skuggade bandet** är skillnader mindre än {terms.unit.limit(terms.margin)}.",
        "**Ett enskilt kvartal säger lite.** Se efter om flera kvartal i rad ligger åt samma håll. En lucka är ett "
        "kvartal med för få personer eller utan uppgifter.",
    ]
    if with_lines:
        told.append(
            f"**Linjerna under** är {sexes.womens} och {sexes.mens} egna andelar. De visar om skillnaden har ändrats "
            "för att det ena könets andel har stigit eller för att det andras har sjunkit."
        )
    if with_effort:
        told.append(
            "**Det lodräta strecket** är kvartalet då satsningen började. Välj det efter när satsningen började, inte "
            "efter hur bilden ser ut: annars hittar man lätt en förändring som slumpen har gjort."
        )
    told.append("**Bilden säger inte varför.** Annat kan ha ändrats samtidigt. Det är gruppens sak att bedöma.")
    return tuple(told)
