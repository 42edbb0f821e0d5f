"""Every page draws all its numbers through the one door: with the rows gone, what was released is all they need."""

from __future__ import annotations

import importlib
import pkgutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

import jamstalld
from jamstalld.intake import LoadOptions
from jamstalld.loading import load_file
from jamstalld.settings import house
from jamstalld.store import Database, open_database
from jamstalld.store.counting import declared_totals, released_counts
from jamstalld.ui import state
from jamstalld.ui.navigation import PAGES
from jamstalld.ui.serve import START
from tests.conftest import TODAY, write_salt

SECONDS = 120
ROWS = ("facts.follow_up", "facts.declared_total", "facts.past_follow_up", "facts.past_declared_total")


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    path, salt = tmp_path / "sidor.duckdb", write_salt(tmp_path / "salt")
    monkeypatch.setenv("JAMSTALLD_DATABASE", str(path))
    monkeypatch.setenv("JAMSTALLD_SALT_FILE", str(salt))
    made = open_database(path, salt)
    for file in sorted((house() / "sample_data" / "municipality").glob("*.xlsx"))[-4:]:
        assert load_file(made, file, LoadOptions(today=TODAY), loaded_by="test").exit_code == 0
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
    at = AppTest.from_file(START, default_timeout=SECONDS).run()
    file = next(entry.file for entry in PAGES if entry.path == page)
    at.switch_page(f"{house()}/pages/{file}").run()
    assert not at.exception, page
    kinds = (at.title, at.markdown, at.caption, at.info, at.warning, at.error, at.success)
    texts = [element.value for kind in kinds for element in kind]
    tables = [str(table.value.to_numpy().tolist()) for table in at.table]
    pictures = [str(chart.proto.spec) for chart in at.get("vega_lite_chart")]
    return (*texts, *tables, *pictures)


def test_the_pages_need_nothing_but_what_the_door_released(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    import_all()
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
    assert len(released) > 50
    with database.write() as cursor:
        for table in ROWS:
            cursor.execute(f"DROP TABLE {table}")
    with pytest.raises(Exception, match="follow_up"):
        shown_directly(database)
    for door in doors:
        replace_everywhere(door, recalled(door), monkeypatch)
    for path, words in before.items():
        assert shown(path) == words, path


def shown_directly(database: Database) -> None:
    """Ask the door itself: with the rows gone it has nothing to tell."""
    from jamstalld.periods import Period
    from jamstalld.store import Question

    released_counts(database, Question(Period.parse("2026K3"), "quarter", ((),), {"n": ()}))
