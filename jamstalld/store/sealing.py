"""The seals of the log: a line that is changed, taken away or put in afterwards is found.

Each line is sealed together with the seal of the one before it (HMAC-SHA-256). The key is made of the salt, which lies
outside the file: whoever has the file and not the salt cannot make a seal. That the last lines are cut off is told by
nothing in the file; it is found by a mark that somebody has written down (``jamstalld log verify --against``).
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import duckdb

from jamstalld.access import Right
from jamstalld.store import sql

if TYPE_CHECKING:
    from jamstalld.store.database import Database

FIRST = 1
"""The number of the log's first line."""
SINCE = 8
"""The migration since which lines have seals."""
_MARK = 16
"""So many characters of a seal are in a mark."""

Fault = Literal["changed", "unsealed", "missing"]


@dataclass(frozen=True)
class Verified:
    """What the seals say of a log.

    Parameters
    ----------
    lines
        How many there are.
    mark
        The last line's number and the beginning of its seal, ``"123:9f3c51aa07d2e4b8"``; empty where there is none.
        With it the log up to that line can be recognised later.
    faults
        Number of a line → what is wrong with it.
    """

    lines: int
    mark: str
    faults: dict[int, Fault]

    @property
    def whole(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults


def last_event(cursor: duckdb.DuckDBPyConnection) -> int:
    """Give the number of the last line of the log; 0 where there is none."""
    ((number,),) = cursor.execute(sql.statement("last_event")).fetchall()
    return number


def seal(cursor: duckdb.DuckDBPyConnection, salt: bytes, *, after: int) -> None:
    """Seal the lines that come after one, inside the transaction that has written them.

    Parameters
    ----------
    after
        The number of the line; 0 to seal all.
    """
    lines = _lines(cursor, max(after, FIRST))
    before = lines.pop(0)[-1] or "" if after else ""
    for line in lines:
        before = _seal(salt, before, line)
        cursor.execute(sql.statement("seal_event"), {"number": line[0], "seal": before})


def verify_log(database: Database, against: str = "") -> Verified:
    """Hold every line of the log against its seal.

    Parameters
    ----------
    against
        A mark that was given earlier: its line must be there, with the same seal.
    """
    with database.read(Right.READ_DIALOGUE) as cursor:
        lines = _lines(cursor, FIRST)
    faults: dict[int, Fault] = {}
    expected, before = FIRST, ""
    for line in lines:
        number, kept = line[0], line[-1]
        faults |= dict.fromkeys(range(expected, number), "missing")
        if not kept:
            faults[number] = "unsealed"
        elif not hmac.compare_digest(kept, _seal(database.salt, before, line)):
            faults[number] = "changed"
        expected, before = number + 1, kept or ""
    marks = {line[0]: _mark(line) for line in lines if line[-1]}
    if against:
        number = int(against.partition(":")[0])
        if number not in marks:
            faults[number] = "missing"
        elif not hmac.compare_digest(marks[number], against):
            faults[number] = "changed"
    return Verified(len(lines), _mark(lines[-1]) if lines else "", faults)


def _lines(cursor: duckdb.DuckDBPyConnection, first: int) -> list[tuple[Any, ...]]:
    return cursor.execute(sql.statement("sealed_events"), {"first": first}).fetchall()


def _mark(line: Sequence[Any]) -> str:
    return f"{line[0]}:{str(line[-1])[:_MARK]}"


def _seal(salt: bytes, before: str, line: Sequence[Any]) -> str:
    """Seal a line together with the one before it."""
    number, happened_at, *rest, _ = line
    said = json.dumps([before, number, happened_at.isoformat(), *rest], ensure_ascii=False)
    key = hmac.digest(salt, b"the seals of the log", "sha256")
    return hmac.digest(key, said.encode(), "sha256").hex()
