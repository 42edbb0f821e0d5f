"""How values are spelled: those that a variable's list does not know, with the value they may have been meant as."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import dropwhile

from jamstalld.dictionary import CodeList, fold
from jamstalld.intake.files.reading import Sheet
from jamstalld.intake.headers.header import Header
from jamstalld.intake.model import LoadOptions
from jamstalld.intake.sensitive import is_contact
from jamstalld.intake.values.cells import Faulty, text_of
from jamstalld.intake.values.identity import holds_identity_number
from jamstalld.intake.values.parsers import MAX_TEXT, parser, total_label
from jamstalld.intake.values.similar import similar

MOST_SPELLINGS = 20


@dataclass(frozen=True)
class Spelling:
    """A value that its variable's list does not know.

    Parameters
    ----------
    said
        What the cells say.
    rows
        How many cells say it.
    near
        The value of the list that it is spelled nearly like, if any.
    meant
        What somebody has said that it means: a value, itself where it is to be kept, "" where it means that nothing
        is known; None while nobody has said.
    """

    variable: str
    said: str = field(repr=False)
    rows: int
    near: str | None = field(repr=False)
    meant: str | None = field(repr=False)


def spellings(sheet: Sheet, header: Header, options: LoadOptions) -> tuple[Spelling, ...]:
    """Find the values that their variable's list does not know, the most common first.

    Of a closed list these are all that it would refuse, of an open one those that are nearly like one of its own.
    A column with very many is most likely another variable's: the first twenty are given.
    """
    listed = {
        key: column.index
        for key, column in header.variables.items()
        if options.known.variable(key).codes and options.known.variable(key).type in ("sex", "category")
    }
    counted = _counted(sheet, header, listed)
    found: list[Spelling] = []
    for key, texts in counted.items():
        of_column = (_spelling(key, said, rows, options) for said, rows in texts.most_common())
        named = fold(header.variables[key].header)
        found += [one for one in of_column if one and fold(one.said) != named][:MOST_SPELLINGS]
    return tuple(found)


def _counted(sheet: Sheet, header: Header, places: Mapping[str, int]) -> Mapping[str, Counter[str]]:
    """Count what the cells of some columns say, in the whole sheet: a misspelling may stand on any row."""
    cells: dict[str, Counter[object]] = {key: Counter() for key in places}
    if places:
        for _, row in dropwhile(lambda row: row[0] <= header.row, sheet.rows()):
            for key, index in places.items():
                if index < len(row):
                    cells[key][row[index]] += 1
    texts: dict[str, Counter[str]] = {key: Counter() for key in places}
    for key, counts in cells.items():
        for cell, rows in counts.items():
            texts[key][text_of(cell)] += rows
    return texts


def _spelling(key: str, said: str, rows: int, options: LoadOptions) -> Spelling | None:
    variable = options.known.variable(key)
    codes = variable.codes
    if codes is None or total_label(said) or not _is_unknown(parser(variable, options.age_bands)(said), codes):
        return None
    if len(said) > MAX_TEXT or holds_identity_number(said) or is_contact(said):
        return None
    meanings = {fold(text): meant for text, meant in options.values.get(key, {}).items()}
    near, meant = similar(said, codes), meanings.get(fold(said))
    return Spelling(key, said, rows, near, meant) if codes.closed or near or meant is not None else None


def _is_unknown(value: object, codes: CodeList) -> bool:
    if isinstance(value, Faulty):
        return value.code == "unknown_value"
    return isinstance(value, str) and value not in codes.values
