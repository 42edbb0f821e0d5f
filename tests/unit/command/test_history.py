"""``jamstalld history``: what the page shows, as text and as JSON, and errors in Swedish."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from jamstalld.dialogue.challenges import Trial
from jamstalld.dialogue.meetings import Meeting
from jamstalld.store import open_database, put, save

from .conftest import Home

TITLE = "Flickor och pojkar med LSS"


@pytest.fixture
def home(make_home: Callable[[], Home]) -> Home:
    """A home whose group has planned a meeting and picked a challenge."""
    home = make_home()
    database = open_database(home.path("jamstalld.duckdb"), home.path("salt"))
    save(database, Meeting("m", "", title="=cmd möte"), by="Ada", log=("meeting_planned", ""))
    put(database, Trial("lss_barn", "", picked=True), by="Bo", log=("challenge_picked", TITLE))
    database.close()
    return home


def test_the_text_is_a_line_each_the_last_first(home: Home) -> None:
    ran = home.run("history")
    today = date.today().isoformat()
    assert (ran.code, ran.err) == (0, "")
    first, second = ran.out.splitlines()
    assert first.startswith(today)
    assert first.endswith(f"  Bo  Känd utmaning vald: {TITLE}")
    assert second.endswith("  Ada  Möte planerat: =cmd möte")


def test_the_json_has_what_a_line_is_about(home: Home) -> None:
    ran = home.run("history", "--kind", "möten", "--json")
    (line,) = ran.json
    assert line["at"].startswith(date.today().isoformat())
    assert {key: value for key, value in line.items() if key != "at"} == {
        "number": 1,
        "who": "Ada",
        "kind": "möten",
        "what": "Möte planerat",
        "about": "=cmd möte",
        "more": "",
        "delivery": None,
        "subject_kind": "meeting",
        "subject": "m",
    }


@pytest.mark.parametrize(
    ("typed", "lines"),
    [
        (("--kind", "möten", "--kind", "UTMANINGAR"), 2),
        (("--kind", "analyser"), 0),
        (("--from", "2000-01-01"), 2),
        (("--to", "2000-01-01"), 0),
    ],
)
def test_lines_are_narrowed(home: Home, typed: tuple[str, ...], lines: int) -> None:
    assert len(home.run("history", *typed, "--json").json) == lines
    assert (home.run("history", *typed).out == "Inget att lista.\n") == (lines == 0)


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        (("--kind", "mote"), "Det finns inget slag ”mote”. Välj bland underlag, inläsning, indelningar, skydd,"),
        (("--from", "igår"), "Skriv datumet med år, månad och dag, till exempel 2026-12-31."),
    ],
)
def test_what_cannot_be_understood_is_said_in_swedish(home: Home, typed: tuple[str, ...], message: str) -> None:
    ran = home.run("history", *typed, "--json")
    assert ran.code == 2
    assert ran.json["error"].startswith(message)
