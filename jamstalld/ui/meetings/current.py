"""The meeting that the address names, and what there is of it right now."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from jamstalld.dialogue.entries import Kept
from jamstalld.dialogue.meetings import Ballot, Contribution, Meeting, Point
from jamstalld.store import entries, entry
from jamstalld.ui import state

MEETING = "mote"
"""The meeting's name in the address."""
LOOK_EVERY = 2
"""How often, in seconds, a page of an open meeting looks for what others have done."""

Mark = tuple[tuple[str, int], ...]
"""What there is of something: the identity and version of each part."""


@dataclass(frozen=True)
class Current:
    """A meeting as it is now.

    Parameters
    ----------
    meeting
        The meeting.
    points
        Its agenda, in order.
    """

    meeting: Kept[Meeting]
    points: tuple[Kept[Point], ...]

    @property
    def identity(self) -> str:
        """The meeting's."""
        return self.meeting.entry.identity

    @property
    def point(self) -> Kept[Point] | None:
        """The point on the screen; None for the opening picture."""
        return next((kept for kept in self.points if kept.entry.identity == self.meeting.entry.point), None)

    @property
    def agenda(self) -> tuple[Point, ...]:
        """The points without their versions."""
        return tuple(kept.entry for kept in self.points)


@dataclass(frozen=True)
class Written:
    """What participants have written and voted at a point."""

    contributions: tuple[Kept[Contribution], ...]
    ballots: tuple[Kept[Ballot], ...]


def current() -> Current | None:
    """Read the meeting that the address names; None where it names none, or one that is not there."""
    identity = st.query_params.get(MEETING, "")
    meeting = entry(state.database(), Meeting, identity) if identity else None
    return Current(meeting, points_of(identity)) if meeting else None


def points_of(meeting: str) -> tuple[Kept[Point], ...]:
    """Read the agenda of a meeting, in order."""
    return tuple(sorted(entries(state.database(), Point, meeting), key=lambda kept: kept.entry.place))


def written_at(point: str) -> Written:
    """Read what has been written and voted at a point."""
    database = state.database()
    return Written(entries(database, Contribution, point), entries(database, Ballot, point))


def mark_of(now: Current | None) -> Mark:
    """Name what there is of an open meeting and of the point on its screen: another mark, something has changed."""
    if now is None:
        return ()
    kept = [now.meeting, *now.points]
    if now.point:
        written = written_at(now.point.entry.identity)
        kept += [*written.contributions, *written.ballots]
    return tuple((one.entry.identity, one.version) for one in kept)


@st.fragment(run_every=LOOK_EVERY)
def follow(seen: Mark) -> None:
    """Show the page anew as soon as there is something else of the meeting than what it shows.

    Parameters
    ----------
    seen
        What the page shows.
    """
    if mark_of(current()) != seen:
        st.rerun()
