from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest

from jamstalld.dialogue.entries import new_identity
from jamstalld.dialogue.meetings import Ballot, Contribution, Meeting, Point
from jamstalld.participants.listener import Address, serving
from jamstalld.participants.presence import Presence
from jamstalld.participants.web import application
from jamstalld.store import Database, alter, entries, save
from tests.phones import Phone

QUESTION = "Vad kan skillnaden bero på?"


@dataclass
class Room:
    """A meeting that is held, with a server that lets phones into it."""

    database: Database
    address: str
    presence: Presence
    meeting: str
    point: str
    code: str

    def phone(self, *, joined: bool = True) -> Phone:
        phone = Phone(self.address, self.code)
        if joined:
            assert phone.join().status == 200
        return phone

    def at(self, point: str = "", **flags: Any) -> None:
        """Do at a point what the facilitator does."""
        alter(self.database, Point, point or self.point, lambda now: replace(now, **flags), by="Ada")

    def change(self, **fields: Any) -> None:
        """Do with the meeting what the facilitator does."""
        alter(self.database, Meeting, self.meeting, lambda now: replace(now, **fields), by="Ada")

    def show(self, **fields: Any) -> str:
        """Put another point on the screen."""
        point = Point(new_identity(), self.meeting, place=9, **fields)
        save(self.database, point, by="Ada")
        self.change(point=point.identity)
        return point.identity

    def written(self, point: str = "") -> list[Contribution]:
        return [kept.entry for kept in entries(self.database, Contribution, point or self.point)]

    def texts(self) -> list[str]:
        return [one.text for one in self.written()]

    def ballots(self) -> list[dict[str, int]]:
        return [kept.entry.dots for kept in entries(self.database, Ballot, self.point)]


@pytest.fixture
def room(make_database: Callable[..., Database]) -> Iterator[Room]:
    """A meeting with one conversation on the screen, open to write in."""
    database, presence = make_database(), Presence()
    meeting = Meeting(new_identity(), "", title="Ledningsgruppen i maj", state="open", code="K7MQ2U")
    point = Point(new_identity(), meeting.identity, title="Samtal", question=QUESTION, dots=3, writing=True)
    save(database, point, by="Ada")
    save(database, replace(meeting, point=point.identity), by="Ada")
    with serving(application(lambda: database, presence=presence), Address("127.0.0.1", 0)) as address:
        yield Room(database, str(address), presence, meeting.identity, point.identity, meeting.code)
