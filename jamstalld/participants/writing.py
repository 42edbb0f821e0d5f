"""What a participant has written, as it is sent on to be kept: plain text under a number of the page's own.

The number that the page gives a text is its identity. A text that comes again is known by it.
"""

from __future__ import annotations

import re
import unicodedata

from jamstalld.dialogue.meetings import LONGEST_CONTRIBUTION, Contribution
from jamstalld.store import RefusedError

_IDENTITY = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


def contribution(number: str, point: str, participant: str, text: str) -> Contribution:
    """Make what is kept of a text that was sent.

    Parameters
    ----------
    number
        What the page calls it: a number of chance in the form of a UUID.
    point
        The point it was written at, by identity.

    Raises
    ------
    RefusedError
        If the text is empty or too long, or the number is none.
    """
    given = Contribution(number, point, text=checked(text), participant=participant)
    if not _IDENTITY.fullmatch(number):
        raise RefusedError("Sidan är för gammal. Kopiera din text, ladda om sidan och försök igen.")
    return given


def checked(text: str) -> str:
    r"""Give a text as it is kept: composed, without control characters and without space around it.

    Raises
    ------
    RefusedError
        If it is empty or too long.

    >>> checked(" a\r\nb\x00 ")
    'a\nb'
    """
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    text = "".join(one for one in lines if one == "\n" or unicodedata.category(one) not in ("Cc", "Cs")).strip()
    if not text:
        raise RefusedError("Rutan är tom. Skriv något först.")
    if len(text) > LONGEST_CONTRIBUTION:
        raise RefusedError(f"Texten är för lång: högst {LONGEST_CONTRIBUTION} tecken. Korta den, eller dela den i två.")
    return text
