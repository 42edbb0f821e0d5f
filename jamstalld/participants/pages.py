"""Pages as HTML: templates that write every text as text, files named by their content, and headers that shut it in."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse, Response

from jamstalld.participants.showing import mark
from jamstalld.settings import PACKAGE

FOLDER = Path(__file__).parent
HEADERS: Mapping[str, str] = {
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
    # Not "no-referrer": a browser then says "null" where a form tells which page it was sent from.
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
}
_FILES: Mapping[str, tuple[Path, str]] = {
    "deltagare.css": (FOLDER / "static" / "deltagare.css", "text/css"),
    "deltagare.js": (FOLDER / "static" / "deltagare.js", "text/javascript"),
    "jamstalld.svg": (PACKAGE / "ui" / "static" / "jamstalld.svg", "image/svg+xml"),
}
_KEPT_BY_THE_PHONE = "private, max-age=86400"


def page(name: str, *, status: int = 200, **values: Any) -> Response:
    """Write a page from its template.

    Parameters
    ----------
    values
        What the template names; one that it names and is not given is an error.
    """
    text = _environment().get_template(f"{name}.html").render(page=name, **values)
    return HTMLResponse(text, status_code=status, headers=dict(HEADERS))


def file(name: str) -> Response | None:
    """Give one of the files a page needs; None where there is none of that name."""
    if name not in _FILES:
        return None
    content, kind, _ = _read(name)
    return Response(content, media_type=kind, headers={**HEADERS, "cache-control": _KEPT_BY_THE_PHONE})


def _address(name: str) -> str:
    """Give the address of a file. It changes with the content, so that no phone goes on with an old one."""
    return f"/delta/filer/{name}?v={_read(name)[2]}"


@cache
def _read(name: str) -> tuple[bytes, str, str]:
    path, kind = _FILES[name]
    content = path.read_bytes()
    return content, kind, hashlib.sha256(content).hexdigest()[:12]


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(FOLDER / "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    environment.filters["mark"] = mark
    environment.filters["address"] = _address
    return environment
