"""True counts and the sums of their keys: what :mod:`jamstalld.store.counting` releases, and nobody else may see.

Rows add up over groups: they are asked for in few cells, which are added up here. Persons and cases do not, and are
asked for one by one: in which cell each stands, and which parts it belongs to.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb
import numpy as np
from numpy.typing import NDArray

from jamstalld.store import sql
from jamstalld.store.question import SEXES, Condition, Label, Question

Breakdown = tuple[str, ...]
Part = tuple[Condition, ...]

# A whole number that is never negative has a bit for so many parts.
_MARKED_AT_ONCE = 62
# What no cell of a table holds.
_ANOTHER = "\0"


@dataclass
class TrueTable:
    """The true counts of one breakdown.

    Parameters
    ----------
    counts, keys
        Shape (parts, groups, sexes). Of a sum of keys only the remainder by ``KEY_RANGE`` matters.
    """

    labels: list[Label]
    counts: NDArray[np.int64]
    keys: NDArray[np.uint64]


@dataclass
class _Cells:
    """Rows that are alike in some columns: the value of each column, how many they are, the sum of their keys."""

    columns: dict[str, tuple[Any, ...]]
    counts: NDArray[np.int64]
    keys: NDArray[np.uint64]


def rows(cursor: duckdb.DuckDBPyConnection, question: Question) -> dict[Breakdown, TrueTable]:
    """Count rows. Columns are told apart together only where a part and a breakdown need them together."""
    parts = list(question.parts.values())
    breakdowns = list(dict.fromkeys(question.breakdowns))
    tables: dict[Breakdown, TrueTable] = {}
    for measured, own_parts in _widest([[one.column for one in part] for part in parts]).items():
        for told_apart, own_breakdowns in _widest(breakdowns).items():
            cells = _base_cells(cursor, question, measured | told_apart)
            belongs = {number: _belonging(cells, parts[number]) for number in own_parts}
            for number in own_breakdowns:
                labels = _labels(cells, breakdowns[number])
                table = tables.setdefault(breakdowns[number], _empty(dict.fromkeys(labels), len(parts)))
                _add_up(table, labels, cells, belongs)
    return tables


def entities(
    cursor: duckdb.DuckDBPyConnection,
    question: Question,
    entity: str,
    tables: Mapping[Breakdown, TrueTable],
    wanted: Mapping[Breakdown, NDArray[np.bool_]],
) -> dict[Breakdown, TrueTable]:
    """Count different persons or cases.

    Parameters
    ----------
    entity
        The column of their pseudonyms.
    tables
        The groups.
    wanted
        In which of them, and of which sex, to count; elsewhere they are 0. Shape (groups, sexes).
    """
    found: dict[Breakdown, TrueTable] = {}
    for breakdown, table in tables.items():
        found[breakdown] = counted = _empty(table.labels, len(question.parts))
        cells = {
            int(cell): (SEXES[cell % len(SEXES)], *table.labels[cell // len(SEXES)])
            for cell in np.flatnonzero(wanted[breakdown])
        }
        if cells:
            lines = _distinct_cells(cursor, question, entity, ("sex", *breakdown), cells)
            _add_up_marked(counted, lines)
    return found


def _widest(sets: Sequence[Collection[str]]) -> dict[frozenset[str], list[int]]:
    """Choose the sets that lie within no other, and give the places of those that lie within each."""
    chosen: dict[frozenset[str], list[int]] = {}
    for place in sorted(range(len(sets)), key=lambda place: -len(set(sets[place]))):
        own = frozenset(sets[place])
        chosen.setdefault(next((one for one in chosen if own <= one), own), []).append(place)
    return chosen


def _base_cells(cursor: duckdb.DuckDBPyConnection, question: Question, told_apart: frozenset[str]) -> _Cells:
    names = ["sex", *sorted(told_apart - {"sex"})]
    where, parameters = _where(question)
    text = sql.filled(
        "base_cells",
        columns=sql.columns(names),
        quarter=sql.column(question.quarter_column),
        conditions=where,
    )
    # Column by column: a question that crosses everything has tens of thousands of cells.
    answer = cursor.execute(text, parameters).fetchnumpy()
    values = {name: tuple(answer[name].tolist()) for name in names}
    return _Cells(values, np.asarray(answer["n"], np.int64), np.asarray(answer["key"], np.uint64))


def _where(question: Question) -> tuple[sql.Fragment, dict[str, Any]]:
    """Put the question's conditions and period into words and parameters."""
    parameters: dict[str, Any] = {
        "first": question.period.first.index,
        "last": question.period.last.index,
    }
    fragments: list[sql.Fragment] = []
    for number, condition in enumerate(question.every):
        name = f"only_{number}"
        fragments.append(sql.holds(condition.column, name, null=condition.null, negate=condition.negate))
        parameters[name] = list(condition.values)
    return sql.all_of(fragments), parameters


def _belonging(cells: _Cells, part: Part) -> NDArray[np.bool_]:
    """Tell which cells a part counts."""
    inside = np.full(len(cells.counts), True)
    for one in part:
        values = cells.columns[one.column]
        holds = {value: one.holds(value) for value in set(values)}
        inside &= np.array([holds[value] for value in values], dtype=bool)
    return inside


def _labels(cells: _Cells, breakdown: Breakdown) -> list[Label]:
    """Give the group that each cell lies in."""
    if not breakdown:
        return [()] * len(cells.counts)
    return list(zip(*(cells.columns[name] for name in breakdown), strict=True))


def _empty(labels: Iterable[Label], parts: int) -> TrueTable:
    groups = list(labels)
    shape = (parts, len(groups), len(SEXES))
    return TrueTable(groups, np.zeros(shape, np.int64), np.zeros(shape, np.uint64))


def _add_up(table: TrueTable, labels: Sequence[Label], cells: _Cells, belongs: Mapping[int, NDArray[np.bool_]]) -> None:
    """Add cells up to the groups they lie in: counts add, and so do keys.

    Parameters
    ----------
    labels
        The group of each cell.
    belongs
        The number of a part → which cells belong to it.
    """
    place = {label: at for at, label in enumerate(table.labels)}
    groups = np.array([place[label] for label in labels], dtype=np.intp)
    sexes = np.array([SEXES.index(sex) for sex in cells.columns["sex"]], dtype=np.intp)
    for number, inside in belongs.items():
        where = (groups[inside], sexes[inside])
        np.add.at(table.counts[number], where, cells.counts[inside])
        np.add.at(table.keys[number], where, cells.keys[inside])


def _distinct_cells(
    cursor: duckdb.DuckDBPyConnection,
    question: Question,
    entity: str,
    columns: Sequence[str],
    cells: Mapping[int, Label],
) -> Mapping[str, NDArray[Any]]:
    """Ask which different persons or cases stand in some cells, and which parts each of them belongs to.

    Parameters
    ----------
    cells
        The number of each cell → its value of every column.

    Returns
    -------
    Mapping
        The answer column by column, a line for each entity in each cell.
    """
    where, parameters = _where(question)
    parameters["cells"] = list(cells)
    for number in range(len(columns)):
        values = [label[number] for label in cells.values()]
        parameters[f"wanted_{number}"] = [None if value is None else str(value) for value in values]
    marks: list[sql.Fragment] = []
    parts = list(question.parts.values())
    for number, start in enumerate(range(0, len(parts), _MARKED_AT_ONCE)):
        mark, looked_up = _marks(parts[start : start + _MARKED_AT_ONCE], number)
        marks.append(mark)
        parameters |= looked_up
    text = sql.filled(
        "distinct_cells",
        wanted=sql.listed(sql.unfolded(f"wanted_{number}") for number in range(len(columns))),
        alike=sql.all_of(sql.written_alike(name, f"wanted_{number}") for number, name in enumerate(columns)),
        entity=sql.column(entity),
        marks=sql.listed(marks),
        quarter=sql.column(question.quarter_column),
        conditions=where,
    )
    answer = cursor.execute(text, parameters).fetchnumpy()
    return {name: np.asarray(values) for name, values in answer.items()}


def _marks(parts: Sequence[Part], number: int) -> tuple[sql.Fragment, dict[str, Any]]:
    """Mark an entity with a bit for each part that any of its rows belongs to.

    Every column has a mask for each of its values, with the bits of the parts whose conditions on it hold: a row
    belongs to the parts whose bits are in the masks of all columns.

    Returns
    -------
    tuple
        The column of marks, and the parameters it looks up.
    """
    every = (1 << len(parts)) - 1
    parameters: dict[str, Any] = {f"every_{number}": every}
    masks: list[sql.Fragment] = []
    for at, column in enumerate(dict.fromkeys(one.column for part in parts for one in part)):
        own = [(1 << bit, one) for bit, part in enumerate(parts) for one in part if one.column == column]
        values = [_ANOTHER, None, *dict.fromkeys(value for _, one in own for value in one.values)]
        failing = [{bit for bit, one in own if not one.holds(value)} for value in values]
        names = (f"values_{number}_{at}", f"masks_{number}_{at}")
        parameters |= dict(zip(names, (values, [every - sum(bits) for bits in failing]), strict=True))
        masks.append(sql.looked_up(column, *names))
    return sql.any_of_bits(f"every_{number}", masks, f"marks_{number}"), parameters


def _add_up_marked(table: TrueTable, lines: Mapping[str, NDArray[Any]]) -> None:
    """Add entities up to the cells they stand in, part by part."""
    order = np.argsort(lines["cell"], kind="stable")
    if not len(order):
        return
    cells, keys, weights = (lines[name][order] for name in ("cell", "key", "weight"))
    starts = np.flatnonzero(np.diff(cells, prepend=-1))
    group, sex = np.divmod(cells[starts], len(SEXES))
    for number in range(len(table.counts)):
        marks = lines[f"marks_{number // _MARKED_AT_ONCE}"][order]
        inside = (marks >> (number % _MARKED_AT_ONCE)) & 1
        table.counts[number, group, sex] = np.add.reduceat(weights * inside, starts)
        table.keys[number, group, sex] = np.add.reduceat(keys * inside.astype(np.uint64), starts)
