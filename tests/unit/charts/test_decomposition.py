from dataclasses import replace
from typing import Any

import pytest

from jamstalld.charts import DARK, LIGHT, Palette, Part, PartsPicture, parts_alt_text, parts_chart, parts_table
from jamstalld.views.model import Estimate
from jamstalld.wording.units import unit_of

from . import spec

WIDTHS = (320, 350, 599, 600, 1000)
PICTURE = PartsPicture(
    Estimate(-9.0, -13.0, -5.0),
    (Part("Behov", -4.0, -6.0, -2.0), Part("Ålder", -1.0), Part("Hushåll", 1.0, 0.1, 2.0)),
    Estimate(-5.0, -9.0, -1.0),
)


def drawn(picture: PartsPicture = PICTURE, width: int = 1000, palette: Palette = LIGHT) -> dict[str, Any]:
    return parts_chart(picture, palette, width=width).to_dict()


def bars(found: dict[str, Any]) -> list[dict[str, Any]]:
    (part,) = [part for part in spec.marks(found, "rect") if "tooltip" in part["encoding"]]
    return spec.records(found, part)


def test_each_part_begins_where_the_one_before_ended_and_what_remains_is_left():
    found = [(bar["name"], bar["start"], bar["end"]) for bar in bars(drawn())]
    assert found == [
        ("Skillnaden", 0.0, -9.0),
        ("Behov", -9.0, -5.0),
        ("Ålder", -5.0, -4.0),
        ("Hushåll", -4.0, -5.0),
        ("Återstår", 0.0, -5.0),
    ]


def test_an_interval_lies_where_its_bar_ends():
    found = {bar["name"]: (bar["low"], bar["high"]) for bar in bars(drawn())}
    assert found["Skillnaden"] == (-13.0, -5.0)
    assert found["Behov"] == (-7.0, -3.0)
    assert found["Ålder"] == (None, None)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_the_whole_and_what_remains_look_alike_and_unlike_the_parts(palette: Palette):
    colours = [bar["colour"] for bar in bars(drawn(palette=palette))]
    assert colours == [palette.ink, palette.line, palette.line, palette.line, palette.ink]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("sign", [-1, 1])
def test_no_text_leaves_the_picture(width: int, sign: int):
    long = Part(
        "Vilka insatser som söks, i vilka områden och av vilka åldersgrupper", sign * 5.0, sign * 3.0, sign * 7.0
    )
    crude, remains = Estimate(sign * 9.0, sign * 5.0, sign * 13.0), Estimate(sign * 4.0, 0.0, sign * 8.0)
    for text, left, right in spec.spans(drawn(PartsPicture(crude, (long,), remains), width)):
        assert -1 <= left <= right <= width + 1, text


@pytest.mark.parametrize("width", WIDTHS)
def test_every_bar_and_interval_lies_on_the_scale(width: int):
    found = drawn(width=width)
    (part,) = [part for part in spec.marks(found, "rect") if "tooltip" in part["encoding"]]
    (low, high), (start, end) = spec.scale(part, "x")
    for bar in bars(found):
        ends = [bar[key] for key in ("start", "end", "low", "high") if bar[key] is not None]
        assert low <= min(ends) <= max(ends) <= high
    assert 0 <= start < end <= width


def test_only_the_sides_of_zero_that_are_used_are_named():
    texts = spec.written(drawn())
    assert "← högre för män" in texts
    assert not any("kvinnor" in text for text in texts)


def test_the_numbers_are_written_with_as_many_decimals_as_they_were_rounded_to():
    fine = replace(PICTURE, decimals=1)
    assert [row["Skillnad (procentenheter)"] for row in parts_table(fine)] == ["−9,0", "−4,0", "−1,0", "+1,0", "−5,0"]
    assert "4,0\u00a0procentenheter av den hänger ihop med behov" in parts_alt_text(fine)


def test_the_table_has_the_numbers_of_the_picture():
    rows = parts_table(PICTURE)
    assert rows[1] == {"Del": "Behov", "Skillnad (procentenheter)": "−4", "Osäkerhet": "−6 till −2"}
    assert rows[2]["Osäkerhet"] == "–"
    assert [row["Skillnad (procentenheter)"] for row in rows] == [bar["text"] for bar in bars(drawn())]
    assert [row["Osäkerhet"] for row in rows] == [bar["tip_interval"] for bar in bars(drawn())]
    assert {row["Skillnad (procentenheter)"] for row in rows} <= set(spec.written(drawn()))


def test_the_description_tells_the_whole_its_parts_and_what_remains():
    assert parts_alt_text(PICTURE).replace("\u00a0", " ") == (
        "Diagram: skillnaden är 9 procentenheter lägre för kvinnor. "
        "4 procentenheter av den hänger ihop med behov. 1 procentenhet av den hänger ihop med ålder. "
        "1 procentenhet åt andra hållet: hushåll. Återstår: 5 procentenheter lägre för kvinnor."
    )


def test_a_mean_is_taken_apart_in_its_unit():
    hours = unit_of("timmar per vecka", "timme per vecka", 1.0)
    picture = PartsPicture(Estimate(2.4, 1.0, 3.8), (Part("Ålder", 1.0),), Estimate(1.4, 0.1, 2.7), hours)
    assert "Timmar per vecka" in spec.written(drawn(picture))
    assert "fler för kvinnor →" in spec.written(drawn(picture))
    assert "1,0\u00a0timme av den hänger ihop med ålder." in parts_alt_text(picture)


def test_a_difference_without_parts_remains_whole():
    whole = Estimate(-3.0, -6.0, 0.0)
    assert [bar["estimate"] for bar in bars(drawn(PartsPicture(whole, (), whole)))] == [-3.0, -3.0]
