from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jamstalld.charts import DARK, LIGHT, Palette, comparison_chart
from jamstalld.charts.fitting import text_width
from jamstalld.charts.layout import BESIDE
from jamstalld.views.model import View

from . import make, spec

WIDTHS = (320, 340, 390, 599, 600, 760, 860, 1100, 1600)


@cache
def drawn(view: View, width: int = 1100, palette: Palette = LIGHT) -> dict[str, Any]:
    return comparison_chart(view, palette, width=width).to_dict()


def sexes(found: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The circles and the squares of the rows, without those of the heading."""
    (circles,) = [part for part in spec.marks(found, "point") if "women" in str(part["encoding"].get("x"))]
    (squares,) = [part for part in spec.marks(found, "point") if "'men'" in str(part["encoding"].get("x"))]
    return circles, squares


def values(found: dict[str, Any], side: str) -> dict[str, Any]:
    (part,) = [part for part in spec.marks(found, "text") if part["encoding"]["text"]["field"] == f"{side}_text"]
    return part


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_women_are_filled_circles_and_men_open_squares_that_do_not_hide_them(palette: Palette):
    found = drawn(make.view(), palette=palette)
    circles, squares = sexes(found)
    assert (circles["mark"]["shape"], circles["mark"]["fill"]) == ("circle", palette.women)
    assert (squares["mark"]["shape"], squares["mark"]["fill"]) == ("square", palette.ground)
    assert squares["mark"]["stroke"] == palette.men
    assert squares["mark"]["size"] > circles["mark"]["size"]
    order = list(spec.parts(found))
    assert order.index(squares) < order.index(circles)


@pytest.mark.parametrize("width", WIDTHS)
def test_the_columns_fill_the_width_and_no_more(width: int):
    for view in (make.view(), make.many()):
        columns = [column["width"] for column in drawn(view, width)["hconcat"]]
        assert width - 10 <= sum(columns) <= width


def test_label_and_verdict_stand_beside_the_marks_only_where_there_is_room():
    assert len(drawn(make.view(), 599)["hconcat"]) == 2
    assert len(drawn(make.view(), 1100)["hconcat"]) == 4


def test_rows_are_drawn_in_order_one_below_the_other():
    found = drawn(make.view())
    rows = spec.records(found, sexes(found)[0])
    assert [row["tip_row"] for row in rows][:2] == ["Frivillig institutionsvård", "Bistånd som avser boende"]
    gaps = [abs(row["estimate"]) for row in rows]
    assert gaps == sorted(gaps, reverse=True)
    assert all(above["bottom"] == below["top"] for above, below in pairwise(rows))
    assert rows[-1]["bottom"] == found["hconcat"][0]["height"]


@pytest.mark.parametrize("count", [1, 40])
@pytest.mark.parametrize("width", [340, 1100])
def test_one_row_and_forty(count: int, width: int):
    found = drawn(make.many(count), width)
    rows = spec.records(found, sexes(found)[0])
    assert len(rows) == count
    assert all(row["bottom"] - row["top"] >= 34 for row in rows)


@pytest.mark.parametrize("width", [340, 1100])
def test_tooltips_are_explicit_swedish_texts(width: int):
    found = drawn(make.view(), width)
    tips = [part["encoding"]["tooltip"] for part in spec.parts(found) if "tooltip" in part["encoding"]]
    assert {tip["title"] for tips_ in tips for tip in tips_} == {
        "title",
        "Kvinnor",
        "Män",
        "Skillnad",
        "Osäkerhet",
        "Bedömning",
    }
    assert all(tip["type"] == "nominal" for tips_ in tips for tip in tips_)
    row = spec.records(found, sexes(found)[0])[0]
    assert row["tip_women"].startswith("31\u00a0% (46 av 150)")
    assert row["tip_difference"] == "−21\u00a0procentenheter"
    assert row["tip_interval"] == "−30 till −12"
    assert row["tip_verdict"] == "Skillnad"


def test_the_standardised_difference_is_told_where_there_is_one():
    found = drawn(make.full())
    assert spec.records(found, sexes(found)[0])[0]["tip_adjusted"] == "−4\u00a0procentenheter"


def test_pointing_anywhere_in_a_row_shows_its_tooltip():
    for column in drawn(make.view())["hconcat"]:
        surface = column["layer"][0]
        assert surface["mark"] == {"type": "rect", "opacity": 0}
        assert surface["encoding"]["tooltip"]
        assert (surface["encoding"]["y"]["field"], surface["encoding"]["y2"]["field"]) == ("top", "bottom")


def test_the_lower_value_stands_to_the_left_and_the_higher_to_the_right():
    found = drawn(make.view())
    rows = {row["tip_row"]: row for row in spec.records(found, sexes(found)[0])}
    women_lower, men_lower = rows["Frivillig institutionsvård"], rows["Öppna insatser"]
    assert (women_lower["low_text"], women_lower["low_colour"]) == ("31\u00a0%", LIGHT.women)
    assert (women_lower["high_text"], women_lower["high_colour"]) == ("52\u00a0%", LIGHT.men)
    assert (men_lower["low_text"], men_lower["low_colour"]) == ("72\u00a0%", LIGHT.men)
    left, right = values(found, "low")["mark"], values(found, "high")["mark"]
    assert (left["align"], left["dx"]) == ("right", -BESIDE)
    assert (right["align"], right["dx"]) == ("left", BESIDE)


def test_the_same_share_is_written_for_women_to_the_left():
    found = drawn(make.view((make.row("A", 0.5, 0.5, "similar"),)))
    (row,) = spec.records(found, sexes(found)[0])
    assert (row["low_colour"], row["high_colour"]) == (LIGHT.women, LIGHT.men)


@settings(max_examples=15, deadline=None)
@given(
    st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)), min_size=1, max_size=12),
    st.sampled_from(WIDTHS),
)
def test_no_value_leaves_its_panel(pairs: list[tuple[float, float]], width: int):
    view = make.view(tuple(make.row(f"Rad {at}", *pair) for at, pair in enumerate(pairs)), ())
    found = drawn(view, width)
    panel = found["hconcat"][0 if len(found["hconcat"]) == 2 else 1]["width"]
    for side, sign in (("low", -1), ("high", 1)):
        part = values(found, side)
        domain, ends = spec.scale(part, "x")
        for row in spec.records(found, part):
            share = (row[f"{side}_side"] - domain[0]) / (domain[1] - domain[0])
            mark = ends[0] + share * (ends[1] - ends[0])
            lines = row[f"{side}_text"].split("\n")
            reach = mark + sign * (BESIDE + max(text_width(line, part["mark"]["fontSize"]) for line in lines))
            assert -1 <= reach <= panel + 1


def test_a_hidden_count_is_written_in_words_and_never_as_nought():
    rows = (make.row("A", 0.0, 0.4, "difference"), make.row("B", 0.3, 1.0, "difference"))
    protected = spec.written(drawn(make.view(rows)))
    assert {"nästan\ninga", "nästan\nalla"} <= set(protected)
    assert not {"0\u00a0%", "100\u00a0%"} & set(protected)
    open_rows = (replace(rows[0], women=replace(rows[0].women, count=0)), rows[1])
    public = spec.written(drawn(make.view(open_rows, threshold=make.PUBLIC)))
    assert {"0\u00a0%", "100\u00a0%"} <= set(public)


def test_hidden_rows_are_named_below_and_not_drawn():
    texts = spec.written(drawn(make.view()))
    (caption,) = [text for text in texts if "Visas inte" in text]
    assert caption.splitlines() == [
        "Skuggat: skillnader på högst 5\u00a0procentenheter.",
        "Visas inte (för få personer): LVM, Omedelbart omhändertagande",
    ]
    assert "LVM" not in texts


def test_a_view_with_nothing_to_show_says_so():
    (said,) = spec.written(drawn(make.view(())))
    assert said.startswith("Inga rader kan visas.\nVisas inte (för få personer)")


def test_every_verdict_has_its_own_word_colour_and_shape():
    found = drawn(make.view())
    rows = {row["verdict"]: row for row in spec.records(found, sexes(found)[0])}
    looks = {verdict: (row["verdict_text"], row["shape"], row["fill"]) for verdict, row in rows.items()}
    assert len(set(looks.values())) == 4
    assert rows["difference"]["colour"] == LIGHT.ink
    assert rows["similar"]["colour"] == LIGHT.similar
    assert rows["uncertain"]["fill"] == LIGHT.ground
    shapes = {(row["shape"], row["fill"] == LIGHT.ground) for row in rows.values()}
    assert len(shapes) == 4, "told apart without colour"


def test_the_margin_is_shaded_around_zero():
    found = drawn(replace(make.view(), margin=3.0))
    (band,) = spec.marks(found, "rect", color=LIGHT.band)
    assert (band["encoding"]["x"]["datum"], band["encoding"]["x2"]["datum"]) == (-3.0, 3.0)
    lines = [part["encoding"]["x"].get("datum") for part in spec.marks(found, "rule")]
    assert {-3.0, 0, 3.0} <= set(lines)


def test_an_interval_with_too_little_behind_it_is_cut_and_the_cut_is_marked():
    found = drawn(make.view())
    (cuts,) = [part for part in spec.marks(found, "point") if "'arrow'" in str(part["encoding"].get("shape"))]
    domain, _ = spec.scale(cuts, "x")
    assert [(cut["tip_row"], cut["arrow"], cut["end"]) for cut in spec.records(found, cuts)] == [
        ("Kontaktperson", "triangle-left", domain[0]),
        ("Kontaktperson", "triangle-right", domain[1]),
    ]
    assert -domain[0] == domain[1] == pytest.approx(30 * 1.04)
    for row in spec.records(found, sexes(found)[0]):
        assert domain[0] <= row["from"] <= row["to"] <= domain[1]


def test_a_row_without_an_interval_is_drawn_without_one():
    found = drawn(make.view((replace(make.ROWS[0], difference=None),)))
    (row,) = spec.records(found, sexes(found)[0])
    assert row["estimate"] is None
    assert row["tip_difference"] == "–"


def test_long_names_are_broken_and_kept_whole_in_the_tooltip():
    name = "Öppenvårdsprogram för unga med riskbruk och deras familjer i samverkan med skola och fritidsgård"
    for width in (340, 1100):
        found = drawn(make.view((make.row(name, 0.4, 0.5), *make.ROWS)), width)
        rows = spec.records(found, sexes(found)[0])
        assert name in [row["tip_row"] for row in rows]
        assert name not in spec.written(found)
        assert any(text.startswith("Öppenvårdsprogram") for text in spec.written(found))


def test_girls_and_boys_are_called_so():
    texts = spec.written(drawn(make.view(words=("flickor", "pojkar"))))
    assert {"flickor", "pojkar"} <= set(texts)
    assert not any("kvinnor" in text or "män" in text for text in texts)


def test_axes_show_round_numbers_in_the_chosen_format():
    circles, _ = sexes(drawn(make.view()))
    axis = circles["encoding"]["x"]["axis"]
    assert axis["format"] == ".0%"
    assert axis["values"] == [0.2, 0.4, 0.6, 0.8, 1.0]
    domain, _ = spec.scale(sexes(drawn(make.many()))[0], "x")
    assert domain == [0, 1]
