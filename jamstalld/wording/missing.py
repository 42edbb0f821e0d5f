"""What is said where many answers are missing: how far those could move the difference."""

from __future__ import annotations

from jamstalld.wording.units import POINTS, Unit
from jamstalld.wording.words import Sexes


def bounds_sentence(low: float, high: float, sexes: Sexes, unit: Unit = POINTS) -> str:
    """Say between what the difference could lie, whatever those without an answer would have answered.

    Parameters
    ----------
    low, high
        The difference, women − men, were all the missing women at the lowest answer and all the missing men at the
        highest, and the other way round.
    """
    if low < 0 < high:
        told = f"allt från {unit.size(low)} {unit.side(low)} till {unit.bare(high)} {unit.side(high)}"
    else:
        near, far = sorted((abs(low), abs(high)))
        told = f"från {unit.bare(near)} till {unit.size(far)} {unit.side(high if high > 0 else low)}"
    return f"Så många saknas att de kan ändra bilden: hade de varit med kunde skillnaden vara {told} för {sexes.women}."
