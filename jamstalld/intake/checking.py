"""One sheet checked: totals and notes set aside, faulty rows refused, the rest turned into stored columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from jamstalld.dictionary import Dictionary
from jamstalld.intake.cells import HIDDEN, Faulty, TotalLabel
from jamstalld.intake.collecting import LABEL, TOTAL, Collected, collect
from jamstalld.intake.deriving import Derivation
from jamstalld.intake.header import SEXES, Header
from jamstalld.intake.identity import is_identity_number
from jamstalld.intake.ledger import Ledger
from jamstalld.intake.model import DeclaredTotal, LoadOptions
from jamstalld.intake.problems import Problem
from jamstalld.intake.reading import Sheet
from jamstalld.intake.sensitive import is_free_text, is_open_category

_IDENTIFIERS = ("person_id", "case_id")


@dataclass(frozen=True)
class CheckedSheet:
    """What became of one sheet. Its rows are lines of the file."""

    columns: Mapping[str, list[Any]] = field(repr=False)
    totals: tuple[DeclaredTotal, ...]
    rows_read: int
    rows_loaded: int
    rows_refused: int
    rows_set_aside: int
    problems: tuple[Problem, ...]


def check_sheet(
    sheet: Sheet, header: Header, known: Dictionary, options: LoadOptions, fallback: int | None
) -> CheckedSheet:
    """Read and check the rows under a header.

    Parameters
    ----------
    fallback
        The quarter's index of rows that do not say their own; None if nothing tells.
    """
    collected = collect(sheet, header, known, options.age_bands)
    ledger = Ledger(sheet.name, collected, known)
    for row, code in collected.asides.items():
        ledger.set_aside(row, code)
    labels = _set_totals_aside(collected, header, known, ledger)
    if header.layout == "cases":
        _look_for_free_text(collected, header, known, ledger)
    _refuse_faulty(collected, ledger)
    _look_for_identity_numbers(collected, known, ledger)
    stored = Derivation(collected, ledger, known, options, fallback).stored()
    totals = _declared(labels, collected, header, known, stored["quarter"])
    if header.layout == "table":
        rows, stored = _table_rows(collected, stored, ledger)
    else:
        stored["count"] = _counts(collected, ledger)
        rows = [row for row in range(len(collected.numbers)) if ledger.is_open(row)]
        if header.layout:
            source = "sex" if "sex" in header.variables else "identity_number"
            _warn_of_missing_sex(stored["sex"], rows, ledger, source)
        stored = _selected(stored, rows)
    return CheckedSheet(
        columns=stored,
        totals=tuple(totals),
        rows_read=len(collected.numbers),
        rows_loaded=len(rows),
        rows_refused=len(ledger.refused),
        rows_set_aside=len(ledger.aside),
        problems=tuple(ledger.in_order()),
    )


def _breakdowns(header: Header, known: Dictionary) -> list[str]:
    return [key for key in header.variables if known.variable(key).type == "category"]


def _set_totals_aside(collected: Collected, header: Header, known: Dictionary, ledger: Ledger) -> dict[int, TotalLabel]:
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


def _declared(
    labels: Mapping[int, TotalLabel],
    collected: Collected,
    header: Header,
    known: Dictionary,
    quarters: Sequence[int | None],
) -> list[DeclaredTotal]:
    """Give the totals of the whole sheet whose label names a unit of count."""
    if header.layout not in ("counted", "table"):
        return []
    several = [key for key in _breakdowns(header, known) if len({*collected.columns[key]} - {None}) > 1]
    declared: list[DeclaredTotal] = []
    for row, label in labels.items():
        # A line that also names one of several units or areas is the total of that one only.
        part = any(collected.columns[key][row] is not None for key in several)
        quarter = quarters[row]
        if label.count_unit and quarter is not None and not part:
            declared += [
                DeclaredTotal(cast(Any, label.count_unit), quarter, sex, count)
                for sex, count in _figures(row, collected, header)
                if isinstance(count, int)
            ]
    times = Counter((total.count_unit, total.quarter, total.sex) for total in declared)
    return [total for total in declared if times[total.count_unit, total.quarter, total.sex] == 1]


def _figures(row: int, collected: Collected, header: Header) -> list[tuple[str, object]]:
    columns = collected.columns
    if header.layout == "table":
        return [(sex, columns[sex][row]) for sex in SEXES]
    sex = columns["sex"][row]
    return [(sex, columns["count"][row])] if sex else []


def _refuse_faulty(collected: Collected, ledger: Ledger) -> None:
    for row in collected.shifted:
        ledger.refuse(row, "row_shifted")
    for key in collected.columns:
        # The column that adds up women and men is only checked, never stored: nothing in it can spoil a row.
        for row, fault in collected.marked(key, Faulty):
            if key != TOTAL:
                ledger.refuse(row, fault.code, key)
        collected.unmark(key, Faulty)


def _look_for_identity_numbers(collected: Collected, known: Dictionary, ledger: Ledger) -> None:
    for key in _IDENTIFIERS:
        numbers = Counter(value for value in collected.columns.get(key, ()) if value is not None)
        found = sum(times for value, times in numbers.items() if is_identity_number(value))
        if found and found * 2 >= numbers.total():
            words = {"title": f"”{known.variable(key).title}”", "letter": collected.letters[key]}
            ledger.say("identity_numbers", key, **words)


def _look_for_free_text(collected: Collected, header: Header, known: Dictionary, ledger: Ledger) -> None:
    for key in header.variables:
        if is_open_category(known.variable(key)):
            texts = Counter(value for value in collected.columns[key] if isinstance(value, str))
            too_long = sum(fault.code == "text_too_long" for _, fault in collected.marked(key, Faulty))
            if is_free_text(texts, too_long):
                ledger.say("free_text", key, title=f"”{known.variable(key).title}”")


def _counts(collected: Collected, ledger: Ledger) -> list[Any]:
    """Give how many each row counts; a row that counts none is set aside."""
    if "count" not in collected.columns:
        return [1] * len(collected.numbers)
    counts = collected.columns["count"]
    for row, count in enumerate(counts):
        if count is HIDDEN or count == 0:
            ledger.set_aside(row, "hidden_figure" if count is HIDDEN else "nothing_counted", "count")
    return counts


def _warn_of_missing_sex(sexes: Sequence[Any], rows: Iterable[int], ledger: Ledger, key: str) -> None:
    missing = sum(sexes[row] is None for row in rows)
    if missing:
        ledger.say("sex_missing", key, number="1 rad" if missing == 1 else f"{missing} rader")


def _table_rows(
    collected: Collected, stored: Mapping[str, list[Any]], ledger: Ledger
) -> tuple[list[int], dict[str, list[Any]]]:
    """Turn each line of a table into a row of women and a row of men, where it counts any.

    Returns
    -------
    tuple
        The lines that are loaded, and the stored columns of the rows they gave.
    """
    lines: list[int] = []
    taken: list[tuple[int, str, int]] = []
    for line in range(len(collected.numbers)):
        if not ledger.is_open(line):
            continue
        counts = {sex: collected.columns[sex][line] for sex in SEXES}
        for sex, count in counts.items():
            if count is HIDDEN:
                ledger.warn(line, "hidden_figure", sex)
        rows = [(line, sex, count) for sex, count in counts.items() if isinstance(count, int) and count > 0]
        if rows:
            lines.append(line)
            taken += rows
            _compare_with_total(line, counts, collected, ledger)
        else:
            ledger.set_aside(line, None if HIDDEN in counts.values() else "nothing_counted")
    columns = _selected(stored, [line for line, _, _ in taken])
    columns["sex"] = [sex for _, sex, _ in taken]
    columns["count"] = [count for _, _, count in taken]
    return lines, columns


def _compare_with_total(line: int, counts: Mapping[str, Any], collected: Collected, ledger: Ledger) -> None:
    total = collected.columns[TOTAL][line] if TOTAL in collected.columns else None
    if isinstance(total, int) and HIDDEN not in counts.values() and total != sum(counts.values()):
        ledger.warn(line, "total_differs", TOTAL)


def _selected(columns: Mapping[str, list[Any]], rows: Sequence[int]) -> dict[str, list[Any]]:
    """Keep some rows of every column. Columns that are one and the same list stay one."""
    kept: dict[int, list[Any]] = {}
    for column in columns.values():
        if id(column) not in kept:
            kept[id(column)] = [column[row] for row in rows]
    return {key: kept[id(column)] for key, column in columns.items()}
