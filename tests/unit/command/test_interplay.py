"""``jamstalld interplay`` and ``jamstalld matching``: the same as the pages show, and refusals in Swedish."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from jamstalld.periods import Period
from jamstalld.store import Database
from jamstalld.views.interplay import InterplayRequest, interplay, interplay_to_json
from jamstalld.views.matching import MatchingRequest, matching, matching_to_json
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
        (("approval", "--rows", "area", "--columns", "need_level"), InterplayRequest("approval", "area", "need_level")),
        (
            ("approval", "--rows", "area", "--columns", "need_level", "--panels", "age_group", "--period", "2025"),
            InterplayRequest("approval", "area", "need_level", "age_group", period=Period.parse("2025")),
        ),
        (
            (
                *("received", "--rows", "age_group", "--columns", "need_level", "--value", "hemtjänst"),
                *("--filter", "area=Äldre", "--count", "personer"),
            ),
            InterplayRequest(
                *("received", "age_group", "need_level"),
                value="Hemtjänst",
                filters=(("area", "Äldre"),),
                count_unit="personer",
            ),
        ),
    ],
)
def test_interplay_prints_what_the_page_shows(
    sample: Home, sample_database: Database, typed: tuple[str, ...], request_: InterplayRequest
) -> None:
    ran = sample.run("interplay", *typed, "--json")
    assert (ran.code, ran.err) == (0, "")
    seen = interplay(sample_database, request_)
    assert ran.json == json.loads(json.dumps(interplay_to_json(seen)))
    text = sample.run("interplay", *typed).out
    assert text.startswith(f"{seen.question}\n\n{seen.sentences[0]}\n")
    assert all(cell.sentence in text for cell in seen.cells)
    assert text.endswith("\n".join(["", *seen.method, ""]))


@pytest.mark.parametrize(
    ("typed", "request_"),
    [
        (("--area", "Äldre"), MatchingRequest("Äldre")),
        (
            ("--area", "missbruk", "--need", "need_level", "--period", "2025", "--filter", "unit=Vuxenenheten"),
            MatchingRequest(
                "Skadligt bruk och beroende", filters=(("unit", "Vuxenenheten"),), period=Period.parse("2025")
            ),
        ),
        (("--area", "Äldre", "--count", "personer"), MatchingRequest("Äldre", count_unit="personer")),
    ],
)
def test_matching_prints_what_the_page_shows(
    sample: Home, sample_database: Database, typed: tuple[str, ...], request_: MatchingRequest
) -> None:
    ran = sample.run("matching", *typed, "--json")
    assert (ran.code, ran.err) == (0, "")
    seen = matching(sample_database, request_)
    assert ran.json == json.loads(json.dumps(matching_to_json(seen)))
    text = sample.run("matching", *typed).out
    assert text.startswith(f"{seen.question}\n\n{seen.sentences[0]}\n")
    assert all(one.cell.sentence in text for one in seen.same_need)
    assert all(cell.sentence in text for cell in seen.cells)
    assert "**" not in text


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        (
            ("interplay", "approval", "--rows", "area", "--columns", "area"),
            "Rader, kolumner och delbilder behöver vara tre olika uppgifter.",
        ),
        (
            ("interplay", "received", "--rows", "area", "--columns", "need_level"),
            "Välj vad det ska gälla (--value): ett värde av insats.",
        ),
        (
            ("matching",),
            "Välj ett verksamhetsområde (--area). Behov på samma nivå betyder olika saker i olika områden.",
        ),
        (("matching", "--area", "Äldre", "--filter", "unit"), "Skriv som namn=värde, till exempel unit=Vuxenenheten."),
    ],
)
def test_what_is_wrong_is_said_in_swedish(sample: Home, typed: tuple[str, ...], message: str) -> None:
    ran = sample.run(*typed)
    assert (ran.code, ran.out, ran.err) == (2, "", f"{message}\n")
    assert sample.run(*typed, "--json").json == {"error": message}
