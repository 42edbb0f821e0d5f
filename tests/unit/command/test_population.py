"""``jamstalld population``, and ``view --base``."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import write_rows
from tests.inhabitants import GROUPS, inhabitants_csv

from .conftest import Home

COUNTED = {"year": 2025, "women": 5200, "men": 4800}


def written(home: Home, text: str | None = None, name: str = "befolkning.csv") -> Path:
    path = home.path(name)
    path.write_text(inhabitants_csv() if text is None else text, "utf-8")
    return path


def test_a_table_is_loaded_listed_and_removed_in_words(home: Home) -> None:
    assert home.run("population", written(home)).out == (
        "befolkning.csv: befolkningen 2025 är inläst, 5\u00a0200 kvinnor och 4\u00a0800 män.\n"
    )
    listed = home.run("population")
    assert listed.code == 0
    assert listed.out.startswith("2025  5\u00a0200 kvinnor, 4\u00a0800 män  20")
    assert listed.out.endswith("  Provet\n")
    assert home.run("population", "--remove").out == "Befolkningen 2025 är borttagen.\n"
    assert home.run("population").out == "Ingen befolkning är inläst.\n"


def test_the_same_in_json(home: Home) -> None:
    told = home.run("population", written(home), "--json").json
    assert told == {
        "file": "befolkning.csv",
        "years": [COUNTED],
        "source": "Provet",
        "rows_read": 7,
        "rows_set_aside": 1,
        "replaced": [],
        "problems": [],
    }
    (listed,) = home.run("population", "--json").json
    assert listed.items() >= COUNTED.items()
    assert listed.keys() - COUNTED.keys() == {"source", "file", "loaded_at", "loaded_by", "synthetic"}
    assert home.run("population", "--remove", "--json").json == {"removed": [2025]}
    assert home.run("population", "--json").json == []


def test_a_year_is_replaced_and_told_of(home: Home) -> None:
    home.run("population", written(home))
    newer = written(home, inhabitants_csv(2025, {**GROUPS, "0–17 år": (1, 1)}), "ny.csv")
    assert "Det som fanns för 2025 har ersatts." in home.run("population", newer).out
    assert home.run("population", newer, "--json").json["replaced"] == []
    assert [one["file"] for one in home.run("population", "--json").json] == ["ny.csv"]


def test_the_year_and_the_source_may_be_said(home: Home) -> None:
    file = written(home, inhabitants_csv().replace(", 2025", ""))
    refused = home.run("population", file)
    assert (refused.code, "--year 2025" in refused.err) == (1, True)
    home.run("population", file, "--year", "2024", "--source", "SCB")
    (listed,) = home.run("population", "--json").json
    assert (listed["year"], listed["source"]) == (2024, "SCB")
    assert home.run("population", "--remove", "--year", "2023").code == 2
    assert home.run("population", "--remove", "--year", "2024").code == 0


def test_a_faulty_table_is_refused_with_the_place_of_each_fault_and_nothing_is_loaded(home: Home) -> None:
    file = written(home, inhabitants_csv().replace("1250;1300", "hemligt;1300").replace("950;", ";"))
    refused = home.run("population", file)
    assert (refused.code, refused.out) == (1, "")
    first, *faults = refused.err.splitlines()
    assert first == "befolkning.csv: inget har lästs in."
    assert [line.partition(":")[0] for line in faults] == ["  Fel, kolumn B, rad 3", "  Fel, kolumn B, rad 5"]
    told = home.run("population", file, "--json")
    assert told.code == 1
    assert [(one["code"], one["row"], one["column"]) for one in told.json["problems"]] == [
        ("count_missing", 3, "B"),
        ("bad_count", 5, "B"),
    ]
    assert told.json["years"] == []
    assert "hemligt" not in refused.said + told.said
    assert not home.path("jamstalld.duckdb").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("finns inte.csv",), "Filen finns inte."),
        (("befolkning.csv", "--remove"), "inte båda"),
        (("rader.csv",), "Ingen tabell över befolkningen hittades"),
    ],
)
def test_what_cannot_be_done_is_said_in_swedish(home: Home, arguments: tuple[str, ...], message: str) -> None:
    written(home)
    write_rows(home.path("rader.csv"), [{"sex": "K", "quarter": "2025K1"}])
    paths = [home.path(one) if one.endswith(".csv") else one for one in arguments]
    ran = home.run("population", *paths)
    assert (ran.code, ran.out) == (2, "")
    assert message in ran.err
    assert message in home.run("population", *paths, "--json").json["error"]


def test_without_a_database_there_is_nothing_to_list(home: Home) -> None:
    assert home.run("population").code == home.run("population", "--remove").code == 2


def test_a_view_is_held_against_the_base_that_is_asked_for(home: Home) -> None:
    rows = [
        {"sex": sex, "quarter": "2025K1", "intervention": "Hemtjänst", "decision": decision, "person_id": f"{sex}{at}"}
        for sex, granted in (("K", 30), ("M", 10))
        for at, decision in enumerate(["bifall"] * granted + ["avslag"] * (40 - granted))
    ]
    home.run("load", write_rows(home.path("rader.csv"), rows), "--threshold", "1")
    view = ("view", "received", "--period", "2025K1", "--json", "--base")
    assert "Ingen befolkning är inläst" in home.run(*view, "population").json["error"]
    home.run("population", written(home))
    found = {base: home.run(*view, base).json for base in ("cases", "need", "population")}
    assert [one["base_kind"] for one in found.values()] == list(found)
    (row,) = found["population"]["rows"]
    assert row["representation"]["women_share"] == 0.75
    assert row["representation"]["base_women_share"] == 0.52
    assert found["need"]["rows"][0]["representation"]["index"] == 1.5
    text = home.run(*view[:4], "--base", "need", "--count", "personer").out.replace("\u00a0", " ")
    assert "Av dem som fick hemtjänst är 75 % kvinnor (osäkerhet 60–86 %); av dem som sökt är 50 %." in text
    assert home.run(*view, "alla").code == 2
