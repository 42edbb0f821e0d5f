"""Many units in one picture: a share that stands out for its size, not only a small unit's chance."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor

import altair as alt

from jamstalld.charts.fitting import flowed, text_width
from jamstalld.charts.marks import Record, filled, marked, shaped, upward
from jamstalld.charts.scales import Scale, share_scale, value_scale
from jamstalld.charts.theme import BOLD, LINE, SMALL, TEXT, Palette, dressed, written
from jamstalld.charts.words import shorter
from jamstalld.views.between import PLACES, Between, Limits, Place, between
from jamstalld.views.model import View
from jamstalld.wording.between import UNITS, PlaceWords, finding
from jamstalld.wording.numbers import number, percent
from jamstalld.wording.sentences import share_text
from jamstalld.wording.words import capitalised

_HEIGHT = 320
_AXIS = 50
_EDGE = 14
_BELOW = 40
_TICK = 60
_ALT_LENGTH = 600
_POINT = 80
_BESIDE = 9
_NUDGES = (0, -9, 9)
"""How far up or down a name may be moved to have room, pixels."""


@dataclass(frozen=True)
class FunnelPicture:
    """Units, the share they are held against, and how far from it chance takes them.

    Parameters
    ----------
    points
        The units.
    centre
        The share of them all, 0–1.
    limits
        At the size of every unit, and at as many more as make the curves smooth.
    what
        What the shares are of, such as "bifall till kvinnor".
    noun
        What ``n`` counts, plural.
    threshold
        The smallest count that is shown; 1 where nothing is protected.
    words
        What the units are called.
    """

    points: tuple[Place, ...]
    centre: float
    limits: Limits
    what: str
    noun: str
    threshold: int = 5
    words: PlaceWords = UNITS

    def outside(self, point: Place) -> int:
        """Tell how surely a unit differs from the centre: 0 not, 1 outside 95 %, 2 outside 99.8 %; negative below."""
        low, inner_low, inner_high, high = self.limits.at(point.n)
        above = int(point.share > inner_high) + int(point.share > high)
        return above - int(point.share < inner_low) - int(point.share < low)


_SAID = {0: "Inom det väntade", 1: "Utanför 95 %", 2: "Utanför 99,8 %"}


def funnels_of(view: View) -> tuple[FunnelPicture, FunnelPicture]:
    """Give the funnels of a view of places, women's first; see `jamstalld.views.between.has_places`."""
    first, second = (_funnel_of(view, one) for one in between(view))
    return first, second


def _funnel_of(view: View, one: Between) -> FunnelPicture:
    words = PLACES[view.by]
    what = f"{one.sex} som {view.did}"
    return FunnelPicture(one.places, one.centre, one.limits, what, view.noun or one.sex, view.threshold, words)


def funnel_chart(picture: FunnelPicture, palette: Palette, *, width: int) -> alt.LayerChart:
    """Draw each unit's share by its size, within the funnel that chance would keep it in.

    Units within 95 % are open circles, those outside filled circles and those outside 99.8 % filled diamonds; both
    are named where there is room.

    Parameters
    ----------
    picture
        What to draw.
    palette
        The colours.
    width
        The width of the whole picture, pixels; at least 320.
    """
    said = funnel_alt_text(picture)
    if not picture.points:
        nothing = written(f"Inga {picture.words.many} kan visas.", 0, SMALL, palette.muted)
        return dressed(alt.LayerChart(layer=[nothing], width=width, height=2 * SMALL), palette, description=said)
    frame = _frame(picture, palette, width - _AXIS)
    layers = [*_funnel(frame), *_points(frame), *_texts(frame)]
    return dressed(alt.LayerChart(layer=layers, width=frame.width, height=_HEIGHT), palette, description=said)


@dataclass(frozen=True)
class _Frame:
    """What the layers share."""

    picture: FunnelPicture
    palette: Palette
    width: int
    sizes: Scale
    shares: Scale

    def across(self, field: str) -> alt.X:
        scale = alt.Scale(
            domain=[self.sizes.low, self.sizes.high], range=[_EDGE, self.width - _EDGE], nice=False, zero=False
        )
        axis = alt.Axis(values=list(self.sizes.ticks), format=self.sizes.numbers, grid=False)
        return alt.X(field=field, type="quantitative", scale=scale, axis=axis)

    def up(self, what: str | float) -> alt.Y | alt.YDatum:
        return upward(what, self.shares, _HEIGHT, _AXIS)

    def place(self, point: Place) -> tuple[float, float]:
        """Give where a point lies, in pixels from the left and the top."""
        across = _EDGE + self.sizes.part(point.n) * (self.width - 2 * _EDGE)
        return across, (1 - self.shares.part(point.share)) * _HEIGHT


def _frame(picture: FunnelPicture, palette: Palette, width: int) -> _Frame:
    largest = max(point.n for point in picture.points)
    sizes = value_scale([0, largest], max(2, floor(width / _TICK)), least=largest)
    smallest = min(point.n for point in picture.points)
    low, _, _, high = picture.limits.at(smallest)
    seen = [low, high, picture.centre, *(point.share for point in picture.points)]
    return _Frame(picture, palette, width, sizes, share_scale(seen, most=7))


def _funnel(frame: _Frame) -> list[alt.Chart]:
    palette, limits, shares = frame.palette, frame.picture.limits, frame.shares
    curves = zip(limits.n, limits.low_95, limits.high_95, limits.low_998, limits.high_998, strict=True)
    records: list[Record] = [
        {
            "n": n,
            "low_95": shares.within(low),
            "high_95": shares.within(high),
            "low_998": shares.within(lowest),
            "high_998": shares.within(highest),
        }
        for n, low, high, lowest, highest in curves
        if n <= frame.sizes.high
    ]
    chart = marked(records)
    centre = marked([{}]).mark_rule(color=palette.muted, strokeWidth=1.5)
    area = chart.mark_area(color=palette.band).encode(
        x=frame.across("n"), y=frame.up("low_95"), y2=alt.Y2(field="high_95")
    )
    lines = [
        chart.mark_line(color=palette.line, strokeWidth=1.5, strokeDash=dash).encode(
            x=frame.across("n"), y=frame.up(field)
        )
        for end, dash in (("95", [5, 4]), ("998", [1, 0]))
        for field in (f"low_{end}", f"high_{end}")
    ]
    return [
        area,
        *lines,
        centre.encode(x=alt.XValue(0), x2=alt.X2Value(frame.width), y=frame.up(frame.picture.centre)),
    ]


def _points(frame: _Frame) -> list[alt.Chart]:
    palette, picture = frame.palette, frame.picture
    records: list[Record] = []
    for point in picture.points:
        outside = picture.outside(point)
        records.append(
            {
                "label": point.label,
                "share": point.share,
                "n": point.n,
                "shape": "diamond" if abs(outside) == 2 else "circle",
                "fill": palette.ink if outside else palette.ground,
                "tip_share": f"{_share(point, picture)} av {number(point.n)} {picture.noun}",
                "tip_outside": _SAID[abs(outside)],
            }
        )
    tips = {"label": "title", "tip_share": "Andel", "tip_outside": "Bedömning"}
    marks = marked(records, tips).mark_point(size=_POINT, stroke=palette.ink, strokeWidth=1.5)
    return [
        marks.encode(x=frame.across("n"), y=frame.up("share"), shape=shaped("shape"), fill=filled("fill")),
        *_names(frame),
    ]


def _names(frame: _Frame) -> list[alt.Chart]:
    """Name the units outside the funnel, the surest first, where the name covers neither another nor leaves."""
    outside = sorted(
        (point for point in frame.picture.points if frame.picture.outside(point)),
        key=lambda point: (-abs(frame.picture.outside(point)), -abs(point.share - frame.picture.centre)),
    )
    taken: list[tuple[float, float, float, float]] = []
    texts: list[alt.Chart] = []
    for point in outside:
        x, y = frame.place(point)
        wide = text_width(point.label, SMALL)
        places = [(left, y + nudge) for nudge in _NUDGES for left in (x + _BESIDE, x - _BESIDE - wide)]
        boxes = [(left, left + wide, down - SMALL * LINE / 2, down + SMALL * LINE / 2) for left, down in places]
        for box, (left, down) in zip(boxes, places, strict=True):
            if left >= 0 and box[1] <= frame.width and not any(_meet(box, other) for other in taken):
                taken.append(box)
                texts.append(written(point.label, left, down, frame.palette.ink))
                break
    return texts


def _meet(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[1] and other[0] < one[1] and one[2] < other[3] and other[2] < one[3]


def _texts(frame: _Frame) -> list[alt.Chart]:
    """Name the shares above, and below what the size and the funnel are."""
    picture, palette = frame.picture, frame.palette
    told = [
        f"Antal {picture.noun} →",
        f"Linje: alla, {share_text(picture.centre, protected=picture.threshold > 1)}",
        f"Skuggat: 95 av 100 {picture.words.many} väntas här",
        "Heldragen kurva: 998 av 1\u00a0000",
    ]
    places = flowed([text_width(text, SMALL) for text in told], frame.width + _AXIS, 24)
    heading = shorter(f"Andel {picture.what}", floor((frame.width + _AXIS) / (TEXT * 0.65 * BOLD)))
    return [
        written(heading, -_AXIS, -18, palette.ink, size=TEXT, bold=True),
        *(
            written(text, left - _AXIS, _HEIGHT + _BELOW + line * ceil(SMALL * LINE), palette.muted)
            for text, (left, line) in zip(told, places, strict=True)
        ),
    ]


def _share(point: Place, picture: FunnelPicture) -> str:
    return share_text(point.share, protected=picture.threshold > 1)


def funnel_finding(picture: FunnelPicture) -> str:
    """Say in one sentence which units stand out, the surest first."""
    found = sorted(
        (point for point in picture.points if picture.outside(point)),
        key=lambda point: (-abs(picture.outside(point)), -abs(point.share - picture.centre)),
    )
    return finding(
        picture.what, [(point.label, _share(point, picture)) for point in found], len(picture.points), picture.words
    )


def funnel_alt_text(picture: FunnelPicture) -> str:
    """Say in Swedish which units stand out from the rest more than chance would have it."""
    if not picture.points:
        return f"Trattdiagram utan {picture.words.many} att visa."
    count = len(picture.points)
    places = picture.words.one if count == 1 else picture.words.many
    begun = (
        f"Trattdiagram: andel {picture.what} i {number(count)} {places}, "
        f"alla {share_text(picture.centre, protected=picture.threshold > 1)}."
    )
    parts = [begun]
    for sure in (2, 1):
        found = [point for point in picture.points if abs(picture.outside(point)) == sure]
        named = [f"{point.label} ({_share(point, picture)})" for point in found]
        parts.append(f"{_SAID[sure]}: {', '.join(named) or 'ingen'}.")
    return shorter(" ".join(parts), _ALT_LENGTH)


def funnel_table(picture: FunnelPicture) -> list[dict[str, str]]:
    """Give the picture as a table: each unit, its share and size, and whether chance would explain it."""
    return [
        {
            capitalised(picture.words.one): point.label,
            f"Antal {picture.noun}": number(point.n),
            "Andel": _share(point, picture),
            "Väntat, 95 %": f"{percent(inner_low)}–{percent(inner_high)}",
            "Bedömning": _SAID[abs(picture.outside(point))],
        }
        for point in picture.points
        for _, inner_low, inner_high, _ in [picture.limits.at(point.n)]
    ]
