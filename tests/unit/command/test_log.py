"""``jamstalld log verify``: whether the log is whole, in words and as JSON, and its exit code."""

from __future__ import annotations

import re
from collections.abc import Callable

import duckdb
import pytest

from jamstalld.dialogue.meetings import Meeting
from jamstalld.store import open_database, save

from .conftest import Home


@pytest.fixture
def home(make_home: Callable[[], Home]) -> Home:
    """A home whose group has planned two meetings."""
    home = make_home()
    database = open_database(home.path("jamstalld.duckdb"), home.path("salt"))
    for name in "ab":
        save(database, Meeting(name, "", title="Möte"), by="Ada", log=("meeting_planned", ""))
    database.close()
    return home


def test_a_whole_log_says_so_and_gives_a_mark(home: Home) -> None:
    ran = home.run("log", "verify")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Loggen är hel: 2 rader.\n")
    (mark,) = set(re.findall(r"2:[0-9a-f]{16}", ran.out))
    assert home.run("log", "verify", "--against", mark).code == 0
    assert home.run("log", "verify", "--json").json == {"lines": 2, "mark": mark, "faults": {}, "whole": True}


def test_a_log_that_is_not_whole_says_where(home: Home) -> None:
    with duckdb.connect(str(home.path("jamstalld.duckdb"))) as connection:
        connection.execute("UPDATE app.event SET done_by = 'Bo' WHERE number = 1")
    ran = home.run("log", "verify")
    assert ran.code == 1
    assert ran.out == (
        "Loggen är inte hel.\nÄndrade i efterhand: rad 1.\n"
        "Spara databasfilen som den är, och jämför med en säkerhetskopia.\n"
    )
    found = home.run("log", "verify", "--json")
    assert (found.code, found.json["faults"], found.json["whole"]) == (1, {"1": "changed"}, False)
    looked = {one["what"]: one for one in home.run("doctor", "--json").json}
    assert looked["Logg"]["state"] == "error"
    assert "rad 1" in looked["Logg"]["text"]


def test_another_mark_is_not_this_log(home: Home) -> None:
    ran = home.run("log", "verify", "--against", "2:0123456789abcdef")
    assert (ran.code, "Ändrade i efterhand: rad 2." in ran.out) == (1, True)


@pytest.mark.parametrize("mark", ["2", "2:", "x:0123456789abcdef", "2:0123456789ABCDEF", "0:0123456789abcdef"])
def test_what_is_no_mark_is_refused(home: Home, mark: str) -> None:
    ran = home.run("log", "verify", "--against", mark)
    assert ran.code == 2
    assert ran.err == "Märket skrivs som det skrevs ut: radens nummer, kolon och sexton tecken.\n"
