"""What a participant does: write, change, take back, place dots. Nothing is doubled by being sent twice.

The number that the page gives a text is its identity. A text that comes again is known by it; dots are placed by how
many there are to be and not by one more.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from threading import Lock

from jamstalld.dialogue.entries import Kept
from jamstalld.dialogue.gathering import Gathered, gathered
from jamstalld.dialogue.meetings import (
    LONGEST_CONTRIBUTION,
    MOST_CONTRIBUTIONS,
    Ballot,
    Contribution,
    Meeting,
    Point,
    ballot_identity,
)
from jamstalld.errors import JamstalldError
from jamstalld.store import Database, alter, entries, entry, put, remove, save, versions

AUTHOR = "Deltagare"
"""Who has written it, in the list of versions: all participants are called the same."""

_IDENTITY = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


class RefusedError(JamstalldError):
    """What was sent cannot be taken, or not any more. The message is for the participant."""


class Writing:
    """Takes what participants send. One at a time, so that what was checked still holds when it is saved.

    Parameters
    ----------
    database
        The open database.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._one_at_a_time = Lock()

    def write(self, meeting: Meeting, point: str, participant: str, number: str, text: str) -> None:
        """Take a text. One that has been taken already is left as it is now.

        Parameters
        ----------
        point
            The point it was written at, by identity.
        number
            What the page calls it: a number of chance in the form of a UUID.

        Raises
        ------
        RefusedError
            If nobody may write there, or there are too many or too long texts.
        """
        given = Contribution(number, point, text=checked(text), participant=participant)
        if not _IDENTITY.fullmatch(number):
            raise RefusedError("Sidan är för gammal. Kopiera din text, ladda om sidan och försök igen.")
        with self._one_at_a_time:
            before = versions(self._database, Contribution, number)
            if before:
                self._again(meeting, given, before)
                return
            self._may_write(meeting, point)
            own = [one for one in entries(self._database, Contribution, point) if one.entry.participant == participant]
            if len(own) >= MOST_CONTRIBUTIONS:
                raise RefusedError(
                    f"Du har redan skrivit {MOST_CONTRIBUTIONS} bidrag här. Ta tillbaka eller ändra något av dem."
                )
            save(self._database, given, by=AUTHOR)

    def change(self, meeting: Meeting, participant: str, number: str, text: str) -> None:
        """Change a text of one's own.

        Raises
        ------
        RefusedError
            If it is somebody else's or gone, or nobody may write there any more.
        """
        text = checked(text)
        with self._one_at_a_time:
            own = self._own(meeting, participant, number)
            if own.entry.text != text:
                self._rewrite(own.entry, text)

    def take_back(self, meeting: Meeting, participant: str, number: str) -> None:
        """Take a text of one's own back. One that is gone already stays so.

        Raises
        ------
        RefusedError
            If it is somebody else's, or nobody may write there any more.
        """
        with self._one_at_a_time:
            before = versions(self._database, Contribution, number)
            if before and entry(self._database, Contribution, number) is None:
                return
            own = self._own(meeting, participant, number)
            remove(self._database, own.entry, by=AUTHOR, based_on=own.version)

    def place(self, meeting: Meeting, point: str, participant: str, chosen: str, dots: int) -> None:
        """Place dots on a contribution and those that say the same: this many, whatever there were before.

        Raises
        ------
        RefusedError
            If nobody may vote there, there is no such contribution, or there are not as many dots.
        """
        with self._one_at_a_time:
            at = self._point(meeting, point)
            if not at.voting:
                raise RefusedError("Omröstningen är stängd. Det du har lagt gäller.")
            there = tuple(kept.entry for kept in entries(self._database, Contribution, point))
            group = next((one for one in gathered(there) if one.head.identity == chosen), None)
            if group is None:
                raise RefusedError("Förslaget har ändrats. Se hur det ser ut nu och lägg prickarna igen.")
            kept = entry(self._database, Ballot, ballot_identity(point, participant))
            placed = _placed(kept.entry if kept else None, there, group, dots)
            if sum(placed.values()) > at.dots:
                raise RefusedError(f"Du har {at.dots} prickar. Ta bort en någon annanstans först.")
            ballot = Ballot(ballot_identity(point, participant), point, dots=placed)
            put(self._database, ballot, by=AUTHOR)

    def _again(self, meeting: Meeting, given: Contribution, before: tuple[Kept[Contribution], ...]) -> None:
        """Take a text whose number is known: sent once more, or changed since it was sent and nobody answered."""
        first = before[0].entry
        if first.participant != given.participant or first.parent != given.parent:
            raise RefusedError("Det gick inte att skicka. Ladda om sidan och försök igen.")
        if given.text not in {kept.entry.text for kept in before}:
            self._rewrite(self._own(meeting, given.participant, given.identity).entry, given.text)

    def _rewrite(self, own: Contribution, text: str) -> None:
        # On top of whatever the facilitator has done with it in the meantime: only its own phone changes the text.
        alter(self._database, Contribution, own.identity, lambda now: replace(now, text=text), by=AUTHOR)

    def _own(self, meeting: Meeting, participant: str, number: str) -> Kept[Contribution]:
        kept = entry(self._database, Contribution, number)
        if kept is None or kept.entry.participant != participant:
            raise RefusedError("Bidraget finns inte längre. Ladda om sidan.")
        self._may_write(meeting, kept.entry.parent)
        return kept

    def _may_write(self, meeting: Meeting, point: str) -> None:
        if not self._point(meeting, point).writing:
            raise RefusedError("Det går inte längre att skriva här. Texten är inte skickad.")

    def _point(self, meeting: Meeting, point: str) -> Point:
        kept = entry(self._database, Point, point)
        if kept is None or kept.entry.parent != meeting.identity or meeting.point != point:
            raise RefusedError("Mötet har gått vidare till en annan punkt. Det här är inte skickat.")
        return kept.entry


def checked(text: str) -> str:
    r"""Give a text as it is kept: composed, without control characters and without space around it.

    Raises
    ------
    RefusedError
        If it is empty or too long.

    >>> checked(" a\r\nb\x00 ")
    'a\nb'
    """
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    text = "".join(one for one in lines if one == "\n" or unicodedata.category(one) not in ("Cc", "Cs")).strip()
    if not text:
        raise RefusedError("Rutan är tom. Skriv något först.")
    if len(text) > LONGEST_CONTRIBUTION:
        raise RefusedError(f"Texten är för lång: högst {LONGEST_CONTRIBUTION} tecken. Korta den, eller dela den i två.")
    return text


def placed_on(ballot: Ballot | None, group: Gathered) -> int:
    """Count the dots that one ballot places on a contribution and those that say the same."""
    return sum(max(ballot.dots.get(one.identity, 0), 0) for one in group.all) if ballot else 0


def _placed(ballot: Ballot | None, there: tuple[Contribution, ...], group: Gathered, dots: int) -> dict[str, int]:
    """Give where all dots then lie. Those on a contribution that has been taken back are free again."""
    others = {one.identity for one in there} - {one.identity for one in group.all}
    kept = {where: number for where, number in ballot.dots.items() if where in others} if ballot else {}
    return {**kept, group.head.identity: dots} if dots > 0 else kept
