"""A difference and what it is made of: so much goes with what is known, so much remains."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import ceil
from typing import NamedTuple

import altair as alt

from jamstalld.charts.fitting import text_width, widest, wrapped
from jamstalld.charts.marks import Record, along, as_is, down, marked
from jamstalld.charts.scales import Scale, value_scale
from jamstalld.charts.theme import BOLD, LINE, SMALL, TEXT, Palette, dressed, written
from jamstalld.charts.words import NO_VALUE, interval_text, side_text, signed
from jamstalld.views.model import Estimate
from jamstalld.wording.units import POINTS, Unit
from jamstalld.wording.words import capitalised

CRUDE = "Skillnaden"
REMAINS = "Återstår"
ROW = 46
"""How high the line of a bar is where nothing else is asked for, pixels."""

_NARROW = 600
_GAP = 20
_EDGE = 16
_HEADING = 64
_BAR = 22
_BESIDE = 5
_MOST_LABEL = 0.32
_TICK = 46
_MOST_TICKS = 9


class Part(NamedTuple):
    """One part of a difference, with its interval where there is one, in the unit of the difference."""

    label: str
    estimate: float
    low: float | None = None
    high: float | None = None

    @property
    def whole(self) -> Estimate | None:
        """The part with its interval, where it has one."""
        return None if self.low is None or self.high is None else Estimate(self.estimate, self.low, self.high)


@dataclass(frozen=True)
class PartsPicture:
    """A difference and its parts.

    Parameters
    ----------
    crude
        The whole difference, women − men.
    parts
        What of it goes with what is known, each with the same sign as the part of the difference it accounts for.
    remains
        What is left. ``crude`` is the sum of the parts and this.
    unit
        The unit of them all.
    decimals
        How many decimals they are written with, the same for all so that they sum as written; None as usual.
    """

    crude: Estimate
    parts: tuple[Part, ...]
    remains: Estimate
    unit: Unit = POINTS
    decimals: int | None = None

    def text(self, part: Part) -> str:
        """Write a part with its sign."""
        return signed(part.estimate, self.unit, self.decimals)


def parts_chart(
    picture: PartsPicture,
    palette: Palette,
    *,
    width: int,
    row: int = ROW,
    words: tuple[str, str] = ("kvinnor", "män"),
) -> alt.LayerChart:
    """Draw the difference as a bar from zero, each part as a step towards zero or away from it, and what remains.

    Parameters
    ----------
    picture
        What to draw.
    palette
        The colours.
    width
        The width of the whole picture, pixels; at least 320.
    row
        How high the line of a bar is, without a label above it, pixels.
    words
        What the sexes are called, women first.
    """
    narrow = width < _NARROW
    bars = _bars(picture)
    room = 0 if narrow else _GAP + ceil(min(widest([bar.part.label for bar in bars], TEXT) * BOLD, width * _MOST_LABEL))
    value = _GAP + ceil(widest([picture.text(bar.part) for bar in bars], TEXT) * BOLD)
    ends = (room + _EDGE, width - value)
    scale = _scale(bars, ends)
    names = [wrapped(bar.part.label, (room or width) - (0 if narrow else _GAP), TEXT, lines=2) for bar in bars]
    # Where a label stands above its bar, a bar takes as much more as its label has lines.
    below = list(accumulate(row + (round(len(name) * TEXT * LINE) if narrow else 0) for name in names))
    middles = [bottom - row / 2 for bottom in below]
    records = [
        _record(bar, middle, after, picture, palette)
        for bar, middle, after in zip(bars, middles, [*middles[1:], middles[-1]], strict=True)
    ]
    layers = [
        *_marks(records, scale, ends, below[-1], palette, grid=not narrow),
        *_texts(records, names, narrow=narrow, width=width, row=row, palette=palette),
        *_heading(picture.unit, words, scale, ends, palette),
    ]
    chart = alt.LayerChart(layer=layers, width=width, height=below[-1])
    return dressed(chart, palette, description=parts_alt_text(picture, words=words))


class _Bar(NamedTuple):
    """One line of the picture: a bar from where the one before ended, or of the whole and what remains from zero."""

    part: Part
    start: float
    end: float
    total: bool


def _bars(picture: PartsPicture) -> list[_Bar]:
    bars = [_total(CRUDE, picture.crude)]
    for part in picture.parts:
        start = bars[-1].end
        bars.append(_Bar(part, start, start - part.estimate, total=False))
    return [*bars, _total(REMAINS, picture.remains)]


def _total(label: str, whole: Estimate) -> _Bar:
    return _Bar(Part(label, whole.estimate, whole.low, whole.high), 0.0, whole.estimate, total=True)


def _whisker(bar: _Bar) -> tuple[float | None, float | None]:
    """Give the interval where the bar ends: a part's end is the more uncertain the more uncertain the part is."""
    whole = bar.part.whole
    if whole is None:
        return None, None
    return (whole.low, whole.high) if bar.total else (bar.start - whole.high, bar.start - whole.low)


def _scale(bars: Sequence[_Bar], ends: tuple[float, float]) -> Scale:
    seen = [value for bar in bars for value in (bar.start, bar.end, *_whisker(bar)) if value is not None]
    most = min(max(3, int((ends[1] - ends[0]) // _TICK)), _MOST_TICKS)
    return value_scale([0.0, *seen], most, least=1.0)


def _record(bar: _Bar, middle: float, after: float, picture: PartsPicture, palette: Palette) -> Record:
    part = bar.part
    low, high_end = _whisker(bar)
    return {
        "name": part.label,
        "start": bar.start,
        "end": bar.end,
        "estimate": part.estimate,
        "low": low,
        "high": high_end,
        "middle": middle,
        "top": middle - _BAR / 2,
        "bottom": middle + _BAR / 2,
        "next": after - _BAR / 2,
        "colour": palette.ink if bar.total else palette.line,
        "text": picture.text(part),
        "bold": bar.total,
        "tip_difference": f"{picture.text(part)} {picture.unit.many}",
        "tip_interval": _interval(part, picture.unit),
    }


def _interval(part: Part, unit: Unit) -> str:
    return NO_VALUE if part.whole is None else interval_text(part.whole, unit)


def _marks(
    records: Sequence[Record], scale: Scale, ends: tuple[float, float], height: int, palette: Palette, *, grid: bool
) -> list[alt.Chart]:
    def x(field: str | float) -> alt.X | alt.XDatum:
        return along(field, scale, ends, grid=grid)

    rows = marked(records, {"name": "title", "tip_difference": "Del av skillnaden", "tip_interval": "Osäkerhet"})
    steps = marked(records[:-1]).mark_rule(color=palette.line, strokeDash=[2, 2])
    zero = marked([{}]).mark_rule(color=palette.muted, strokeWidth=1.5)
    whiskers = rows.transform_filter("isValid(datum.low)").encode(
        x=x("low"), x2=alt.X2(field="high"), y=down("middle", height)
    )
    bars = rows.mark_rect(height=_BAR).encode(
        x=x("start"), x2=alt.X2(field="end"), y=down("top", height), y2=alt.Y2(field="bottom"), color=as_is("colour")
    )
    return [
        zero.encode(x=x(0), y=alt.YValue(0), y2=alt.Y2Value(height)),
        steps.encode(x=x("end"), y=down("bottom", height), y2=alt.Y2(field="next")),
        bars,
        whiskers.mark_rule(color=palette.ground, strokeWidth=6),
        whiskers.mark_rule(color=palette.muted, strokeWidth=2.5),
    ]


def _texts(
    records: Sequence[Record],
    names: Sequence[tuple[str, ...]],
    *,
    narrow: bool,
    width: int,
    row: int,
    palette: Palette,
) -> list[alt.Chart]:
    texts: list[alt.Chart] = []
    for record, lines in zip(records, names, strict=True):
        above = (row / 2 + (len(lines) - 0.5) * TEXT * LINE) if narrow else (len(lines) - 1) / 2 * TEXT * LINE
        bold = bool(record["bold"])
        if narrow:
            texts.append(_ground(lines, record["middle"] - above, width, palette))
        texts.append(written(lines, 0, record["middle"] - above, palette.ink, size=TEXT, bold=bold))
        texts.append(written(record["text"], width, record["middle"], palette.ink, size=TEXT, bold=bold, align="right"))
    return texts


def _ground(lines: Sequence[str], middle: float, width: int, palette: Palette) -> alt.Chart:
    """Clear the lines behind a label that stands among them."""
    top = middle - TEXT * LINE / 2
    surface = marked([{}]).mark_rect(color=palette.ground)
    return surface.encode(
        x=alt.XValue(0),
        x2=alt.X2Value(min(widest(lines, TEXT) * BOLD, width)),
        y=alt.YValue(top),
        y2=alt.Y2Value(top + len(lines) * TEXT * LINE),
    )


def _heading(
    unit: Unit, words: tuple[str, str], scale: Scale, ends: tuple[float, float], palette: Palette
) -> list[alt.Chart]:
    women, men = words
    zero = ends[0] + scale.part(0.0) * (ends[1] - ends[0])
    more = unit.side(1.0)
    to_men, to_women = (
        # A side of zero with nothing on it need not be named.
        next((text for text in texts if text_width(text, SMALL) <= room - _BESIDE), "")
        for texts, room in (
            ((f"← {more} för {men}", f"← {men}"), zero),
            ((f"{more} för {women} →", f"{women} →"), ends[1] - zero),
        )
    )
    return [
        written(capitalised(unit.many), 0, -_HEADING, palette.ink, size=TEXT, bold=True),
        written(to_men, zero - _BESIDE, -_HEADING + 22, palette.men, align="right"),
        written(to_women, zero + _BESIDE, -_HEADING + 22, palette.women),
    ]


def parts_alt_text(picture: PartsPicture, *, words: tuple[str, str] = ("kvinnor", "män")) -> str:
    """Say in Swedish how large the difference is, what of it goes with what is known, and what remains."""
    unit = picture.unit
    told = [f"Diagram: skillnaden är {side_text(picture.crude.estimate, words, unit)}."]
    for part in picture.parts:
        label = f"{part.label[:1].lower()}{part.label[1:]}"
        along_with = part.estimate * picture.crude.estimate >= 0
        much = unit.size(part.estimate, picture.decimals)
        told.append(f"{much} av den hänger ihop med {label}." if along_with else f"{much} åt andra hållet: {label}.")
    return " ".join([*told, f"{REMAINS}: {side_text(picture.remains.estimate, words, unit)}."])


def parts_table(picture: PartsPicture) -> list[dict[str, str]]:
    """Give the picture as a table: the difference, its parts, what remains."""
    unit = picture.unit
    return [
        {
            "Del": bar.part.label,
            f"Skillnad ({unit.many})": picture.text(bar.part),
            "Osäkerhet": _interval(bar.part, unit),
        }
        for bar in _bars(picture)
    ]
