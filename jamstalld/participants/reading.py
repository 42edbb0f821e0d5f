"""What there is of a meeting, read once after each write however many phones ask for it."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock

from jamstalld.dialogue.entries import Kept
from jamstalld.dialogue.gathering import Gathered, gathered
from jamstalld.dialogue.meetings import Ballot, Contribution, Meeting, Point
from jamstalld.participants.door import folded
from jamstalld.store import Database, entries, entry


@dataclass(frozen=True)
class Now:
    """A meeting as it is at one moment.

    Parameters
    ----------
    meeting
        The meeting.
    point
        The point on the screen, if there is one.
    contributions, ballots
        What has been written and voted at that point, the first first.
    groups
        What has been written as the facilitator has put it together, with its dots; nothing before anybody may see it.
    """

    meeting: Meeting
    point: Point | None = None
    contributions: tuple[Contribution, ...] = ()
    ballots: tuple[Ballot, ...] = ()
    groups: tuple[Gathered, ...] = ()


class Reading:
    """Reads meetings, and keeps what it has read until something is written to the database.

    Parameters
    ----------
    database
        The open database.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._lock = Lock()
        self._moment = -1
        self._meetings: tuple[Kept[Meeting], ...] = ()
        self._read: dict[str, Now] = {}

    def by_code(self, code: str) -> Meeting | None:
        """Give the open meeting that has a code, as people type it."""
        wanted = folded(code)
        with self._lock:
            self._look()
            found = (kept.entry for kept in self._meetings if folded(kept.entry.code) == wanted)
            return next((meeting for meeting in found if wanted and meeting.state == "open"), None)

    def by_identity(self, identity: str) -> Meeting | None:
        """Give a meeting, whatever its state."""
        with self._lock:
            self._look()
            return self._meeting(identity)

    def now(self, identity: str) -> Now | None:
        """Give a meeting as it is now, by its identity; None where there is none."""
        with self._lock:
            self._look()
            meeting = self._meeting(identity)
            if meeting and identity not in self._read:
                self._read[identity] = self._point_of(meeting)
            return self._read.get(identity)

    def _look(self) -> None:
        # The moment is asked for first: what is read then is at least as new.
        moment = self._database.moment
        if moment != self._moment:
            self._meetings = entries(self._database, Meeting)
            self._read = {}
            self._moment = moment

    def _meeting(self, identity: str) -> Meeting | None:
        return next((kept.entry for kept in self._meetings if kept.entry.identity == identity), None)

    def _point_of(self, meeting: Meeting) -> Now:
        kept = entry(self._database, Point, meeting.point) if meeting.point else None
        if kept is None or kept.entry.parent != meeting.identity:
            return Now(meeting)
        point = kept.entry
        written = tuple(one.entry for one in entries(self._database, Contribution, point.identity))
        ballots = tuple(one.entry for one in entries(self._database, Ballot, point.identity))
        groups = gathered(written, ballots) if point.voting or point.results else ()
        return Now(meeting, point, written, ballots, groups)
