"""One sheet checked: totals and notes set aside, faulty rows refused, the rest turned into stored columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from jamstalld.dictionary import CodeList, Dictionary, fold
from jamstalld.intake.files.reading import Sheet
from jamstalld.intake.headers.groups import is_only_checked
from jamstalld.intake.headers.header import Header
from jamstalld.intake.model import DeclaredTotal, LoadOptions
from jamstalld.intake.problems import Problem
from jamstalld.intake.rows.collecting import Collected, collect
from jamstalld.intake.rows.deriving import Derivation
from jamstalld.intake.rows.ledger import Ledger
from jamstalld.intake.rows.tables import counting_groups, selected, table_rows
from jamstalld.intake.rows.totals import declared_totals, set_totals_aside
from jamstalld.intake.sensitive import is_free_text, is_long, is_open_category
from jamstalld.intake.values.cells import HIDDEN, ErrorCell, Faulty
from jamstalld.intake.values.identity import is_identity_number
from jamstalld.intake.values.similar import similar
from jamstalld.progress import Progress, silent

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
    sheet: Sheet, header: Header, options: LoadOptions, fallback: int | None, progress: Progress = silent
) -> CheckedSheet:
    """Read and check the rows under the headers.

    Parameters
    ----------
    fallback
        The quarter's index of rows that do not say their own; None if nothing tells.
    """
    known = options.known
    collected = collect(sheet, header, options, progress)
    ledger = Ledger(sheet.name, collected, known)
    for row, code in collected.asides.items():
        ledger.set_aside(row, code)
    labels = set_totals_aside(collected, header, known, ledger)
    if header.layout == "cases":
        _look_for_free_text(collected, header, known, ledger)
    _refuse_faulty(collected, ledger)
    _warn_of_errors(collected, header, ledger)
    _look_for_identity_numbers(collected, known, ledger)
    _propose_values(collected, header, options, ledger)
    groups = _derived(collected, header, ledger, options, fallback)
    totals = declared_totals(labels, collected, header, known, groups)
    if header.layout == "table":
        lines, stored = table_rows(collected, header, groups, ledger)
    else:
        stored = {**groups[0], "count": _counts(collected, ledger)}
        lines = [row for row in range(len(collected.numbers)) if ledger.is_open(row)]
        if header.layout:
            source = "sex" if "sex" in header.variables else "identity_number"
            _warn_of_missing_sex(stored["sex"], lines, ledger, source)
        stored = selected(stored, lines)
    return CheckedSheet(
        columns=stored,
        totals=tuple(totals),
        rows_read=len(collected.numbers),
        rows_loaded=len(lines),
        rows_refused=len(ledger.refused),
        rows_set_aside=len(ledger.aside),
        problems=tuple(ledger.in_order()),
    )


def _derived(
    collected: Collected, header: Header, ledger: Ledger, options: LoadOptions, fallback: int | None
) -> Mapping[int, Mapping[str, list[Any]]]:
    """Give the stored columns of every row, for each group of counts, by its place among the groups.

    A group that counts nobody is left out: what is wrong with its quarter is no fault of the rows.
    """
    by = header.grouped_by
    if by is None:
        return {0: Derivation(collected, ledger, options, fallback).stored()}
    derived: dict[int, Mapping[str, list[Any]]] = {}
    for at in counting_groups(collected, header):
        columns = {**collected.columns, by: [header.values[at]] * len(collected.numbers)}
        derived[at] = Derivation(replace(collected, columns=columns), ledger, options, fallback).stored()
    return derived


def _refuse_faulty(collected: Collected, ledger: Ledger) -> None:
    for row in collected.shifted:
        ledger.refuse(row, "row_shifted")
    for key in collected.columns:
        for row, fault in collected.marked(key, Faulty):
            if not is_only_checked(key):
                ledger.refuse(row, fault.code, key, fault.meant)
        collected.unmark(key, Faulty)


def _warn_of_errors(collected: Collected, header: Header, ledger: Ledger) -> None:
    """Tell of cells that hold one of Excel's errors. A count that is one is unknown, and not nothing."""
    for key in collected.columns:
        if not is_only_checked(key):
            for row, _ in collected.marked(key, ErrorCell):
                ledger.warn(row, "error_cell", key)
        collected.unmark(key, ErrorCell, HIDDEN if key in header.figures or key == "count" else None)


def _look_for_identity_numbers(collected: Collected, known: Dictionary, ledger: Ledger) -> None:
    for key in _IDENTIFIERS:
        found = {value for value in collected.distinct.get(key, ()) if value is not None and is_identity_number(value)}
        if not found:
            continue
        numbers = [value for value in collected.columns[key] if value is not None]
        if sum(value in found for value in numbers) * 2 >= len(numbers):
            words = {"title": f"”{known.variable(key).title}”", "letter": collected.letters[key]}
            ledger.say("identity_numbers", key, **words)


def _look_for_free_text(collected: Collected, header: Header, known: Dictionary, ledger: Ledger) -> None:
    for key in header.variables:
        if not is_open_category(known.variable(key)):
            continue
        too_long = sum(fault.code == "text_too_long" for _, fault in collected.marked(key, Faulty))
        # Hardly any column has a long text, and the others need not be counted.
        if too_long or any(isinstance(value, str) and is_long(value) for value in collected.distinct[key]):
            texts = Counter(value for value in collected.columns[key] if isinstance(value, str))
            if is_free_text(texts, too_long):
                ledger.say("free_text", key, title=f"”{known.variable(key).title}”")


def _propose_values(collected: Collected, header: Header, options: LoadOptions, ledger: Ledger) -> None:
    """Tell of values that an open list does not know but that are spelt nearly like one it knows."""
    for key in header.variables:
        codes = options.known.variable(key).codes
        if codes and not codes.closed:
            near = _near(collected.distinct[key], codes, options.values.get(key, {}))
            for row, value in enumerate(collected.columns[key]) if near else ():
                if value in near and ledger.is_open(row):
                    ledger.warn(row, "similar_value", key, near=near[value])


def _near(values: Iterable[Any], codes: CodeList, meanings: Mapping[str, str]) -> Mapping[str, str]:
    """Give the value that each unknown one resembles, unless somebody has said that it is what is meant."""
    chosen = {fold(meant) for meant in meanings.values()}
    unknown = {value for value in values if isinstance(value, str) and value not in codes.values}
    proposals = ((value, similar(value, codes)) for value in unknown if fold(value) not in chosen)
    return {value: proposal for value, proposal in proposals if proposal}


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
