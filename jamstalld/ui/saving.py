"""What may be taken away from a page: its picture as a file, drawn only when somebody asks for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import altair as alt
import streamlit as st

from jamstalld.charts.saving import png, standing_alone, svg
from jamstalld.charts.theme import LIGHT, Palette, spec_of
from jamstalld.ui.downloads import offer_file
from jamstalld.wording.method import SYNTHETIC, protection_line

FILES = "Samma skyddade tal som på sidan. Tabellen är för kalkylprogram, bilderna för dokument och presentationer."
WIDTH = 1000
"""How wide a picture is drawn for a file, pixels."""

Draw = Callable[[Palette, int], alt.TopLevelMixin]
"""What draws the picture with a palette at a width."""


def offer_picture(draw: Draw, *, title: str, source: Sequence[str], name: str, label: str = "bilden") -> None:
    """Offer a picture as PNG and as SVG, with its finding above it and its source below.

    Files are drawn on white, whatever the theme: they go into other documents.

    Parameters
    ----------
    draw
        Draws the picture. It is called in a thread of its own, where nothing of Streamlit may be used.
    title
        What the picture shows, in one sentence.
    source
        Where the numbers come from, a paragraph each.
    name
        The file's name without its ending.
    label
        What the buttons call the picture, definite.
    """
    with st.container(horizontal=True, gap="small"):
        for ending, make in (("png", png), ("svg", svg)):
            made = partial(_file, make, draw, title, tuple(source))
            offer_file(f"Ladda ner {label} ({ending.upper()})", made, f"{name}.{ending}", f"{name}_{ending}")


def source_of(about: str, *, threshold: int, synthetic: bool) -> tuple[str, ...]:
    """Say what a picture's numbers are about, how they are protected, and whether they are made up."""
    return (about, protection_line(threshold), *([SYNTHETIC] if synthetic else []))


def _file(make: Callable[[dict[str, object]], bytes], draw: Draw, title: str, source: tuple[str, ...]) -> bytes:
    spec = spec_of(draw(LIGHT, WIDTH))
    return make(standing_alone(spec, LIGHT, width=WIDTH, title=title, source=source))
