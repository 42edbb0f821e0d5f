"""An encrypted file holds no clear text, opens with its key only, and works as any other."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import duckdb
import pytest

from jamstalld.dialogue.analyses import Cause
from jamstalld.errors import DatabaseError, JamstalldError
from jamstalld.loading import Outcome
from jamstalld.store import (
    Database,
    back_up,
    change_key,
    data_info,
    entries,
    open_database,
    restore_backup,
    save,
)
from tests.sql.people import alike

Load = Callable[..., Outcome]
KEY, OTHER = "en nyckel' med ; tecken \" och åäö, lång nog", "x" * 40
SECRET = "Enheten Hemlighuset"


def is_encrypted(path: Path) -> bool:
    """Ask DuckDB itself, without a key."""
    try:
        duckdb.connect(str(path), read_only=True).close()
    except duckdb.Error as error:
        return "without a key" in str(error)
    return False


@pytest.fixture
def load_rows(load_rows: Callable[..., Outcome]) -> Callable[..., Outcome]:
    """Load rows as the app does, which keeps a copy first."""
    return partial(load_rows, copy_first=True)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "mapp" / "jamstalld.duckdb"


def filled(database: Database, load_rows: Load) -> str:
    load_rows(database, alike(40, unit=SECRET))
    save(database, Cause("c", "a", text=SECRET), by="Ada")
    return data_info(database).version


def clear_text(folder: Path) -> list[Path]:
    """Find the files that hold the secret as it is written."""
    marks = (SECRET.encode(), SECRET.encode("utf-16-le"))
    return [path for path in folder.rglob("*") if path.is_file() and any(mark in path.read_bytes() for mark in marks)]


def test_a_file_in_the_clear_can_be_read_by_anyone(file: Path, salt_file: Path, load_rows: Load) -> None:
    """Else the next test could not fail."""
    database = open_database(file, salt_file)
    filled(database, load_rows)
    database.close()
    assert clear_text(file.parent) == [file]


def test_an_encrypted_file_its_log_and_its_copies_hold_no_clear_text(
    file: Path, salt_file: Path, load_rows: Load
) -> None:
    database = open_database(file, salt_file, key=KEY)
    version = filled(database, load_rows)
    save(database, Cause("d", "a", text=SECRET), by="Ada")  # stands in the log only
    assert clear_text(file.parent) == []
    back_up(database, file.parent / "kopia.duckdb")
    load_rows(database, alike(10, quarter="2025K2", unit=SECRET))  # keeps a copy first
    assert len(list(file.parent.rglob("*.duckdb"))) == 3
    assert clear_text(file.parent) == []
    restore_backup(database, file.parent / "kopia.duckdb", by="Ada")
    assert data_info(database).version == version
    database.close()
    assert clear_text(file.parent) == []
    assert is_encrypted(file)
    again = open_database(file, salt_file, key=KEY)
    assert data_info(again).version == version
    assert [kept.entry.text for kept in entries(again, Cause)] == [SECRET, SECRET]
    again.close()


@pytest.mark.parametrize(
    ("key", "told"), [(OTHER, "Nyckeln passar inte"), (None, "är krypterad. Ange nyckeln i JAMSTALLD_KEY_FILE")]
)
def test_without_its_key_nobody_opens_it(file: Path, salt_file: Path, key: str | None, told: str) -> None:
    open_database(file, salt_file, key=KEY).close()
    before = file.read_bytes()
    with pytest.raises(DatabaseError, match=told) as error:
        open_database(file, salt_file, key=key)
    assert KEY not in error.value.message
    assert OTHER not in error.value.message
    assert file.read_bytes() == before


def test_a_key_for_a_file_in_the_clear_is_told_of(file: Path, salt_file: Path) -> None:
    open_database(file, salt_file).close()
    assert not is_encrypted(file)
    with pytest.raises(DatabaseError, match="är inte krypterad, men en nyckel är angiven"):
        open_database(file, salt_file, key=KEY)


@pytest.mark.parametrize(("old", "new"), [(None, KEY), (KEY, OTHER), (KEY, None)])
def test_the_key_is_changed_and_all_is_there(
    file: Path, salt_file: Path, load_rows: Load, old: str | None, new: str | None
) -> None:
    database = open_database(file, salt_file, key=old)
    version = filled(database, load_rows)
    database.close()
    file.with_name(f"{file.name}.part.wal").write_text("kvar efter ett avbrott")
    change_key(file, old, new)
    assert is_encrypted(file) == (new is not None)
    assert bool(clear_text(file.parent)) == (new is None)
    again = open_database(file, salt_file, key=new)
    assert data_info(again).version == version
    load_rows(again, alike(10, quarter="2025K2"))
    again.close()
    assert not list(file.parent.glob("*.part*"))


def test_a_key_that_cannot_be_changed_leaves_the_file_as_it_was(file: Path, salt_file: Path) -> None:
    database = open_database(file, salt_file, key=KEY)
    with pytest.raises(JamstalldError):  # it is open
        change_key(file, KEY, OTHER)
    database.close()
    for old, new in ((OTHER, KEY), (None, KEY), (KEY, KEY)):
        with pytest.raises(JamstalldError):
            change_key(file, old, new)
    with pytest.raises(JamstalldError, match="finns inte"):
        change_key(file.with_name("annan"), None, KEY)
    open_database(file, salt_file, key=KEY).close()
