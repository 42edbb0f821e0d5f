"""Actions as a whole: what a person types becomes one, every change leaves a line in the log, and how each stands now.

The pages and the command go this way. The log never holds what a person wrote.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from jamstalld.dialogue.actions import STATUSES, Action, Status, overdue
from jamstalld.dialogue.entries import Kept
from jamstalld.dictionary import Dictionary
from jamstalld.errors import JamstalldError, RequestError
from jamstalld.store import Database, alter, dictionary_of, entries, remove, save
from jamstalld.views.following import Followed, followed_to_json
from jamstalld.views.following.build import followed_request
from jamstalld.views.following.saying import by_quarter, terms_for
from jamstalld.wording.following import expected_options, expected_sentence
from jamstalld.wording.numbers import parse_number

Measuring = Callable[[Action], Followed | None]


@dataclass(frozen=True)
class Standing:
    """An action and how it stands.

    Parameters
    ----------
    followed
        What the data say of it; None where it follows nothing.
    late
        Whether it should have been done by now.
    """

    kept: Kept[Action]
    followed: Followed | None
    late: bool

    @property
    def action(self) -> Action:
        """The action as it is now."""
        return self.kept.entry


def standings(database: Database, measured: Measuring, today: date, parent: str | None = None) -> tuple[Standing, ...]:
    """List the actions and how each stands: the late first, then those that are to be done first.

    Parameters
    ----------
    measured
        Measures one action.
    parent
        Only those of one analysis.
    """
    found = [
        Standing(kept, measured(kept.entry), overdue(kept.entry, today)) for kept in entries(database, Action, parent)
    ]
    return tuple(sorted(found, key=lambda one: (not one.late, one.action.due or "9999")))


def typed_size(text: str) -> float | None:
    """Read how large a change a person expects; None where nothing is typed.

    Raises
    ------
    RequestError
        If it is no number above 0.
    """
    if not text.strip():
        return None
    size = parse_number(text)
    if size <= 0:
        raise RequestError("Skriv hur stor förändring ni väntar er som ett tal större än 0, till exempel 3 eller 2,5.")
    return size


def checked(action: Action) -> Action:
    """Give an action as it is saved.

    Raises
    ------
    RequestError
        If it does not say what is to be done.
    """
    if not action.what.strip():
        raise RequestError("Skriv vad som ska göras.")
    return replace(action, what=action.what.strip(), who=action.who.strip())


def add_action(database: Database, action: Action, *, by: str) -> Kept[Action]:
    """Save a new action."""
    return save(database, checked(action), by=by, log=("action_added", ""))


def change_action(database: Database, action: Action, *, by: str, based_on: int) -> Kept[Action]:
    """Save a change of an action.

    Raises
    ------
    ChangedError
        If somebody else has saved it since. Nothing is written.
    """
    return save(database, checked(action), by=by, based_on=based_on, log=("action_changed", ""))


def set_status(database: Database, identity: str, status: Status, *, by: str) -> Kept[Action]:
    """Say how far an action has come."""
    log = ("action_changed", f"Läge: {STATUSES[status]}")
    return alter(database, Action, identity, lambda action: replace(action, status=status), by=by, log=log)


def remove_action(database: Database, kept: Kept[Action], *, by: str) -> None:
    """Take an action away. Its versions are kept.

    Raises
    ------
    ChangedError
        If somebody else has changed it since. Nothing is written.
    """
    remove(database, kept.entry, by=by, based_on=kept.version, log=("action_removed", ""))


def about(database: Database, action: Action) -> str:
    """Name what an action follows: measure, row, filters; empty where it follows nothing."""
    request = followed_request(action)
    if request is None:
        return ""
    try:
        title = dictionary_of(database).measure(request.measure).title
    except JamstalldError:
        title = request.measure
    values = [action.label, action.split, *(value for _, value in request.filters)]
    return " · ".join(dict.fromkeys([title, *(value for value in values if value)]))


def expected(known: Dictionary, action: Action) -> str:
    """Say what an action is expected to change; nothing where that is not said, or the measure is gone."""
    request = followed_request(action)
    measure = known.measures.get(request.measure) if request else None
    if not action.expected or not measure or not request:
        return ""
    terms = terms_for(measure, action.label, action.split, *(value for _, value in request.filters))
    option = expected_options(measure.kind, terms)[action.expected]
    return expected_sentence(option, action.size, by_quarter(action), terms)


def standings_to_json(database: Database, found: Sequence[Standing]) -> list[dict[str, Any]]:
    """Turn actions into JSON-ready data."""
    return [
        {
            "action": one.action.identity,
            "analysis": one.action.parent or None,
            **{key: value for key, value in one.action.content().items() if key != "snapshot"},
            "overdue": one.late,
            "about": about(database, one.action),
            "decided": one.kept.made_at.date().isoformat(),
            "followed": followed_to_json(one.followed) if one.followed else None,
        }
        for one in found
    ]
