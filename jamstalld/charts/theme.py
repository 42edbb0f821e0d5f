"""How every chart looks: colours, type, Swedish numbers. No global state; each chart is dressed with a palette.

The colours are those of ``docs/design.md``; a test computes the contrast of each against what it lies on.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

import altair as alt
from altair.utils import schemapi

# Altair holds every part of a chart against its schema as it is made, which takes a third of the time. The tests hold
# whole charts against it instead.
schemapi.disable_debug_mode()

altairs_copy = schemapi.SchemaBase.copy


def _copied_at_the_top(
    self: schemapi.SchemaBase, deep: bool | Iterable[Any] = True, ignore: list[str] | None = None
) -> schemapi.SchemaBase:
    return altairs_copy(self, False if deep is True else deep, ignore)


# Altair copies a part with all that is in it, each time the part is put into another: most of the time a chart takes.
# What is in a part is never changed once it is made, so a copy of the part alone gives the same chart.
schemapi.SchemaBase.copy = _copied_at_the_top  # pyright: ignore[reportAttributeAccessIssue]

FONT = '"Source Sans", "DejaVu Sans", sans-serif'
TEXT = 15
SMALL = 14
HEADING = 18
LINE = 1.25
"""Line height as a multiple of the font size."""
BOLD = 1.14
"""How much wider a text is in bold."""

# What every mark of a sex has in common, so that the two are told apart without colour. The square is open and
# larger than the circle: lying on each other, both are seen.
CIRCLE_SIZE = 110
SQUARE_SIZE = 240
DASH = [7, 4]

Align = Literal["left", "center", "right"]
ChartT = TypeVar("ChartT", bound=alt.TopLevelMixin)


@dataclass(frozen=True)
class Palette:
    """The colours of a chart on one ground.

    Parameters
    ----------
    ground
        What the chart lies on.
    ink, muted
        Text of the first and the second order.
    women, men, similar, uncertain
        Text and marks.
    line
        Lines that carry meaning: between the two sexes, at the margin.
    band
        The practical margin.
    grid
        Lines that only guide the eye.
    scale
        The answers of an ordered scale, the lowest first, from dark ochre over grey to dark blue: yellow and blue are
        told apart whatever colours one sees. Each stands out from the ground and carries a legible number.
    amounts
        Bands of a number, the lowest first.
    women_tints, men_tints
        How much higher the women or the men are, the least first; never alone, always with the number written on it.
    """

    ground: str
    ink: str
    muted: str
    women: str
    men: str
    similar: str
    uncertain: str
    line: str
    band: str
    grid: str
    scale: tuple[str, ...]
    amounts: tuple[str, ...]
    women_tints: tuple[str, ...]
    men_tints: tuple[str, ...]

    @property
    def sexes(self) -> tuple[str, str]:
        """The colours of women and men, in the order of ``View.words``."""
        return self.women, self.men

    def text_on(self, fill: str) -> str:
        """Give the colour of a text that is legible on a filled surface."""
        return max((self.ink, self.ground), key=lambda text: contrast(text, fill))


def contrast(one: str, other: str) -> float:
    """Compute the contrast ratio of two colours, 1–21 (WCAG 2.1)."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


LIGHT = Palette(
    ground="#ffffff",
    ink="#1f2430",
    muted="#596273",
    women="#5e3c99",
    men="#c45500",
    similar="#2b7a4b",
    uncertain="#6b7385",
    line="#7f8798",
    band="#eef0f5",
    grid="#e6e8ee",
    scale=("#593e00", "#755914", "#8d702f", "#aa8c4c", "#8a92a1", "#4e99b5", "#2f7c97", "#0f657f", "#004861"),
    amounts=(
        *("#539c93", "#34817d", "#247476", "#156871", "#075b6b"),
        *("#025066", "#074461", "#1a3954", "#1b2e4c", "#1c2444"),
    ),
    women_tints=("#e4dcf1", "#b9a6e0", "#5e3c99"),
    men_tints=("#fbdcc0", "#f0a160", "#c45500"),
)

DARK = Palette(
    ground="#12151c",
    ink="#f1f3f7",
    muted="#a9b1c2",
    women="#b9a6e0",
    men="#fdae6b",
    similar="#6fcf97",
    uncertain="#9aa3b5",
    line="#7d8699",
    band="#232936",
    grid="#2a303c",
    scale=("#e9ca89", "#c6a868", "#a58848", "#816422", "#7f8692", "#22718c", "#4a95b1", "#6bb5d2", "#8dd8f6"),
    amounts=(
        *("#28746c", "#428d8a", "#509c9e", "#5fa9b2", "#70b6c7"),
        *("#82c2dc", "#97cef1", "#b5d8fa", "#c9e2ff", "#dfecff"),
    ),
    women_tints=("#372c56", "#5b4a8c", "#b9a6e0"),
    men_tints=("#4a2e10", "#85501f", "#fdae6b"),
)


def chart_config(palette: Palette) -> alt.Config:
    """Make the Vega-Lite configuration every chart shares.

    Numbers on axes follow ``locale``: decimal comma, no-break space between thousands and before the per cent
    sign, a real minus. The parts of a chart are kept out of the accessibility tree, where Vega would describe
    them in English; the chart as a whole has a Swedish description and a table below it.
    """
    text: dict[str, Any] = {"font": FONT, "fontSize": TEXT, "color": palette.ink, "lineBreak": "\n"}
    return alt.Config(
        aria=False,
        font=FONT,
        background=palette.ground,
        locale=alt.Locale(
            number=alt.NumberLocale(
                decimal=",",
                thousands="\u00a0",
                grouping=[3],
                currency=["", "\u00a0kr"],
                percent="\u00a0%",
                minus="−",
            )
        ),
        view=alt.ViewConfig(stroke=None, fill=None),
        mark=alt.MarkConfig(aria=False),
        point=alt.MarkConfig(aria=False, opacity=1),
        text=alt.MarkConfig(aria=False, **text),
        axis=alt.AxisConfig(
            domain=False,
            ticks=False,
            gridColor=palette.grid,
            labelColor=palette.muted,
            labelFont=FONT,
            labelFontSize=SMALL,
            labelFlush=False,
            labelOverlap=False,
            labelPadding=6,
            title=None,
        ),
    )


def spec_of(chart: alt.TopLevelMixin) -> dict[str, Any]:
    """Give a chart as the browser and the files take it; it is the tests that hold it against the schema."""
    return chart.to_dict(validate=False)


def dressed(chart: ChartT, palette: Palette, *, description: str) -> ChartT:
    """Dress a finished chart in its colours, type and description, and give it back.

    Size and padding are stated in full, so that Streamlit and vl-convert both leave them alone.

    Parameters
    ----------
    chart
        A whole chart, with the width of each of its parts set.
    palette
        The colours.
    description
        What the chart shows, for those who do not see it; becomes its accessible name.
    """
    look = {
        "autosize": alt.AutoSizeParams(type="pad", contains="padding"),
        "padding": {"left": 0, "top": 4, "right": 0, "bottom": 4},
        "background": palette.ground,
        "config": chart_config(palette),
        "description": description,
    }
    assert isinstance(chart, schemapi.SchemaBase)  # as all charts are
    for name, value in look.items():  # ``properties`` would hold each against the schema, whatever it has been told
        chart[name] = value
    return chart


def written(
    lines: str | Sequence[str],
    x: float,
    y: float,
    colour: str,
    *,
    size: int = SMALL,
    bold: bool = False,
    align: Align = "left",
) -> alt.Chart:
    """Write a text at a place in pixels, ``y`` the middle of its first line.

    Headings and captions are such texts: Vega would have its own titles read aloud with English words.
    """
    text = lines if isinstance(lines, str) else "\n".join(lines)
    chart = alt.Chart(alt.InlineData(values=[{"text": text}])).mark_text(
        align=align, color=colour, fontSize=size, fontWeight=600 if bold else 400, lineHeight=size * LINE
    )
    return chart.encode(x=alt.XValue(x), y=alt.YValue(y), text=alt.Text(field="text", type="nominal"))
