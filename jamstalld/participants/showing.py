"""What one participant sees of a meeting: nobody else's name, no number of the data, and votes only when opened."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from jamstalld.dialogue.gathering import Gathered, by_dots, placed_on
from jamstalld.dialogue.meetings import MOST_CONTRIBUTIONS, ballot_identity
from jamstalld.participants.reading import Now

_TEXTS_OF = ("conversation", "text")
"""The kinds of points whose question is for all to read; the others are looked at on the screen of the room."""


@dataclass(frozen=True)
class Own:
    """A text of the participant's own."""

    number: str
    text: str


@dataclass(frozen=True)
class Choice:
    """Something to place dots on.

    Parameters
    ----------
    texts
        What has been written, that which stands for all of it first.
    mine
        How many dots the participant has placed on it.
    """

    number: str
    texts: tuple[str, ...]
    mine: int


@dataclass(frozen=True)
class Outcome:
    """What has been written, with how many dots it has from all together."""

    texts: tuple[str, ...]
    dots: int


@dataclass(frozen=True)
class Seen:
    """What the page shows.

    Parameters
    ----------
    meeting
        What the meeting is called.
    point, title, question
        The point on the screen; empty before the first.
    writing, room_left
        Whether one may write, and whether more of it.
    own
        What the participant has written at the point.
    voting, dots, left, choices
        Whether dots are placed now, how many one has, how many are left, and on what.
    results, outcomes, voted
        Whether the facilitator shows what has been written and voted, that, and whether anybody has voted.
    """

    meeting: str
    point: str = ""
    title: str = ""
    question: str = ""
    writing: bool = False
    room_left: bool = True
    own: tuple[Own, ...] = ()
    voting: bool = False
    dots: int = 0
    left: int = 0
    choices: tuple[Choice, ...] = ()
    results: bool = False
    outcomes: tuple[Outcome, ...] = ()
    voted: bool = False


def seen_by(participant: str, now: Now) -> Seen:
    """Give what a participant sees of a meeting."""
    point = now.point
    if point is None:
        return Seen(now.meeting.title)
    own = tuple(Own(one.identity, one.text) for one in now.contributions if one.participant == participant)
    mine = next((one for one in now.ballots if one.identity == ballot_identity(point.identity, participant)), None)
    voting = point.voting and point.dots > 0
    choices = (
        tuple(Choice(one.head.identity, _texts(one), placed_on(mine, one)) for one in now.groups) if voting else ()
    )
    return Seen(
        meeting=now.meeting.title,
        point=point.identity,
        title=point.title,
        question=point.question if point.kind in _TEXTS_OF else "",
        writing=point.writing,
        room_left=len(own) < MOST_CONTRIBUTIONS,
        own=own,
        voting=voting,
        dots=point.dots,
        left=point.dots - sum(choice.mine for choice in choices),
        choices=choices,
        results=point.results,
        outcomes=_outcomes(now.groups) if point.results else (),
        voted=point.results and any(ballot.dots for ballot in now.ballots),
    )


def mark(value: object) -> str:
    """Name a value by what it holds: the page tells by it what has changed."""
    return hashlib.sha256(repr(value).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _texts(group: Gathered) -> tuple[str, ...]:
    return tuple(one.text for one in group.all)


def _outcomes(groups: tuple[Gathered, ...]) -> tuple[Outcome, ...]:
    return tuple(Outcome(_texts(one), one.dots) for one in by_dots(groups))
