"""Whether a meeting bears all its participants at once: ``python -m tests.benchmarks.participants [SECONDS] [PHONES]``.

Forty phones (each with a connection and a cookie of its own) write, change, take back and vote for two minutes, follow
the meeting as the page's script does, send things twice, reload and lose their connection, while a facilitator reads
everything every other second, groups contributions and opens the vote. Afterwards what the database holds is held
against what each phone was answered: nothing lost, nothing doubled, every dot there. The texts are invented.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from statistics import median
from uuid import uuid4

from jamstalld.dialogue.entries import new_identity
from jamstalld.dialogue.gathering import gathered
from jamstalld.dialogue.meetings import Ballot, Contribution, Meeting, Point
from jamstalld.participants.listener import Address, serving
from jamstalld.participants.presence import Presence
from jamstalld.participants.web import application
from jamstalld.store import Database, alter, entries, open_database, save
from tests.phones import Answer, Phone

PHONES, SECONDS, DOTS = 40, 120, 5
_POLL = 2.5
_FACILITATOR = 2.0
_SENT_TWICE = 0.2
_CONNECTION_LOST = 0.1


@dataclass
class Told:
    """What one phone knows: what it was told is kept, and how long each answer took, in seconds."""

    texts: dict[str, str] = field(default_factory=dict)
    dots: dict[str, int] = field(default_factory=dict)
    took: list[float] = field(default_factory=list)
    sent: int = 0
    refused: Counter[int] = field(default_factory=Counter)


@dataclass(frozen=True)
class Outcome:
    """What came of it. Times in seconds; `cpu` is what both sides together have used of the processor."""

    told: list[Told]
    read: list[float]
    cpu: float
    versions: int
    contributions: list[Contribution]
    ballots: list[Ballot]

    def quantile(self, share: float) -> float:
        took = sorted(one for told in self.told for one in told.took)
        return took[int(share * (len(took) - 1))]


class Participant:
    """One phone and whoever holds it.

    Parameters
    ----------
    until
        When the meeting ends, by ``time.monotonic``.
    voting_from
        When whoever holds it goes over from writing to voting.
    """

    def __init__(self, phone: Phone, point: str, seed: int, voting_from: float, until: float) -> None:
        self._phone = phone
        self._point = point
        self._random = random.Random(seed)
        self._name = seed
        self._voting_from = voting_from
        self._until = until
        self._etag = ""
        self.told = Told()

    def take_part(self) -> Told:
        assert self._phone.join().status == 200
        next_look = time.monotonic() + self._random.random() * _POLL
        next_act = time.monotonic() + self._random.random()
        while (now := time.monotonic()) < self._until:
            if now >= next_look:
                self._look()
                next_look = now + _POLL
            if now >= next_act:
                self._vote() if now >= self._voting_from else self._write()
                next_act = now + 1 + 2 * self._random.random()
            time.sleep(max(0.0, min(next_look, next_act, self._until) - time.monotonic()))
        if not self.told.dots:  # on a machine so busy that its turn never came
            self._vote()
        return self.told

    def _look(self) -> None:
        if self._random.random() < _CONNECTION_LOST:
            self._phone.drop()
        reload = self._random.random() < _SENT_TWICE
        answer = self._timed(
            lambda: self._phone.get(**({} if reload or not self._etag else {"If-None-Match": self._etag}))
        )
        assert answer.status in (200, 304), answer.status
        self._etag = answer.headers["etag"]

    def _write(self) -> None:
        kind = self._random.random()
        known = list(self.told.texts)
        text = f"Telefon {self._name}: {self._random.random()} =cmd <b>å</b> 👩‍⚖️"
        if known and kind < 0.2:
            number = self._random.choice(known)
            if self._sent(lambda: self._phone.change(number, text)):
                self.told.texts[number] = text
        elif known and kind < 0.3:
            number = self._random.choice(known)
            if self._sent(lambda: self._phone.take_back(number)):
                del self.told.texts[number]
        else:
            number = str(uuid4())
            if self._sent(lambda: self._phone.write(self._point, text, number)):
                self.told.texts[number] = text

    def _vote(self) -> None:
        page = self._timed(self._phone.get)
        there = [one.split('"', 1)[0] for one in page.text.split('name="bidrag" value="')[1:]]
        if not there:
            return
        chosen = self._random.choice(there)
        free = DOTS - sum(dots for where, dots in self.told.dots.items() if where != chosen)
        dots = self._random.randint(0, free)
        if self._sent(lambda: self._phone.place(self._point, chosen, dots)):
            self.told.dots[chosen] = dots

    def _sent(self, send: Callable[[], Answer]) -> bool:
        """Send something, now and then twice, or once more since the answer to the first was lost."""
        self.told.sent += 1
        answer = self._timed(send)
        if answer.status == 200 and self._random.random() < _SENT_TWICE:
            self._phone.drop()
            answer = self._timed(send)
        if answer.status != 200:
            self.told.refused[answer.status] += 1
        return answer.status == 200

    def _timed(self, ask: Callable[[], Answer]) -> Answer:
        begun = time.perf_counter()
        answer = ask()
        self.told.took.append(time.perf_counter() - begun)
        return answer


def facilitate(database: Database, point: str, voting_from: float, until: float) -> list[float]:
    """Read all there is at the point every other second, and give how long each time took."""
    took: list[float] = []
    voting = False
    while time.monotonic() < until:
        if not voting and time.monotonic() >= voting_from:
            voting = True
            alter(database, Point, point, lambda now: replace(now, voting=True), by="Ada")
        begun = time.perf_counter()
        written = [kept.entry for kept in entries(database, Contribution, point)]
        gathered(written, [kept.entry for kept in entries(database, Ballot, point)])
        took.append(time.perf_counter() - begun)
        time.sleep(_FACILITATOR)
    return took


def hold(folder: Path, phones: int = PHONES, seconds: float = SECONDS) -> Outcome:
    """Hold a meeting, and give what each phone was told and what is kept."""
    database = open_database(folder / "meeting.duckdb", folder / "salt")
    meeting = Meeting(new_identity(), "", title="Mätning", state="open", code="K7MQ2U")
    point = Point(new_identity(), meeting.identity, title="Samtal", dots=DOTS, writing=True)
    save(database, point, by="Ada")
    save(database, replace(meeting, point=point.identity), by="Ada")
    pages = application(lambda: database, presence=Presence())
    with serving(pages, Address("127.0.0.1", 0)) as address, ThreadPoolExecutor(phones + 1) as pool:
        begun, cpu = time.monotonic(), time.process_time()
        voting_from, until = begun + seconds / 2, begun + seconds
        reading = pool.submit(facilitate, database, point.identity, voting_from, until)
        # Whoever votes a little later than the vote is opened finds it open.
        there = [
            Participant(Phone(str(address), meeting.code), point.identity, seed, voting_from + 0.5, until)
            for seed in range(phones)
        ]
        told = [one.result() for one in [pool.submit(one.take_part) for one in there]]
        read = reading.result()
        cpu = time.process_time() - cpu
    contributions = entries(database, Contribution, point.identity)
    ballots = entries(database, Ballot, point.identity)
    versions = sum(kept.version for kept in (*contributions, *ballots))
    database.close()
    return Outcome(told, read, cpu, versions, [one.entry for one in contributions], [one.entry for one in ballots])


def check(outcome: Outcome) -> None:
    """See to it that what is kept is what the phones were told, each once.

    Raises
    ------
    AssertionError
        If anything is lost, doubled or changed, or a dot is missing or too much.
    """
    refused = sum((told.refused for told in outcome.told), Counter[int]())
    assert not refused, refused
    expected = {number: text for told in outcome.told for number, text in told.texts.items()}
    assert {one.identity: one.text for one in outcome.contributions} == expected
    assert len({one.text for one in outcome.contributions}) == len(outcome.contributions)
    placed = Counter[str]()
    for told in outcome.told:
        placed.update({where: dots for where, dots in told.dots.items() if dots})
    kept = Counter[str]()
    for ballot in outcome.ballots:
        assert sum(ballot.dots.values()) <= DOTS
        kept.update(ballot.dots)
    assert kept == placed


def main(seconds: float = SECONDS, phones: int = PHONES) -> None:
    """Measure, check and print."""
    with tempfile.TemporaryDirectory() as folder:
        outcome = hold(Path(folder), int(phones), seconds)
    check(outcome)
    requests, sent = sum(len(told.took) for told in outcome.told), sum(told.sent for told in outcome.told)
    kept = f"{len(outcome.contributions)} contributions and {len(outcome.ballots)} ballots"
    half, most, longest, read, longest_read = (
        f"{1e3 * took:.0f} ms"
        for took in (*(outcome.quantile(share) for share in (0.5, 0.95, 1)), median(outcome.read), max(outcome.read))
    )
    print(f"{phones:.0f} phones, {seconds:.0f} s: {requests} requests ({requests / seconds:.0f}/s), {sent} things sent")
    print(f"kept: {kept} in {outcome.versions} versions; nothing lost, nothing doubled, every dot there")
    print(f"answer: median {half}, 95 % {most}, longest {longest}")
    print(f"facilitator's reading: median {read}, longest {longest_read}")
    print(f"processor, server and phones together: {outcome.cpu / seconds:.2f} of one core")


if __name__ == "__main__":
    main(*(float(argument) for argument in sys.argv[1:]))
