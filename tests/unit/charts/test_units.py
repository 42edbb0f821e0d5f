"""The standing picture, its words and its table of measures that are not shares."""

from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from jamstalld.charts import (
    LIGHT,
    TrendPoint,
    alt_text,
    comparison_chart,
    comparison_table,
    trend_alt_text,
    trend_chart,
)
from jamstalld.charts.words import (
    difference_text,
    gap,
    group_text,
    interval_text,
    level_texts,
    levels,
    side_text,
    signed,
    signed_estimate,
    unit_in,
    visible,
)
from jamstalld.periods import Quarter
from jamstalld.views.model import Estimate, View
from jamstalld.wording.units import PAIRS, POINTS, unit_of

from . import make, spec

HOURS = unit_of("timmar per vecka", "timme per vecka", 1.0)
DAYS = unit_of("dagar", "dag", 5.0)


@cache
def drawn(view: View, width: int = 1000) -> dict[str, Any]:
    return comparison_chart(view, LIGHT, width=width).to_dict()


def rows_of(found: dict[str, Any]) -> list[dict[str, Any]]:
    (circles,) = [part for part in spec.marks(found, "point") if "women" in str(part["encoding"].get("x"))]
    return spec.records(found, circles)


def test_means_lie_on_a_scale_in_their_unit():
    (row, _) = rows_of(drawn(make.hours()))
    assert (row["women"], row["men"]) == (5.24, 7.8)
    assert (row["low_text"], row["high_text"]) == ("5,2", "7,8")
    assert row["gap_text"] == "−2,6"
    assert row["tip_women"] == "5,2\u00a0timmar per vecka (100 svar), osäkerhet 4,6 till 5,8"
    assert row["tip_difference"] == "−2,6\u00a0timmar"
    assert row["tip_interval"] == "−4,1 till −1,0"


def test_headings_and_margin_say_the_unit():
    texts = spec.written(drawn(make.hours(), 1400))
    assert {"Medelvärde, timmar per vecka", "Skillnad, timmar per vecka"} <= set(texts)
    assert any(text.startswith("Skuggat: skillnader på högst 1\u00a0timme.") for text in texts)
    assert "← fler för män" in texts
    assert {"Medelvärde", "Skillnad"} <= set(spec.written(drawn(make.hours(), 350)))


def test_of_a_scale_the_marks_say_who_is_higher_in_how_many_pairs():
    found = drawn(make.scale())
    row = rows_of(found)[0]
    assert (row["women"], row["men"]) == (25, 46)
    assert (row["low_text"], row["high_text"]) == ("25", "46")
    assert row["gap_text"] == "−21"
    assert row["tip_men"] == "högre i 46 av 100 par (100 svar)"
    assert {"Högre svar, av 100 par", "Skillnad, av 100 par"} <= set(spec.written(found))
    (band,) = spec.marks(found, "rect", color=LIGHT.band)
    assert band["encoding"]["x2"]["datum"] == 10.0


@pytest.mark.parametrize("width", [320, 350, 599, 600, 1000, 1600])
@pytest.mark.parametrize("view", [make.scale(), make.hours()], ids=["scale", "mean"])
def test_the_columns_fill_the_width(view: View, width: int):
    assert width - 10 <= sum(column["width"] for column in drawn(view, width)["hconcat"]) <= width


def test_the_table_of_a_mean():
    assert comparison_table(make.hours(), "Insats")[0] == {
        "Insats": "Hemtjänst",
        "Kvinnor, antal": "100",
        "Kvinnor, medelvärde (timmar per vecka)": "5,2",
        "Kvinnor, median": "4,8",
        "Kvinnor, kvartiler": "3,1 till 7,5",
        "Män, antal": "100",
        "Män, medelvärde (timmar per vecka)": "7,8",
        "Män, median": "7,4",
        "Män, kvartiler": "5,7 till 10,1",
        "Skillnad (timmar per vecka)": "−2,6",
        "Osäkerhet": "−4,1 till −1,0",
        "Bedömning": "Skillnad",
    }


def test_the_table_of_a_scale():
    assert comparison_table(make.scale(), "Insats")[1] == {
        "Insats": "Boendestöd",
        "Kvinnor, antal": "100",
        "Män, antal": "100",
        "Kvinnor högre (av 100 par)": "25",
        "Män högre (av 100 par)": "46",
        "Lika (av 100 par)": "29",
        "Skillnad (av 100 par)": "−21",
        "Osäkerhet": "−32 till −9",
        "Bedömning": "Kan bero på slumpen",
    }


@pytest.mark.parametrize("view", [make.scale(), make.hours()], ids=["scale", "mean"])
def test_hidden_rows_have_the_same_headings_and_nothing_in_them(view: View):
    rows = comparison_table(view, "Insats")
    assert [list(row) for row in rows] == [list(rows[0])] * len(rows)
    assert set(rows[-1].values()) == {"Omedelbart omhändertagande", "–", "visas inte: för få personer"}
    total_hidden = replace(view, rows=(), total=make.row("Alla", None, None, "hidden"))
    assert [*comparison_table(total_hidden, "Insats")[0]] == [*rows[0]]


def test_the_descriptions_have_the_numbers_of_the_table():
    assert alt_text(make.hours()) == (
        "Diagram: Beviljade timmar, kvinnor jämförda med män, 2 rader. Medelvärden i timmar per vecka. "
        "Skillnad: Hemtjänst (kvinnor 5,2, män 7,8). Likvärdigt: Ledsagning (kvinnor 5,2, män 7,8). "
        "Visas inte: 2 rader."
    )
    assert alt_text(make.scale()) == (
        "Diagram: Egen upplevelse, kvinnor jämförda med män, 2 rader. "
        "Talen säger i hur många av 100 par kvinnor respektive män har det högre svaret. "
        "Skillnad: Hemtjänst (kvinnor 25, män 46). Likvärdigt: ingen rad. Kan bero på slumpen: 1 rad. "
        "Visas inte: 2 rader."
    )


def test_what_is_compared_follows_the_kind():
    assert levels(make.scale().rows[0]) == (25, 46)
    assert levels(make.hours().rows[0]) == (5.24, 7.8)
    assert levels(make.ROWS[0]) == (0.31, 0.52)
    assert levels(make.row("A", 0.4, None)) is None
    assert level_texts(make.hours().rows[0], make.hours()) == ("5,2", "7,8")
    bare = replace(make.hours().rows[0], difference=None)
    assert gap(bare) == pytest.approx(-2.56)
    assert visible(bare)
    assert unit_in(make.hours()) == HOURS


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [(-2.56, HOURS, "−2,6"), (-0.04, HOURS, "0"), (3.4, DAYS, "+3"), (0.4, DAYS, "0"), (-21.4, PAIRS, "−21")],
)
def test_a_difference_has_as_many_decimals_as_its_unit(value: float, unit: Any, text: str):
    assert signed(value, unit) == text


def test_a_narrow_interval_asks_for_a_decimal_of_percentage_points():
    tight, wide = Estimate(4.2, 3.1, 5.3), Estimate(4.2, -3.1, 11.3)
    assert (signed_estimate(tight), interval_text(tight)) == ("+4,2", "+3,1 till +5,3")
    assert difference_text(tight) == "+4,2\u00a0procentenheter"
    assert (signed_estimate(wide), interval_text(wide)) == ("+4", "−3 till +11")


def test_a_difference_in_running_text():
    assert side_text(-9.2, ("kvinnor", "män")) == "9\u00a0procentenheter lägre för kvinnor"
    assert side_text(2.1, ("flickor", "pojkar"), HOURS) == "2,1\u00a0timmar fler för flickor"
    assert side_text(0.2, ("kvinnor", "män"), DAYS) == "ingen skillnad"


def test_a_group_with_a_mean():
    group = make.hours().rows[0].men
    assert group_text(group, 5, unit=HOURS, interval=False) == "7,8\u00a0timmar per vecka (100 svar)"


def means(values: tuple[tuple[float, float], ...]) -> list[TrendPoint]:
    counts = (10, 10, 10, 10)
    return [
        TrendPoint(Quarter.of(2025, 1) + at, make.answered(counts, women), make.answered(counts, men))
        for at, (women, men) in enumerate(values)
    ]


def test_a_series_of_means_is_told_and_drawn_in_its_unit():
    points = means(((5.2, 7.0), (6.1, 6.8)))
    assert trend_alt_text(points, unit=HOURS) == (
        "Linjediagram över 2 kvartal, kvartal 1 2025 till kvartal 2 2025. "
        "Kvinnor: först 5,2, sist 6,1. Män: först 7,0, sist 6,8. Skillnad: först −1,8, sist −0,7 timmar per vecka."
    )
    found = trend_chart(points, LIGHT, width=1000, unit=HOURS).to_dict()
    assert {"Kvinnor 6,1", "Män 6,8", "Timmar per vecka"} <= set(spec.written(found))
    women = spec.records(found, spec.marks(found, "line")[0])
    assert [record["women"] for record in women] == [5.2, 6.1]
    assert "%" not in str(spec.marks(found, "line")[0]["encoding"]["y"])


def test_points_of_hundred_are_still_the_usual_unit():
    assert unit_in(make.view()) == POINTS
