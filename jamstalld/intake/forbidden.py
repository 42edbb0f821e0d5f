"""Columns that may not be in the file: told of, whether their headers say so or only what stands in them.

Such a column is never read into the delivery; this only tells the user that it is there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import dropwhile, islice

from jamstalld.dictionary import Dictionary, fold
from jamstalld.intake.files.reading import Sheet
from jamstalld.intake.headers.header import Header
from jamstalld.intake.headers.heading import Column
from jamstalld.intake.problems import Problem, problem
from jamstalld.intake.sensitive import CONTACTS, IDENTITY, KINDS, is_open_category, kind_of_header, kind_of_values
from jamstalld.intake.values.cells import is_missing, text_of

_YES_NO = frozenset({"ja", "nej", "j", "n", "x", "1", "0", "sant", "falskt"})
_SAMPLE = 1_000


def sensitive_columns(sheet: Sheet, header: Header, known: Dictionary, wanted: Iterable[str]) -> list[Problem]:
    """Tell of the columns of a sheet that may not be there.

    Parameters
    ----------
    wanted
        The variables whose columns the user chose: to choose a sensitive one is an error.
    """
    names = header.layout in (None, "cases")
    problems: list[Problem] = []
    for key in wanted:
        column = header.variables.get(key)
        if column is None:
            continue
        variable = known.variable(key)
        if not (is_open_category(variable) or variable.type == "identifier"):
            continue
        kind = kind_of_header(column.header, names=names)
        # Identity numbers under another name are told of by their values, with how to choose them right.
        if kind and kind != IDENTITY:
            words = {"letter": column.letter, "title": f"”{variable.title}”", "what": KINDS[kind], "key": key}
            problems.append(problem("sensitive_mapping", sheet.name, header.row, column.letter, **words))
    cells = _sampled(sheet, header)
    for column in header.others:
        kind = _kind(column, cells[column.index], names=names)
        if kind:
            code = "unmapped_identity_numbers" if kind == IDENTITY else "sensitive_column"
            words = {"letter": column.letter, "what": KINDS[kind]}
            problems.append(problem(code, sheet.name, header.row, column.letter, **words))
    return problems


def _kind(column: Column, texts: Mapping[str, int], *, names: bool) -> str | None:
    kind = kind_of_header(column.header, names=names)
    # "E-post: ja" tells how someone is reached, and not where.
    if kind and not (kind in CONTACTS and texts and all(fold(text) in _YES_NO for text in texts)):
        return kind
    return kind_of_values(texts)


def _sampled(sheet: Sheet, header: Header) -> Mapping[int, Counter[str]]:
    """Count the filled cells among the first rows of the columns that mean nothing known."""
    counted: dict[int, Counter[str]] = {column.index: Counter() for column in header.others}
    if counted:
        for _, cells in islice(dropwhile(lambda row: row[0] <= header.row, sheet.rows()), _SAMPLE):
            for index, texts in counted.items():
                text = text_of(cells[index]) if index < len(cells) else ""
                if not is_missing(text):
                    texts[text] += 1
    return counted
