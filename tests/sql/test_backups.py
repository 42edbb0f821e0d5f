"""Copies are whole, kept by a rule, and put back without losing what was there."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import duckdb
import pytest

from jamstalld.access import Right
from jamstalld.errors import DatabaseError, JamstalldError
from jamstalld.loading import Outcome
from jamstalld.periods import Quarter
from jamstalld.store import (
    Database,
    attaching,
    back_up,
    backups,
    change_threshold,
    copies,
    data_info,
    deliveries,
    events,
    open_database,
    restore_backup,
    sql,
)
from jamstalld.store.copies import DAYS, LATEST, MONTHS, Backup, folder_of, keep_backup, kept_of
from jamstalld.store.migrating import last_migration, newest
from tests.conftest import write_salt
from tests.sql.earlier import earlier
from tests.sql.people import alike

Make = Callable[..., Database]
Load = Callable[..., Outcome]


@pytest.fixture
def load_rows(load_rows: Callable[..., Outcome]) -> Callable[..., Outcome]:
    """Load rows as the app does, which keeps a copy first."""
    return partial(load_rows, copy_first=True)


def contents(database: Database) -> dict[str, list[tuple[object, ...]]]:
    """Read every row of every table."""
    with database.read(Right.SEE_NUMBERS) as cursor:
        tables = cursor.execute(
            "SELECT table_schema || '.' || table_name FROM information_schema.tables WHERE table_catalog = 'house'"
        ).fetchall()
        return {name: sorted(map(repr, cursor.execute(f"FROM {name}").fetchall())) for (name,) in tables}


def but_the_log(database: Database) -> dict[str, list[tuple[object, ...]]]:
    """Read every row but those that say what was done: restoring adds one."""
    return {name: rows for name, rows in contents(database).items() if name != "app.event"}


def test_a_copy_holds_all_that_the_database_holds(make_database: Make, load_rows: Load, tmp_path: Path) -> None:
    database = make_database()
    load_rows(database, alike(30))
    target = tmp_path / "kopia.duckdb"
    back_up(database, target)
    assert contents(make_database(path=target)) == contents(database)
    assert not list(tmp_path.glob("*.part*"))
    if os.name == "posix":
        assert target.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("read_while_open", [True, False])
def test_a_copy_is_made_while_others_read_and_write(
    make_database: Make, load_rows: Load, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, read_while_open: bool
) -> None:
    monkeypatch.setattr(copies, "_CAN_READ_OPEN_FILES", read_while_open)
    database = make_database()
    load_rows(database, alike(30))
    stop = threading.Event()

    def go_on() -> None:
        while not stop.is_set():
            with database.write(Right.ADMINISTER) as cursor:
                cursor.execute("INSERT INTO app.setting VALUES ('räknare', '1')")
            with database.read(Right.SEE_NUMBERS) as cursor:
                cursor.execute("SELECT count(*) FROM facts.follow_up").fetchall()

    workers = [threading.Thread(target=go_on) for _ in range(3)]
    for worker in workers:
        worker.start()
    try:
        for at in range(5):
            back_up(database, tmp_path / f"kopia{at}.duckdb")
    finally:
        stop.set()
        for worker in workers:
            worker.join()
    for at in range(5):
        copied = make_database(path=tmp_path / f"kopia{at}.duckdb")
        assert data_info(copied).version == data_info(database).version


def test_a_file_that_is_there_is_never_written_over(make_database: Make, tmp_path: Path) -> None:
    target = tmp_path / "kopia.duckdb"
    target.write_text("något annat")
    with pytest.raises(JamstalldError, match="finns redan"):
        back_up(make_database(), target)
    assert target.read_text() == "något annat"


def test_a_place_that_cannot_be_written_to_is_told_of(make_database: Make, tmp_path: Path) -> None:
    with pytest.raises(JamstalldError, match="går inte att skriva"):
        back_up(make_database(), tmp_path / "finns-inte" / "kopia.duckdb")


def test_restoring_gives_back_what_was_copied_and_keeps_what_was_there(
    make_database: Make, load_rows: Load, tmp_path: Path
) -> None:
    database = make_database()
    load_rows(database, alike(30))
    before, lines = but_the_log(database), events(database)
    back_up(database, tmp_path / "kopia.duckdb")
    load_rows(database, alike(20, quarter="2025K2"))
    later = but_the_log(database)
    kept = restore_backup(database, tmp_path / "kopia.duckdb", by="Ada")
    assert but_the_log(database) == before
    assert data_info(database).last == deliveries(database)[0].quarters[-1]
    line, *earlier_lines = events(database)
    assert (line.action, line.done_by, line.text) == ("database_restored", "Ada", "kopia.duckdb")
    assert tuple(earlier_lines) == lines
    restore_backup(database, kept, by="Ada")
    assert but_the_log(database) == later
    # And it can still be written to.
    load_rows(database, alike(10, quarter="2025K3"))


@pytest.mark.parametrize("migrations", range(1, len(sql.migrations())))
def test_a_copy_of_an_earlier_version_is_brought_up_to_date(
    make_database: Make, load_rows: Load, tmp_path: Path, migrations: int
) -> None:
    filled = make_database()
    load_rows(filled, alike(30))
    filled.close()
    source = earlier(filled.path, tmp_path / "gammal.duckdb", migrations=migrations)
    database = make_database()
    load_rows(database, alike(20, quarter="2025K2"))
    restore_backup(database, source, by="Ada")
    with database.read(Right.SEE_NUMBERS) as cursor:
        assert last_migration(cursor) == newest()
    assert data_info(database).last == Quarter.parse("2025K1")
    load_rows(database, alike(10, quarter="2025K3"))
    assert events(make_database(path=database.path))[-1].action == "loaded"


def test_the_higher_threshold_goes_on_and_the_log_says_so(make_database: Make, load_rows: Load, tmp_path: Path) -> None:
    database, copies_of = make_database(threshold=5), {5: tmp_path / "fem.duckdb", 7: tmp_path / "sju.duckdb"}
    load_rows(database, alike(30))
    back_up(database, copies_of[5])
    change_threshold(database, 7, by="Ada")
    back_up(database, copies_of[7])
    restore_backup(database, copies_of[5], by="Bo")
    assert database.threshold == 7
    restored, raised = events(database)[:2]
    assert (restored.action, raised.action, raised.done_by) == ("database_restored", "threshold", "Bo")
    assert raised.text.startswith("Från 5 till 7.")
    change_threshold(database, 5, by="Ada", reason="Prov.")
    restore_backup(database, copies_of[7], by="Bo")
    assert database.threshold == 7
    assert [line.action for line in events(database)[:2]] == ["database_restored", "threshold"]
    assert events(database)[1].done_by == "Ada"


def test_what_an_interrupted_copy_left_is_not_taken_for_the_log_of_the_next(
    make_database: Make, load_rows: Load, tmp_path: Path
) -> None:
    database = make_database()
    load_rows(database, alike(30))
    version = data_info(database).version
    for left in (tmp_path / "kopia.duckdb.part.wal", database.path.with_name(f"{database.path.name}.part.wal")):
        left.write_bytes(b"halvt" * 100)
    back_up(database, tmp_path / "kopia.duckdb")
    restore_backup(database, tmp_path / "kopia.duckdb", by="Ada")
    assert data_info(database).version == version
    assert not list(tmp_path.glob("*.part*"))


def test_a_message_names_the_copy_and_not_the_file_it_is_opened_as(make_database: Make, tmp_path: Path) -> None:
    source = tmp_path / "kopia.duckdb"
    source.write_text("hej" * 1000)
    with pytest.raises(DatabaseError) as error:
        restore_backup(make_database(), source, by="Ada")
    assert str(source) in error.value.message
    assert ".part" not in error.value.message


@pytest.mark.parametrize("spoilt", ["half", "other salt", "no database", "missing"])
def test_what_is_no_whole_copy_of_this_database_is_refused_and_nothing_changed(
    make_database: Make, load_rows: Load, tmp_path: Path, spoilt: str
) -> None:
    database = make_database()
    load_rows(database, alike(30))
    before, source = contents(database), tmp_path / "kopia.duckdb"
    if spoilt == "half":
        back_up(database, source)
        source.write_bytes(source.read_bytes()[: source.stat().st_size // 2])
    elif spoilt == "other salt":
        open_database(source, write_salt(tmp_path / "annat", "7b" * 32)).close()
    elif spoilt == "no database":
        source.write_text("hej" * 1000)
    with pytest.raises(JamstalldError):
        restore_backup(database, source, by="Ada")
    assert contents(database) == before
    assert not list(database.path.parent.glob("*.part*"))


def test_a_copy_that_is_not_whole_is_not_kept(
    make_database: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = make_database()

    def broken(path: Path, target: Path) -> None:
        target.write_bytes(path.read_bytes()[:5000])

    monkeypatch.setattr(copies, "copy_file", broken)
    with pytest.raises(DatabaseError, match=r"kopia\.duckdb är ingen|kopia\.duckdb är inte hel|kopia\.duckdb går inte"):
        back_up(database, tmp_path / "kopia.duckdb")
    assert not (tmp_path / "kopia.duckdb").exists()


def test_a_copy_is_kept_before_each_delivery_but_the_first(make_database: Make, load_rows: Load) -> None:
    database = make_database()
    load_rows(database, alike(30))
    assert backups(database.path) == ()
    load_rows(database, alike(20, quarter="2025K2"))
    (one,) = backups(database.path)
    assert one.before == "leverans"
    assert load_rows(database, alike(20, quarter="2025K2")).already_loaded
    assert backups(database.path) == (one,)
    assert len(deliveries(make_database(path=one.path))) == 1
    if os.name == "posix":
        assert folder_of(database.path).stat().st_mode & 0o777 == 0o700


def test_a_file_of_an_earlier_version_is_copied_before_it_is_brought_up_to_date(
    make_database: Make, load_rows: Load
) -> None:
    database = make_database()
    load_rows(database, alike(30))
    database.close()
    with duckdb.connect(str(database.path)) as file:
        file.execute("CREATE TABLE app.before AS SELECT 1")
        file.execute("DELETE FROM main.migration WHERE number = (SELECT max(number) FROM main.migration)")
    with pytest.raises(DatabaseError):  # the last migration cannot be done twice; the copy is there all the same
        make_database(path=database.path)
    (one,) = backups(database.path)
    assert one.before == "uppgradering"


NOW = datetime(2026, 11, 29, 12)


def made(*ago: timedelta) -> list[Backup]:
    return sorted((Backup(Path(f"{at}"), NOW - at, "leverans") for at in ago), key=lambda one: one.made_at)[::-1]


def test_the_latest_are_kept_and_one_a_day_and_one_a_month() -> None:
    often = made(*(timedelta(minutes=at) for at in range(40)))
    assert kept_of(often, NOW) == tuple(often[:LATEST])
    daily = made(*(timedelta(days=at, minutes=more) for at in range(80) for more in (0, 1)))
    last_of_each_day = [one for one in daily if one.made_at.minute == 0]
    # Of two copies a day for 80 days: the 10 latest are those of 5 days; then one a day; then the last of each month.
    october = next(one for one in daily if one.made_at.month == 10)
    september = next(one for one in daily if one.made_at.month == 9)
    assert set(kept_of(daily, NOW)) == {*daily[:LATEST], *last_of_each_day[:DAYS], october, september}
    monthly = made(*(timedelta(days=30 * at) for at in range(40)))
    assert len(kept_of(monthly, NOW)) == max(LATEST, DAYS, MONTHS)
    assert kept_of([], NOW) == ()


def test_copies_of_a_time_that_has_not_come_take_no_others_place() -> None:
    """The clock has been ahead for some hours, or for a year, and is right again."""
    ahead = made(*(timedelta(hours=-at) for at in range(1, 30)), timedelta(days=-365))
    now = made(*(timedelta(minutes=at) for at in range(LATEST)))
    assert kept_of([*ahead, *now], NOW) == (*ahead, *now)
    assert len(kept_of([*ahead, *now], NOW + timedelta(days=400))) < len(ahead)


def test_files_of_others_in_the_folder_are_left_alone(make_database: Make) -> None:
    database = make_database()
    keep_backup(database, "leverans")
    own = folder_of(database.path) / "min före jul.duckdb"
    own.write_text("min")
    keep_backup(database, "leverans")
    assert len(backups(database.path)) == 2
    assert own.read_text() == "min"


def test_everybody_who_has_it_open_sees_what_was_put_back(make_database: Make, load_rows: Load, tmp_path: Path) -> None:
    database, other = (one := make_database()), make_database(path=one.path)
    load_rows(database, alike(30))
    back_up(database, tmp_path / "kopia.duckdb")
    load_rows(database, alike(20, quarter="2025K2"))
    assert str(data_info(other).last) == "2025K2"
    restore_backup(other, tmp_path / "kopia.duckdb", by="Ada")
    assert [str(data_info(one).last) for one in (database, other)] == ["2025K1", "2025K1"]
    other.close()
    load_rows(database, alike(5, quarter="2025K3"))


def test_nothing_is_put_back_while_somebody_reads(
    make_database: Make, load_rows: Load, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = make_database()
    load_rows(database, alike(30))
    back_up(database, tmp_path / "kopia.duckdb")
    before = contents(database)
    monkeypatch.setattr(attaching, "SECONDS_TO_FINISH", 0.1)
    with database.read(Right.SEE_NUMBERS), pytest.raises(DatabaseError, match="används just nu"):
        restore_backup(database, tmp_path / "kopia.duckdb", by="Ada")
    assert contents(database) == before
    restore_backup(database, tmp_path / "kopia.duckdb", by="Ada")
    assert data_info(database).last == data_info(make_database(path=tmp_path / "kopia.duckdb")).last


def test_readers_and_writers_go_on_while_it_is_put_back(make_database: Make, load_rows: Load, tmp_path: Path) -> None:
    database = make_database()
    load_rows(database, alike(30))
    back_up(database, tmp_path / "kopia.duckdb")
    stop, faults = threading.Event(), list[BaseException]()

    def go_on() -> None:
        try:
            while not stop.is_set():
                with database.write(Right.ADMINISTER) as cursor:
                    cursor.execute("INSERT INTO app.setting VALUES ('räknare', '1')")
                data_info(database)
        except BaseException as fault:
            faults.append(fault)

    workers = [threading.Thread(target=go_on) for _ in range(3)]
    for worker in workers:
        worker.start()
    try:
        for _ in range(3):
            restore_backup(database, tmp_path / "kopia.duckdb", by="Ada")
    finally:
        stop.set()
        for worker in workers:
            worker.join()
    assert faults == []
