"""What the first page says of all comparisons together, of what has moved, and of what is too small to say anything."""

from __future__ import annotations

import math

from jamstalld.wording.numbers import number
from jamstalld.wording.sentences import Gap
from jamstalld.wording.units import Unit
from jamstalld.wording.words import Sexes

NO_DIFFERENCE = "Ingen säker könsskillnad syns den här perioden."
NO_SIMILARITY = "Ingen jämförelse är än så säker att den kan kallas likvärdig."
NO_CHANGE = "Ingen skillnad har ändrats mer än vad slumpen brukar ge."
NONE_TOO_FEW = "Alla jämförelser har underlag nog för att en skillnad som spelar roll skulle synas."
FEW_MEANS = (
    "Det är inte samma sak som att det är likvärdigt: underlaget räcker inte än. Så mycket mer, med lika många som nu, "
    "skulle behövas för att en skillnad lika stor som gränsen för likvärdigt skulle synas."
)
_YEAR = 4
_IN_QUARTERS = 2 * _YEAR  # up to so many one counts in quarters


def family_line(comparisons: int, views: int) -> str:
    """Say how much has been gone through, and what it means that all of it is judged together."""
    if comparisons == 1:
        return "1 jämförelse är genomgången. Siffror säger inte varför. En likhet är också ett resultat."
    through = "1 vy" if views == 1 else f"{number(views)} vyer"
    return (
        f"{number(comparisons)} jämförelser i {through} är genomgångna och bedömda tillsammans. Ju fler jämförelser, "
        "desto fler ser av en slump ut som skillnader. Därför krävs det oftast mer här än i en enskild vy för att "
        "något ska kallas en skillnad. Siffror säger inte varför. En likhet är också ett resultat."
    )


def few_sentence(label: str, quarters: int | None, margin: float, unit: Unit) -> str:
    """Say how much longer it would take to say anything of a comparison.

    Parameters
    ----------
    quarters
        How many quarters more; None where it is longer than anyone waits.
    margin
        How large a difference would then show, in the unit.
    """
    if quarters is None:
        return f"{label}: mer än tio år. Gruppen är för liten för den här frågan."
    return f"{label}: {time_text(quarters)} till, så skulle en skillnad på {unit.limit(margin)} synas."


def time_text(quarters: int) -> str:
    """Write a time: "1 kvartal", "ett år", "2 år"; beyond two years in whole ones, rounded up."""
    if quarters == _YEAR:
        return "ungefär ett år"
    if quarters < _IN_QUARTERS:
        return f"ungefär {quarters} kvartal"
    return f"ungefär {math.ceil(quarters / _YEAR)} år"


def never_line(comparisons: int) -> str:
    """Say of how many comparisons it would take longer than anyone waits."""
    if comparisons == 1:
        return "1 jämförelse gäller en grupp som är så liten att det skulle ta mer än tio år."
    return f"{number(comparisons)} jämförelser gäller grupper som är så små att det skulle ta mer än tio år."


def moved_sentence(label: str | None, before: Gap, now: Gap, unit: Unit, sexes: Sexes) -> str:
    """Say from what a difference has moved, and to what.

    Parameters
    ----------
    label
        None where it is of all together.
    """
    moved = f"från {unit.sided(before.estimate, sexes)} till {unit.sided(now.estimate, sexes)}."
    return f"{label}: {moved}" if label else moved
