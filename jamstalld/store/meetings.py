"""Meetings as they are kept: what is changed together is one transaction, and whoever comes second loses nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

import duckdb

from jamstalld.access import Right
from jamstalld.dialogue.actions import Action
from jamstalld.dialogue.agenda import free_place, shifted
from jamstalld.dialogue.analyses import Cause, Snapshot
from jamstalld.dialogue.entries import Kept, new_identity
from jamstalld.dialogue.gathering import regrouped
from jamstalld.dialogue.limits import MOST_POINTS
from jamstalld.dialogue.meetings import Contribution, Meeting, Point, new_code
from jamstalld.errors import JamstalldError
from jamstalld.store.analyses import analyses_seen, next_identity, refuse_full, write_in
from jamstalld.store.database import Database
from jamstalld.store.dialogue import alter_seen, entries_seen, entry_seen, save_seen, versions


class MovedError(JamstalldError):
    """Somebody else has already made a cause or an action of the contribution."""

    def __init__(self) -> None:
        super().__init__("Bidraget är redan en orsak eller en åtgärd. Det står under bidraget.")


def plan_meeting(database: Database, meeting: Meeting, points: Sequence[Point], *, by: str) -> Kept[Meeting]:
    """Save a new meeting with its agenda.

    Raises
    ------
    JamstalldError
        If it has more points than an agenda may have.
    """
    if len(points) > MOST_POINTS:
        raise JamstalldError(f"En dagordning har högst {MOST_POINTS} punkter. Ta bort någon först.")
    with database.write(Right.LEAD_MEETINGS) as cursor:
        kept = save_seen(cursor, meeting, by=by, log=("meeting_planned", ""))
        for point in points:
            save_seen(cursor, point, by=by)
        return kept


def add_point(database: Database, point: Point, *, by: str) -> Kept[Point]:
    """Put a point last on its meeting's agenda.

    Raises
    ------
    JamstalldError
        If the agenda is full.
    """
    with database.write(Right.LEAD_MEETINGS) as cursor:
        there = _points(cursor, point.parent)
        if len(there) >= MOST_POINTS:
            raise JamstalldError(f"Dagordningen har redan {MOST_POINTS} punkter. Ta bort någon först.")
        return save_seen(cursor, replace(point, place=free_place(there)), by=by)


def shift_point(database: Database, meeting: str, point: str, step: int, *, by: str) -> None:
    """Move a point up (−1) or down (+1) on the agenda."""
    with database.write(Right.LEAD_MEETINGS) as cursor:
        for moved in shifted(_points(cursor, meeting), point, step):
            alter_seen(cursor, Point, moved.identity, _to_place(moved.place), by=by)


def open_meeting(database: Database, meeting: str, *, by: str) -> Kept[Meeting]:
    """Let the participants in: draw a code that no other open meeting has. One that is open stays as it is."""
    with database.write(Right.LEAD_MEETINGS) as cursor:
        taken = {kept.entry.code for kept in entries_seen(cursor, Meeting)}
        code = new_code()
        while code in taken:
            code = new_code()

        def opened(now: Meeting) -> Meeting:
            if now.state == "open":
                return now
            return replace(now, state="open", code=code, point="", point_since="")

        return alter_seen(cursor, Meeting, meeting, opened, by=by, log=("meeting_opened", ""))


def closing_of(database: Database, meeting: str) -> Kept[Meeting] | None:
    """Give a meeting as it was closed, for the last time where it was opened again; None of one that is not closed."""
    closing: Kept[Meeting] | None = None
    for kept in versions(database, Meeting, meeting):
        if kept.entry.state != "closed":
            closing = None
        elif closing is None:
            closing = kept
    return closing


def close_meeting(database: Database, meeting: str, *, by: str) -> Kept[Meeting]:
    """End a meeting: its code no longer lets anybody in, and nobody writes or votes any more."""
    with database.write(Right.LEAD_MEETINGS) as cursor:
        for point in _points(cursor, meeting):
            alter_seen(cursor, Point, point.identity, _shut, by=by)
        return alter_seen(cursor, Meeting, meeting, _closed, by=by, log=("meeting_closed", ""))


def show_point(database: Database, meeting: str, point: str, *, by: str) -> Kept[Meeting]:
    """Put a point on the screen, or with "" the opening picture; its timer begins.

    A conversation is open to write in when it comes on the screen for the first time, and when it leaves nobody writes
    or votes any more. A point that is on the screen already stays there: two who press at once move on once.
    """
    now = datetime.now().isoformat(timespec="seconds")
    with database.write(Right.LEAD_MEETINGS) as cursor:
        points = {one.identity: one for one in _points(cursor, meeting)}

        def moved(meeting: Meeting) -> Meeting:
            if meeting.state != "open" or meeting.point == point or (point and point not in points):
                return meeting
            return replace(meeting, point=point, point_since=now)

        before = entry_seen(cursor, Meeting, meeting)
        after = alter_seen(cursor, Meeting, meeting, moved, by=by)
        if before and before.version != after.version:
            if before.entry.point in points:
                alter_seen(cursor, Point, before.entry.point, _shut, by=by)
            if point and not entries_seen(cursor, Contribution, point):
                alter_seen(cursor, Point, point, _open_to_writing, by=by)
        return after


def put_together(database: Database, point: str, moved: str, head: str, *, by: str) -> None:
    """Put a contribution together with another, or with "" let it stand alone again."""
    with database.write(Right.LEAD_MEETINGS) as cursor:
        there = [kept.entry for kept in entries_seen(cursor, Contribution, point)]
        for identity, group in regrouped(there, moved, head).items():
            alter_seen(cursor, Contribution, identity, _in_group(group), by=by)


def make_cause(
    database: Database, contributions: Sequence[str], text: str, seen: Snapshot, about: Point, *, by: str
) -> Kept[Cause]:
    """Make a possible cause of contributions, once. It goes into the analysis that is being written of what is seen.

    Parameters
    ----------
    contributions
        Those that say the same, the one that stands for them first.
    seen
        What the group sees: an analysis of it begins where none is being written.
    about
        The point at which it is seen.

    Raises
    ------
    MovedError
        If one of them has been moved already.
    ChangedError
        If one of them has been taken away.
    JamstalldError
        If the analysis has as many causes as it may.
    """
    with database.write(Right.LEAD_MEETINGS) as cursor:
        identity = next_identity(seen.subject, analyses_seen(cursor, seen.subject))
        analysis = write_in(cursor, identity, seen, by).entry.identity
        refuse_full(cursor, analysis)
        made = Cause(new_identity(), analysis, text, origin=contributions[0])
        _mark_moved(cursor, contributions, made.identity, by)
        alter_seen(cursor, Point, about.identity, lambda point: replace(point, analysis=analysis), by=by)
        return save_seen(cursor, made, by=by)


def make_action(database: Database, contributions: Sequence[str], action: Action, *, by: str) -> Kept[Action]:
    """Make an action of contributions, once.

    Raises
    ------
    MovedError
        If one of them has been moved already.
    ChangedError
        If one of them has been taken away.
    """
    with database.write(Right.LEAD_MEETINGS) as cursor:
        _mark_moved(cursor, contributions, action.identity, by)
        return save_seen(cursor, action, by=by, log=("action_added", ""))


def _mark_moved(cursor: duckdb.DuckDBPyConnection, contributions: Sequence[str], to: str, by: str) -> None:
    def moved(now: Contribution) -> Contribution:
        if now.moved_to:
            raise MovedError
        return replace(now, moved_to=to)

    for contribution in contributions:
        alter_seen(cursor, Contribution, contribution, moved, by=by)


def _points(cursor: duckdb.DuckDBPyConnection, meeting: str) -> list[Point]:
    return [kept.entry for kept in entries_seen(cursor, Point, meeting)]


def _to_place(place: int) -> Callable[[Point], Point]:
    return lambda point: replace(point, place=place)


def _in_group(group: str) -> Callable[[Contribution], Contribution]:
    return lambda contribution: replace(contribution, group=group)


def _open_to_writing(point: Point) -> Point:
    return replace(point, writing=point.kind == "conversation")


def _shut(point: Point) -> Point:
    return replace(point, writing=False, voting=False)


def _closed(meeting: Meeting) -> Meeting:
    return replace(meeting, state="closed", code="", point="", point_since="")
