"""The axis of quarters that every series shares."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

import altair as alt

from jamstalld.charts.marks import Record
from jamstalld.periods import Quarter
from jamstalld.wording.numbers import quarter_text
from jamstalld.wording.words import capitalised

EDGE = 18
"""From the first and the last quarter to the edge of the panel, pixels."""

_NAME = 36
"""The room the name of a quarter takes, pixels."""


@dataclass(frozen=True)
class Quarters:
    """Every quarter from the first to the last of a series, also those that it lacks.

    Parameters
    ----------
    width
        The width of the panel, pixels.
    """

    first: Quarter
    count: int
    width: int

    @classmethod
    def spanning(cls, quarters: Iterable[Quarter], width: int) -> Quarters:
        """Span some quarters, at least one, in any order."""
        indices = [quarter.index for quarter in quarters]
        return cls(Quarter(min(indices)), max(indices) - min(indices) + 1, width)

    @property
    def all(self) -> tuple[Quarter, ...]:
        """The quarters in order."""
        return tuple(self.first + at for at in range(self.count))

    def place(self, quarter: Quarter) -> int:
        """Give how many quarters after the first one a quarter is."""
        return quarter.index - self.first.index

    def pixel(self, at: float) -> float:
        """Give where in the panel a place on the axis is."""
        low, high = self._domain
        return (at - low) / (high - low) * self.width

    @property
    def _domain(self) -> tuple[float, float]:
        """The places at the edges of the panel."""
        last = self.count - 1
        if not last:
            return -1.0, 1.0
        beside = EDGE * last / (self.width - 2 * EDGE)
        return -beside, last + beside

    def across(self, what: str | float = "at") -> alt.X | alt.XDatum:
        """Place a field, or a value for all records, along the quarters; names are left out where room is scarce."""
        last = self.count - 1
        scale = alt.Scale(domain=list(self._domain), range=[0, self.width], nice=False, zero=False)
        room = (self.width - 2 * EDGE) / max(last, 1)
        every = next((count for count in (1, 2) if room * count >= _NAME), 4)
        named = [at for at, quarter in enumerate(self.all) if (quarter.number - 1) % every == 0 or not last]
        labels = json.dumps([self._label(quarter) for quarter in self.all], ensure_ascii=False)
        overlap = "greedy" if every == 4 else False
        axis = alt.Axis(values=named, labelExpr=f"{labels}[datum.value]", labelOverlap=overlap, grid=False)
        if isinstance(what, str):
            return alt.X(field=what, type="quantitative", scale=scale, axis=axis)
        return alt.XDatum(what, type="quantitative", scale=scale, axis=axis)

    def _label(self, quarter: Quarter) -> list[str]:
        year = [str(quarter.year)] if quarter.number == 1 or quarter == self.first else []
        return [f"K{quarter.number}", *year]

    def record(self, quarter: Quarter) -> Record:
        """Begin the record of a quarter: where it is, from where to where it spans, and its name."""
        at = self.place(quarter)
        return {
            "at": at,
            "from": at - 0.5,
            "to": at + 0.5,
            "name": capitalised(quarter_text(quarter)),
            "label": self._label(quarter),
        }
