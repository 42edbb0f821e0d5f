"""What is said of places held against all of them together: which stand out, and how to read the funnel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from jamstalld.wording.numbers import number
from jamstalld.wording.sentences import NO_CAUSE
from jamstalld.wording.words import enumerated


@dataclass(frozen=True)
class PlaceWords:
    """What the places are called: one, several, and those in question."""

    one: str
    many: str
    the_many: str


UNITS = PlaceWords("enhet", "enheter", "enheterna")
MUNICIPALITIES = PlaceWords("kommun", "kommuner", "kommunerna")


def title(words: PlaceWords) -> str:
    """Name the part of a page that shows the funnel: "Mellan enheter"."""
    return f"Mellan {words.many}"


def finding(what: str, outside: Sequence[tuple[str, str]], places: int, words: PlaceWords) -> str:
    """Say which places lie outside what chance usually gives, or that none does.

    Parameters
    ----------
    what
        What the shares are of: "kvinnor som fick bifall".
    outside
        The names of the places outside the limits of 95 %, each with its share in words.
    places
        How many were held against all.
    """
    if not outside:
        return f"Andelen {what} varierar inte mer mellan {words.the_many} än vad slumpen brukar ge."
    named = enumerated([f"{label} ({share})" for label, share in outside])
    differs = "ligger längre från alla tillsammans än vad slumpen brukar ge"
    return f"Andelen {what} i {number(len(outside))} av {number(places)} {words.many} {differs}: {named}. {NO_CAUSE}"


def reading(words: PlaceWords) -> tuple[str, ...]:
    """Explain the funnel, and how the limits are made."""
    return (
        f"**Varje märke är en {words.one}.** Ju längre till höger, desto fler är det, och desto säkrare är andelen. "
        f"Linjen är andelen för alla {words.many} tillsammans.",
        "**Tratten är slumpen.** Den är vid där det är få och smal där det är många. Av 100 "
        f"{words.many} som egentligen är lika hamnar ungefär 95 i det skuggade. Utanför den heldragna kurvan hamnar "
        "ungefär 2 av 1\u00a0000.",
        f"**Ingen rangordning.** Att en {words.one} ligger högst eller lägst betyder inget så länge den är inom "
        f"tratten. {words.the_many.capitalize()} kan ha olika uppdrag och möta olika behov.",
        "Trattens gränser är poänggränser kring andelen för alla (Spiegelhalter 2005), med plats för skyddets brus.",
    )
