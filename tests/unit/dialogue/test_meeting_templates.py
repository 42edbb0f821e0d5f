"""Templates of meetings: whole, in plain words, and as long as they say."""

from __future__ import annotations

import re

import pytest

from jamstalld.dialogue.agenda import minutes_of
from jamstalld.dialogue.meeting_templates import Template, templates
from jamstalld.dialogue.meetings import POINT_KINDS

each = pytest.mark.parametrize("template", templates(), ids=lambda template: template.key)


def test_there_is_one_for_every_way_of_meeting() -> None:
    assert [(one.key, one.minutes) for one in templates()] == [
        ("leadership", 20),
        ("workshop", 210),
        ("present", 45),
        ("develop", 45),
        ("vahu", 60),
    ]


@each
def test_the_points_fill_the_meeting(template: Template) -> None:
    assert minutes_of(template.points) == template.minutes
    assert [point.place for point in template.points] == list(range(len(template.points)))
    assert all(point.minutes > 0 for point in template.points)


@each
def test_every_point_says_what_it_is_about(template: Template) -> None:
    for point in template.points:
        assert point.kind in POINT_KINDS
        assert 0 < len(point.title) <= 60
        assert bool(point.question) == (point.kind in ("conversation", "text")), point.title
        assert len(point.question) <= 140
        assert point.dots == 0 or point.kind == "conversation"
        assert (point.writing, point.voting, point.results) == (False, False, False)
        if point.kind == "conversation":
            assert point.question.endswith(("?", ".")), point.question


@each
def test_no_sentence_is_long(template: Template) -> None:
    for text in (template.about, *(point.question for point in template.points)):
        for sentence in re.split(r"(?<=[.?])\s+", text):
            assert len(sentence.split()) <= 20, sentence


def test_the_workshop_asks_the_seven_questions_and_the_check_in_names_the_six_parts() -> None:
    by_key = {one.key: [point.title for point in one.points if point.kind == "conversation"] for one in templates()}
    assert by_key["workshop"] == ["Fokus", "Syfte", "Hur", "Vem", "Tidplan", "Uppföljning", "Nästa steg"]
    assert by_key["vahu"] == [
        "Förarbete och förankring",
        "Samtal som fortsätter",
        "Kunskap som passar",
        "Uppföljning som styr",
        "Hinder",
        "Rimliga förväntningar",
    ]


def test_each_meeting_gets_points_of_its_own() -> None:
    template = templates()[0]
    one, other = template.points_for("m1"), template.points_for("m2")
    assert {point.parent for point in one} == {"m1"}
    assert not {point.identity for point in one} & {point.identity for point in other}
    assert [point.title for point in one] == [point.title for point in template.points]
