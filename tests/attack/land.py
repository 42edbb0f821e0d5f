"""A municipality to crawl, and how numbers of its groups are named, gathered and handed to the attacker."""

from __future__ import annotations

import random
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from jamstalld.dictionary import Grouping
from jamstalld.periods import Period, Quarter
from jamstalld.store import Condition
from tests.attack.municipality import THRESHOLD, bounds

FIRST = Quarter.parse("2024K1")
NONE = "saknas"
SEXES = ("kvinna", "man", NONE)
UNITS = ("insatser", "ärenden", "personer")
VALUES: dict[str, tuple[str, ...]] = {
    "unit": ("Norr", "Söder", "Väster", "Öster"),
    "age_group": ("0–17 år", "18–24 år", "25–44 år", "45–64 år", "65–79 år", "80 år och äldre"),
    "intervention": (
        *("Hemtjänst", "Trygghetslarm", "Försörjningsstöd", "Stödsamtal", "Boendestöd"),
        *("Kontaktperson", "Familjehem", "HVB", "LVU", "Skyddat boende"),
    ),
    "decision": ("bifall", "avslag", NONE),
    "goal": ("helt uppnått", "inte uppnått", NONE),
    "violence_asked": ("ja", "nej", NONE),
}
# Values in groups: a large unit with the smallest, the ages in three. What is left is a group too.
GROUPINGS = (
    Grouping("Distrikt", "unit", (("Utkanten", ("Norr", "Öster")),), "Mitten"),
    Grouping(
        "Ålder grovt", "age_group", (("Unga", VALUES["age_group"][:2]), ("Vuxna", VALUES["age_group"][2:4])), "Äldre"
    ),
)
GROUPED = {one.key: one.of for one in GROUPINGS}
# Grouping → group → the values in it.
MEMBERS = {
    one.key: {
        name: tuple(value for value in VALUES[one.of] if one.group_of.get(value, one.rest) == name)
        for name in one.names
    }
    for one in GROUPINGS
}
_MOST = 10**6  # more than any count here
# From a true count of 20 on each unit of count has a noise of its own, of 8 at most.
_OWN_NOISE = 20 - 8

Where = Mapping[str, Collection[str]]
Named = tuple[tuple[str, tuple[str, ...]], ...]


# Millions of groups are named of some hundred pairs: each pair is kept once.
_PAIRS: dict[tuple[str, tuple[str, ...]], tuple[str, tuple[str, ...]]] = {}


def kept_once(pair: tuple[str, tuple[str, ...]]) -> tuple[str, tuple[str, ...]]:
    return _PAIRS.setdefault(pair, pair)


@dataclass(frozen=True, slots=True)
class Told:
    """A number that was shown.

    Parameters
    ----------
    group
        Dimension → the values that those counted have; what is not named is all.
    cut
        Whether the number may have been cut to that of a whole: it says "at least".
    unit
        What was counted: rows, cases or persons.
    """

    group: Named
    value: int
    cut: bool = False
    unit: str = UNITS[0]

    def cell(self) -> dict[str, Any]:
        """Say what it tells of the truth to somebody who has the perturbation table at hand."""
        low, high = bounds(self.value)
        return {"key": dict(self.group), "value": self.value, "lo": low, "hi": _MOST if self.cut else high}


@dataclass(frozen=True)
class Land:
    """What the municipality is made of: its quarters, and the dimensions that tell its cases apart."""

    quarters: int

    @cached_property
    def values(self) -> dict[str, tuple[str, ...]]:
        """Every dimension with its values."""
        return {"sex": SEXES, "quarter": tuple(str(FIRST + at) for at in range(self.quarters)), **VALUES}

    @cached_property
    def periods(self) -> tuple[Period, ...]:
        """Every period that may be asked for."""
        single = [Period(FIRST + at, FIRST + at) for at in range(self.quarters)]
        return (*single, *(Period.ending(FIRST + at) for at in range(3, self.quarters)))

    def named(self, where: Where) -> Named:
        """Name a group in one way, however it was asked for."""
        found: list[tuple[str, tuple[str, ...]]] = []
        for name, values in self.values.items():
            if name in where:
                kept = tuple(value for value in values if value in where[name])
                assert kept, (name, where)
                if len(kept) < len(values):
                    found.append(kept_once((name, kept)))
        return tuple(found)

    def narrowed(self, where: Where, conditions: Iterable[Condition]) -> dict[str, Collection[str]]:
        """Narrow a group by conditions, those on a grouping too: its groups are values of what it groups."""
        narrow = ungrouped(where)
        for one in conditions:
            column = GROUPED.get(one.column, one.column)
            known = narrow.get(column, self.values[column])
            if one.column in GROUPED:
                inside = [value for name in one.values for value in MEMBERS[one.column][name]]
                narrow[column] = [value for value in known if value in inside]
            else:
                narrow[column] = [value for value in known if one.holds(None if value == NONE else value)]
        return narrow

    def people(self, number: int, seed: int) -> list[dict[str, Any]]:
        """Make cases, each of a person of its own: rows, cases and persons are three looks at the same truth."""
        pick = random.Random(seed)
        units, ages, interventions = (self.values[name] for name in ("unit", "age_group", "intervention"))
        rows: list[dict[str, Any]] = []
        for at in range(number):
            woman = pick.random() < 0.55
            intervention = pick.choices(interventions, [24, 16, 14, 12, 10, 8, 6, 5, 3, 2])[0]
            outcomes = {
                "decision": pick.choices(("bifall", "avslag", None), (70, 20 if woman else 30, 8))[0],
                "goal": pick.choices(("helt uppnått", "inte uppnått", None), (40, 20, 40))[0],
                "violence_asked": pick.choices(("ja", "nej", None), (30, 40, 30))[0],
            }
            rows.append(
                {
                    "person_id": f"P{seed}x{at}",
                    "case_id": f"A{seed}x{at}",
                    "quarter": str(FIRST + pick.randrange(self.quarters)),
                    "sex": None if pick.random() < 0.02 else "kvinna" if woman else "man",
                    "unit": pick.choices(units, (8, 5, 3, 1))[0],
                    "age_group": pick.choices(ages, (3, 2, 4, 4, 5, 6))[0],
                    "intervention": intervention,
                    **outcomes,
                }
            )
        return rows


def ungrouped(where: Where) -> dict[str, Collection[str]]:
    """Name a group by the values of what is grouped. A grouping is never told apart from what it groups."""
    assert not [name for name in where if GROUPED.get(name) in where]
    return {
        GROUPED.get(name, name): [one for group in values for one in MEMBERS[name][group]]
        if name in GROUPED
        else values
        for name, values in where.items()
    }


def gathered(told: Iterable[Told]) -> dict[tuple[Named, str], Told]:
    """Put together what is told of each group in each unit of count, and see that it is always the same.

    A number that was cut to its whole says no more than "at least": the uncut one is kept where there is one. Everybody
    here has one case with one intervention, so that small groups have the same number in every unit.
    """
    known: dict[tuple[Named, str], Told] = {}
    for one in told:
        before = known.setdefault((one.group, one.unit), one)
        assert (
            before.value == one.value
            or (before.cut and before.value < one.value)
            or (one.cut and one.value < before.value)
        ), (one, before)
        if before.cut and (not one.cut or one.value > before.value):
            known[one.group, one.unit] = one
    for (group, unit), one in list(known.items()):
        first = known.get((group, UNITS[0]), one)
        if unit != UNITS[0] and one.value == first.value and not one.cut:
            del known[group, unit]
        elif unit != UNITS[0] and not one.cut and not first.cut:
            assert max(one.value, first.value) >= _OWN_NOISE, (one, first)
    return known


def face(known: Mapping[tuple[Named, str], Told], land: Land, *left_out: str) -> dict[str, Any]:
    """Hand the attacker all that does not tell some dimensions apart.

    Outcomes are handed over one at a time, with all the rest: no more base cells than the attacker can take.
    """
    cells = [one.cell() for (group, _), one in known.items() if not {*left_out} & {name for name, _ in group}]
    return {"dims": [name for name in land.values if name not in left_out], "k": THRESHOLD, "views": [{"cells": cells}]}
