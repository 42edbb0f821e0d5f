"""Notes: what a group sees in a view, why it may be so, and what it will do."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

FIELDS = {
    "seen": "Vad ser vi?",
    "causes": "Vad kan det bero på?",
    "actions": "Vad gör vi?",
}


@dataclass(frozen=True)
class Note:
    """One note beside one view.

    Parameters
    ----------
    version
        Grows by one at every save; a save against an older version is refused, so that nobody's text is lost.
    request, view
        The question, and the View as the group saw it, both as JSON-ready data. The View holds released numbers.
    seen, causes, actions
        The texts of the three fields.
    """

    note: str
    version: int
    created_at: datetime
    saved_at: datetime
    author: str
    request: dict[str, Any]
    view: dict[str, Any]
    seen: str = ""
    causes: str = ""
    actions: str = ""

    @property
    def empty(self) -> bool:
        """Whether nothing is written."""
        return not (self.seen.strip() or self.causes.strip() or self.actions.strip())


def new_note(author: str, request: dict[str, Any], view: dict[str, Any], **texts: str) -> Note:
    """Begin a note; it is saved by the store."""
    now = datetime.now()
    return Note(str(uuid.uuid4()), 0, now, now, author, request, view, **texts)


def edited(note: Note, author: str, view: dict[str, Any], **texts: str) -> Note:
    """Give the note with new texts, and the View they were written beside."""
    return replace(note, author=author, view=view, saved_at=datetime.now(), **texts)
