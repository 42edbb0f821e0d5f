"""A heat map in words, and as a table."""

from __future__ import annotations

from collections.abc import Sequence

from jamstalld.charts.heat_grid import HeatCell, cell_text, interval_of, shown
from jamstalld.charts.words import NO_VALUE, interval_text, shorter
from jamstalld.wording.numbers import count_or_few, number
from jamstalld.wording.sentences import VERDICT_WORDS
from jamstalld.wording.units import POINTS, Unit
from jamstalld.wording.words import capitalised

_ALT_LENGTH = 600


def heat_alt_text(
    cells: Sequence[HeatCell], *, unit: Unit = POINTS, words: tuple[str, str] = ("kvinnor", "män")
) -> str:
    """Say in Swedish in which crossings the sexes differ, and how many are alike, uncertain or not shown."""
    if not cells:
        return "Rutnät utan rutor att visa."
    cells = shown(cells)
    rows, columns = len({cell.row for cell in cells}), len({cell.column for cell in cells})
    begun = (
        f"Rutnät: skillnaden mellan {words[0]} och {words[1]} i {unit.many}, "
        f"{number(rows)} rader och {number(columns)} kolumner."
    )
    differing = sorted(
        (cell for cell in cells if cell.verdict == "difference"), key=lambda cell: -abs(cell.estimate or 0.0)
    )
    counted = [
        f"{VERDICT_WORDS[verdict]}: {number(count)} {'ruta' if count == 1 else 'rutor'}."
        for verdict in ("similar", "uncertain", "too_small", "hidden")
        if (count := sum(cell.verdict == verdict for cell in cells))
    ]
    for named in range(len(differing), -1, -1):
        found = [f"{cell.row}, {cell.column} ({cell_text(cell, unit)})" for cell in differing[:named]]
        if len(differing) > named:
            found.append(f"{number(len(differing) - named)} till")
        text = " ".join([begun, f"Skillnad: {'; '.join(found) or 'ingen ruta'}.", *counted])
        if len(text) <= _ALT_LENGTH:
            return text
    return shorter(" ".join([begun, *counted]), _ALT_LENGTH)


def heat_table(
    cells: Sequence[HeatCell],
    *,
    row_title: str,
    column_title: str,
    unit: Unit = POINTS,
    words: tuple[str, str] = ("kvinnor", "män"),
    threshold: int = 5,
) -> list[dict[str, str]]:
    """Give the picture as a table with a line for each cell, every text in Swedish."""
    women, men = map(capitalised, words)
    table: list[dict[str, str]] = []
    for cell in shown(cells):
        estimate = interval_of(cell)
        table.append(
            {
                row_title: cell.row,
                column_title: cell.column,
                f"{women}, antal": count_or_few(cell.women_n, threshold),
                f"{men}, antal": count_or_few(cell.men_n, threshold),
                f"Skillnad ({unit.many})": cell_text(cell, unit) or NO_VALUE,
                "Osäkerhet": NO_VALUE if estimate is None else interval_text(estimate, unit),
                "Bedömning": VERDICT_WORDS[cell.verdict],
            }
        )
    return table
