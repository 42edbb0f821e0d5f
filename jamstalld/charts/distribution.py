"""How the answers are spread: for each row a bar of the women's answers over one of the men's, each of 100 %."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil

import altair as alt

from jamstalld.charts.fitting import flowed, text_width, widest, wrapped
from jamstalld.charts.marks import Record, across, as_is, down, filled, marked
from jamstalld.charts.spread import ROWS_AT_MOST, Spread, distribution_alt_text, distribution_table, spreads
from jamstalld.charts.symbols import sex_sign
from jamstalld.charts.theme import CIRCLE_SIZE, LINE, SMALL, SQUARE_SIZE, TEXT, Palette, dressed, written
from jamstalld.views.model import View
from jamstalld.wording.numbers import MINUS, number, percent
from jamstalld.wording.words import capitalised

__all__ = ["ROWS_AT_MOST", "distribution_alt_text", "distribution_chart", "distribution_table"]

_NARROW = 600
_MOST_LABEL = 0.3
_GAP = 16
_BAR = 26
_APART = 4
_BETWEEN = 20
_BREAK = 2
"""The gap of bare ground between two answers, pixels."""
_SIGN = 22
_SWATCH = 14
_KEY_LINE = 24
_ENDS: Mapping[int, Sequence[int]] = {1: (4,), 2: (1, 7), 3: (1, 4, 7), 4: (0, 2, 6, 8), 6: (0, 1, 3, 5, 7, 8)}
"""Which of the scale's nine colours a scale of so many answers has, where they are not those spread evenly."""


@dataclass(frozen=True)
class _Place:
    """Where the bars lie, in pixels.

    Parameters
    ----------
    left
        Where the bars begin.
    above
        How far below the top of a row its bars begin.
    names
        The lines of each row's name.
    key
        Where the name of each answer stands: its left edge, and its line.
    """

    width: int
    left: int
    above: int
    names: tuple[tuple[str, ...], ...]
    answers: tuple[str, ...]
    key: tuple[tuple[float, int], ...]
    narrow: bool

    @property
    def high(self) -> int:
        """The height of a row."""
        return self.above + 2 * _BAR + _APART + _BETWEEN

    @property
    def head(self) -> int:
        """The height of the key."""
        return (self.key[-1][1] + 1) * _KEY_LINE + 10

    def top(self, row: int, sex: int) -> float:
        """Give the top of a bar."""
        return self.head + row * self.high + self.above + sex * (_BAR + _APART)


def distribution_chart(view: View, row_label: str | None, palette: Palette, *, width: int) -> alt.LayerChart:
    """Draw the answers of women and men as bars of 100 %, the lowest answer to the left.

    The bars are flush at both ends, so that the lowest as well as the highest answers can be compared; an ordered
    scale has its middle in grey, with one hue below and another above it. The bands of a number have one hue. Bare
    ground separates the answers, and each has its share written in it where there is room.

    Parameters
    ----------
    view
        A view of an ordered scale or a mean.
    row_label
        The one row to draw, named as in sentences; None for the total and the first rows of the view, at most eight.
    palette
        The colours.
    width
        The width of the whole picture, pixels; at least 320.

    Raises
    ------
    RequestError
        If the view does not show such a row.
    """
    found = spreads(view, row_label)
    said = distribution_alt_text(view, row_label)
    if not found:
        nothing = written("Ingen fördelning kan visas.", 0, SMALL, palette.muted)
        return dressed(alt.LayerChart(layer=[nothing], width=width, height=2 * SMALL), palette, description=said)
    place = _place(found, view, width)
    colours = _colours(view, palette)
    height = place.head + len(found) * place.high - _BETWEEN
    segments = [segment for at, spread in enumerate(found) for segment in _segments(spread, at, view, place, colours)]
    layers = [
        *_bars(segments, place.width, height, palette),
        *_labels(found, view, place, palette),
        *_key(place, colours, palette, height),
        *_caption(found, view, width, height, palette),
        *([written(capitalised(view.unit), 0, -14, palette.ink, size=TEXT, bold=True)] if view.kind == "mean" else []),
    ]
    return dressed(alt.LayerChart(layer=layers, width=width, height=height), palette, description=said)


def _place(found: Sequence[Spread], view: View, width: int) -> _Place:
    narrow = width < _NARROW
    sexes = _SIGN + ceil(widest([capitalised(word) for word in view.words], SMALL)) + 6
    names = [spread.name for spread in found]
    room = 0 if narrow else _GAP + ceil(min(widest(names, TEXT), width * _MOST_LABEL))
    broken = tuple(wrapped(name, (room or width) - (0 if narrow else _GAP), TEXT, lines=2) for name in names)
    above = ceil(max(map(len, broken)) * TEXT * LINE) + 4 if narrow else 0
    answers = tuple(wrapped(answer, width - _SWATCH - 6, SMALL, lines=1)[0] for answer in view.answers)
    key = flowed([_SWATCH + 6 + text_width(answer, SMALL) for answer in answers], width, 16)
    return _Place(width, room + sexes, above, broken, answers, tuple(key), narrow)


def _colours(view: View, palette: Palette) -> list[str]:
    """Choose a colour for each answer: from both ends of a scale inwards, or along the amounts."""
    count = len(view.answers)
    # Bands on both sides of nothing, as of a change, have a middle too.
    two_sided = view.kind == "ordinal" or view.answers[0].startswith(MINUS)
    colours = palette.scale if two_sided else palette.amounts
    last = len(colours) - 1
    evenly = [round(at * last / max(count - 1, 1)) for at in range(count)]
    return [colours[at] for at in (_ENDS.get(count, evenly) if two_sided else evenly)]


def _segments(spread: Spread, row: int, view: View, place: _Place, colours: Sequence[str]) -> list[Record]:
    records: list[Record] = []
    for sex, (word, shares) in enumerate(zip(view.words, spread.shares, strict=True)):
        left, full = float(place.left), place.width - place.left
        for answer, share, colour in zip(view.answers, shares, colours, strict=True):
            right = left + (share or 0.0) * full
            said = "visas inte" if share is None else percent(share)
            texts = () if share is None else (said, number(share * 100))
            room = right - left - _BREAK - 4
            records.append(
                {
                    "row": spread.name,
                    "sex": word,
                    "answer": answer,
                    "share": share,
                    "left": left,
                    "right": max(right - _BREAK, left),
                    "middle": (left + right - _BREAK) / 2,
                    "top": place.top(row, sex),
                    "bottom": place.top(row, sex) + _BAR,
                    "text_at": place.top(row, sex) + _BAR / 2 + 1,
                    "text": next((text for text in texts if text_width(text, SMALL) <= room), ""),
                    "colour": colour,
                    "tip_title": f"{spread.name} · {word}",
                    "tip_share": said,
                }
            )
            left = right
    return records


def _bars(segments: Sequence[Record], width: int, height: int, palette: Palette) -> list[alt.Chart]:
    tips = {"tip_title": "title", "answer": "Svar", "tip_share": "Andel"}
    drawn = [record | {"on": palette.text_on(record["colour"])} for record in segments if record["share"]]
    bars = marked(drawn, tips).mark_rect()
    texts = marked([record for record in drawn if record["text"]], tips).mark_text(fontSize=SMALL)
    return [
        bars.encode(
            x=across("left", width),
            x2=alt.X2(field="right"),
            y=down("top", height),
            y2=alt.Y2(field="bottom"),
            fill=filled("colour"),
        ),
        texts.encode(
            x=across("middle", width),
            y=down("text_at", height),
            text=alt.Text(field="text", type="nominal"),
            color=as_is("on"),
        ),
    ]


def _labels(found: Sequence[Spread], view: View, place: _Place, palette: Palette) -> list[alt.Chart]:
    texts: list[alt.Chart] = []
    begin = 0 if place.narrow else place.left - _SIGN - ceil(widest([capitalised(w) for w in view.words], SMALL)) - 6
    for row, lines in enumerate(place.names):
        middle = place.top(row, 0) + _BAR + _APART / 2 - (len(lines) - 1) / 2 * TEXT * LINE
        if place.narrow:
            middle = place.top(row, 0) - 4 - (len(lines) - 0.5) * TEXT * LINE
        texts.append(written(lines, 0, middle, palette.ink, size=TEXT, bold=place.narrow))
        for sex, word in enumerate(view.words):
            at = place.top(row, sex) + _BAR / 2
            size = (CIRCLE_SIZE if sex == 0 else SQUARE_SIZE * 0.75) * 0.8
            texts.append(sex_sign(begin + 8, at, palette, women=sex == 0, size=size))
            known = any(share is not None for share in found[row].shares[sex])
            texts.append(written(capitalised(word), begin + _SIGN, at + 1, palette.sexes[sex]))
            if not known:
                texts.append(written("visas inte", place.left, at + 1, palette.muted))
    return texts


def _key(place: _Place, colours: Sequence[str], palette: Palette, height: int) -> list[alt.Chart]:
    """Name the answers above the bars, in the order they stand in them."""
    swatches = [
        {
            "left": left,
            "right": left + _SWATCH,
            "top": line * _KEY_LINE + 2,
            "bottom": line * _KEY_LINE + 2 + _SWATCH,
            "colour": colour,
        }
        for (left, line), colour in zip(place.key, colours, strict=True)
    ]
    boxes = marked(swatches).mark_rect()
    return [
        boxes.encode(
            x=across("left", place.width),
            x2=alt.X2(field="right"),
            y=down("top", height),
            y2=alt.Y2(field="bottom"),
            fill=filled("colour"),
        ),
        *(
            written(answer, left + _SWATCH + 6, line * _KEY_LINE + 2 + _SWATCH / 2 + 1, palette.ink)
            for answer, (left, line) in zip(place.answers, place.key, strict=True)
        ),
    ]


def _caption(found: Sequence[Spread], view: View, width: int, height: int, palette: Palette) -> list[alt.Chart]:
    """Say that answers too few have given are not in the bars."""
    if not any(count is None for spread in found for counts in spread.counts for count in counts):
        return []
    lines = wrapped(f"Svar som färre än {view.threshold} har gett visas inte.", width, SMALL, lines=2)
    return [written(lines, 0, height + 18, palette.muted)]
