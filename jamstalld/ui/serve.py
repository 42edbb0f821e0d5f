"""Starting the app: the socket, Streamlit's configuration, uvicorn."""

from __future__ import annotations

import contextlib
import hmac
import ipaddress
import os
import runpy
import socket
import webbrowser
from collections.abc import AsyncGenerator, Callable, Generator, Mapping
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import streamlit as st
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse
from starlette.routing import Route
from streamlit import config, runtime
from streamlit.web.bootstrap import load_config_options

from jamstalld.access import Access, Oidc, Proxy
from jamstalld.errors import JamstalldError, SettingsError
from jamstalld.participants.invitation import base_address
from jamstalld.participants.listener import Address, serving
from jamstalld.participants.web import ROOT, application
from jamstalld.settings import PACKAGE, house, read_settings
from jamstalld.store import Database, open_database
from jamstalld.ui import failures, settling
from jamstalld.ui.navigation import MOVED, PAGES

START = PACKAGE / "ui" / "start.py"
FIRST_PORT = 8501
PORTS_TO_TRY = 100
LOOPBACK_NAMES = ("localhost", "127.0.0.1", "::1")
SECONDS_TO_FINISH = 3


def serve(
    database: Path,
    address: str = "127.0.0.1",
    port: int | None = None,
    open_browser: bool = False,
    environment: Mapping[str, str] | None = None,
    participants: str | None = None,
) -> None:
    """Run the app until Ctrl+C.

    Parameters
    ----------
    database
        The database the app shows; handed on as ``JAMSTALLD_DATABASE``.
    address
        Where to listen. Without sign-in only this computer's own addresses.
    port
        The port, or None for 8501 or the next free one.
    open_browser
        Whether to open the app in the browser.
    environment
        More environment variables for the app.
    participants
        Where participants of meetings reach their own pages, and nothing else: "192.168.1.20:8600".

    Raises
    ------
    JamstalldError
        If the address can be reached from other computers though nobody has to sign in, or a port is taken.
    """
    if not access().required:
        _refuse_other_computers(address)
    os.environ.update(environment or {}, JAMSTALLD_DATABASE=str(database.resolve()))
    with _participants_served(participants), _listener(address, port) as listener:
        port = int(listener.getsockname()[1])
        url = f"http://{f'[{address}]' if ':' in address else address}:{port}"
        use_own_configuration(
            {
                "server.address": address,
                "server.port": port,
                "server.allowedHosts": sorted({*LOOPBACK_NAMES, address, *_own_name()}),
                "server.fileWatcherType": "none",
            }
        )
        app = runpy.run_path(str(house() / "app.py"))["app"]
        print(f"Jämställd körs på {url} – avsluta med Ctrl+C", flush=True)
        if open_browser:
            # The socket already takes calls; the browser waits in line until the app answers.
            webbrowser.open(url)
        _run(app, listener)


def use_own_configuration(options: Mapping[str, Any] | None = None) -> None:
    """Have Streamlit read the ``.streamlit/config.toml`` beside ``app.py``, wherever the app is started from.

    Streamlit looks beside the script it was told to run. Under ``uvicorn app:app`` and ``jamstalld serve`` that
    is not ``app.py``, and without the file it would show errors in full and report usage to an outside host.

    Parameters
    ----------
    options
        Options that go before the file, such as ``{"server.port": 8600}``.
    """
    if config._main_script_path is None or options:  # pyright: ignore[reportPrivateUsage]
        config._main_script_path = str(house() / "app.py")  # pyright: ignore[reportPrivateUsage]
        load_config_options({**_trusted_headers(), **(options or {})})


def access() -> Access:
    """Give who may use the app, as the settings have it now.

    Settings that cannot be read are told of by the page, and let nobody in: until then it must open, on this computer.
    """
    try:
        return read_settings().access
    except SettingsError:
        return Access()


def secrets() -> dict[str, Any]:
    """Give what Streamlit needs to have people sign in by OpenID Connect; nothing where they do not.

    The key that signs the cookies is made of the app's own secret: another one signs everybody out, a restart nobody.

    Raises
    ------
    SettingsError
        If the app's own secret cannot be read.
    """
    way = access().way
    if not isinstance(way, Oidc):
        return {}
    secret = way.secret()
    return {
        "auth": {
            "redirect_uri": f"{access().url}/oauth2callback",
            "cookie_secret": hmac.digest(secret.encode(), b"the cookies of those who sign in", "sha256").hex(),
            "client_id": way.client_id,
            "client_secret": secret,
            "server_metadata_url": way.metadata_url,
        }
    }


def _trusted_headers() -> dict[str, Any]:
    """Say in which headers a proxy tells who somebody is."""
    way = access().way
    return {"server.trustedUserHeaders": dict(way.headers)} if isinstance(way, Proxy) else {}


@contextlib.asynccontextmanager
async def lifespan(_app: st.App) -> AsyncGenerator[dict[str, Any]]:
    """Keep values out of the log for as long as the app runs, and make its runs short."""
    failures.keep_values_out_of_the_log()
    settling.settle()
    yield {}


def routes() -> list[Route]:
    """Give the first page its name, moved pages their old one, and the participants' pages theirs."""

    def leading_to(path: str) -> Callable[[Request], RedirectResponse]:
        def moved(request: Request) -> RedirectResponse:
            query = f"?{request.url.query}" if request.url.query else ""
            return RedirectResponse(f"./{path}{query}")

        return moved

    theirs = _participants()
    named = {PAGES[0].path: "", **MOVED}
    return [
        *(Route(f"/{old}", leading_to(new)) for old, new in named.items()),
        Route(ROOT, theirs),
        Route(f"{ROOT}/{{rest:path}}", theirs),
    ]


def run_directly(app: st.App) -> None:
    """Do what ``app.py`` should do when it is itself the script: serve, or in a test show the page."""
    if runtime.exists():
        # AppTest runs app.py as if it were the page script. Imported here and not above: whatever holds a cache
        # is to be imported by a script run, when Streamlit's runtime exists, or Streamlit warns in the log.
        from jamstalld.ui import start

        start.main()
    else:
        app.run()


@cache
def _participants() -> Starlette:
    """Make the participants' pages: one for the process, on whichever address they are asked for."""

    def opened() -> Database:
        settings = read_settings()
        return open_database(settings.database, settings.salt_file, key=settings.key)

    return application(opened, lambda: read_settings().participants_url)


@contextlib.contextmanager
def _participants_served(where: str | None) -> Generator[None]:
    if where is None:
        yield
        return
    address = Address.parse(where)
    with serving(_participants(), address):
        named = read_settings().participants_url or base_address(address)
        print(f"Deltagare i möten når sina sidor på {named}{ROOT}", flush=True)
        yield


def _own_name() -> tuple[str, ...]:
    """Give the name of the address that people type, where they sign in."""
    name = urlsplit(access().url).hostname
    return (name,) if name else ()


def _refuse_other_computers(address: str) -> None:
    with contextlib.suppress(ValueError):
        if address == "localhost" or ipaddress.ip_address(address).is_loopback:
            return
    raise JamstalldError(
        f"Adressen {address} går att nå från andra datorer, och då behövs inloggning. Beskriv den under [sign_in] i "
        "inställningsfilen (docs/operations.md visar hur), eller starta med adressen 127.0.0.1: då når bara den här "
        "datorn appen."
    )


def _listener(address: str, port: int | None) -> socket.socket:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    for candidate in range(FIRST_PORT, FIRST_PORT + PORTS_TO_TRY) if port is None else (port,):
        try:
            listener = socket.create_server((address, candidate), family=family, backlog=128)
        except OSError:
            continue
        # Without it the end of each answer waits for the browser to confirm its beginning: 40 ms on Linux.
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return listener
    wanted = f"Porten {port} är upptagen" if port is not None else "Ingen ledig port hittades"
    raise JamstalldError(f"{wanted} på {address}. Välj en annan med --port.")


def _run(app: Any, listener: socket.socket) -> None:
    server = uvicorn.Server(
        uvicorn.Config(
            app,
            ws="websockets-sansio",
            # As Streamlit's own server has it, off: packing a page for the wire takes as long as a tenth of making it.
            ws_per_message_deflate=config.get_option("server.enableWebsocketCompression"),
            log_level="warning",
            access_log=False,
            server_header=False,
            proxy_headers=False,  # who calls is who calls, whatever a header says
            timeout_graceful_shutdown=SECONDS_TO_FINISH,
        )
    )
    with contextlib.suppress(KeyboardInterrupt):
        server.run(sockets=[listener])
    if not server.started:
        raise JamstalldError("Appen kunde inte starta. Loggen ovanför säger var det tog stopp.")
