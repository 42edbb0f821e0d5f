from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from jamstalld.charts import (
    DARK,
    LIGHT,
    FunnelPicture,
    Palette,
    funnel_alt_text,
    funnel_chart,
    funnel_table,
)
from jamstalld.compare.funnel import funnel_limits
from jamstalld.views.between import Limits, Place

from . import spec

WIDTHS = (320, 350, 599, 1000)
AXIS = 50
POINTS = (
    Place("Norr", 0.62, 20),
    Place("Söder", 0.53, 150),
    Place("Väster", 0.61, 300),
    Place("Öster", 0.36, 80),
    Place("Centrum", 0.66, 300),
)


def limits(points: tuple[Place, ...], centre: float = 0.54) -> Limits:
    sizes = sorted({*np.linspace(10, 300, 30).tolist(), *(float(point.n) for point in points)})
    inner, outer = (funnel_limits(np.array(sizes), centre, level) for level in (0.95, 0.998))
    return Limits(tuple(sizes), *(tuple(ends.tolist()) for ends in (inner.low, inner.high, outer.low, outer.high)))


PICTURE = FunnelPicture(POINTS, 0.54, limits(POINTS), "bifall till kvinnor", "beslut")


def drawn(picture: FunnelPicture = PICTURE, width: int = 1000, palette: Palette = LIGHT) -> dict[str, Any]:
    return funnel_chart(picture, palette, width=width).to_dict()


def points(found: dict[str, Any]) -> list[dict[str, Any]]:
    (part,) = spec.marks(found, "point")
    return spec.records(found, part)


def test_a_unit_lies_by_its_size_and_share_and_looks_as_surely_as_it_differs():
    found = {point["label"]: point for point in points(drawn())}
    assert (found["Norr"]["n"], found["Norr"]["share"]) == (20, 0.62)
    looks = {label: (point["shape"], point["fill"]) for label, point in found.items()}
    assert looks["Norr"] == looks["Söder"] == ("circle", LIGHT.ground)
    assert looks["Väster"] == ("circle", LIGHT.ink)
    assert looks["Öster"] == looks["Centrum"] == ("diamond", LIGHT.ink)


def test_what_outside_means_exactly_at_the_limits():
    at_hundred = Limits((100.0,), (0.44,), (0.64,), (0.39,), (0.69,))
    picture = replace(PICTURE, limits=at_hundred)
    outside = [picture.outside(Place("A", share, 100)) for share in (0.38, 0.39, 0.43, 0.44, 0.64, 0.65, 0.69, 0.7)]
    assert outside == [-2, -1, -1, 0, 0, 1, 1, 2]


def test_limits_between_two_sizes_lie_on_the_line_between_them():
    two = Limits((100.0, 200.0), (0.4, 0.5), (0.6, 0.58), (0.3, 0.4), (0.7, 0.66))
    assert two.at(150) == pytest.approx((0.35, 0.45, 0.59, 0.68))
    assert two.at(100) == (0.3, 0.4, 0.6, 0.7)
    assert two.at(50) == (0.3, 0.4, 0.6, 0.7)
    assert two.at(900) == (0.4, 0.5, 0.58, 0.66)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_the_funnel_has_two_pairs_of_lines_and_a_centre(palette: Palette):
    found = drawn(palette=palette)
    fields = [line["encoding"]["y"]["field"] for line in spec.marks(found, "line")]
    assert fields == ["low_95", "high_95", "low_998", "high_998"]
    (centre,) = spec.marks(found, "rule")
    assert centre["encoding"]["y"]["datum"] == 0.54
    assert spec.marks(found, "area", color=palette.band)


def test_units_outside_are_named_beside_their_marks():
    names = {"Väster", "Öster", "Centrum"}
    assert names <= set(spec.written(drawn()))
    assert not {"Norr", "Söder"} & set(spec.written(drawn()))


@pytest.mark.parametrize("width", WIDTHS)
def test_no_text_leaves_the_picture_and_no_name_lies_on_another(width: int):
    many = tuple(Place(f"Enhet med långt namn {at}", 0.1 + at % 3 * 0.01, 250 + at * 3) for at in range(15))
    found = drawn(FunnelPicture(many, 0.54, limits(many), "bifall till kvinnor i hela kommunen", "beslut"), width)
    for text, left, right in spec.spans(found):
        assert -AXIS - 1 <= left <= right <= width - AXIS + 1, text


def test_the_table_has_every_unit():
    assert funnel_table(PICTURE)[0] == {
        "Enhet": "Norr",
        "Antal beslut": "20",
        "Andel": "62\u00a0%",
        "Väntat, 95 %": "32\u00a0%–76\u00a0%",
        "Bedömning": "Inom det väntade",
    }
    assert [(row["Enhet"], row["Bedömning"]) for row in funnel_table(PICTURE)] == [
        (point["label"], point["tip_outside"]) for point in points(drawn())
    ]


def test_the_description_names_the_units_that_stand_out():
    assert funnel_alt_text(PICTURE).replace("\u00a0", " ") == (
        "Trattdiagram: andel bifall till kvinnor i 5 enheter, alla 54 %. "
        "Utanför 99,8 %: Öster (36 %), Centrum (66 %). Utanför 95 %: Väster (61 %)."
    )


def test_a_protected_nought_is_written_in_words():
    nobody = replace(PICTURE, points=(Place("Norr", 0.0, 20),))
    assert funnel_table(nobody)[0]["Andel"] == "nästan inga"
    assert funnel_table(replace(nobody, threshold=1))[0]["Andel"] == "0\u00a0%"


def test_no_units():
    nothing = replace(PICTURE, points=())
    assert spec.written(drawn(nothing)) == ["Inga enheter kan visas."]
    assert funnel_alt_text(nothing) == "Trattdiagram utan enheter att visa."
    assert funnel_table(nothing) == []
