"""The one door: the only function through which a count leaves the store, and it leaves protected.

The true counts live inside :func:`released_counts` and nowhere else. What comes out are released counts; every
share, interval, test and sentence is computed from them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import duckdb
import numpy as np
from numpy.typing import NDArray

from jamstalld.periods import Period
from jamstalld.protect import KEY_RANGE, Noise, refuse_outside
from jamstalld.store import sql
from jamstalld.store.database import Database, settings_seen
from jamstalld.store.question import SEXES, Condition, Label, Question, Released, ReleasedTable

_ENTITIES = {"personer": "person", "ärenden": "case_file"}


@dataclass
class _True:
    """True counts and key sums of one breakdown. Never leaves this module."""

    labels: list[Label]
    counts: dict[str, NDArray[np.int64]]
    keys: dict[str, NDArray[np.uint64]]


def released_counts(database: Database, question: Question) -> Released:
    """Count, and release the counts.

    A count of interventions or cases is released only where the released count of the persons behind it reaches
    the threshold; otherwise it is 0, which means "fewer than the threshold".

    Raises
    ------
    RequestError
        If the question lies outside the lattice of what may be asked.
    """
    for breakdown in question.breakdowns:
        refuse_outside((*breakdown, *question.filters), question.measured)
    noise = database.noise
    with database.read() as cursor:
        if question.count_unit == "insatser":
            true = _rows(cursor, question)
        else:
            true = _entities(cursor, question, _ENTITIES[question.count_unit])
        most_rows = int(settings_seen(cursor).get("most_rows_of_a_person", 0))
        if question.count_unit != "personer" and _persons_matter(true, noise, most_rows):
            persons = _entities(cursor, question, "person")
            tables = {
                breakdown: _release_by_persons(table, persons[breakdown], noise) for breakdown, table in true.items()
            }
        else:
            tables = {breakdown: _release(table, noise) for breakdown, table in true.items()}
    shown = {breakdown: _without_empty(table) for breakdown, table in tables.items()}
    return Released(shown, noise)


def declared_totals(database: Database, count_unit: str, period: Period) -> NDArray[np.int64] | None:
    """Give the released totals that tables of official statistics declare: women, men, sex missing.

    Returns
    -------
    ndarray or None
        None if no table declares any.
    """
    with database.read() as cursor:
        found = cursor.execute(
            sql.statement("declared_totals"),
            {"count_unit": count_unit, "first": period.first.index, "last": period.last.index},
        ).fetchall()
    if not found:
        return None
    counts = np.zeros(len(SEXES), dtype=np.int64)
    keys = np.zeros(len(SEXES), dtype=np.uint64)
    for sex, count, key in found:
        counts[SEXES.index(sex)] = count
        keys[SEXES.index(sex)] = key % KEY_RANGE
    return database.noise.release(counts, keys)


def _persons_matter(true: Mapping[tuple[str, ...], _True], noise: Noise, most_rows: int) -> bool:
    """Tell whether the persons behind some count must be known: few of them, or as many as it counts.

    A count of c has at least c / most_rows persons behind it, so large counts need no further look. Where no data
    name any person, most_rows is 0: each row is then a person, with the same key. Nothing else may decide, or a group
    would change its number when other rows come.
    """
    look = max(noise.certain * most_rows, _small(noise)) if most_rows else 0
    return noise.protects and any(
        bool(np.any((counts > 0) & (counts < look))) for table in true.values() for counts in table.counts.values()
    )


def _small(noise: Noise) -> int:
    """Give the count from which it does no harm that each unit of count has a noise of its own."""
    return 4 * noise.threshold


def _release(table: _True, noise: Noise) -> ReleasedTable:
    counts = {part: noise.release(count, table.keys[part]) for part, count in table.counts.items()}
    return ReleasedTable(tuple(table.labels), counts)


def _without_empty(table: ReleasedTable) -> ReleasedTable:
    """Leave out groups of which nothing is released: their names alone would tell that somebody is in them."""
    kept = np.any([np.any(counts > 0, axis=1) for counts in table.counts.values()], axis=0)
    labels = tuple(label for label, keep in zip(table.labels, kept, strict=True) if keep)
    return ReleasedTable(labels, {part: counts[kept] for part, counts in table.counts.items()})


def _release_by_persons(table: _True, persons: _True, noise: Noise) -> ReleasedTable:
    """Release counts of rows or cases, with an eye to the persons behind them.

    A count is 0 where the released number of persons is 0. And where a small group has one row a person, the two
    counts are one and the same number: released by two keys it would be seen through two noises.
    """
    place = {label: at for at, label in enumerate(persons.labels)}
    order = [place[label] for label in table.labels]
    released: dict[str, NDArray[np.int64]] = {}
    for part, counts in table.counts.items():
        people, keys = persons.counts[part][order], persons.keys[part][order]
        one_each = (counts == people) & (counts < _small(noise))
        shown = noise.release(counts, np.where(one_each, keys, table.keys[part]))
        released[part] = np.where(noise.release(people, keys) == 0, 0, shown)
    return ReleasedTable(tuple(table.labels), released)


def _where(question: Question) -> tuple[sql.Fragment, dict[str, Any]]:
    """Put the question's conditions and period into words and parameters."""
    parameters: dict[str, Any] = {
        "first": question.period.first.index,
        "last": question.period.last.index,
    }
    fragments: list[sql.Fragment] = []
    for number, condition in enumerate(question.every):
        fragments.append(_condition(condition, f"only_{number}"))
        parameters[f"only_{number}"] = list(condition.values)
    return sql.all_of(fragments), parameters


def _condition(condition: Condition, parameter: str) -> sql.Fragment:
    return sql.holds(condition.column, parameter, null=condition.null, negate=condition.negate)


def _rows(cursor: duckdb.DuckDBPyConnection, question: Question) -> dict[tuple[str, ...], _True]:
    """Count rows: one query tells apart every column that any breakdown or part needs."""
    told_apart = dict.fromkeys(column for breakdown in question.breakdowns for column in breakdown)
    told_apart |= dict.fromkeys(one.column for part in question.parts.values() for one in part)
    names = ["sex", *(name for name in told_apart if name != "sex")]
    where, parameters = _where(question)
    text = sql.filled(
        "base_cells",
        columns=sql.columns(names),
        quarter=sql.column(question.quarter_column),
        conditions=where,
    )
    lines = cursor.execute(text, parameters).fetchall()
    sexes = np.array([SEXES.index(line[0]) for line in lines], dtype=np.intp)
    counts = np.array([line[-2] for line in lines], dtype=np.int64)
    keys = np.array([line[-1] % KEY_RANGE for line in lines], dtype=np.uint64)
    belongs = {
        part: np.array(
            [all(one.holds(line[names.index(one.column)]) for one in conditions) for line in lines], dtype=bool
        )
        for part, conditions in question.parts.items()
    }
    tables: dict[tuple[str, ...], _True] = {}
    for breakdown in question.breakdowns:
        at = [names.index(column) for column in breakdown]
        labels = [tuple(line[place] for place in at) for line in lines]
        tables[breakdown] = _gathered(labels, sexes, counts, keys, belongs)
    return tables


def _gathered(
    labels: list[Label],
    sexes: NDArray[np.intp],
    counts: NDArray[np.int64],
    keys: NDArray[np.uint64],
    belongs: Mapping[str, NDArray[np.bool_]],
) -> _True:
    """Add base cells up to the groups of one breakdown: counts add, and so do keys."""
    place = {label: at for at, label in enumerate(dict.fromkeys(labels))}
    group = np.array([place[label] for label in labels], dtype=np.intp)
    shape = (len(place), len(SEXES))
    table = _True(list(place), {}, {})
    for part, inside in belongs.items():
        table.counts[part] = np.zeros(shape, dtype=np.int64)
        table.keys[part] = np.zeros(shape, dtype=np.uint64)
        cells = (group[inside], sexes[inside])
        np.add.at(table.counts[part], cells, counts[inside])
        np.add.at(table.keys[part], cells, keys[inside])
    return table


def _entities(cursor: duckdb.DuckDBPyConnection, question: Question, entity: str) -> dict[tuple[str, ...], _True]:
    """Count different persons or cases: they do not add up over groups, so each breakdown is asked for itself."""
    where, parameters = _where(question)
    marks: list[sql.Fragment] = []
    sums: list[sql.Fragment] = []
    for number, conditions in enumerate(question.parts.values()):
        held: list[sql.Fragment] = []
        for which, condition in enumerate(conditions):
            held.append(_condition(condition, f"part_{number}_{which}"))
            parameters[f"part_{number}_{which}"] = list(condition.values)
        marks.append(sql.any_row(sql.all_of(held), f"part_{number}"))
        sums.append(sql.marked_sums(f"part_{number}", number))
    tables: dict[tuple[str, ...], _True] = {}
    for breakdown in question.breakdowns:
        text = sql.filled(
            "distinct_cells",
            columns=sql.columns(["sex", *breakdown]),
            entity=sql.column(entity),
            marks=sql.listed(marks),
            sums=sql.listed(sums),
            quarter=sql.column(question.quarter_column),
            conditions=where,
        )
        lines = cursor.execute(text, parameters).fetchall()
        tables[breakdown] = _entity_table(lines, len(breakdown), list(question.parts))
    return tables


def _entity_table(lines: list[tuple[Any, ...]], columns: int, parts: list[str]) -> _True:
    place = {label: at for at, label in enumerate(dict.fromkeys(line[1 : 1 + columns] for line in lines))}
    shape = (len(place), len(SEXES))
    table = _True(
        list(place),
        {part: np.zeros(shape, dtype=np.int64) for part in parts},
        {part: np.zeros(shape, dtype=np.uint64) for part in parts},
    )
    for line in lines:
        cell = (place[line[1 : 1 + columns]], SEXES.index(line[0]))
        for number, part in enumerate(parts):
            table.counts[part][cell] = line[1 + columns + 2 * number]
            table.keys[part][cell] = line[2 + columns + 2 * number] % KEY_RANGE
    return table
