"""The gate before everything else: from where the app may be reached, and what nobody gets who has not signed in.

Without sign-in only this computer gets in, and no proxy on it. With a proxy that signs people in, only that proxy. A
page and its web socket pass: what they may show is decided where it is read. Files of pages (pictures, downloads,
uploads) have addresses of their own, and pass only with a sign-in. Other web sites reach neither.
"""

from __future__ import annotations

import ipaddress
import json
import time
from collections.abc import Callable
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocketClose
from streamlit.auth_util import get_cookie_with_chunks
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from jamstalld.access import Access, Claims, Proxy

FILES = ("/media/", "/_stcore/upload_file/")
_FORWARDED = ("forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip")
_KEEP_TO_TLS = (b"strict-transport-security", b"max-age=31536000")
_ELSEWHERE = "Jämställd körs utan inloggning och kan bara öppnas på den dator där det körs."
_BY_PROXY = (
    "Jämställd nås genom en proxy utan att inloggning är påslagen. Den som sköter Jämställd behöver beskriva "
    "inloggningen i inställningsfilen."
)
_NOT_THE_PROXY = "Jämställd kan bara öppnas genom den adress där man loggar in."
_OTHER_SITE = "En annan webbplats får inte använda Jämställd."
_SIGN_IN = "Logga in för att hämta filen."


class Gate:
    """ASGI middleware: turns away whoever may not come in.

    Parameters
    ----------
    app
        The application it stands before.
    access
        Gives who may use the app; asked each time, so that a change of the settings holds at once.
    """

    def __init__(self, app: ASGIApp, access: Callable[[], Access]) -> None:
        self.app = app
        self._access = access

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer it with why not."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        access = self._access()
        refusal = _refusal(access, scope)
        if refusal is None:
            await self.app(scope, receive, _OverTls(send) if access.url.startswith("https:") else send)
        elif scope["type"] == "websocket":
            await WebSocketClose(1008)(scope, receive, send)
        else:
            await PlainTextResponse(refusal, 403)(scope, receive, send)


class _OverTls:
    """Answers on their way out over TLS: cookies go back over TLS only, and the browser keeps to it."""

    def __init__(self, send: Send) -> None:
        self._send = send

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*map(_for_tls_only, message["headers"]), _KEEP_TO_TLS]
        await self._send(message)


def _for_tls_only(header: tuple[bytes, bytes]) -> tuple[bytes, bytes]:
    name, value = header
    return (name, value + b"; Secure") if name.lower() == b"set-cookie" else header


def _refusal(access: Access, scope: Scope) -> str | None:
    """Say why a request may not come in; None where it may."""
    connection = HTTPConnection(scope)
    if (scope["type"] == "websocket" or scope["path"].startswith(FILES)) and not _own_origin(connection.headers):
        return _OTHER_SITE
    caller = connection.client.host if connection.client else ""
    if access.way is None:
        if any(name in connection.headers for name in _FORWARDED):
            return _BY_PROXY
        return None if _is_loopback(caller) else _ELSEWHERE
    if isinstance(access.way, Proxy) and not access.way.trusts(caller):
        return _NOT_THE_PROXY
    if scope["path"].startswith(FILES):
        person = access.person(_claims(access, connection), time.time())
        return None if person.rights else _SIGN_IN
    return None


def _own_origin(headers: Headers) -> bool:
    """Tell whether a request comes from the app's own pages, or from something that is no browser.

    Streamlit lets in other sites on this computer, and asks a host on the internet for its own address to judge others.
    """
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc == headers.get("host")


def _claims(access: Access, connection: HTTPConnection) -> Claims:
    """Read what the sign-in says of the caller, as Streamlit does for ``st.user`` when a web socket opens."""
    if isinstance(access.way, Proxy):
        return _headers(access.way, connection.headers)

    def signed(name: str) -> bytes | None:
        value = connection.cookies.get(name)
        return decode_signed_value(get_cookie_secret(), name, value.encode("latin-1")) if value else None

    told = get_cookie_with_chunks(signed, USER_COOKIE_NAME)
    return json.loads(told) if told else {}


def _headers(proxy: Proxy, headers: Headers) -> Claims:
    return {claim: headers.get(name) for name, claim in proxy.headers.items()}


def _is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False
