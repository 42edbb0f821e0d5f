"""How many may be in at once: who comes after is told in Swedish, and who leaves makes room."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from pathlib import Path

import pytest
from starlette.types import Message, Receive, Scope, Send

from jamstalld.ui.crowd import Crowd

STREAM = "/_stcore/stream"


async def app(scope: Scope, receive: Receive, send: Send) -> None:
    """Be an app that is no Streamlit: answer every request, and keep a web socket until it is left or breaks."""
    if scope["type"] == "http":
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"sidan"})
        return
    await receive()
    await send({"type": "websocket.accept"})
    if (await receive()).get("text") == "break":
        raise RuntimeError


class Socket:
    """A web socket to the app behind the door, as the server would have it."""

    def __init__(self, door: Crowd) -> None:
        self._in: asyncio.Queue[Message] = asyncio.Queue()
        self._out: asyncio.Queue[Message] = asyncio.Queue()
        self._in.put_nowait({"type": "websocket.connect"})
        self._task = asyncio.create_task(door({"type": "websocket", "path": STREAM}, self._in.get, self._out.put))

    async def answer(self) -> Message:
        return await self._out.get()

    async def leave(self, message: Message) -> None:
        self._in.put_nowait(message)
        await asyncio.gather(self._task, return_exceptions=True)


async def entered(door: Crowd) -> Socket:
    socket = Socket(door)
    assert (await socket.answer())["type"] == "websocket.accept"
    return socket


async def got(door: Crowd, path: str = "/") -> tuple[int, dict[str, str], str]:
    """Ask for an address, and give status, headers and text of the answer."""
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    await door({"type": "http", "method": "GET", "path": path, "headers": []}, asyncio.Queue().get, send)
    headers = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], headers, sent[1]["body"].decode()


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[Coroutine[None, None, None]], None]:
    """Run what is done at a door for three."""
    settings = tmp_path / "settings.toml"
    settings.write_text("max_sessions = 3", "utf-8")
    monkeypatch.setenv("JAMSTALLD_SETTINGS", str(settings))
    return lambda steps: asyncio.run(asyncio.wait_for(steps, timeout=20))


def test_as_many_as_may_be_are_in_and_the_next_is_told(run: Callable) -> None:
    async def steps() -> None:
        door = Crowd(app)
        sockets = [await entered(door) for _ in range(2)]
        assert (await got(door))[0] == 200, "there is room for one more"
        sockets.append(await entered(door))
        status, headers, text = await got(door)
        assert status == 503
        assert "Högst 3 sidor kan vara öppna samtidigt" in text
        assert '<html lang="sv">' in text
        assert '<meta http-equiv="refresh" content="20">' in text
        assert headers["retry-after"] == "20"
        assert headers["x-content-type-options"] == "nosniff"
        assert "default-src 'self'" in headers["content-security-policy"]
        refused = Socket(door)
        assert await refused.answer() == {"type": "websocket.close", "code": 1013}
        # What those who are in need goes on, and so do the phones.
        for path in ("/_stcore/health", "/static/x.js", "/delta", "/delta/ABC234"):
            assert (await got(door, path))[0] == 200, path
        await sockets[0].leave({"type": "websocket.disconnect", "code": 1001})
        assert (await got(door))[0] == 200
        await entered(door)
        assert (await got(door))[0] == 503

    run(steps())


def test_one_whose_page_breaks_makes_room_too(run: Callable) -> None:
    async def steps() -> None:
        door = Crowd(app)
        for _ in range(4):
            await (await entered(door)).leave({"type": "websocket.receive", "text": "break"})
        assert (await got(door))[0] == 200

    run(steps())


def test_settings_that_cannot_be_read_do_not_shut_the_page_that_says_so(run: Callable, tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text("max_sessions = 0", "utf-8")

    async def steps() -> None:
        door = Crowd(app)
        await entered(door)
        assert (await got(door))[0] == 200

    run(steps())
