"""What is said of missing answers, and what to do about them."""

from __future__ import annotations

from jamstalld.wording.sentences import share_text
from jamstalld.wording.words import Sexes

MANY = 0.2  # the share of missing answers above which results are uncertain in themselves
WHAT_TO_DO = (
    "Ta reda på varför svaren saknas: ställs frågan inte, eller skrivs svaret inte in? Saknas det oftare för det ena "
    "könet, säger resultaten mer om det andra. Bestäm vem som frågar, när, och var det skrivs in, och se om det "
    "blivit bättre nästa kvartal."
)


def missing_row_sentence(label: str, women: float | None, men: float | None, sexes: Sexes, *, protected: bool) -> str:
    """Say for how many of each sex something is missing: "Beslut saknas för 6 % av kvinnorna och 8 % av männen."."""
    first, second = (share_text(share, protected=protected) for share in (women, men))
    return f"{label} saknas för {first} av {sexes.the_women} och {second} av {sexes.the_men}."


def remark(women: float | None, men: float | None, verdict: str) -> str:
    """Say in a few words what a row of the table asks for."""
    if verdict == "hidden":
        return "För få rader för att visas."
    if verdict == "difference":
        return "Saknas olika ofta för kvinnor och män."
    if max(women or 0.0, men or 0.0) > MANY:
        return "Många svar saknas: läs resultatet med försiktighet."
    return "Bra täckning."
