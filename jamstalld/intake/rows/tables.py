"""Lines of a table with women and men as columns, turned into rows of women and rows of men."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from jamstalld.intake.headers.groups import SEXES, SUM, TOTAL, figure_key
from jamstalld.intake.headers.header import Header
from jamstalld.intake.rows.collecting import Collected
from jamstalld.intake.rows.ledger import Ledger
from jamstalld.intake.values.cells import HIDDEN


@dataclass(frozen=True)
class _Row:
    """One row to be stored: the line it stands on, whom it counts, and how many."""

    line: int
    sex: str
    count: int


def counting_groups(collected: Collected, header: Header) -> list[int]:
    """Find the groups that count anybody on any line; the first one where none does."""
    counted = [
        at
        for at in range(len(header.values))
        if any(
            isinstance(value, int) and value > 0 for sex in SEXES for value in collected.distinct[figure_key(sex, at)]
        )
    ]
    return counted or [0]


def table_rows(
    collected: Collected, header: Header, groups: Mapping[int, Mapping[str, list[Any]]], ledger: Ledger
) -> tuple[list[int], dict[str, list[Any]]]:
    """Turn each line of a table into a row of women and a row of men for each group of counts that counts any.

    Parameters
    ----------
    groups
        The stored columns of every line, for each group that counts anybody.

    Returns
    -------
    tuple
        The lines that are loaded, and the stored columns of the rows they gave.
    """
    lines: list[int] = []
    rows: dict[int, list[_Row]] = {at: [] for at in groups}
    for line in range(len(collected.numbers)):
        if not ledger.is_open(line):
            continue
        counts = [
            {sex: collected.columns[figure_key(sex, at)][line] for sex in SEXES} for at in range(len(header.values))
        ]
        hidden = _warn_of_hidden(line, counts, ledger)
        counted = {at: _counted(line, counts[at]) for at in groups}
        if any(counted.values()):
            lines.append(line)
            for at, of_group in counted.items():
                rows[at] += of_group
            _compare_with_totals(line, counts, collected, ledger)
        else:
            ledger.set_aside(line, None if hidden else "nothing_counted")
    parts = [_of_group(stored, rows[at]) for at, stored in groups.items()]
    return lines, {key: [value for part in parts for value in part[key]] for key in parts[0]}


def selected(columns: Mapping[str, list[Any]], rows: Sequence[int]) -> dict[str, list[Any]]:
    """Keep some rows of every column. Columns that are one and the same list stay one."""
    if len(rows) == len(columns["source_row"]):
        return dict(columns)
    kept: dict[int, list[Any]] = {}
    for column in columns.values():
        if id(column) not in kept:
            kept[id(column)] = [column[row] for row in rows]
    return {key: kept[id(column)] for key, column in columns.items()}


def _of_group(stored: Mapping[str, list[Any]], rows: Sequence[_Row]) -> dict[str, list[Any]]:
    lines = [row.line for row in rows]
    columns = {key: [column[line] for line in lines] for key, column in stored.items()}
    columns["sex"] = [row.sex for row in rows]
    columns["count"] = [row.count for row in rows]
    return columns


def _counted(line: int, counts: Mapping[str, object]) -> list[_Row]:
    return [_Row(line, sex, count) for sex, count in counts.items() if isinstance(count, int) and count > 0]


def _warn_of_hidden(line: int, counts: Sequence[Mapping[str, object]], ledger: Ledger) -> bool:
    """Tell of the figures of a line that are hidden or unknown, and whether there are any."""
    hidden = [
        figure_key(sex, at) for at, of_group in enumerate(counts) for sex, count in of_group.items() if count is HIDDEN
    ]
    for key in hidden:
        ledger.warn(line, "hidden_figure", key)
    return bool(hidden)


def _compare_with_totals(line: int, counts: Sequence[Mapping[str, Any]], collected: Collected, ledger: Ledger) -> None:
    """Tell where what the table says is a sum is not the sum: over the sexes, and over the groups."""
    for at, of_group in enumerate(counts):
        _compare(line, of_group.values(), figure_key(TOTAL, at), collected, ledger)
    for sex in SEXES:
        _compare(line, [of_group[sex] for of_group in counts], figure_key(sex, SUM), collected, ledger)


def _compare(line: int, parts: Collection[Any], key: str, collected: Collected, ledger: Ledger) -> None:
    total = collected.columns[key][line] if key in collected.columns else None
    if isinstance(total, int) and HIDDEN not in parts and total != sum(parts):
        ledger.warn(line, "total_differs", key)
