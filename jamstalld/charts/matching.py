"""The match of needs and interventions as the cells of a heat map, and as the table beside it."""

from __future__ import annotations

from jamstalld.charts.heat import HeatCell, heat_table
from jamstalld.charts.interplay import heat_cells
from jamstalld.charts.words import NO_VALUE, count_text
from jamstalld.views.cells import Cell
from jamstalld.views.matching import Matching
from jamstalld.wording.sentences import share_text
from jamstalld.wording.words import capitalised


def match_cells(seen: Matching) -> list[Cell]:
    """Give the cells row by row: an intervention at each need, and last as if both sexes had the same needs."""
    same = {one.cell.row: one.cell for one in seen.same_need}
    return [
        cell for row in seen.interventions for cell in (*(each for each in seen.cells if each.row == row), same[row])
    ]


def match_heat(seen: Matching) -> list[HeatCell]:
    """Give the cells to a heat map."""
    return heat_cells(match_cells(seen))


def match_table(seen: Matching) -> list[dict[str, str]]:
    """Give the match as a table: a line for each cell, of hidden ones with the reason, every text in Swedish."""
    return [_line(seen, cell) for cell in match_cells(seen)]


def _line(seen: Matching, cell: Cell) -> dict[str, str]:
    (told,) = heat_table(
        heat_cells([cell]),
        row_title="Insats",
        column_title=seen.need_title,
        words=seen.words,
        threshold=seen.threshold,
    )
    groups = dict(zip(map(capitalised, seen.words), (cell.women, cell.men), strict=True))
    # As if both had the same needs there are shares, and nobody to count.
    counted = cell.verdict != "hidden" and cell in seen.cells
    line: dict[str, str] = {}
    for heading, text in told.items():
        line[heading] = text
        who = heading.removesuffix(", antal")
        if who in groups:
            if counted:
                line[heading] = count_text(groups[who], seen.threshold)
            shown = cell.verdict != "hidden"
            line[f"{who}, andel"] = share_text(groups[who].share, protected=seen.threshold > 1) if shown else NO_VALUE
    if cell.verdict == "hidden":
        line["Bedömning"] = f"{cell.sentence[:1].lower()}{cell.sentence[1:].removesuffix('.')}"
    return line
