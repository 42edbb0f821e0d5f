"""Pictures that a page offers as files: drawn when asked for, on white, saying what they show and where it is from."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import altair as alt
import pytest

from jamstalld.charts import DARK, LIGHT, Palette
from jamstalld.charts.standing import standing_chart
from jamstalld.ui import saving, show
from jamstalld.views.model import View
from tests.unit.charts import make

Offered = dict[str, tuple[Callable[[], bytes], str]]


@pytest.fixture
def offered(monkeypatch: pytest.MonkeyPatch) -> Offered:
    """Every button that would be shown: what it says → what makes the file, and the file's name."""
    buttons: Offered = {}
    for module in (saving, show):
        monkeypatch.setattr(module, "offer_file", lambda label, make, name, *_: buttons.update({label: (make, name)}))
    return buttons


def picture_of(view: View) -> Callable[[Palette, int], alt.TopLevelMixin]:
    return partial(standing_chart, view)


def test_nothing_is_drawn_until_somebody_asks(offered: Offered) -> None:
    def broken(palette: Palette, width: int) -> alt.TopLevelMixin:
        raise AssertionError("drawn unasked")

    saving.offer_picture(broken, title="Titel", source=["Källa"], name="bild")
    assert set(offered) == {"Ladda ner bilden (PNG)", "Ladda ner bilden (SVG)"}
    with pytest.raises(AssertionError, match="unasked"):
        offered["Ladda ner bilden (PNG)"][0]()


def test_files_are_drawn_on_white_with_finding_and_source(offered: Offered) -> None:
    saving.offer_picture(picture_of(make.view()), title="Fyndet", source=["Källan", "Skyddet"], name="bifall_2025")
    drawn = offered["Ladda ner bilden (SVG)"][0]().decode()
    assert {">Fyndet<", ">Källan<", ">Skyddet<", ">Familjehem<"} <= set(_texts(drawn))
    assert LIGHT.women in drawn
    assert DARK.women not in drawn
    assert offered["Ladda ner bilden (PNG)"][0]()[:8] == b"\x89PNG\r\n\x1a\n"
    assert [name for _, name in offered.values()] == ["bifall_2025.png", "bifall_2025.svg"]


def _texts(drawn: str) -> list[str]:
    return [f">{part.split('<')[0]}<" for part in drawn.split(">")]


@pytest.mark.parametrize(
    ("view", "row", "labels"),
    [
        (make.view(), "Boendestöd", ["bilden", "av hundra"]),
        (make.view(()), None, ["bilden"]),
        (make.scale(), None, ["bilden", "fördelningen"]),
        (make.hours(), "Hemtjänst", ["bilden", "fördelningen"]),
    ],
    ids=["rate", "no rows", "scale", "mean"],
)
def test_every_picture_of_a_view_may_be_taken_away(
    offered: Offered, view: View, row: str | None, labels: list[str]
) -> None:
    view = replace(view, sentences=("Fyndet.",), method=("Metoden.",))
    show._offer(view, view, row)
    assert list(offered) == [
        "Ladda ner tabellen (CSV)",
        *(f"Ladda ner {label} ({ending})" for label in labels for ending in ("PNG", "SVG")),
    ]
    for label, (make_file, _) in offered.items():
        if label.endswith("(SVG)"):
            drawn = make_file().decode()
            assert "Antal under 5 visas inte" in drawn
            assert "Uppgifterna är påhittade" in drawn
    assert len({name for _, name in offered.values()}) == len(offered)
