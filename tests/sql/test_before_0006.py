"""Notes of earlier versions become analyses: every text, who wrote it and what the group saw are kept."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from jamstalld.access import Right
from jamstalld.dialogue.analyses import Analysis, Cause, Snapshot
from jamstalld.dialogue.texts import Text
from jamstalld.periods import Period
from jamstalld.snapshots import snapshot, subject_of, tables, whole
from jamstalld.store import Database, analyses_of, entries, open_database
from jamstalld.views.asjson import request_to_json, view_to_json
from jamstalld.views.build import build_view
from jamstalld.views.model import View
from jamstalld.views.request import ViewRequest
from tests.sql.earlier import earlier

BEFORE = 5
FILTERS = (("area", "Äldre"), ("unit", "Äldreomsorg"))
TRICKY = "=cmd|' /C calc'!A0\n<b>fet</b> \"citat\" ${x}; DROP TABLE dialogue.entry ‮abc 👩‍⚖️ \\ å"
INSERT = "INSERT INTO dialogue.note VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"


def at(hour: int) -> datetime:
    return datetime(2026, 5, 4, hour, 30)


def note(view: View, author: str, hour: int, **texts: str) -> list[object]:
    """Make a line as the version before wrote it: JSON without sorted keys, the period written out."""
    request = ViewRequest(
        view.measure, view.by, filters=view.filters, period=Period.parse(view.period), count_unit=view.count_unit
    )
    fields = (texts.get(name, "") for name in ("seen", "causes", "actions"))
    kept = (json.dumps(one, ensure_ascii=False) for one in (request_to_json(request), view_to_json(view)))
    return [str(uuid.uuid4()), 3, at(hour), at(hour + 1), author, *kept, *fields]


@pytest.fixture
def views(sample_database: Database) -> tuple[View, View]:
    requests = (ViewRequest("approval", by="intervention", filters=FILTERS), ViewRequest("hours", by="need_level"))
    one, other = (build_view(sample_database, request) for request in requests)
    return one, other


@pytest.fixture
def migrated(
    views: tuple[View, View], make_database: Callable[..., Database], tmp_path: Path, salt_file: Path
) -> Database:
    empty = open_database(tmp_path / "tom.duckdb", salt_file)
    empty.close()
    old = earlier(empty.path, tmp_path / "gammal.duckdb", migrations=BEFORE)
    one, other = views
    notes = [
        note(one, "Ada", 8, seen=TRICKY, causes="Olika behov?\nOlika frågor?", actions="Vi läser tio ärenden."),
        note(one, "Bo", 10, seen="Lika i hemtjänst.", causes=" "),
        note(other, "Cia", 12, seen="Timmarna skiljer."),
    ]
    with duckdb.connect(str(old)) as connection:
        connection.executemany(INSERT, notes)
    return make_database(path=old)


def test_the_notes_of_a_view_are_one_analysis(migrated: Database, views: tuple[View, View]) -> None:
    one, other = views
    first, second = entries(migrated, Analysis)
    assert [kept.entry.title for kept in (first, second)] == [
        "Får kvinnor och män bifall lika ofta? · Äldre · Äldreomsorg",
        other.question,
    ]
    assert (first.made_by, first.made_at, first.entry.final) == ("Ada", at(8), False)
    # It is the one that the page goes on with.
    for view, kept in ((one, first), (other, second)):
        assert analyses_of(migrated, subject_of(view).to_json()) == (kept,)


def test_every_text_is_kept_with_its_author(migrated: Database) -> None:
    first, second = entries(migrated, Analysis)
    texts = {kept.entry.field: kept for kept in entries(migrated, Text, first.entry.identity)}
    assert {field: kept.entry.text for field, kept in texts.items()} == {
        "seen": f"Ada: {TRICKY}\n\nBo: Lika i hemtjänst.",
        "follow_up": "Ada: Vi läser tio ärenden.",
    }
    assert (texts["seen"].author, texts["seen"].saved_at) == ("Bo", at(11))
    (cause,) = entries(migrated, Cause)
    assert (cause.entry.parent, cause.entry.text, cause.entry.state, cause.author) == (
        first.entry.identity,
        "Olika behov? Olika frågor?",
        "listed",
        "Ada",
    )
    (text,) = entries(migrated, Text, second.entry.identity)
    assert (text.entry.text, text.author) == ("Timmarna skiljer.", "Cia")


def test_what_the_group_saw_is_shown_as_it_was(migrated: Database, views: tuple[View, View]) -> None:
    kept = {snap.entry.identity: snap.entry for snap in entries(migrated, Snapshot)}
    for view, analysis in zip(views, entries(migrated, Analysis), strict=True):
        seen, today = whole(kept[analysis.entry.snapshot]), snapshot(view)
        assert (seen.title, seen.about, seen.sentences, seen.method) == (
            *(today.title, today.about, today.sentences, today.method),
        )
        assert [list(table) for table in seen.tables] == tables(view)
        assert (seen.data_version, seen.subject) == (today.data_version, today.subject)


def test_the_old_table_is_gone(migrated: Database) -> None:
    with migrated.read(Right.SEE_NUMBERS) as cursor:
        names = cursor.execute("SELECT table_name FROM duckdb_tables() WHERE schema_name = 'dialogue'").fetchall()
    assert names == [("entry",)]
