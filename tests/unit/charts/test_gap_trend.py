from typing import Any

import pytest

from jamstalld.charts import DARK, LIGHT, Effort, GapPoint, Palette, gap_alt_text, gap_chart, gap_table
from jamstalld.periods import Quarter
from jamstalld.views.model import Estimate
from jamstalld.wording.units import unit_of

from . import spec

START = Quarter.of(2024, 1)
GAPS: tuple[tuple[float, float, float] | None, ...] = (
    (-9.2, -15, -3),
    (-7.1, -13, -1),
    None,
    (-10.4, -16, -4),
    (-4, -10, 2),
    (-3.2, -9, 3),
)
EFFORT = Effort(START + 4, Estimate(-8.9, -11, -6), Estimate(-3.6, -8, 1), "Utbildningen börjar")
WIDTHS = (320, 350, 599, 1000)
AXIS = 44


def series(gaps: tuple[tuple[float, float, float] | None, ...] = GAPS) -> list[GapPoint]:
    return [GapPoint(START + at, *gap) if gap else GapPoint(START + at, None) for at, gap in enumerate(gaps)]


def drawn(points: list[GapPoint], width: int = 1000, palette: Palette = LIGHT, **options: Any) -> dict[str, Any]:
    return gap_chart(points, palette, width=width, **options).to_dict()


def quarters(found: dict[str, Any]) -> list[dict[str, Any]]:
    (line,) = spec.marks(found, "line")
    return spec.records(found, line)


def rules(found: dict[str, Any], **properties: Any) -> list[dict[str, Any]]:
    return spec.marks(found, "rule", **properties)


def test_each_quarter_has_its_difference_and_interval():
    first = quarters(drawn(series()))[0]
    assert (first["estimate"], first["low"], first["high"]) == (-9.2, -15, -3)
    assert (first["name"], first["tip_difference"]) == ("Kvartal 1 2024", "−9\u00a0procentenheter")
    assert first["tip_interval"] == "−15 till −3"


def test_a_hidden_and_a_missing_quarter_leave_a_gap():
    points = [point for at, point in enumerate(series()) if at != 3]
    found = quarters(drawn(points))
    assert [record["estimate"] for record in found] == [-9.2, -7.1, None, None, -4, -3.2]
    assert found[2]["tip_difference"] == "visas inte"


def test_the_order_of_the_points_does_not_matter():
    assert quarters(drawn(series()[::-1])) == quarters(drawn(series()))
    assert gap_alt_text(series()[::-1]) == gap_alt_text(series())
    assert gap_table(series()[::-1]) == gap_table(series())


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_zero_and_the_margin_are_drawn(palette: Palette):
    found = drawn(series(), palette=palette, margin=3.0)
    (band,) = spec.marks(found, "rect", color=palette.band)
    assert (band["encoding"]["y"]["datum"], band["encoding"]["y2"]["datum"]) == (-3.0, 3.0)
    ends = {rule["encoding"]["y"].get("datum") for rule in rules(found)}
    assert {-3.0, 0, 3.0} <= ends
    assert "Skuggat: högst 3\u00a0procentenheter" in spec.written(found)


def test_the_median_is_a_dashed_line_with_its_name():
    found = drawn(series(), median=-6.4)
    (line,) = rules(found, color=LIGHT.similar)
    assert line["mark"]["strokeDash"]
    assert spec.records(found, line) == [{"median": -6.4}]
    assert "median −6" in spec.written(found)
    assert not any("median" in text for text in spec.written(drawn(series())))


def test_an_effort_is_a_line_before_its_quarter_with_the_means_on_both_sides():
    found = drawn(series(), effort=EFFORT)
    (line,) = rules(found, strokeDash=[5, 4])
    at = line["encoding"]["x"]["value"]
    domain, ends = spec.scale(spec.marks(found, "line")[0], "x")
    between = ends[0] + (3.5 - domain[0]) / (domain[1] - domain[0]) * (ends[1] - ends[0])
    assert at == pytest.approx(between)
    before, after = rules(found, strokeWidth=2.5)
    assert (spec.records(found, before), spec.records(found, after)) == ([{"level": -8.9}], [{"level": -3.6}])
    assert before["encoding"]["x2"]["value"] == after["encoding"]["x"]["value"] == at
    assert {"Utbildningen börjar", "före −9 · efter −4"} <= set(spec.written(found))


@pytest.mark.parametrize("quarter", [-2, 0, 3, 5, 9])
@pytest.mark.parametrize("width", WIDTHS)
def test_no_text_leaves_the_picture_wherever_the_effort_is(quarter: int, width: int):
    effort = Effort(START + quarter, EFFORT.before, EFFORT.after, "Ett nytt arbetssätt börjar")
    for text, left, right in spec.spans(drawn(series(), width, effort=effort, median=-10.0)):
        assert -AXIS - 1 <= left <= right <= width - AXIS + 1, text


def test_an_effort_without_means_is_only_a_line():
    found = drawn(series(), effort=Effort(START + 2))
    assert not rules(found, strokeWidth=2.5)
    assert "Insats börjar" in spec.written(found)


def test_an_interval_far_beyond_the_others_is_cut_with_an_arrow():
    found = drawn([*series(), GapPoint(START + 6, -5, -90, 80)])
    domain, _ = spec.scale(spec.marks(found, "line")[0], "y")
    assert max(map(abs, domain)) <= 30
    (arrows,) = [part for part in spec.marks(found, "point") if "'arrow'" in str(part["encoding"].get("shape"))]
    assert [(each["arrow"], each["end"]) for each in spec.records(found, arrows)] == [
        ("triangle-down", domain[0]),
        ("triangle-up", domain[1]),
    ]


def test_what_up_and_down_mean_follows_the_words_and_the_unit():
    hours = unit_of("timmar per vecka", "timme per vecka", 1.0)
    texts = spec.written(drawn(series(), unit=hours, margin=1.0, words=("flickor", "pojkar")))
    assert {"↑ fler för flickor", "↓ fler för pojkar", "Skillnad, timmar per vecka"} <= set(texts)


def test_the_table_says_what_the_picture_says():
    table = gap_table(series())
    assert table[0] == {
        "Kvartal": "kvartal 1 2024",
        "Skillnad (procentenheter)": "−9",
        "Osäkerhet": "−15 till −3",
    }
    assert table[2] == {"Kvartal": "kvartal 3 2024", "Skillnad (procentenheter)": "visas inte", "Osäkerhet": "–"}
    assert [row["Osäkerhet"] for row in table if row["Osäkerhet"] != "–"] == [
        record["tip_interval"] for record in quarters(drawn(series())) if record["estimate"] is not None
    ]


def test_the_description_says_how_it_began_and_what_the_effort_changed():
    assert gap_alt_text(series(), median=-7.1, effort=EFFORT).replace("\u00a0", " ") == (
        "Diagram: skillnaden mellan kvinnor och män under 5 kvartal, kvartal 1 2024 till kvartal 2 2025. "
        "Visas inte: 1 kvartal. Först 9 procentenheter lägre för kvinnor. Sist 3 procentenheter lägre för kvinnor. "
        "Median: 7 procentenheter lägre för kvinnor. Utbildningen börjar kvartal 1 2025. "
        "Före: 9 procentenheter lägre för kvinnor. Efter: 4 procentenheter lägre för kvinnor."
    )


@pytest.mark.parametrize("points", [[], [GapPoint(START, None)]], ids=["none", "hidden"])
def test_a_series_without_anything_to_show_says_so(points: list[GapPoint]):
    assert spec.written(drawn(points)) == ["Inga kvartal kan visas."]
    assert gap_alt_text(points) == "Diagram utan kvartal att visa."


def test_one_quarter_is_a_picture_too():
    found = drawn(series()[:1], 350)
    assert len(quarters(found)) == 1
    assert "Sist" not in gap_alt_text(series()[:1])
