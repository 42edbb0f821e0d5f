"""An interplay as the cells of heat maps, and as the table beside them."""

from __future__ import annotations

from collections.abc import Sequence

from jamstalld.charts.heat import HeatCell, heat_table
from jamstalld.charts.words import NO_VALUE, count_text
from jamstalld.views.cells import Cell
from jamstalld.views.interplay import Interplay
from jamstalld.wording.numbers import number
from jamstalld.wording.sentences import share_text
from jamstalld.wording.units import Unit, unit_of
from jamstalld.wording.words import capitalised

_LEVELS = {"mean": "medel", "ordinal": "högre i av 100 par"}


def interplay_unit(seen: Interplay) -> Unit:
    """Give what the differences of an interplay are counted in."""
    return unit_of(seen.unit, seen.unit_one, seen.margin)


def heat_cells(cells: Sequence[Cell]) -> list[HeatCell]:
    """Give cells to a heat map, whatever panel they are of."""
    return [
        HeatCell(
            row=cell.row,
            column=cell.column,
            estimate=cell.difference and cell.difference.estimate,
            low=cell.difference and cell.difference.low,
            high=cell.difference and cell.difference.high,
            verdict=cell.verdict,
            women_n=cell.women.n,
            men_n=cell.men.n,
        )
        for cell in cells
    ]


def interplay_table(seen: Interplay) -> list[dict[str, str]]:
    """Give an interplay as a table: a line for each cell, of hidden ones with the reason, every text in Swedish."""
    return [_line(seen, cell) for cell in seen.cells]


def _line(seen: Interplay, cell: Cell) -> dict[str, str]:
    rows, columns, *panels = seen.titles
    (told,) = heat_table(
        heat_cells([cell]),
        row_title=rows,
        column_title=columns,
        unit=interplay_unit(seen),
        words=seen.words,
        threshold=seen.threshold,
    )
    counts = {
        capitalised(word): count_text(group, seen.threshold)
        for word, group in zip(seen.words, (cell.women, cell.men), strict=True)
    }
    line = dict.fromkeys(panels, cell.panel or "")
    levels = dict(zip(map(capitalised, seen.words), _levels(seen, cell), strict=True))
    for heading, text in told.items():
        line[heading] = text
        who = heading.removesuffix(", antal")
        if who in levels:
            if seen.kind in ("share", "rate") and cell.verdict != "hidden":
                line[heading] = counts[who]
            line[f"{who}, {_LEVELS.get(seen.kind, 'andel')}"] = levels[who]
    if cell.verdict == "hidden":
        line["Bedömning"] = f"{cell.sentence[:1].lower()}{cell.sentence[1:].removesuffix('.')}"
    return line


def _levels(seen: Interplay, cell: Cell) -> tuple[str, str]:
    """Write what is compared of women and of men."""
    if cell.verdict == "hidden":
        return NO_VALUE, NO_VALUE
    if cell.pairs is not None:
        return number(100 * cell.pairs.women_higher), number(100 * cell.pairs.men_higher)
    unit, protected = interplay_unit(seen), seen.threshold > 1
    women, men = (
        share_text(group.share, protected=protected) if group.mean is None else unit.bare_level(group.mean)
        for group in (cell.women, cell.men)
    )
    return women, men
