"""The store: the only room that knows DuckDB, and the one door through which counts leave."""

from jamstalld.store.counting import Condition, Question, Released, ReleasedTable, released_counts
from jamstalld.store.database import Database, open_database
from jamstalld.store.deliveries import DataInfo, DeliveryRecord, data_info, deliveries, load
from jamstalld.store.notes import NoteChangedError, notes, save_note

__all__ = [
    "Condition",
    "DataInfo",
    "Database",
    "DeliveryRecord",
    "NoteChangedError",
    "Question",
    "Released",
    "ReleasedTable",
    "data_info",
    "deliveries",
    "load",
    "notes",
    "open_database",
    "released_counts",
    "save_note",
]
