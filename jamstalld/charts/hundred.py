"""One row of a view for a whole room: of a hundred women so many, of a hundred men so many."""

from __future__ import annotations

from typing import Any

import altair as alt

from jamstalld.charts.theme import HEADING, LINE, SMALL, Palette, dressed, wrapped
from jamstalld.charts.words import VERDICTS, row_name, share_text, visible
from jamstalld.dictionary import dictionary
from jamstalld.errors import RequestError
from jamstalld.views.model import Group, Row, View
from jamstalld.wording.numbers import number

_ACROSS = 10
_GAP = 32
_BIGGEST = 38
_FILLED = 0.76
"""How much of its place in the grid a square takes, along each side."""


def hundred_chart(view: View, row_label: str, palette: Palette, *, width: int = 760) -> alt.HConcatChart:
    """Draw one row as a hundred squares for each sex, filled from the bottom, with a sentence above each.

    Parameters
    ----------
    view
        The view the row belongs to.
    row_label
        The row's label, followed by " · " and its split if the view has a second breakdown; the total's label
        draws the total.
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
    place = min((width - _GAP) // (2 * _ACROSS), _BIGGEST)
    sentences = _sentences(view, row)
    grids = [
        _grid(group, sentence, colour, palette, place, view.protected)
        for group, sentence, colour in zip((row.women, row.men), sentences, palette.sexes, strict=True)
    ]
    heading = alt.TitleParams(
        text=list(wrapped(row_name(row), 2 * place * _ACROSS, HEADING)),
        subtitle=f"{VERDICTS[row.verdict]} · räknat i {view.count_unit}",
        offset=18,
        aria=False,
        limit=width,
    )
    chart = alt.hconcat(*grids, spacing=_GAP, bounds="flush")
    return dressed(chart, palette, description=hundred_alt_text(view, row_label), title=heading)


def hundred_alt_text(view: View, row_label: str) -> str:
    """Say in Swedish what the squares show.

    Raises
    ------
    RequestError
        If the view does not show such a row.
    """
    row = _row(view, row_label)
    women, men = _sentences(view, row)
    verdict = VERDICTS[row.verdict]
    return f"{row_name(row)}. {women}. {men}. {verdict}. Räknat i {view.count_unit}."


def _row(view: View, label: str) -> Row:
    for row in (*view.rows, view.total):
        if row_name(row) == label and visible(row):
            return row
    raise RequestError("Raden finns inte i vyn eller visas inte. Välj en av raderna som visas.")


def _sentences(view: View, row: Row) -> tuple[str, str]:
    women, men = view.words
    return (
        _sentence(women, row.women, view, row.label),
        _sentence(men, row.men, view, row.label),
    )


def _sentence(who: str, group: Group, view: View, label: str) -> str:
    """Write "Av 100 kvinnor fick 44 bifall", the number after the verb as Swedish wants it."""
    many = _of_hundred(group, view.protected)
    measure = dictionary().measures.get(view.measure)
    if measure is None:
        return f"Av 100 {who}: {many}"
    verb, _, rest = measure.did.partition(" ")
    name = label if label[1:2].isupper() else label[:1].lower() + label[1:]
    return f"Av 100 {who} {verb} {many} {rest.replace('{row}', name)}"


def _of_hundred(group: Group, protected: bool) -> str:
    text = share_text(group, protected=protected)
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


def _grid(group: Group, sentence: str, colour: str, palette: Palette, place: int, protected: bool) -> alt.Chart:
    side = place * _ACROSS
    filled = _filled(group)
    squares: list[dict[str, Any]] = [
        {
            "across": (number_ % _ACROSS + 0.5) * place,
            "down": side - (number_ // _ACROSS + 0.5) * place,
            "fill": colour if number_ < filled else palette.ground,
            "sentence": sentence,
        }
        for number_ in range(100)
    ]
    scale = alt.Scale(domain=[0, side], range=[0, side], nice=False, zero=False)
    mark: dict[str, Any] = {"shape": "square", "size": (place * _FILLED) ** 2, "stroke": colour}
    return (
        alt.Chart(alt.InlineData(values=squares))
        .mark_point(**mark, strokeWidth=2 if place > 20 else 1.5)
        .encode(
            x=alt.X("across:Q", scale=scale, axis=None),
            y=alt.Y("down:Q", scale=scale, axis=None),
            fill=alt.Fill("fill:N", scale=None),
            tooltip=[alt.Tooltip("sentence:N", title="title")],
        )
        .properties(width=side, height=side, title=_above(sentence, side))
    )


def _above(sentence: str, width: int) -> alt.TitleParams:
    size = HEADING if width > 240 else SMALL + 1
    lines = list(wrapped(sentence, width, size, lines=4))
    return alt.TitleParams(text=lines, fontSize=size, lineHeight=size * LINE, offset=8, limit=width + _GAP, aria=False)
