"""The served app behind a proxy that signs people in, under the installation's own name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from websockets.exceptions import InvalidStatus

from jamstalld.store import events, open_database
from tests.browser.harness import Server, free_port, serve_command, start_server
from tests.viewer import Viewer

SETTINGS = """
[sign_in]
url = "https://jamstalld.kommunen.se"
[sign_in.proxy]
addresses = ["127.0.0.1"]
person = "X-Person"
name = "X-Name"
groups = "X-Groups"
[roles.ledningsgrupp]
groups = ["ledning"]
"""
ADA = {"X-Person": "ada@kommunen.se", "X-Name": "Ada Å".encode().decode("latin-1"), "X-Groups": "andra,ledning"}


@pytest.fixture(scope="module")
def app(sample: Path, folder: Path) -> Iterator[Server]:
    port = free_port()
    (folder / "settings.toml").write_text(SETTINGS, "utf-8")
    variables = {"JAMSTALLD_SETTINGS": str(folder / "settings.toml"), "JAMSTALLD_SALT_FILE": str(folder / "salt")}
    running = start_server(serve_command(sample, port), port, folder, variables)
    yield running
    running.stop()


def seen(app: Server, page: str, headers: dict[str, str], name: str = "http://jamstalld.kommunen.se") -> str:
    with Viewer(name, int(app.url.rsplit(":", 1)[1]), headers) as viewer:
        viewer.open(page)
        return viewer.words()


def test_who_the_proxy_names_is_in(app: Server) -> None:
    words = seen(app, "beslut", ADA)
    assert "Inloggad som **Ada Å**, ledningsgrupp." in words
    assert "Bifall" in words


def test_who_the_proxy_does_not_name_is_not(app: Server) -> None:
    for headers in ({}, {"X-Groups": "ledning"}, {**ADA, "X-Groups": "andra"}):
        words = seen(app, "beslut", headers)
        assert "Inloggad" not in words
        assert "Bifall" not in words
    assert "ingen roll" in words


def test_other_names_and_other_sites_are_refused(app: Server) -> None:
    with pytest.raises(InvalidStatus, match="403"):
        seen(app, "beslut", ADA, "http://annan.kommunen.se")
    assert "checkip" not in app.output()


def test_the_log_has_them(app: Server, sample: Path, folder: Path) -> None:
    app.stop()
    database = open_database(sample, folder / "salt")
    lines = {(event.action, event.done_by) for event in events(database)}
    database.close()
    assert {("signed_in", "Ada Å"), ("turned_away", "Ada Å")} <= lines
