"""What somebody can work out who has seen every number that the store will ever show of a small municipality."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import pytest
from numpy.typing import NDArray
from scipy.optimize import lsq_linear
from scipy.sparse import csr_matrix

from jamstalld.intake import LoadOptions
from jamstalld.loading import load_file
from jamstalld.periods import Period
from jamstalld.store import Database, Question, open_database, released_counts
from tests.attack.attacker import attack, selftest
from tests.attack.municipality import (
    COUNT,
    FIRST,
    SEXES,
    THRESHOLD,
    VALUES,
    Shown,
    bounds,
    crawl,
    members,
    people,
    truth,
    views,
)
from tests.conftest import TODAY, write_rows, write_salt

UNITS = ("insatser", "ärenden", "personer")


@dataclass(frozen=True)
class Municipality:
    """A database, the truth behind it, and what it shows in each unit of count."""

    database: Database
    base: pd.DataFrame
    shown: Mapping[str, Sequence[Shown]]


@pytest.fixture(scope="module", params=[1, 2])
def municipality(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Municipality]:
    """Some 360 cases over five quarters: of every three numbers that can be asked for, one is of 1–4 persons."""
    folder = tmp_path_factory.mktemp("attack")
    rows = people(360, seed=request.param)
    database = open_database(folder / "jamstalld.duckdb", write_salt(folder / "salt"), threshold=THRESHOLD)
    file = write_rows(folder / "rader.csv", rows)
    assert load_file(database, file, LoadOptions(today=TODAY), loaded_by="test", copy_first=False).rows_loaded == 360
    yield Municipality(database, truth(rows), {unit: list(crawl(database, unit, filtered=False)) for unit in UNITS})
    database.close()


def attacked(base: pd.DataFrame, spec: Mapping[str, Any]) -> dict[str, Any]:
    return attack(base, spec, lp_sample=12, time_limit=20)


def true_counts(municipality: Municipality, shown: Sequence[Shown]) -> NDArray[np.int64]:
    counts = municipality.base[COUNT].to_numpy()
    return np.array([counts[members(municipality.base, one.where)].sum() for one in shown])


def test_the_attacker_finds_what_is_to_be_found() -> None:
    selftest()


def test_what_a_released_number_tells() -> None:
    """From the table as it is shipped: 1–4 persons are released as 0 or 5, and nothing else is."""
    assert bounds(0) == (0, 8)
    assert bounds(5) == (1, 13)
    assert [bounds(value) for value in (6, 7, 11, 12, 13, 100)] == [
        *((5, 14), (5, 15), (5, 19), (5, 20), (5, 21), (92, 108)),
    ]


def test_hiding_small_numbers_would_not_do(municipality: Municipality) -> None:
    """The same crawl of a dashboard that hides counts below 5, as they mostly do: the attack bites."""
    shown = municipality.shown["insatser"]
    cells = [
        {"key": one.where, "value": int(count) if count >= THRESHOLD or not count else None, "null": {"lo": 1, "hi": 4}}
        for one, count in zip(shown, true_counts(municipality, shown), strict=True)
    ]
    found = attacked(municipality.base, {**views([]), "views": [{"cells": cells}]})
    assert found["exact"] > 0.9 * found["sensitive"] > 500


@pytest.mark.parametrize("unit", UNITS)
def test_nothing_is_recovered_or_confined(municipality: Municipality, unit: str) -> None:
    found = attacked(municipality.base, views(municipality.shown[unit]))
    assert found["sensitive"] > 900
    assert found["sensitive_shown"] > 600
    assert (found["exact"], found["inside"], found["lp"]["inside"]) == (0, 0, 0), found["examples"]
    assert found["lp"]["sampled"] > 5
    assert found["rank_tested"]


def test_three_units_of_count_together_recover_nothing(municipality: Municipality) -> None:
    """Everybody here has one case with one intervention, and the attacker knows it: three numbers for each truth.

    Over eighteen such municipalities two counts of some 18,000 were confined inside 1–4, both in the second one here.
    """
    together = [one for unit in UNITS for one in municipality.shown[unit]]
    found = attacked(municipality.base, views(together))
    assert (found["exact"], found["lp"]["exact"]) == (0, 0), found["examples"]
    assert found["inside"] + found["lp"]["inside"] <= 0.005 * found["sensitive"], found["examples"]


def test_filters_show_no_further_numbers(municipality: Municipality) -> None:
    """Every choice of filters, in every period: the same groups, and so the same numbers."""
    known = {one.group: one.value for one in municipality.shown["insatser"]}
    asked = 0
    for one in crawl(municipality.database, "insatser", filtered=True):
        assert known[one.group] == one.value, one
        asked += 1
    assert asked > 4 * len(known)


def test_least_squares_over_everything_guesses_no_better_than_the_number_itself(municipality: Municipality) -> None:
    shown = municipality.shown["insatser"]
    cells = csr_matrix(np.array([members(municipality.base, one.where) for one in shown], dtype=float))
    released = np.array([one.value for one in shown], dtype=float)
    true = true_counts(municipality, shown)
    small = (true > 0) & (true < THRESHOLD)
    estimated = np.rint(cells @ lsq_linear(cells, released, bounds=(0, np.inf)).x)
    guesses: dict[float, Counter[int]] = defaultdict(Counter)
    for value, count in zip(released[small], true[small], strict=True):
        guesses[value][count] += 1
    by_itself = sum(counts.most_common(1)[0][1] for counts in guesses.values()) / small.sum()
    assert np.mean(estimated[small] == true[small]) <= by_itself


def complements(shown: Sequence[Shown]) -> Iterator[list[tuple[int, Shown]]]:
    """Give each group as all minus the others: the signs and terms of the sum, and the group itself last."""
    by_group = {one.group: one for one in shown}
    for one in shown:
        for name in VALUES.keys() & one.where.keys():
            all_of_them = Shown({key: value for key, value in one.where.items() if key != name}, 0).group
            others = [
                (-1, by_group[Shown({**one.where, name: value}, 0).group])
                for value in VALUES[name]
                if value != one.where[name]
            ]
            yield [(1, by_group[all_of_them]), *others, (-1, one)]


def shifted_years(shown: Sequence[Shown]) -> Iterator[list[tuple[int, Shown]]]:
    """Give the last quarter as the later of two overlapping years minus the earlier, plus the first quarter."""
    by_group = {one.group: one for one in shown}
    spans = [[str(quarter) for quarter in Period(FIRST + at, FIRST + at + 3).quarters] for at in (0, 1)]
    for one in shown:
        if one.where["quarter"] == spans[1][-1:]:
            earlier, later, first = (
                by_group[Shown({**one.where, "quarter": span}, 0).group] for span in (*spans, spans[0][:1])
            )
            yield [(1, later), (-1, earlier), (1, first), (-1, one)]


@pytest.mark.parametrize("differences", [complements, shifted_years])
def test_a_difference_of_released_numbers_tells_no_count(municipality: Municipality, differences: Any) -> None:
    """In truth each of these sums is 0: the released ones miss, and by so much that the bounds give nothing away."""
    shown = municipality.shown["insatser"]
    truths = {one.group: count for one, count in zip(shown, true_counts(municipality, shown).tolist(), strict=True)}
    sums = [terms for terms in differences(shown) if 0 < truths[terms[-1][1].group] < THRESHOLD]
    assert len(sums) > 40
    right = 0
    for terms in sums:
        assert sum(sign * truths[one.group] for sign, one in terms) == 0
        target = truths[terms[-1][1].group]
        rest = [(sign, *bounds(one.value)) for sign, one in terms[:-1]]
        low = sum(sign * (lo if sign > 0 else hi) for sign, lo, hi in rest)
        high = sum(sign * (hi if sign > 0 else lo) for sign, lo, hi in rest)
        assert low <= target <= high
        assert low <= 0 or high >= THRESHOLD, "confined inside 1–4"
        right += sum(sign * one.value for sign, one in terms[:-1]) == target
    assert right / len(sums) < 0.3, "a difference of so noisy numbers is right once in four or five times, by chance"


def test_all_minus_women_minus_unknown_is_not_there_to_be_taken(municipality: Municipality) -> None:
    """No number is of both sexes together, so that nothing can be subtracted from it."""
    whole = released_counts(
        municipality.database,
        Question(Period.parse("2024"), "quarter", ((), ("sex",), ("unit",)), {"n": ()}),
    )
    for by, table in whole.tables.items():
        assert table.counts["n"].shape == (len(table.labels), len(SEXES))
        if by == ("sex",):
            for label, counts in zip(table.labels, table.counts["n"], strict=True):
                assert np.count_nonzero(counts) == 1, label
    assert all("sex" in one.where for shown in municipality.shown.values() for one in shown)
