"""What is seen at a point that looks at a view: as the data are now, or as they were when the group saw it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from jamstalld.dialogue.analyses import Snapshot, Subject
from jamstalld.dialogue.meetings import Point
from jamstalld.errors import JamstalldError
from jamstalld.snapshots import Answer, kept_answer, snapshot
from jamstalld.store import alter, entry, put
from jamstalld.ui import state
from jamstalld.ui.author import author
from jamstalld.wording.method import SYNTHETIC

NOT_CHOSEN = "Inget resultat är valt."
DATA_CHANGED = "Så såg det ut när gruppen tittade. Underlaget har ändrats sedan dess."


@dataclass(frozen=True)
class Seen:
    """What is seen at a point.

    Parameters
    ----------
    shown
        The sentences and the tables; None where nothing can be shown.
    answer
        What can be drawn; None where only sentences and tables are kept.
    trouble
        Why nothing can be shown, or that the data are others now.
    """

    shown: Snapshot | None = None
    answer: Answer | None = None
    trouble: str = ""

    @property
    def finding(self) -> str:
        """The first sentence."""
        return self.shown.sentences[0] if self.shown and self.shown.sentences else ""

    @property
    def sentences(self) -> tuple[str, ...]:
        """The other sentences, without what every page says already."""
        return tuple(one for one in self.shown.sentences[1:] if one != SYNTHETIC) if self.shown else ()


def look(point: Point) -> Seen:
    """See what a point looks at.

    What the group has seen stays as it was, also where the data have changed: it is drawn again from what was kept.
    """
    if not point.subject:
        return Seen(trouble=NOT_CHOSEN)
    kept = entry(state.database(), Snapshot, point.snapshot) if point.snapshot else None
    try:
        answer = state.answer(Subject.of(point.subject))
    except JamstalldError as error:
        return _as_kept(kept.entry) if kept else Seen(trouble=error.message)
    if kept is None or kept.entry.data_version == answer.data_version:
        return Seen(snapshot(answer), answer)
    return _as_kept(kept.entry)


def keep_what_is_seen(point: Point, seen: Seen) -> None:
    """Keep what the group sees at a point, the first time it is shown to them."""
    if point.snapshot or seen.shown is None:
        return
    database, shown, by = state.database(), seen.shown, author()
    put(database, shown, by=by)
    alter(database, Point, point.identity, lambda now: replace(now, snapshot=now.snapshot or shown.identity), by=by)


def _as_kept(kept: Snapshot) -> Seen:
    return Seen(kept, kept_answer(kept), DATA_CHANGED)
