"""The pictures that a room looks at: their smallest letters, on the smallest screen that shows each drawing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from jamstalld.charts.saving import svg
from jamstalld.periods import Period, Quarter
from jamstalld.snapshots import Answer
from jamstalld.store import Database
from jamstalld.ui.meetings import pictures
from jamstalld.ui.meetings.pictures import STAGES, Stage, drawn, drawn_of_hundred, has_hundred
from jamstalld.views.build import build_view
from jamstalld.views.explaining import explain
from jamstalld.views.interplay import InterplayRequest, interplay
from jamstalld.views.matching import MatchingRequest, matching
from jamstalld.views.over_time import over_time
from jamstalld.views.over_time_model import OverTimeRequest
from jamstalld.views.request import ViewRequest

LEAST = 24
"""The smallest letters that a room can read, pixels."""
STYLE = Path(pictures.__file__).with_name("screen.css").read_text("utf-8")
REM, SMALL_SCREEN = 16, (1280, 720)
YEAR = Period.parse("2025")


def found(pattern: str) -> tuple[int, ...]:
    """Give the numbers of a rule of the style."""
    rule = re.search(pattern, STYLE)
    assert rule, pattern
    return tuple(map(int, rule.groups()))


def place(stage: Stage) -> tuple[float, float]:
    """Give the room that a drawing has on the smallest screen that shows it, pixels."""
    (beside,) = found(r"stMainBlockContainer \{ padding: [\d.]+rem (\d+)rem")
    (taken,) = found(rf"storbild_{stage.key} svg\.marks \{{[^}}]*100vh - (\d+)px")
    if stage.key == "bred":
        width, height = found(r"min-width: (\d+)px\) and \(min-height: (\d+)px")
        return width - 2 * beside * REM, height - taken
    words, picture = found(r"minmax\(0, (\d+)fr\) minmax\(0, (\d+)fr\)")
    width, height = SMALL_SCREEN
    return (width - 2 * beside * REM - 1.5 * REM) * picture / (words + picture), height - taken


def smallest(spec: dict[str, Any], room: tuple[float, float]) -> float:
    """Give the height of the smallest letters of a picture, enlarged until it fills its room."""
    drawing = svg(spec).decode()
    size = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', drawing)
    assert size
    scale = min(has / float(needs) for has, needs in zip(room, size.groups(), strict=True))
    return scale * min(float(letters) for letters in re.findall(r'font-size="([\d.]+)px"', drawing))


@pytest.fixture(scope="module")
def answers(sample_database: Database) -> Mapping[str, Answer]:
    effort = Quarter.parse("2025K1")
    return {
        "share": build_view(sample_database, ViewRequest("received", period=YEAR)),
        "rate": build_view(sample_database, ViewRequest("approval", by="unit", period=YEAR)),
        "scale": build_view(sample_database, ViewRequest("goal", by="area", period=YEAR)),
        "mean": build_view(sample_database, ViewRequest("hours", period=YEAR)),
        "by quarter": build_view(sample_database, ViewRequest("approval", by="quarter", period=YEAR)),
        "means by quarter": build_view(sample_database, ViewRequest("hours", by="quarter", period=YEAR)),
        "over time": over_time(sample_database, OverTimeRequest("approval")),
        "means over time": over_time(sample_database, OverTimeRequest("waiting")),
        "an effort": over_time(sample_database, OverTimeRequest("approval", effort=effort, adjust_by=("need_level",))),
        "an effort, means": over_time(sample_database, OverTimeRequest("hours", effort=effort)),
        "interplay": interplay(sample_database, InterplayRequest("approval", "area", "need_level")),
        "explanation": explain(sample_database, "approval", ["need_level", "age_group"]),
        "explanation of means": explain(sample_database, "hours", ["need_level", "age_group", "area"]),
        "matching": matching(sample_database, MatchingRequest("Äldre")),
    }


NAMES = (
    *("share", "rate", "scale", "mean", "by quarter", "means by quarter", "over time", "means over time"),
    *("an effort", "an effort, means", "interplay", "explanation", "explanation of means", "matching"),
)


@pytest.mark.parametrize("stage", STAGES, ids=lambda stage: stage.key)
@pytest.mark.parametrize("name", NAMES)
def test_a_room_can_read_every_picture(answers: Mapping[str, Answer], name: str, stage: Stage) -> None:
    spec = drawn(answers[name], stage, dark=False)
    assert spec
    assert smallest(spec, place(stage)) >= LEAST


@pytest.mark.parametrize("stage", STAGES, ids=lambda stage: stage.key)
@pytest.mark.parametrize("name", ["share", "rate"])
def test_a_room_can_read_the_hundred_squares(answers: Mapping[str, Answer], name: str, stage: Stage) -> None:
    view = answers[name]
    assert has_hundred(view)
    assert smallest(drawn_of_hundred(view, stage, dark=True), place(stage)) >= LEAST
