from typing import Any

import pytest

from jamstalld.charts import DARK, LIGHT, Palette, TrendPoint, trend_alt_text, trend_chart
from jamstalld.charts.fitting import text_width
from jamstalld.periods import Quarter

from . import make, spec

SHARES = ((0.40, 0.52), (0.42, 0.55), (None, 0.51), (0.45, 0.52), (0.44, 0.50), (0.48, 0.49))


def series(shares: tuple[tuple[float | None, float | None], ...] = SHARES) -> list[TrendPoint]:
    return [
        TrendPoint(Quarter.of(2024, 1) + at, make.group(women), make.group(men))
        for at, (women, men) in enumerate(shares)
    ]


def drawn(points: list[TrendPoint], palette: Palette = LIGHT, width: int = 1100, **words: Any) -> dict[str, Any]:
    return trend_chart(points, palette, width=width, **words).to_dict()


def quarters(found: dict[str, Any]) -> list[dict[str, Any]]:
    return spec.records(found, spec.marks(found, "line")[0])


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_the_sexes_differ_in_colour_dash_and_mark(palette: Palette):
    found = drawn(series(), palette)
    men, women = spec.marks(found, "line")
    assert (women["mark"]["color"], men["mark"]["color"]) == palette.sexes
    assert women["mark"]["strokeDash"] != men["mark"]["strokeDash"]
    squares, circles = spec.marks(found, "point")
    assert (circles["mark"]["shape"], circles["mark"]["fill"]) == ("circle", palette.women)
    assert (squares["mark"]["shape"], squares["mark"]["fill"]) == ("square", palette.ground)
    assert squares["mark"]["size"] > circles["mark"]["size"]


def test_each_sex_has_a_band():
    bands = spec.marks(drawn(series()), "area")
    ends = [(band["encoding"]["y"]["field"], band["encoding"]["y2"]["field"]) for band in bands]
    assert ends == [("men_low", "men_high"), ("women_low", "women_high")]


def test_a_hidden_share_leaves_a_gap():
    third = quarters(drawn(series()))[2]
    assert third["women"] is None
    assert third["women_tip"] == "visas inte"
    assert third["men"] == 0.51


def test_a_missing_quarter_leaves_a_gap_of_its_own_width():
    points = [point for at, point in enumerate(series()) if at != 3]
    found = quarters(drawn(points))
    assert [quarter["at"] for quarter in found] == [0, 1, 2, 3, 4, 5]
    assert found[3]["women"] is None
    assert found[3]["men"] is None


def test_quarters_are_named_with_the_year_where_it_begins():
    assert [quarter["label"] for quarter in quarters(drawn(series()))] == [
        ["K1", "2024"],
        ["K2"],
        ["K3"],
        ["K4"],
        ["K1", "2025"],
        ["K2"],
    ]


def test_fewer_quarters_are_named_where_room_is_scarce():
    long = series(tuple((0.4, 0.5) for _ in range(24)))
    wide, narrow = (spec.marks(drawn(long, width=width), "line")[0] for width in (1100, 340))
    assert wide["encoding"]["x"]["axis"]["values"] == list(range(24))
    assert narrow["encoding"]["x"]["axis"]["values"] == [0, 4, 8, 12, 16, 20]


def test_lines_are_labelled_directly_with_the_last_value():
    assert {"Kvinnor 48\u00a0%", "Män 49\u00a0%"} <= set(spec.written(drawn(series())))


@pytest.mark.parametrize("width", [340, 1100])
@pytest.mark.parametrize("last", [(0.48, 0.49), (0.49, 0.48), (0.5, 0.5), (0.1, 0.9)])
def test_the_labels_of_the_lines_never_overlap(width: int, last: tuple[float, float]):
    found = drawn(series((*SHARES[:-1], last)), width=width)
    *labels, heading = spec.written(found)
    assert heading == "Andel"
    assert len(labels) == 2
    women, men, _ = (part["encoding"]["y"]["value"] for part in spec.marks(found, "text"))
    lines = 2 if width < 600 else 1
    assert abs(women - men) >= lines * 15 * 1.25 - 1e-9
    if last[0] != last[1]:
        assert (women < men) == (last[0] > last[1])


@pytest.mark.parametrize("width", [340, 700, 1100])
def test_the_picture_keeps_within_its_width(width: int):
    found = drawn(series(), width=width)
    ends = [
        part["encoding"]["x"]["value"] + max(text_width(line, 15) for line in text.split("\n"))
        for part, text in zip(spec.marks(found, "text"), spec.written(found), strict=True)
    ]
    axis = 50
    assert axis + max(ends) <= width + 1


def test_tooltips_are_explicit_swedish_texts():
    found = drawn(series(), words=("flickor", "pojkar"))
    (surface,) = spec.marks(found, "rect")
    assert [tip["title"] for tip in surface["encoding"]["tooltip"]] == ["title", "Flickor", "Pojkar"]
    first = quarters(found)[0]
    assert first["name"] == "Kvartal 1 2024"
    assert first["women_tip"] == "40\u00a0% (60 av 150), osäkerhet 32–48\u00a0%"


def test_nothing_is_a_word_where_numbers_are_protected():
    points = series(((0.0, 0.2), (0.0, 1.0)))
    assert {"Kvinnor nästan inga", "Män nästan alla"} <= set(spec.written(drawn(points)))
    assert "Män 100\u00a0%" in spec.written(drawn(points, threshold=1))


def test_the_description_says_where_it_began_and_ended():
    assert trend_alt_text(series()) == (
        "Linjediagram över 5 kvartal, kvartal 1 2024 till kvartal 2 2025. "
        "Kvinnor: först 40\u00a0%, sist 48\u00a0%. Män: först 52\u00a0%, sist 49\u00a0%. "
        "Skillnad: först −12, sist −1 procentenheter."
    )


def test_one_quarter_is_a_picture_too():
    assert trend_alt_text(series()[:1]) == (
        "Diagram över ett kvartal, kvartal 1 2024. Kvinnor: 40\u00a0%. Män: 52\u00a0%. Skillnad: −12 procentenheter."
    )
    assert len(quarters(drawn(series()[:1], width=340))) == 1


@pytest.mark.parametrize("points", [[], series(((None, None), (None, 0.4)))], ids=["none", "hidden"])
def test_a_series_without_anything_to_compare_says_so(points: list[TrendPoint]):
    assert trend_alt_text(points) == "Linjediagram utan kvartal att visa."
    assert spec.written(drawn(points)) == ["Inga kvartal kan visas."]
