"""How participants come to a meeting: the address to type, the code, and both as a QR code made on this computer."""

from __future__ import annotations

import ipaddress
import socket
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

import segno

from jamstalld.participants.listener import Address

Reach = Literal["network", "computer"]

# Addresses kept for documentation (RFC 5737, RFC 3849): they belong to nobody.
_SOMEWHERE = {socket.AF_INET: "192.0.2.1", socket.AF_INET6: "2001:db8::1"}
_DISCARD = 9


@dataclass(frozen=True)
class Invitation:
    """What the facilitator shows.

    Parameters
    ----------
    address
        The whole address of the meeting, with its code.
    typed
        What those who have no camera type: the address without its code and without http://.
    code
        The code they then type.
    svg
        The whole address as a QR code: an SVG element, dark on white with a white margin, scaled by its container.
    reach
        Whether phones in the same network can reach it, or only this computer can.
    """

    address: str
    typed: str
    code: str
    svg: str
    reach: Reach


def invitation(code: str, *, own: str, listening: Address | None = None, named: str = "") -> Invitation:
    """Invite to a meeting.

    Parameters
    ----------
    code
        The code of the open meeting.
    own
        The app's own address, "http://127.0.0.1:8501": where nothing else is open to participants.
    listening
        Where this process listens for participants (:func:`jamstalld.participants.listener.listening`).
    named
        The address that the administrator has named (``participants_url``), which goes before what is found here.
    """
    base = (named or (base_address(listening) if listening else own)).rstrip("/")
    address = f"{base}/delta/{code}"
    host = urlsplit(base).hostname or ""
    return Invitation(
        address=address,
        typed=f"{base.partition('://')[2] or base}/delta",
        code=code,
        svg=qr(address),
        reach="computer" if _only_here(host) else "network",
    )


def qr(text: str) -> str:
    """Draw a text as a QR code (ISO/IEC 18004), of which 15 % may be hidden: an SVG element to write into a page."""
    code = segno.make_qr(text, error="m")
    return code.svg_inline(border=4, dark="#000000", light="#ffffff", omitsize=True, title="QR-kod till mötet")


def own_address(family: socket.AddressFamily = socket.AF_INET) -> str | None:
    """Find this computer's address in the network it is in; None where it is in none.

    Nothing is sent: to "connect" a UDP socket only has the system look into its own routing table and note which of
    its addresses it would send from. No name is looked up either, since the other end is a number, one that is kept
    for documentation.
    """
    with socket.socket(family, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect((_SOMEWHERE[family], _DISCARD))
        except OSError:
            return None
        found = str(probe.getsockname()[0])
    return None if ipaddress.ip_address(found).is_unspecified else found


def base_address(listening: Address) -> str:
    """Give the address that phones reach a listener at: where it listens on all, the one in the network."""
    address = ipaddress.ip_address(listening.host)
    if address.is_unspecified:
        family = socket.AF_INET if address.version == 4 else socket.AF_INET6
        host = own_address(family) or ("127.0.0.1" if address.version == 4 else "::1")
        return f"http://{Address(host, listening.port)}"
    return f"http://{listening}"


def _only_here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
