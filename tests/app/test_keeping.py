"""The page *Drift*: copies made and put back while the app runs."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from jamstalld.loading import Outcome
from jamstalld.store import Database, backups, data_info
from tests.app.opening import open_page
from tests.sql.people import alike


@pytest.fixture
def load_rows(load_rows: Callable[..., Outcome]) -> Callable[..., Outcome]:
    """Load rows as the app does, which keeps a copy first."""
    return partial(load_rows, copy_first=True)


@pytest.fixture
def database(make_database: Callable[..., Database], load_rows: Callable[..., object]) -> Database:
    made = make_database()
    load_rows(made, alike(30))
    load_rows(made, alike(20, quarter="2025K2"))
    return made


@pytest.fixture
def page(database: Database, salt_file: Path, monkeypatch: pytest.MonkeyPatch):
    from jamstalld.ui import state

    monkeypatch.setenv("JAMSTALLD_DATABASE", str(database.path))
    monkeypatch.setenv("JAMSTALLD_SALT_FILE", str(salt_file))
    yield open_page("drift")
    state._opened.clear()


def button(at: AppTest, label: str):
    (found,) = [one for one in at.button if one.label == label]
    return found


def told(at: AppTest) -> str:
    return "\n".join(one.value for kind in (at.success, at.error, at.warning) for one in kind)


def test_a_copy_is_put_back_after_asking_once_more(page: AppTest, database: Database) -> None:
    assert not page.exception
    (before,) = backups(database.path)
    button(page, "Återställ").click().run()
    assert "för alla som har appen öppen" in told(page)
    button(page, "Avbryt").click().run()
    assert len(backups(database.path)) == 1
    button(page, "Återställ").click().run()
    button(page, "Ja, återställ").click().run()
    assert not page.exception
    assert "Databasen är återställd" in told(page)
    assert str(data_info(database_of(page)).last) == "2025K1"
    assert [one.before for one in backups(database.path)] == ["återställning", before.before]


def database_of(page: AppTest) -> Database:
    from jamstalld.ui import state

    return state.database()


def test_a_copy_is_made_in_a_folder_of_ones_own(page: AppTest, tmp_path: Path) -> None:
    folder = tmp_path / "egna"
    folder.mkdir()
    page.text_input(key="backup_folder").input(str(folder)).run()
    button(page, "Kopiera nu").click().run()
    (copy,) = folder.glob("*.duckdb")
    assert f"Kopian {copy.name} är tagen" in told(page).replace("\\", "")
    button(page, "Kopiera nu").click().run()
    assert "finns redan" in told(page)


@pytest.mark.parametrize("typed", ["", "egna", "~ingen_sådan/kopior", "/finns/inte", "/" + "a" * 5000, "\0"])
def test_a_folder_that_is_none_is_refused(page: AppTest, typed: str) -> None:
    page.text_input(key="backup_folder").input(typed).run()
    button(page, "Kopiera nu").click().run()
    assert "Mappen finns inte på den dator där Jämställd körs" in told(page)


def test_the_installation_is_looked_over(page: AppTest) -> None:
    (copies, looked_over) = page.table
    assert list(copies.value["Före"]) == ["leverans"]
    assert {"Databas", "Logg", "Salt", "Kryptering", "Disk"} <= set(looked_over.value["Vad"])
