"""What a report is made of: analyses and meetings with all that belongs to them, as they are kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from jamstalld.actions import about, expected
from jamstalld.dialogue.actions import OPEN, Action
from jamstalld.dialogue.agenda import in_order
from jamstalld.dialogue.analyses import Analysis, Cause, Snapshot
from jamstalld.dialogue.entries import Entry, Kept
from jamstalld.dialogue.gathering import Gathered, by_dots, gathered
from jamstalld.dialogue.meetings import OUTCOME, PRESENT, Ballot, Contribution, Meeting, Point
from jamstalld.dialogue.prompts import Prompt, prompts_with
from jamstalld.dialogue.texts import Text
from jamstalld.errors import JamstalldError
from jamstalld.snapshots import Answer, kept_answer
from jamstalld.store import Database, closing_of, dictionary_of, entries, entry

E = TypeVar("E", bound=Entry)

_SHORT = 8


@dataclass(frozen=True)
class Decided:
    """An action, and what is to show whether it helped: what is followed and what is expected of it, in words."""

    action: Action
    shows: str


@dataclass(frozen=True)
class Studied:
    """An analysis and all that belongs to it.

    Parameters
    ----------
    answer
        What the group saw; None where it has written before it saw anything.
    texts
        The question's key → what the group has answered, lines that wait to be joined last.
    """

    analysis: Analysis
    answer: Answer | None
    texts: dict[str, str]
    causes: tuple[Cause, ...]
    actions: tuple[Decided, ...]


@dataclass(frozen=True)
class Treated:
    """A point of an agenda and what came of it.

    Parameters
    ----------
    answer
        What was shown.
    said
        What participants have written, put together; what has most dots first.
    outcome
        What the group wrote down.
    """

    point: Point
    answer: Answer | None
    said: tuple[Gathered, ...]
    outcome: str


@dataclass(frozen=True)
class Held:
    """A meeting and all that belongs to it.

    Parameters
    ----------
    present
        Who took part.
    studied
        The analyses that its points are tied to.
    actions
        What was decided at it.
    still_open
        What is still to be done, whenever it was decided; of a meeting that is closed, what was so then.
    """

    meeting: Meeting
    present: str
    points: tuple[Treated, ...]
    studied: tuple[Studied, ...]
    actions: tuple[Decided, ...]
    still_open: tuple[Decided, ...]


def prompts(database: Database) -> tuple[Prompt, ...]:
    """Give the questions of the analysis in their order, in the municipality's own words where it has some."""
    return prompts_with(tuple(kept.entry for kept in entries(database, Prompt)))


def analyses(database: Database) -> tuple[Analysis, ...]:
    """List the analyses, the first made first."""
    return _of(entries(database, Analysis))


def meetings(database: Database) -> tuple[Meeting, ...]:
    """List the meetings, the latest first."""
    return tuple(sorted(_of(entries(database, Meeting)), key=lambda one: one.day, reverse=True))


def studied(database: Database, analysis: Analysis) -> Studied:
    """Give an analysis with all that belongs to it."""
    return Studied(
        analysis,
        _seen(database, analysis.snapshot),
        _texts(database, analysis.identity),
        _of(entries(database, Cause, analysis.identity)),
        tuple(_decided(database, action) for action in _of(entries(database, Action, analysis.identity))),
    )


def held(database: Database, meeting: Meeting) -> Held:
    """Give a meeting with all that belongs to it."""
    points = in_order(_of(entries(database, Point, meeting.identity)))
    tied = dict.fromkeys(point.analysis for point in points if point.analysis)
    touched = [one for one in analyses(database) if one.identity in tied]
    decided = (one for one in _of(entries(database, Action)) if one.meeting == meeting.identity)
    then = _of(entries(database, Action, until=closing_of(database, meeting.identity)))
    return Held(
        meeting,
        _texts(database, meeting.identity).get(PRESENT, ""),
        tuple(_treated(database, point) for point in points),
        tuple(studied(database, one) for one in touched),
        tuple(_decided(database, action) for action in decided),
        tuple(_decided(database, action) for action in then if action.status in OPEN),
    )


def find_meeting(database: Database, asked: str) -> Meeting:
    """Give the meeting whose identity is what is asked for, or the only one to begin so.

    Raises
    ------
    JamstalldError
        If there is none, or several.
    """
    return _found(meetings(database), asked, "mötet", lambda meeting: f"{meeting.title} {meeting.day}".strip())


def find_analysis(database: Database, asked: str) -> Analysis:
    """Give the analysis whose identity is what is asked for, or the only one to begin so.

    Raises
    ------
    JamstalldError
        If there is none, or several.
    """
    return _found(analyses(database), asked, "analysen", lambda analysis: analysis.title)


def _found(every: Sequence[E], asked: str, what: str, named: Callable[[E], str]) -> E:
    found = [one for one in every if one.identity == asked] or _beginning(every, asked)
    if asked and len(found) == 1:
        return found[0]
    if not every:
        raise JamstalldError(f"Det går inte att hitta {what}: det finns ingenting sparat än.")
    listed = "; ".join(f"{_shortest(every, one.identity)} {named(one)}" for one in every)
    raise JamstalldError(f"Det går inte att hitta {what}. Ange ett av de här numren: {listed}.")


def _beginning(every: Sequence[E], asked: str) -> list[E]:
    return [one for one in every if one.identity.startswith(asked)]


def _shortest(every: Sequence[Entry], identity: str) -> str:
    """Cut an identity to what tells it from the others; two analyses of one view differ at the very end only."""
    enough = (identity[:size] for size in range(_SHORT, len(identity)))
    return next((cut for cut in enough if len(_beginning(every, cut)) == 1), identity)


def _seen(database: Database, identity: str) -> Answer | None:
    kept = entry(database, Snapshot, identity) if identity else None
    return kept_answer(kept.entry) if kept else None


def _texts(database: Database, subject: str) -> dict[str, str]:
    told: dict[str, str] = {}
    for text in sorted(_of(entries(database, Text, subject)), key=lambda text: bool(text.line)):
        if text.text.strip():
            told[text.field] = "\n".join(filter(None, (told.get(text.field, ""), text.text.strip())))
    return told


def _treated(database: Database, point: Point) -> Treated:
    said = gathered(
        _of(entries(database, Contribution, point.identity)), _of(entries(database, Ballot, point.identity))
    )
    outcome = _texts(database, point.identity).get(OUTCOME, "")
    return Treated(point, _seen(database, point.snapshot), by_dots(said), outcome)


def _decided(database: Database, action: Action) -> Decided:
    follows = about(database, action)
    told = f"{follows}. {expected(dictionary_of(database), action)}".strip() if follows else ""
    return Decided(action, told)


def _of(every: Iterable[Kept[E]]) -> tuple[E, ...]:
    return tuple(kept.entry for kept in every)
