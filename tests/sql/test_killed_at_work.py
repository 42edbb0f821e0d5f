"""A process that is killed in the middle of a busy day: all that it has told of is there, and nothing is half done.

``python -m tests.benchmarks.killed`` does this a hundred times.
"""

from __future__ import annotations

import os
import random
import shutil
from pathlib import Path

import pytest

from jamstalld.access import Right
from jamstalld.store import deliveries, load, open_database
from tests.killing import Killer, hold
from tests.sql.loaded import checked
from tests.sql.people import alike

KEY = "en nyckel som ingen kan gissa, ens med tid"
TIMES = 8
HARM = (
    "DELETE FROM dialogue.entry WHERE kind = 'action'",
    "DELETE FROM dialogue.entry WHERE identity = (SELECT min(identity) FROM dialogue.entry WHERE kind = 'point')",
    "DELETE FROM facts.follow_up WHERE rowid = (SELECT min(rowid) FROM facts.follow_up)",
    "UPDATE app.cell SET state = 'withdrawn' WHERE state = 'active'",
    "DELETE FROM app.event WHERE number = 2",
)


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL and fork are POSIX's")
def test_all_that_was_told_of_is_there_and_nothing_is_half_done(tmp_path: Path, salt_file: Path) -> None:
    pick = random.Random(20261130)
    told: dict[str | None, list[list]] = {None: [], KEY: []}
    with Killer(tmp_path) as killer:
        for at in range(TIMES):
            key = (None, KEY)[at % 2]
            path = tmp_path / f"{'krypterad' if key else 'klar'}.duckdb"
            told[key] += killer.kill(path, salt_file, key, seed=at, seconds=pick.uniform(0.1, 0.9))
            database = open_database(path, salt_file, key=key)
            hold(database, told[key])
            database.close()
    assert {kind for each in told.values() for kind, *_ in each} >= {"text", "action", "meeting", "loaded"}


def test_what_is_missing_or_half_done_is_found(tmp_path: Path, salt_file: Path) -> None:
    """Without this the test above would hold nothing."""
    path = tmp_path / "a.duckdb"
    with Killer(tmp_path) as killer:
        told = killer.kill(path, salt_file, None, seed=1, seconds=1.5)
    database = open_database(path, salt_file)
    hold(database, told)
    for missing in (["action", "-"], ["text", "s0", "seen", 9999, "x"], ["loaded", "-"], ["error", "x"]):
        with pytest.raises(AssertionError):
            hold(database, [*told, missing])
    if not any(record.state == "active" for record in deliveries(database)):
        load(database, checked(tmp_path / "ny.csv", alike(40)), loaded_by="test", replace=True)
    database.close()
    for number, statement in enumerate(HARM):
        harmed = Path(shutil.copy(path, tmp_path / f"{number}.duckdb"))
        database = open_database(harmed, salt_file)
        with database.read(Right.SEE_NUMBERS) as cursor:
            cursor.execute(statement)
            cursor.commit()
        with pytest.raises(AssertionError):
            hold(database, told)
        database.close()
