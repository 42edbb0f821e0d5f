"""A municipality so small that nearly every count in it is one to protect, and all that the store tells of it."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations, product
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from jamstalld.periods import Period, Quarter
from jamstalld.store import Database, Question, released_counts
from tests.unit.protect.table import possible_truths

THRESHOLD = 5
FIRST, QUARTERS = Quarter.parse("2024K1"), 5
VALUES: dict[str, tuple[str, ...]] = {
    "unit": ("Norr", "Söder", "Väster"),
    "age_group": ("0–17 år", "18–24 år", "25–44 år", "45–64 år"),
    "intervention": ("Hemtjänst", "LVU", "HVB", "Stödsamtal"),
}
WEIGHTS = {"unit": (5, 3, 1), "age_group": (1, 2, 4, 3), "intervention": (6, 3, 2, 1)}
SEXES = ("kvinna", "man", "saknas")
DIMENSIONS = ("quarter", "sex", *VALUES)
COUNT = "antal"

Row = dict[str, Any]
Cell = dict[str, Any]


def people(number: int, seed: int) -> list[Row]:
    """Make cases, each of a person of its own: rows, cases and persons are then three looks at the same truth."""
    pick = random.Random(seed)
    return [
        {
            "person_id": f"P{at}",
            "case_id": f"A{at}",
            "quarter": str(FIRST + pick.randrange(QUARTERS)),
            "sex": pick.choices(("kvinna", "man", None), (55, 43, 2))[0],
            **{name: pick.choices(values, WEIGHTS[name])[0] for name, values in VALUES.items()},
        }
        for at in range(number)
    ]


def truth(rows: Sequence[Row]) -> pd.DataFrame:
    """Count the base table, its empty cells too."""
    counts = Counter(tuple(row[name] or "saknas" for name in DIMENSIONS) for row in rows)
    quarters = [str(FIRST + at) for at in range(QUARTERS)]
    cells = product(quarters, SEXES, *VALUES.values())
    return pd.DataFrame([{**dict(zip(DIMENSIONS, cell, strict=True)), COUNT: counts[cell]} for cell in cells])


def periods() -> list[Period]:
    """List every period that may be asked for: quarters, the calendar year, four quarters in a row."""
    quarters = [FIRST + at for at in range(QUARTERS)]
    single = [Period(quarter, quarter) for quarter in quarters]
    return [*single, *(Period.ending(last) for last in quarters[3:])]


def filters() -> Iterator[dict[str, str]]:
    """List every choice of filters: each takes one value or is left out."""
    for number in range(len(VALUES)):
        for names in combinations(VALUES, number):
            for values in product(*(VALUES[name] for name in names)):
                yield dict(zip(names, values, strict=True))


@dataclass(frozen=True)
class Shown:
    """One released number.

    Parameters
    ----------
    where
        Dimension → its value, or its values; what is left out is all.
    """

    where: Row
    value: int

    @property
    def group(self) -> tuple[tuple[str, str], ...]:
        """Name the group, in one way however it was asked for."""
        return tuple((name, str(self.where[name])) for name in DIMENSIONS if name in self.where)

    def cell(self) -> Cell:
        """Say what it tells of the truth to somebody who has the perturbation table at hand."""
        low, high = bounds(self.value)
        return {"key": self.where, "value": self.value, "lo": low, "hi": high}


@cache
def bounds(released: int) -> tuple[int, int]:
    """Give the smallest and the largest true count that may be released as this one."""
    truths = possible_truths(THRESHOLD, released)
    return truths[0], truths[-1]


def crawl(database: Database, unit: str, *, filtered: bool) -> Iterator[Shown]:
    """Ask for everything: every period by every set of up to three factors, and under every choice of filters.

    A group that is not named is read as a released 0: somebody who knows the municipality knows that it could be.
    """
    for period, chosen in product(periods(), filters() if filtered else [dict[str, str]()]):
        free = [name for name in VALUES if name not in chosen]
        breakdowns = tuple(by for number in range(len(free) + 1) for by in combinations(free, number))
        released = released_counts(
            database, Question(period, "quarter", breakdowns, {"n": ()}, chosen, count_unit=unit)
        )
        within = {**chosen, "quarter": [str(quarter) for quarter in period.quarters]}
        for by in breakdowns:
            table = released.tables[by]
            counts = dict(zip(table.labels, table.counts["n"].tolist(), strict=True))
            for label in product(*(VALUES[name] for name in by)):
                for sex, value in zip(SEXES, counts.get(label, (0, 0, 0)), strict=True):
                    yield Shown({**within, **dict(zip(by, label, strict=True)), "sex": sex}, value)


def members(base: pd.DataFrame, where: Row) -> NDArray[np.bool_]:
    """Tell which cells of the base table a group consists of."""
    inside = np.ones(len(base), dtype=bool)
    for name, value in where.items():
        inside &= base[name].isin(value if isinstance(value, list) else [value]).to_numpy()
    return inside


def views(shown: Sequence[Shown]) -> dict[str, Any]:
    """Hand released numbers to the attacker."""
    return {"dims": list(DIMENSIONS), "k": THRESHOLD, "views": [{"cells": [one.cell() for one in shown]}]}
