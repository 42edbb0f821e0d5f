"""``jamstalld over-time``: what the page shows, as JSON and as text, and errors in Swedish."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from jamstalld.periods import Quarter
from jamstalld.store import Database
from jamstalld.views.over_time import over_time
from jamstalld.views.over_time_model import OverTimeRequest, over_time_to_json
from tests.shared import municipality

from .conftest import Home


@pytest.fixture(scope="module")
def sample(make_home: Callable[[], Home], tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home with the sample municipality in its default database."""
    home = make_home()
    municipality(tmp_path_factory, home.path("jamstalld.duckdb"))
    return home


@pytest.mark.parametrize(
    ("typed", "request_"),
    [
        (("violence_asked",), OverTimeRequest("violence_asked")),
        (
            ("violence_asked", "--effort", "2025k4", "--adjust", "need_level", "--count", "personer"),
            OverTimeRequest(
                "violence_asked", count_unit="personer", effort=Quarter.parse("2025K4"), adjust_by=("need_level",)
            ),
        ),
        (
            ("received", "--value", "Hemtjänst", "--filter", "area=Äldre"),
            OverTimeRequest("received", value="Hemtjänst", filters=(("area", "Äldre"),)),
        ),
        # The value followed may be written as a filter too.
        (("received", "--filter", "intervention=Hemtjänst"), OverTimeRequest("received", value="Hemtjänst")),
    ],
)
def test_the_command_gives_what_the_page_shows(
    sample: Home, sample_database: Database, typed: tuple[str, ...], request_: OverTimeRequest
) -> None:
    ran = sample.run("over-time", *typed, "--json")
    assert (ran.code, ran.err) == (0, "")
    assert ran.json == json.loads(json.dumps(over_time_to_json(over_time(sample_database, request_))))


def test_the_text_is_the_question_the_findings_the_quarters_and_the_method(sample: Home) -> None:
    ran = sample.run("over-time", "violence_asked", "--effort", "2025K4")
    data = sample.run("over-time", "violence_asked", "--effort", "2025K4", "--json").json
    lines = ran.out.splitlines()
    assert (ran.code, ran.err) == (0, "")
    assert lines[0] == data["question"]
    assert lines[2 : 2 + len(data["sentences"])] == data["sentences"]
    assert lines[-len(data["method"]) :] == data["method"]
    rows = [line for line in lines if line.startswith(("Före ·", "Efter ·", "Förändring ·", "Kvartal "))]
    assert len(rows) == 3 + 12


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        (("hittepå",), "Det finns inget mått ”hittepå”."),
        (("received",), "Välj vad som ska följas över tid: ett värde av insats (--value)."),
        (("approval", "--value", "bifall"), "Måttet ”Bifall” har inga värden att välja mellan."),
        (("approval", "--effort", "2025"), "Ett kvartal skrivs med år, K och kvartalets nummer, till exempel 2025K1."),
        (("approval", "--effort", "2020K1"), "Välj ett kvartal från 2024K1 till 2026K3"),
        (("approval", "--effort", "2025K1", "--adjust", "hittepå"), "Det finns ingen variabel ”hittepå”."),
    ],
)
def test_what_cannot_be_asked_is_refused_in_swedish(sample: Home, typed: tuple[str, ...], message: str) -> None:
    ran = sample.run("over-time", *typed)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(message)
    assert sample.run("over-time", "--json", *typed).json == {"error": ran.err.rstrip("\n")}
