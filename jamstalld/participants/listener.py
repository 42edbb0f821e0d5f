"""The participants' pages on an address of their own, so that the app can stay on this computer.

A second server in the same process, on a thread and an event loop of its own: it serves these pages and nothing else,
and what phones ask of it does not hold up those who work in the app.
"""

from __future__ import annotations

import contextlib
import ipaddress
import socket
from collections.abc import Generator
from dataclasses import dataclass
from threading import Thread
from time import sleep

import uvicorn
from starlette.types import ASGIApp

from jamstalld.errors import JamstalldError

FIRST_PORT, LAST_PORT = 1, 65535
_MOST_CONNECTIONS = 1_000
_KEPT_OPEN = 15
_TO_FINISH = 3
_A_MOMENT = 0.01  # seconds


@dataclass(frozen=True)
class Address:
    """Where participants' phones can reach a server.

    Parameters
    ----------
    host
        An address of this computer, or 0.0.0.0 or :: for all it has.
    """

    host: str
    port: int

    @classmethod
    def parse(cls, text: str) -> Address:
        """Read "192.168.1.20:8600" or "[::]:8600".

        Raises
        ------
        JamstalldError
            If it is not an address and a port.
        """
        host, _, port = text.rpartition(":")
        with contextlib.suppress(ValueError):
            address = ipaddress.ip_address(host.removeprefix("[").removesuffix("]"))
            if (address.version == 6) == host.startswith("[") and FIRST_PORT <= int(port) <= LAST_PORT:
                return cls(str(address), int(port))
        raise JamstalldError(
            "Deltagarnas adress skrivs som ADRESS:PORT, till exempel 192.168.1.20:8600, eller 0.0.0.0:8600 för alla "
            "adresser som datorn har."
        )

    def __str__(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


_listening: list[Address] = []


def listening() -> Address | None:
    """Give where this process listens for participants, if it has an address for them alone."""
    return _listening[-1] if _listening else None


@contextlib.contextmanager
def serving(app: ASGIApp, address: Address) -> Generator[Address]:
    """Serve the participants' pages for as long as the block runs.

    Parameters
    ----------
    address
        Where; port 0 for any that is free.

    Yields
    ------
    Address
        Where it came to be.

    Raises
    ------
    JamstalldError
        If the address is not this computer's, or the port is taken.
    """
    with _socket(address) as listener:
        config = uvicorn.Config(
            app,
            ws="none",
            lifespan="off",
            log_level="warning",
            access_log=False,  # no address of a phone is kept
            server_header=False,
            limit_concurrency=_MOST_CONNECTIONS,
            timeout_keep_alive=_KEPT_OPEN,
            timeout_graceful_shutdown=_TO_FINISH,
        )
        server = uvicorn.Server(config)
        thread = Thread(target=server.run, kwargs={"sockets": [listener]}, name="participants", daemon=True)
        thread.start()
        while thread.is_alive() and not server.started:
            sleep(_A_MOMENT)
        found = Address(address.host, int(listener.getsockname()[1]))
        _listening.append(found)
        try:
            yield found
        finally:
            _listening.remove(found)
            server.should_exit = True
            thread.join(2 * _TO_FINISH)


def _socket(address: Address) -> socket.socket:
    family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
    try:
        listener = socket.create_server((address.host, address.port), family=family, backlog=256)
    except OSError as error:
        raise JamstalldError(
            f"Deltagarnas sida kan inte öppnas på {address}. Välj en adress som datorn har (eller 0.0.0.0 för alla), "
            "och en port som är ledig."
        ) from error
    # Without it the end of each answer waits for the phone to confirm its beginning: 40 ms on Linux.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener
