"""``jamstalld load`` and the profiles of a source: recognised by itself, or chosen by name."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from jamstalld.dictionary import LocalVariable
from jamstalld.export.template import SHEET
from jamstalld.intake.mapping.profile import Profile
from jamstalld.store import declare_local, deliveries, open_database, save_profile
from tests.unit.command.conftest import Home

LINES = ["Klient;Vem;Tid;Vad;Tolk", *(f"P{at};{'KM'[at % 2]};2025K1;Hemtjänst;{'jn'[at % 3 == 0]}" for at in range(60))]
COLUMNS = {"person_id": "Klient", "sex": "Vem", "quarter": "Tid", "intervention": "Vad", "local_erbjuden_tolk": "Tolk"}
PROFILE = Profile("Systemet", ("klient", "vem", "tid", "vad", "tolk"), COLUMNS)


@pytest.fixture
def file(home: Home) -> Path:
    path = home.path("uttag.csv")
    path.write_text("\n".join(LINES), "utf-8")
    return path


@pytest.fixture
def taught(home: Home) -> Home:
    """A home whose database knows the source, and a question of its own."""
    database = open_database(home.path("jamstalld.duckdb"), home.path("salt"))
    declare_local(database, LocalVariable("Erbjuden tolk", "yes_no"), by="Ada")
    save_profile(database, PROFILE, by="Ada")
    save_profile(database, Profile("Ett annat", ("könet", "datumet"), {"sex": "Könet", "quarter": "Datumet"}), by="Ada")
    database.close()
    return home


def test_without_a_profile_the_file_is_not_understood(home: Home, file: Path) -> None:
    assert home.run("load", file).code == 2


def test_a_source_is_recognised_by_itself(taught: Home, file: Path) -> None:
    ran = taught.run("load", file, "--json")
    assert (ran.code, ran.json["rows_loaded"], ran.json["profile"]) == (0, 60, "Systemet")
    database = open_database(taught.path("jamstalld.duckdb"), taught.path("salt"))
    assert [record.profile for record in deliveries(database)] == ["Systemet"]
    database.close()
    view = taught.run("view", "local_erbjuden_tolk", "--by", "quarter", "--json")
    assert view.json["total"]["women"]["n"]
    listed = {item["key"]: item for item in taught.run("measures", "--json").json}
    assert listed["local_erbjuden_tolk"]["available"] is True
    assert "Läst enligt profilen ”Systemet”." in taught.run("load", file, "--dry-run").out


def test_a_profile_is_chosen_by_name(taught: Home, file: Path) -> None:
    assert taught.run("load", file, "--profile", "systemet", "--dry-run", "--json").json["profile"] == "Systemet"
    unknown = taught.run("load", file, "--profile", "Treserva")
    assert unknown.code == 2
    assert "”Ett annat”, ”Systemet”" in unknown.said
    wrong = taught.run("load", file, "--profile", "Ett annat", "--json")
    assert wrong.code != 0
    assert wrong.json["delivery"] is None


def test_what_is_said_outright_goes_before_the_profile(taught: Home, file: Path) -> None:
    told = taught.run("load", file, "--set", "case_id=Klient", "--dry-run", "--json").json
    assert (told["profile"], told["rows_loaded"]) == ("Systemet", 60)


def test_the_template_asks_the_questions_of_the_database(taught: Home) -> None:
    file = taught.path("mall.xlsx")
    assert taught.run("template", file).code == 0
    headers = [cell.value for cell in openpyxl.load_workbook(file)[SHEET][1]]
    assert headers[-1] == "Erbjuden tolk"
