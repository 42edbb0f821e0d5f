"""The timeline of actions: every action is there, in words, in the table and within the picture."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from jamstalld.charts.theme import DARK, LIGHT, Palette
from jamstalld.charts.timeline import TimelineAction, timeline_alt_text, timeline_chart, timeline_table
from jamstalld.periods import Quarter

TODAY = date(2026, 11, 29)
PLAN = TimelineAction(
    what="Samma frågor till kvinnor och män i varje utredning, med den mall som andra har prövat",
    who="Karin Berg",
    status="Pågår",
    decided=date(2026, 3, 1),
    due=date(2026, 10, 1),
    begun=Quarter.parse("2026K2"),
    seen=Quarter.parse("2027K2"),
    is_open=True,
    late=True,
    verdict="Ingen säker förändring",
)
NEXT = replace(PLAN, what="Fråga alla om våld", due=date(2027, 1, 31), late=False, decided=date(2026, 6, 1))
DONE = replace(PLAN, what="Se över timmarna", status="Genomförd", is_open=False, late=False, due=date(2026, 5, 1))
BARE = TimelineAction("Prata mer", "", "Planerad", TODAY, None, None, None, is_open=True, late=False)
ALL = (PLAN, NEXT, DONE, BARE)


def records(actions: tuple[TimelineAction, ...], width: int = 1000, palette: Palette = LIGHT) -> list[dict[str, Any]]:
    spec = timeline_chart(actions, palette, width=width, today=TODAY).to_dict()
    return [record for values in spec["datasets"].values() for record in values]


def bars(actions: tuple[TimelineAction, ...]) -> dict[str, tuple[float, float]]:
    return {one["tip_what"]: (one["x"], one["to"]) for one in records(actions) if "to" in one}


@pytest.mark.parametrize("width", [350, 1000])
@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_every_mark_lies_within_the_picture(width: int, palette: Palette) -> None:
    found = records(ALL, width, palette)
    height = timeline_chart(ALL, palette, width=width, today=TODAY).to_dict()["height"]
    for one in found:
        for key, most in (("x", width), ("to", width), ("y", height), ("end", height)):
            assert 0 <= one.get(key, 0) <= most, one


def test_a_late_action_reaches_today_and_others_the_day_they_are_due() -> None:
    found = bars(ALL)
    ends = {what: end for what, (_, end) in found.items()}
    starts = {what: start for what, (start, _) in found.items()}
    (today,) = {one["x"] for one in records(ALL) if "end" in one and one["top"] == 50}
    assert ends[PLAN.what] == pytest.approx(today)
    assert ends[NEXT.what] > today
    assert ends[DONE.what] < today
    assert starts[BARE.what] == ends[BARE.what] == pytest.approx(today)
    assert starts[PLAN.what] < starts[NEXT.what]


def test_an_open_action_has_an_open_sign_and_a_done_one_a_filled_one() -> None:
    fills = {
        one["tip_what"]: one["fill"] for one in records(ALL) if one.get("shape") == "diamond" and "tip_what" in one
    }
    assert fills == {PLAN.what: LIGHT.ground, NEXT.what: LIGHT.ground, DONE.what: LIGHT.uncertain}


def test_lateness_is_told_without_colour() -> None:
    texts = [one["text"] for one in records((replace(PLAN, what="Fråga alla"),)) if "text" in one]
    assert "Försenad: Fråga alla" in texts
    assert "i dag" in texts


def test_one_action_without_any_day_is_drawn() -> None:
    assert bars((BARE,))["Prata mer"]
    assert timeline_alt_text((BARE,), TODAY) == "Tidslinje över 1 åtgärd."


def test_many_years_name_fewer_months() -> None:
    long = replace(PLAN, decided=date(2015, 1, 1))
    texts = [one["text"] for one in records((long,), 350) if "text" in one]
    months = [text for text in texts if text.startswith("jan")]
    assert 1 <= len(months) <= 12


def test_the_picture_in_words() -> None:
    assert timeline_alt_text(ALL, TODAY) == (
        "Tidslinje över 4 åtgärder. 1 är försenad. Närmast, 31 januari 2027: Fråga alla om våld."
    )


def test_the_table_has_everything() -> None:
    rows = timeline_table(ALL)
    assert rows[0] == {
        "Åtgärd": PLAN.what,
        "Vem": "Karin Berg",
        "Läge": "Pågår, försenad",
        "Beslutad": "1 mars 2026",
        "Började": "kvartal 2 2026",
        "Klart senast": "1 oktober 2026",
        "Ska synas": "kvartal 2 2027",
        "Besked": "Ingen säker förändring",
    }
    assert list(rows[3].values()) == ["Prata mer", "–", "Planerad", "29 november 2026", "–", "–", "–", "–"]
