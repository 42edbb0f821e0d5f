"""The signs that tell verdicts and sexes apart without colour, the same in every picture."""

from __future__ import annotations

import altair as alt

from jamstalld.charts.marks import filled, marked, outlined, shaped
from jamstalld.charts.theme import Palette
from jamstalld.views.model import Verdict

_EQUALS = "M-0.9,-0.42H0.9M-0.9,0.42H0.9"
_CROSS = "M-0.75,-0.75L0.75,0.75M-0.75,0.75L0.75,-0.75"
SHAPES: dict[Verdict, str] = {
    "difference": "diamond",
    "similar": _EQUALS,
    "uncertain": "diamond",
    "too_small": _CROSS,
    "hidden": "diamond",
}
"""Filled diamond, equals sign, open diamond, cross."""

STROKE = 2.2


def verdict_colour(verdict: Verdict, palette: Palette) -> str:
    """Give the colour of a verdict's sign and text."""
    return {
        "difference": palette.ink,
        "similar": palette.similar,
        "uncertain": palette.uncertain,
        "too_small": palette.muted,
        "hidden": palette.muted,
    }[verdict]


def verdict_fill(verdict: Verdict, colour: str, ground: str) -> str:
    """Give what a verdict's sign is filled with: the open diamond with what it lies on."""
    return ground if verdict == "uncertain" else colour


def signs(placed: alt.Chart, size: float) -> alt.Chart:
    """Draw signs whose shape, colour and fill are fields of those names."""
    return placed.mark_point(size=size, strokeWidth=STROKE).encode(
        shape=shaped("shape"), stroke=outlined("colour"), fill=filled("fill")
    )


def sex_sign(x: float, y: float, palette: Palette, *, women: bool, size: float) -> alt.Chart:
    """Draw the mark of a sex at a place in pixels: women a filled circle, men an open square."""
    shape, fill, stroke = ("circle", palette.women, palette.women) if women else ("square", palette.ground, palette.men)
    mark = marked([{}]).mark_point(shape=shape, size=size, fill=fill, stroke=stroke, strokeWidth=2)
    return mark.encode(x=alt.XValue(x), y=alt.YValue(y))
