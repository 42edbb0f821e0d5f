"""Everything that has been decided, in order: the log's lines with what each is about, for page, command and file.

What happened along the way is kept so that it can be studied afterwards (följeforskning). The log itself holds nothing
that a person wrote; what a line is about is read from the thing itself, as it is now or was when it was taken away.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from jamstalld.dialogue.actions import Action
from jamstalld.dialogue.analyses import Analysis, Cause
from jamstalld.dialogue.challenges import OwnChallenge, Trial, known_challenges
from jamstalld.dialogue.entries import Entry
from jamstalld.dialogue.meetings import Meeting
from jamstalld.dialogue.prompts import Prompt
from jamstalld.store import Database, Event, entries, events, versions
from jamstalld.wording.log import ACTIONS, GROUP_OF, GROUPS

# What a line of the dialogue is about, and the field that names it.
_NAMED: Sequence[tuple[type[Entry], str]] = (
    (Analysis, "title"),
    (Cause, "text"),
    (Action, "what"),
    (Meeting, "title"),
    (Prompt, "title"),
    (OwnChallenge, "title"),
)


@dataclass(frozen=True)
class Line:
    """One line: what was done, when and by whom.

    Parameters
    ----------
    kind
        The kind of line, a key of ``wording.log.GROUPS``.
    what
        What was done, in words.
    about
        What it was done to, by its name: a file, an analysis, an action. Empty where that has none.
    more
        The reason given, or what else the log says.
    delivery, subject_kind, subject
        The delivery, or the entry of the dialogue, that it is about; None where it is about none.
    """

    number: int
    at: datetime
    who: str
    kind: str
    what: str
    about: str
    more: str
    delivery: str | None = None
    subject_kind: str | None = None
    subject: str | None = None

    @property
    def heading(self) -> str:
        """What its kind is called."""
        return GROUPS[self.kind][0]


@dataclass(frozen=True)
class Wanted:
    """Which lines are wanted.

    Parameters
    ----------
    kinds
        Keys of ``wording.log.GROUPS``; none for all of them.
    first, last
        The first and the last day, both among them.
    who
        The one who did it; empty for everybody.
    words
        Must stand somewhere in the line, each of them, in whatever case.
    """

    kinds: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None
    who: str = ""
    words: str = ""


def history(database: Database) -> tuple[Line, ...]:
    """Give every line, the last first."""
    found = events(database)
    names = _names(database, found)
    return tuple(_line(event, names) for event in found)


def chosen(lines: Sequence[Line], wanted: Wanted) -> tuple[Line, ...]:
    """Give the lines that are wanted, in the order they stand."""
    return tuple(line for line in lines if _is_wanted(line, wanted))


def _names(database: Database, found: Sequence[Event]) -> dict[tuple[str, str], str]:
    """Name what lines may be about: kind and identity → name."""
    named = {
        (kind.KIND, kept.entry.identity): str(getattr(kept.entry, field))
        for kind, field in _NAMED
        for kept in entries(database, kind)
    }
    gone = {
        (event.subject_kind, event.subject)
        for event in found
        if event.subject_kind and event.subject and (event.subject_kind, event.subject) not in named
    }
    for kind, field in _NAMED:
        for _, identity in (one for one in gone if one[0] == kind.KIND):
            kept = versions(database, kind, identity)
            named[kind.KIND, identity] = str(getattr(kept[-1].entry, field)) if kept else ""
    titles = {challenge.key: challenge.title for challenge in known_challenges()}
    titles |= {identity: name for (kind, identity), name in named.items() if kind == OwnChallenge.KIND}
    return named | {(Trial.KIND, key): title for key, title in titles.items()}


def _line(event: Event, names: dict[tuple[str, str], str]) -> Line:
    about = names.get((event.subject_kind or "", event.subject or ""), "") or event.file_name or ""
    return Line(
        number=event.number,
        at=event.happened_at,
        who=event.done_by,
        kind=GROUP_OF[event.action],
        what=ACTIONS[event.action],
        about=about,
        more="" if event.text == about else event.text,
        delivery=event.delivery,
        subject_kind=event.subject_kind,
        subject=event.subject,
    )


def _is_wanted(line: Line, wanted: Wanted) -> bool:
    told = " ".join((line.who, line.heading, line.what, line.about, line.more)).casefold()
    return (
        (not wanted.kinds or line.kind in wanted.kinds)
        and (wanted.first is None or line.at.date() >= wanted.first)
        and (wanted.last is None or line.at.date() <= wanted.last)
        and wanted.who in ("", line.who)
        and all(word in told for word in wanted.words.casefold().split())
    )
