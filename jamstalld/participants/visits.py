"""Who comes to which meeting: those who are in it pass, those who knock wait as long as wrong codes demand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from jamstalld.dialogue.meetings import Meeting
from jamstalld.participants.asking import TurnedAwayError
from jamstalld.participants.door import Guessing, folded, is_phone, participant_of
from jamstalld.participants.presence import Presence
from jamstalld.participants.reading import Reading

COOKIE = "jamstalld_deltagare"

_WRONG = "Koden gäller inte. Jämför den med skärmen. Mötet kan också vara avslutat."
_WAIT = "Många har skrivit fel kod, och därför går det långsamt just nu. Vänta en minut och försök igen."
_FULL = "Mötet är fullt. Säg till processledaren."


@dataclass(frozen=True)
class Visit:
    """Somebody at a meeting that is open, or that they were in when it was closed.

    Parameters
    ----------
    participant
        Who it is within the meeting; empty for a phone that has no number yet.
    """

    meeting: Meeting
    participant: str


class Visits:
    """Lets phones in.

    Parameters
    ----------
    reading
        Gives what meetings are read by.
    presence
        Who is in which meeting.
    """

    def __init__(self, reading: Callable[[], Reading], presence: Presence) -> None:
        self._reading = reading
        self._presence = presence
        self._guessing = Guessing()

    async def find(self, code: str, phone: str) -> Visit:
        """Give the meeting that a code is for.

        Parameters
        ----------
        code
            As it was typed, or stands in the address.
        phone
            The number of the phone; empty where it has none.

        Raises
        ------
        TurnedAwayError
            If the code is wrong, too many have guessed, or the meeting is full.
        """
        there = await run_in_threadpool(self._there, code, phone)
        if there:
            return there
        if not await self._guessing.pause():
            raise TurnedAwayError(_WAIT, 429)
        meeting = await run_in_threadpool(lambda: self._reading().by_code(code))
        if meeting is None:
            self._guessing.wrong()
            raise TurnedAwayError(_WRONG, 404)
        if phone and not self._presence.admit(meeting.identity, folded(code), participant_of(meeting.identity, phone)):
            raise TurnedAwayError(_FULL, 503, asks=False)
        return Visit(meeting, participant_of(meeting.identity, phone) if phone else "")

    def _there(self, code: str, phone: str) -> Visit | None:
        """Give the meeting of somebody who is in it already, or was when it was closed."""
        reading, known = self._reading(), folded(code)
        meeting = reading.by_code(code) or reading.by_identity(self._presence.meeting_of(known))
        participant = participant_of(meeting.identity, phone) if meeting and phone else ""
        if meeting is None or not self._presence.knows(meeting.identity, participant):
            return None
        self._presence.admit(meeting.identity, known, participant)
        return Visit(meeting, participant)


def phone_of(request: Request) -> str:
    """Give the number of the phone a request comes from; empty where it has none, or one that we did not give it."""
    number = request.cookies.get(COOKIE, "")
    return number if is_phone(number) else ""
