"""What loading a file would change, told before anything is written.

The numbers are of the uploader's own rows. Of what is in the database already it is only told whether there is an
earlier delivery in a quarter and unit, and which of the uploader's own rows are there.
"""

from __future__ import annotations

from dataclasses import dataclass

from jamstalld.access import Right
from jamstalld.intake import CheckedDelivery
from jamstalld.periods import Quarter
from jamstalld.store import sql
from jamstalld.store.database import Database
from jamstalld.store.deliveries import same_file
from jamstalld.store.records import DeliveryRecord, deliveries_seen
from jamstalld.store.rows import anonymous, stored_frame

_NO_CONTENT = frozenset({"delivery", "source_row"})
_OF_NOBODY = frozenset({"person", "case_file"})


@dataclass(frozen=True)
class Cell:
    """A quarter and a unit: the smallest that is replaced. None where the rows do not name one."""

    quarter: Quarter
    municipality: str | None
    unit: str | None


@dataclass(frozen=True)
class PreviewLine:
    """How many rows of the file there are of one sex in one cell.

    Parameters
    ----------
    new
        Rows that are not in the database.
    replacing
        Rows that are there, with other contents.
    unchanged
        Rows that are there just as they are.
    """

    cell: Cell
    sex: str | None
    new: int
    replacing: int
    unchanged: int


@dataclass(frozen=True)
class Preview:
    """What loading a file would change.

    Parameters
    ----------
    occupied
        The cells in which an earlier delivery counts.
    there
        How many rows would be refused unless they replace what is there.
    elsewhere
        How many rows stand in a quarter or unit that the file would not replace, and would be refused all the same.
    known
        The delivery of the very same file, active or not, None if it is new.
    """

    lines: tuple[PreviewLine, ...]
    occupied: frozenset[Cell]
    there: int
    elsewhere: int
    known: DeliveryRecord | None

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The cells of the file, in order."""
        return tuple(dict.fromkeys(line.cell for line in self.lines))


def preview(database: Database, checked: CheckedDelivery) -> Preview:
    """Tell what loading a checked file would change. Nothing is written."""
    frame = stored_frame(checked, "", database.salt)
    nobody = anonymous(checked)
    unsaid = _NO_CONTENT | (_OF_NOBODY if nobody else frozenset[str]())
    text = sql.filled(
        "changes",
        identity=sql.columns(["record_key"] if nobody else ["record_key", "person"]),
        columns=sql.columns(name for name in frame.columns if name not in unsaid),
    )
    with database.read(Right.CHANGE_DATA) as cursor:
        cursor.register("incoming", frame)
        changes = cursor.execute(text).fetchall()
        occupied = cursor.execute(sql.statement("occupied_cells")).fetchall()
        ((elsewhere,),) = cursor.execute(sql.statement("rows_elsewhere")).fetchall()
        known = same_file(deliveries_seen(cursor), checked)
        cursor.unregister("incoming")
    lines = tuple(
        PreviewLine(Cell(Quarter(quarter), municipality, unit), sex, *counts)
        for quarter, municipality, unit, sex, *counts in changes
    )
    return Preview(
        lines=lines,
        occupied=frozenset(Cell(Quarter(quarter), municipality, unit) for quarter, municipality, unit in occupied),
        there=0 if nobody else sum(line.replacing + line.unchanged for line in lines),
        elsewhere=0 if nobody else elsewhere,
        known=known,
    )
