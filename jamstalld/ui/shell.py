"""The Swedish shell round Streamlit: language, title and translation in the page, and security headers.

Streamlit sends one HTML page, in English, and shows its own words in English. This middleware rewrites the page
on its way out and puts into it what the browser is to do: ``translate.js`` translates those words, ``repair.js``
mends markup that screen readers stumble over, ``autosave.js`` saves what is being written, ``timer.js`` counts the
time of a meeting's point, ``theme.js`` has pictures drawn anew in a new theme, ``keys.js`` takes away keys of a
single letter, ``return.js`` leads whoever signs in back to where they came, ``shell.css`` sets what the theme cannot.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import tomllib
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from jamstalld.participants.web import ROOT

FOLDER = Path(__file__).parent
TITLE = "Jämställd"
NO_SCRIPT = "Jämställd behöver JavaScript. Slå på det i webbläsaren och ladda om sidan."

# Headers that would let Streamlit answer "not modified" or compress what has to be rewritten.
_NOT_FOR_PAGES = {b"accept-encoding", b"if-none-match", b"if-modified-since"}
_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
HEADERS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "SAMEORIGIN",
    "referrer-policy": "no-referrer",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}


def policy(script_hashes: Iterable[str] = ()) -> str:
    """Write the Content-Security-Policy: nothing from and nothing to another host.

    Parameters
    ----------
    script_hashes
        The base64 SHA-256 of each script written into the page itself.
    """
    allowed = " ".join(["'self'", *(f"'sha256-{digest}'" for digest in script_hashes)])
    directives = {
        "default-src": "'self'",
        "script-src": allowed,
        "style-src": "'self' 'unsafe-inline'",  # Streamlit's style library writes its rules into the page
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "media-src": "'self' data: blob:",
        "connect-src": "'self'",  # the web socket on the same host included
        "worker-src": "'self' blob:",
        "object-src": "'none'",
        "base-uri": "'self'",
        "form-action": "'self'",
        "frame-ancestors": "'self'",
    }
    return "; ".join(f"{name} {value}" for name, value in directives.items())


@lru_cache(maxsize=1)
def scripts() -> tuple[str, ...]:
    """Read the scripts for the page, ``translate.js`` with the dictionary in it."""
    dictionary = json.dumps(read_dictionary(), ensure_ascii=False).replace("<", "\\u003c")
    translate = (FOLDER / "translate.js").read_text("utf-8").replace("DICTIONARY", dictionary)
    others = ("repair.js", "autosave.js", "timer.js", "theme.js", "keys.js", "return.js")
    return translate, *((FOLDER / name).read_text("utf-8") for name in others)


def read_dictionary() -> dict[str, Any]:
    """Read ``swedish.toml``: whole texts, and patterns for texts with something variable in them."""
    return tomllib.loads((FOLDER / "swedish.toml").read_text("utf-8"))


@lru_cache(maxsize=8)
def swedish_page(page: str) -> tuple[str, str]:
    """Rewrite Streamlit's HTML page.

    Returns
    -------
    tuple
        The page, and the Content-Security-Policy that lets its own scripts run and no others.
    """
    icon = base64.b64encode((FOLDER / "static" / "jamstalld.svg").read_bytes()).decode()
    page = page.replace('<html lang="en">', '<html lang="sv">', 1)
    page = re.sub(r"<title>.*?</title>", f"<title>{TITLE}</title>", page, count=1, flags=re.DOTALL)
    page = re.sub(r"<noscript>.*?</noscript>", f"<noscript><p>{NO_SCRIPT}</p></noscript>", page, flags=re.DOTALL)
    page = re.sub(r'<link rel="service-desc"[^>]*>', "", page)
    page = page.replace("./favicon.png", f"data:image/svg+xml;base64,{icon}")
    own = "".join(f"<script>{script}</script>" for script in scripts())
    style = (FOLDER / "shell.css").read_text("utf-8")
    page = page.replace("</head>", f"<style>{style}</style>{own}</head>", 1)
    return page, policy(_digest(script) for script in _SCRIPT.findall(page))


class Shell:
    """ASGI middleware: Swedish pages and safe headers. Web sockets and the participants' pages pass untouched.

    Parameters
    ----------
    app
        The application it stands before.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and its answer back through the rewriting."""
        if scope["type"] != "http" or is_of_participants(scope):
            await self.app(scope, receive, send)
            return
        if asks_for_a_page(scope):
            headers = [(name, value) for name, value in scope["headers"] if name not in _NOT_FOR_PAGES]
            scope = {**scope, "headers": headers}
        await self.app(scope, receive, _Answer(send, scope["method"] == "HEAD"))


class _Answer:
    """One answer on its way out: a page is held until it is whole and rewritten, all else streams by."""

    def __init__(self, send: Send, head: bool) -> None:
        self._send = send
        self._head = head
        self._start: Message | None = None
        self._body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(raw=message["headers"])
            headers.update(HEADERS)
            headers["content-security-policy"] = policy()
            if _is_plain_html(headers):
                self._start = message
                return
        if self._start is None:
            await self._send(message)
            return
        self._body += message.get("body", b"")
        if not message.get("more_body", False):
            await self._send_page(self._start)

    async def _send_page(self, start: Message) -> None:
        headers = MutableHeaders(raw=start["headers"])
        for name in ("etag", "last-modified", "content-length"):
            del headers[name]
        body = b""
        if not self._head:
            page, headers["content-security-policy"] = swedish_page(self._body.decode("utf-8"))
            body = page.encode("utf-8")
            headers["content-length"] = str(len(body))
        await self._send(start)
        await self._send({"type": "http.response.body", "body": body})


def asks_for_a_page(scope: Scope) -> bool:
    """Tell pages from assets by the address: a page's last part has no dot in it, or ends in ``.html``."""
    name = str(scope["path"]).rsplit("/", 1)[-1]
    return scope["method"] in {"GET", "HEAD"} and ("." not in name or name.endswith(".html"))


def is_of_participants(scope: Scope) -> bool:
    """Tell the participants' pages, which are none of Streamlit's and bring their own headers."""
    path = str(scope["path"])
    return path == ROOT or path.startswith(f"{ROOT}/")


def _is_plain_html(headers: Headers) -> bool:
    return headers.get("content-type", "").startswith("text/html") and "content-encoding" not in headers


def _digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode()
