"""Analyses: one of a subject is written in by all, until it is finished; then it is nobody's to change."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest

from jamstalld.dialogue.analyses import Analysis, Cause, Snapshot
from jamstalld.dialogue.texts import LONGEST, Text
from jamstalld.errors import JamstalldError
from jamstalld.store import (
    NO_NAME,
    ChangedError,
    Database,
    FinalError,
    add_cause,
    analyses_of,
    change_cause,
    entries,
    entry,
    events,
    finalise,
    join_text,
    judge,
    next_identity,
    versions,
    write_text,
)

Make = Callable[..., Database]
SUBJECT = {"kind": "view", "request": {"measure": "approval", "filters": {"area": "Äldre"}, "period": "2025"}}
SEEN = Snapshot("sett", "", title="Får kvinnor och män bifall lika ofta?", subject=SUBJECT)
LATER = Snapshot("sett senare", "", title=SEEN.title, subject=SUBJECT)
TODAY = date(2026, 11, 29)


def now(database: Database) -> str:
    return next_identity(SUBJECT, analyses_of(database, SUBJECT))


def begun(database: Database, text: str = "Fler kvinnor.") -> str:
    identity = now(database)
    write_text(database, identity, SEEN, "seen", text, by="Ada", based_on=0)
    return identity


def logged(database: Database) -> list[tuple[str, str, str, str | None]]:
    return [(one.action, one.done_by, one.text, one.subject_kind) for one in reversed(events(database))]


def test_an_analysis_begins_with_the_first_text_and_keeps_what_was_seen(make_database: Make) -> None:
    database = make_database()
    assert analyses_of(database, SUBJECT) == ()
    identity = begun(database)
    (kept,) = analyses_of(database, SUBJECT)
    assert kept.entry == Analysis(
        identity, "", SUBJECT, "sett", "Får kvinnor och män bifall lika ofta? · Äldre", "", final=False
    )
    assert logged(database) == [("analysis_begun", "Ada", "", "analysis")]
    assert analyses_of(database, {**SUBJECT, "kind": "matching"}) == ()


def test_it_points_to_what_was_seen_last_and_its_versions_to_what_was_seen_before(make_database: Make) -> None:
    database = make_database()
    identity = begun(database)
    write_text(database, identity, SEEN, "goals", "Mot mål 1.", by="Bo", based_on=0)
    assert len(versions(database, Analysis, identity)) == 1
    write_text(database, identity, LATER, "goals", "Mot mål 2.", by="Bo", based_on=1)
    assert [one.entry.snapshot for one in versions(database, Analysis, identity)] == ["sett", "sett senare"]
    assert {one.entry.identity for one in entries(database, Snapshot)} == {"sett", "sett senare"}


def test_twenty_who_begin_at_once_begin_one_and_lose_nothing(make_database: Make) -> None:
    database = make_database()
    together = Barrier(20)
    identity = now(database)

    def write(number: int) -> None:
        together.wait()
        write_text(database, identity, SEEN, "seen", f"Text {number}", by=f"Person {number}", based_on=0)

    with ThreadPoolExecutor(20) as pool:
        list(pool.map(write, range(20)))
    assert len(analyses_of(database, SUBJECT)) == 1
    texts = entries(database, Text, identity)
    assert {one.entry.text for one in texts} == {f"Text {number}" for number in range(20)}
    assert [one.entry.line for one in texts].count("") == 1


def test_a_verdict_is_kept_and_logged_in_our_own_words(make_database: Make) -> None:
    database = make_database()
    identity = now(database)
    judge(database, identity, SEEN, "partly", by="Ada")
    judge(database, identity, SEEN, "no", by="Bo")
    assert analyses_of(database, SUBJECT)[0].entry.justified == "no"
    assert logged(database)[1:] == [
        ("justified", "Ada", "Till en del", "analysis"),
        ("justified", "Bo", "Nej, vi finner inga sakliga skäl", "analysis"),
    ]


def test_a_cause_is_listed_tried_and_kept_in_the_open_box(make_database: Make) -> None:
    database = make_database()
    identity = now(database)
    cause = add_cause(database, identity, SEEN, "  Olika\nbehov ", by="Ada")
    assert (cause.entry.text, cause.entry.state) == ("Olika behov", "listed")
    changed = change_cause(database, cause, SEEN, by="Bo", state="open")
    # Ada still sees the cause as it was: what she fills in is another field, and nothing of Bo's is lost.
    changed = change_cause(database, cause, SEEN, by="Ada", find_out="Läs tio ärenden", who="Cia", due="2027-01-31")
    assert changed.entry == Cause(
        cause.entry.identity, identity, "Olika behov", "open", "Läs tio ärenden", "Cia", "2027-01-31"
    )
    with pytest.raises(ChangedError, match="Ada har ändrat det här under tiden"):
        change_cause(database, cause, SEEN, by="Bo", who="Bo")
    assert logged(database)[1:] == [("cause_judged", "Bo", "Öppna lådan", "cause")]


@pytest.mark.parametrize("text", ["", "  \n "])
def test_an_empty_cause_is_refused_and_begins_nothing(make_database: Make, text: str) -> None:
    database = make_database()
    with pytest.raises(JamstalldError, match="Skriv orsaken först"):
        add_cause(database, now(database), SEEN, text, by="Ada")
    assert analyses_of(database, SUBJECT) == ()


def test_a_finished_analysis_is_not_changed(make_database: Make) -> None:
    database = make_database()
    identity = begun(database)
    cause = add_cause(database, identity, SEEN, "Olika behov", by="Ada")
    finished = finalise(database, identity, by="Eva", today=TODAY)
    assert (finished.entry.final, finished.entry.finalised_by, finished.entry.finalised_on) == (
        *(True, "Eva", "2026-11-29"),
    )
    attempts: list[Callable[[], object]] = [
        lambda: write_text(database, identity, SEEN, "seen", "Sent", by="Bo", based_on=1),
        lambda: judge(database, identity, SEEN, "no", by="Bo"),
        lambda: add_cause(database, identity, SEEN, "Sent", by="Bo"),
        lambda: change_cause(database, cause, LATER, by="Bo", state="confirmed"),
        lambda: finalise(database, identity, by="Bo", today=TODAY),
    ]
    for attempt in attempts:
        with pytest.raises(FinalError, match="Eva har slutfört analysen"):
            attempt()
    assert versions(database, Text, f"{identity}:seen")[-1].entry.text == "Fler kvinnor."
    assert entry(database, Snapshot, LATER.identity) is None
    assert logged(database)[-1] == ("analysis_finalised", "Eva", "", "analysis")


def test_after_a_finished_one_another_begins(make_database: Make) -> None:
    database = make_database()
    first = begun(database)
    finalise(database, first, by="Eva", today=TODAY)
    second = now(database)
    assert second != first
    write_text(database, second, SEEN, "seen", "Ett år senare.", by="Bo", based_on=0)
    assert [kept.entry.identity for kept in analyses_of(database, SUBJECT)] == [first, second]
    assert now(database) == second


@pytest.mark.parametrize("name", ["", " ", NO_NAME])
def test_nobody_without_a_name_finishes(make_database: Make, name: str) -> None:
    database = make_database()
    identity = begun(database)
    with pytest.raises(JamstalldError, match="Skriv ditt namn först"):
        finalise(database, identity, by=name, today=TODAY)
    assert not analyses_of(database, SUBJECT)[0].entry.final


def test_nothing_is_finished_before_anything_is_written_or_while_a_text_waits(make_database: Make) -> None:
    database = make_database()
    with pytest.raises(JamstalldError, match="inget att slutföra"):
        finalise(database, now(database), by="Eva", today=TODAY)
    identity = begun(database)
    aside = write_text(database, identity, SEEN, "seen", "Samtidigt.", by="Bo", based_on=0)
    with pytest.raises(JamstalldError, match="inte sammanförda"):
        finalise(database, identity, by="Eva", today=TODAY)
    join_text(database, aside, by="Eva")
    assert finalise(database, identity, by="Eva", today=TODAY).entry.final


def test_a_text_that_is_too_long_is_refused_and_begins_nothing(make_database: Make) -> None:
    database = make_database()
    with pytest.raises(JamstalldError, match="för lång"):
        write_text(database, now(database), SEEN, "seen", "x" * (LONGEST + 1), by="Ada", based_on=0)
    assert analyses_of(database, SUBJECT) == ()
