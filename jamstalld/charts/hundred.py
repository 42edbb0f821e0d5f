"""One row of a view for a whole room: of a hundred women so many, of a hundred men so many."""

from __future__ import annotations

from math import ceil
from typing import Any

import altair as alt

from jamstalld.charts.fitting import wrapped
from jamstalld.charts.marks import data
from jamstalld.charts.theme import BOLD, HEADING, LINE, SMALL, TEXT, Palette, dressed, written
from jamstalld.charts.words import row_name, visible
from jamstalld.errors import RequestError
from jamstalld.views.model import Group, Row, View
from jamstalld.views.saying import name
from jamstalld.wording.numbers import number
from jamstalld.wording.sentences import VERDICT_WORDS, share_text
from jamstalld.wording.words import capitalised

_ACROSS = 10
_GAP = 32
_BIGGEST = 38
_UNDER_HEADING = 62
_UNDER_SENTENCE = 10
_FILLED = 0.76
"""How much of its place in the grid a square takes, along each side."""


def hundred_chart(view: View, row_label: str, palette: Palette, *, width: int = 760) -> alt.HConcatChart:
    """Draw one row as a hundred squares for each sex, filled from the bottom, with a sentence above each.

    Parameters
    ----------
    view
        The view the row belongs to.
    row_label
        The row's name as in sentences: its label, with ", " and its split if the view has a second breakdown; the
        total's label draws the total.
    palette
        The colours.
    width
        The most the picture may take, pixels; the squares stop growing at 760.

    Raises
    ------
    RequestError
        If the view does not show such a row.
    """
    row = _row(view, row_label)
    chart = alt.hconcat(*_columns(view, row, palette, width), spacing=_GAP, bounds="flush")
    return dressed(chart, palette, description=hundred_alt_text(view, row_label))


def _columns(view: View, row: Row, palette: Palette, width: int) -> list[alt.LayerChart]:
    place = min((width - _GAP) // (2 * _ACROSS), _BIGGEST)
    side = place * _ACROSS
    size = HEADING if side > 240 else TEXT
    sentences = [wrapped(sentence, side / BOLD, size, lines=4) for sentence in _sentences(view, row)]
    top = _UNDER_HEADING + ceil(max(map(len, sentences)) * size * LINE) + _UNDER_SENTENCE
    grids = [
        [
            written(sentence, 0, _UNDER_HEADING + size * LINE / 2, palette.ink, size=size, bold=True),
            _squares(group, " ".join(sentence), place, top, colour, palette),
        ]
        for sentence, group, colour in zip(sentences, (row.women, row.men), palette.sexes, strict=True)
    ]
    grids[0] += _heading(view, row, 2 * side + _GAP, palette)
    return [alt.LayerChart(layer=layers, width=side, height=top + side) for layers in grids]


def _heading(view: View, row: Row, width: int, palette: Palette) -> list[alt.Chart]:
    heading = wrapped(row_name(row), width / BOLD, HEADING, lines=1)
    below = f"{VERDICT_WORDS[row.verdict]} · räknat i {_counted(view)}"
    return [
        written(heading, 0, HEADING / 2, palette.ink, size=HEADING, bold=True),
        written(below, 0, HEADING * LINE + SMALL / 2 + 2, palette.muted),
    ]


def hundred_alt_text(view: View, row_label: str) -> str:
    """Say in Swedish what the squares show.

    Raises
    ------
    RequestError
        If the view does not show such a row.
    """
    row = _row(view, row_label)
    women, men = _sentences(view, row)
    return f"{row_name(row)}. {women}. {men}. {VERDICT_WORDS[row.verdict]}. Räknat i {_counted(view)}."


def _row(view: View, label: str) -> Row:
    for row in (*view.rows, view.total):
        if name(row) == label and visible(row):
            return row
    raise RequestError("Raden finns inte i vyn eller visas inte. Välj en av raderna som visas.")


def _counted(view: View) -> str:
    return view.noun or view.count_unit


def _sentences(view: View, row: Row) -> tuple[str, str]:
    women, men = view.words
    return _sentence(women, row.women, view, row), _sentence(men, row.men, view, row)


def _sentence(who: str, group: Group, view: View, row: Row) -> str:
    """Write "Av 100 kvinnor fick 44 bifall", or "Hemtjänst: 34 av 100 insatser för kvinnor" of a share."""
    many = _of_hundred(group, view.protected)
    if view.kind == "rate":
        verb, rest = view.did.split(" ", 1)
        return f"Av 100 {who} {verb} {many} {rest}"
    what = row.label if view.by == view.column else dict(view.filters).get(view.column, row.label)
    return f"{capitalised(what)}: {many} av 100 {f'{view.noun} för ' if view.noun else ''}{who}"


def _of_hundred(group: Group, protected: bool) -> str:
    text = share_text(group.share, protected=protected)
    if text.startswith("nästan"):
        return text
    filled = _filled(group)
    if filled == 0 and group.share:
        return "färre än 1"
    if filled == 100 and group.share != 1:
        return "fler än 99"
    return number(filled)


def _filled(group: Group) -> int:
    return round((group.share or 0.0) * 100)


def _squares(group: Group, sentence: str, place: int, top: int, colour: str, palette: Palette) -> alt.Chart:
    side, filled = place * _ACROSS, _filled(group)
    squares: list[dict[str, Any]] = [
        {
            "across": (at % _ACROSS + 0.5) * place,
            "down": top + side - (at // _ACROSS + 0.5) * place,
            "fill": colour if at < filled else palette.ground,
            "sentence": sentence,
        }
        for at in range(100)
    ]
    mark: dict[str, Any] = {"shape": "square", "size": (place * _FILLED) ** 2, "stroke": colour}
    return (
        alt.Chart(data(squares))
        .mark_point(**mark, strokeWidth=2 if place > 20 else 1.5)
        .encode(
            x=alt.X(field="across", type="quantitative", scale=_pixels(side), axis=None),
            y=alt.Y(field="down", type="quantitative", scale=_pixels(top + side), axis=None),
            fill=alt.Fill(field="fill", type="nominal", scale=None),
            tooltip=[alt.Tooltip(field="sentence", type="nominal", title="title")],
        )
    )


def _pixels(length: int) -> alt.Scale:
    return alt.Scale(domain=[0, length], range=[0, length], nice=False, zero=False)
