"""Pictures as files. The PNG is read here with nothing but its own format's rules."""

import re
import struct
from functools import cache
from typing import Any
from xml.etree import ElementTree

import pytest
import vl_convert

from jamstalld.charts import DARK, LIGHT, TrendPoint, comparison_chart, trend_chart
from jamstalld.charts.saving import SAVED_FONT, png, standing_alone, svg
from jamstalld.periods import Quarter

from . import make

TITLE = "Tydlig könsskillnad i 2 av 6: Frivillig institutionsvård (21 procentenheter lägre för kvinnor)."
SOURCE = ("Bifall · 2025 · 1 131 beslut för kvinnor, 1 394 för män (justerade antal)", "Antal under 5 visas inte.")


@cache
def alone(width: int = 1000, palette: Any = LIGHT) -> dict[str, Any]:
    spec = comparison_chart(make.view(), palette, width=width).to_dict()
    return standing_alone(spec, palette, width=width, title=TITLE, source=SOURCE)


def texts(drawn: bytes) -> list[str]:
    """The texts of an SVG file from the top."""
    root = ElementTree.fromstring(drawn)
    name = "{http://www.w3.org/2000/svg}"
    return [" ".join("".join(part.itertext()) for part in ([*text] or [text])) for text in root.iter(f"{name}text")]


@pytest.fixture(scope="module")
def drawn() -> bytes:
    return svg(alone())


def test_a_saved_picture_has_its_finding_first_and_its_source_last(drawn: bytes):
    found = texts(drawn)
    assert found[0] == TITLE
    assert " ".join(found[-1].split()) == " ".join(" ".join(SOURCE).split())
    assert {"−21", "31\u00a0%", "Skillnad", "Frivillig institutionsvård"} <= set(found)


def test_its_numbers_are_swedish(drawn: bytes):
    assert "−20" in texts(drawn)
    assert "25\u00a0%" in texts(drawn)
    assert "25%" not in texts(drawn)


def test_it_is_described_in_swedish_and_in_no_other_language(drawn: bytes):
    root = ElementTree.fromstring(drawn)
    assert root.get("role") == "img"
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "sv"
    title = root.find("{http://www.w3.org/2000/svg}title")
    assert title is not None
    assert str(title.text).startswith("Diagram: Bifall, kvinnor jämförda med män")
    assert b"aria-roledescription" not in drawn


def test_it_asks_for_nothing_outside_and_has_one_font(drawn: bytes):
    outside = re.sub(rb"http://www\.w3\.org/[^\"]*", b"", drawn)
    assert b"http" not in outside
    assert b"@import" not in outside
    assert set(re.findall(rb'font-family="([^"]*)"', drawn)) == {SAVED_FONT.encode()}


def test_its_font_comes_with_the_drawing_program():
    with open(vl_convert.vl_convert.__file__, "rb") as file:
        assert b"Liberation Sans" in file.read()


def test_nothing_is_fetched_even_where_a_picture_asks_for_it():
    asking = {"data": {"url": "http://127.0.0.1:9/x.json"}, "mark": "point", "encoding": {}}
    with pytest.raises(ValueError, match="127"):
        png(asking)


def test_a_png_is_as_large_as_it_is_asked_to_be():
    files = [png(alone(), scale) for scale in (1, 2)]
    sizes = [struct.unpack(">II", file[16:24]) for file in files]
    assert sizes[1] == pytest.approx((2 * sizes[0][0], 2 * sizes[0][1]), abs=2)
    assert 1000 <= sizes[0][0] <= 1060
    assert files[0][:8] == b"\x89PNG\r\n\x1a\n"


@pytest.mark.parametrize("width", [350, 1000])
def test_finding_and_source_are_no_wider_than_the_picture(width: int):
    across = struct.unpack(">I", png(alone(width, DARK), 1)[16:20])[0]
    assert across <= width + 2 * 20 + 4


def test_a_picture_with_numbers_to_the_left_has_its_finding_above_them():
    points = [TrendPoint(Quarter.of(2025, at), make.group(0.4), make.group(0.5)) for at in (1, 2)]
    spec = standing_alone(trend_chart(points, LIGHT, width=700).to_dict(), LIGHT, width=700, title=TITLE, source=SOURCE)
    above, _, below = spec["vconcat"]
    assert above["encoding"]["x"]["value"] == below["encoding"]["x"]["value"] == -50


def test_what_is_drawn_inside_is_the_picture_itself():
    spec = comparison_chart(make.view(), LIGHT, width=1000).to_dict()
    inside = alone()["vconcat"][1]
    assert inside["hconcat"] == spec["hconcat"]
    assert alone()["datasets"] == spec["datasets"]
    assert alone()["config"] == spec["config"]
