"""How to read a picture, for somebody who has never seen one like it."""

from __future__ import annotations

from jamstalld.wording.units import POINTS, Unit
from jamstalld.wording.words import Sexes


def reading_help(kind: str, margin: float, sexes: Sexes, unit: Unit = POINTS) -> tuple[str, ...]:
    """Explain the comparison picture.

    Parameters
    ----------
    kind
        The kind of the measure.
    margin
        The practical margin, in the unit.
    unit
        What differences are counted in.
    """
    return (
        f"**Till vänster** visar {_marks(kind, sexes, unit)} "
        "Ju längre strecket mellan dem är, desto större är skillnaden. Störst skillnad står överst.",
        f"**Till höger** visar punkten hur stor skillnaden är ({sexes.women} minus {sexes.men}) och strecket hur "
        "osäker den är. Går strecket över nollinjen kan skillnaden bero på slumpen.",
        f"**Det skuggade bandet** är skillnader mindre än {unit.limit(margin)}. Ligger hela strecket i bandet "
        "är det likvärdigt med god säkerhet.",
        "**Bilden säger inte varför.** En skillnad kan ha sakliga skäl, till exempel olika behov. Det är gruppens "
        "sak att bedöma.",
    )


def distribution_help(kind: str, sexes: Sexes) -> tuple[str, ...]:
    """Explain the picture of how answers are spread.

    Parameters
    ----------
    kind
        ``"ordinal"`` or ``"mean"``.
    """
    what = "svar på skalan" if kind == "ordinal" else "grupp av värden"
    return (
        f"**Varje stapel** är alla som svarat, {sexes.women} överst och {sexes.men} under, delade efter {what}: från "
        "det lägsta till vänster till det högsta till höger. Ett bredare fält är en större andel.",
        f"**Jämför var fälten slutar.** Ligger gränserna mellan fälten längre till vänster för {sexes.women} än för "
        f"{sexes.men} har fler {sexes.women} höga svar.",
        "**Bilden säger inte varför**, och inte om skillnaden är större än slumpen brukar ge: det gör jämförelsen.",
    )


def _marks(kind: str, sexes: Sexes, unit: Unit) -> str:
    """Say what the marks of women and men stand for."""
    if kind == "ordinal":
        return (
            f"den fyllda cirkeln i hur många av 100 par med {sexes.a_woman} och {sexes.a_man} som {sexes.the_woman} är "
            f"högre på skalan, och den öppna rutan i hur många {sexes.the_man} är det. I resten av paren är de lika."
        )
    if kind == "mean":
        counted = f", i {unit.many}" if unit.many else ""
        return (
            f"den fyllda cirkeln genomsnittet för {sexes.women} och den öppna rutan genomsnittet för {sexes.men}"
            f"{counted}."
        )
    what = (
        f"hur stor del av allt som {sexes.women} respektive {sexes.men} har fått som är just detta"
        if kind == "share"
        else f"hur stor del av {sexes.the_women} respektive {sexes.the_men} som det gäller"
    )
    return f"den fyllda cirkeln {sexes.women} och den öppna rutan {sexes.men}: {what}."
