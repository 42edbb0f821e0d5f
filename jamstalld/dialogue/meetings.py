"""Meetings: an agenda of views and timed conversations, and what the participants write and vote."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal

from jamstalld.dialogue.entries import Entry

MeetingState = Literal["planned", "open", "closed"]
PointKind = Literal["view", "actions", "conversation", "text"]

OUTCOME = "outcome"
"""The text of a point that says what it led to."""
OUTCOME_TITLE = "Vad kom vi fram till?"
PRESENT = "present"
"""The text of a meeting that says who took part: names of the group, never of clients."""
PRESENT_TITLE = "Vilka är med?"

MEETING_STATES: dict[MeetingState, str] = {"planned": "Planerat", "open": "Pågår", "closed": "Avslutat"}
POINT_KINDS: dict[PointKind, str] = {
    "view": "Resultat",
    "actions": "Åtgärder",
    "conversation": "Samtal",
    "text": "Text",
}

CODE_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""The letters of a code: none that is easily taken for another."""
CODE_LENGTH = 6
LONGEST_CONTRIBUTION = 500
MOST_CONTRIBUTIONS = 30
"""How many one participant may write at one point."""


def new_code() -> str:
    """Draw a code for the participants of one meeting."""
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))


@dataclass(frozen=True)
class Meeting(Entry):
    """A meeting or a workshop. Its points have it for a parent.

    Parameters
    ----------
    title
        What it is called.
    day
        When it is held, ISO; empty where that is not set.
    minutes
        How long it is to last; 0 where that is not set.
    state
        Planned, open while it is held, closed afterwards.
    code
        What participants join by, while it is open.
    point
        The identity of the point on the screen; empty before the first.
    point_since
        When that point came on the screen, ISO with time: its timer runs from then.
    """

    KIND: ClassVar[str] = "meeting"

    title: str = ""
    day: str = ""
    minutes: int = 0
    state: MeetingState = "planned"
    code: str = ""
    point: str = ""
    point_since: str = ""


@dataclass(frozen=True)
class Point(Entry):
    """One point of a meeting's agenda. Its parent is the meeting. What it led to is its text "outcome".

    Parameters
    ----------
    place
        Where in the agenda, the lowest first.
    kind
        A view to look at, the open actions, a conversation in which participants write, or a text to read.
    title
        What it is called.
    question
        Of a conversation: what is asked. Of a text: the text.
    minutes
        How long it may take; 0 for no limit.
    subject, snapshot
        Of a view: what is looked at, as ``Subject.to_json`` gives it, and how it looked when it was shown.
    analysis
        The analysis that contributions can be moved into, if any.
    dots
        How many dots each participant has to vote with; 0 for no vote.
    writing, voting, results
        Whether participants may write, may vote, and see what has been written and how many dots it has.
    """

    KIND: ClassVar[str] = "point"

    place: int = 0
    kind: PointKind = "conversation"
    title: str = ""
    question: str = ""
    minutes: int = 0
    subject: dict[str, Any] = field(default_factory=dict[str, Any])
    snapshot: str = ""
    analysis: str = ""
    dots: int = 0
    writing: bool = False
    voting: bool = False
    results: bool = False


@dataclass(frozen=True)
class Contribution(Entry):
    """What one participant has written. Its parent is the point.

    Parameters
    ----------
    participant
        A number of chance that the participant's own phone holds: it tells contributions of one from those of
        another, and nobody who.
    group
        The identity of the contribution it has been put together with; empty where it stands for itself.
    moved_to
        The cause or action it has become, if any.
    """

    KIND: ClassVar[str] = "contribution"

    text: str = ""
    participant: str = ""
    group: str = ""
    moved_to: str = ""


@dataclass(frozen=True)
class Ballot(Entry):
    """How one participant has placed dots at one point, which is its parent: the last placing counts.

    Parameters
    ----------
    dots
        Contribution → how many dots.
    """

    KIND: ClassVar[str] = "ballot"

    dots: dict[str, int] = field(default_factory=dict[str, int])


def ballot_identity(point: str, participant: str) -> str:
    """Name the ballot of a participant at a point: there is one."""
    return f"{point}:{participant}"
