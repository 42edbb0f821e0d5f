"""What participants write and vote: checked and saved in one transaction, so that nothing comes in after closing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import duckdb

from jamstalld.access import Right
from jamstalld.dialogue.entries import Kept
from jamstalld.dialogue.gathering import gathered, placed
from jamstalld.dialogue.meetings import MOST_CONTRIBUTIONS, Ballot, Contribution, Meeting, Point, ballot_identity
from jamstalld.errors import JamstalldError
from jamstalld.store.database import Database
from jamstalld.store.dialogue import (
    alter_seen,
    entries_seen,
    entry_seen,
    put_seen,
    remove_seen,
    save_seen,
    versions_seen,
)

AUTHOR = "Deltagare"
"""Who has written it, in the list of versions: all participants are called the same."""


class RefusedError(JamstalldError):
    """What was sent cannot be taken, or not any more. The message is for the participant."""


def contribute(database: Database, meeting: str, given: Contribution) -> None:
    """Take a text. One that has been taken already is left as it is now.

    Parameters
    ----------
    meeting
        The meeting its point is of, by identity.

    Raises
    ------
    RefusedError
        If nobody may write there, or its participant has written as many as one may.
    """
    with database.write(Right.TAKE_PART) as cursor:
        before = versions_seen(cursor, Contribution, given.identity)
        if before:
            _take_again(cursor, meeting, given, before)
            return
        _may_write(cursor, meeting, given.parent)
        there = entries_seen(cursor, Contribution, given.parent)
        if sum(kept.entry.participant == given.participant for kept in there) >= MOST_CONTRIBUTIONS:
            raise RefusedError(
                f"Du har redan skrivit {MOST_CONTRIBUTIONS} bidrag här. Ta tillbaka eller ändra något av dem."
            )
        save_seen(cursor, given, by=AUTHOR)


def rewrite(database: Database, meeting: str, participant: str, number: str, text: str) -> None:
    """Change a text of one's own.

    Parameters
    ----------
    number
        Which, by identity.

    Raises
    ------
    RefusedError
        If it is somebody else's or gone, or nobody may write there any more.
    """
    with database.write(Right.TAKE_PART) as cursor:
        _rewrite(cursor, _own(cursor, meeting, participant, number).entry, text)


def take_back(database: Database, meeting: str, participant: str, number: str) -> None:
    """Take a text of one's own back. One that is gone already stays so.

    Raises
    ------
    RefusedError
        If it is somebody else's, or nobody may write there any more.
    """
    with database.write(Right.TAKE_PART) as cursor:
        before = versions_seen(cursor, Contribution, number)
        if before and entry_seen(cursor, Contribution, number) is None:
            return
        own = _own(cursor, meeting, participant, number)
        remove_seen(cursor, own.entry, by=AUTHOR, based_on=own.version)


def place_dots(database: Database, meeting: str, point: str, participant: str, chosen: str, dots: int) -> None:
    """Place dots on a contribution and those that say the same: this many, whatever there were before.

    Raises
    ------
    RefusedError
        If nobody may vote there, there is no such contribution, or there are not as many dots.
    """
    with database.write(Right.TAKE_PART) as cursor:
        at = _on_screen(cursor, meeting, point)
        if not at.voting:
            raise RefusedError("Omröstningen är stängd. Det du har lagt gäller.")
        there = tuple(kept.entry for kept in entries_seen(cursor, Contribution, point))
        group = next((one for one in gathered(there) if one.head.identity == chosen), None)
        if group is None:
            raise RefusedError("Förslaget har ändrats. Se hur det ser ut nu och lägg prickarna igen.")
        kept = entry_seen(cursor, Ballot, ballot_identity(point, participant))
        then = placed(kept.entry if kept else None, there, group, dots)
        if sum(then.values()) > at.dots:
            many = "1 prick" if at.dots == 1 else f"{at.dots} prickar"
            raise RefusedError(f"Du har {many}. Ta bort en någon annanstans först.")
        put_seen(cursor, Ballot(ballot_identity(point, participant), point, dots=then), by=AUTHOR)


def _take_again(
    cursor: duckdb.DuckDBPyConnection, meeting: str, given: Contribution, before: Sequence[Kept[Contribution]]
) -> None:
    """Take a text whose number is known: sent once more, or changed since it was sent and nobody answered."""
    first = before[0].entry
    if first.participant != given.participant or first.parent != given.parent:
        raise RefusedError("Det gick inte att skicka. Ladda om sidan och försök igen.")
    if given.text not in {kept.entry.text for kept in before}:
        _rewrite(cursor, _own(cursor, meeting, given.participant, given.identity).entry, given.text)


def _rewrite(cursor: duckdb.DuckDBPyConnection, own: Contribution, text: str) -> None:
    # On top of whatever the facilitator has done with it in the meantime: only its own phone changes the text.
    alter_seen(cursor, Contribution, own.identity, lambda now: replace(now, text=text), by=AUTHOR)


def _own(cursor: duckdb.DuckDBPyConnection, meeting: str, participant: str, number: str) -> Kept[Contribution]:
    kept = entry_seen(cursor, Contribution, number)
    if kept is None or kept.entry.participant != participant:
        raise RefusedError("Bidraget finns inte längre. Ladda om sidan.")
    _may_write(cursor, meeting, kept.entry.parent)
    return kept


def _may_write(cursor: duckdb.DuckDBPyConnection, meeting: str, point: str) -> None:
    if not _on_screen(cursor, meeting, point).writing:
        raise RefusedError("Det går inte längre att skriva här. Texten är inte skickad.")


def _on_screen(cursor: duckdb.DuckDBPyConnection, meeting: str, point: str) -> Point:
    held, kept = entry_seen(cursor, Meeting, meeting), entry_seen(cursor, Point, point)
    if held is None or held.entry.state != "open":
        raise RefusedError("Mötet är avslutat. Det här är inte skickat.")
    if kept is None or kept.entry.parent != meeting or held.entry.point != point:
        raise RefusedError("Mötet har gått vidare till en annan punkt. Det här är inte skickat.")
    return kept.entry
