"""The store: the only room that knows DuckDB, and the one door through which counts leave."""

from jamstalld.store.changing import restore, withdraw
from jamstalld.store.counting import released_counts
from jamstalld.store.database import Database, open_database
from jamstalld.store.deliveries import load
from jamstalld.store.groupings import declare_grouping, extend_grouping, grouping_of, groupings, remove_grouping
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
from jamstalld.store.population import inhabitants, load_population, remove_population
from jamstalld.store.preview import Cell, Preview, PreviewLine, preview
from jamstalld.store.protection import change_salt, change_threshold
from jamstalld.store.question import Condition, Question, Released, ReleasedTable
from jamstalld.store.records import (
    DataInfo,
    DeliveryRecord,
    Event,
    Population,
    data_info,
    deliveries,
    events,
    find_delivery,
    populations,
)

__all__ = [
    "Cell",
    "Condition",
    "DataInfo",
    "Database",
    "DeliveryRecord",
    "Event",
    "NoteChangedError",
    "Population",
    "Preview",
    "PreviewLine",
    "Question",
    "Released",
    "ReleasedTable",
    "change_salt",
    "change_threshold",
    "data_info",
    "declare_grouping",
    "declare_local",
    "deliveries",
    "dictionary_of",
    "events",
    "extend_grouping",
    "find_delivery",
    "find_profile",
    "forget_profile",
    "grouping_of",
    "groupings",
    "inhabitants",
    "load",
    "load_population",
    "notes",
    "open_database",
    "populations",
    "preview",
    "profiles",
    "released_counts",
    "remove_grouping",
    "remove_local",
    "remove_population",
    "restore",
    "save_note",
    "save_profile",
    "withdraw",
]
