"""Actions along time: from the day each was decided to the day it is to be done, and when it is to be seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil
from typing import Any

import altair as alt

from jamstalld.charts.fitting import text_width, wrapped
from jamstalld.charts.marks import Record, as_is, down, filled, marked, outlined, shaped
from jamstalld.charts.theme import LINE, SMALL, Palette, dressed, written
from jamstalld.charts.words import NO_VALUE
from jamstalld.periods import Quarter
from jamstalld.wording.numbers import day_text, number, quarter_text

_ROW = 46
_HEAD = 58
"""Above the rows: what the signs mean, and the months."""
_EDGE = 14
_LEAST = timedelta(days=120)
_SIGN = 130
_MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_NAME = 76
"""The room that the name of a month with its year takes, pixels."""
_NARROW = 600
"""A picture narrower than this has what is done above each line and not beside it."""


@dataclass(frozen=True)
class TimelineAction:
    """One action.

    Parameters
    ----------
    decided
        The day it was decided.
    due
        The day it is to be done; None where none is set.
    begun, seen
        The quarters in which it began to work and in which it is to be seen; None where they are not set.
    is_open, late
        Whether it is still to be done, and should have been done by now.
    verdict
        What the data say, in a few words; empty where nothing is followed.
    """

    what: str
    who: str
    status: str
    decided: date
    due: date | None
    begun: Quarter | None
    seen: Quarter | None
    is_open: bool
    late: bool
    verdict: str = ""


@dataclass(frozen=True)
class _Frame:
    """What the layers share: where the days begin and end, in pixels and as dates."""

    left: float
    width: float
    first: date
    last: date
    height: float
    palette: Palette

    def at(self, day: date) -> float:
        """Give where a day is, pixels from the left."""
        whole = (self.last - self.first).days
        return self.left + _EDGE + (day - self.first).days / whole * (self.width - self.left - 2 * _EDGE)


def timeline_chart(actions: Sequence[TimelineAction], palette: Palette, *, width: int, today: date) -> alt.LayerChart:
    """Draw a line for each action, in the order given.

    Parameters
    ----------
    actions
        At least one.
    width
        The width of the whole picture, pixels; at least 320.
    today
        Drawn as a dashed line.
    """
    height = _HEAD + _ROW * len(actions)
    frame = _framed(actions, today, float(width), float(height), palette)
    layers = [
        *_months(frame),
        *_today(frame, today),
        *_lines(actions, frame, today),
        *_names(actions, frame, above=width < _NARROW),
        *_key(frame),
    ]
    said = timeline_alt_text(actions, today)
    return dressed(alt.LayerChart(layer=layers, width=width, height=height), palette, description=said)


def timeline_alt_text(actions: Sequence[TimelineAction], today: date) -> str:
    """Say what the picture shows: how many actions, how many are late, and what is to be done next."""
    late = sum(one.late for one in actions)
    count = f"{number(len(actions))} {'åtgärd' if len(actions) == 1 else 'åtgärder'}"
    told = [f"Tidslinje över {count}."]
    if late:
        told.append(f"{number(late)} är {'försenad' if late == 1 else 'försenade'}.")
    ahead = [(one.due, one) for one in actions if one.is_open and one.due and one.due >= today]
    if ahead:
        day, nearest = min(ahead, key=lambda pair: pair[0])
        told.append(f"Närmast, {day_text(day.isoformat())}: {nearest.what}.")
    return " ".join(told)


def timeline_table(actions: Sequence[TimelineAction]) -> list[dict[str, str]]:
    """Give the picture as a table of texts."""
    return [
        {
            "Åtgärd": one.what,
            "Vem": one.who or NO_VALUE,
            "Läge": f"{one.status}, försenad" if one.late else one.status,
            "Beslutad": day_text(one.decided.isoformat()),
            "Började": quarter_text(one.begun) if one.begun else NO_VALUE,
            "Klart senast": day_text(one.due.isoformat()) if one.due else NO_VALUE,
            "Ska synas": quarter_text(one.seen) if one.seen else NO_VALUE,
            "Besked": one.verdict or NO_VALUE,
        }
        for one in actions
    ]


def _framed(actions: Sequence[TimelineAction], today: date, width: float, height: float, palette: Palette) -> _Frame:
    days = [today, *(day for one in actions for day in (one.decided, one.due, _end(one.seen)) if day)]
    first, last = min(days), max(days)
    if last - first < _LEAST:
        last = first + _LEAST
    left = 0.0 if width < _NARROW else width * 0.3
    return _Frame(left, width, first, last, height, palette)


def _end(quarter: Quarter | None) -> date | None:
    """Give the last day of a quarter."""
    if quarter is None:
        return None
    after = quarter + 1
    return date(after.year, 3 * (after.number - 1) + 1, 1) - timedelta(days=1)


def _line_of(at: int, *, narrow: bool) -> float:
    """Give how far down the line of a row is; on a narrow picture its name stands above it."""
    return _HEAD + _ROW * at + (_ROW * 0.72 if narrow else _ROW / 2)


def _months(frame: _Frame) -> list[alt.Chart]:
    """Draw a thin line where each month begins that has room for its name."""
    starts = _firsts(frame.first, frame.last)
    every = next((step for step in (1, 3, 6, 12) if len(starts) / step * _NAME <= frame.width - frame.left), 12)
    kept = [day for day in starts if (day.month - 1) % every == 0]
    if not kept:
        return []
    records: list[Record] = [{"x": frame.at(day), "top": _HEAD - 4, "end": frame.height} for day in kept]
    lines = _placed(records, frame).mark_rule(color=frame.palette.grid, strokeWidth=1)
    lines = lines.encode(y=down("top", frame.height), y2=alt.Y2(field="end"))
    named = [
        written(_month_text(day, first=day == kept[0]), frame.at(day), _HEAD - 18, frame.palette.muted, align="center")
        for day in kept
    ]
    return [lines, *named]


def _firsts(first: date, last: date) -> list[date]:
    """Give the first day of every month between two days."""
    months = range(first.year * 12 + first.month, last.year * 12 + last.month)
    return [date(at // 12, at % 12 + 1, 1) for at in months]


def _month_text(day: date, *, first: bool) -> str:
    name = _MONTHS[day.month - 1]
    return f"{name} {day.year}" if day.month == 1 or first else name


def _today(frame: _Frame, today: date) -> list[alt.Chart]:
    x, palette = frame.at(today), frame.palette
    record: Record = {"x": x, "top": _HEAD - 8, "end": frame.height}
    line = _placed([record], frame).mark_rule(color=palette.ink, strokeWidth=1.5, strokeDash=[5, 4])
    half = text_width("i dag", SMALL) / 2
    middle = min(max(x, half), frame.width - half)
    return [
        line.encode(y=down("top", frame.height), y2=alt.Y2(field="end")),
        written("i dag", middle, _HEAD - 34, palette.ink, align="center", bold=True),
    ]


def _lines(actions: Sequence[TimelineAction], frame: _Frame, today: date) -> list[alt.Chart]:
    """Draw the line of each action, and the signs of the days it is to be done and seen."""
    rows = [(one, _line_of(at, narrow=frame.left == 0)) for at, one in enumerate(actions)]
    bars = _placed([_bar(one, y, frame, today) for one, y in rows], frame, _TIPS).mark_rule(strokeWidth=4)
    signs = _placed([sign for one, y in rows for sign in _signs(one, y, frame)], frame, _TIPS)
    return [
        bars.encode(x2=alt.X2(field="to"), y=down("y", frame.height), color=as_is("colour")),
        _as_signs(signs, frame),
    ]


def _bar(one: TimelineAction, y: float, frame: _Frame, today: date) -> Record:
    end = today if one.late else one.due or one.decided
    return {
        **_tips(one),
        "x": frame.at(one.decided),
        "to": frame.at(max(end, one.decided)),
        "y": y,
        "colour": _colour(one, frame.palette),
    }


def _signs(one: TimelineAction, y: float, frame: _Frame) -> list[Record]:
    colour, seen, palette = _colour(one, frame.palette), _end(one.seen), frame.palette
    signs: list[Record] = []
    if one.due:
        fill = palette.ground if one.is_open else colour
        signs.append({"x": frame.at(one.due), "colour": colour, "fill": fill, "shape": "diamond"})
    if seen:
        signs.append({"x": frame.at(seen), "colour": palette.similar, "fill": palette.similar, "shape": "triangle"})
    return [{**_tips(one), "y": y, **sign} for sign in signs]


def _as_signs(placed: alt.Chart, frame: _Frame) -> alt.Chart:
    marks = placed.mark_point(size=_SIGN, strokeWidth=2).encode(y=down("y", frame.height))
    return marks.encode(shape=shaped("shape"), stroke=outlined("colour"), fill=filled("fill"))


def _colour(one: TimelineAction, palette: Palette) -> str:
    return palette.ink if one.is_open else palette.uncertain


_TIPS = {"tip_what": "title", "tip_status": "Läge", "tip_due": "Klart senast", "tip_seen": "Ska synas"}


def _tips(one: TimelineAction) -> Record:
    (row,) = timeline_table([one])
    return {
        "tip_what": row["Åtgärd"],
        "tip_status": row["Läge"],
        "tip_due": row["Klart senast"],
        "tip_seen": row["Ska synas"],
    }


def _names(actions: Sequence[TimelineAction], frame: _Frame, *, above: bool) -> list[alt.Chart]:
    """Write what is done beside each line, or above it where there is no room beside."""
    palette = frame.palette
    told: list[alt.Chart] = []
    for at, one in enumerate(actions):
        colour = palette.ink if one.is_open else palette.muted
        what = f"Försenad: {one.what}" if one.late else one.what
        room, most = (frame.width, 1) if above else (frame.left - 10, 2)
        lines = wrapped(" ".join(what.split()), room, SMALL, lines=most)
        y = _HEAD + _ROW * at + (_ROW * 0.3 if above else _ROW / 2 - SMALL * LINE * (len(lines) - 1) / 2)
        told.append(written(lines, 0, y, colour))
    return told


def _key(frame: _Frame) -> list[alt.Chart]:
    """Write what the signs mean, on the first line of the picture."""
    palette = frame.palette
    told: list[alt.Chart] = []
    left = 8.0
    for shape, colour, fill, text in (
        ("diamond", palette.ink, palette.ground, "klart senast"),
        ("triangle", palette.similar, palette.similar, "ska synas i siffrorna"),
    ):
        record: Record = {"x": left, "y": 8, "colour": colour, "fill": fill, "shape": shape}
        told.append(_as_signs(_placed([record], frame), frame))
        told.append(written(text, left + 14, 8, palette.muted))
        left += ceil(text_width(text, SMALL)) + 40
    return told


def _placed(records: Sequence[Record], frame: _Frame, tips: dict[str, str] | None = None) -> alt.Chart:
    """Begin a layer of records placed by pixels."""
    scale: dict[str, Any] = {"domain": [0, frame.width], "range": [0, frame.width], "nice": False, "zero": False}
    return marked(records, tips).encode(x=alt.X(field="x", type="quantitative", scale=alt.Scale(**scale), axis=None))
