"""Signing in for real: the app, an OpenID provider of its own, and a browser; and behind a proxy that signs in."""

from __future__ import annotations

import re
import shutil
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from oidc_provider_mock import User, run_server_in_thread
from playwright.sync_api import Browser, Page, expect

from jamstalld.intake import LoadOptions
from jamstalld.loading import load_file
from jamstalld.settings import house
from jamstalld.store import events, open_database
from tests.browser.harness import Server, axe, english_left, serve_command, settle

SECRET = "ingen-utanfor-provet-vet"
SETTINGS = """
[sign_in]
url = "http://127.0.0.1:{port}"
[sign_in.oidc]
metadata_url = "http://localhost:{provider}/.well-known/openid-configuration"
client_id = "jamstalld"
client_secret_file = "{secret}"
[roles.ledningsgrupp]
groups = ["socialtjansten-ledning"]
[roles.lasare]
persons = ["bo@kommunen.se"]
"""
PEOPLE = (
    User(sub="ada", claims={"name": "Ada Å", "email": "ada@kommunen.se", "groups": ["socialtjansten-ledning"]}),
    User(sub="bo", claims={"name": "Bo", "email": "bo@kommunen.se"}),
    User(sub="cia", claims={"name": "Cia", "email": "cia@kommunen.se", "groups": ["andra"]}),
)


@dataclass
class Signed:
    """The app behind its sign-in, and the file that it shows."""

    server: Server
    database: Path
    salt: Path


@pytest.fixture(scope="module")
def app(server: Callable[..., Server], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Signed]:
    folder = tmp_path_factory.mktemp("sign_in")
    database = open_database(folder / "jamstalld.duckdb", folder / "salt")
    for file in sorted((house() / "sample_data" / "municipality").glob("*.xlsx"))[-2:]:
        assert load_file(database, file, LoadOptions(), loaded_by="test", copy_first=False).exit_code == 0
    database.close()
    (folder / "secret").write_text(SECRET, "utf-8")
    with run_server_in_thread(user_claims=PEOPLE) as provider:

        def command(port: int, _: Path) -> list[str]:
            settings = SETTINGS.format(port=port, provider=provider.server_port, secret=folder / "secret")
            (folder / "settings.toml").write_text(settings, "utf-8")
            return serve_command(folder / "jamstalld.duckdb", port)

        running = server(
            folder / "jamstalld.duckdb",
            command,
            JAMSTALLD_SETTINGS=str(folder / "settings.toml"),
            JAMSTALLD_SALT_FILE=str(folder / "salt"),
        )
        yield Signed(running, folder / "jamstalld.duckdb", folder / "salt")
        running.stop()


@pytest.fixture
def visitor(browser: Browser) -> Iterator[Page]:
    """A page that may call the provider, whose own pages call others for their looks."""
    context = browser.new_context(locale="en-GB")
    yield context.new_page()
    context.close()


def sign_in(page: Page, app: Signed, name: str, to: str = "beslut") -> None:
    page.goto(f"{app.server.url}/{to}")
    expect(page.get_by_role("button", name="Logga in")).to_be_visible(timeout=60_000)
    page.get_by_role("button", name="Logga in").click()
    page.get_by_role("button", name=name, exact=True).click()
    page.wait_for_url(f"{app.server.url}/**")
    settle(page, timeout=60)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_who_has_not_signed_in_sees_nothing_but_that(scheme: str, app: Signed, new_page: Callable[..., Page]) -> None:
    page = new_page(width=390, scheme=scheme)
    page.goto(f"{app.server.url}/beslut")
    expect(page.get_by_role("button", name="Logga in")).to_be_visible(timeout=60_000)
    settle(page)
    assert axe(page) == []
    assert english_left(page) == []
    assert page.get_by_role("table").count() == 0
    assert page.get_by_test_id("stSidebarNavLink").count() == 0


def test_a_member_of_the_group_signs_in_writes_and_signs_out(app: Signed, visitor: Page) -> None:
    page = visitor
    sign_in(page, app, "ada")
    menu = page.get_by_test_id("stSidebar")
    expect(menu).to_contain_text("Inloggad som Ada Å, ledningsgrupp.")
    expect(menu.get_by_role("link", name="Analyser")).to_be_visible()
    assert menu.get_by_role("link", name=re.compile("Ladda upp|Drift|Frågor")).count() == 0
    assert axe(page) == []
    assert english_left(page) == []
    page.goto(f"{app.server.url}/ladda-upp")
    expect(page.get_by_text("Du har inte behörighet att läsa in och ändra underlag.")).to_be_visible(timeout=60_000)
    assert page.locator("input[type=file]").count() == 0
    page.goto(f"{app.server.url}/beslut")
    field = page.get_by_role("textbox", name="Vilket mål eller uppdrag gäller det?")
    expect(field).to_be_visible(timeout=60_000)
    field.fill("Lika bedömningar")
    field.blur()
    expect(page.get_by_text("Sparat kl.").first).to_be_visible(timeout=30_000)
    page.get_by_role("button", name="Logga ut").click()
    page.get_by_role("button", name="End session").click()
    expect(page.get_by_role("button", name="Logga in")).to_be_visible(timeout=60_000)


def test_who_followed_a_link_comes_to_what_it_leads_to(app: Signed, visitor: Page) -> None:
    page = visitor
    link = "utfall?omrade=Barn+och+unga&rader=Enhet"
    sign_in(page, app, "bo", link)
    expect(page).to_have_url(f"{app.server.url}/{link}")
    expect(page.get_by_role("combobox", name="Verksamhetsområde")).to_have_value("Barn och unga", timeout=60_000)
    page.goto(app.server.url)  # once: from now on the first page is the first page
    settle(page, timeout=60)
    expect(page).to_have_url(re.compile(f"{re.escape(app.server.url)}/(oversikt)?$"))


def test_no_link_leads_to_another_host(app: Signed, new_page: Callable[..., Page]) -> None:
    """A path that begins with two slashes would else be an address of its own."""
    page = new_page(errors=True)  # there is no such page
    page.goto(f"{app.server.url}/beslut")
    page.evaluate("sessionStorage.setItem('jamstalld-address', '//elsewhere.invalid/beslut')")
    page.goto(app.server.url)
    page.wait_for_url("**/beslut")
    assert page.url == f"{app.server.url}//elsewhere.invalid/beslut"


def test_a_reader_is_offered_nothing_to_write(app: Signed, visitor: Page) -> None:
    page = visitor
    sign_in(page, app, "bo")
    page.goto(f"{app.server.url}/beslut")
    expect(page.get_by_role("heading", name="Analysstöd")).to_be_visible(timeout=60_000)
    settle(page)
    assert page.get_by_role("textbox").count() == 0


def test_who_has_no_role_is_told_so(app: Signed, visitor: Page) -> None:
    page = visitor
    sign_in(page, app, "cia")
    expect(page.get_by_text("du har ingen roll i Jämställd")).to_be_visible(timeout=60_000)
    assert axe(page) == []
    assert page.get_by_test_id("stSidebarNavLink").count() == 0


def test_files_without_a_sign_in_are_refused(app: Signed) -> None:
    for path in ("media/abc.csv", "_stcore/upload_file/session/file"):
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(f"{app.server.url}/{path}", timeout=10)
        assert refused.value.code == 403


def test_the_log_tells_who_has_been_there(app: Signed, tmp_path: Path) -> None:
    """The last test of the module: the app is stopped."""
    app.server.stop()
    copy = shutil.copy(app.database, tmp_path / "copy.duckdb")
    if (log := app.database.with_name(f"{app.database.name}.wal")).exists():
        shutil.copy(log, tmp_path / "copy.duckdb.wal")
    database = open_database(Path(copy), app.salt)
    lines = [(event.action, event.text) for event in events(database)]
    database.close()
    assert ("signed_in", "ada@kommunen.se, ledningsgrupp") in lines
    assert ("signed_in", "bo@kommunen.se, läsare") in lines
    assert ("turned_away", "cia@kommunen.se, ingen roll") in lines
    assert SECRET not in app.server.output()
    assert "ada@kommunen.se" not in app.server.output()


STARTED = """
import pathlib, sys
from jamstalld.commands.common import says_errors
from jamstalld.ui.serve import serve
says_errors(serve)(pathlib.Path("x.duckdb"), address="0.0.0.0", port=int(sys.argv[1]))
"""


def test_other_computers_are_refused_at_the_start_without_sign_in(server: Callable[..., Server]) -> None:
    with pytest.raises(RuntimeError, match="då behövs inloggning") as refused:
        server(command=lambda port, _: [sys.executable, "-c", STARTED, str(port)])
    assert "Traceback" not in str(refused.value)
