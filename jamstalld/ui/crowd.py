"""How many may have the app open at once: one more is told so in words, and lets those who are in work on."""

from __future__ import annotations

from html import escape

from starlette.responses import HTMLResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from jamstalld.errors import SettingsError
from jamstalld.settings import DEFAULT_MAX_SESSIONS, read_settings
from jamstalld.ui.shell import HEADERS, asks_for_a_page, is_of_participants, policy

SECONDS_TO_WAIT = 20
_STREAM = "/_stcore/stream"
_STREAMLITS_OWN = "/_stcore/"
_TRY_AGAIN_LATER = 1013  # RFC 6455's registry of close codes
_FULL = 503
_PAGE = """<!doctype html>
<html lang="sv">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="{seconds}">
<title>Det är fullt – Jämställd</title>
<style>body {{ font: 1.1rem/1.5 sans-serif; max-width: 36rem; margin: 4rem auto; padding: 0 1rem }}</style>
</head>
<body>
<main>
<h1>Det är fullt just nu</h1>
<p>{text}</p>
</main>
</body>
</html>
"""


class Crowd:
    """ASGI middleware: counts the web sockets of open pages, and lets in no more than the settings say.

    Parameters
    ----------
    app
        The application it stands before.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._open = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what comes from those who are in, and tell others that it is full."""
        if scope["type"] == "websocket" and str(scope["path"]).endswith(_STREAM):
            await self._stream(scope, receive, send)
        elif scope["type"] == "http" and _opens_a_page(scope) and self._open >= (most := max_sessions()):
            await _full(most)(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _stream(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._open >= max_sessions():
            await receive()  # the browser's wish to connect
            await send({"type": "websocket.close", "code": _TRY_AGAIN_LATER})
            return
        self._open += 1
        try:
            await self.app(scope, receive, send)
        finally:
            self._open -= 1


def max_sessions() -> int:
    """Give how many may be in. Settings that cannot be read are told of by the page, which must then open."""
    try:
        return read_settings().max_sessions
    except SettingsError:
        return DEFAULT_MAX_SESSIONS


def _opens_a_page(scope: Scope) -> bool:
    return (
        asks_for_a_page(scope) and not is_of_participants(scope) and not str(scope["path"]).startswith(_STREAMLITS_OWN)
    )


def _full(most: int) -> Response:
    text = (
        f"Högst {most} sidor kan vara öppna samtidigt, och så många är öppna nu. Stäng flikar som ingen använder. "
        f"Sidan försöker igen av sig själv om {SECONDS_TO_WAIT} sekunder."
    )
    headers = {**HEADERS, "content-security-policy": policy(), "retry-after": str(SECONDS_TO_WAIT)}
    return HTMLResponse(_PAGE.format(text=escape(text), seconds=SECONDS_TO_WAIT), _FULL, headers)
