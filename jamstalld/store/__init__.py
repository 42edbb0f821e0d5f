"""The store: the only room that knows DuckDB, and the one door through which counts leave."""

from jamstalld.store.analyses import (
    FinalError,
    add_cause,
    analyses_of,
    analysis_about,
    change_cause,
    finalise,
    judge,
    next_identity,
    write_text,
)
from jamstalld.store.changing import restore, withdraw
from jamstalld.store.contributing import RefusedError, contribute, place_dots, rewrite, take_back
from jamstalld.store.copies import Backup, back_up, backups, keep_backup
from jamstalld.store.counting import released_counts
from jamstalld.store.database import Database
from jamstalld.store.deliveries import load, same_file
from jamstalld.store.dialogue import ChangedError, alter, entries, entry, put, remove, save, versions
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
from jamstalld.store.meetings import (
    MovedError,
    add_point,
    close_meeting,
    closing_of,
    make_action,
    make_cause,
    open_meeting,
    plan_meeting,
    put_together,
    shift_point,
    show_point,
)
from jamstalld.store.noting import note
from jamstalld.store.opening import open_database
from jamstalld.store.population import inhabitants, load_population, remove_population
from jamstalld.store.preview import Cell, Preview, PreviewLine, preview
from jamstalld.store.protection import change_salt, change_threshold
from jamstalld.store.question import Condition, Question, Released, ReleasedTable
from jamstalld.store.records import (
    DataInfo,
    DeliveryRecord,
    Event,
    Noted,
    Population,
    data_info,
    deliveries,
    events,
    find_delivery,
    populations,
)
from jamstalld.store.rekeying import change_key
from jamstalld.store.restoring import restore_backup, restore_file
from jamstalld.store.sealing import Verified, verify_log
from jamstalld.store.sight import UNIT, OutOfSightError
from jamstalld.store.texts import NO_NAME, join_text, save_text

__all__ = [
    "NO_NAME",
    "UNIT",
    "Backup",
    "Cell",
    "ChangedError",
    "Condition",
    "DataInfo",
    "Database",
    "DeliveryRecord",
    "Event",
    "FinalError",
    "MovedError",
    "Noted",
    "OutOfSightError",
    "Population",
    "Preview",
    "PreviewLine",
    "Question",
    "RefusedError",
    "Released",
    "ReleasedTable",
    "Verified",
    "add_cause",
    "add_point",
    "alter",
    "analyses_of",
    "analysis_about",
    "back_up",
    "backups",
    "change_cause",
    "change_key",
    "change_salt",
    "change_threshold",
    "close_meeting",
    "closing_of",
    "contribute",
    "data_info",
    "declare_grouping",
    "declare_local",
    "deliveries",
    "dictionary_of",
    "entries",
    "entry",
    "events",
    "extend_grouping",
    "finalise",
    "find_delivery",
    "find_profile",
    "forget_profile",
    "grouping_of",
    "groupings",
    "inhabitants",
    "join_text",
    "judge",
    "keep_backup",
    "load",
    "load_population",
    "make_action",
    "make_cause",
    "next_identity",
    "note",
    "open_database",
    "open_meeting",
    "place_dots",
    "plan_meeting",
    "populations",
    "preview",
    "profiles",
    "put",
    "put_together",
    "released_counts",
    "remove",
    "remove_grouping",
    "remove_local",
    "remove_population",
    "restore",
    "restore_backup",
    "restore_file",
    "rewrite",
    "same_file",
    "save",
    "save_profile",
    "save_text",
    "shift_point",
    "show_point",
    "take_back",
    "verify_log",
    "versions",
    "withdraw",
    "write_text",
]
