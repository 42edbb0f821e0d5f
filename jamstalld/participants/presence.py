"""Who is in which meeting, as this process knows it: in memory only, and gone with the process."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable
from threading import Lock

MOST_PARTICIPANTS = 200
HERE_FOR = 30
"""How many seconds a phone counts as there after it was last heard of."""
_CHANGES_PER_SECOND = 2.0
_MOST_AT_ONCE = 30


class Presence:
    """The participants that have come in, when each was last heard of, and how fast each writes.

    Parameters
    ----------
    most
        How many one meeting can have.
    clock
        Tells the time in seconds.
    """

    def __init__(self, most: int = MOST_PARTICIPANTS, clock: Callable[[], float] = time.monotonic) -> None:
        self._most = most
        self._clock = clock
        self._lock = Lock()
        self._heard: dict[str, dict[str, float]] = defaultdict(dict)
        self._changes: dict[str, tuple[float, float]] = {}
        self._codes: dict[str, str] = {}

    def admit(self, meeting: str, code: str, participant: str) -> bool:
        """Let somebody in, or hear from them again; False where the meeting is full.

        Parameters
        ----------
        code
            The code they came by, folded: it still leads to the meeting when that has been closed.
        """
        with self._lock:
            heard = self._heard[meeting]
            if participant not in heard and len(heard) >= self._most:
                return False
            heard[participant] = self._clock()
            self._codes[code] = meeting
            return True

    def knows(self, meeting: str, participant: str) -> bool:
        """Tell whether somebody has come in."""
        with self._lock:
            return participant in self._heard.get(meeting, {})

    def meeting_of(self, code: str) -> str:
        """Give the meeting that somebody has come into by a code; empty where there is none."""
        with self._lock:
            return self._codes.get(code, "")

    def here(self, meeting: str) -> int:
        """Count those who are there now: the facilitator may see how many, and nobody sees who."""
        with self._lock:
            since = self._clock() - HERE_FOR
            return sum(at >= since for at in self._heard.get(meeting, {}).values())

    def may_change(self, participant: str) -> bool:
        """Tell whether somebody may write or vote once more just now: faster than any hand is refused."""
        with self._lock:
            now = self._clock()
            left, at = self._changes.get(participant, (float(_MOST_AT_ONCE), now))
            left = min(float(_MOST_AT_ONCE), left + _CHANGES_PER_SECOND * (now - at))
            self._changes[participant] = (max(left - 1, 0.0), now)
            return left >= 1


PRESENCE = Presence()
"""Of this process: the participants' pages write it, the facilitator's page reads how many are there."""
