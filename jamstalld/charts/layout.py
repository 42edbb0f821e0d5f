"""Where everything in the picture of a comparison goes, in pixels.

Vertical positions count from the top of the first row. Widths of texts are estimated, never too small, so that
nothing is cut off whatever font the picture is drawn with.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import ceil

from jamstalld.charts.fitting import text_width, widest, wrapped
from jamstalld.charts.scales import Scale, difference_scale, share_scale, value_scale
from jamstalld.charts.theme import BOLD, LINE, SMALL, TEXT
from jamstalld.charts.words import gap_text, level_texts, levels, row_name, unit_in
from jamstalld.views.model import Row, View
from jamstalld.wording.sentences import VERDICT_WORDS

NARROW = 600
"""Below this width label and verdict stand above and below the marks instead of beside them."""

BESIDE = 15
"""From the middle of a mark to the text beside it."""

EDGE = 14
"""From the end of a scale to the edge of its panel."""

GAP = 24
"""Between the columns."""

SYMBOL = 24
"""The room a verdict's symbol takes before its text."""

VERDICT_HEADING = "Bedömning"

_ROW = 34
_MARKS = 38
_ABOVE = 6
_SCALES = 480
_LEAST_SCALES = 380
_LEAST_LABEL = 150
_MOST_LABEL = 0.3
_TICK = 46


@dataclass(frozen=True)
class Layout:
    """The measures of one picture.

    Parameters
    ----------
    narrow
        Whether label and verdict stand above and below the marks.
    label, levels, differences, verdict
        The widths of the four columns; the first and the last are 0 in a narrow picture.
    inset
        From the edge of the panel of differences to its scale, so that it does not run into the panel before it.
    value
        The width of the signed difference before the verdict.
    names
        The lines of each row's label.
    tops
        The top of each row, and last the bottom of them all.
    middles
        The middle of each row's marks.
    """

    narrow: bool
    label: int
    levels: int
    differences: int
    verdict: int
    inset: int
    value: int
    names: tuple[tuple[str, ...], ...]
    tops: tuple[float, ...]
    middles: tuple[float, ...]

    @property
    def text(self) -> int:
        """The size of labels, values and verdicts."""
        return SMALL if self.narrow else TEXT

    def label_at(self, row: int, line: int) -> float:
        """Give the middle of one line of a row's label."""
        if self.narrow:
            return self.tops[row] + _ABOVE + (line + 0.5) * SMALL * LINE
        return self.middles[row] + (line - (len(self.names[row]) - 1) / 2) * TEXT * LINE

    def verdict_at(self, row: int) -> float:
        """Give the middle of a row's verdict."""
        return self.middles[row] + (_MARKS / 2 + SMALL * LINE / 2 if self.narrow else 0)


def layout(rows: Sequence[Row], view: View, width: int) -> Layout:
    """Divide a width between the columns, beside each other where there is room for two legible scales."""
    names = [row_name(row) for row in rows]
    value = ceil(widest([gap_text(row, unit_in(view)) for row in rows], TEXT))
    verdicts = widest([VERDICT_WORDS[row.verdict] for row in rows], TEXT)
    verdict = GAP + value + SYMBOL + ceil(max(verdicts, text_width(VERDICT_HEADING, TEXT) * BOLD))
    most = min(width * _MOST_LABEL, max(_LEAST_LABEL, width - verdict - GAP - _SCALES))
    label = GAP + ceil(min(widest(names, TEXT), most))
    scales = width - label - verdict
    if width < NARROW or scales < _LEAST_SCALES:
        return _narrow(names, width)
    broken = tuple(_broken(name, label - GAP, TEXT, 3) for name in names)
    values = [max(text.count("\n") + 1 for _, text in sides(row, view)) for row in rows]
    lines = map(max, map(len, broken), values)
    heights = [max(_ROW, ceil(count * TEXT * LINE) + 6) for count in lines]
    tops = tuple(accumulate(heights, initial=0))
    middles = tuple(top + height / 2 for top, height in zip(tops, heights, strict=False))
    compared = round(scales * 0.54)
    return Layout(False, label, compared, scales - compared, verdict, 40, value, broken, tops, middles)


def _narrow(names: Sequence[str], width: int) -> Layout:
    broken = tuple(_broken(name, width, SMALL, 2) for name in names)
    above = [_ABOVE + ceil(len(lines) * SMALL * LINE) for lines in broken]
    tops = tuple(accumulate((space + _MARKS + ceil(SMALL * LINE) + _ABOVE for space in above), initial=0))
    middles = tuple(top + space + _MARKS / 2 for top, space in zip(tops, above, strict=False))
    compared = round(width * 0.54)
    return Layout(True, 0, compared, width - compared, 0, 20, 0, broken, tops, middles)


def _broken(name: str, width: float, size: int, lines: int) -> tuple[str, ...]:
    return wrapped(name.replace(" · ", "\u00a0· "), width, size, lines)


def scale_of_levels(rows: Sequence[Row], view: View, at: Layout) -> Scale:
    """Choose the scale of what is compared, with no more values along it than the panel has room for."""
    both = [side for row in rows for side in sides(row, view)]
    text = widest([line for _, text in both for line in text.split("\n")], at.text)
    room_for_scale = at.levels - 2 * (BESIDE + text)
    most = max(2, 1 + int(room_for_scale // _TICK))
    values = [value for value, _ in both]
    if view.kind in ("mean", "ordinal"):
        return value_scale(values, most, least=2 * view.margin)
    return share_scale(values, most)


def scale_of_differences(rows: Sequence[Row], margin: float, at: Layout) -> Scale:
    """Choose the scale of the differences, in their unit.

    It reaches as far as every interval except those of rows with too little to go on: they would press the
    others together, so they are cut at the edge, which the picture shows.
    """
    drawn = [(row.verdict, row.difference) for row in rows if row.difference is not None]
    ends = [end for verdict, each in drawn if verdict != "too_small" for end in (each.low, each.high)]
    reach = max(map(abs, [*ends, *(each.estimate for _, each in drawn), margin * 2]))
    room_for_scale = at.differences - at.inset - EDGE
    return difference_scale(reach * 1.04, most=max(3, 1 + room_for_scale // _TICK))


def room(rows: Sequence[Row], scale: Scale, view: View, at: Layout) -> tuple[float, float]:
    """Find how far from the edges of a panel the scale of shares must end for its values to fit beside it.

    The room a value needs depends on where its mark lies, and that on the room: tried until it holds.

    Returns
    -------
    tuple
        The room to the left and to the right, pixels.
    """
    left = right = _TICK / 2
    for _ in range(12):
        inner = at.levels - left - right
        for row in rows:
            (low, low_text), (high, high_text) = sides(row, view)
            low_at, high_at = (scale.part(value) * inner for value in (low, high))
            left = max(left, BESIDE + widest(low_text.split("\n"), at.text) - low_at)
            right = max(right, BESIDE + widest(high_text.split("\n"), at.text) - inner + high_at)
    return left, right


def sides(row: Row, view: View) -> tuple[tuple[float, str], tuple[float, str]]:
    """Give the lower and the higher of what is compared, each with its text; women first where they are the same.

    The lower is written to the left of the marks and the higher to the right of them, so that texts never
    meet, however close the marks are. "nästan inga" and "nästan alla" have a line for each word: they stand at
    the ends of the scale, where they would take its room.
    """
    values, texts = levels(row) or (0.0, 0.0), level_texts(row, view)
    women, men = ((value, text.replace(" ", "\n")) for value, text in zip(values, texts, strict=True))
    return (women, men) if women[0] <= men[0] else (men, women)
