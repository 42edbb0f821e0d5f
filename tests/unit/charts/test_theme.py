"""Colours that can be seen, numbers in Swedish, nothing fetched from outside."""

import json
from dataclasses import asdict

import pytest

from jamstalld.charts import (
    DARK,
    LIGHT,
    Palette,
    TrendPoint,
    chart_config,
    comparison_chart,
    hundred_chart,
    trend_chart,
)
from jamstalld.periods import Quarter

from . import make, spec

PALETTES = pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
TEXTS = ("ink", "muted", "women", "men", "similar", "uncertain")
ON_THE_BAND = ("ink", "muted", "similar", "uncertain", "line")


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.1."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio, WCAG 2.1."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def charts(palette: Palette):
    points = [
        TrendPoint(Quarter.of(2025, 1), make.group(0.4), make.group(0.5)),
        TrendPoint(Quarter.of(2025, 2), make.group(0.42), make.group(0.5)),
    ]
    return [
        comparison_chart(make.view(), palette, width=1100),
        comparison_chart(make.many(), palette, width=340),
        comparison_chart(make.view((), ()), palette, width=340),
        hundred_chart(make.view(), "Boendestöd", palette),
        trend_chart(points, palette, width=1100),
    ]


def test_contrast_is_computed_as_wcag_does():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


@PALETTES
@pytest.mark.parametrize("name", TEXTS)
def test_text_is_legible_on_the_ground(palette: Palette, name: str):
    assert contrast(getattr(palette, name), palette.ground) >= 4.5


@PALETTES
def test_lines_that_carry_meaning_are_seen_on_the_ground(palette: Palette):
    assert contrast(palette.line, palette.ground) >= 3


@PALETTES
@pytest.mark.parametrize("name", ON_THE_BAND)
def test_what_lies_on_the_margin_is_seen(palette: Palette, name: str):
    assert contrast(getattr(palette, name), palette.band) >= 3


@PALETTES
def test_women_and_men_are_far_apart_in_hue(palette: Palette):
    red, _, blue = (int(palette.women[at : at + 2], 16) for at in (1, 3, 5))
    assert blue > red
    red, _, blue = (int(palette.men[at : at + 2], 16) for at in (1, 3, 5))
    assert red > blue


@PALETTES
def test_no_chart_uses_a_colour_outside_its_palette(palette: Palette):
    for chart in charts(palette):
        assert spec.colours(chart) <= set(asdict(palette).values())


@PALETTES
def test_every_chart_has_the_locale_a_description_and_asks_for_nothing_outside(palette: Palette):
    for chart in charts(palette):
        found = chart.to_dict()
        number = found["config"]["locale"]["number"]
        assert (number["decimal"], number["thousands"], number["minus"]) == (",", "\u00a0", "−")
        assert number["percent"] == "\u00a0%"
        ours = chart_config(palette).to_dict()
        assert {name: found["config"][name] for name in ("font", "text", "axis", "mark")} == {
            name: ours[name] for name in ("font", "text", "axis", "mark")
        }
        assert found["background"] == palette.ground
        assert found["description"]
        assert found["autosize"]["type"] == "pad"
        assert json.dumps(found).count("http") == 1
        assert found["$schema"].startswith("http")


@PALETTES
def test_no_text_is_smaller_than_fourteen_pixels(palette: Palette):
    assert chart_config(palette).to_dict()["axis"]["labelFontSize"] >= 14
    for chart in charts(palette):
        for part in spec.marks(chart.to_dict(), "text"):
            assert part["mark"].get("fontSize", 15) >= 14


@PALETTES
def test_vega_says_nothing_of_its_own_in_english(palette: Palette):
    config = chart_config(palette).to_dict()
    assert config["aria"] is False
    assert config["mark"]["aria"] is False
    assert config["axis"]["title"] is None
    for chart in charts(palette):
        assert '"title": {' not in json.dumps(chart.to_dict())
