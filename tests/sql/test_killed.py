"""A process that is killed at any moment leaves exactly the old state or exactly the new one, and a log that agrees."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from jamstalld.intake import LoadOptions, read_delivery
from jamstalld.store import Database, load, open_database, restore, sql, withdraw
from tests.conftest import ROOT, TODAY
from tests.sql.loaded import checked, everything, told
from tests.sql.people import random_people

Make = Callable[..., Database]
OPERATIONS = ("load", "replace", "withdraw", "restore")
BETWEEN, DURING = 7, 6
"""Moments for each of the four operations: right before one of its statements, and whenever it may be. 52 in all."""

# It has read its libraries once; each death is that of a fork, which opens the database, works and is killed.
DYING = """
import json, os, signal, sys, time
from pathlib import Path
from jamstalld.intake import LoadOptions, read_delivery
from jamstalld.store import load, open_database, restore, sql, withdraw
from tests.conftest import TODAY

def operate(database, task):
    if task["what"] in ("load", "replace"):
        file = Path(task["file"])
        delivery = read_delivery(file, file.name, LoadOptions(today=TODAY))
        return lambda: load(database, delivery, loaded_by="barnet", replace=task["what"] == "replace")
    if task["what"] == "withdraw":
        return lambda: withdraw(database, task["delivery"], by="barnet", reason="prov")
    return lambda: restore(database, task["delivery"], by="barnet")

def child(task, ready):
    database = open_database(Path(task["database"]), Path(task["salt"]))
    work = operate(database, task)
    if "statement" in task:
        asked, left = sql.statement, [task["statement"]]
        def counted(name):
            left[0] -= 1
            if left[0] < 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return asked(name)
        sql.statement = counted
    os.write(ready, b".")
    work()
    if "seconds" in task:
        time.sleep(60)

for line in sys.stdin:
    task = json.loads(line)
    heard, ready = os.pipe()
    pid = os.fork()
    if not pid:
        try:
            child(task, ready)
        finally:
            os._exit(3)
    os.read(heard, 1)
    if "seconds" in task:
        time.sleep(task["seconds"])
        os.kill(pid, signal.SIGKILL)
    _, status = os.waitpid(pid, 0)
    os.close(heard), os.close(ready)
    print(json.dumps(os.WTERMSIG(status) if os.WIFSIGNALED(status) else -1), flush=True)
"""


@pytest.fixture
def prepared(make_database: Make, tmp_path: Path) -> dict[str, dict[str, str]]:
    """Three databases: for loading and replacing, for withdrawing, and for restoring."""
    old = checked(tmp_path / "gammal.csv", random_people(400, seed=1))
    newer = checked(tmp_path / "ny.csv", random_people(400, seed=2))
    checked(tmp_path / "annan.csv", [{**row, "quarter": "2026K1"} for row in random_people(400, seed=3)])
    tasks: dict[str, dict[str, str]] = {}
    for what, file in (("load", "annan.csv"), ("replace", "ny.csv"), ("withdraw", ""), ("restore", "")):
        database = make_database(path=tmp_path / f"{what}.duckdb")
        first = load(database, old, loaded_by="test").delivery
        if what == "restore":
            second = load(database, newer, loaded_by="test", replace=True).delivery
            withdraw(database, second, by="test", reason="prov")
        database.close()
        tasks[what] = {"what": what, "file": str(tmp_path / file), "delivery": first}
    return tasks


def done(database: Database, task: dict[str, str]) -> None:
    """Do the whole operation."""
    if task["what"] in ("load", "replace"):
        file = Path(task["file"])
        delivery = read_delivery(file, file.name, LoadOptions(today=TODAY))
        load(database, delivery, loaded_by="barnet", replace=task["what"] == "replace")
    elif task["what"] == "withdraw":
        withdraw(database, task["delivery"], by="barnet", reason="prov")
    else:
        restore(database, task["delivery"], by="barnet")


def counted_statements(monkeypatch: pytest.MonkeyPatch, database: Database, task: dict[str, str]) -> int:
    """Do the whole operation, and tell how many statements it takes."""
    named: list[str] = []
    with monkeypatch.context() as patched:
        asked = sql.statement
        patched.setattr(sql, "statement", lambda name: [named.append(name), asked(name)][1])
        done(database, task)
    return len(named)


def summary(database: Database) -> tuple[object, ...]:
    """Give a state as far as it is the same whenever it is reached."""
    (info, settings, rows, totals), past, cells, records, _ = everything(database)  # type: ignore[misc]
    names = {record.delivery: record.file_name for record in records}  # type: ignore[attr-defined]

    def named(lines: list[tuple[object, ...]]) -> list[str]:
        return sorted(str(tuple(names.get(str(value), value) for value in line)) for line in lines)

    return (
        *(info, settings, named(rows), named(totals), [named(one) for one in past], [named(one) for one in cells]),
        [(record.file_name, record.state, record.partly_replaced) for record in records],  # type: ignore[attr-defined]
        told(database),
    )


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL and fork are POSIX's")
def test_killed_at_any_moment_all_is_as_before_or_as_after(
    prepared: dict[str, dict[str, str]], salt_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pick = random.Random(20261121)
    dying = subprocess.Popen(
        [sys.executable, "-c", DYING], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
    )  # fmt: skip
    assert dying.stdin is not None
    assert dying.stdout is not None
    seen: dict[str, set[str]] = {}
    try:
        for what in OPERATIONS:
            task, origin = prepared[what], tmp_path / f"{what}.duckdb"
            old = look(origin, salt_file)
            whole = Path(shutil.copy(origin, tmp_path / f"{what}_hel.duckdb"))
            database = open_database(whole, salt_file)
            statements = counted_statements(monkeypatch, database, task)
            database.close()
            new = look(whole, salt_file)
            assert old != new
            moments = [{"statement": at} for at in pick.sample(range(statements), BETWEEN)]
            moments += [{"seconds": pick.uniform(0.0, 0.3)} for _ in range(DURING)]
            for number, moment in enumerate(moments):
                path = Path(shutil.copy(origin, tmp_path / f"{what}{number}.duckdb"))
                order = {**task, **moment, "database": str(path), "salt": str(salt_file)}
                dying.stdin.write(json.dumps(order) + "\n")
                dying.stdin.flush()
                assert json.loads(dying.stdout.readline()) == 9
                found = look(path, salt_file)
                assert found in (old, new), f"{what} at {moment}"
                seen.setdefault(what, set()).add("old" if found == old else "new")
    finally:
        dying.stdin.close()
        dying.wait(timeout=60)
    assert set(seen) == set(OPERATIONS)
    assert all("old" in states for states in seen.values())


def look(path: Path, salt_file: Path) -> tuple[object, ...]:
    database = open_database(path, salt_file)
    try:
        return summary(database)
    finally:
        database.close()
