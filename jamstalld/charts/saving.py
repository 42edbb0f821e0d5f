"""Pictures as files, with what they show and where it comes from written in them, so that they stand alone.

They are drawn on this machine: nothing is fetched. Every picture on screen holds its own data, and its letters here
are of a font that the drawing program brings with it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape

import vl_convert

from jamstalld.charts.fitting import wrapped
from jamstalld.charts.theme import BOLD, FONT, HEADING, LINE, SMALL, Palette

Spec = dict[str, Any]

SAVED_FONT = "Liberation Sans, Arial, sans-serif"
"""The drawing program brings the first. The second has letters of the same widths, for those who open an SVG file."""

_MARGIN = 20
_APART = 18
_SOURCE_LINES = 6
_TITLE_LINES = 4
_ENGLISH = re.compile(r' aria-roledescription="[^"]*"')


def standing_alone(spec: Spec, palette: Palette, *, width: int, title: str, source: Sequence[str]) -> Spec:
    """Put a picture between its finding and its source.

    Parameters
    ----------
    spec
        The picture, as ``to_dict`` gives it.
    palette
        The colours it is drawn with.
    width
        Its width, pixels.
    title
        What it shows, in one sentence.
    source
        Where the numbers come from, a paragraph each: whom they are about, when, how counted and how protected.
    """
    above = wrapped(title, width / BOLD, HEADING, lines=_TITLE_LINES)
    below = [line for paragraph in source for line in wrapped(paragraph, width, SMALL, lines=_SOURCE_LINES)]
    whole = {key: value for key, value in spec.items() if key in _WHOLE}
    picture = {key: value for key, value in spec.items() if key not in (*_WHOLE, "padding", "autosize")}
    left = -_left_of_panel(picture)
    parts = [
        _text(above, left, palette.ink, HEADING, bold=True),
        picture,
        _text(below, left, palette.muted, SMALL, bold=False),
    ]
    return whole | {
        "vconcat": parts,
        "spacing": _APART,
        "padding": _MARGIN,
        "autosize": {"type": "pad", "contains": "padding"},
    }


_WHOLE = ("$schema", "background", "config", "datasets", "description")
"""What a picture has as a whole, and not as a part of another."""


def _left_of_panel(part: Spec) -> int:
    """Find how far to the left of its panel a picture reaches: the room of the numbers up a scale, pixels."""
    encoding: Spec = part.get("encoding", {})
    axis: Spec = encoding.get("y", {}).get("axis") or {}
    layers: list[Spec] = part.get("layer", [])
    return max([axis.get("minExtent", 0), *map(_left_of_panel, layers)])


def _text(lines: Sequence[str], left: int, colour: str, size: int, *, bold: bool) -> Spec:
    high = size * LINE
    mark = {"type": "text", "align": "left", "color": colour, "fontSize": size, "fontWeight": 600 if bold else 400}
    return {
        "width": 1,
        "height": round(len(lines) * high),
        "data": {"values": [{"text": "\n".join(lines)}]},
        "mark": mark | {"lineHeight": high},
        "encoding": {"x": {"value": left}, "y": {"value": high / 2}, "text": {"field": "text", "type": "nominal"}},
    }


def svg(spec: Spec) -> bytes:
    """Draw a picture as an SVG file: sharp at any size, its texts still text, its description read aloud."""
    drawn = vl_convert.vegalite_to_svg(_with_own_font(spec), allowed_base_urls=[])
    # Vega names the parts of a picture in English, for those who have it read aloud.
    silent = _ENGLISH.sub("", drawn).replace("<svg ", '<svg role="img" xml:lang="sv" ', 1)
    return silent.replace(">", f"><title>{escape(spec.get('description', ''))}</title>", 1).encode()


def png(spec: Spec, scale: float = 2.0) -> bytes:
    """Draw a picture as a PNG file.

    Parameters
    ----------
    scale
        How many dots there are to a pixel of the picture.
    """
    return vl_convert.vegalite_to_png(_with_own_font(spec), scale=scale, allowed_base_urls=[])


def _with_own_font(spec: Spec) -> Spec:
    """Draw in the same font everywhere, whatever fonts the machine has."""
    inside = json.dumps(spec, ensure_ascii=False)
    return json.loads(inside.replace(json.dumps(FONT)[1:-1], SAVED_FONT))
