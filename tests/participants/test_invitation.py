"""The invitation: an address that phones can reach, and a QR code of it, without asking anybody outside."""

from __future__ import annotations

import re
import socket
import xml.etree.ElementTree as ET

import pytest
import segno
from starlette.applications import Starlette

from jamstalld.errors import JamstalldError
from jamstalld.participants import invitation as inviting
from jamstalld.participants.invitation import invitation, own_address, qr
from jamstalld.participants.listener import Address, listening, serving

APP = "http://127.0.0.1:8501"
ADDRESS = "http://192.168.1.20:8600/delta/K7MQ2U"


@pytest.mark.parametrize(
    ("where", "named", "address", "typed", "reach"),
    [
        (None, "", f"{APP}/delta/K7MQ2U", "127.0.0.1:8501/delta", "computer"),
        (Address("192.168.1.20", 8600), "", ADDRESS, "192.168.1.20:8600/delta", "network"),
        (Address("0.0.0.0", 8600), "", "http://10.0.0.7:8600/delta/K7MQ2U", "10.0.0.7:8600/delta", "network"),
        (Address("::", 8600), "", "http://[fd00::7]:8600/delta/K7MQ2U", "[fd00::7]:8600/delta", "network"),
        (Address("127.0.0.1", 8600), "", "http://127.0.0.1:8600/delta/K7MQ2U", "127.0.0.1:8600/delta", "computer"),
        (Address("0.0.0.0", 8600), "https://mote.kommunen.se", "https://mote.kommunen.se/delta/K7MQ2U",
         "mote.kommunen.se/delta", "network"),
    ],
)  # fmt: skip
def test_the_address_is_one_that_can_be_reached(
    monkeypatch: pytest.MonkeyPatch, where: Address | None, named: str, address: str, typed: str, reach: str
) -> None:
    found = {socket.AF_INET: "10.0.0.7", socket.AF_INET6: "fd00::7"}
    monkeypatch.setattr(inviting, "own_address", found.get)
    made = invitation("K7MQ2U", own=APP, listening=where, named=named)
    assert (made.address, made.typed, made.code, made.reach) == (address, typed, "K7MQ2U", reach)
    assert made.svg == qr(address)


def test_without_a_network_only_this_computer_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inviting, "own_address", lambda _: None)
    made = invitation("K7MQ2U", own=APP, listening=Address("0.0.0.0", 8600))
    assert (made.address, made.reach) == ("http://127.0.0.1:8600/delta/K7MQ2U", "computer")


def test_finding_the_own_address_sends_nothing_and_looks_no_name_up(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[tuple[object, ...]] = []

    class Watched(socket.socket):
        def __init__(self, *given: object) -> None:
            made.append(given)
            super().__init__(*given)

        def send(self, *_: object) -> int:
            raise AssertionError("nothing is to be sent")

        sendto = sendall = send

    monkeypatch.setattr(socket, "socket", Watched)
    monkeypatch.setattr(socket, "getaddrinfo", None)
    monkeypatch.setattr(socket, "gethostbyname", None)
    found = own_address()
    assert made == [(socket.AF_INET, socket.SOCK_DGRAM)]
    assert found is None or socket.inet_aton(found)


def test_the_code_is_drawn_here_and_holds_the_address() -> None:
    svg = ET.fromstring(qr(ADDRESS))
    assert svg.tag == "svg"
    assert svg.findtext("title") == "QR-kod till mötet"
    ground, lines = svg.iter("path")
    assert (ground.get("fill"), lines.get("stroke")) == ("#fff", "#000")
    expected = segno.make_qr(ADDRESS, error="m")
    size = expected.symbol_size(border=4)[0]
    assert svg.get("viewBox") == f"0 0 {size} {size}"
    assert painted(lines.get("d") or "", size) == [
        [bool(cell) for cell in row] for row in expected.matrix_iter(border=4)
    ]


def painted(path: str, size: int) -> list[list[bool]]:
    """Paint the strokes of a path of M, m and h on a grid."""
    grid = [[False] * size for _ in range(size)]
    x = y = 0.0
    for letter, given in re.findall(r"([Mmh])([^Mmh]*)", path):
        numbers = [float(one) for one in re.findall(r"-?\d*\.?\d+", given)]
        if letter == "M":
            x, y = numbers
        elif letter == "m":
            x, y = x + numbers[0], y + numbers[1]
        else:
            for at in range(int(x), int(x + numbers[0])):
                grid[int(y)][at] = True
            x += numbers[0]
    return grid


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("192.168.1.20:8600", Address("192.168.1.20", 8600)),
        ("0.0.0.0:80", Address("0.0.0.0", 80)),
        ("[::]:8600", Address("::", 8600)),
    ],
)
def test_an_address_is_read_and_written(text: str, address: Address) -> None:
    assert Address.parse(text) == address
    assert str(address) == text


@pytest.mark.parametrize(
    "text",
    [
        *("", "8600", "192.168.1.20", "192.168.1.20:", "192.168.1.20:0", "192.168.1.20:70000", "::1:8600"),
        *("kommunen.se:8600", "[192.168.1.20]:8600", "192.168.1.20:http", "http://192.168.1.20:8600"),
    ],
)  # fmt: skip
def test_what_is_no_address_is_told_of(text: str) -> None:
    with pytest.raises(JamstalldError, match="ADRESS:PORT"):
        Address.parse(text)


def test_a_port_that_is_taken_or_an_address_of_another_computer_is_told_of() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        for address in (Address("127.0.0.1", taken.getsockname()[1]), Address("192.0.2.1", 8600)):
            with pytest.raises(JamstalldError, match="kan inte öppnas"), serving(Starlette(), address):
                pass


def test_it_is_known_where_the_process_listens() -> None:
    assert listening() is None

    with serving(Starlette(), Address("127.0.0.1", 0)) as address:
        assert listening() == address
    assert listening() is None
    with socket.create_server(("127.0.0.1", address.port)):
        pass  # the port is free again
