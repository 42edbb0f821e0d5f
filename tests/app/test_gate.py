"""The gate: from where the app may be reached, and what nobody gets who has not signed in."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect
from streamlit.auth_util import set_cookie_with_chunks
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from jamstalld.access import Access, Named, Oidc, Proxy
from jamstalld.ui import gate
from jamstalld.ui.gate import Gate

HERE, ELSEWHERE, PROXY = "127.0.0.1", "192.0.2.7", "10.0.0.5"
LISTED = {"lasare": Named(frozenset({"alla"}), frozenset())}
WITHOUT = Access()
BY_PROXY = Access(
    Proxy((PROXY,), {"X-Person": "person", "X-Groups": "groups"}), "https://jamstalld.kommunen.se", roles=LISTED
)
BY_OIDC = Access(
    Oidc("https://a.se/.well-known/openid-configuration", "id", __file__),  # pyright: ignore[reportArgumentType]
    "https://jamstalld.kommunen.se",
    claims={"person": "email"},
    roles=LISTED,
)
FILE = "/media/abc.csv"


async def _page(_: Request) -> PlainTextResponse:
    answer = PlainTextResponse("inne")
    answer.set_cookie("a", "1")
    return answer


async def _socket(socket: WebSocket) -> None:
    await socket.accept()
    await socket.close()


@pytest.fixture
def get(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """Ask for a page: ``get(access, "127.0.0.1", "/", header="value")``."""
    monkeypatch.setattr(gate, "get_cookie_secret", lambda: "hemligt" * 5)
    inner = Starlette(routes=[WebSocketRoute("/_stcore/stream", _socket), Route("/{path:path}", _page)])

    def ask(access: Access, caller: str, path: str = "/", **headers: str) -> Any:
        client = TestClient(Gate(inner, lambda: access), client=(caller, 50_000))
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        if path == "/_stcore/stream":
            with client.websocket_connect(path, headers=named):
                return None
        return client.get(path, headers=named)

    return ask


@pytest.mark.parametrize("caller", [HERE, "127.8.9.1", "::1"])
def test_without_sign_in_this_computer_gets_in(get: Callable[..., Any], caller: str) -> None:
    assert get(WITHOUT, caller).text == "inne"
    assert get(WITHOUT, caller, FILE).text == "inne"
    get(WITHOUT, caller, "/_stcore/stream")


@pytest.mark.parametrize("caller", [ELSEWHERE, PROXY, "testclient", ""])
def test_without_sign_in_nobody_else_does(get: Callable[..., Any], caller: str) -> None:
    answer = get(WITHOUT, caller)
    assert answer.status_code == 403
    assert "utan inloggning" in answer.text
    with pytest.raises(WebSocketDisconnect):
        get(WITHOUT, caller, "/_stcore/stream")


@pytest.mark.parametrize(
    "header", ["Forwarded", "Via", "X_Forwarded_For", "X_Forwarded_Host", "X_Forwarded_Proto", "X_Real_IP"]
)
def test_without_sign_in_no_proxy_on_this_computer_lets_others_in(get: Callable[..., Any], header: str) -> None:
    answer = get(WITHOUT, HERE, **{header: "192.0.2.7"})
    assert answer.status_code == 403
    assert "genom en proxy" in answer.text


@pytest.mark.parametrize("origin", ["http://evil.example", "http://localhost:9999", "http://testserver.evil", "null"])
def test_other_sites_open_no_page_and_send_no_file(get: Callable[..., Any], origin: str) -> None:
    with pytest.raises(WebSocketDisconnect):
        get(WITHOUT, HERE, "/_stcore/stream", Origin=origin)
    assert get(WITHOUT, HERE, "/_stcore/upload_file/session/file", Origin=origin).status_code == 403
    get(WITHOUT, HERE, "/_stcore/stream", Origin="http://testserver")


def test_where_a_proxy_signs_people_in_only_it_gets_in(get: Callable[..., Any]) -> None:
    for caller in (HERE, ELSEWHERE):
        assert get(BY_PROXY, caller, X_Person="ada", X_Groups="alla").status_code == 403
        with pytest.raises(WebSocketDisconnect):
            get(BY_PROXY, caller, "/_stcore/stream", X_Person="ada", X_Groups="alla")
    assert get(BY_PROXY, PROXY).text == "inne"
    get(BY_PROXY, PROXY, "/_stcore/stream")


def test_files_take_a_person_with_a_role(get: Callable[..., Any]) -> None:
    assert get(BY_PROXY, PROXY, FILE, X_Person="ada", X_Groups="alla").text == "inne"
    for headers in ({}, {"X_Person": "ada"}, {"X_Groups": "alla"}, {"X_Person": "ada", "X_Groups": "andra"}):
        for path in (FILE, "/_stcore/upload_file/session/file"):
            assert get(BY_PROXY, PROXY, path, **headers).status_code == 403


def _cookie(payload: dict[str, Any], secret: str = "hemligt" * 5) -> str:
    """Sign somebody in as Streamlit does."""
    kept: dict[str, str] = {}
    set_cookie_with_chunks(
        kept.__setitem__,
        lambda name, value: create_signed_value(secret, name, value),
        "_streamlit_user",
        payload,
        cookie_attr_size=50,
    )
    return "; ".join(
        f"{name}={value.decode() if isinstance(value, bytes) else create_signed_value(secret, name, value).decode()}"
        for name, value in kept.items()
    )


def test_files_take_a_cookie_that_the_app_has_signed(get: Callable[..., Any]) -> None:
    ada = {"is_logged_in": True, "iat": time.time(), "email": "ada@kommunen.se", "groups": ["alla"]}
    many = {**ada, "groups": ["alla", *(f"grupp {at}" for at in range(500))]}
    assert get(BY_OIDC, ELSEWHERE).text == "inne", "the page, which shows that one has to sign in"
    assert get(BY_OIDC, ELSEWHERE, FILE, Cookie=_cookie(ada)).text == "inne"
    assert get(BY_OIDC, ELSEWHERE, FILE, Cookie=_cookie(many)).text == "inne"
    for cookie in (
        "",
        "_streamlit_user=skrap",
        _cookie(ada, "annat" * 8),
        _cookie({**ada, "groups": []}),
        _cookie({**ada, "iat": time.time() - 13 * 3600}),
        f"_streamlit_user={json.dumps(ada)}",
    ):
        assert get(BY_OIDC, ELSEWHERE, FILE, Cookie=cookie).status_code == 403, cookie


def test_over_tls_cookies_stay_there(get: Callable[..., Any]) -> None:
    answer = get(BY_OIDC, ELSEWHERE)
    assert answer.headers["set-cookie"].endswith("; Secure")
    assert answer.headers["strict-transport-security"] == "max-age=31536000"
    plain = get(WITHOUT, HERE)
    assert "Secure" not in plain.headers["set-cookie"]
    assert "strict-transport-security" not in plain.headers
