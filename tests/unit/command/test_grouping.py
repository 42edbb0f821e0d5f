"""``jamstalld grouping``, and the views that a grouping is asked for in."""

from __future__ import annotations

import pytest

from tests.conftest import write_rows

from .conftest import Home

UNITS = {"Ek": 20, "Al": 20, "Lind": 30, "Asp": 2}
DECLARED = {
    "key": "grouped_distrikt",
    "title": "Distrikt",
    "of": "unit",
    "groups": {"Norr": ["Ek", "Al"], "Söder": ["Lind"]},
    "rest": "Övriga",
    "available": True,
}
TOLD = ("--group", "Norr=Ek", "--group", "Norr=Al", "--group", "Söder=Lind")


@pytest.fixture
def loaded(home: Home) -> Home:
    rows = [
        {"person_id": f"{unit}{sex}{at}", "sex": sex, "quarter": "2025K1", "unit": unit, "decision": "bifall"}
        for unit, number in UNITS.items()
        for sex in ("K", "M")
        for at in range(number)
    ]
    assert home.run("load", write_rows(home.path("rader.csv"), rows)).code == 0
    return home


def test_a_grouping_is_declared_listed_grown_and_removed_in_words(loaded: Home) -> None:
    assert loaded.run("grouping").out == "Ingen indelning är gjord.\n"
    line = "grouped_distrikt  Distrikt, av Enhet: Norr (Ek, Al); Söder (Lind); Övriga (alla andra)\n"
    assert loaded.run("grouping", "unit", "--title", "Distrikt", *TOLD).out == line
    assert loaded.run("grouping").out == line
    assert "grouped_distrikt" in loaded.run("variables").out
    assert loaded.run("grouping", "unit", "--group", "söder=Rönn").out == (
        line.replace("Lind", "Lind, Rönn") + "Syns inte bland det som går att välja, så kontrollera stavningen: Rönn.\n"
    )
    gone = loaded.run("grouping", "unit", "--remove", "--reason", "prov")
    assert gone.out == "Indelningen ”Distrikt” är borttagen.\n"
    assert loaded.run("grouping").out == "Ingen indelning är gjord.\n"


def test_the_same_in_json(loaded: Home) -> None:
    assert loaded.run("grouping", "--json").json == []
    made = loaded.run("grouping", "unit", "--title", "Distrikt", *TOLD, "--json").json
    assert made == DECLARED | {"unseen": []}
    assert loaded.run("grouping", "--json").json == [DECLARED]
    rows = loaded.run("view", "approval", "--by", "grouped_distrikt", "--json").json["rows"]
    assert {row["label"] for row in rows} == {"Norr", "Söder"}
    one = loaded.run("view", "approval", "--by", "quarter", "--filter", "grouped_distrikt=norr", "--json").json
    assert one["filters"] == {"grouped_distrikt": "Norr"}
    assert one["base"]["women"]["n"] == next(row["women"]["n"] for row in rows if row["label"] == "Norr")
    removed = loaded.run("grouping", "unit", "--remove", "--reason", "prov", "--json").json
    assert removed == {"removed": "grouped_distrikt"}


def test_a_unit_that_is_too_small_to_see_is_told_of_as_one_that_is_not_there(loaded: Home) -> None:
    """The command tells nobody which units exist: Asp has two women and two men, Rönn has nobody."""
    made = loaded.run("grouping", "unit", "--title", "D", "--group", "A=Asp", "--group", "B=Rönn", "--json").json
    assert made["unseen"] == ["Asp", "Rönn"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--title", "Distrikt"), "Ange vilken uppgift"),
        (("--remove",), "Ange vilken uppgift"),
        (("unit",), "minst ett värde"),
        (("unit", "--title", "Distrikt"), "minst ett värde"),
        (("unit", "--title", "Distrikt", "--group", "Norr"), "GRUPP=VÄRDE"),
        (("unit", "--title", "Distrikt", "--group", "=Ek"), "GRUPP=VÄRDE"),
        (("unit", "--group", "Norr=Ek"), "minst en bokstav"),
        (("sex", "--title", "Distrikt", "--group", "A=kvinna"), "kan inte delas in"),
        (("unit", "--remove", "--reason", "x"), "inte indelad"),
    ],
)
def test_what_cannot_be_done_is_said(loaded: Home, arguments: tuple[str, ...], said: str) -> None:
    ran = loaded.run("grouping", *arguments, "--json")
    assert ran.code == 2
    assert said in ran.json["error"]
    assert loaded.run("grouping", "--json").json == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--title", "Väderstreck", "--group", "Norr=Asp"), "redan indelad"),
        (("--rest", "Andra", "--group", "Norr=Asp"), "redan indelad"),
        (("--group", "Söder=Ek"), "inte flyttas"),
        (("--group", "Norr=Ek"), "redan i sina grupper"),
        (("--remove",), "Skriv varför"),
    ],
)
def test_one_that_is_there_is_not_rearranged(loaded: Home, arguments: tuple[str, ...], said: str) -> None:
    loaded.run("grouping", "unit", "--title", "Distrikt", *TOLD)
    ran = loaded.run("grouping", "unit", *arguments, "--json")
    assert ran.code == 2
    assert said in ran.json["error"]
    assert loaded.run("grouping", "--json").json == [DECLARED]


def test_a_variable_and_its_grouping_are_not_asked_for_together(loaded: Home) -> None:
    loaded.run("grouping", "unit", "--title", "Distrikt", *TOLD)
    ran = loaded.run("view", "approval", "--by", "unit", "--filter", "grouped_distrikt=Norr", "--json")
    assert ran.code == 2
    assert ran.json["error"] == "En uppgift och en indelning av den kan inte användas samtidigt. Välj en av dem."
