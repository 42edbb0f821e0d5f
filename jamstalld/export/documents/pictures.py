"""The pictures and tables of an answer, drawn for documents: the same that its page has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import altair as alt

from jamstalld.charts.comparison import comparison_table
from jamstalld.charts.decomposition import parts_chart
from jamstalld.charts.distribution import distribution_chart, distribution_table
from jamstalld.charts.explanation import picture_of
from jamstalld.charts.heat import heat_map
from jamstalld.charts.interplay import heat_cells, interplay_unit
from jamstalld.charts.matching import match_heat
from jamstalld.charts.over_time import has_lines, lines_chart, over_time_chart
from jamstalld.charts.standing import in_picture, standing_chart
from jamstalld.charts.theme import LIGHT
from jamstalld.charts.words import visible_rows
from jamstalld.snapshots import Answer, tables
from jamstalld.views.explaining import Explanation
from jamstalld.views.interplay import Interplay
from jamstalld.views.matching import Matching
from jamstalld.views.model import View
from jamstalld.views.over_time_model import OverTime
from jamstalld.wording.bases import running

Rows = Sequence[dict[str, str]]

_SPREAD = ("ordinal", "mean")


def charts_of(answer: Answer, width: int) -> Iterator[alt.TopLevelMixin]:
    """Draw the pictures of an answer on white, the one that says most first.

    Parameters
    ----------
    width
        How wide each is, pixels.
    """
    match answer:
        case View():
            yield standing_chart(in_picture(answer), LIGHT, width)
            if answer.kind in _SPREAD:
                yield distribution_chart(answer, None, LIGHT, width=width)
        case OverTime():
            yield over_time_chart(answer, LIGHT, width=width)
            if has_lines(answer):
                yield lines_chart(answer, LIGHT, width=width)
        case Interplay():
            yield from _panels(answer, width)
        case Explanation():
            parts = picture_of(answer)
            if parts:
                yield parts_chart(parts, LIGHT, width=width, words=answer.words)
        case Matching():
            if answer.cells:
                cells = match_heat(answer)
                words, threshold = answer.words, answer.threshold
                yield heat_map(cells, LIGHT, width=width, margin=answer.margin, words=words, threshold=threshold)


def _panels(seen: Interplay, width: int) -> Iterator[alt.TopLevelMixin]:
    """Draw a heat map for each value of the third variable in which something can be shown."""
    for panel in seen.panel_values or (None,):
        if any(cell.panel == panel for cell in seen.shown):
            yield heat_map(
                heat_cells([cell for cell in seen.cells if cell.panel == panel]),
                LIGHT,
                width=width,
                unit=interplay_unit(seen),
                margin=seen.margin,
                words=seen.words,
                threshold=seen.threshold,
            )


def tables_of(answer: Answer) -> list[tuple[str, Rows]]:
    """Give the tables of an answer, each with what it shows; of a View without the rows that a sentence names."""
    if isinstance(answer, View):
        shown = comparison_table(answer, answer.by_title)[: len(visible_rows(answer))]
        told: list[tuple[str, Rows]] = [(f"{answer.title} efter {running(answer.by_title)}", shown)]
        if answer.kind in _SPREAD:
            told.append((f"{answer.title}: så är svaren fördelade", distribution_table(answer)))
        return [(caption, rows) for caption, rows in told if rows]
    found = tables(answer)
    return list(zip(_captions(answer)[-len(found) :], found, strict=True)) if found else []


def _captions(answer: Answer) -> list[str]:
    match answer:
        case OverTime(effort=effort):
            return [*(["Före och efter satsningen"] if effort else []), "Kvartal för kvartal"]
        case Explanation():
            return ["Skillnadens delar", "Grupp för grupp"]
        case _:
            return [answer.question]
