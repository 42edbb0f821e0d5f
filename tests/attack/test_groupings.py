"""A grouping that grows, and groupings made one after the other: what somebody knows who has seen all of them.

Values in no group may be put into one, which makes new unions of the same values. Each value moves once at most: from
the rest into its group. Anything else needs the grouping to be removed, which the log tells of with its reason.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations, product
from typing import Any

import pytest

from jamstalld.dictionary import Grouping
from jamstalld.loading import Outcome
from jamstalld.store import (
    Database,
    Question,
    declare_grouping,
    extend_grouping,
    groupings,
    released_counts,
    remove_grouping,
)
from tests.attack.attacker import attack
from tests.attack.land import SEXES, VALUES, Land
from tests.attack.municipality import THRESHOLD, bounds
from tests.attack.test_crawl import truth
from tests.attack.test_own_attacks import QUARTER

UNITS = VALUES["unit"]
DIMENSIONS = ("sex", "unit", "age_group", "intervention")
FREE = ("age_group", "intervention")
Cells = list[dict[str, Any]]


def seen(database: Database) -> Iterator[dict[str, Any]]:
    """Ask for every group by unit or by the groups of units there are now, crossed with all the rest."""
    columns = {"unit": {name: (name,) for name in UNITS}}
    for one in groupings(database):
        inside = {name: tuple(unit for unit in UNITS if one.group_of.get(unit, one.rest) == name) for name in one.names}
        columns[one.key] = {name: units for name, units in inside.items() if units}
    by_other = [by for number in range(len(FREE) + 1) for by in combinations(FREE, number)]
    for by, column in product(by_other, (None, *columns)):
        breakdown = (*by, column) if column else by
        table = released_counts(database, Question(QUARTER, "quarter", (breakdown,), {"n": ()})).tables[breakdown]
        counts = dict(zip(table.labels, table.counts["n"].tolist(), strict=True))
        for label in product(*(columns.get(name) or VALUES[name] for name in breakdown)):
            where: dict[str, Sequence[str]] = {name: (value,) for name, value in zip(by, label, strict=False)}
            if column:
                where["unit"] = columns[column][label[-1]]
            for sex, count in zip(SEXES, counts.get(label, (0, 0, 0)), strict=True):
                low, high = bounds(count)
                yield {"key": {**where, "sex": (sex,)}, "value": count, "lo": low, "hi": high}


def attacked(rows: Sequence[dict[str, Any]], cells: Cells) -> dict[str, Any]:
    spec = {"dims": list(DIMENSIONS), "k": THRESHOLD, "views": [{"cells": cells}]}
    return attack(truth(rows, DIMENSIONS, Land(1)), spec, lp_sample=4, time_limit=20)


@pytest.fixture
def rows() -> list[dict[str, Any]]:
    return Land(1).people(400, seed=8)


def test_a_grouping_that_grows_value_by_value_tells_nothing_for_sure(
    make_database: Callable[..., Database], load_rows: Callable[..., Outcome], rows: list[dict[str, Any]]
) -> None:
    database = make_database()
    load_rows(database, rows)
    made = declare_grouping(database, Grouping("Delar", "unit", (("Ena", UNITS[:1]),)), by="test")
    cells = list(seen(database))
    for unit in UNITS[1:]:
        extend_grouping(database, made.key, (("Ena", (unit,)),), by="test")
        cells += seen(database)
    found = attacked(rows, cells)
    print(f"\ngrown: {found}")
    assert found["sensitive_shown"] > 300
    assert (found["exact"], found["inside"], found["lp"]["inside"]) == (0, 0, 0), found["examples"]


def test_every_union_of_two_units_one_after_the_other_tells_nothing_for_sure(
    make_database: Callable[..., Database], load_rows: Callable[..., Outcome], rows: list[dict[str, Any]]
) -> None:
    """What removing and making anew allows, with a line and a reason in the log each time."""
    database = make_database()
    load_rows(database, rows)
    cells: Cells = []
    for two in combinations(UNITS, 2):
        made = declare_grouping(database, Grouping("Delar", "unit", (("Ena", two),)), by="test")
        cells += seen(database)
        remove_grouping(database, made.key, by="test", reason="prov")
    found = attacked(rows, cells)
    print(f"\nmade anew: {found}")
    assert found["sensitive_shown"] > 300
    assert (found["exact"], found["inside"], found["lp"]["inside"]) == (0, 0, 0), found["examples"]
