"""What the invented municipality is like: areas, units, interventions, needs and decisions.

The patterns planted here are listed in ``sample_data/README.md`` and marked below with their letters.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

NAME = "Exempelköping"

WOMAN, MAN, COUPLE = "kvinna", "man", "par"
LOW, MIDDLE, HIGH = "Låg", "Medel", "Hög"
NEED_LEVELS = (LOW, MIDDLE, HIGH)

Levels = tuple[float, float, float]
"""One number for each need level, low to high."""


@dataclass(frozen=True)
class Offer:
    """An intervention an area can give.

    Parameters
    ----------
    name
        What it is called.
    weight
        How common it is among those it suits.
    women
        How many times as common it is for women as for men.
    ages
        The lowest and the highest age it suits.
    needs
        How common it is at each need level, relative to `weight`.
    hours
        Mean hours per week at each need level; None where hours are not granted.
    apart
        Whether its decisions are dealt apart, so that a planted pattern holds within it.
    """

    name: str
    weight: float
    women: float = 1.0
    ages: tuple[int, int] = (0, 120)
    needs: Levels = (1, 1, 1)
    hours: Levels | None = None
    apart: bool = False


@dataclass(frozen=True)
class Area:
    """An area of the social services.

    Parameters
    ----------
    name, unit
        Its name, and the unit it belongs to.
    share
        Its share of the municipality's cases, 0–1.
    kinds
        Who stands in a case (a woman, a man, a couple applying together) → share of the area's cases, 0–1.
    ages
        Lowest, most common and highest age.
    needs, approval
        Kind → share of the cases at each need level, and share of the examined applications approved at each
        need level, 0–1.
    two
        The share of cases with two interventions, 0–1.
    closed
        The share of approved interventions that are closed within the quarter, 0–1.
    waiting
        Mean days from application to decision.
    offers
        The interventions it gives.
    """

    name: str
    unit: str
    share: float
    kinds: Mapping[str, float]
    ages: tuple[int, int, int]
    needs: Mapping[str, Levels]
    approval: Mapping[str, Levels]
    two: float
    closed: float
    waiting: float
    offers: tuple[Offer, ...]


def _singles(women: float) -> dict[str, float]:
    return {WOMAN: women, MAN: 1 - women}


def _alike(low: float, middle: float, high: float) -> dict[str, Levels]:
    return {WOMAN: (low, middle, high), MAN: (low, middle, high)}


# d. Women apply mostly where little is approved, yet are approved more often at every need level.
ECONOMIC = Area(
    name="Ekonomiskt bistånd",
    unit="Mottagning och försörjning",
    share=0.375,
    kinds={WOMAN: 0.48, MAN: 0.48, COUPLE: 0.04},
    ages=(18, 30, 66),
    needs={WOMAN: (0.78, 0.11, 0.11), MAN: (0.2, 0.33, 0.47), COUPLE: (0.4, 0.3, 0.3)},
    approval={WOMAN: (0.29, 0.95, 0.98), MAN: (0.13, 0.68, 0.75), COUPLE: (0.2, 0.8, 0.86)},
    two=0.22,
    closed=0.95,
    waiting=9,
    offers=(Offer("Försörjningsstöd", 8), Offer("Livsföring i övrigt", 2)),
)

# b. Women are approved less often at every need level, with nearly the same needs.
SUBSTANCE_USE = Area(
    name="Skadligt bruk och beroende",
    unit="Vuxenenheten",
    share=0.15,
    kinds=_singles(0.38),
    ages=(18, 38, 72),
    needs={WOMAN: (0.3, 0.4, 0.3), MAN: (0.3, 0.38, 0.32)},
    approval={WOMAN: (0.34, 0.43, 0.55), MAN: (0.76, 0.85, 0.93)},
    two=0.25,
    closed=0.8,
    waiting=24,
    offers=(
        Offer("Öppna insatser", 14, apart=True),
        Offer("Bistånd som avser boende", 4, women=0.8),
        Offer("Frivillig institutionsvård", 2.5, needs=(0.2, 1, 1.6)),
        Offer("Familjehem", 0.8),
        Offer("LVM", 0.6, needs=(0, 0.3, 2)),
    ),
)

CHILDREN = Area(
    name="Barn och unga",
    unit="Barn och familj",
    share=0.065,
    kinds=_singles(0.46),
    ages=(1, 14, 17),
    needs=_alike(0.3, 0.42, 0.28),
    approval=_alike(0.92, 0.94, 0.97),
    two=0.3,
    closed=0.75,
    waiting=32,
    offers=(
        Offer("Öppenvårdsprogram", 5),
        Offer("Personligt stöd", 3),
        Offer("Kontaktfamilj", 2.5, ages=(0, 12)),
        Offer("Kontaktperson", 2, ages=(11, 17)),
        Offer("Familjehem", 2, needs=(0.2, 1, 1.6)),
        Offer("HVB", 1.2, ages=(12, 17), women=0.7, needs=(0.1, 0.8, 2)),
        Offer("LVU", 1, needs=(0, 0.5, 2)),
        Offer("Omedelbart omhändertagande", 0.4, needs=(0, 0.2, 2)),
    ),
)

# 93 % women: the national follow-up of violence in close relationships, SU-Kvinnofrid 2023.
VIOLENCE = Area(
    name="Våld i nära relation",
    unit="Vuxenenheten",
    share=0.035,
    kinds=_singles(0.93),
    ages=(18, 33, 78),
    needs=_alike(0.2, 0.45, 0.35),
    approval=_alike(0.94, 0.96, 0.97),
    two=0.4,
    closed=0.85,
    waiting=6,
    offers=(Offer("Stödsamtal", 7), Offer("Skyddat boende", 3, needs=(0.2, 1, 1.6))),
)

# f. Men are the majority. Weights and women's factors after the published table of 1 October 2021.
DISABILITY = Area(
    name="Funktionshinder (LSS)",
    unit="Funktionsstöd",
    share=0.13,
    kinds=_singles(0.43),
    ages=(7, 30, 66),
    needs=_alike(0.25, 0.4, 0.35),
    approval=_alike(0.82, 0.86, 0.9),
    two=0.45,
    closed=0.6,
    waiting=48,
    offers=(
        Offer("Daglig verksamhet", 40, ages=(21, 66)),
        Offer("Boende vuxna", 30, ages=(18, 120)),
        Offer("Kontaktperson", 18, women=1.15, ages=(16, 120)),
        Offer("Korttidsvistelse", 9, women=0.8, ages=(0, 40)),
        Offer("Ledsagarservice", 7, ages=(12, 120), hours=(3, 5, 8)),
        Offer("Personlig assistans", 5, women=1.1, needs=(0.2, 1, 1.6), hours=(28, 48, 84)),
        Offer("Korttidstillsyn", 20, women=0.85, ages=(12, 20)),
        Offer("Avlösarservice", 5, women=0.6, ages=(0, 40), hours=(3, 5, 7)),
        Offer("Boende barn", 4, women=0.8, ages=(7, 17), needs=(0.2, 1, 1.6)),
        Offer("Råd och stöd", 1, women=1.6),
    ),
)

# a. Women have less need of hemtjänst than men who have it; the hours follow the need only.
# f. Women are the majority, most of all in hemtjänst.
OLDER = Area(
    name="Äldre",
    unit="Äldreomsorg",
    share=0.205,
    kinds=_singles(0.66),
    ages=(66, 84, 99),
    needs={WOMAN: (0.5, 0.34, 0.16), MAN: (0.16, 0.37, 0.47)},
    approval=_alike(0.92, 0.95, 0.96),
    two=0.45,
    closed=0.78,
    waiting=19,
    offers=(
        Offer("Hemtjänst", 14, women=1.8, hours=(4, 9, 18)),
        Offer("Trygghetslarm", 5, needs=(1.5, 1, 0.5)),
        Offer("Matdistribution", 2, needs=(1.2, 1, 0.5)),
        Offer("Särskilt boende", 3, needs=(0, 0.4, 1.4)),
        Offer("Korttidsplats", 2, women=0.8, needs=(0.1, 0.8, 1.4)),
        Offer("Dagverksamhet", 1.5),
        Offer("Ledsagning", 0.8, hours=(2, 3, 4)),
        Offer("Anhörigstöd", 1.2),
    ),
)

PSYCHIATRY = Area(
    name="Socialpsykiatri",
    unit="Funktionsstöd",
    share=0.04,
    kinds=_singles(0.5),
    ages=(20, 40, 66),
    needs=_alike(0.3, 0.45, 0.25),
    approval=_alike(0.84, 0.88, 0.92),
    two=0.3,
    closed=0.7,
    waiting=36,
    offers=(
        Offer("Boendestöd", 7, hours=(3, 6, 10)),
        Offer("Sysselsättning", 3, women=0.9),
        Offer("Kontaktperson", 2),
    ),
)

AREAS = (ECONOMIC, SUBSTANCE_USE, CHILDREN, VIOLENCE, DISABILITY, OLDER, PSYCHIATRY)
