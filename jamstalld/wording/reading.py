"""How to read a picture, for somebody who has never seen one like it."""

from __future__ import annotations

from jamstalld.wording.numbers import percentage_points
from jamstalld.wording.words import Sexes


def reading_help(kind: str, margin: float, sexes: Sexes) -> tuple[str, ...]:
    """Explain the comparison picture.

    Parameters
    ----------
    kind
        ``"share"`` or ``"rate"``.
    margin
        The practical margin, percentage points.
    """
    what = (
        f"hur stor del av allt som {sexes.women} respektive {sexes.men} har fått som är just detta"
        if kind == "share"
        else f"hur stor del av {sexes.the_women} respektive {sexes.the_men} som det gäller"
    )
    return (
        f"**Till vänster** visar den fyllda cirkeln {sexes.women} och den öppna rutan {sexes.men}: {what}. "
        "Ju längre strecket mellan dem är, desto större är skillnaden. Störst skillnad står överst.",
        f"**Till höger** visar punkten hur stor skillnaden är ({sexes.women} minus {sexes.men}) och strecket hur "
        "osäker den är. Går strecket över nollinjen kan skillnaden bero på slumpen.",
        f"**Det skuggade bandet** är skillnader mindre än {percentage_points(margin)}. Ligger hela strecket i bandet "
        "är det likvärdigt med god säkerhet.",
        "**Bilden säger inte varför.** En skillnad kan ha sakliga skäl, till exempel olika behov. Det är gruppens "
        "sak att bedöma.",
    )
