from typing import Any

import pytest

from jamstalld.charts import DARK, LIGHT, HeatCell, Palette, heat_alt_text, heat_map, heat_table
from jamstalld.charts.fitting import text_width
from jamstalld.charts.theme import contrast
from jamstalld.views.model import Verdict

from . import spec

WIDTHS = (320, 350, 599, 600, 1000)


def cell(row: str, column: str, estimate: float | None, verdict: Verdict, women: int | None = 140) -> HeatCell:
    ends = (None, None) if estimate is None else (estimate - 8, estimate + 8)
    return HeatCell(row, column, estimate, *ends, verdict, women, 155)


CELLS = (
    cell("Hemtjänst", "65–79 år", -4.0, "uncertain"),
    cell("Hemtjänst", "80 år och äldre", -12.0, "difference"),
    cell("Boendestöd", "65–79 år", 24.0, "difference"),
    cell("Boendestöd", "80 år och äldre", None, "hidden", None),
    cell("Kontaktperson", "65–79 år", 0.4, "similar"),
    cell("Kontaktperson", "80 år och äldre", 7.0, "too_small"),
)


def grid(rows: int, columns: int) -> list[HeatCell]:
    verdicts: tuple[Verdict, ...] = ("difference", "similar", "uncertain", "too_small")
    return [
        cell(
            f"En insats med ett långt namn {row}",
            f"Kolumn nummer {column}",
            row * 9.0 - column * 8.5,
            verdicts[(row + column) % 4],
        )
        for row in range(rows)
        for column in range(columns)
    ]


def drawn(cells: Any = CELLS, width: int = 1000, palette: Palette = LIGHT, **options: Any) -> dict[str, Any]:
    return heat_map(cells, palette, width=width, **options).to_dict()


def boxes(found: dict[str, Any]) -> list[dict[str, Any]]:
    (part,) = [part for part in spec.marks(found, "rect") if "tooltip" in part["encoding"]]
    return spec.records(found, part)


def test_every_crossing_has_a_cell_with_its_number_written():
    found = drawn()
    assert len(boxes(found)) == 6
    assert {"−4", "−12", "+24", "+0,4", "+7"} <= set(spec.written(found))
    assert len({(box["left"], box["top"]) for box in boxes(found)}) == 6


def test_the_tint_says_direction_and_size_in_margins():
    tints = {box["text"]: box["tint"] for box in boxes(drawn())}
    assert tints["−4"] == tints["+0,4"] == LIGHT.band
    assert tints["+7"] == LIGHT.women_tints[0]
    assert tints["−12"] == LIGHT.men_tints[1]
    assert tints["+24"] == LIGHT.women_tints[2]


@pytest.mark.parametrize(
    ("estimate", "tint"),
    [(5.0, "band"), (5.01, 0), (10.0, 0), (10.01, 1), (20.0, 1), (20.01, 2)],
)
def test_where_the_tints_begin(estimate: float, tint: int | str):
    (box,) = boxes(drawn([cell("A", "B", -estimate, "uncertain")]))
    assert box["tint"] == (LIGHT.band if tint == "band" else LIGHT.men_tints[int(tint)])


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_numbers_and_signs_are_legible_on_every_tint(palette: Palette):
    for estimate in (-30, -15, -7, 0, 7, 15, 30):
        (box,) = boxes(drawn([cell("A", "B", estimate, "difference")], palette=palette))
        assert contrast(box["colour"], box["tint"]) >= 4.5


def test_the_verdict_is_told_by_a_sign_and_bold_type_and_not_by_colour():
    found = drawn()
    looks = {box["verdict"]: (box["shape"], box["fill"] == box["tint"]) for box in boxes(found) if not box["hidden"]}
    assert len(set(looks.values())) == 4
    bold = spec.marks(found, "text", fontWeight=700)
    assert [record["text"] for part in bold for record in spec.records(found, part)] == ["−12", "+24"]


def test_hidden_cells_are_hatched_and_hold_nothing():
    found = drawn()
    (box,) = [box for box in boxes(found) if box["hidden"]]
    assert (box["text"], box["estimate"], box["tip_difference"]) == ("", None, "–")
    hatch = spec.records(found, spec.marks(found, "rule")[0])
    assert len(hatch) > 5
    for line in hatch:
        assert box["left"] <= min(line["x"], line["x2"]) <= max(line["x"], line["x2"]) <= box["right"]
        assert box["top"] <= min(line["y"], line["y2"]) <= max(line["y"], line["y2"]) <= box["bottom"]
    assert "Visas inte" in spec.written(found)
    assert "Visas inte" not in spec.written(drawn(CELLS[:3:2]))


def test_a_verdict_of_hidden_hides_the_number_whatever_the_cell_holds():
    slip = HeatCell("A", "B", 12.0, 3.0, 21.0, "hidden", 4, 60)
    assert "+12" not in str(drawn([slip]))
    assert "+12" not in str(heat_table([slip], row_title="Insats", column_title="Ålder"))


def test_a_crossing_that_is_not_told_of_is_hidden():
    found = drawn(CELLS[:3])
    assert [box["hidden"] for box in boxes(found)] == [False, False, False, True]
    assert "Visas inte: 1 ruta." in heat_alt_text(CELLS[:3])


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("size", [(1, 1), (3, 2), (6, 5), (4, 8), (3, 10)])
def test_no_text_and_no_cell_leaves_the_picture(width: int, size: tuple[int, int]):
    found = drawn(grid(*size), width)
    for text, left, right in spec.spans(found):
        assert -1 <= left <= right <= width + 1, text
    for box in boxes(found):
        assert 0 <= box["left"] < box["right"] <= width
        weight = 1.14 if box["verdict"] == "difference" else 1
        assert text_width(box["text"], 14) * weight <= box["right"] - box["left"] + 3


def test_columns_too_many_for_a_narrow_picture_change_places_with_the_rows():
    found = drawn(grid(3, 10), 350)
    assert len({box["left"] for box in boxes(found)}) == 3
    assert len({box["left"] for box in boxes(drawn(grid(3, 10), 1000))}) == 10


def test_names_of_columns_stand_on_end_where_they_do_not_fit():
    assert [part for part in spec.marks(drawn(grid(8, 8), 350), "text") if part["mark"].get("angle") == 270]
    assert not [part for part in spec.marks(drawn(grid(3, 3), 1000), "text") if part["mark"].get("angle")]


def test_rows_stand_above_their_cells_in_a_narrow_picture():
    wide, narrow = drawn(width=1000), drawn(width=350)
    assert min(box["left"] for box in boxes(wide)) > 80
    assert min(box["left"] for box in boxes(narrow)) == 0


def test_the_table_has_a_line_for_each_cell():
    rows = heat_table(CELLS, row_title="Insats", column_title="Ålder")
    assert rows[1] == {
        "Insats": "Hemtjänst",
        "Ålder": "80 år och äldre",
        "Kvinnor, antal": "140",
        "Män, antal": "155",
        "Skillnad (procentenheter)": "−12",
        "Osäkerhet": "−20 till −4",
        "Bedömning": "Skillnad",
    }
    assert (rows[3]["Kvinnor, antal"], rows[3]["Skillnad (procentenheter)"]) == ("färre än 5", "–")
    assert [row["Skillnad (procentenheter)"] for row in rows] == [box["text"] or "–" for box in boxes(drawn())]


def test_the_description_names_the_differences_the_largest_first():
    assert heat_alt_text(CELLS) == (
        "Rutnät: skillnaden mellan kvinnor och män i procentenheter, 3 rader och 2 kolumner. "
        "Skillnad: Boendestöd, 65–79 år (+24); Hemtjänst, 80 år och äldre (−12). Likvärdigt: 1 ruta. "
        "Kan bero på slumpen: 1 ruta. För litet underlag: 1 ruta. Visas inte: 1 ruta."
    )


def test_the_description_is_never_too_long():
    text = heat_alt_text([cell(f"Rad {at}", f"Kolumn med långt namn {at % 7}", 20.0, "difference") for at in range(40)])
    assert len(text) <= 600
    assert " till." in text


def test_no_cells_at_all():
    assert spec.written(drawn(())) == ["Inga rutor kan visas."]
    assert heat_alt_text(()) == "Rutnät utan rutor att visa."
    assert heat_table((), row_title="A", column_title="B") == []
