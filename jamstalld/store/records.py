"""What has been loaded: the line of each delivery, what has been done to it, and what all of them are together."""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, get_args

import duckdb

from jamstalld.access import Person, Right
from jamstalld.dictionary import Grouping, grouping_from_json
from jamstalld.errors import JamstalldError
from jamstalld.periods import Period, Quarter
from jamstalld.store import sql
from jamstalld.store.database import Database, kept_until_written

State = Literal["active", "replaced", "withdrawn"]
Action = Literal[
    "loaded", "replaced", "withdrawn", "restored", "declared", "removed", "profiled", "forgotten", "threshold", "salt",
    "database_restored",
    "population", "depopulated", "grouped", "regrouped", "ungrouped",
    "analysis_begun", "analysis_finalised", "justified", "cause_judged",
    "action_added", "action_changed", "action_removed",
    "meeting_planned", "meeting_opened", "meeting_closed", "meeting_removed",
    "prompt_changed", "challenge_picked", "challenge_dropped", "challenge_judged", "challenge_added",
    "challenge_removed", "signed_in", "turned_away", "exported",
]  # fmt: skip

Noted = Literal["signed_in", "turned_away", "exported"]
WHO_WAS_THERE: frozenset[Action] = frozenset(get_args(Noted))
"""Lines of what changed nothing."""


@dataclass(frozen=True)
class DeliveryRecord:
    """The line of one delivery.

    Parameters
    ----------
    columns
        The columns in which the file had anything.
    state
        active while any of its rows count; else whether it was withdrawn, or others have replaced all of it.
    profile
        The name of the profile it was read by, if any.
    partly_replaced
        Whether some of its quarters and units have been replaced while others count.
    already_loaded
        Whether this is an earlier delivery of the very same file, found again instead of loaded twice.
    replaced
        The deliveries, by identity, that this one replaced or partly replaced when it was loaded just now.
    beside
        Whether it was loaded just now beside others that count in the same quarter and unit.
    """

    delivery: str
    file_name: str
    sha256: str
    loaded_at: datetime
    loaded_by: str
    layout: str
    rows_read: int
    rows_loaded: int
    rows_refused: int
    rows_set_aside: int
    quarters: tuple[Quarter, ...]
    columns: frozenset[str]
    declared_units: frozenset[str]
    synthetic: bool
    state: State
    profile: str | None = None
    partly_replaced: bool = False
    already_loaded: bool = False
    replaced: tuple[str, ...] = ()
    beside: bool = False

    @property
    def restorable(self) -> bool:
        """Whether there is anything of it to bring back."""
        return self.state != "active" or self.partly_replaced


@dataclass(frozen=True)
class Event:
    """A line of the log: what was done to a delivery, to how files are read, or in the dialogue.

    Parameters
    ----------
    number
        1, 2, 3 … in the order things were done.
    delivery, file_name
        None where it is about no delivery.
    text
        The reason given, the file that replaced it, or the name of a local variable, a profile or a grouping and its
        groups. Never what a cell of a spreadsheet holds.
    subject_kind, subject
        Kind and identity of the entry of the dialogue that it is about; None where it is about none.
    """

    number: int
    happened_at: datetime
    done_by: str
    action: Action
    delivery: str | None
    file_name: str | None
    text: str
    subject_kind: str | None = None
    subject: str | None = None


@dataclass(frozen=True)
class Population:
    """Where the inhabitants of one year come from.

    Parameters
    ----------
    women, men
        How many there are.
    source
        In the words of the table, or of who loaded it; "" where nobody says.
    """

    year: int
    women: int
    men: int
    file_name: str
    sha256: str
    source: str
    loaded_at: datetime
    loaded_by: str
    synthetic: bool


@dataclass(frozen=True)
class DataInfo:
    """What the loaded data are, as far as anyone may know.

    Parameters
    ----------
    version
        Changes whenever the data that count do, the groupings or the inhabitants; the same files give the same.
    first, last
        The first and the last quarter, None where nothing counts.
    columns
        The columns in which some delivery has anything, and the groupings of those.
    declared_units
        The units of count whose totals some table of official statistics declares.
    synthetic
        Whether any of the data are invented.
    population
        The years whose inhabitants have been loaded, rising.
    """

    version: str
    threshold: int
    first: Quarter | None
    last: Quarter | None
    columns: frozenset[str]
    declared_units: frozenset[str]
    synthetic: bool
    population: tuple[int, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing counts: nothing has been loaded, or all of it has been withdrawn."""
        return self.last is None

    def latest_period(self) -> Period:
        """Give the latest four quarters."""
        if self.last is None:
            raise ValueError("an empty database has no period")
        return Period.ending(self.last)


def deliveries(database: Database) -> tuple[DeliveryRecord, ...]:
    """List every delivery, the newest first."""
    with database.read(Right.SEE_NUMBERS) as cursor:
        return deliveries_seen(cursor)


def deliveries_seen(cursor: duckdb.DuckDBPyConnection) -> tuple[DeliveryRecord, ...]:
    """List every delivery as a cursor sees them."""
    return tuple(_record(line) for line in _lines(cursor, sql.statement("deliveries")))


def events(database: Database) -> tuple[Event, ...]:
    """List what has been done, the last first, as far as the person is to be told of it."""
    with database.read(Right.READ_DIALOGUE) as cursor:
        found = (Event(**line) for line in _lines(cursor, sql.statement("events")))
        return tuple(event for event in found if _told(database.person, event))


def _told(person: Person, event: Event) -> bool:
    """Tell whether a line is for somebody: administrators see who has been there, those without limits the dialogue."""
    if event.action in WHO_WAS_THERE:
        return person.may(Right.ADMINISTER)
    return person.units is None or not event.subject_kind


def populations(database: Database) -> tuple[Population, ...]:
    """List the years whose inhabitants have been loaded, the latest first."""
    with database.read(Right.SEE_NUMBERS) as cursor:
        return populations_seen(cursor)


def populations_seen(cursor: duckdb.DuckDBPyConnection) -> tuple[Population, ...]:
    """List the years of inhabitants as a cursor sees them."""
    return tuple(Population(**line) for line in _lines(cursor, sql.statement("populations")))


def groupings_seen(cursor: duckdb.DuckDBPyConnection) -> tuple[Grouping, ...]:
    """List the groupings as a cursor sees them, by key."""
    return tuple(
        grouping_from_json(json.loads(content)) for (content,) in cursor.execute(sql.statement("groupings")).fetchall()
    )


def find_delivery(records: Sequence[DeliveryRecord], identity: str) -> DeliveryRecord:
    """Find a delivery by its identity, or by the beginning of it that no other delivery has.

    Raises
    ------
    JamstalldError
        If there is none, or more than one.
    """
    found = [record for record in records if record.delivery.startswith(identity.strip().casefold())]
    if not identity.strip() or not found:
        raise JamstalldError("Det finns ingen sådan leverans. Visa dem som finns med: jamstalld deliveries")
    if len(found) > 1:
        raise JamstalldError("Flera leveranser börjar så. Skriv fler tecken av leveransens nummer.")
    return found[0]


@kept_until_written(Right.SEE_NUMBERS)
def data_info(database: Database) -> DataInfo:
    """Tell what has been loaded and counts."""
    with database.read(Right.SEE_NUMBERS) as cursor:
        records = deliveries_seen(cursor)
        taken: dict[str, list[object]] = defaultdict(list)
        for delivery, *cell in cursor.execute(sql.statement("taken_cells")).fetchall():
            taken[delivery].append(cell)
        ((first, last),) = cursor.execute(sql.statement("active_span")).fetchall()
        inhabited, grouped = populations_seen(cursor), groupings_seen(cursor)
    active = [record for record in records if record.state == "active"]
    marks = _marks(records)
    content = sorted(
        marks[record.delivery] + (json.dumps(taken[record.delivery]) if record.partly_replaced else "")
        for record in active
    )
    content += sorted(f"{one.year}{one.sha256}{one.source}" for one in inhabited)
    content += (json.dumps(one.to_json()) for one in grouped)
    columns = frozenset[str]().union(*(record.columns for record in active))
    return DataInfo(
        version=hashlib.sha256("".join(content).encode()).hexdigest()[:12],
        threshold=database.threshold,
        first=None if first is None else Quarter(first),
        last=None if last is None else Quarter(last),
        columns=columns | {one.key for one in grouped if one.of in columns},
        declared_units=frozenset[str]().union(*(record.declared_units for record in active)),
        synthetic=any(one.synthetic for one in (*active, *inhabited)),
        population=tuple(sorted(one.year for one in inhabited)),
    )


def _marks(records: Sequence[DeliveryRecord]) -> dict[str, str]:
    """Mark each delivery by its file; one that was loaded anew, perhaps read in another way, by its turn as well."""
    turns: Counter[str] = Counter()
    marks: dict[str, str] = {}
    for record in reversed(records):
        turn = turns[record.sha256]
        marks[record.delivery] = record.sha256 + (f"#{turn}" if turn else "")
        turns[record.sha256] += 1
    return marks


def _lines(cursor: duckdb.DuckDBPyConnection, statement: str) -> list[dict[str, Any]]:
    cursor.execute(statement)
    names = [entry[0] for entry in cursor.description or ()]
    return [dict(zip(names, line, strict=True)) for line in cursor.fetchall()]


def _record(line: dict[str, Any]) -> DeliveryRecord:
    first, last = line.pop("first_quarter"), line.pop("last_quarter")
    for listed in ("columns", "declared_units"):
        line[listed] = frozenset(json.loads(line[listed]))
    return DeliveryRecord(quarters=tuple(Quarter(index) for index in range(first, last + 1)), **line)
