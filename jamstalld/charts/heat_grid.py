"""Where the cells of a heat map lie, and what each of them shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil

import altair as alt

from jamstalld.charts.fitting import widest, wrapped
from jamstalld.charts.marks import Record, across, down
from jamstalld.charts.symbols import SHAPES, verdict_fill
from jamstalld.charts.theme import BOLD, LINE, SMALL, TEXT, Palette
from jamstalld.charts.words import NO_VALUE, difference_text, interval_text, signed, signed_estimate
from jamstalld.views.model import Estimate, Verdict
from jamstalld.wording.numbers import count_or_few
from jamstalld.wording.sentences import VERDICT_WORDS
from jamstalld.wording.units import Unit

NARROW = 600
"""Below this width the name of a row stands above its cells instead of beside them."""

CELL = 38
"""The height of a cell and the room after it."""

APART = 3
"""The room between cells."""

_MOST_LABEL = 0.3
_GAP = 12
_WIDEST = 200
_LEAST = 40
_TURNED = 130
_CORNER = 10
_STEPS = (1, 2, 4)
"""How many margins a difference must exceed for each stronger tint."""


@dataclass(frozen=True)
class HeatCell:
    """The difference where a row and a column meet, women − men; hidden where the estimate is None.

    Parameters
    ----------
    women_n, men_n
        How many there are of each; None where that is below the threshold.
    """

    row: str
    column: str
    estimate: float | None
    low: float | None
    high: float | None
    verdict: Verdict
    women_n: int | None
    men_n: int | None


def cell_text(cell: HeatCell, unit: Unit) -> str:
    """Write the difference of a cell with its sign; nothing where it is hidden."""
    if cell.estimate is None:
        return ""
    whole = interval_of(cell)
    return signed(cell.estimate, unit) if whole is None else signed_estimate(whole, unit)


def shown(cells: Sequence[HeatCell]) -> list[HeatCell]:
    """Give every cell, and a hidden one for every crossing that lacks one; hidden ones hold nothing.

    Rows and columns come in the order in which they are first named.
    """
    found = {(cell.row, cell.column): cell for cell in cells}
    rows, columns = (dict.fromkeys(labels) for labels in ((c.row for c in cells), (c.column for c in cells)))
    return [_safe(found.get((row, column)), row, column) for row in rows for column in columns]


def _safe(cell: HeatCell | None, row: str, column: str) -> HeatCell:
    if cell is None:
        return HeatCell(row, column, None, None, None, "hidden", None, None)
    if cell.estimate is None or cell.verdict == "hidden":
        return replace(cell, estimate=None, low=None, high=None, verdict="hidden")
    return cell


@dataclass(frozen=True)
class Grid:
    """Where the cells lie, in pixels.

    Parameters
    ----------
    crossed
        Whether rows and columns have changed places.
    left
        Where the first column begins.
    above
        How far below the top of a row its cells begin.
    names, heads
        The lines of each row's and each column's name.
    turned
        Whether the names of the columns stand on end, for want of room.
    text
        The size of the numbers.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    crossed: bool
    names: tuple[tuple[str, ...], ...]
    heads: tuple[tuple[str, ...], ...]
    left: int
    cell: float
    above: int
    turned: bool
    width: int
    text: int

    @property
    def high(self) -> int:
        """The height of a row."""
        return CELL + self.above

    @property
    def height(self) -> int:
        """The height of all rows."""
        return self.high * len(self.rows)

    def x(self, field: str) -> alt.X:
        """Place by pixels from the left."""
        return across(field, self.width)

    def y(self, field: str) -> alt.Y:
        """Place by pixels from the top."""
        return down(field, self.height)


def grid_of(cells: Sequence[HeatCell], width: int, unit: Unit) -> Grid:
    """Divide a width between the name of the rows and the columns.

    Where the columns are too many for a narrow picture and the rows are fewer, they change places.
    """
    rows, columns = (tuple(dict.fromkeys(labels)) for labels in ((c.row for c in cells), (c.column for c in cells)))
    narrow = width < NARROW
    crossed = narrow and width / len(columns) < _LEAST and len(rows) < len(columns)
    rows, columns = (columns, rows) if crossed else (rows, columns)
    left = 0 if narrow else _GAP + ceil(min(widest(rows, TEXT), width * _MOST_LABEL))
    cell = min((width - left) / len(columns), _WIDEST)
    names = tuple(wrapped(row, width if narrow else left - _GAP, SMALL if narrow else TEXT, lines=2) for row in rows)
    heads = tuple(wrapped(column, cell - APART, SMALL, lines=3) for column in columns)
    turned = any(line.endswith("…") for lines in heads for line in lines)
    if turned:
        heads = tuple(wrapped(column, _TURNED, SMALL, lines=1) for column in columns)
    above = ceil(max(map(len, names)) * SMALL * LINE) + 8 if narrow else 0
    numbers = [cell_text(cell, unit) for cell in cells]
    text = TEXT if widest(numbers, TEXT) * BOLD <= cell - APART else SMALL
    return Grid(rows, columns, crossed, names, heads, left, cell, above, turned, width, text)


def cell_records(
    cells: Sequence[HeatCell],
    grid: Grid,
    palette: Palette,
    unit: Unit,
    margin: float,
    words: tuple[str, str],
    threshold: int,
) -> list[Record]:
    """Give every cell as the marks need it: where it lies, what is written in it, and its colours."""
    return [
        _place(cell, grid) | _cell(cell, palette, unit, margin) | _tips(cell, unit, words, threshold) for cell in cells
    ]


def _place(cell: HeatCell, grid: Grid) -> Record:
    row, column = (cell.column, cell.row) if grid.crossed else (cell.row, cell.column)
    left = grid.left + grid.columns.index(column) * grid.cell
    top = grid.rows.index(row) * grid.high + grid.above
    right = left + grid.cell - APART
    return {
        "left": left,
        "right": right,
        "top": top,
        "bottom": top + CELL - APART,
        "middle": (left + right) / 2,
        "number_at": top + CELL / 2 + 4,
        "sign_at": right - _CORNER,
        "sign_down": top + _CORNER,
    }


def _cell(cell: HeatCell, palette: Palette, unit: Unit, margin: float) -> Record:
    tint = palette.ground if cell.estimate is None else _tint(cell.estimate, margin, palette)
    colour = palette.text_on(tint)
    return {
        "row": cell.row,
        "column": cell.column,
        "hidden": cell.estimate is None,
        "estimate": cell.estimate,
        "verdict": cell.verdict,
        "text": cell_text(cell, unit),
        "tint": tint,
        "colour": colour,
        "shape": SHAPES[cell.verdict],
        "fill": verdict_fill(cell.verdict, colour, tint),
    }


def _tint(estimate: float, margin: float, palette: Palette) -> str:
    strength = sum(abs(estimate) > step * margin for step in _STEPS)
    tints = palette.women_tints if estimate > 0 else palette.men_tints
    return tints[strength - 1] if strength else palette.band


def _tips(cell: HeatCell, unit: Unit, words: tuple[str, str], threshold: int) -> Record:
    women, men = (count_or_few(count, threshold) for count in (cell.women_n, cell.men_n))
    interval = interval_of(cell)
    return {
        "tip_title": f"{cell.row} · {cell.column}",
        "tip_difference": NO_VALUE if interval is None else difference_text(interval, unit),
        "tip_interval": NO_VALUE if interval is None else interval_text(interval, unit),
        "tip_verdict": VERDICT_WORDS[cell.verdict],
        "tip_n": f"{women} {words[0]}, {men} {words[1]}",
    }


def interval_of(cell: HeatCell) -> Estimate | None:
    """Give the difference of a cell with its interval, where it has one."""
    if cell.estimate is None or cell.low is None or cell.high is None:
        return None
    return Estimate(cell.estimate, cell.low, cell.high)
