"""The one door: the only function through which a count leaves the store, and it leaves protected.

The true counts live inside :func:`released_counts` and nowhere else. What comes out are released counts; every
share, interval, test and sentence is computed from them.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from jamstalld.access import Right
from jamstalld.periods import Period
from jamstalld.protect import KEY_RANGE, Noise, noise_for, refuse_crossed, refuse_outside
from jamstalld.store import sql, true_counts
from jamstalld.store.database import Database, settings_seen
from jamstalld.store.mapping import dictionary_of
from jamstalld.store.question import SEXES, Question, Released, ReleasedTable
from jamstalld.store.sight import require_sight
from jamstalld.store.true_counts import TrueTable

_ENTITIES = {"personer": "person", "ärenden": "case_file"}


def released_counts(database: Database, question: Question) -> Released:
    """Count, and release the counts.

    A count of interventions or cases is released only where the released count of the persons behind it reaches
    the threshold; otherwise it is 0, which means "fewer than the threshold".

    Raises
    ------
    RequestError
        If the question lies outside the lattice of what may be asked, or of what the person may see.
    """
    require_sight(database.person, question.filters)
    for breakdown in question.breakdowns:
        refuse_outside((*breakdown, *question.filters), question.measured)
        refuse_crossed({*breakdown, *question.valued}, dictionary_of(database).groupings)
    with database.read(Right.SEE_NUMBERS) as cursor:
        settings = settings_seen(cursor)
        noise = noise_for(int(settings["threshold"]))
        tables = true_counts.rows(cursor, question)
        if question.count_unit in _ENTITIES:
            everywhere = {breakdown: np.full(table.counts.shape[1:], True) for breakdown, table in tables.items()}
            tables = true_counts.entities(cursor, question, _ENTITIES[question.count_unit], tables, everywhere)
        few = {breakdown: _few(table, question, noise, settings) for breakdown, table in tables.items()}
        anywhere = {breakdown: np.asarray(counts.any(axis=0)) for breakdown, counts in few.items()}
        persons = true_counts.entities(cursor, question, "person", tables, anywhere)
    parts = tuple(question.parts)
    return Released(
        {
            breakdown: _shown(table, parts, _release(table, noise, persons[breakdown], few[breakdown]))
            for breakdown, table in tables.items()
        },
        noise,
    )


def declared_totals(database: Database, count_unit: str, period: Period) -> NDArray[np.int64] | None:
    """Give the released totals that tables of official statistics declare: women, men, sex missing.

    Returns
    -------
    ndarray or None
        None if no table declares any, or the person may see some units only: totals have no unit.
    """
    if database.person.units is not None:
        return None
    with database.read(Right.SEE_NUMBERS) as cursor:
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


def _few(table: TrueTable, question: Question, noise: Noise, settings: Mapping[str, str]) -> NDArray[np.bool_]:
    """Tell behind which counts the persons must be known: few of them, or as many as it counts.

    A count of c has at least c / most_rows persons behind it, so large counts need no further look. Where no data
    name any person, most_rows is 0: each row is then a person, with the same key. Nothing else may decide, or a group
    would change its number when other rows come.
    """
    most_rows = int(settings.get("most_rows_of_a_person", 0))
    if question.count_unit == "personer" or not (noise.protects and most_rows):
        return np.zeros_like(table.counts, dtype=bool)
    return (table.counts > 0) & (table.counts < max(noise.certain * most_rows, _small(noise)))


def _small(noise: Noise) -> int:
    """Give the count from which it does no harm that each unit of count has a noise of its own."""
    return 4 * noise.threshold


def _release(table: TrueTable, noise: Noise, persons: TrueTable, few: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Release counts, the few with an eye to the persons behind them.

    Such a count is 0 where the released number of persons is 0. And where a small group has one row a person, the two
    counts are one and the same number: released by two keys it would be seen through two noises.

    Parameters
    ----------
    persons
        Those behind the same counts; they need be known of the few only.
    few
        Which counts those are.
    """
    one_each = few & (table.counts == persons.counts) & (table.counts < _small(noise))
    shown = noise.release(table.counts, np.where(one_each, persons.keys, table.keys))
    return np.where(few & (noise.release(persons.counts, persons.keys) == 0), 0, shown)


def _shown(table: TrueTable, parts: tuple[str, ...], released: NDArray[np.int64]) -> ReleasedTable:
    """Leave out groups of which nothing is released: their names alone would tell that somebody is in them."""
    kept = np.any(released > 0, axis=(0, 2))
    labels = tuple(label for label, keep in zip(table.labels, kept, strict=True) if keep)
    return ReleasedTable(labels, {part: released[number, kept] for number, part in enumerate(parts)})
