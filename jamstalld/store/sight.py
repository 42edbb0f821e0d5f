"""What somebody may see who may see some units only: numbers of those units, and what is said of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from jamstalld.access import Person
from jamstalld.dialogue.actions import Action
from jamstalld.dialogue.analyses import Analysis, Cause, Snapshot
from jamstalld.dialogue.challenges import OwnChallenge
from jamstalld.dialogue.entries import Entry, Kept
from jamstalld.dialogue.meetings import Ballot, Contribution, Meeting, Point
from jamstalld.dialogue.prompts import Prompt
from jamstalld.dialogue.texts import Text
from jamstalld.errors import RequestError

Find = Callable[[type[Entry], str], Kept[Any] | None]
"""Gives an entry of a kind by its identity, if there is one."""
UNIT = "unit"
"""The variable that a limit is to values of."""
_OF_NO_UNIT = (Meeting, Prompt, OwnChallenge)
"""What says nothing of any unit's numbers."""
_PARENTS: Mapping[type[Entry], tuple[type[Entry], ...]] = {
    Cause: (Analysis,),
    Text: (Analysis, Point, Meeting),
    Contribution: (Point,),
    Ballot: (Point,),
}
"""What belongs to something else is seen by whoever sees that."""


class OutOfSightError(RequestError):
    """Somebody has asked for numbers of more than the units they may see."""

    def __init__(self, units: frozenset[str]) -> None:
        super().__init__(f"Du får se en enhet i taget av dessa: {', '.join(sorted(units))}. Välj en av dem.")


def require_sight(person: Person, filters: Mapping[str, str]) -> None:
    """Go on only if somebody may see the numbers of what filters leave.

    Raises
    ------
    OutOfSightError
        If they may not.
    """
    if person.units is not None and filters.get(UNIT) not in person.units:
        raise OutOfSightError(person.units)


def require_subject(person: Person, subject: Mapping[str, Any]) -> None:
    """Go on only if somebody may see what a subject is about.

    Raises
    ------
    OutOfSightError
        If they may not.
    """
    require_sight(person, _filters(subject))


def sees(person: Person, entry: Entry, find: Find) -> bool:
    """Tell whether somebody may see an entry. What is of no kind that is known here they may not.

    Parameters
    ----------
    find
        Finds what it belongs to.
    """
    if person.units is None or isinstance(entry, _OF_NO_UNIT):
        return True
    if isinstance(entry, Analysis | Snapshot):
        return _filters(entry.subject).get(UNIT) in person.units
    if isinstance(entry, Action | Point) and entry.subject:
        return _filters(entry.subject).get(UNIT) in person.units
    if isinstance(entry, Point):
        return True
    if isinstance(entry, Action):
        return not entry.parent or _sees_parent(person, (Analysis,), entry.parent, find)
    return _sees_parent(person, _PARENTS.get(type(entry), ()), entry.parent, find)


def require_seen(person: Person, entry: Entry, find: Find) -> None:
    """Go on only if somebody may see an entry.

    Raises
    ------
    OutOfSightError
        If they may not.
    """
    if person.units is not None and not sees(person, entry, find):
        raise OutOfSightError(person.units)


def _sees_parent(person: Person, kinds: tuple[type[Entry], ...], identity: str, find: Find) -> bool:
    found = (find(kind, identity) for kind in kinds)
    return any(kept is not None and sees(person, kept.entry, find) for kept in found)


def _filters(subject: Mapping[str, Any]) -> Mapping[str, str]:
    return subject.get("request", {}).get("filters", {})
