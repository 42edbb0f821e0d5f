from dataclasses import replace
from typing import Any

import pytest

from jamstalld.charts import DARK, LIGHT, Palette, hundred_alt_text, hundred_chart
from jamstalld.errors import RequestError
from jamstalld.views.model import Group, View

from . import make, spec


def grids(view: View, label: str, palette: Palette = LIGHT, width: int = 760) -> list[list[dict[str, Any]]]:
    found = hundred_chart(view, label, palette, width=width).to_dict()
    return [spec.records(found, part) for part in spec.marks(found, "point")]


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_as_many_squares_are_filled_as_the_sentence_says(palette: Palette):
    women, men = grids(make.view(), "Bistånd som avser boende", palette)
    assert len(women) == len(men) == 100
    assert sum(square["fill"] == palette.women for square in women) == 44
    assert sum(square["fill"] == palette.men for square in men) == 57
    assert {square["fill"] for square in women} == {palette.women, palette.ground}


def test_squares_are_filled_from_the_bottom_and_none_lies_on_another():
    women, _ = grids(make.view(), "Bistånd som avser boende")
    filled = [square["down"] for square in women if square["fill"] == LIGHT.women]
    empty = [square["down"] for square in women if square["fill"] == LIGHT.ground]
    assert min(filled) >= max(empty)
    assert len({(square["across"], square["down"]) for square in women}) == 100


def test_the_sentence_has_the_number_after_the_verb():
    found = hundred_chart(make.view(), "Bistånd som avser boende", LIGHT).to_dict()
    assert {
        "Bistånd som avser boende",
        "Av 100 kvinnor fick 44 bifall",
        "Av 100 män fick 57 bifall",
        "Skillnad · räknat i beslut",
    } <= set(spec.written(found))


@pytest.mark.parametrize(
    ("measure", "label", "said"),
    [
        ("goal_attained", "Boendestöd", "Av 100 kvinnor nådde 82 målet helt eller delvis."),
        ("approval", "Alla", "Av 100 kvinnor fick 54 bifall."),
        ("received", "Boendestöd", "Boendestöd: 82 av 100 insatser för kvinnor."),
        ("received", "Alla", "Alla: 54 av 100 insatser för kvinnor."),
    ],
)
def test_every_measure_makes_a_sentence(measure: str, label: str, said: str):
    assert said in hundred_alt_text(make.view(measure=measure), label)


def test_a_share_of_persons_is_of_the_women_themselves():
    view = replace(make.view(measure="received"), count_unit="personer", noun="")
    assert "Boendestöd: 82 av 100 kvinnor." in hundred_alt_text(view, "Boendestöd")


def test_a_share_in_other_rows_names_what_is_counted():
    view = replace(make.view(measure="received", by="area"), filters=(("intervention", "hemtjänst"),))
    assert "Boendestöd. Hemtjänst: 82 av 100 insatser för kvinnor." in hundred_alt_text(view, "Boendestöd")


def test_the_description_says_both_shares_and_the_verdict():
    assert hundred_alt_text(make.view(), "Boendestöd") == (
        "Boendestöd. Av 100 kvinnor fick 82 bifall. Av 100 män fick 82 bifall. Likvärdigt. Räknat i beslut."
    )


def test_nothing_and_everything_are_words_where_numbers_are_protected():
    view = make.view((make.row("A", 0.0, 1.0, "difference"),))
    text = hundred_alt_text(view, "A")
    assert "Av 100 kvinnor fick nästan inga bifall" in text
    assert "Av 100 män fick nästan alla bifall" in text
    women, men = grids(view, "A")
    assert {square["fill"] for square in women} == {LIGHT.ground}
    assert {square["fill"] for square in men} == {LIGHT.men}


@pytest.mark.parametrize(("share", "said"), [(0.003, "färre än 1"), (0.998, "fler än 99"), (0.006, "1")])
def test_less_than_one_of_a_hundred_is_not_none(share: float, said: str):
    row = replace(make.row("A", 0.5, 0.5), women=Group(3000, round(share * 3000), share, None, None))
    assert f"Av 100 kvinnor fick {said} bifall" in hundred_alt_text(make.view((row,)), "A")


def test_a_row_is_named_with_its_split():
    view = make.view((make.row("Hemtjänst", 0.5, 0.4, split="hög"), make.row("Hemtjänst", 0.2, 0.3, split="låg")))
    assert "fick 20 bifall" in hundred_alt_text(view, "Hemtjänst, låg")


@pytest.mark.parametrize("label", ["Finns inte", "LVM"])
def test_a_row_that_is_not_shown_is_refused(label: str):
    with pytest.raises(RequestError, match="visas inte"):
        hundred_chart(make.view(), label, LIGHT)


@pytest.mark.parametrize("width", [320, 340, 760, 1400])
def test_both_grids_keep_within_the_width(width: int):
    found = hundred_chart(make.view(), "Boendestöd", LIGHT, width=width).to_dict()
    taken = sum(column["width"] for column in found["hconcat"]) + found["spacing"]
    assert taken <= width
    assert taken >= min(width, 760) - 20
