"""``jamstalld deliveries``, ``withdraw``, ``restore-delivery`` and ``load --replace``."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import write_rows

from .conftest import Home

GOOD = [
    {"sex": sex, "quarter": quarter, "intervention": "Hemtjänst", "person_id": f"{sex}{number}"}
    for sex in "KM"
    for quarter in ("2025K1", "2025K2")
    for number in range(6)
]
KEYS = {"delivery", "file", "quarters", "loaded_at", "loaded_by", "state", "partly_replaced"}


@pytest.fixture
def first(home: Home) -> str:
    return home.run("load", write_rows(home.path("första.csv"), GOOD), "--json").json["delivery"]


@pytest.fixture
def newer(home: Home) -> Path:
    return write_rows(home.path("ny.csv"), [{**row, "unit": None} for row in GOOD if row["quarter"] == "2025K2"][:7])


def listed(home: Home) -> dict[str, tuple[str, bool]]:
    told = home.run("deliveries", "--json").json
    assert all(one.keys() == KEYS for one in told)
    return {one["file"]: (one["state"], one["partly_replaced"]) for one in told}


def test_what_has_been_loaded_is_listed(home: Home, first: str) -> None:
    (told,) = home.run("deliveries", "--json").json
    assert (told["delivery"], told["quarters"]) == (first, ["2025K1", "2025K2"])
    line = home.run("deliveries").out
    assert line.startswith(f"{first[:8]}  20")
    assert line.endswith("  2025K1–2025K2    Räknas            första.csv\n")


def test_without_a_database_there_is_nothing_to_list(home: Home) -> None:
    for command in (("deliveries",), ("withdraw", "x", "--reason", "prov"), ("restore-delivery", "x")):
        ran = home.run(*command)
        assert (ran.code, ran.out) == (2, "")
        assert "finns inte. Läs in ett underlag först" in ran.err


def test_a_new_version_is_refused_with_the_way_to_replace_and_then_replaces(
    home: Home, first: str, newer: Path
) -> None:
    refused = home.run("load", newer, "--json")
    assert refused.code == 1
    assert "--replace" in refused.json["problems"][-1]["message"]
    assert "replaced" not in refused.json
    done = home.run("load", newer, "--replace", "--json")
    assert (done.code, done.json["replaced"], done.json["rows_loaded"]) == (0, [first], 7)
    assert listed(home) == {"första.csv": ("active", True), "ny.csv": ("active", False)}
    assert "Delvis ersatt" in home.run("deliveries").out
    again = home.run("load", newer, "--replace", "--json")
    assert (again.json["already_loaded"], "replaced" in again.json) == (True, False)


def test_the_text_tells_what_was_replaced(home: Home, first: str, newer: Path) -> None:
    out = home.run("load", newer, "--replace").out
    assert out == (
        "ny.csv: 7 av 7 rader lästes in. Det som fanns för samma kvartal och enhet har ersatts, och går att återställa "
        "på sidan Leveranser.\n"
    )
    assert first not in out


def test_withdrawn_and_restored_the_view_is_the_same(home: Home, first: str) -> None:
    view = ("view", "received", "--period", "2025K1", "--json")
    before = home.run(*view).json
    withdrawn = home.run("withdraw", first[:8], "--reason", "Fel fil")
    assert (withdrawn.code, withdrawn.out) == (
        0,
        "första.csv: leveransen är tillbakadragen och räknas inte längre.\n",
    )
    assert home.run(*view).json == {"error": "Databasen är tom. Läs in ett underlag först."}
    assert listed(home) == {"första.csv": ("withdrawn", False)}
    again = home.run("load", home.path("första.csv"), "--json")
    assert again.code == 1
    assert f"jamstalld restore-delivery {first[:8]}" in again.json["problems"][-1]["message"]
    restored = home.run("restore-delivery", first, "--json")
    assert (restored.code, restored.json["state"]) == (0, "active")
    assert home.run(*view).json == before


def test_what_cannot_be_done_is_told(home: Home, first: str, newer: Path) -> None:
    assert home.run("withdraw", first).err.startswith("--reason saknas.")
    empty = home.run("withdraw", first, "--reason", " ", "--json")
    assert (empty.code, empty.json) == (
        2,
        {"error": "Skriv varför leveransen dras tillbaka. Skälet sparas i loggen."},
    )
    unknown = home.run("restore-delivery", "finns-inte")
    assert (unknown.code, unknown.out) == (2, "")
    assert unknown.err.startswith("Det finns ingen sådan leverans.")
    assert home.run("load", newer, "--replace").code == 0
    taken = home.run("restore-delivery", first)
    assert taken.code == 2
    assert "ny.csv" in taken.err
