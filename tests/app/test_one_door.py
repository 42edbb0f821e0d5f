"""Pages and commands draw all their numbers through the one door: with the rows gone, what was released is enough."""

from __future__ import annotations

import importlib
import io
import pkgutil
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest
import streamlit as st

import jamstalld
from jamstalld.access import Right
from jamstalld.dictionary import Grouping
from jamstalld.export.safe import SHEET, safe_workbook
from jamstalld.intake import LoadOptions
from jamstalld.loading import load_file
from jamstalld.settings import house
from jamstalld.store import Database, declare_grouping, open_database
from jamstalld.store.counting import declared_totals, released_counts
from jamstalld.ui import state
from jamstalld.ui.navigation import PAGES
from tests.app.opening import open_page
from tests.conftest import TODAY, write_salt
from tests.unit.command.conftest import Home

DISTRICTS = Grouping("Distrikt", "unit", (("Norr", ("Vuxenenheten", "Äldreomsorg")),))
ONE = ("--filter", "unit=Vuxenenheten")
COMMANDS = (
    *(("view", key, "--json") for key in ("received", "approval", "goal", "change", "hours", "waiting", "q_overall")),
    ("view", "approval", "--by", "grouped_distrikt", "--split", "age_group", "--standardise", "need_level", "--json"),
    ("view", "approval", "--filter", "grouped_distrikt=Norr", "--compare", "2025K4", "--period", "2026K3", "--json"),
    ("view", "received", "--base", "need", "--count", "personer"),
    *(("over-time", key, *ONE, "--json") for key in ("approval", "hours", "experience")),
    ("over-time", "approval", "--effort", "2026K2", "--adjust", "need_level"),
    *(("explain", key, "--by", "need_level", "--by", "grouped_distrikt", "--json") for key in ("approval", "hours")),
    *(("interplay", key, "--rows", "unit", "--columns", "age_group", "--json") for key in ("approval", "waiting")),
    ("interplay", "goal", "--rows", "grouped_distrikt", "--columns", "need_level", "--panels", "household"),
    ("matching", "--area", "Äldre", "--json"),
    ("measures",),
    ("variables",),
    ("grouping", "--json"),
)
ROWS = ("facts.follow_up", "facts.declared_total", "facts.past_follow_up", "facts.past_declared_total")


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    path, salt = tmp_path / "sidor.duckdb", write_salt(tmp_path / "salt")
    monkeypatch.setenv("JAMSTALLD_DATABASE", str(path))
    monkeypatch.setenv("JAMSTALLD_SALT_FILE", str(salt))
    made = open_database(path, salt)
    for file in sorted((house() / "sample_data" / "municipality").glob("*.xlsx"))[-4:]:
        assert load_file(made, file, LoadOptions(today=TODAY), loaded_by="test", copy_first=False).exit_code == 0
    declare_grouping(made, DISTRICTS, by="test")
    made.close()
    yield state.database()
    state._opened.clear()


def import_all() -> None:
    """What is imported later would bring the real door with it, or keep a stand-in for it."""
    for module in pkgutil.walk_packages(jamstalld.__path__, "jamstalld."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)


def replace_everywhere(door: Callable[..., Any], other: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    for name, module in list(sys.modules.items()):
        if name.startswith("jamstalld") and getattr(module, door.__name__, None) is door:
            monkeypatch.setattr(module, door.__name__, other)


def shown(page: str) -> tuple[str, ...]:
    """Open a page afresh, and give all it shows that is text, and its tables and pictures."""
    st.cache_data.clear()
    at = open_page(page)
    assert not at.exception, page
    kinds = (at.title, at.markdown, at.caption, at.info, at.warning, at.error, at.success)
    texts = [element.value for kind in kinds for element in kind]
    tables = [str(table.value.to_numpy().tolist()) for table in at.table]
    pictures = [str(chart.proto.spec) for chart in at.get("vega_lite_chart")]
    return (*texts, *tables, *pictures)


def said(home: Home, database: Database, command: tuple[str, ...]) -> str:
    """Run a command, and give all it says."""
    ran = home.run(*command, JAMSTALLD_DATABASE=str(database.path))
    assert ran.code == 0, (command, ran.said)
    return ran.said


def exported(database: Database) -> list[tuple[object, ...]]:
    """Give all lines of the workbook that may be handed to others."""
    return list(openpyxl.load_workbook(io.BytesIO(safe_workbook(database)))[SHEET].iter_rows(values_only=True))


def test_pages_and_commands_need_nothing_but_what_the_door_released(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_all()
    # Others write to the disk while the pages are opened, and *Drift* tells what is free on it.
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=10**11))
    home = Home(tmp_path)
    released: dict[str, Any] = {}

    def noted(door: Callable[..., Any]) -> Callable[..., Any]:
        def ask(_: Database, *question: object) -> Any:
            key = f"{door.__name__}{question!r}"
            released[key] = door(database, *question)
            return released[key]

        return ask

    def recalled(door: Callable[..., Any]) -> Callable[..., Any]:
        return lambda _, *question: released[f"{door.__name__}{question!r}"]

    doors = (released_counts, declared_totals)
    with monkeypatch.context() as first:
        for door in doors:
            replace_everywhere(door, noted(door), first)
        before = {entry.path: shown(entry.path) for entry in PAGES}
        answers = {command: said(home, database, command) for command in COMMANDS}
        workbook = exported(database)
    assert len(released) > 50
    with database.write(Right.ADMINISTER) as cursor:
        for table in ROWS:
            cursor.execute(f"DROP TABLE {table}")
    with pytest.raises(Exception, match="follow_up"):
        shown_directly(database)
    for door in doors:
        replace_everywhere(door, recalled(door), monkeypatch)
    for path, words in before.items():
        assert shown(path) == words, path
    for command, answer in answers.items():
        assert said(home, database, command) == answer, command
    assert exported(database) == workbook


def shown_directly(database: Database) -> None:
    """Ask the door itself: with the rows gone it has nothing to tell."""
    from jamstalld.periods import Period
    from jamstalld.store import Question

    released_counts(database, Question(Period.parse("2026K3"), "quarter", ((),), {"n": ()}))
