"""Colours that can be seen, numbers in Swedish, nothing fetched from outside."""

import json
from dataclasses import fields
from functools import cache

import altair as alt
import pytest
from altair.utils import schemapi

from jamstalld.charts import (
    DARK,
    LIGHT,
    Effort,
    Palette,
    TrendPoint,
    chart_config,
    comparison_chart,
    distribution_chart,
    funnel_chart,
    gap_chart,
    heat_map,
    hundred_chart,
    parts_chart,
    trend_chart,
)
from jamstalld.charts.theme import altairs_copy, dressed, spec_of
from jamstalld.charts.theme import contrast as contrast_of_the_room
from jamstalld.periods import Quarter
from jamstalld.views.model import Estimate

from . import make, spec
from .test_decomposition import PICTURE as PARTS
from .test_funnel import PICTURE as FUNNEL
from .test_gap_trend import series
from .test_heat import CELLS

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


@cache
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
        comparison_chart(make.scale(), palette, width=340),
        comparison_chart(make.hours(), palette, width=1100),
        distribution_chart(make.scale(), None, palette, width=340),
        distribution_chart(make.hours(), "Hemtjänst", palette, width=1100),
        heat_map(CELLS, palette, width=340),
        heat_map(CELLS, palette, width=1100),
        gap_chart(series(), palette, width=340, median=-5.0),
        gap_chart(series(), palette, width=1100, effort=Effort(Quarter.of(2025, 1), Estimate(-9, -12, -6))),
        parts_chart(PARTS, palette, width=340),
        funnel_chart(FUNNEL, palette, width=1100),
    ]


@cache
def specs(palette: Palette):
    return [chart.to_dict() for chart in charts(palette)]


def colours_of(palette: Palette) -> set[str]:
    values = [getattr(palette, field.name) for field in fields(palette)]
    return {colour for value in values for colour in ([value] if isinstance(value, str) else value)}


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


def test_the_room_computes_contrast_alike():
    for one, other in (("#000000", "#ffffff"), ("#5e3c99", "#12151c"), ("#aa8c4c", "#ffffff")):
        assert (
            contrast_of_the_room(one, other) == contrast_of_the_room(other, one) == pytest.approx(contrast(one, other))
        )


@PALETTES
@pytest.mark.parametrize("name", ["scale", "amounts"])
def test_answers_and_bands_are_seen_on_the_ground_and_carry_legible_numbers(palette: Palette, name: str):
    for colour in getattr(palette, name):
        assert contrast(colour, palette.ground) >= 3
        assert contrast(palette.text_on(colour), colour) >= 4.5


@PALETTES
@pytest.mark.parametrize("name", ["women_tints", "men_tints"])
def test_every_tint_carries_legible_numbers_and_stronger_ones_stand_out_more(palette: Palette, name: str):
    tints = getattr(palette, name)
    for tint in (*tints, palette.band):
        assert contrast(palette.text_on(tint), tint) >= 4.5
    seen = [contrast(tint, palette.ground) for tint in tints]
    assert seen == sorted(seen)


@PALETTES
def test_a_scale_is_darkest_or_lightest_at_its_ends_and_alike_on_both_sides(palette: Palette):
    seen = [contrast(colour, palette.ground) for colour in palette.scale]
    assert seen[:4] == sorted(seen[:4], reverse=True)
    assert seen[5:] == sorted(seen[5:])
    assert [seen[at] for at in range(4)] == pytest.approx([seen[8 - at] for at in range(4)], rel=0.06)


@PALETTES
def test_the_two_sides_of_a_scale_are_yellow_and_blue_which_all_tell_apart(palette: Palette):
    for low, high in zip(palette.scale[:4], palette.scale[5:], strict=True):
        red, _, blue = (int(low[at : at + 2], 16) for at in (1, 3, 5))
        assert red > blue
        red, _, blue = (int(high[at : at + 2], 16) for at in (1, 3, 5))
        assert blue > red


@PALETTES
def test_bands_go_one_way_in_lightness(palette: Palette):
    seen = [contrast(colour, palette.ground) for colour in palette.amounts]
    assert seen == sorted(seen)
    assert len(set(palette.amounts)) == 10


@PALETTES
def test_women_and_men_are_far_apart_in_hue(palette: Palette):
    red, _, blue = (int(palette.women[at : at + 2], 16) for at in (1, 3, 5))
    assert blue > red
    red, _, blue = (int(palette.men[at : at + 2], 16) for at in (1, 3, 5))
    assert red > blue


@PALETTES
def test_no_chart_uses_a_colour_outside_its_palette(palette: Palette):
    for found in specs(palette):
        assert spec.colours(found) <= colours_of(palette)


@PALETTES
def test_every_chart_has_the_locale_a_description_and_asks_for_nothing_outside(palette: Palette):
    for found in specs(palette):
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
    for found in specs(palette):
        for part in spec.marks(found, "text"):
            assert part["mark"].get("fontSize", 15) >= 14


@PALETTES
def test_vega_says_nothing_of_its_own_in_english(palette: Palette):
    config = chart_config(palette).to_dict()
    assert config["aria"] is False
    assert config["mark"]["aria"] is False
    assert config["axis"]["title"] is None
    for found in specs(palette):
        assert '"title": {' not in json.dumps(found)


def test_copying_less_than_altair_does_gives_the_same_charts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schemapi.SchemaBase, "copy", altairs_copy)
    assert [spec_of(chart) for chart in charts.__wrapped__(LIGHT)] == specs(LIGHT)


def test_what_is_drawn_is_what_the_schema_has_been_held_against() -> None:
    chart = alt.Chart(alt.Data(values=[{"a": 1}])).mark_point().encode(x=alt.X("a:Q", title="Antal"))
    made = dressed(chart, LIGHT, description="En punkt")
    assert spec_of(made) == made.to_dict(validate=True)
