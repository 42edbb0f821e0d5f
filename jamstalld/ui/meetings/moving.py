"""Going from point to point of an open meeting, for the page that leads it and the one that shows it alike."""

from __future__ import annotations

from contextlib import suppress

from jamstalld.dialogue.agenda import beside
from jamstalld.store import ChangedError, show_point
from jamstalld.ui import state
from jamstalld.ui.meetings.current import Current
from jamstalld.ui.writing import writer


def go_to(now: Current, point: str) -> None:
    """Put a point on the screen, or with "" the opening picture. A meeting that is gone stays gone."""
    with suppress(ChangedError):
        show_point(state.database(), now.identity, point, by=writer())


def step(now: Current, by: int) -> None:
    """Go to the point before (−1) or after (+1) the one that the page shows."""
    go_to(now, beside(now.agenda, now.meeting.entry.point, by))
