"""Notes as they are kept."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from jamstalld.dialogue.notes import Note
from jamstalld.errors import JamstalldError
from jamstalld.store import sql
from jamstalld.store.database import Database


class NoteChangedError(JamstalldError):
    """Somebody else has saved the note in the meantime.

    Parameters
    ----------
    theirs
        The note as it now stands.
    """

    def __init__(self, theirs: Note) -> None:
        super().__init__(
            f"{theirs.author} har ändrat anteckningen under tiden. Din text är kvar här och har inte sparats över."
        )
        self.theirs = theirs


def notes(database: Database) -> tuple[Note, ...]:
    """List every note, the last saved first."""
    with database.read() as cursor:
        cursor.execute(sql.statement("notes"))
        names = [entry[0] for entry in cursor.description or ()]
        return tuple(_note(dict(zip(names, line, strict=True))) for line in cursor.fetchall())


def save_note(database: Database, note: Note) -> Note:
    """Save a note and give it back with its new version.

    Raises
    ------
    NoteChangedError
        If the note has been saved by somebody else since this version was read. Nothing is written.
    """
    with database.write() as cursor:
        kept = next((other for other in notes(database) if other.note == note.note), None)
        if kept and kept.version != note.version:
            raise NoteChangedError(kept)
        saved = replace(note, version=note.version + 1)
        cursor.execute(
            sql.statement("save_note"),
            {
                **vars(saved),
                "request": json.dumps(saved.request, ensure_ascii=False),
                "view": json.dumps(saved.view, ensure_ascii=False),
            },
        )
    return saved


def _note(line: dict[str, Any]) -> Note:
    return Note(**{**line, "request": json.loads(line["request"]), "view": json.loads(line["view"])})
