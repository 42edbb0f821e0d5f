"""``jamstalld explain``: what the page shows, as JSON and as text, and errors in Swedish."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from jamstalld.periods import Period
from jamstalld.store import open_database
from jamstalld.views.explaining import explain, explanation_to_json
from jamstalld.wording.explanation_notes import NOT_POSSIBLE
from tests.shared import municipality

from .conftest import Home

AREA = ("area", "Ekonomiskt bistånd")


@pytest.fixture(scope="module")
def sample(make_home: Callable[[], Home], tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home with a year of the sample municipality in its default database."""
    home = make_home()
    municipality(tmp_path_factory, home.path("jamstalld.duckdb"), quarters=8)
    return home


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        (("approval", "--by", "need_level"), ("approval", ("need_level",))),
        (
            ("approval", "--by", "need_level", "--by", "age_group", "--filter", f"area={AREA[1]}", "--period", "2025"),
            ("approval", ("need_level", "age_group"), (AREA,), Period.parse("2025")),
        ),
        (
            ("received", "--value", "HEMTJÄNST", "--by", "area", "--count", "personer"),
            ("received", ("area",), (("intervention", "Hemtjänst"),), None, "personer"),
        ),
    ],
)
def test_it_prints_what_the_page_shows(sample: Home, typed: tuple[str, ...], asked: tuple[Any, ...]) -> None:
    ran = sample.run("explain", *typed, "--json")
    assert ran.code == 0
    target = open_database(sample.path("jamstalld.duckdb"), sample.path("salt"))
    made = explain(target, *asked)
    target.close()
    assert ran.json == json.loads(json.dumps(explanation_to_json(made)))
    text = sample.run("explain", *typed).out
    for line in (made.question, *made.sentences, *made.cannot_say, *made.method):
        assert line in text


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        (("goal", "--by", "need_level"), NOT_POSSIBLE),
        (("hittepå", "--by", "need_level"), "Det finns inget mått ”hittepå”."),
        (("approval", "--by", "need_level", "--period", "2019K9"), "till exempel 2025K1"),
        (("approval", "--by", "need_level", "--filter", "area"), "Skriv som namn=värde"),
    ],
)
def test_what_cannot_be_asked_is_said_in_swedish(sample: Home, typed: tuple[str, ...], message: str) -> None:
    told = sample.run("explain", *typed)
    assert told.code == 2
    assert message in told.err
    assert message in sample.run("explain", *typed, "--json").json["error"]


def test_without_anything_to_go_by_it_says_what_is_missing(sample: Home) -> None:
    ran = sample.run("explain", "approval")
    assert ran.code == 2
    assert "--by" in ran.said
