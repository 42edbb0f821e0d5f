"""The history: every line of the log with what it is about, narrowed by kind, day, person and words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import get_args

import pytest

from jamstalld.dialogue.actions import Action
from jamstalld.dialogue.analyses import Analysis, Cause
from jamstalld.dialogue.challenges import OwnChallenge, Trial, known_challenges
from jamstalld.dialogue.entries import Entry
from jamstalld.dialogue.meetings import Meeting
from jamstalld.history import Line, Wanted, chosen, history
from jamstalld.store import Database, deliveries, put, remove, save, withdraw
from jamstalld.store.records import Action as Done
from jamstalld.wording.log import ACTIONS, GROUP_OF, GROUPS

Make = Callable[..., Database]
ROWS = [{"sex": "KM"[at % 2], "quarter": "2025K1", "unit": "Norr", "person_id": f"P{at}"} for at in range(20)]


def line(**changed: object) -> Line:
    made = Line(1, datetime(2026, 11, 29, 14, 5), "Ada", "möten", "Möte planerat", "Ledningsgruppen i maj", "")
    return replace(made, **changed)


def test_all_that_is_logged_has_a_name_and_a_place() -> None:
    assert set(ACTIONS) == set(get_args(Done)) == set(GROUP_OF)
    assert sum(len(actions) for _, actions in GROUPS.values()) == len(ACTIONS), "each in one place"


def test_a_delivery_is_named_by_its_file_and_its_reason_follows(make_database: Make, load_rows: Callable) -> None:
    database = make_database()
    load_rows(database, ROWS)
    (record,) = deliveries(database)
    withdraw(database, record.delivery, by="Bo", reason="Fel kvartal")
    last, first = history(database)
    assert (first.what, first.about, first.who, first.heading) == ("Inläst", record.file_name, "test", "Underlag")
    assert (last.what, last.about, last.more, last.who) == ("Tillbakadragen", record.file_name, "Fel kvartal", "Bo")
    assert (first.delivery, first.subject) == (record.delivery, None)


@pytest.mark.parametrize(
    ("entry", "done", "kind", "named"),
    [
        (Analysis("a", "", title="Beslut, Norr"), "analysis_finalised", "analyser", "Beslut, Norr"),
        (Cause("c", "a", text="Olika information"), "cause_judged", "analyser", "Olika information"),
        (Action("x", "a", what="Ny mall"), "action_added", "åtgärder", "Ny mall"),
        (Meeting("m", "", title="Ledningsgruppen"), "meeting_closed", "möten", "Ledningsgruppen"),
        (OwnChallenge("o", "", title="Resor"), "challenge_added", "utmaningar", "Resor"),
        (Trial("o", "", picked=True), "challenge_picked", "utmaningar", ""),
        (Trial("lss_barn", "", picked=True), "challenge_picked", "utmaningar", "Flickor och pojkar med LSS"),
    ],
)
def test_an_entry_is_named_as_it_is_now(make_database: Make, entry: Entry, done: Done, kind: str, named: str) -> None:
    database = make_database()
    save(database, entry, by="Ada", log=(done, ""))
    (only,) = history(database)
    assert (only.what, only.kind, only.about, only.who) == (ACTIONS[done], kind, named, "Ada")
    assert (only.subject_kind, only.subject) == (entry.KIND, entry.identity)


def test_a_name_that_has_changed_is_the_new_one_on_every_line(make_database: Make) -> None:
    database = make_database()
    kept = save(database, Action("x", "", what="Mall"), by="Ada", log=("action_added", ""))
    save(database, replace(kept.entry, what="Ny mall"), by="Bo", based_on=1, log=("action_changed", ""))
    assert [(one.what, one.about) for one in history(database)] == [
        ("Åtgärd ändrad", "Ny mall"),
        ("Åtgärd beslutad", "Ny mall"),
    ]


def test_what_has_been_taken_away_keeps_its_name(make_database: Make) -> None:
    database = make_database()
    kept = save(database, OwnChallenge("o", "", title="Resor"), by="Ada", log=("challenge_added", "Egen utmaning"))
    put(database, Trial("o", "", picked=True), by="Ada", log=("challenge_picked", "Egen utmaning"))
    remove(database, kept.entry, by="Bo", based_on=1, log=("challenge_removed", "Egen utmaning"))
    assert [(one.what, one.about, one.more) for one in history(database)] == [
        ("Egen utmaning borttagen", "Resor", "Egen utmaning"),
        ("Känd utmaning vald", "Resor", "Egen utmaning"),
        ("Egen utmaning tillagd", "Resor", "Egen utmaning"),
    ]


def test_a_title_that_the_log_says_too_is_said_once(make_database: Make) -> None:
    database = make_database()
    title = next(one.title for one in known_challenges() if one.key == "lss_barn")
    put(database, Trial("lss_barn", "", picked=True), by="Ada", log=("challenge_picked", title))
    assert [(one.about, one.more) for one in history(database)] == [(title, "")]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Wanted(), True),
        (Wanted(kinds=("möten", "analyser")), True),
        (Wanted(kinds=("analyser",)), False),
        (Wanted(first=date(2026, 11, 29)), True),
        (Wanted(first=date(2026, 11, 30)), False),
        (Wanted(last=date(2026, 11, 29)), True),
        (Wanted(last=date(2026, 11, 28)), False),
        (Wanted(who="Ada"), True),
        (Wanted(who="Ad"), False),
        (Wanted(words="LEDNINGSGRUPPEN möte"), True),
        (Wanted(words="ledningsgruppen juni"), False),
        (Wanted(words="ada"), True),
    ],
)
def test_lines_are_narrowed(wanted: Wanted, found: bool) -> None:
    assert chosen([line()], wanted) == ((line(),) if found else ())
