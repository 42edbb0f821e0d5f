"""The door to a meeting: its code as people type it, the number a phone is known by, and a wait for those who guess."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import re
import secrets
import time
from collections.abc import Callable
from threading import Lock

_ALIKE = str.maketrans("OQDILZSGBV", "000112568U")
_PHONE = re.compile(r"[A-Za-z0-9_-]{43}")
_WAIT_PER_GUESS = 0.1
_LONGEST_WAIT = 5.0
_FORGIVEN_PER_SECOND = 0.5
_MOST_WAITING = 40


def folded(code: str) -> str:
    """Give what is compared of a code: capitals, without spaces and marks, letters that look alike taken for the same.

    >>> folded("k7m-s2u") == folded("K7M5ZV")
    True
    """
    return re.sub(r"[\W_]", "", code).upper().translate(_ALIKE)


def new_phone() -> str:
    """Draw the number a phone is known by: 256 bits that nobody can guess."""
    return secrets.token_urlsafe(32)


def is_phone(number: str) -> bool:
    """Tell whether a text is such a number."""
    return _PHONE.fullmatch(number) is not None


def participant_of(meeting: str, phone: str) -> str:
    """Name a phone within one meeting: the same each time, and not to be tied to its name in another.

    HMAC-SHA-256 (RFC 2104) of the phone's number, which is never stored, salted with the identity of the meeting.
    """
    return hmac.new(meeting.encode(), phone.encode(), hashlib.sha256).hexdigest()[:32]


class Guessing:
    """How many wrong codes have come of late, and how long whoever knocks has to wait for it.

    Nobody's address is kept: those who knock wait alike, with a right code or a wrong one, so that the wait tells
    nothing. Whoever is in the meeting already does not come by here.

    Parameters
    ----------
    clock
        Tells the time in seconds.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = Lock()
        self._guesses = 0.0
        self._at = clock()
        self._waiting = 0

    def wrong(self) -> None:
        """Count a wrong code. One is forgiven every other second."""
        with self._lock:
            self._guesses = self._left() + 1
            self._at = self._clock()

    def wait(self) -> float:
        """Give how long whoever knocks now has to wait, in seconds."""
        with self._lock:
            return min(_LONGEST_WAIT, _WAIT_PER_GUESS * self._left())

    async def pause(self) -> bool:
        """Wait. False, at once, where too many wait already: then the code is not even looked at."""
        seconds = self.wait()
        with self._lock:
            if seconds and self._waiting >= _MOST_WAITING:
                return False
            self._waiting += 1
        try:
            await asyncio.sleep(seconds)
        finally:
            with self._lock:
                self._waiting -= 1
        return True

    def _left(self) -> float:
        return max(0.0, self._guesses - _FORGIVEN_PER_SECOND * (self._clock() - self._at))
