"""What women's share of those counted is held against, in words: all cases, those who applied, the inhabitants."""

from __future__ import annotations

from dataclasses import dataclass

from jamstalld.wording.numbers import NBSP, number, percent
from jamstalld.wording.sentences import share_text
from jamstalld.wording.words import Sexes, capitalised

BASES = {"cases": "Alla ärenden", "need": "De som sökt", "population": "Befolkningen"}
INDEX = "Kvot (1 är lika)"

_CHILDREN = "flickor"


@dataclass(frozen=True)
class _Words:
    """How a unit of count is spoken of.

    Parameters
    ----------
    got, got_any
        Those who got an intervention, {}, and those who got any.
    is_women
        What is said of them: {} are the share and women.
    sought
        Those who applied, whatever was decided.
    was_women
        What is said of those.
    """

    got: str
    got_any: str
    is_women: str
    sought: str
    was_women: str


_WORDS = {
    "personer": _Words("dem som fick {}", "dem som fick en insats", "är {} {}", "dem som sökt", "är {}"),
    "insatser": _Words("insatserna i form av {}", "insatserna", "går {} till {}", "dem som söktes", "gällde {} {}"),
    "ärenden": _Words(
        *("ärendena där {} beviljades", "ärendena där någon insats beviljades", "gäller {} {}"),
        *("ärendena där det söktes", "gäller {} {}"),
    ),
}


def womens_share_sentence(
    group: str | None,
    intervention: str | None,
    unit: str,
    shares: tuple[float, float, float, float],
    ages: str | None,
    sexes: Sexes,
    *,
    protected: bool,
) -> str:
    """Say women's share of those who got something, and of those it is held against.

    "Av dem som fick hemtjänst är 70 % kvinnor (osäkerhet 66–74 %); av befolkningen 65–79 år är 54 %."

    Parameters
    ----------
    group
        The group within which it is, if that needs to be said.
    intervention
        What they got; None for anything at all.
    unit
        The unit of count.
    shares
        Women's share of those counted, its lower and upper limit, and their share of the base, 0–1.
    ages
        Which inhabitants: "65–79 år", or "" for all. None where the base is those who applied.
    """
    share, low, high, of_base = shares
    words = _WORDS[unit]
    got = words.got.format(running(intervention)) if intervention else words.got_any
    women = words.is_women.format(share_text(share, protected=protected), sexes.women)
    spread = f"(osäkerhet {number(100 * low)}–{percent(high)})"
    if ages is None:
        held = f"{words.sought} {words.was_women.format(share_text(of_base, protected=protected), sexes.women)}"
    else:
        who = "" if unit == "personer" and sexes.women != _CHILDREN else f" {_who(sexes, ages)}"
        held = f"{f'befolkningen {ages}'.strip()} är {percent(of_base)}{who}"
    text = f"av {got} {women} {spread}; av {held}."
    return f"{group}: {text}" if group else capitalised(text)


def _who(sexes: Sexes, ages: str) -> str:
    """Name women among the inhabitants: of all ages they are not only girls."""
    return "flickor och kvinnor" if sexes.women == _CHILDREN and not ages else sexes.women


def running(name: str) -> str:
    """Write a name as within a sentence; an abbreviation stays as it is.

    >>> running("Hemtjänst"), running("LVU")
    ('hemtjänst', 'LVU')
    """
    return name if name[:2].isupper() else f"{name[:1].lower()}{name[1:]}"


def interval_cell(low: float | None, high: float | None) -> str:
    """Write the uncertainty of a share in a table, per cent: "(66 till 74)". A line is not broken within it."""
    return "" if low is None or high is None else f"({number(100 * low)}{NBSP}till{NBSP}{number(100 * high)})"


def base_heading(base: str, women: str) -> str:
    """Head the column of women's share of the base."""
    return f"Andel {women} av dem som sökt" if base == "need" else f"Andel {women} i befolkningen"


def base_method(population: str | None) -> str:
    """Say what the base is, and how its share is compared.

    Parameters
    ----------
    population
        Which year's inhabitants, and where their numbers come from: "2025 (SCB)". None for those who applied.
    """
    interval = "Andelen kvinnor har 95 % osäkerhetsintervall enligt Wilson, för varje rad för sig."
    if population is None:
        return (
            "De som sökt är alla rader om samma insats, vad beslutet än blev: bifall, avslag, återtagen ansökan eller "
            f"inget beslut än. {interval} Osäkerheten i andelen av dem som sökt räknas inte in."
        )
    return (
        f"Befolkning: {population}. Den är offentlig, skyddas inte och har ingen osäkerhet. Den följer valet av ålder, "
        f"men inga andra val. {interval}"
    )
