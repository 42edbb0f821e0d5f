"""Sentences for means."""

from __future__ import annotations

from jamstalld.wording.units import Unit
from jamstalld.wording.words import Sexes, capitalised


def mean_sentence(label: str | None, amount: str, women: float, men: float, unit: Unit, sexes: Sexes) -> str:
    """Say two means: "Den beviljade tiden var i genomsnitt 8,3 timmar per vecka för kvinnor och 13,3 för män."

    Parameters
    ----------
    amount
        What is averaged, definite, as a subject.
    women, men
        The means.
    """
    text = (
        f"{amount} var i genomsnitt {unit.level(women)} för {sexes.women} och {unit.bare_level(men)} för {sexes.men}."
    )
    return f"{label}: {text}" if label else capitalised(text)
