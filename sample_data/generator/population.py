"""The invented people, and which of them are met each quarter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from generator.dealing import Dealer
from generator.municipality import (
    AREAS,
    COUPLE,
    ECONOMIC,
    MAN,
    NEED_LEVELS,
    OLDER,
    SUBSTANCE_USE,
    VIOLENCE,
    WOMAN,
    Area,
)
from generator.quarters import Quarter

RETURNING = 0.5
REMEMBERED = 4
SEX_MISSING = 0.012

_ASKS_HOUSEHOLD = (ECONOMIC, SUBSTANCE_USE, VIOLENCE)
_ALONE, _TOGETHER = "Ensamstående", "Sammanboende"
_HOUSEHOLDS = {
    f"{_ALONE} utan barn": 0.5,
    f"{_ALONE} med barn": 0.2,
    f"{_TOGETHER} utan barn": 0.18,
    f"{_TOGETHER} med barn": 0.12,
}
_LIVELIHOODS = {
    "Arbetslös": 0.42,
    "Sjukskriven": 0.18,
    "Arbetshinder sociala skäl": 0.16,
    "Språkhinder": 0.12,
    "Föräldraledig": 0.06,
    "Annat": 0.06,
}
_LIVELIHOODS_ELSEWHERE = {"Arbete": 0.35, "Sjukskriven": 0.3, "Arbetslös": 0.2, "Annat": 0.15}


@dataclass(frozen=True)
class Person:
    """Someone who does not exist.

    Parameters
    ----------
    number
        Pseudonym, the same in every quarter, unlike an identity number.
    sex
        ``kvinna`` or ``man``.
    sex_known
        Whether the case system says it.
    born
        Year of birth.
    """

    number: str
    sex: str
    sex_known: bool
    born: int

    def age(self, quarter: Quarter) -> int:
        """Give the age in whole years."""
        return quarter.year - self.born


@dataclass
class Case:
    """One or two persons and what they come with; the same case may return in later quarters.

    Parameters
    ----------
    number
        The case's number.
    area
        Where it belongs.
    kind
        A woman, a man or a couple.
    members
        The persons, each with rows of their own.
    need
        The need level.
    household, livelihood
        As in the code lists; None where not asked for.
    seen
        The latest quarter it was met.
    """

    number: str
    area: Area
    kind: str
    members: tuple[Person, ...]
    need: str
    household: str | None
    livelihood: str | None
    seen: Quarter


class Population:
    """All cases so far.

    Parameters
    ----------
    rng
        The source of chance.
    dealer
        Deals kinds and need levels.
    """

    def __init__(self, rng: np.random.Generator, dealer: Dealer) -> None:
        self._rng = rng
        self._dealer = dealer
        self._cases: dict[tuple[str, str], list[Case]] = {}
        # Shuffled, so that the number does not tell when a person was first met.
        self._pseudonyms: Iterator[int] = iter(rng.permutation(np.arange(10_000, 100_000)).tolist())
        self._made = 0

    def met(self, quarter: Quarter, size: int) -> list[Case]:
        """Choose the cases of a quarter: about half have been met before, the others are new.

        Parameters
        ----------
        quarter
            The quarter.
        size
            How many cases.
        """
        areas = self._dealer.counts("area", size, {area.name: area.share for area in AREAS})
        cases: list[Case] = []
        for area in AREAS:
            kinds = self._dealer.counts(("kind", area.name), areas[area.name], area.kinds)
            for kind in area.kinds:
                cases += self._group(quarter, area, kind, kinds[kind])
        for case in cases:
            case.seen = quarter
        return cases

    def _group(self, quarter: Quarter, area: Area, kind: str, size: int) -> list[Case]:
        known = self._cases.setdefault((area.name, kind), [])
        possible = [case for case in known if _may_return(case, quarter)]
        returning = min(len(possible), round(RETURNING * size))
        chosen = self._rng.choice(len(possible), returning, replace=False)
        group = [possible[int(at)] for at in chosen]
        new = [self._new(quarter, area, kind, need) for need in self._needs_left(area, kind, size, group)]
        known += new
        return group + new

    def _needs_left(self, area: Area, kind: str, size: int, returning: list[Case]) -> list[str]:
        """List the need levels of the new cases, so that the group as a whole gets its shares."""
        shares = dict(zip(NEED_LEVELS, area.needs[kind], strict=True))
        wanted = self._dealer.counts(("need", area.name, kind), size, shares)
        have = Counter(case.need for case in returning)
        left = [level for level in NEED_LEVELS for _ in range(wanted[level] - have[level])]
        return [left[int(at)] for at in self._rng.permutation(len(left))][: size - len(returning)]

    def _new(self, quarter: Quarter, area: Area, kind: str, need: str) -> Case:
        self._made += 1
        sexes = (WOMAN, MAN) if kind == COUPLE else (kind,)
        members = tuple(self._person(quarter, area, sex) for sex in sexes)
        return Case(
            number=f"EX-{self._made:05}",
            area=area,
            kind=kind,
            members=members,
            need=need,
            household=self._household(area, kind) if area in _ASKS_HOUSEHOLD else None,
            livelihood=self._livelihood(area, members[0].age(quarter)),
            seen=quarter,
        )

    def _person(self, quarter: Quarter, area: Area, sex: str) -> Person:
        age = int(self._rng.triangular(*area.ages))
        known = bool(self._rng.random() >= SEX_MISSING)
        return Person(f"L{next(self._pseudonyms)}", sex, known, quarter.year - age)

    def _household(self, area: Area, kind: str) -> str:
        household = self._draw(_HOUSEHOLDS)
        if area is not ECONOMIC:
            return household
        # Who lives with a partner applies together with the partner.
        return household.replace(*((_ALONE, _TOGETHER) if kind == COUPLE else (_TOGETHER, _ALONE)))

    def _livelihood(self, area: Area, age: int) -> str | None:
        if age < 18:
            return None
        if area is OLDER:
            return "Pension"
        return self._draw(_LIVELIHOODS if area is ECONOMIC else _LIVELIHOODS_ELSEWHERE)

    def _draw(self, shares: Mapping[str, float]) -> str:
        return str(self._rng.choice(list(shares), p=list(shares.values())))


def _may_return(case: Case, quarter: Quarter) -> bool:
    youngest, _, oldest = case.area.ages
    fits = all(youngest <= person.age(quarter) <= oldest for person in case.members)
    return fits and quarter.since(case.seen) <= REMEMBERED
