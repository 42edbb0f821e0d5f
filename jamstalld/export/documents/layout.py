"""What the formats share about how things look and how much fits."""

from __future__ import annotations

import re
from collections.abc import Sequence

from jamstalld.charts.fitting import text_width, widest

FONT = "Arial"
"""On every computer that opens these files, or with letters of the same widths; and that of the pictures."""
INK, MUTED, ACCENT, RULE, SHADE = "1F2430", "596273", "285E7A", "8A92A3", "F3F4F8"

# Multiples of the size of the letters.
_MOST = 16.0  # a column as wide is wide enough: longer cells are broken
_LONGEST_WORD = 12.0  # longer words are broken, too
_AROUND = 1.0  # the room beside a cell's text
_NARROWER = 0.85  # how much narrower the letters here are than the widest that a picture may have
_AMOUNT = re.compile(r"[+−]?[\d\u00a0 ,]+(%| av [\d\u00a0]+)?( \(.*\)| till [+−]?[\d\u00a0,]+)?")
_NO_AMOUNT = re.compile(r"–|färre än .*|nästan (inga|alla)|uppgift saknas")


def shares_of_width(header: Sequence[str], rows: Sequence[Sequence[str]], width: float) -> list[float]:
    """Share the width of a table among its columns, 0–1: first the longest words whole, then cells on one line.

    Parameters
    ----------
    width
        The width of the table as a multiple of the size of its letters.
    """
    whole = [widest(cells, _NARROWER) + _AROUND for _, *cells in zip(header, *rows, strict=True)]
    parts = _least(header, rows)
    for wanted in ([min(cells, _MOST) for cells in whole], whole):
        left = width - sum(parts)
        # Those that need least are helped first, so that as many as possible are whole.
        needs = sorted((max(want - part, 0.0), at) for at, (want, part) in enumerate(zip(wanted, parts, strict=True)))
        for waiting, (need, at) in zip(range(len(needs), 0, -1), needs, strict=True):
            given = max(min(need, left / waiting), 0.0)
            parts[at], left = parts[at] + given, left - given
    return [part / sum(parts) for part in parts]


def least_width(header: Sequence[str], rows: Sequence[Sequence[str]]) -> float:
    """Give the width at which no word of a table is broken, as a multiple of the size of its letters."""
    return sum(_least(header, rows))


def _least(header: Sequence[str], rows: Sequence[Sequence[str]]) -> list[float]:
    words = (max(widest(cell.split(" "), _NARROWER) for cell in column) for column in zip(header, *rows, strict=True))
    return [min(word, _LONGEST_WORD) + _AROUND for word in words]


def amounts(column: Sequence[str]) -> bool:
    """Tell whether a column is of numbers, which stand to the right."""
    told = [cell for cell in column if not _NO_AMOUNT.fullmatch(cell)]
    return bool(told) and all(_AMOUNT.fullmatch(cell) for cell in told)


def lines_needed(text: str, width: float, size: float) -> int:
    """Estimate how many lines a text takes in a width, of letters of a size in the same unit; long words are broken."""
    count, used = 1, 0.0
    for word in text.split(" "):
        wide = text_width(f"{word} ", size * _NARROWER)
        if used and used + wide > width:
            count, used = count + 1, 0.0
        count += int((used + wide) // (width + 1))
        used = (used + wide) % (width + 1)
    return count
