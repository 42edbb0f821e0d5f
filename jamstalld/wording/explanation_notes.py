"""What is said around a difference that has been taken apart: what cannot be asked or told, and how it is read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from jamstalld.wording.explanation import About
from jamstalld.wording.numbers import percent
from jamstalld.wording.quality import MANY
from jamstalld.wording.sentences import hidden_sentence
from jamstalld.wording.words import Sexes

TITLE = "Kan skillnaden förklaras?"
NO_VALUE = "uppgift saknas"
REMAINS = "Återstår"
UNSPLIT = "Skydd, avrundning och grupper med bara ett kön"
HIDDEN = "Visas inte: för få personer."
NOT_POSSIBLE = (
    "En skala går inte att dela upp så. Välj ett mått som säger hur stor del som har fått eller svarat något, eller "
    "ett medelvärde. Skalan i sin helhet finns under Utfall."
)
HOW_MANY = "Välj en, två eller tre uppgifter att dela upp skillnaden på."
MEASURED = "Skillnaden går inte att dela upp på det som mäts. Välj en annan uppgift."
CHOOSE = (
    "Välj vad skillnaden kan hänga samman med. Finns det inget att välja: ta bort ett urval, eller lägg till "
    "behovsnivå eller ålder i nästa fil."
)
NO_MEASURE = (
    "Underlaget har inget mått som går att dela upp än. Sidan visas så snart en inläst fil har beslut, utfall eller "
    "insatser, och något att dela upp dem på, till exempel behovsnivå eller ålder."
)
WAYS = (
    "Skillnaden när lika jämförs med lika kan räknas på flera sätt. De väger grupperna olika och ger därför inte "
    "precis samma tal. Säger de helt olika saker beror det på vilka grupper som väger mest: se tabellen."
)
_NAMED_AT_MOST = 5


@dataclass(frozen=True)
class Missing:
    """How often a factor is missing, for women and for men; shares 0–1."""

    title: str
    women: float
    men: float


def no_value(title: str) -> str:
    """Say that a share needs something to be the share of."""
    return f"Måttet visar hur stor del som har ett visst värde. Välj vilket det ska gälla (--value): {title.lower()}."


def not_a_factor(title: str) -> str:
    """Say that everybody has the same value of a variable, or that it is a time."""
    return f"Skillnaden går inte att dela upp på ”{title}”, som redan är vald. Välj en annan uppgift."


def cannot_say(
    about: About, *, needs: bool, missing: Sequence[Missing], left_out: float | None, unanswered: float
) -> tuple[str, ...]:
    """Say what the numbers leave open.

    Parameters
    ----------
    needs
        Whether one of the factors is an assessment of needs.
    missing
        The factors that some lack.
    left_out
        The share (0–1) of all that is in groups with only one of the sexes.
    unanswered
        The share (0–1) that lacks an answer, of the sex that lacks it most.
    """
    women, men = about.sexes.women, about.sexes.men
    lines = [
        f"Att en del hänger samman med {about.by} säger inte att {_needs(about) if needs else 'den är saklig.'}",
        "Det som återstår är inte i sig osakligt. Behov, önskemål och omständigheter som inte finns i underlaget kan "
        "ligga bakom.",
        f"Delarna säger vad som hänger samman, inte vad som är orsak. Jämförs {women} och {men} som är lika i något "
        "annat blir delarna andra.",
        *(_lacking(about, one) for one in missing),
    ]
    if left_out:
        lines.append(
            f"{_percent(left_out)} av underlaget finns i grupper där inte båda könen går att visa. De ingår inte när "
            "lika jämförs med lika."
        )
    if unanswered > MANY:
        lines.append("Många svar saknas. Hade de funnits kunde både skillnaden och delarna ha varit andra.")
    return (*lines, "I små grupper är skillnaderna osäkra. Läs delarna tillsammans, inte en grupp för sig.")


def _needs(about: About) -> str:
    return (
        f"behovet är sakligt bedömt. Bedöms {about.sexes.womens} och {about.sexes.mens} behov olika från början räknas "
        "det här som olika behov."
    )


def _lacking(about: About, missing: Missing) -> str:
    women, men = _percent(missing.women), _percent(missing.men)
    return (
        f"{missing.title} saknas för {women} av {about.sexes.the_women} och {men} av {about.sexes.the_men}. De jämförs "
        "med varandra som en egen grupp, fast de kan vara olika."
    )


def _percent(share: float) -> str:
    return percent(share, 1 if 0 < share < 0.01 else 0)


def hidden_text(labels: Sequence[str], shown: int, threshold: int, sexes: Sexes) -> str:
    """Name the groups that are not shown, or count them where they are many.

    Parameters
    ----------
    shown
        How many groups are.
    """
    if len(labels) <= _NAMED_AT_MOST:
        return hidden_sentence(list(labels), threshold, sexes)
    few = f"färre än {threshold} {sexes.women} eller" if threshold > 1 else f"inga {sexes.women} eller inga"
    return f"{len(labels)} av {len(labels) + shown} grupper visas inte, {few} {sexes.men}. De står sist i tabellen."


def reading(factors: int, sexes: Sexes) -> tuple[str, ...]:
    """Explain the picture to somebody who has never seen one like it."""
    part = "den uppgift" if factors == 1 else "de uppgifter"
    return (
        f"**Överst** står hela skillnaden mellan {sexes.women} och {sexes.men}, utan hänsyn till något annat. Det är "
        "den som möter dem.",
        f"**Därunder** står hur mycket av den som hänger samman med att {sexes.women} och {sexes.men} är olika "
        f"fördelade på {part} du har valt. Staplarna börjar där den förra slutade.",
        f"**Återstår** är skillnaden mellan {sexes.women} och {sexes.men} som är lika i det du har valt. Strecket "
        "visar hur osäker den är: går det över nollinjen kan den bero på slumpen.",
        "**Skydd, avrundning och grupper med bara ett kön** är det som inte går att fördela. Är den stapeln stor "
        "räcker underlaget inte till uppdelningen: välj färre uppgifter eller en längre period.",
        "**Bilden säger inte varför.** Om en skillnad är saklig är gruppens sak att bedöma.",
    )


def method(kind: str, factors: int) -> tuple[str, ...]:
    """Say how the parts are worked out, one line a step."""
    if kind == "mean":
        parts = (
            "Delarna räknas enligt Oaxaca och Blinder, med en gemensam modell för båda könen där även kön ingår (Jann "
            "2008). Medelvärden räknas av hur många som finns i varje intervall av värden."
        )
    elif factors == 1:
        parts = (
            "Delarna räknas enligt Kitagawa (1955). Det som hänger samman är könens olika fördelning över grupperna, "
            "gånger andelen i varje grupp. Det som återstår är olika andelar i grupperna, gånger gruppens storlek. I "
            "båda används medeltalet av könen."
        )
    else:
        parts = (
            "Delarna räknas enligt Das Gupta (1993), där ingen uppgift räknas före en annan. Det som återstår är olika "
            "andelar bland dem som är lika i allt, gånger gruppens storlek."
        )
    ways = "Samma fördelning är båda könens gemensamma (direkt standardisering)."
    if kind != "mean":
        ways += (
            " Mantel–Haenszel väger ihop skillnaderna i grupperna och litar mest på stora grupper med många av båda "
            "könen (Sato 1989)."
        )
    return (
        parts,
        ways,
        "Om skillnaden är olika stor i olika grupper prövas med Cochrans Q.",
        "Delarna räknas på skyddade antal i varje grupp där båda könen går att visa. Helheten skyddas för sig. Det som "
        "skiljer, också av avrundning, är en egen del, så att delarna tillsammans blir skillnaden.",
    )
