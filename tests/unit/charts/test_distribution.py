from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

from jamstalld.charts import DARK, LIGHT, Palette, distribution_alt_text, distribution_chart, distribution_table
from jamstalld.charts.distribution import ROWS_AT_MOST
from jamstalld.charts.fitting import text_width
from jamstalld.errors import RequestError
from jamstalld.views.model import Row, View

from . import make, spec

WIDTHS = (320, 350, 599, 600, 1000)


def drawn(view: View, label: str | None = None, width: int = 1000, palette: Palette = LIGHT) -> dict[str, Any]:
    return distribution_chart(view, label, palette, width=width).to_dict()


def segments(found: dict[str, Any]) -> list[dict[str, Any]]:
    (part,) = [part for part in spec.marks(found, "rect") if "tooltip" in part["encoding"]]
    return spec.records(found, part)


def bar(found: dict[str, Any], row: str, sex: str) -> list[dict[str, Any]]:
    return [each for each in segments(found) if (each["row"], each["sex"]) == (row, sex)]


def test_each_row_has_a_bar_of_women_over_one_of_men_after_the_total():
    found = segments(drawn(make.scale()))
    order = list(dict.fromkeys((each["row"], each["sex"]) for each in found))
    assert order == [(row, sex) for row in ("Alla", "Hemtjänst", "Boendestöd") for sex in ("kvinnor", "män")]
    tops = [bar(drawn(make.scale()), *each)[0]["top"] for each in order]
    assert tops == sorted(tops)
    assert len(set(tops)) == 6


@pytest.mark.parametrize("width", WIDTHS)
def test_bars_are_flush_at_both_ends_and_as_wide_as_the_shares(width: int):
    found = drawn(make.scale(), width=width)
    women = bar(found, "Hemtjänst", "kvinnor")
    men = bar(found, "Hemtjänst", "män")
    assert women[0]["left"] == men[0]["left"]
    assert women[-1]["right"] == pytest.approx(men[-1]["right"])
    assert women[-1]["right"] == pytest.approx(width - 2)
    assert [each["share"] for each in women] == [0.1, 0.2, 0.3, 0.3, 0.1]
    full = width - women[0]["left"]
    assert [round((each["right"] + 2 - each["left"]) / full, 6) for each in women] == [0.1, 0.2, 0.3, 0.3, 0.1]


def test_bare_ground_separates_the_answers():
    women = bar(drawn(make.scale()), "Hemtjänst", "kvinnor")
    assert all(after["left"] - before["right"] == pytest.approx(2) for before, after in pairwise(women))


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_a_scale_has_grey_in_its_middle_and_one_hue_on_each_side(palette: Palette):
    colours = [each["colour"] for each in bar(drawn(make.scale(), palette=palette), "Hemtjänst", "män")]
    ochre, grey, blue = palette.scale[:4], palette.scale[4], palette.scale[5:]
    assert colours[2] == grey
    assert set(colours[:2]) <= set(ochre)
    assert set(colours[3:]) <= set(blue)
    assert len(set(colours)) == 5


def test_bands_have_one_hue_unless_they_lie_on_both_sides_of_nothing():
    assert {each["colour"] for each in segments(drawn(make.hours()))} <= set(LIGHT.amounts)
    change = replace(make.hours(), answers=("−6 eller mindre", "−5 till −1", "0", "1 eller mer"))
    assert {each["colour"] for each in segments(drawn(change))} <= set(LIGHT.scale)


@pytest.mark.parametrize(("kind", "most"), [("ordinal", 9), ("mean", 10)])
@pytest.mark.parametrize("count", range(1, 11))
def test_every_answer_has_a_colour_of_its_own(kind: str, most: int, count: int):
    count = min(count, most)
    counts = tuple(range(10, 10 + count))
    row = Row("A", None, make.answered(counts), make.answered(counts), verdict="uncertain")
    view = replace(make.scale(), kind=kind, rows=(), total=row, answers=tuple(f"svar {at}" for at in range(count)))
    assert len({each["colour"] for each in segments(drawn(view))}) == count


def test_an_answer_too_few_gave_is_left_out_and_said_to_be():
    found = drawn(make.scale())
    assert [each["share"] for each in bar(found, "Boendestöd", "kvinnor")] == [0.1, 0.4, 0.4, 0.1]
    assert "Svar som färre än 5 har gett visas inte." in spec.written(found)
    assert "Svar som färre än 5 har gett visas inte." not in spec.written(drawn(make.scale(), "Hemtjänst"))


def test_a_sex_without_anything_to_show_says_so():
    nothing = make.answered((None, None, None, None, None))
    row = replace(make.scale().total, women=nothing)
    found = drawn(replace(make.scale(), total=row, rows=()))
    assert "visas inte" in spec.written(found)
    assert not bar(found, "Alla", "kvinnor")


def test_shares_are_written_where_there_is_room_and_as_bare_numbers_where_there_is_less():
    wide, narrow = (drawn(make.scale(), "Hemtjänst", width) for width in (1000, 350))
    assert [each["text"] for each in bar(wide, "Hemtjänst", "män")] == [
        "5\u00a0%",
        "10\u00a0%",
        "20\u00a0%",
        "40\u00a0%",
        "25\u00a0%",
    ]
    assert [each["text"] for each in bar(narrow, "Hemtjänst", "män")] == [
        "",
        "10",
        "20\u00a0%",
        "40\u00a0%",
        "25\u00a0%",
    ]


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_numbers_are_legible_on_their_bars(palette: Palette):
    for each in segments(drawn(make.scale(), palette=palette)):
        assert each["on"] == palette.text_on(each["colour"])


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("view", [make.scale(), make.hours()], ids=["scale", "mean"])
def test_no_text_leaves_the_picture(view: View, width: int):
    for text, left, right in spec.spans(drawn(view, width=width)):
        assert -1 <= left <= right <= width + 1, text


@pytest.mark.parametrize("width", WIDTHS)
def test_no_number_leaves_its_part_of_the_bar(width: int):
    for each in segments(drawn(make.scale(), width=width)):
        assert each["middle"] == pytest.approx((each["left"] + each["right"]) / 2)
        assert not each["text"] or text_width(each["text"], 14) <= each["right"] - each["left"]


def test_the_answers_are_named_in_order_above_the_bars():
    assert [text for text in spec.written(drawn(make.scale())) if text in make.FIVE] == list(make.FIVE)
    assert "Timmar per vecka" in spec.written(drawn(make.hours()))


def test_one_row_can_be_chosen():
    assert {each["row"] for each in segments(drawn(make.scale(), "Boendestöd"))} == {"Boendestöd"}
    with pytest.raises(RequestError, match="visas inte"):
        distribution_chart(make.scale(), "Finns inte", LIGHT, width=1000)


def test_the_total_and_at_most_eight_rows_are_drawn_and_all_are_in_the_table():
    one = make.scale().rows[0]
    view = replace(make.scale(), rows=tuple(replace(one, label=f"Rad {at}") for at in range(20)))
    assert len({each["row"] for each in segments(drawn(view))}) == ROWS_AT_MOST + 1
    assert len(distribution_table(view)) == 2 * 21


def test_a_view_without_answers_says_so():
    view = replace(make.scale(), answers=())
    assert spec.written(drawn(view)) == ["Ingen fördelning kan visas."]
    assert distribution_alt_text(view) == "Diagram utan fördelning att visa."
    assert distribution_table(view) == []


def test_the_table_has_the_same_shares_and_how_many_gave_each_answer():
    rows = distribution_table(make.scale())
    assert rows[2] == {
        "Insats": "Hemtjänst",
        "Kön": "Kvinnor",
        "mycket sämre": "10\u00a0% (10)",
        "sämre": "20\u00a0% (20)",
        "oförändrat": "30\u00a0% (30)",
        "bättre": "30\u00a0% (30)",
        "mycket bättre": "10\u00a0% (10)",
    }
    assert rows[4]["mycket sämre"] == "färre än 5"
    for row in rows:
        told = {
            each["answer"]: each["tip_share"] for each in bar(drawn(make.scale()), row["Insats"], row["Kön"].lower())
        }
        assert all(row[answer].startswith(share) for answer, share in told.items())


def test_the_description_has_the_ends_of_a_scale():
    assert distribution_alt_text(make.scale()).replace("\u00a0", " ") == (
        "Staplad fördelning: Egen upplevelse, kvinnor och män, 3 rader, 5 svar från ”mycket sämre” till "
        "”mycket bättre”. Alla: mycket sämre kvinnor 7 % och män 8 %; mycket bättre kvinnor 10 % och män 18 %. "
        "Hemtjänst: mycket sämre kvinnor 10 % och män 5 %; mycket bättre kvinnor 10 % och män 25 %. "
        "Boendestöd: mycket sämre kvinnor färre än 5 och män 10 %; mycket bättre kvinnor 10 % och män 10 %."
    )


def test_the_description_has_the_commonest_band_of_a_mean():
    assert distribution_alt_text(make.hours(), "Hemtjänst").endswith(
        "Hemtjänst: kvinnor oftast 2 till under 6 (40\u00a0%) och män oftast 6 till under 11 (40\u00a0%)."
    )


def test_the_description_is_never_too_long():
    one = make.scale().rows[0]
    many = tuple(replace(one, label=f"En insats med ett mycket långt namn {at}") for at in range(8))
    assert 300 < len(distribution_alt_text(replace(make.scale(), rows=many))) <= 600
