"""A clock that is set back or forward: nothing is lost or hidden, and what came first still comes first."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta, tzinfo
from pathlib import Path

import pytest

from jamstalld.actions import standings
from jamstalld.dialogue.actions import Action
from jamstalld.dialogue.analyses import Cause
from jamstalld.dialogue.meetings import Meeting, Point
from jamstalld.dialogue.texts import Text, text_identity
from jamstalld.dictionary import LocalVariable
from jamstalld.health import examine
from jamstalld.history import history
from jamstalld.intake import LoadOptions, read_delivery
from jamstalld.reports.material import held
from jamstalld.settings import Settings
from jamstalld.store import (
    Database,
    back_up,
    backups,
    close_meeting,
    data_info,
    declare_local,
    deliveries,
    dictionary_of,
    entries,
    entry,
    events,
    keep_backup,
    load,
    open_database,
    open_meeting,
    plan_meeting,
    remove,
    save,
    save_text,
    verify_log,
    versions,
    withdraw,
)
from jamstalld.store.copies import LATEST
from tests.conftest import TODAY, write_rows
from tests.sql.people import alike

Make = Callable[..., Database]


class Clock(datetime):
    """The clock on the wall, and how far it has been set."""

    by = timedelta(0)

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:
        return datetime.now(tz) + cls.by


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> type[Clock]:
    """Put the clock into every module of the product that looks at it."""
    found = [
        module
        for name, module in list(sys.modules.items())
        if name.startswith("jamstalld.") and getattr(module, "datetime", None) is datetime
    ]
    assert len(found) > 5
    for module in found:
        monkeypatch.setattr(module, "datetime", Clock)
    monkeypatch.setattr(Clock, "by", timedelta(0))
    return Clock


def test_what_is_saved_with_the_clock_back_is_last_and_the_latest(make_database: Make, clock: type[Clock]) -> None:
    database = make_database()
    first = save(database, Cause("å", "a", text="Första"), by="Ada")
    save(database, Cause("m", "a", text="Andra"), by="Ada")
    clock.by = timedelta(hours=-1)
    changed = save(database, replace(first.entry, text="Ändrad"), by="Bo", based_on=1)
    save(database, Cause("b", "a", text="Tredje"), by="Bo")
    clock.by = timedelta(hours=5)
    save(database, Cause("a", "a", text="Fjärde"), by="Bo")
    clock.by = timedelta(days=-400)
    save(database, Cause("0", "a", text="Femte"), by="Bo")
    told = ["Ändrad", "Andra", "Tredje", "Fjärde", "Femte"]
    assert [kept.entry.text for kept in entries(database, Cause, "a")] == told
    assert entry(database, Cause, "å") == entries(database, Cause)[0] == changed
    assert (changed.version, changed.author, changed.made_by) == (2, "Bo", "Ada")
    assert changed.made_at == first.saved_at > changed.saved_at, "made when it was made, though the clock was back then"
    remove(database, changed.entry, by="Bo", based_on=2)
    assert [kept.entry.text for kept in entries(database, Cause, "a")] == told[1:]
    assert [kept.entry.text for kept in versions(database, Cause, "å")] == ["Första", "Ändrad"]
    database.close()
    again = make_database(path=database.path)
    assert [kept.entry.text for kept in entries(again, Cause, "a")] == told[1:]


def test_the_order_outlasts_what_is_taken_away_in_between_and_a_copy(
    make_database: Make, salt_file: Path, clock: type[Clock], tmp_path: Path
) -> None:
    """Versions of a text that is being typed are dropped; their places in the file may be used anew."""
    database = make_database()
    based_on = 0
    for at in range(60):
        clock.by = timedelta(minutes=-at)
        save(database, Cause(f"{99 - at}", "a", text=f"{at}"), by="Ada")
        based_on = save_text(database, "a", "seen", "x" * (at + 1), by="Ada", based_on=based_on).version
    told = [f"{at}" for at in range(60)]
    assert [kept.entry.text for kept in entries(database, Cause)] == told
    back_up(database, tmp_path / "kopia.duckdb")
    copy = open_database(tmp_path / "kopia.duckdb", salt_file)
    for at in range(60, 70):
        save(copy, Cause(f"{99 - at}", "a", text=f"{at}"), by="Ada")
    assert [kept.entry.text for kept in entries(copy, Cause)] == [f"{at}" for at in range(70)]
    copy.close()


def test_typing_on_with_the_clock_back_drops_no_version(make_database: Make, clock: type[Clock]) -> None:
    database = make_database()
    kept = save_text(database, "s", "seen", "En", by="Ada", based_on=0)
    kept = save_text(database, "s", "seen", "En två", by="Ada", based_on=kept.version)
    clock.by = timedelta(hours=-1)
    for text in ("En två tre", "En två tre fyra"):
        kept = save_text(database, "s", "seen", text, by="Ada", based_on=kept.version)
    told = [one.entry.text for one in versions(database, Text, text_identity("s", "seen"))]
    assert told == ["En", "En två", "En två tre", "En två tre fyra"]


def test_the_log_is_in_the_order_things_were_done_and_its_seals_hold(make_database: Make, clock: type[Clock]) -> None:
    database = make_database()
    for at, by in enumerate((0, -60, 300, -600_000, 0)):
        clock.by = timedelta(minutes=by)
        save(database, Meeting(f"m{at}", "", title=f"{at}"), by="Ada", log=("meeting_planned", ""))
    assert [line.about for line in history(database)] == ["4", "3", "2", "1", "0"]
    assert [event.number for event in events(database)] == [5, 4, 3, 2, 1]
    assert verify_log(database).whole
    database.close()
    assert verify_log(make_database(path=database.path)).whole


def test_minutes_tell_of_what_was_open_when_the_meeting_closed_whatever_the_clock_said(
    make_database: Make, clock: type[Clock]
) -> None:
    database = make_database()
    meeting = plan_meeting(database, Meeting("m", "", title="x"), [Point("p", "m", kind="actions")], by="Ada").entry
    open_meeting(database, "m", by="Ada")
    kept = save(database, Action("1", "", what="Beslutad"), by="Ada")
    clock.by = timedelta(hours=-1)
    meeting = close_meeting(database, "m", by="Ada").entry
    clock.by = timedelta(hours=-2)
    save(database, replace(kept.entry, status="done"), by="Ada", based_on=1)
    save(database, Action("2", "", what="Senare"), by="Ada")
    assert [one.action.what for one in held(database, meeting).still_open] == ["Beslutad"]


def test_actions_of_the_same_day_stand_in_the_order_they_were_decided(make_database: Make, clock: type[Clock]) -> None:
    database = make_database()
    for at in range(3):
        clock.by = timedelta(hours=-at)
        save(database, Action(f"{9 - at}", "", what=f"{at}", due="2026-12-24"), by="Ada")
    listed = standings(database, lambda _: None, date(2026, 11, 30))
    assert [one.action.what for one in listed] == ["0", "1", "2"]


def test_deliveries_and_own_questions_keep_their_order_and_the_data_their_versions(
    make_database: Make, clock: type[Clock]
) -> None:
    database = make_database()
    loaded: list[str] = []
    versions_: set[str] = set()
    for hours in (0, -1, -2):
        clock.by = timedelta(hours=hours)
        # The same rows each time: a file that was withdrawn is loaded anew, as another delivery of the same bytes.
        if loaded:
            withdraw(database, loaded[-1], by="Ada", reason="prov")
        rows = [{**row, "unit": "Ek"} for row in alike(20)]
        outcome = load_again(database, rows)
        loaded.append(outcome)
        versions_.add(data_info(database).version)
        declare_local(database, LocalVariable(f"Fråga {3 + hours}", "yes_no"), by="Ada")
    assert [record.delivery for record in deliveries(database)] == loaded[::-1]
    assert len(versions_) == 3, "what was kept of the answers of one loading is not shown as those of another"
    assert [one.title for one in dictionary_of(database).local] == ["Fråga 3", "Fråga 2", "Fråga 1"]


def load_again(database: Database, rows: list[dict]) -> str:
    file = write_rows(database.path.with_name("samma.csv"), rows)
    checked = read_delivery(file, file.name, LoadOptions(today=TODAY))
    return load(database, checked, loaded_by="Ada", replace=True).delivery


def test_no_copy_that_is_made_with_the_clock_back_is_thrown_away(make_database: Make, clock: type[Clock]) -> None:
    database = make_database()
    ahead = [keep_backup(database, "leverans") for _ in range(LATEST)]
    clock.by = timedelta(hours=-1)
    back = [keep_backup(database, "leverans") for _ in range(3)]
    clock.by = timedelta(days=-40)
    longer = [keep_backup(database, "leverans") for _ in range(3)]
    assert all(path.exists() for path in (*ahead, *back, *longer))
    assert {one.path for one in backups(database.path)} == {*ahead, *back, *longer}


def test_a_copy_of_a_time_that_has_not_come_is_no_sign_that_all_is_well(
    make_database: Make, clock: type[Clock], salt_file: Path
) -> None:
    database = make_database()
    clock.by = timedelta(days=300)
    keep_backup(database, "leverans")
    clock.by = timedelta(0)

    def state() -> str:
        (found,) = (one for one in examine(Settings(database.path, salt_file), database.path) if "kopior" in one.what)
        return found.state

    assert state() == "warning"
    keep_backup(database, "leverans")
    assert state() == "ok"
