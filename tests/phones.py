"""Phones for tests: a browser without a screen, with a cookie of its own, that asks a server over real connections."""

from __future__ import annotations

import http.client
import re
from dataclasses import dataclass
from html import unescape
from urllib.parse import urlencode
from uuid import uuid4


@dataclass(frozen=True)
class Answer:
    """What a phone was answered."""

    status: int
    headers: http.client.HTTPMessage
    text: str

    @property
    def words(self) -> str:
        """What stands on the page, without marks."""
        return unescape(" ".join(re.sub(r"<[^>]*>", " ", self.text).split()))

    def part(self, name: str) -> str:
        """One of the parts that the page changes by itself."""
        found = re.search(rf'<section data-del="{name}".*?</section>', self.text, re.DOTALL)
        assert found, f"no part {name}"
        return found[0]


class Phone:
    """One phone at one server.

    Parameters
    ----------
    address
        The server's "host:port".
    code
        The code of the meeting, for those that need not type it.
    """

    def __init__(self, address: str, code: str = "") -> None:
        self.address = address
        self.code = code
        self.cookie = ""
        self._connection: http.client.HTTPConnection | None = None

    def get(self, path: str = "", **headers: str) -> Answer:
        return self.ask("GET", path or f"/delta/{self.code}", headers=headers)

    def post(self, path: str, *, follow: bool = True, origin: str | None = "", **fields: str) -> Answer:
        """Send a form as one of the pages does, and go where the answer says."""
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        if origin is not None:
            headers["Origin"] = origin or f"http://{self.address}"
        answer = self.ask("POST", path, urlencode(fields), headers)
        return self.get(answer.headers["location"]) if follow and answer.status == 303 else answer

    def ask(
        self, method: str, path: str, body: str | bytes | None = None, headers: dict[str, str] | None = None
    ) -> Answer:
        given = {**(headers or {}), **({"Cookie": self.cookie} if self.cookie else {})}
        for attempt in (1, 2):  # the server may have let the connection go since
            connection = self._connection or http.client.HTTPConnection(self.address, timeout=120)
            self._connection = connection
            try:
                connection.request(method, path, body, given)
                answer = connection.getresponse()
                break
            except (http.client.RemoteDisconnected, ConnectionError):
                self.drop()
                if attempt == 2:
                    raise
        text = answer.read().decode("utf-8")
        if set_cookie := answer.headers["set-cookie"]:
            self.cookie = set_cookie.split(";", 1)[0]
        return Answer(answer.status, answer.headers, text)

    def drop(self) -> None:
        """Lose the connection."""
        if self._connection:
            self._connection.close()
            self._connection = None

    def join(self) -> Answer:
        return self.post(f"/delta/{self.code}/med")

    def write(self, point: str, text: str, number: str = "", **more: str) -> Answer:
        return self.post(f"/delta/{self.code}/skriv", punkt=point, nummer=number or str(uuid4()), text=text, **more)

    def change(self, number: str, text: str, **more: str) -> Answer:
        return self.post(f"/delta/{self.code}/andra", nummer=number, text=text, **more)

    def take_back(self, number: str) -> Answer:
        return self.post(f"/delta/{self.code}/tillbaka", nummer=number)

    def place(self, point: str, contribution: str, dots: int) -> Answer:
        return self.post(f"/delta/{self.code}/rosta", punkt=point, bidrag=contribution, antal=str(dots))
