"""Viewers for tests: a browser without a screen, that speaks with the app over a real web socket.

A viewer opens a page, keeps the elements it is sent, chooses in menus, writes in fields and presses buttons, and lets
fragments run again when the page asks for it. All that is known of Streamlit's way of speaking is here; it is that of
the version the product is tied to.
"""

from __future__ import annotations

import socket
import time
from collections.abc import Mapping
from contextlib import ExitStack
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlencode

from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.sync.client import ClientConnection, connect

SECONDS_TO_ANSWER = 120
_STREAM = "_stcore/stream"


class Viewer:
    """One reader with one page open.

    Parameters
    ----------
    url
        The app's address, without a slash at the end.
    port
        Where on this computer it is found, if the address leads elsewhere.
    headers
        What a proxy in between adds.
    """

    def __init__(self, url: str, port: int | None = None, headers: Mapping[str, str] | None = None) -> None:
        self.url = url
        self._port = port
        self._headers = dict(headers or {})
        self.page = ""
        self.query: dict[str, str] = {}
        self.received: list[bytes] = []
        """Every message that has come, as it came: to look for what should not be in it."""
        self._elements: dict[tuple[int, ...], Any] = {}
        self._states: dict[str, WidgetState] = {}
        self._script = ""
        self._whole = True
        self._cached: dict[str, ForwardMsg] = {}
        self._again: dict[str, list[float]] = {}
        self._socket: ClientConnection | None = None
        self._left = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._left.close()

    def all(self, kind: str) -> list[Any]:
        """Give the elements of one kind ("selectbox"), from the top."""
        there = sorted(self._elements.items())
        return [getattr(one, kind) for _, one in there if one.WhichOneof("type") == kind]

    def words(self) -> str:
        """Give all that the page holds, as far as it is text."""
        return "\n".join(str(element) for _, element in sorted(self._elements.items()))

    def errors(self) -> list[str]:
        """Give the messages that something is wrong."""
        alerts = [one.body for one in self.all("alert") if one.format == Alert.ERROR]
        return [*alerts, *(one.message for one in self.all("exception"))]

    def chosen(self, menu: str) -> str:
        """Give what a menu says."""
        box = self._menu(menu)
        return self._states[box.id].string_value if box.id in self._states else box.options[box.default]

    def options(self, menu: str) -> list[str]:
        """Give what a menu offers."""
        return list(self._menu(menu).options)

    def open(self, page: str = "", **query: str) -> float:
        """Open a page by its address, as a link or a reload does: in a session of its own."""
        self._left.close()
        address = self.url.replace("http://", "ws://", 1)
        there = connect(
            f"{address}/{_STREAM}",
            subprotocols=["streamlit"],  # type: ignore[arg-type]
            origin=self.url,  # type: ignore[arg-type]
            additional_headers=self._headers,
            max_size=None,
            open_timeout=60,
            sock=socket.create_connection(("127.0.0.1", self._port)) if self._port else None,
        )
        self._socket = self._left.enter_context(there)
        self.page, self.query = page, query
        self._states, self._script, self._again, self._cached = {}, "", {}, {}
        return self._run()

    def choose(self, menu: str, value: str) -> float:
        """Choose in a menu; give the seconds until the page is whole."""
        box = self._menu(menu)
        self._states[box.id] = WidgetState(id=box.id, string_value=value)
        if box.query_param_key:
            self.query[box.query_param_key] = value
        return self._run()

    def write(self, title: str, text: str) -> float:
        """Write in the first field whose title holds something, and leave it."""
        one = next(one for one in (*self.all("text_area"), *self.all("text_input")) if title in one.label)
        self._states[one.id] = WidgetState(id=one.id, string_value=text)
        return self._run()

    def press(self, label: str) -> float:
        """Press the first button of a label."""
        one = next(one for one in self.all("button") if one.label == label)
        return self._run(WidgetState(id=one.id, trigger_value=True))

    def wait(self, seconds: float) -> None:
        """Look at the page for a while: what it wants to run again by itself does."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            fragment, due = min(
                ((name, at) for name, (_, at) in self._again.items()), key=lambda one: one[1], default=("", until)
            )
            if due >= until:
                time.sleep(left)
                return
            time.sleep(max(0.0, due - time.monotonic()))
            self._again[fragment][1] = time.monotonic() + self._again[fragment][0]
            self._run(fragment=fragment)

    def _menu(self, title: str) -> Any:
        return next(one for one in self.all("selectbox") if one.label == title)

    def _run(self, pressed: WidgetState | None = None, fragment: str = "") -> float:
        """Ask for a run of the page, or of a part of it, and take what comes until it has ended."""
        assert self._socket
        begun, self._whole = time.perf_counter(), not fragment
        self._socket.send(self._asked(pressed, fragment).SerializeToString())
        while True:
            raw = self._socket.recv(timeout=SECONDS_TO_ANSWER)
            assert isinstance(raw, bytes)
            self.received.append(raw)
            if self._take(ForwardMsg.FromString(raw)):
                return time.perf_counter() - begun

    def _asked(self, pressed: WidgetState | None, fragment: str) -> BackMsg:
        message = BackMsg()
        asked = message.rerun_script
        asked.query_string = urlencode(self.query)
        asked.page_name = "" if self._script else self.page
        asked.page_script_hash = self._script
        asked.fragment_id = fragment
        asked.is_auto_rerun = bool(fragment)
        asked.widget_states.widgets.extend([*self._states.values(), *([pressed] if pressed else [])])
        asked.context_info.url = f"{self.url}/{self.page}"
        asked.context_info.locale = "sv-SE"
        asked.context_info.timezone = "Europe/Stockholm"
        asked.context_info.color_scheme = "light"
        return message

    def _take(self, message: ForwardMsg) -> bool:
        """Take one message; True where it says that the run has ended."""
        if message.WhichOneof("type") == "ref_hash":
            message = self._cached[message.ref_hash]
        elif message.metadata.cacheable:
            self._cached[message.hash] = message
        kind = message.WhichOneof("type")
        if kind == "new_session" and self._whole:
            self._elements, self._again = {}, {}
        elif kind == "navigation":
            self._script = message.navigation.page_script_hash
        elif kind == "auto_rerun":
            every = message.auto_rerun.interval
            self._again[message.auto_rerun.fragment_id] = [every, time.monotonic() + every]
        elif kind == "delta" and message.delta.WhichOneof("type") == "new_element":
            self._place(tuple(message.metadata.delta_path), message.delta.new_element)
        if kind != "script_finished":
            return False
        # A part that asks for the whole page anew ends early, and the whole page follows.
        early = message.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN
        self._whole = self._whole or early
        return not early

    def _place(self, place: tuple[int, ...], element: Any) -> None:
        """Take an element to its place; a menu that the app has set says so from now on."""
        self._elements[place] = element
        if element.WhichOneof("type") == "selectbox" and element.selectbox.set_value:
            box = element.selectbox
            self._states[box.id] = WidgetState(id=box.id, string_value=box.raw_value)


def opened(url: str, page: str, **query: str) -> Viewer:
    """Open a page once and leave it; give what it became."""
    viewer = Viewer(url)
    with viewer:
        viewer.open(page, **query)
    return viewer
