"""Women's and men's shares, or means, quarter by quarter, each with the band of its uncertainty."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt

from jamstalld.charts.fitting import widest
from jamstalld.charts.marks import Record, marked, upward
from jamstalld.charts.quarters import EDGE, Quarters
from jamstalld.charts.scales import Scale, share_scale, value_scale
from jamstalld.charts.theme import CIRCLE_SIZE, DASH, LINE, SMALL, SQUARE_SIZE, TEXT, Palette, dressed, written
from jamstalld.charts.words import group_text, signed
from jamstalld.periods import Quarter
from jamstalld.views.model import Group
from jamstalld.wording.numbers import number, quarter_text
from jamstalld.wording.sentences import share_text
from jamstalld.wording.units import POINTS, Unit
from jamstalld.wording.words import capitalised

HEIGHT = 320
"""How high the series is drawn where nothing else is asked for, pixels."""
_AXIS = 50
_BESIDE = 14
_NARROW = 600


@dataclass(frozen=True)
class TrendPoint:
    """Both sexes of one quarter. A group without a share or a mean leaves a gap in its line."""

    quarter: Quarter
    women: Group
    men: Group


@dataclass(frozen=True)
class _Sex:
    """One sex's series: its field in the records, what it is called and how it is drawn."""

    key: str
    word: str
    colour: str
    fill: str
    shape: str
    size: float
    stroke: float
    dash: list[int]


@dataclass(frozen=True)
class _Frame:
    """What the layers share: one record a quarter, gaps included, and the scales."""

    records: list[Record]
    sexes: tuple[_Sex, _Sex]
    scale: Scale
    quarters: Quarters
    height: int

    def chart(self) -> alt.Chart:
        return marked(self.records, {"name": "title"} | {f"{sex.key}_tip": capitalised(sex.word) for sex in self.sexes})

    def up(self, field: str) -> alt.Y | alt.YDatum:
        return upward(field, self.scale, self.height, _AXIS)


@dataclass(frozen=True)
class _Written:
    """How the levels of a series are written."""

    threshold: int
    unit: Unit

    def level(self, group: Group) -> str:
        if group.mean is not None:
            return self.unit.bare_level(group.mean)
        return share_text(group.share, protected=self.threshold > 1)

    def gap(self, point: TrendPoint) -> str:
        women, men = _level(point.women) or 0.0, _level(point.men) or 0.0
        return signed((women - men) * (100 if point.women.mean is None else 1), self.unit)


def _level(group: Group) -> float | None:
    return group.share if group.mean is None else group.mean


def trend_chart(
    points: Sequence[TrendPoint],
    palette: Palette,
    *,
    width: int,
    height: int = HEIGHT,
    words: tuple[str, str] = ("kvinnor", "män"),
    threshold: int = 5,
    unit: Unit = POINTS,
) -> alt.LayerChart:
    """Draw a series: women a full line with filled circles, men a dashed line with open squares.

    Quarters missing from the series, and those that are hidden, leave a gap.

    Parameters
    ----------
    points
        The series; of none, or none with anything to compare, the picture says that there is nothing to show.
    palette
        The colours.
    width
        The width of the whole picture, pixels; at least 320.
    height
        The height of the series, without what stands above and below it, pixels.
    words
        What the sexes are called, women first.
    threshold
        The smallest count that is shown; 1 where nothing is protected.
    unit
        The unit of means, and of differences.
    """
    sexes = (
        _Sex("women", words[0], palette.women, palette.women, "circle", CIRCLE_SIZE * 0.8, 1, [1, 0]),
        _Sex("men", words[1], palette.men, palette.ground, "square", SQUARE_SIZE * 0.8, 2.5, DASH),
    )
    how = _Written(threshold, unit)
    drawn = _drawn(points, sexes, (width, height), how, palette) if _known(points) else _nothing(palette, width)
    said = trend_alt_text(points, words=words, threshold=threshold, unit=unit)
    return dressed(drawn, palette, description=said)


def _drawn(
    points: Sequence[TrendPoint], sexes: tuple[_Sex, _Sex], size: tuple[int, int], how: _Written, palette: Palette
) -> alt.LayerChart:
    width, height = size
    narrow = width < _NARROW
    records = _records(points, how, interval=not narrow)
    ends = _ends(records, sexes, "\n" if narrow else " ")
    labels = widest([line for end in ends for line in end["text"].split("\n")], TEXT)
    inner = width - _AXIS - _BESIDE - round(labels)
    quarters = Quarters.spanning([point.quarter for point in points], inner)
    frame = _Frame(records, sexes, _scale(records, sexes, points), quarters, height)
    # Men before women, layer by layer: the open square is larger and lies below the filled circle.
    layers = [layer(frame, sex) for layer in (_band, _line, _marks) for sex in reversed(sexes)]
    layers = [_places(frame), *layers, *_end_labels(frame, ends)]
    heading = how.unit.many if any(point.women.mean is not None for point in points) else "andel"
    layers.append(written(capitalised(heading), -_AXIS, -18, palette.ink, size=TEXT, bold=True))
    return alt.LayerChart(layer=layers, width=inner, height=height)


def _scale(records: Sequence[Record], sexes: Sequence[_Sex], points: Sequence[TrendPoint]) -> Scale:
    seen = [record[f"{sex.key}_{end}"] for record in records for sex in sexes for end in ("low", "high")]
    known = [value for value in seen if value is not None]
    if any(point.women.mean is not None for point in points):
        return value_scale(known, most=9, least=1.0)
    return share_scale(known, most=6)


def _nothing(palette: Palette, width: int) -> alt.LayerChart:
    said = written("Inga kvartal kan visas.", 0, SMALL, palette.muted)
    return alt.LayerChart(layer=[said], width=width, height=2 * SMALL)


def _known(points: Sequence[TrendPoint]) -> list[TrendPoint]:
    return [point for point in points if _level(point.women) is not None and _level(point.men) is not None]


def trend_alt_text(
    points: Sequence[TrendPoint],
    *,
    words: tuple[str, str] = ("kvinnor", "män"),
    threshold: int = 5,
    unit: Unit = POINTS,
) -> str:
    """Say in Swedish where the series begins and ends, and how the difference has moved."""
    known, how = _known(points), _Written(threshold, unit)
    if not known:
        return "Linjediagram utan kvartal att visa."
    first, last = known[0], known[-1]
    if len(known) == 1:
        begun, moved = f"Diagram över ett kvartal, {quarter_text(first.quarter)}.", f"Skillnad: {how.gap(first)}"
    else:
        span = f"{quarter_text(first.quarter)} till {quarter_text(last.quarter)}"
        begun = f"Linjediagram över {number(len(known))} kvartal, {span}."
        moved = f"Skillnad: först {how.gap(first)}, sist {how.gap(last)}"
    told = [begun]
    for word, ends in zip(words, ((first.women, last.women), (first.men, last.men)), strict=True):
        levels = [how.level(group) for group in ends]
        both = levels[0] if len(known) == 1 else f"först {levels[0]}, sist {levels[1]}"
        told.append(f"{capitalised(word)}: {both}.")
    return " ".join([*told, f"{moved} {unit.many}."])


def _records(points: Sequence[TrendPoint], how: _Written, *, interval: bool) -> list[Record]:
    by_quarter = {point.quarter: point for point in points}
    quarters = Quarters.spanning(by_quarter, 0)
    nothing = Group(None, None, None, None, None)
    records: list[Record] = []
    for quarter in quarters.all:
        point = by_quarter.get(quarter, TrendPoint(quarter, nothing, nothing))
        record = quarters.record(quarter)
        for key, group in (("women", point.women), ("men", point.men)):
            level = _level(group)
            told = group_text(group, how.threshold, interval=interval, unit=how.unit)
            record |= {
                key: level,
                f"{key}_low": group.low if group.low is not None else level,
                f"{key}_high": group.high if group.high is not None else level,
                f"{key}_text": how.level(group),
                f"{key}_tip": told if level is not None else "visas inte",
            }
        records.append(record)
    return records


def _places(frame: _Frame) -> alt.Chart:
    """Lay an unseen surface over each quarter, so that its tooltip shows wherever one points."""
    return frame.chart().mark_rect(opacity=0, clip=True).encode(x=frame.quarters.across("from"), x2=alt.X2(field="to"))


def _band(frame: _Frame, sex: _Sex) -> alt.Chart:
    area = frame.chart().mark_area(
        fill=sex.colour, fillOpacity=0.13, stroke=sex.colour, strokeWidth=1, strokeDash=sex.dash
    )
    return area.encode(x=frame.quarters.across(), y=frame.up(f"{sex.key}_low"), y2=f"{sex.key}_high")


def _line(frame: _Frame, sex: _Sex) -> alt.Chart:
    line = frame.chart().mark_line(color=sex.colour, strokeWidth=3, strokeDash=sex.dash)
    return line.encode(x=frame.quarters.across(), y=frame.up(sex.key))


def _marks(frame: _Frame, sex: _Sex) -> alt.Chart:
    mark = frame.chart().mark_point(
        shape=sex.shape, size=sex.size, fill=sex.fill, stroke=sex.colour, strokeWidth=sex.stroke
    )
    return mark.encode(x=frame.quarters.across(), y=frame.up(sex.key))


def _ends(records: Sequence[Record], sexes: Sequence[_Sex], between: str) -> list[Record]:
    """Name each line by its last value."""
    ends: list[Record] = []
    for sex in sexes:
        known = [record for record in records if record[sex.key] is not None]
        if known:
            text = f"{capitalised(sex.word)}{between}{known[-1][f'{sex.key}_text']}"
            ends.append({"level": known[-1][sex.key], "text": text, "colour": sex.colour})
    return ends


def _end_labels(frame: _Frame, ends: Sequence[Record]) -> list[alt.Chart]:
    return [
        marked([end])
        .mark_text(align="left", color=end["colour"], lineHeight=TEXT * LINE)
        .encode(
            x=alt.XValue(frame.quarters.width - EDGE + _BESIDE),
            y=alt.YValue(down),
            text=alt.Text(field="text", type="nominal"),
        )
        for end, down in zip(ends, _apart(frame, ends), strict=True)
    ]


def _apart(frame: _Frame, ends: Sequence[Record]) -> list[float]:
    """Give the middle of the first line of each text, moved apart where they would overlap."""
    downs = [(1 - frame.scale.part(end["level"])) * frame.height for end in ends]
    lines = max((end["text"].count("\n") + 1 for end in ends), default=1)
    least = lines * TEXT * LINE
    if len(downs) == 2 and abs(downs[0] - downs[1]) < least:
        middle = sum(downs) / 2
        above = -1 if downs[0] <= downs[1] else 1
        downs = [middle + above * least / 2, middle - above * least / 2]
    return [down - (lines - 1) * TEXT * LINE / 2 for down in downs]
