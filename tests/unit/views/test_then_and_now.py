"""Whether a finding stands: told by the verdicts, by the interval of the change, and in exact sentences."""

from __future__ import annotations

from typing import Any

import pytest

from jamstalld.periods import Period, Quarter
from jamstalld.snapshots import KINDS, Answer, snapshot
from jamstalld.store import Database
from jamstalld.views.build import build_view
from jamstalld.views.explaining import explain
from jamstalld.views.interplay import InterplayRequest, interplay
from jamstalld.views.matching import MatchingRequest, matching
from jamstalld.views.over_time import over_time
from jamstalld.views.over_time_model import OverTimeRequest
from jamstalld.views.request import ViewRequest
from jamstalld.views.then_and_now import ThenAndNow, findings, then_and_now
from jamstalld.wording.then_and_now import standing_sentence

GAP = {"estimate": -20.0, "low": -30.0, "high": -10.0}
NEARLY_NONE = {"estimate": 0.0, "low": -3.0, "high": 3.0}


def answer(*rows: dict[str, Any], period: str = "2025", version: str = "a") -> dict[str, Any]:
    return {"rows": list(rows), "period": period, "data_version": version, "threshold": 5, "margin": 5.0}


def row(verdict: str, estimate: float = -20.0, half: float = 10.0, label: str = "LVU") -> dict[str, Any]:
    if verdict == "hidden":
        return {"label": label, "split": None, "verdict": verdict}
    gap = {"estimate": estimate, "low": estimate - half, "high": estimate + half}
    return {"label": label, "split": None, "verdict": verdict, "difference": gap}


def said(side: ThenAndNow) -> str:
    standings = [(one.label, one.standing) for one in side.groups]
    return standing_sentence(
        standings, unchanged=side.unchanged, overlapping=side.overlapping, by_quarter=side.by_quarter
    )


THEN = row("difference")
NOW = [
    (row("difference"), "2024", "stands", "Könsskillnaden står sig i LVU."),
    (row("difference", -2, 1), "2024", "smaller", "Könsskillnaden har minskat men finns kvar i LVU."),
    (row("difference", -60, 5), "2024", "larger", "Könsskillnaden har ökat i LVU."),
    (row("difference", 20, 5), "2024", "turned", "Könsskillnaden har vänt i LVU."),
    (row("similar", 0, 3), "2024", "gone", "Könsskillnaden är borta i LVU (nu likvärdigt)."),
    (row("uncertain", -6, 9), "2024", "unsure", "Könsskillnaden går inte längre att skilja från slumpen i LVU."),
    (row("too_small", -6, 60), "2024", "few", "Könsskillnaden går inte längre att bedöma i LVU (för litet underlag)."),
    (row("hidden"), "2024", "few", "Könsskillnaden går inte längre att bedöma i LVU (för litet underlag)."),
]


IDS = [f"{one[2]}, {one[0]['verdict']}" for one in NOW]


@pytest.mark.parametrize(("now", "period", "standing", "sentence"), NOW, ids=IDS)
def test_what_has_become_of_a_difference_is_said(
    now: dict[str, Any], period: str, standing: str, sentence: str
) -> None:
    side = then_and_now("view", answer(THEN), answer(now, period=period, version="b"))
    assert [one.standing for one in side.groups] == [standing]
    assert said(side) == sentence


ANYTHING_ELSE = row("similar", 0, 3, label="HVB")
NOT_THEN = [
    ("similar", "new", "Könsskillnaden är ny i LVU."),
    ("uncertain", "clear", "Könsskillnaden går nu att skilja från slumpen i LVU."),
    ("too_small", "shown", "Könsskillnaden går nu att bedöma i LVU (gick inte då)."),
    ("hidden", "shown", "Könsskillnaden går nu att bedöma i LVU (gick inte då)."),
]


@pytest.mark.parametrize(("verdict", "standing", "sentence"), NOT_THEN)
def test_why_a_difference_was_not_seen_before_is_said(verdict: str, standing: str, sentence: str) -> None:
    side = then_and_now("view", answer(row(verdict, 0, 3)), answer(THEN, version="b"))
    assert [one.standing for one in side.groups] == [standing]
    assert said(side) == sentence


def test_a_group_that_is_gone_is_not_said_to_be_too_small() -> None:
    side = then_and_now("view", answer(THEN), answer(ANYTHING_ELSE, version="b"))
    assert [(one.label, one.standing) for one in side.groups] == [("LVU", "absent"), ("HVB", "none")]
    assert said(side) == "Könsskillnaden går inte att jämföra i LVU (finns inte med nu)."


def test_a_clear_difference_of_a_group_that_was_not_there_is_told() -> None:
    side = then_and_now("view", answer(ANYTHING_ELSE), answer(ANYTHING_ELSE, THEN, version="b"))
    assert [(one.label, one.standing) for one in side.groups] == [("HVB", "none"), ("LVU", "appeared")]
    assert said(side) == "Könsskillnaden syns nu i LVU (fanns inte med då)."


@pytest.mark.parametrize("verdict", ["similar", "uncertain", "too_small", "hidden"])
def test_a_group_without_a_difference_that_comes_or_goes_is_nothing_to_tell(verdict: str) -> None:
    other = row(verdict, 0, 3)
    for then, now in (((ANYTHING_ELSE,), (ANYTHING_ELSE, other)), ((ANYTHING_ELSE, other), (ANYTHING_ELSE,))):
        side = then_and_now("view", answer(*then), answer(*now, version="b"))
        assert said(side) == "Då syntes ingen säker könsskillnad, och det gör det inte nu heller."


@pytest.mark.parametrize(("kind", "by"), [("view", "by"), ("interplay", "columns"), ("interplay", "panels")])
@pytest.mark.parametrize("period", ["2024", "2024K3..2025K2"])
def test_quarters_are_not_compared_with_those_of_another_period(kind: str, by: str, period: str) -> None:
    side = then_and_now(kind, answer(THEN) | {by: "quarter"}, answer(THEN, period=period) | {by: "quarter"})
    assert side.groups == ()
    assert said(side) == "Kvartal jämförs bara för samma period."


def test_quarters_of_the_same_period_are_compared() -> None:
    quarters = [row("difference", label=label) for label in ("2025K1", "2025K2")]
    then, now = (answer(*quarters, version=version) | {"by": "quarter"} for version in "ab")
    assert said(then_and_now("view", then, now)) == "Könsskillnaden står sig i 2025K1 och 2025K2."


def test_a_quarter_that_has_been_loaded_since_is_one_that_was_not_there() -> None:
    points = [{"quarter": quarter, "difference": GAP} for quarter in ("2025K1", "2025K2")]
    then, now = ({"quarters": points[:count], "margin": 5.0} for count in (1, 2))
    side = then_and_now("over_time", then, now | {"data_version": "b"})
    assert said(side) == ("Könsskillnaden står sig i kvartal 1 2025 och syns nu i kvartal 2 2025 (fanns inte med då).")


def test_where_nothing_was_seen_and_nothing_is_that_is_said() -> None:
    side = then_and_now("view", answer(row("similar", 0, 3)), answer(row("uncertain", 2, 8), version="b"))
    assert said(side) == "Då syntes ingen säker könsskillnad, och det gör det inte nu heller."


def test_the_same_data_are_the_same_finding() -> None:
    side = then_and_now("view", answer(THEN), answer(THEN))
    assert side.unchanged
    assert said(side) == "Underlaget är detsamma som då, och fyndet står som det stod."


def test_another_threshold_gives_other_numbers() -> None:
    side = then_and_now("view", answer(THEN), answer(THEN) | {"threshold": 7})
    assert not side.unchanged


def test_how_much_it_has_moved_is_not_said_of_periods_that_overlap_or_are_the_same() -> None:
    much_less = row("difference", -2, 1)
    for period in ("2025", "2024K3..2025K2"):
        side = then_and_now("view", answer(THEN), answer(much_less, period=period, version="b"))
        assert [one.standing for one in side.groups] == ["stands"]
    assert said(side) == (
        "Könsskillnaden står sig i LVU. Perioderna delar kvartal, så det går inte att säga hur mycket könsskillnaderna "
        "har ändrats."
    )


def test_a_change_that_may_be_chance_is_no_change() -> None:
    side = then_and_now("view", answer(THEN), answer(row("difference", -12, 9), period="2024", version="b"))
    assert [one.standing for one in side.groups] == ["stands"]


def test_many_groups_are_said_in_one_sentence() -> None:
    labels = [f"Enhet {letter}" for letter in "ABCDEF"]
    then = answer(*(row("difference", label=label) for label in labels), row("similar", 0, 3, label="Ny"))
    now = [row("difference", label=label) for label in labels[:5]] + [row("similar", 0, 3, label=labels[5])]
    side = then_and_now("view", then, answer(*now, row("difference", label="Ny"), version="b"))
    assert said(side) == (
        "Könsskillnaden står sig i Enhet A, Enhet B, Enhet C och Enhet D samt 1 till, är borta i Enhet F (nu "
        "likvärdigt) och är ny i Ny."
    )


def answers(database: Database) -> dict[str, Answer]:
    return {
        "view": build_view(database, ViewRequest("approval", by="unit", period=Period.parse("2025"))),
        "over_time": over_time(database, OverTimeRequest("approval", effort=Quarter.parse("2026K1"))),
        "interplay": interplay(database, InterplayRequest("approval", "area", "need_level")),
        "explanation": explain(database, "approval", ["need_level"]),
        "matching": matching(database, MatchingRequest("Äldre")),
    }


def test_every_kind_of_answer_can_be_compared_with_itself(sample_database: Database) -> None:
    made = answers(sample_database)
    assert set(made) == set(KINDS)
    for kind, one in made.items():
        kept = snapshot(one).result
        found = findings(kind, kept)
        assert any(finding.gap for finding in found), kind
        assert len({finding.label for finding in found}) == len(found), kind
        assert said(then_and_now(kind, kept, kept)) == "Underlaget är detsamma som då, och fyndet står som det stod."


def test_a_difference_that_no_verdict_was_passed_on_is_judged_by_its_interval() -> None:
    for gap, verdict in ((GAP, "difference"), (NEARLY_NONE, "similar"), (None, "hidden")):
        (found,) = findings("explanation", {"crude": gap, "margin": 5.0})
        assert (found.label, found.verdict) == ("", verdict)
    (found,) = findings("explanation", {"crude": {"estimate": 1, "low": -9, "high": 9}, "margin": 5.0})
    assert found.verdict == "uncertain"
