"""Read by every Python that has this folder on its path: writes down each wish to reach somebody, and hinders none."""

import json
import os
import sys

_EVENTS = {
    "socket.connect": 1,
    "socket.sendto": 1,
    "socket.sendmsg": 1,
    "socket.getaddrinfo": 0,
    "socket.gethostbyname": 0,
    "socket.gethostbyaddr": 0,
}
"""Name of an audit event → which of its arguments says whom."""
_file = os.open(os.environ["JAMSTALLD_TEST_CALLS"], os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)


def _note(event: str, arguments: tuple) -> None:
    if event in _EVENTS and len(arguments) > _EVENTS[event]:
        whom = arguments[_EVENTS[event]]
        host = whom[0] if isinstance(whom, tuple) else whom
        told = host.decode("utf-8", "replace") if isinstance(host, bytes) else host
        os.write(_file, json.dumps([event, told]).encode() + b"\n")


sys.addaudithook(_note)
