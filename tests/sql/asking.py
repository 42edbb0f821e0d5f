"""Short ways to ask the store, and the same questions answered in plain Python."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from jamstalld.intake import CheckedDelivery
from jamstalld.periods import Period
from jamstalld.protect import KEY_RANGE, keys_of, noise_for
from jamstalld.store import Condition, Database, Question, released_counts

SEXES = ("kvinna", "man", None)
ALL: Mapping[str, tuple[Condition, ...]] = {"n": ()}

Sexes = tuple[int, int, int]
"""Women, men, sex missing."""
Answer = dict[tuple[Any, ...], dict[str, Sexes]]
"""Group → part → counts."""


def answer(database: Database, *by: str, **asked: Any) -> Answer:
    """Ask for one breakdown; `asked` as for `question`."""
    table = released_counts(database, question(by, **asked)).tables[by]
    return {
        label: {part: tuple(counts[at].tolist()) for part, counts in table.counts.items()}
        for at, label in enumerate(table.labels)
    }


def counted(database: Database, *by: str, **asked: Any) -> dict[Any, Sexes]:
    """Ask for the rows of each group; a group of one column goes by its bare label, the whole by None."""
    found = {label: parts["n"] for label, parts in answer(database, *by, **asked).items()}
    return {(label if len(by) > 1 else label[0] if by else None): counts for label, counts in found.items()}


def question(
    by: tuple[str, ...] = (),
    *,
    period: str = "2025K1",
    quarter: Any = "quarter",
    unit: str = "insatser",
    conditions: Iterable[Condition] = (),
    parts: Mapping[str, tuple[Condition, ...]] = ALL,
) -> Question:
    return Question(Period.parse(period), quarter, (by,), parts, conditions=tuple(conditions), count_unit=unit)


def stored_rows(delivery: CheckedDelivery, salt: bytes) -> list[dict[str, Any]]:
    """Give a delivery's rows with their keys, as the fact table has them."""
    keys = keys_of(delivery.columns, salt)
    rows = [dict(zip(delivery.columns, values, strict=True)) for values in zip(*delivery.columns.values(), strict=True)]
    for row, record, person, case in zip(rows, keys.record, keys.person, keys.case, strict=True):
        row |= {"record": int(record), "person": int(person), "case": int(case)}
    return rows


def plain_answer(rows: Sequence[Mapping[str, Any]], asked: Question, threshold: int) -> Answer:
    """Answer a question the long way: one group, one part and one sex at a time."""
    inside = [row for row in rows if _asked_for(row, asked)]
    (by,) = asked.breakdowns
    groups: dict[tuple[Any, ...], list[Mapping[str, Any]]] = defaultdict(list)
    for row in inside:
        groups[tuple(row[column] for column in by)].append(row)
    found = {
        label: {
            part: _released(group, conditions, asked.count_unit, threshold) for part, conditions in asked.parts.items()
        }
        for label, group in groups.items()
    }
    return {label: parts for label, parts in found.items() if any(map(any, parts.values()))}


def _asked_for(row: Mapping[str, Any], asked: Question) -> bool:
    quarter = row[asked.quarter_column]
    return (
        quarter is not None
        and asked.period.first.index <= quarter <= asked.period.last.index
        and _fulfils(row, asked.every)
    )


def _fulfils(row: Mapping[str, Any], conditions: Iterable[Condition]) -> bool:
    for condition in conditions:
        value = row[condition.column]
        named = condition.null if value is None else value in condition.values
        if named == condition.negate:
            return False
    return True


def _released(
    group: Sequence[Mapping[str, Any]], conditions: tuple[Condition, ...], unit: str, threshold: int
) -> Sexes:
    told = []
    for sex in SEXES:
        rows = [row for row in group if row["sex"] == sex and _fulfils(row, conditions)]
        count = _released_number(rows, unit, threshold)
        persons = _released_number(rows, "personer", threshold)
        told.append(count if persons else 0)
    return (told[0], told[1], told[2])


def _released_number(rows: Sequence[Mapping[str, Any]], unit: str, threshold: int) -> int:
    keys, people = _keys(rows, unit), _keys(rows, "personer")
    if len(keys) == len(people) < 4 * threshold:
        # One row each: the same number, so seen through the same noise.
        keys = people
    total = sum(keys) % KEY_RANGE
    return int(noise_for(threshold).release(np.array(len(keys)), np.array(total, dtype=np.uint64)))


def _keys(rows: Sequence[Mapping[str, Any]], unit: str) -> list[int]:
    if unit == "insatser":
        return [row["record"] for row in rows]
    return list({row["person" if unit == "personer" else "case"] for row in rows})
