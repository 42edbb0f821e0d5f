"""The command in a process of its own: what it imports, what it prints, how it ends."""

from __future__ import annotations

import subprocess
import sys

from tests.conftest import ROOT, write_rows

from .conftest import Home

LSS = ROOT / "sample_data" / "public" / "lss_2021.csv"


def test_official_statistics_go_in_and_out_with_one_command_each(home: Home) -> None:
    loaded = home.type("load", LSS, "--quarter", "2021K4", "--threshold", "1", "--json")
    assert (loaded.code, loaded.err) == (0, "")
    assert loaded.json["rows_loaded"] == 10
    view = home.type("view", "received", "--by", "intervention", "--json")
    assert (view.code, view.err) == (0, "")
    rows = {row["label"]: (row["women"]["count"], row["men"]["count"]) for row in view.json["rows"]}
    assert rows["Daglig verksamhet"] == (16744, 23320)
    assert len(rows) == 10


def test_the_exit_codes_are_the_process_own(home: Home) -> None:
    faulty = write_rows(home.path("fel.csv"), [{"sex": "K", "quarter": "våren", "intervention": "LVM"}])
    refused = home.type("load", faulty)
    assert (refused.code, refused.out) == (1, "")
    unreadable = home.type("load", home.path("finns_inte.csv"))
    assert (unreadable.code, unreadable.out) == (2, "")
    mistyped = home.type("view")
    assert (mistyped.code, mistyped.out) == (2, "")
    assert home.type("--help").code == 0


def test_a_database_in_use_by_another_process_is_told_in_swedish(home: Home) -> None:
    assert home.run("load", LSS, "--quarter", "2021K4", "--threshold", "1").code == 0
    hold = "import duckdb, sys; held = duckdb.connect(sys.argv[1]); print('held', flush=True); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", hold, str(home.path("jamstalld.duckdb"))],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        ran = home.run("view", "received", "--json")
        holder.communicate("")
    assert ran.code == 2
    assert "används redan av ett annat program" in ran.json["error"]


def test_the_command_starts_without_what_it_does_not_need() -> None:
    """Streamlit takes seconds to import, and help should not wait for numpy either."""
    heavy = "{'streamlit', 'numpy', 'pandas', 'duckdb'}"
    look = f"import sys; import jamstalld.cli; print(*sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout == "\n"


def test_a_view_is_made_without_streamlit_and_altair(home: Home) -> None:
    assert home.run("load", LSS, "--quarter", "2021K4", "--threshold", "1").code == 0
    look = (
        "import sys; from jamstalld.cli import main\n"
        "try:\n    main(['view', 'received', '--json', '--database', sys.argv[1]])\n"
        "finally:\n    print(*sorted({'streamlit', 'altair'} & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", look, str(home.path("jamstalld.duckdb"))],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={"JAMSTALLD_SALT_FILE": str(home.path("salt")), "HOME": str(home.folder), "PYTHONPATH": str(ROOT)},
        check=True,
    )
    assert done.stdout.startswith("{")
    assert done.stderr == "\n"
