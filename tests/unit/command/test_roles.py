"""Commands with the rights of one role: every command says what it takes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click
import pytest

from jamstalld.access import ROLES, Right
from jamstalld.cli import main
from tests.conftest import write_rows
from tests.inhabitants import inhabitants_csv
from tests.unit.command.conftest import Home

N, D, C, A = Right.SEE_NUMBERS, Right.READ_DIALOGUE, Right.CHANGE_DATA, Right.ADMINISTER
# Command → what it takes, and how it is given; FIL stands for a file that is there, NY for one that is not.
NEEDS: Mapping[str, tuple[Right, tuple[str, ...]]] = {
    "view": (N, ("view", "received")),
    "measures": (N, ("measures",)),
    "variables": (N, ("variables",)),
    "over-time": (N, ("over-time", "received")),
    "interplay": (N, ("interplay", "received", "--by", "unit", "--across", "intervention")),
    "matching": (N, ("matching",)),
    "explain": (N, ("explain", "approval", "--by", "unit")),
    "export-safe": (N, ("export-safe", "NY.xlsx")),
    "template": (N, ("template", "NY.xlsx")),
    "deliveries": (N, ("deliveries",)),
    "population": (N, ("population",)),
    "grouping": (N, ("grouping", "unit")),
    "actions": (N, ("actions",)),
    "history": (D, ("history",)),
    "log": (D, ("log", "verify")),
    "report": (D, ("report", "NY.docx", "--analysis", "x")),
    "load": (C, ("load", "FIL", "--replace")),
    "withdraw": (C, ("withdraw", "DELIVERY", "--reason", "Fel")),
    "restore-delivery": (C, ("restore-delivery", "DELIVERY")),
    "backup": (C, ("backup", "NY.duckdb")),
    "threshold": (A, ("threshold", "6")),
    "restore": (A, ("restore", "KOPIA", "--yes")),
    "key": (A, ("key", "--remove")),
    "salt": (A, ("salt", "--reason", "Förlorat")),
}
OTHERS = {"serve", "demo", "doctor"}
"""What opens the app, where people sign in, and what looks at files without telling what is in them."""


def test_every_command_is_tried() -> None:
    assert isinstance(main, click.Group)
    assert set(NEEDS) | OTHERS == set(main.commands)


@pytest.fixture
def filled(home: Home) -> Home:
    rows = [{"sex": "KM"[at % 2], "quarter": "2025K1", "unit": "Norr", "intervention": "Hemtjänst"} for at in range(20)]
    assert home.run("load", write_rows(home.path("a.csv"), rows)).code == 0
    write_rows(home.path("b.csv"), [{**row, "quarter": "2025K2"} for row in rows])
    home.path("befolkning.csv").write_text(inhabitants_csv(), "utf-8")
    assert home.run("backup", home.path("kopia.duckdb")).code == 0
    return home


def given(home: Home, arguments: tuple[str, ...]) -> list[str | Path]:
    (delivery,) = (one["delivery"] for one in home.run("deliveries", "--json").json)
    places = {"FIL": home.path("b.csv"), "KOPIA": home.path("kopia.duckdb"), "DELIVERY": delivery}
    return [places.get(one, home.path(one) if one.startswith("NY.") else one) for one in arguments]


@pytest.mark.parametrize("name", NEEDS)
def test_a_command_does_only_what_its_role_may(name: str, filled: Home) -> None:
    right, arguments = NEEDS[name]
    file = filled.path("jamstalld.duckdb")
    asked = given(filled, arguments)
    before = file.read_bytes()
    for role in (role for role in ROLES.values() if right not in role.rights):
        ran = filled.run(*asked, JAMSTALLD_ROLE=role.key)
        assert (ran.code, ran.out) == (2, "")
        assert "inte behörighet" in ran.err
    assert file.read_bytes() == before
    least = next(role for role in ROLES.values() if right in role.rights)
    assert "behörighet" not in filled.run(*asked, JAMSTALLD_ROLE=least.key).said


def test_a_table_of_inhabitants_takes_one_who_handles_data(filled: Home) -> None:
    for arguments in (("population", filled.path("befolkning.csv")), ("population", "--remove")):
        assert "inte behörighet" in filled.run(*arguments, JAMSTALLD_ROLE="processledare").err


def test_a_role_that_does_not_exist_is_refused(filled: Home) -> None:
    ran = filled.run("measures", JAMSTALLD_ROLE="chef")
    assert ran.code == 2
    assert "finns inte" in ran.err
