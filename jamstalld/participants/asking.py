"""What phones send, before it is believed: who it may come from, and how much it may be."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import parse_qsl, urlsplit

from starlette.requests import Request

from jamstalld.errors import JamstalldError

MOST_BYTES = 16 * 1024
_MOST_FIELDS = 8


class TurnedAwayError(JamstalldError):
    """A request that is not answered with what it asks for.

    Parameters
    ----------
    message
        Swedish, for the participant.
    status
        The status of HTTP.
    asks
        Whether to ask for a code again.
    """

    def __init__(self, message: str, status: int, *, asks: bool = True) -> None:
        super().__init__(message)
        self.status = status
        self.asks = asks


def check_origin(request: Request, named: str) -> None:
    """See to it that a form was sent from one of our own pages, and not by another that knows the address.

    Browsers say where a form comes from (the header Origin; older ones Referer). Without either nothing is taken.

    Parameters
    ----------
    named
        The address the administrator has named, where another name than the one asked for stands before ours.

    Raises
    ------
    TurnedAwayError
        If it came from elsewhere.
    """
    given = request.headers.get("origin") or request.headers.get("referer", "")
    own = {request.headers.get("host", ""), urlsplit(named).netloc} - {""}
    if urlsplit(given).netloc not in own:
        raise TurnedAwayError("Det skickades inte från mötets egen sida. Öppna mötet igen.", 403)


async def read_form(request: Request) -> Mapping[str, str]:
    """Read the fields of a form; of fields with the same name the last.

    Raises
    ------
    TurnedAwayError
        If it is too large, or no form.
    """
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_BYTES:
            raise TurnedAwayError("Det är för mycket text på en gång. Korta den och försök igen.", 413, asks=False)
    if not request.headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
        raise TurnedAwayError("Det går inte att läsa. Ladda om sidan och försök igen.", 415, asks=False)
    try:
        fields = parse_qsl(body.decode("ascii"), keep_blank_values=True, max_num_fields=_MOST_FIELDS, errors="strict")
    except ValueError:
        raise TurnedAwayError("Det går inte att läsa. Ladda om sidan och försök igen.", 400, asks=False) from None
    return dict(fields)
