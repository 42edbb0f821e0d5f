"""Pictures that a page offers as files: drawn when asked for, on white, saying what they show and where it is from."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import altair as alt
import pytest
import streamlit as st

from jamstalld.charts import DARK, LIGHT, Palette
from jamstalld.charts.standing import standing_chart
from jamstalld.ui import saving, show
from jamstalld.views.model import View
from tests.unit.charts import make

Offered = dict[str, dict[str, Any]]


@pytest.fixture
def offered(monkeypatch: pytest.MonkeyPatch) -> Offered:
    """Every button that would be shown, by what it says."""
    buttons: Offered = {}
    monkeypatch.setattr(st, "download_button", lambda label, **button: buttons.__setitem__(label, button))
    return buttons


def picture_of(view: View) -> Callable[[Palette, int], alt.TopLevelMixin]:
    return partial(standing_chart, view)


def test_nothing_is_drawn_until_somebody_asks(offered: Offered) -> None:
    def broken(palette: Palette, width: int) -> alt.TopLevelMixin:
        raise AssertionError("drawn unasked")

    saving.offer_picture(broken, title="Titel", source=["Källa"], name="bild")
    assert set(offered) == {"Ladda ner bilden (PNG)", "Ladda ner bilden (SVG)"}
    with pytest.raises(AssertionError, match="unasked"):
        offered["Ladda ner bilden (PNG)"]["data"]()


def test_files_are_drawn_on_white_with_finding_and_source(offered: Offered) -> None:
    saving.offer_picture(picture_of(make.view()), title="Fyndet", source=["Källan", "Skyddet"], name="bifall_2025")
    drawn = offered["Ladda ner bilden (SVG)"]["data"]().decode()
    assert {">Fyndet<", ">Källan<", ">Skyddet<", ">Familjehem<"} <= set(_texts(drawn))
    assert LIGHT.women in drawn
    assert DARK.women not in drawn
    assert offered["Ladda ner bilden (PNG)"]["data"]()[:8] == b"\x89PNG\r\n\x1a\n"
    files = [(button["file_name"], button["mime"]) for button in offered.values()]
    assert files == [("bifall_2025.png", "image/png"), ("bifall_2025.svg", "image/svg+xml")]


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
    for label, button in offered.items():
        if label.endswith("(SVG)"):
            drawn = button["data"]().decode()
            assert "Antal under 5 visas inte" in drawn
            assert "Uppgifterna är påhittade" in drawn
    assert len({button["file_name"] for button in offered.values()}) == len(offered)
