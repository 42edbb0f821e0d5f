"""Disks that cannot be written to, damaged files and locks: told in words, nothing lost, and all goes on afterwards."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Callable, Generator
from pathlib import Path

import pytest

from jamstalld.dialogue.analyses import Snapshot
from jamstalld.dialogue.meetings import Meeting
from jamstalld.errors import DatabaseError
from jamstalld.store import Database, back_up, entries, keep_backup, open_database, save, verify_log
from jamstalld.store.attaching import log_of
from tests.conftest import ROOT, write_salt

Make = Callable[..., Database]
KEY = "en nyckel som ingen kan gissa, ens med tid"
posix = pytest.mark.skipif(os.name != "posix", reason="locks and limits of POSIX")


@contextlib.contextmanager
def unwritable(*paths: Path) -> Generator[None]:
    """Let nobody write to files or folders for a while: root, who goes by no rights, neither."""
    root = os.geteuid() == 0

    def change(path: Path, shut: bool) -> bool:
        if root:
            command = ["chattr", "+i" if shut else "-i", str(path)]
            with contextlib.suppress(FileNotFoundError):
                return subprocess.run(command, capture_output=True, check=False).returncode == 0
            return False
        path.chmod((0o500 if path.is_dir() else 0o400) if shut else 0o700)
        return True

    try:
        if not all(change(path, True) for path in paths):
            pytest.skip("this file system cannot keep root from writing")
        yield
    finally:
        for path in paths:
            change(path, False)


def planned(database: Database, name: str) -> None:
    save(database, Meeting(name, "", title="x"), by="Ada", log=("meeting_planned", ""))


def told(database: Database) -> list[str]:
    return [kept.entry.identity for kept in entries(database, Meeting)]


OTHER = """
import sys
from pathlib import Path
from jamstalld.errors import JamstalldError
from jamstalld.store import open_database
try:
    open_database(Path(sys.argv[1]), Path(sys.argv[2]))
except JamstalldError as error:
    print(error.message)
else:
    print("öppnad")
"""


def another_process(database: Database, salt_file: Path) -> str:
    command = [sys.executable, "-c", OTHER, str(database.path), str(salt_file)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=True).stdout


@posix
def test_no_other_process_gets_in_after_a_copy_was_made(make_database: Make, salt_file: Path, tmp_path: Path) -> None:
    """A process that closes a file loses its locks on it: so the copying is done by another one."""
    database = make_database()
    planned(database, "1")
    keep_backup(database, "leverans")
    back_up(database, tmp_path / "kopia.duckdb")
    assert "används redan av ett annat program" in another_process(database, salt_file)
    planned(database, "2")
    database.close()
    assert another_process(database, salt_file) == "öppnad\n"


@posix
@pytest.mark.parametrize("key", [None, KEY], ids=["clear", "encrypted"])
def test_a_disk_that_is_shut_while_the_app_runs(tmp_path: Path, salt_file: Path, key: str | None) -> None:
    database = open_database(tmp_path / "mapp" / "a.duckdb", salt_file, key=key)
    planned(database, "1")
    with unwritable(database.path, log_of(database.path)):
        with pytest.raises(DatabaseError, match=r"Det gick inte att spara.*Inget har ändrats"):
            planned(database, "2")
        assert told(database) == ["1"], "what is there can be read"
    planned(database, "3")
    database.close()
    database = open_database(tmp_path / "mapp" / "a.duckdb", salt_file, key=key)
    assert told(database) == ["1", "3"]
    assert verify_log(database).whole
    database.close()


@posix
def test_a_file_that_is_shut_keeps_nobody_from_what_is_in_the_log(
    make_database: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """DuckDB gives a file up where it cannot take the log into it; it is not even tried where that is known."""
    monkeypatch.setattr("jamstalld.store.attaching._LARGE_LOG", 1)
    database = make_database()
    with unwritable(database.path):
        for at in range(3):
            planned(database, f"{at}")
        assert told(database) == ["0", "1", "2"]
    planned(database, "3")
    assert not log_of(database.path).exists(), "the log is in the file"
    assert told(database) == ["0", "1", "2", "3"]


@posix
def test_a_database_that_cannot_be_written_to_at_the_start_is_told_of(make_database: Make, salt_file: Path) -> None:
    database = make_database()
    database.close()
    with unwritable(database.path), pytest.raises(DatabaseError, match=r"går inte att skriva till.*skrivskyddad"):
        open_database(database.path, salt_file)
    folder = database.path.parent / "mapp"
    folder.mkdir()
    with unwritable(folder), pytest.raises(DatabaseError, match=r"går inte att skriva till.*skrivskyddad"):
        open_database(folder / "ny.duckdb", salt_file)
    with pytest.raises(DatabaseError, match="Kontrollera sökvägen"):
        open_database(salt_file / "ny.duckdb", salt_file)
    open_database(database.path, salt_file).close()


# The file may not grow, and its log may: so DuckDB fails to take the log into the file, and gives the file up.
_GIVEN_UP = """
import resource, sys
from pathlib import Path
from jamstalld.dialogue.analyses import Snapshot
from jamstalld.errors import JamstalldError
from jamstalld.store import attaching, entries, open_database, save, verify_log

folder, attaching._LARGE_LOG = Path(sys.argv[1]), int(sys.argv[2])
database = open_database(folder / "jamstalld.duckdb", folder / "salt")
def write(name):
    save(database, Snapshot(name, "", title="x" * 300_000), by="Ada", log=("analysis_begun", ""))
for at in range(10):
    write(f"before{at}")
root = database._file._root
root.execute("CHECKPOINT house")
size = (folder / "jamstalld.duckdb").stat().st_size
resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
saved = 0
for at in range(12):
    try:
        write(f"after{at}")
        saved += 1
    except JamstalldError as error:
        assert "fullt" in error.message or "full" in error.message, error.message
assert database._file._root is not root, "the file was never given up: the test holds nothing"
assert len(entries(database, Snapshot)) == 10 + saved, "what was said to be saved is there, and no more"
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
write("room")
assert verify_log(database).whole
database.close()
print(saved)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="a process is kept from writing by a limit of Unix")
def test_what_was_committed_stays_so_where_the_file_cannot_take_the_log(tmp_path: Path) -> None:
    write_salt(tmp_path / "salt")
    command = [sys.executable, "-c", _GIVEN_UP, str(tmp_path), "1000000"]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    saved = int(ran.stdout)
    assert saved >= 3
    database = open_database(tmp_path / "jamstalld.duckdb", tmp_path / "salt")
    assert len(entries(database, Snapshot)) == 10 + saved + 1
    database.close()


@pytest.mark.parametrize("where", [100, 5_000, 0.5])
def test_a_file_that_is_cut_off_is_said_to_be_damaged(make_database: Make, salt_file: Path, where: float) -> None:
    database = make_database()
    save(database, Snapshot("s", "", title="x" * 1_000_000), by="Ada")
    database.close()
    size = database.path.stat().st_size
    os.truncate(database.path, int(where * size if where < 1 else where))
    with pytest.raises(DatabaseError, match=r"är skadad.*Återställ en säkerhetskopia"):
        open_database(database.path, salt_file)


def test_damage_that_is_met_while_reading_is_told_of_in_words(make_database: Make, salt_file: Path) -> None:
    database = make_database()
    for at in range(8):
        save(
            database,
            Snapshot(f"{at}", "", title="".join(chr(33 + (at * 7 + n * n) % 90) for n in range(400_000))),
            by="",
        )
    database.close()
    with database.path.open("r+b") as file:
        for at in range(database.path.stat().st_size // 4, database.path.stat().st_size * 3 // 4, 50_000):
            file.seek(at)
            file.write(b"\xff" * 64)

    def read() -> None:
        again = open_database(database.path, salt_file)
        try:
            entries(again, Snapshot)
        finally:
            again.close()

    with pytest.raises(DatabaseError, match="är skadad"):
        read()
