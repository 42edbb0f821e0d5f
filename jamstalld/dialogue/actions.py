"""Actions: what a group will do, who, by when, and how the data will show whether it helped."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar, Literal

from jamstalld.dialogue.entries import Entry

Status = Literal["planned", "ongoing", "done", "dropped"]
Expected = Literal["", "smaller", "kept", "women_more", "women_fewer", "men_more", "men_fewer"]

STATUSES: dict[Status, str] = {
    "planned": "Planerad",
    "ongoing": "Pågår",
    "done": "Genomförd",
    "dropped": "Avbruten",
}

OPEN: tuple[Status, ...] = ("planned", "ongoing")
"""The statuses of what is still to be done."""


@dataclass(frozen=True)
class Action(Entry):
    """One action. Its parent is the analysis it comes from; empty where it comes from none.

    Parameters
    ----------
    what, who
        What is done, and who sees to it.
    due
        The day it is to be done, ISO; empty where none is set.
    status
        How far it has come.
    begun
        The quarter in which it began to work, "2026K1"; empty until it has begun.
    meeting
        The meeting it was decided at, if any.
    subject
        The view that will show whether it helped, as ``Subject.to_json`` gives it; empty where none is chosen.
    snapshot
        What that view looked like when the action was decided.
    label, split
        The row of the view that is followed; empty for all together.
    expected
        What is to change: the difference gets smaller or stays as it is, or the share (of a mean, the level) of one
        sex rises or falls.
    size
        By how much at least, in the unit of the measure; None where only the direction is said.
    by_quarter
        The quarter in which it is to be seen, "2026K4".
    """

    KIND: ClassVar[str] = "action"

    what: str = ""
    who: str = ""
    due: str = ""
    status: Status = "planned"
    begun: str = ""
    meeting: str = ""
    subject: dict[str, Any] = field(default_factory=dict[str, Any])
    snapshot: str = ""
    label: str = ""
    split: str = ""
    expected: Expected = ""
    size: float | None = None
    by_quarter: str = ""


def overdue(action: Action, today: date) -> bool:
    """Tell whether an action should have been done by now and is not."""
    return action.status in OPEN and bool(action.due) and date.fromisoformat(action.due) < today
