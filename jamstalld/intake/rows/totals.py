"""Lines that add up others: set aside, since the same people would be counted twice; some are kept as totals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, cast

from jamstalld.dictionary import Dictionary
from jamstalld.intake.headers.groups import SEXES, figure_key
from jamstalld.intake.headers.header import Header
from jamstalld.intake.model import DeclaredTotal
from jamstalld.intake.rows.collecting import LABEL, Collected
from jamstalld.intake.rows.ledger import Ledger
from jamstalld.intake.values.cells import TotalLabel


def set_totals_aside(collected: Collected, header: Header, known: Dictionary, ledger: Ledger) -> dict[int, TotalLabel]:
    """Set aside the lines that add up others, and give the label of each that has one."""
    labels: dict[int, TotalLabel] = {}
    for key in collected.columns:
        found = dict(collected.marked(key, TotalLabel))
        if found and not _says_only_totals(key, collected, header):
            labels = {**found, **labels}
            for row in found:
                ledger.set_aside(row, "totals_row", key)
        collected.unmark(key, TotalLabel)
    if header.layout == "table" and LABEL not in collected.columns:
        for row in _unnamed(collected, _breakdowns(header, known)):
            ledger.set_aside(row, "totals_row", "kvinna")
    return labels


def declared_totals(
    labels: Mapping[int, TotalLabel],
    collected: Collected,
    header: Header,
    known: Dictionary,
    groups: Mapping[int, Mapping[str, list[Any]]],
) -> list[DeclaredTotal]:
    """Give the totals of the whole sheet whose label names a unit of count.

    Parameters
    ----------
    labels
        Row → the label of its total.
    groups
        The stored columns of every row, for each group of counts.
    """
    # A group that is no quarter is a part of the whole, and so are its totals.
    if header.layout not in ("counted", "table") or header.grouped_by not in (None, "quarter"):
        return []
    several = [key for key in _breakdowns(header, known) if len({*collected.columns[key]} - {None}) > 1]
    declared: list[DeclaredTotal] = []
    for row, label in labels.items():
        # A line that also names one of several units or areas is the total of that one only.
        part = any(collected.columns[key][row] is not None for key in several)
        for at, stored in groups.items():
            quarter = stored["quarter"][row]
            if label.count_unit and quarter is not None and not part:
                declared += [
                    DeclaredTotal(cast(Any, label.count_unit), quarter, sex, count)
                    for sex, count in _figures(row, at, collected, header)
                    if isinstance(count, int)
                ]
    times = Counter((total.count_unit, total.quarter, total.sex) for total in declared)
    return [total for total in declared if times[total.count_unit, total.quarter, total.sex] == 1]


def _breakdowns(header: Header, known: Dictionary) -> list[str]:
    return [key for key in header.variables if known.variable(key).type == "category"]


def _says_only_totals(key: str, collected: Collected, header: Header) -> bool:
    """Tell whether a breakdown is not used in this file: it says "Samtliga" on every line."""
    if key in ("intervention", "sex", LABEL) or header.variables[key] == header.label:
        return False
    return all(value is None or isinstance(value, TotalLabel) for value in collected.columns[key])


def _unnamed(collected: Collected, breakdowns: Sequence[str]) -> list[int]:
    """Find the lines of a table that no breakdown names, where it names others: sums without a label."""
    if not breakdowns:
        return []
    lines = zip(*(collected.columns[key] for key in breakdowns), strict=True)
    unnamed = [row for row, line in enumerate(lines) if line.count(None) == len(line)]
    return unnamed if len(unnamed) < len(collected.numbers) else []


def _figures(row: int, at: int, collected: Collected, header: Header) -> list[tuple[str, object]]:
    columns = collected.columns
    if header.layout == "table":
        return [(sex, columns[figure_key(sex, at)][row]) for sex in SEXES]
    sex = columns["sex"][row] if "sex" in columns else None
    return [(sex, columns["count"][row])] if sex else []
