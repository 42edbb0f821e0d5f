"""The store: the only room that knows DuckDB, and the one door through which counts leave."""

from jamstalld.store.changing import restore, withdraw
from jamstalld.store.counting import released_counts
from jamstalld.store.database import Database, open_database
from jamstalld.store.deliveries import load
from jamstalld.store.mapping import (
    declare_local,
    dictionary_of,
    find_profile,
    forget_profile,
    profiles,
    remove_local,
    save_profile,
)
from jamstalld.store.notes import NoteChangedError, notes, save_note
from jamstalld.store.preview import Cell, Preview, PreviewLine, preview
from jamstalld.store.protection import change_salt, change_threshold
from jamstalld.store.question import Condition, Question, Released, ReleasedTable
from jamstalld.store.records import DataInfo, DeliveryRecord, Event, data_info, deliveries, events, find_delivery

__all__ = [
    "Cell",
    "Condition",
    "DataInfo",
    "Database",
    "DeliveryRecord",
    "Event",
    "NoteChangedError",
    "Preview",
    "PreviewLine",
    "Question",
    "Released",
    "ReleasedTable",
    "change_salt",
    "change_threshold",
    "data_info",
    "declare_local",
    "deliveries",
    "dictionary_of",
    "events",
    "find_delivery",
    "find_profile",
    "forget_profile",
    "load",
    "notes",
    "open_database",
    "preview",
    "profiles",
    "released_counts",
    "remove_local",
    "restore",
    "save_note",
    "save_profile",
    "withdraw",
]
