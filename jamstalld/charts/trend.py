"""Women's and men's shares quarter by quarter, each with the band of its uncertainty."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from jamstalld.charts.fitting import widest
from jamstalld.charts.scales import Scale, share_scale
from jamstalld.charts.theme import CIRCLE_SIZE, DASH, LINE, SMALL, SQUARE_SIZE, TEXT, Palette, dressed, written
from jamstalld.charts.words import group_text, signed
from jamstalld.periods import Quarter
from jamstalld.views.model import Group
from jamstalld.wording.numbers import number, quarter_text
from jamstalld.wording.sentences import share_text
from jamstalld.wording.words import capitalised

_HEIGHT = 320
_AXIS = 50
_EDGE = 18
_BESIDE = 14
_NARROW = 600
_NAME = 36
"""The room the name of a quarter takes, pixels."""

_Record = dict[str, Any]


@dataclass(frozen=True)
class TrendPoint:
    """Both sexes of one quarter. A group without a share leaves a gap in its line."""

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

    records: list[_Record]
    sexes: tuple[_Sex, _Sex]
    scale: Scale
    width: int

    def chart(self) -> alt.Chart:
        tooltip = [alt.Tooltip("name:N", title="title")]
        tooltip += [alt.Tooltip(f"{sex.key}_tip:N", title=capitalised(sex.word)) for sex in self.sexes]
        return alt.Chart(alt.InlineData(values=self.records)).encode(tooltip=tooltip)

    def across(self, field: str = "at") -> alt.X:
        last = len(self.records) - 1
        scale = alt.Scale(
            domain=[0, last] if last else [-1, 1], range=[_EDGE, self.width - _EDGE], nice=False, zero=False
        )
        place = (self.width - 2 * _EDGE) / max(last, 1)
        every = next((count for count in (1, 2) if place * count >= _NAME), 4)
        named = [record["at"] for record in self.records if (record["number"] - 1) % every == 0 or not last]
        labels = json.dumps([record["label"] for record in self.records], ensure_ascii=False)
        overlap = "greedy" if every == 4 else False
        axis = alt.Axis(values=named, labelExpr=f"{labels}[datum.value]", labelOverlap=overlap, grid=False)
        return alt.X(field, type="quantitative", scale=scale, axis=axis)

    def up(self, field: str) -> alt.Y:
        scale = alt.Scale(domain=[self.scale.low, self.scale.high], nice=False, zero=False)
        axis = alt.Axis(values=list(self.scale.ticks), format=".0%", minExtent=_AXIS, maxExtent=_AXIS)
        return alt.Y(field, type="quantitative", scale=scale, axis=axis)


def trend_chart(
    points: Sequence[TrendPoint],
    palette: Palette,
    *,
    width: int,
    words: tuple[str, str] = ("kvinnor", "män"),
    threshold: int = 5,
) -> alt.LayerChart:
    """Draw a series: women a full line with filled circles, men a dashed line with open squares.

    Quarters missing from the series, and those whose share is hidden, leave a gap.

    Parameters
    ----------
    points
        The series; of none, or none with a share, the picture says that there is nothing to show.
    palette
        The colours.
    width
        The width of the whole picture, pixels; at least 320.
    words
        What the sexes are called, women first.
    threshold
        The smallest count that is shown; 1 where nothing is protected.
    """
    sexes = (
        _Sex("women", words[0], palette.women, palette.women, "circle", CIRCLE_SIZE * 0.8, 1, [1, 0]),
        _Sex("men", words[1], palette.men, palette.ground, "square", SQUARE_SIZE * 0.8, 2.5, DASH),
    )
    drawn = _drawn(points, sexes, width, threshold) if _known(points) else _nothing(palette, width)
    return dressed(drawn, palette, description=trend_alt_text(points, words=words, threshold=threshold))


def _drawn(points: Sequence[TrendPoint], sexes: tuple[_Sex, _Sex], width: int, threshold: int) -> alt.LayerChart:
    narrow = width < _NARROW
    records = _records(points, threshold, interval=not narrow)
    ends = _ends(records, sexes, "\n" if narrow else " ")
    labels = widest([line for end in ends for line in end["text"].split("\n")], TEXT)
    seen = [record[f"{sex.key}_{end}"] for record in records for sex in sexes for end in ("low", "high")]
    scale = share_scale([share for share in seen if share is not None], most=6)
    frame = _Frame(records, sexes, scale, width - _AXIS - _BESIDE - round(labels))
    # Men before women, layer by layer: the open square is larger and lies below the filled circle.
    layers = [layer(frame, sex) for layer in (_band, _line, _marks) for sex in reversed(sexes)]
    layers = [_places(frame), *layers, *_end_labels(frame, ends)]
    return alt.LayerChart(layer=layers, width=frame.width, height=_HEIGHT)


def _nothing(palette: Palette, width: int) -> alt.LayerChart:
    said = written("Inga kvartal kan visas.", 0, SMALL, palette.muted)
    return alt.LayerChart(layer=[said], width=width, height=2 * SMALL)


def _known(points: Sequence[TrendPoint]) -> list[TrendPoint]:
    return [point for point in points if point.women.share is not None and point.men.share is not None]


def trend_alt_text(
    points: Sequence[TrendPoint], *, words: tuple[str, str] = ("kvinnor", "män"), threshold: int = 5
) -> str:
    """Say in Swedish where the series begins and ends, and how the difference has moved."""
    known = _known(points)
    if not known:
        return "Linjediagram utan kvartal att visa."
    first, last = known[0], known[-1]
    if len(known) == 1:
        begun, moved = f"Diagram över ett kvartal, {quarter_text(first.quarter)}.", f"Skillnad: {_gap(first)}"
    else:
        span = f"{quarter_text(first.quarter)} till {quarter_text(last.quarter)}"
        begun = f"Linjediagram över {number(len(known))} kvartal, {span}."
        moved = f"Skillnad: först {_gap(first)}, sist {_gap(last)}"
    told = [begun]
    for word, ends in zip(words, ((first.women, last.women), (first.men, last.men)), strict=True):
        shares = [share_text(group.share, protected=threshold > 1) for group in ends]
        told.append(
            f"{capitalised(word)}: {shares[0]}."
            if len(known) == 1
            else f"{capitalised(word)}: först {shares[0]}, sist {shares[1]}."
        )
    return " ".join([*told, f"{moved} procentenheter."])


def _gap(point: TrendPoint) -> str:
    return signed(((point.women.share or 0.0) - (point.men.share or 0.0)) * 100)


def _records(points: Sequence[TrendPoint], threshold: int, *, interval: bool) -> list[_Record]:
    by_quarter = {point.quarter: point for point in points}
    start, end = min(by_quarter), max(by_quarter)
    nothing = Group(None, None, None, None, None)
    records: list[_Record] = []
    for at in range(end.index - start.index + 1):
        quarter = start + at
        point = by_quarter.get(quarter, TrendPoint(quarter, nothing, nothing))
        year = [str(quarter.year)] if quarter.number == 1 or at == 0 else []
        record: _Record = {
            "at": at,
            "from": at - 0.5,
            "to": at + 0.5,
            "name": capitalised(quarter_text(quarter)),
            "label": [f"K{quarter.number}", *year],
            "number": quarter.number,
        }
        for key, group in (("women", point.women), ("men", point.men)):
            record |= {
                key: group.share,
                f"{key}_low": group.low if group.low is not None else group.share,
                f"{key}_high": group.high if group.high is not None else group.share,
                f"{key}_text": share_text(group.share, protected=threshold > 1),
                f"{key}_tip": group_text(group, threshold, interval=interval)
                if group.share is not None
                else "visas inte",
            }
        records.append(record)
    return records


def _places(frame: _Frame) -> alt.Chart:
    """Lay an unseen surface over each quarter, so that its tooltip shows wherever one points."""
    return frame.chart().mark_rect(opacity=0, clip=True).encode(x=frame.across("from"), x2="to")


def _band(frame: _Frame, sex: _Sex) -> alt.Chart:
    area = frame.chart().mark_area(
        fill=sex.colour, fillOpacity=0.13, stroke=sex.colour, strokeWidth=1, strokeDash=sex.dash
    )
    return area.encode(x=frame.across(), y=frame.up(f"{sex.key}_low"), y2=f"{sex.key}_high")


def _line(frame: _Frame, sex: _Sex) -> alt.Chart:
    line = frame.chart().mark_line(color=sex.colour, strokeWidth=3, strokeDash=sex.dash)
    return line.encode(x=frame.across(), y=frame.up(sex.key))


def _marks(frame: _Frame, sex: _Sex) -> alt.Chart:
    mark = frame.chart().mark_point(
        shape=sex.shape, size=sex.size, fill=sex.fill, stroke=sex.colour, strokeWidth=sex.stroke
    )
    return mark.encode(x=frame.across(), y=frame.up(sex.key))


def _ends(records: Sequence[_Record], sexes: Sequence[_Sex], between: str) -> list[_Record]:
    """Name each line by its last value."""
    ends: list[_Record] = []
    for sex in sexes:
        known = [record for record in records if record[sex.key] is not None]
        if known:
            text = f"{capitalised(sex.word)}{between}{known[-1][f'{sex.key}_text']}"
            ends.append({"share": known[-1][sex.key], "text": text, "colour": sex.colour})
    return ends


def _end_labels(frame: _Frame, ends: Sequence[_Record]) -> list[alt.Chart]:
    return [
        alt.Chart(alt.InlineData(values=[end]))
        .mark_text(align="left", color=end["colour"], lineHeight=TEXT * LINE)
        .encode(x=alt.value(frame.width - _EDGE + _BESIDE), y=alt.value(down), text="text:N")
        for end, down in zip(ends, _apart(frame.scale, ends), strict=True)
    ]


def _apart(scale: Scale, ends: Sequence[_Record]) -> list[float]:
    """Give the middle of the first line of each text, moved apart where they would overlap."""
    downs = [(scale.high - end["share"]) / (scale.high - scale.low) * _HEIGHT for end in ends]
    lines = max((end["text"].count("\n") + 1 for end in ends), default=1)
    least = lines * TEXT * LINE
    if len(downs) == 2 and abs(downs[0] - downs[1]) < least:
        middle = sum(downs) / 2
        above = -1 if downs[0] <= downs[1] else 1
        downs = [middle + above * least / 2, middle - above * least / 2]
    return [down - (lines - 1) * TEXT * LINE / 2 for down in downs]
