"""Analyses as they are kept: written in by everybody until one is finished, and by nobody afterwards.

There is one analysis of a subject that is not finished. It begins with the first thing that somebody writes, and
remembers what the group saw the last time anything was written.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import Any

import duckdb

from jamstalld.access import Right
from jamstalld.dialogue.analyses import (
    CAUSE_STATES,
    JUSTIFIED,
    Analysis,
    Cause,
    CauseState,
    Justified,
    Snapshot,
    analysis_identity,
)
from jamstalld.dialogue.entries import Kept, new_identity
from jamstalld.dialogue.limits import MOST_CAUSES
from jamstalld.dialogue.texts import Text
from jamstalld.errors import JamstalldError
from jamstalld.store.database import Database
from jamstalld.store.dialogue import (
    ChangedError,
    Logged,
    entries,
    entries_seen,
    entry_seen,
    hold_in_sight,
    put_seen,
    save_seen,
)
from jamstalld.store.texts import NO_NAME, save_text_seen


class FinalError(JamstalldError):
    """The analysis has been finished, and is not changed any more.

    Parameters
    ----------
    analysis
        The analysis as it was finished.
    """

    def __init__(self, analysis: Analysis) -> None:
        super().__init__(
            f"{analysis.finalised_by} har slutfört analysen, och den kan inte längre ändras. Börja en ny analys för "
            "att skriva vidare."
        )


def analyses_of(database: Database, subject: dict[str, Any]) -> tuple[Kept[Analysis], ...]:
    """List the analyses of a subject, the first made first; only the last of them may be unfinished.

    Parameters
    ----------
    subject
        As ``Subject.to_json`` gives it.
    """
    return _about(entries(database, Analysis), subject)


def analyses_seen(cursor: duckdb.DuckDBPyConnection, subject: dict[str, Any]) -> tuple[Kept[Analysis], ...]:
    """List the analyses of a subject as a cursor sees them."""
    return _about(entries_seen(cursor, Analysis), subject)


def _about(listed: tuple[Kept[Analysis], ...], subject: dict[str, Any]) -> tuple[Kept[Analysis], ...]:
    return tuple(kept for kept in listed if kept.entry.subject == subject)


def analysis_about(database: Database, subject: dict[str, Any]) -> str:
    """Give the identity of the analysis of a subject that is being written; empty where there is none."""
    return _being_written(analyses_of(database, subject))


def next_identity(subject: dict[str, Any], there: tuple[Kept[Analysis], ...]) -> str:
    """Name the analysis of a subject that is written in now, whether or not it has begun."""
    return _being_written(there) or analysis_identity(subject, len(there))


def _being_written(there: tuple[Kept[Analysis], ...]) -> str:
    return there[-1].entry.identity if there and not there[-1].entry.final else ""


def write_text(
    database: Database,
    identity: str,
    seen: Snapshot,
    field: str,
    text: str,
    *,
    by: str,
    based_on: int,
    line: str = "",
) -> Kept[Text]:
    """Save what stands in a field of an analysis, see :func:`jamstalld.store.save_text`.

    Parameters
    ----------
    identity
        Of the analysis; it begins now if it has not begun.
    seen
        What the writer sees.

    Raises
    ------
    FinalError
        If the analysis has been finished.
    JamstalldError
        If the text is too long.
    """
    with _writing(database, identity, seen) as cursor:
        write_in(cursor, identity, seen, by)
        return save_text_seen(cursor, identity, field, text, by=by, based_on=based_on, line=line)


def judge(database: Database, identity: str, seen: Snapshot, justified: Justified, *, by: str) -> None:
    """Keep the group's own verdict: has the difference factual reasons?

    Raises
    ------
    FinalError
        If the analysis has been finished.
    """
    with _writing(database, identity, seen) as cursor:
        kept = write_in(cursor, identity, seen, by)
        log: Logged = ("justified", JUSTIFIED.get(justified, ""))
        save_seen(cursor, replace(kept.entry, justified=justified), by=by, based_on=kept.version, log=log)


def add_cause(database: Database, identity: str, seen: Snapshot, text: str, *, by: str) -> Kept[Cause]:
    """List a possible cause.

    Raises
    ------
    FinalError
        If the analysis has been finished.
    JamstalldError
        If nothing is written, it is too long, or there are as many causes as there may be.
    """
    if not text.strip():
        raise JamstalldError("Skriv orsaken först.")
    with _writing(database, identity, seen) as cursor:
        write_in(cursor, identity, seen, by)
        refuse_full(cursor, identity)
        return save_seen(cursor, Cause(new_identity(), identity, " ".join(text.split())), by=by)


def refuse_full(cursor: duckdb.DuckDBPyConnection, identity: str) -> None:
    """Refuse one cause more where an analysis has as many as it may.

    Raises
    ------
    JamstalldError
        If it has.
    """
    if len(entries_seen(cursor, Cause, identity)) >= MOST_CAUSES:
        raise JamstalldError(
            f"Analysen har redan {MOST_CAUSES} orsaker, och fler går inte att överblicka. Ta bort någon först."
        )


def change_cause(database: Database, cause: Kept[Cause], seen: Snapshot, *, by: str, **changed: str) -> Kept[Cause]:
    """Change a cause: its text, its state, or what must be found out.

    Parameters
    ----------
    cause
        As the one who changes it sees it.
    changed
        The fields that are new.

    Raises
    ------
    ChangedError
        If somebody else has changed the same field, or taken the cause away.
    FinalError
        If the analysis has been finished.
    """
    with _writing(database, cause.entry.parent, seen) as cursor:
        write_in(cursor, cause.entry.parent, seen, by)
        now = entry_seen(cursor, Cause, cause.entry.identity)
        if now is None or any(getattr(now.entry, name) != getattr(cause.entry, name) for name in changed):
            raise ChangedError(now.author if now else "Någon")
        changes: dict[str, Any] = dict(changed)
        state: CauseState | None = changes.get("state")
        log: Logged | None = ("cause_judged", CAUSE_STATES[state]) if state else None
        return save_seen(cursor, replace(now.entry, **changes), by=by, based_on=now.version, log=log)


def finalise(database: Database, identity: str, *, by: str, today: date) -> Kept[Analysis]:
    """Finish an analysis: from now on it is a public record, and nobody writes in it.

    Raises
    ------
    FinalError
        If it has been finished already.
    JamstalldError
        If nobody says who does it, nothing is written, or something written waits to be joined.
    """
    if not by.strip() or by == NO_NAME:
        raise JamstalldError("Skriv ditt namn först: det ska stå vem som slutförde analysen.")
    with _writing(database, identity) as cursor:
        kept = entry_seen(cursor, Analysis, identity)
        if kept is None:
            raise JamstalldError("Det finns inget att slutföra än. Skriv något först.")
        if kept.entry.final:
            raise FinalError(kept.entry)
        if any(text.entry.line for text in entries_seen(cursor, Text, identity)):
            raise JamstalldError(
                "Två har skrivit samtidigt i samma ruta, och texterna är inte sammanförda. Lägg till eller ta bort "
                "den text som står under rutan, och slutför sedan."
            )
        done = replace(kept.entry, final=True, finalised_by=by, finalised_on=today.isoformat())
        return save_seen(cursor, done, by=by, based_on=kept.version, log=("analysis_finalised", ""))


@contextmanager
def _writing(database: Database, identity: str, seen: Snapshot | None = None) -> Generator[duckdb.DuckDBPyConnection]:
    """Lend a cursor to write in an analysis with, if the writer may see what it is about."""
    with database.write(Right.WRITE_DIALOGUE) as cursor:
        if seen is not None:
            hold_in_sight(database, cursor, seen)
        if kept := entry_seen(cursor, Analysis, identity):
            hold_in_sight(database, cursor, kept.entry)
        yield cursor


def write_in(cursor: duckdb.DuckDBPyConnection, identity: str, seen: Snapshot, by: str) -> Kept[Analysis]:
    """Give an analysis to write in: begun if it was not, and with what the group now sees.

    Raises
    ------
    FinalError
        If the analysis has been finished.
    """
    kept = entry_seen(cursor, Analysis, identity)
    if kept is None:
        put_seen(cursor, seen, by=by)
        title = " · ".join([seen.title, *_filters(seen)])
        begun = Analysis(identity, "", seen.subject, seen.identity, title)
        return save_seen(cursor, begun, by=by, log=("analysis_begun", ""))
    if kept.entry.final:
        raise FinalError(kept.entry)
    if kept.entry.snapshot == seen.identity:
        return kept
    put_seen(cursor, seen, by=by)
    return save_seen(cursor, replace(kept.entry, snapshot=seen.identity), by=by, based_on=kept.version)


def _filters(seen: Snapshot) -> list[str]:
    return list(seen.subject["request"].get("filters", {}).values())
