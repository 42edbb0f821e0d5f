"""The app and the participants' pages may open the same file in the same moment, as after a restart in a meeting."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

from jamstalld.dialogue.meetings import Meeting
from jamstalld.store import Database, entries, open_database, save


def test_many_who_open_a_new_database_at_once_get_the_same(tmp_path: Path, salt_file: Path) -> None:
    together = Barrier(8)

    def opened(_: int) -> Database:
        together.wait()
        return open_database(tmp_path / "ny.duckdb", salt_file)

    with ThreadPoolExecutor(8) as pool:
        databases = list(pool.map(opened, range(8)))
    save(databases[0], Meeting("m", "", title="Möte"), by="Ada")
    assert [[kept.entry.title for kept in entries(one, Meeting)] for one in databases] == [["Möte"]] * 8
    assert len({one.moment for one in databases}) == 1
    for one in databases:
        one.close()
