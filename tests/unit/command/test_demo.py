"""The demonstration: a database of its own with the invented municipality, made once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from jamstalld.demo import make_demo
from jamstalld.errors import JamstalldError
from jamstalld.settings import Settings
from jamstalld.store import Database, data_info, deliveries, open_database
from tests.conftest import write_salt

from .conftest import Home


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(database=tmp_path / "jamstalld.duckdb", salt_file=write_salt(tmp_path / "salt"))


@pytest.fixture
def demo(settings: Settings) -> Iterator[Database]:
    said: list[str] = []
    make_demo(settings, say=said.append)
    assert said == ["Läser in 12 kvartal med påhittade uppgifter …"]
    database = open_database(settings.demo_database, settings.salt_file)
    yield database
    database.close()


def test_the_demonstration_is_every_quarter_marked_as_invented(demo: Database, settings: Settings) -> None:
    info = data_info(demo)
    assert info.synthetic
    assert info.threshold == 5
    assert (str(info.first), str(info.last)) == ("2023K4", "2026K3")
    assert len(deliveries(demo)) == 12
    assert {delivery.loaded_by for delivery in deliveries(demo)} == {"demo"}
    assert settings.demo_database.name == "demo.duckdb"
    assert not settings.database.exists(), "the user's own data are never mixed with invented ones"


def test_made_again_it_is_left_as_it_was(settings: Settings) -> None:
    found: list[tuple[str, ...]] = []
    for _ in range(2):
        make_demo(settings, say=lambda _: None)
        database = open_database(settings.demo_database, settings.salt_file)
        found.append(tuple(delivery.delivery for delivery in deliveries(database)))
        database.close()
    assert found[0] == found[1]
    assert len(found[0]) == 12


def test_sample_data_that_cannot_be_loaded_are_told_of(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "house" / "sample_data" / "municipality"
    folder.mkdir(parents=True)
    (folder / "2025K1.xlsx").write_bytes(b"inget kalkylark")
    monkeypatch.setattr("jamstalld.demo.house", lambda: tmp_path / "house")
    with pytest.raises(JamstalldError, match=r"2025K1\.xlsx: filen går inte att läsa\."):
        make_demo(settings, say=lambda _: None)
    # The database was closed, so that it can be opened anew.
    open_database(settings.demo_database, settings.salt_file).close()


def test_the_command_makes_the_demonstration_and_opens_the_app_on_it(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[tuple[object, dict[str, object]]] = []
    monkeypatch.setattr("jamstalld.ui.serve.serve", lambda database, **options: started.append((database, options)))
    ran = home.run("demo", "--no-browser", "--port", "8600")
    assert (ran.code, ran.out) == (0, "Läser in 12 kvartal med påhittade uppgifter …\n")
    assert started == [
        (home.path("demo.duckdb"), {"address": "127.0.0.1", "port": 8600, "open_browser": False}),
    ]
    assert home.run("view", "received", "--database", home.path("demo.duckdb"), "--json").json["synthetic"] is True


def test_the_app_is_served_on_the_database_that_is_named(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[tuple[object, dict[str, object]]] = []
    monkeypatch.setattr("jamstalld.ui.serve.serve", lambda database, **options: started.append((database, options)))
    assert home.run("serve", "--no-browser").code == 0
    assert home.run("serve", "--database", home.path("annan.duckdb"), "--address", "::1", "--port", "9000").code == 0
    assert started == [
        (
            home.path("jamstalld.duckdb"),
            {"address": "127.0.0.1", "port": None, "open_browser": False, "participants": None},
        ),
        (home.path("annan.duckdb"), {"address": "::1", "port": 9000, "open_browser": True, "participants": None}),
    ]
