"""A disk that takes no more: it is said in words, nothing is half done, and all goes on when there is room."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from jamstalld.dialogue.meetings import Meeting
from jamstalld.dialogue.texts import Text
from jamstalld.intake import LoadOptions
from jamstalld.loading import load_file
from jamstalld.store import deliveries, entries, open_database, save, verify_log
from tests.conftest import ROOT, write_salt

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a process is kept from writing by a limit of Unix")

_SAID = (
    "Det gick inte att spara: det är fullt på disken eller i minnet, eller så går disken inte att skriva till. Inget "
    "har ändrats. Frigör plats och försök igen."
)
# No file may grow beyond what the database has now: to a process that is as a full disk.
_FULL = """
import resource, sys
from pathlib import Path
from jamstalld.dialogue.meetings import Meeting
from jamstalld.dialogue.texts import Text
from jamstalld.errors import JamstalldError
from jamstalld.intake import LoadOptions
from jamstalld.loading import load_file
from jamstalld.store import deliveries, entries, open_database, save, verify_log

folder = Path(sys.argv[1])
database = open_database(folder / "jamstalld.duckdb", folder / "salt")
save(database, Meeting("first", "", title="x"), by="Ada", log=("meeting_planned", ""))
room = max(file.stat().st_size for file in folder.iterdir() if file.name.startswith("jamstalld.duckdb"))
resource.setrlimit(resource.RLIMIT_FSIZE, (room + 4096, resource.RLIM_INFINITY))
for at in range(1000):
    try:
        save(database, Text(f"m{at}", "a", "f", "x" * 2000), by="Ada", log=("meeting_planned", ""))
    except JamstalldError as error:
        print(error.message)
        break
assert len(entries(database, Text)) == at, "what was saved before is there, and can be read"
assert verify_log(database).lines == at + 1
refused = load_file(database, folder / "rader.csv", LoadOptions(), loaded_by="test")
assert refused.exit_code == 1
print(*(problem.message for problem in refused.problems))
assert deliveries(database) == ()
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
save(database, Meeting("after", "", title="x"), by="Ada", log=("meeting_planned", ""))
print(at)
database.close()
"""


def test_nothing_is_half_done_and_all_goes_on_when_there_is_room(tmp_path: Path) -> None:
    write_salt(tmp_path / "salt")
    lines = [f"{'KM'[at % 2]};2026K1;Norr;Bifall;L{at}" for at in range(2000)]
    (tmp_path / "rader.csv").write_text("\n".join(["Kön;Kvartal;Enhet;Beslut;Löpnummer", *lines]), "utf-8")
    ran = subprocess.run([sys.executable, "-c", _FULL, tmp_path], cwd=ROOT, capture_output=True, text=True, check=True)
    saving, loading, saved = ran.stdout.splitlines()
    assert saving == loading == _SAID
    database = open_database(tmp_path / "jamstalld.duckdb", tmp_path / "salt")
    assert (len(entries(database, Meeting)), len(entries(database, Text))) == (2, int(saved))
    assert verify_log(database).whole
    assert load_file(database, tmp_path / "rader.csv", LoadOptions(), loaded_by="test").exit_code == 0
    assert len(deliveries(database)) == 1
    save(database, Meeting("last", "", title="x"), by="Ada")
    database.close()
