"""``jamstalld backup``, ``restore``, ``key`` and ``doctor``."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from jamstalld.store import open_database
from tests.conftest import write_rows, write_salt

from .conftest import Home

ROWS = [
    {"person_id": f"{sex}{at}", "sex": sex, "quarter": "2025K1", "intervention": "Hemtjänst"}
    for sex in "KM"
    for at in range(20)
]
KEY = "k" * 40


@pytest.fixture
def loaded(home: Home) -> Home:
    home.run("load", write_rows(home.path("ett.csv"), ROWS))
    return home


def quarters(home: Home) -> list[list[str]]:
    return [one["quarters"] for one in home.run("deliveries", "--json").json]


def load_more(home: Home, quarter: str = "2025K2") -> None:
    later = [{**row, "quarter": quarter} for row in ROWS]
    assert home.run("load", write_rows(home.path(f"{quarter}.csv"), later)).code == 0


def test_a_copy_is_made_and_put_back(loaded: Home) -> None:
    copy = loaded.path("kopia.duckdb")
    told = loaded.run("backup", copy, "--json").json
    assert told == {"file": str(copy), "bytes": copy.stat().st_size, "encrypted": False}
    load_more(loaded)
    assert len(quarters(loaded)) == 2
    restored = loaded.run("restore", copy, "--json").json
    assert restored["restored"] == str(copy)
    assert quarters(loaded) == [["2025K1"]]
    assert loaded.run("restore", restored["kept"], "--yes").code == 0
    assert len(quarters(loaded)) == 2


def test_restoring_asks_first(loaded: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = loaded.path("kopia.duckdb")
    loaded.run("backup", copy)
    load_more(loaded)
    monkeypatch.setattr(sys, "stdin", io.StringIO("nej\n"))
    assert loaded.run("restore", copy).code == 2
    assert len(quarters(loaded)) == 2
    monkeypatch.setattr(sys, "stdin", io.StringIO("Ja\n"))
    assert loaded.run("restore", copy).code == 0
    assert len(quarters(loaded)) == 1


def test_a_copy_is_put_where_nothing_is(loaded: Home) -> None:
    copy, database = loaded.path("kopia.duckdb"), loaded.path("jamstalld.duckdb")
    loaded.run("backup", copy)
    database.unlink()
    restored = loaded.run("restore", copy)  # there is nothing to ask about
    assert (restored.code, "Det som fanns" in restored.out) == (0, False)
    assert quarters(loaded) == [["2025K1"]]
    database.unlink()
    assert loaded.run("restore", copy, "--json").json == {"restored": str(copy), "kept": None}


@pytest.mark.parametrize("broken", ["no database", "half", "other salt"])
def test_a_copy_is_put_in_the_place_of_a_database_that_cannot_be_opened(loaded: Home, broken: str) -> None:
    copy, database = loaded.path("kopia.duckdb"), loaded.path("jamstalld.duckdb")
    loaded.run("backup", copy)
    load_more(loaded)
    if broken == "no database":
        database.write_text("trasig" * 1000)
        database.with_name(f"{database.name}.wal").write_text("logg")
    elif broken == "half":
        database.write_bytes(database.read_bytes()[: database.stat().st_size // 2])
    else:
        database.unlink()
        open_database(database, write_salt(loaded.path("annat"), "7b" * 32)).close()
    was = database.read_bytes()
    assert loaded.run("deliveries").code == 2
    restored = loaded.run("restore", copy, "--json")
    assert restored.code == 0
    assert quarters(loaded) == [["2025K1"]]
    kept = Path(restored.json["kept"])
    assert kept.read_bytes() == was
    assert kept.with_name(f"{kept.name}.wal").exists() == (broken == "no database")


def test_a_database_that_is_in_use_or_has_another_key_is_left_where_it_is(
    loaded: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy, database = loaded.path("kopia.duckdb"), loaded.path("jamstalld.duckdb")
    loaded.run("backup", copy)
    code = "import duckdb, sys; one = duckdb.connect(sys.argv[1]); print(1, flush=True); input()"
    command = [sys.executable, "-c", code, str(database)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout
        other.stdout.readline()
        used = loaded.run("restore", copy, "--yes")
        other.communicate("\n")
    assert (used.code, "används redan" in used.err) == (2, True)
    was = database.read_bytes()
    monkeypatch.setenv("JAMSTALLD_KEY", KEY)
    locked = loaded.run("restore", copy, "--yes")
    assert (locked.code, "är inte krypterad" in locked.err) == (2, True)
    assert database.read_bytes() == was
    assert not [one for one in database.parent.rglob("*") if "gick inte" in one.name]


def test_nothing_is_restored_without_the_salt(loaded: Home) -> None:
    copy, salt = loaded.path("kopia.duckdb"), loaded.path("salt")
    loaded.run("backup", copy)
    loaded.path("jamstalld.duckdb").unlink()
    salt.rename(loaded.path("borta"))
    refused = loaded.run("restore", copy, "--yes")
    assert (refused.code, f"Saltfilen {salt} saknas" in refused.err, salt.exists()) == (2, True, False)


def test_what_cannot_be_done_is_told_with_exit_code_2(loaded: Home) -> None:
    copy = loaded.path("kopia.duckdb")
    loaded.run("backup", copy)
    again = loaded.run("backup", copy, "--json")
    assert (again.code, "finns redan" in again.json["error"]) == (2, True)
    missing = loaded.run("restore", loaded.path("finns-inte.duckdb"), "--yes")
    assert (missing.code, "finns inte" in missing.err) == (2, True)
    both = loaded.run("key")
    assert (both.code, "--to FIL" in both.err) == (2, True)


def test_the_file_is_encrypted_and_decrypted(loaded: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    keys = loaded.path("nyckel")
    keys.write_text(f"{KEY}\n")
    load_more(loaded)
    told = loaded.run("key", "--to", keys)
    assert told.code == 0
    assert KEY not in told.out
    assert "1 säkerhetskopia från tidigare" in told.out
    assert "Ta bort den när ni inte behöver den." in told.out
    locked = loaded.run("deliveries")
    assert (locked.code, "är krypterad" in locked.err) == (2, True)
    monkeypatch.setenv("JAMSTALLD_KEY_FILE", str(keys))
    assert len(quarters(loaded)) == 2
    assert [one["state"] for one in loaded.run("doctor", "--json").json if one["what"] == "Kryptering"] == ["ok"]
    load_more(loaded, "2025K3")
    assert "2 säkerhetskopior från tidigare" in loaded.run("key", "--remove").out
    monkeypatch.delenv("JAMSTALLD_KEY_FILE")
    monkeypatch.setenv("JAMSTALLD_KEY", "kort")
    short = loaded.run("deliveries")
    assert (short.code, "minst 32 tecken" in short.err, "kort." in short.err) == (2, True, True)


def test_the_doctor_finds_what_is_wrong(loaded: Home) -> None:
    loaded.path("salt").chmod(0o600)
    found = {one["what"]: one for one in loaded.run("doctor", "--json").json}
    assert found["Databas"]["state"] == "ok"
    assert found["Databas"]["text"] == "jamstalld.duckdb går att öppna, med uppgifter till och med kvartal 1 2025."
    assert found["Kryptering"]["state"] == "warning"
    assert found["Bilder"]["state"] == "ok"
    database = loaded.path("jamstalld.duckdb")
    if os.name == "posix":
        assert found["Behörighet"]["state"] != "error"
        database.chmod(0o644)
        mended = loaded.run("doctor")
        assert mended.code == 1
        assert f'chmod 600 "{database}"' in mended.out
        database.chmod(0o600)
    salt = loaded.path("salt")
    salt.rename(salt.with_name("borta"))
    gone = {one["what"]: one["state"] for one in loaded.run("doctor", "--json").json}
    assert (gone["Databas"], gone["Salt"]) == ("error", "error")


def test_the_doctor_sees_a_place_where_nothing_is_yet(home: Home) -> None:
    home.path("salt").chmod(0o600)
    told = home.run("doctor", "--json")
    assert told.code == 0
    states = {one["what"]: one["state"] for one in told.json}
    assert states["Databas"] == "warning"
    assert not home.path("jamstalld.duckdb").exists()
