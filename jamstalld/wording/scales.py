"""Sentences for scales: what one would find in a hundred pairs of a woman and a man."""

from __future__ import annotations

from jamstalld.wording.numbers import number
from jamstalld.wording.words import Sexes, capitalised


def pairs_sentence(label: str | None, did: str, women_higher: float, men_higher: float, sexes: Sexes) -> str:
    """Say who is higher: "… nådde kvinnan målet i högre grad i 38, mannen i 22, och de var lika i 40."

    Parameters
    ----------
    did
        The predicate of the higher one of a pair, verb first, such as ``"nådde målet i högre grad"``.
    women_higher, men_higher
        In which part of all pairs, 0–1, she is higher and he is.
    """
    verb, rest = did.split(" ", 1)
    hers, his = (number(100 * pair) for pair in (women_higher, men_higher))
    alike = number(max(100 - int(hers) - int(his), 0))
    text = (
        f"av 100 par med {sexes.a_woman} och {sexes.a_man} {verb} {sexes.the_woman} {rest} i {hers}, "
        f"{sexes.the_man} i {his}, och de var lika i {alike}."
    )
    return f"{label}: {text}" if label else capitalised(text)
