"""JSON, table, PNG and SVG of one and the same answer, side by side: every kind of view and every analysis page.

What each page puts on the screen is held against the same answer in ``tests/app``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import altair as alt
import pytest

from jamstalld.charts.comparison import comparison_table
from jamstalld.charts.decomposition import parts_chart, parts_table
from jamstalld.charts.explanation import picture_of
from jamstalld.charts.funnel import funnel_chart, funnel_table, funnels_of
from jamstalld.charts.heat import heat_map
from jamstalld.charts.interplay import heat_cells, interplay_table, interplay_unit
from jamstalld.charts.matching import match_heat, match_table
from jamstalld.charts.over_time import lines_chart, over_time_chart, over_time_table
from jamstalld.charts.words import gap_text, level_texts, unit_in
from jamstalld.periods import Quarter
from jamstalld.store import Database
from jamstalld.ui import saving
from jamstalld.ui.pictures import standing_chart
from jamstalld.views.asjson import view_from_json, view_to_json
from jamstalld.views.build import build_view
from jamstalld.views.explaining import explain
from jamstalld.views.explaining.model import explanation_to_json
from jamstalld.views.interplay import InterplayRequest, interplay
from jamstalld.views.interplay.model import interplay_to_json
from jamstalld.views.matching import MatchingRequest, matching
from jamstalld.views.over_time import over_time
from jamstalld.views.over_time_model import OverTimeRequest
from jamstalld.views.request import ViewRequest

Draw = Callable[..., alt.TopLevelMixin]


@pytest.fixture
def files(monkeypatch: pytest.MonkeyPatch) -> Callable[[Draw], list[str]]:
    """Take a picture away as its buttons give it: PNG and SVG of one drawing; the texts that the SVG holds."""

    def taken(draw: Draw) -> list[str]:
        made: list[Any] = []
        monkeypatch.setattr(saving, "offer_file", lambda label, make, *_: made.append(make))
        saving.offer_picture(draw, title="Fyndet", source=["Källan"], name="bild")
        one, other = (json.loads(partial(file.func, json.dumps, *file.args[1:])()) for file in made)
        assert one == other, "PNG and SVG are drawn of one specification"
        image, drawing = made[0](), made[1]().decode()
        assert image.startswith(b"\x89PNG")
        return [text.replace("&#160;", "\u00a0") for text in re.findall(r">([^<>]+)</t(?:ext|span)>", drawing)]

    return taken


def holds(texts: Sequence[str], wanted: str) -> bool:
    """Tell whether a picture says something, on one line or, of two words, on two."""
    return wanted in texts or all(part in texts for part in wanted.split(" "))


@pytest.mark.parametrize(
    ("measure", "by"),
    [("approval", "area"), ("received", "intervention"), ("goal", "area"), ("hours", "area"), ("waiting", "area")],
    ids=["rate", "share", "scale", "mean", "days"],
)
def test_a_view(sample_database: Database, files: Callable[[Draw], list[str]], measure: str, by: str) -> None:
    view = build_view(sample_database, ViewRequest(measure, by=by))
    told = json.loads(json.dumps(view_to_json(view), allow_nan=False))
    assert view_from_json(told) == view
    texts = files(partial(standing_chart, view))
    table = comparison_table(view, view.by_title)[: len(view.rows)]
    for row, line, one in zip(view.rows, table, told["rows"], strict=True):
        gap = gap_text(row, unit_in(view))
        assert line[view.by_title] == one["label"] == row.label
        assert line[f"Skillnad ({view.unit})"] == gap
        assert gap in texts
        assert row.difference is not None
        assert one["difference"]["estimate"] == row.difference.estimate
        for text in level_texts(row, view):
            assert text in line.values()
            assert holds(texts, text)


def test_a_funnel(sample_database: Database, files: Callable[[Draw], list[str]]) -> None:
    view = build_view(sample_database, ViewRequest("approval", by="unit"))
    told = view_to_json(view)
    for picture, sex in zip(funnels_of(view), ("women", "men"), strict=True):
        texts = files(partial(_funnel, picture))
        for line, row in zip(funnel_table(picture), told["rows"], strict=True):
            assert line["Enhet"] == row["label"]
            assert line["Antal beslut"] == str(row[sex]["n"])
            assert line["Andel"] == f"{100 * row[sex]['share']:.0f}\u00a0%"
            if line["Bedömning"] != "Inom det väntade":
                assert row["label"] in texts


def _funnel(picture: Any, palette: Any, width: int) -> alt.TopLevelMixin:
    return funnel_chart(picture, palette, width=width)


def test_over_time(sample_database: Database, files: Callable[[Draw], list[str]]) -> None:
    effort = Quarter.parse("2025K4")
    seen = over_time(sample_database, OverTimeRequest("violence_asked", effort=effort))
    assert seen.effort is not None
    assert seen.effort.before.difference is not None
    texts = files(lambda palette, width: over_time_chart(seen, palette, width=width))
    before = f"{seen.effort.before.difference.estimate:+.0f}"
    assert any(before in text for text in texts)
    last = over_time_table(seen)[-1]
    lines = files(lambda palette, width: lines_chart(seen, palette, width=width))
    for word in ("Kvinnor", "Män"):
        share = last[word].split(" (")[0]
        assert f"{word} {share}" in lines


def test_an_explanation(sample_database: Database, files: Callable[[Draw], list[str]]) -> None:

    seen = explain(sample_database, "approval", ("need_level",), (("area", "Ekonomiskt bistånd"),))
    picture = picture_of(seen)
    assert picture is not None
    texts = files(lambda palette, width: parts_chart(picture, palette, width=width))
    table = parts_table(picture)
    for line in table:
        assert list(line.values())[1] in texts
    told = json.loads(json.dumps(explanation_to_json(seen)))
    remains = next(part for part in told["parts"] if part["kind"] == "remains")
    assert list(table[-1].values())[1] == f"{remains['shown']:+.0f}".replace("-", "−")


def test_an_interplay(sample_database: Database, files: Callable[[Draw], list[str]]) -> None:
    seen = interplay(sample_database, InterplayRequest("approval", "area", "need_level"))
    cells = heat_cells(seen.cells)
    texts = files(
        lambda palette, width: heat_map(
            cells, palette, width=width, unit=interplay_unit(seen), margin=seen.margin, words=seen.words
        )
    )
    told = interplay_to_json(seen)
    for line, cell in zip(interplay_table(seen), told["cells"], strict=True):
        if cell["verdict"] != "hidden":
            assert line["Skillnad (procentenheter)"] in texts
            assert line["Kvinnor, antal"].endswith(f" av {cell['women']['n']}")


def test_a_match(sample_database: Database, files: Callable[[Draw], list[str]]) -> None:
    seen = matching(sample_database, MatchingRequest("Ekonomiskt bistånd"))
    texts = files(
        lambda palette, width: heat_map(match_heat(seen), palette, width=width, margin=seen.margin, words=seen.words)
    )
    shown = [line["Skillnad (procentenheter)"] for line in match_table(seen)]
    assert all(text in texts for text in shown if text != "–")
