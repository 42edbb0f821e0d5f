"""``jamstalld threshold``, ``salt`` and ``export-safe``."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from tests.conftest import ROOT, write_salt
from tests.unit.command.conftest import Home

SAMPLE = ROOT / "sample_data" / "municipality" / "2026K3.xlsx"


@pytest.fixture
def filled(home: Home) -> Home:
    assert home.run("load", SAMPLE).code == 0
    return home


def test_the_threshold_is_told_and_changed(filled: Home) -> None:
    assert filled.run("threshold").out == "Antal under 5 visas inte.\n"
    assert filled.run("threshold", "8").out == "Antal under 8 visas inte.\n"
    lowered = filled.run("threshold", "6")
    assert (lowered.code, lowered.out) == (2, "")
    assert "--reason" in lowered.err
    assert filled.run("threshold", "6", "--reason", "Nämndens beslut").out == "Antal under 6 visas inte.\n"
    view = filled.run("view", "received", "--json").json
    assert view["threshold"] == 6
    shown = [row[sex]["count"] for row in view["rows"] for sex in ("women", "men") if row[sex]["count"]]
    assert min(shown) >= 6
    assert filled.run("threshold", "1", "--reason", "x").code == 2
    assert filled.run("threshold", "11").code == 2


def test_public_statistics_say_that_nothing_is_protected(home: Home) -> None:
    lss = ROOT / "sample_data" / "public" / "lss_2021.csv"
    assert home.run("load", lss, "--quarter", "2021K4", "--threshold", "1").code == 0
    assert home.run("threshold").out == "Skyddet är avstängt.\n"


def test_a_database_goes_on_with_a_new_salt_by_decision_only(filled: Home) -> None:
    before = filled.run("view", "received", "--json").json
    write_salt(filled.path("salt"), "c3" * 32)
    refused = filled.run("view", "received")
    assert refused.code == 2
    assert "jamstalld salt" in refused.err
    assert filled.run("salt", "--reason", " ").code == 2
    done = filled.run("salt", "--reason", "Datorn gick sönder")
    assert (done.code, done.err) == (0, "")
    assert "behåller sina tal" in done.out
    assert filled.run("view", "received", "--json").json["rows"] == before["rows"]


def test_protected_counts_are_written_to_a_new_file_only(filled: Home) -> None:
    file = filled.path("antal.xlsx")
    assert filled.run("export-safe", file).out == f"Skyddade antal finns i {file}.\n"
    assert "Skyddade antal" in openpyxl.load_workbook(file).sheetnames
    assert filled.run("export-safe", file).code == 2
    by_area = filled.path("områden.xlsx")
    assert filled.run("export-safe", by_area, "--by", "area").code == 0
    refused = filled.run("export-safe", filled.path("fel.xlsx"), "--by", "finns_inte")
    assert refused.code == 2
    assert not filled.path("fel.xlsx").exists()


def test_what_was_exported_loads_as_public_statistics(filled: Home, tmp_path: Path) -> None:
    file = filled.path("antal.xlsx")
    filled.run("export-safe", file)
    other = ("--database", filled.path("andra.duckdb"))
    assert filled.run("load", file, "--threshold", "1", *other).code == 0
    here = filled.run("view", "received", "--period", "2026K3", "--json").json
    there = filled.run("view", "received", "--period", "2026K3", "--json", *other).json
    counts = {row["label"]: row["women"]["count"] for row in here["rows"] if row["women"]["count"]}
    assert len(counts) > 5
    assert {row["label"]: row["women"]["count"] for row in there["rows"] if row["women"]["count"]} == counts
