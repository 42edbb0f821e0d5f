import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.harness import (
    CHROMIUM_FLAGS,
    Server,
    Tab,
    find_chromium,
    free_port,
    open_tab,
    serve_command,
    start_server,
)
from tests.salt import same_salt

__all__ = ["same_salt"]
HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker("browser")


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Server]]:
    """Start the app: ``server(database=None, command=None, **environment)``.

    `command` takes a port and a folder and gives what to run, if not the app as ``jamstalld serve`` runs it.
    """
    started: list[Server] = []

    def start(
        database: Path | None = None,
        command: Callable[[int, Path], list[str]] | None = None,
        **environment: str,
    ) -> Server:
        folder = tmp_path_factory.mktemp("server")
        port = free_port()
        path = database or folder / "jamstalld.duckdb"
        variables = {
            "JAMSTALLD_DATABASE": str(path),
            "JAMSTALLD_SALT_FILE": str(folder / "salt"),
            **environment,
        }
        running = start_server(command(port, folder) if command else serve_command(path, port), port, folder, variables)
        started.append(running)
        return running

    yield start
    for running in started:
        running.stop()


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Chromium; skipped where there is none, except in continuous integration."""
    path = find_chromium()
    if path is None:
        message = "Chromium is missing: install it or name it in $CHROMIUM"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=list(CHROMIUM_FLAGS))
        yield chromium
        chromium.close()


@pytest.fixture(scope="package")
def free_tabs(browser: Browser) -> Iterator[list[Tab]]:
    """Tabs that no test is using. One that has been used knows the app's scripts: it opens a page in half the time."""
    tabs: list[Tab] = []
    yield tabs
    for tab in tabs:
        tab.close()


@pytest.fixture
def new_page(browser: Browser, free_tabs: list[Tab]) -> Iterator[Callable[..., Page]]:
    """Open pages: ``new_page(width=1280, height=800, scheme="light", errors=False)``.

    Each is somebody's own browser, which remembers nothing. Afterwards the test fails if a page has called another
    host, or had an error in its console that the test did not expect (``errors=True``).
    """
    used: list[tuple[Tab, bool]] = []

    def open_page(width: int = 1280, height: int = 800, scheme: str = "light", errors: bool = False) -> Page:
        tab = free_tabs.pop() if free_tabs else open_tab(browser)
        tab.show(width, height, scheme)
        used.append((tab, errors))
        return tab.page

    yield open_page
    for tab, _ in used:
        if tab.forget():
            free_tabs.append(tab)
    assert [url for tab, _ in used for url in tab.seen.outside] == [], "a page has called another host"
    assert [error for tab, expected in used if not expected for error in tab.seen.errors] == []


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    return new_page()
