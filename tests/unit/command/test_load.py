"""``jamstalld load``: one JSON object, an account that adds up, and exit codes 0, 1 and 2."""

from __future__ import annotations

import json
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from jamstalld.settings import MOST_FILES
from tests.conftest import ROOT, write_rows

from .conftest import Home

KEYS = {
    *("delivery", "rows_read", "rows_loaded", "rows_refused", "rows_set_aside", "already_loaded"),
    *("quarters", "problems", "file"),
}
GOOD = [
    {"sex": sex, "quarter": quarter, "intervention": "Hemtjänst", "person_id": f"{sex}{number}"}
    for sex in "KM"
    for quarter in ("2025K1", "2025K2")
    for number in range(6)
]
# One row that cannot be read, and one that is no row of data.
PARTLY = [*GOOD[:4], {**GOOD[4], "quarter": "våren"}, {"intervention": "Totalt"}]


def check_account(told: dict[str, Any]) -> None:
    """The contract of design.md §6."""
    assert told.keys() == KEYS
    assert told["delivery"] is None or type(told["delivery"]) is str
    for key in ("rows_read", "rows_loaded", "rows_refused", "rows_set_aside"):
        assert type(told[key]) is int
    assert told["rows_read"] == told["rows_loaded"] + told["rows_refused"] + told["rows_set_aside"]
    assert type(told["already_loaded"]) is bool
    assert all(type(quarter) is str for quarter in told["quarters"])
    for problem in told["problems"]:
        assert problem.keys() == {"sheet", "row", "column", "severity", "code", "message"}
        assert problem["severity"] in ("error", "warning")
        assert problem["row"] is None or problem["row"] >= 1
        assert problem["message"][-1] in ".)"


def account(told: dict[str, Any]) -> tuple[int, int, int, int]:
    return told["rows_read"], told["rows_loaded"], told["rows_refused"], told["rows_set_aside"]


@pytest.fixture
def good(home: Home) -> Path:
    return write_rows(home.path("bra.csv"), GOOD)


@pytest.fixture
def partly(home: Home) -> Path:
    return write_rows(home.path("delvis.csv"), PARTLY)


def test_a_good_file_is_loaded_once(home: Home, good: Path) -> None:
    first = home.run("load", good, "--json")
    check_account(first.json)
    assert (first.code, first.err) == (0, "")
    assert account(first.json) == (24, 24, 0, 0)
    assert first.json["quarters"] == ["2025K1", "2025K2"]
    assert first.json["already_loaded"] is False
    assert first.json["file"] == "bra.csv"
    again = home.run("load", good, "--json")
    check_account(again.json)
    assert again.code == 0
    assert again.json["already_loaded"] is True
    assert again.json["delivery"] == first.json["delivery"]
    assert home.run("load", good).out == "bra.csv: filen är redan inläst. Inget har ändrats.\n"
    view = home.run("view", "received", "--period", "2025K1", "--json").json
    assert view["total"]["women"]["n"] < 10, "the second load must not have counted anyone twice"


def test_what_it_writes_is_its_owners_alone(home: Home, good: Path) -> None:
    assert home.run("load", good).code == 0
    made = home.path("jamstalld.duckdb")
    assert stat.S_IMODE(made.stat().st_mode) == 0o600


def test_a_file_with_a_fault_is_refused_whole(home: Home, partly: Path) -> None:
    ran = home.run("load", partly, "--json")
    check_account(ran.json)
    assert ran.code == 1
    assert account(ran.json) == (6, 0, 5, 1)
    assert ran.json["delivery"] is None
    problems = {(problem["code"], problem["row"], problem["column"]) for problem in ran.json["problems"]}
    # As in Excel: the header is row 1.
    assert problems == {("bad_quarter", 6, "B"), ("note_row", 7, None)}
    assert "våren" not in ran.said
    nothing = home.run("view", "received")
    assert (nothing.code, nothing.err) == (2, "Databasen är tom. Läs in ett underlag först.\n")


def test_the_rows_that_can_be_are_loaded_when_that_is_accepted(home: Home, partly: Path) -> None:
    ran = home.run("load", partly, "--accept-partial", "--json")
    check_account(ran.json)
    assert ran.code == 0
    assert account(ran.json) == (6, 4, 1, 1)
    assert ran.json["delivery"]


def test_a_trial_loads_nothing_and_makes_no_database(home: Home, good: Path, partly: Path) -> None:
    trial = home.run("load", good, "--dry-run", "--json")
    check_account(trial.json)
    assert trial.code == 0
    assert account(trial.json) == (24, 24, 0, 0)
    assert trial.json["delivery"] is None
    assert home.run("load", good, "--dry-run").out == "bra.csv: 24 av 24 rader kan läsas in.\n"
    refused = home.run("load", partly, "--dry-run", "--json")
    check_account(refused.json)
    assert refused.code == 1
    assert not home.path("jamstalld.duckdb").exists()


def test_the_text_tells_what_became_of_the_file(home: Home, good: Path, partly: Path) -> None:
    loaded = home.run("load", good)
    assert (loaded.code, loaded.out, loaded.err) == (0, "bra.csv: 24 av 24 rader lästes in.\n", "")
    refused = home.run("load", partly)
    assert (refused.code, refused.out) == (1, "")
    lines = refused.err.splitlines()
    assert lines[0] == "delvis.csv: inget har lästs in. 5 av 6 rader nekades, 1 lades åt sidan."
    assert [line.split(":")[0].strip() for line in lines[1:]] == ["Fel", "Obs"]
    accepted = home.run("load", partly, "--accept-partial")
    assert accepted.code == 1, "its rows are in the other file, too"


def test_rows_of_another_file_are_not_counted_twice(home: Home, good: Path) -> None:
    assert home.run("load", good).code == 0
    other = write_rows(home.path("samma.csv"), [*GOOD[:3], {**GOOD[0], "person_id": "ny"}])
    ran = home.run("load", other, "--json")
    check_account(ran.json)
    assert ran.code == 1
    assert account(ran.json) == (4, 0, 4, 0)
    assert ran.json["problems"][-1]["code"] == "not_loaded"
    assert "räknas två gånger" in ran.json["problems"][-1]["message"]


def test_several_files_are_told_one_by_one_and_the_worst_decides_the_exit_code(
    home: Home, good: Path, partly: Path
) -> None:
    other = write_rows(home.path("mer.xlsx"), [{**row, "quarter": "2025K3"} for row in GOOD])
    both = home.run("load", good, other, "--json")
    assert both.code == 0
    assert [told["file"] for told in both.json["deliveries"]] == ["bra.csv", "mer.xlsx"]
    for told in both.json["deliveries"]:
        check_account(told)
    mixed = home.run("load", good, partly, home.path("finns_inte.csv"), "--json")
    assert mixed.code == 2
    assert [told["already_loaded"] for told in mixed.json["deliveries"]] == [True, False, False]
    assert home.run("load", good, partly).code == 1


def test_options_say_what_a_file_does_not(home: Home) -> None:
    file = home.path("utan.csv")
    file.write_text("Kön;Vad;Insats\nK;Norr;LVM\nM;Söder;LVM\n", "utf-8")
    assert home.run("load", file, "--json").code == 1
    told = home.run("load", file, "--quarter", "2025k2", "--unit", "Öst", "--json")
    assert told.json["quarters"] == ["2025K2"]
    named = home.run("load", file, "--quarter", "2025K2", "--set", "unit=Vad", "--dry-run", "--json")
    assert named.code == 0


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--quarter", "våren"), "Ett kvartal skrivs med år, K och kvartalets nummer, till exempel 2025K1."),
        (("--set", "hittepå=A"), "Det finns ingen variabel ”hittepå”. Visa dem som finns med: jamstalld variables"),
        (("--set", "sex"), "Skriv som namn=värde, till exempel unit=Vuxenenheten."),
        (("--set", "sex="), "Skriv som namn=värde, till exempel unit=Vuxenenheten."),
        (("--set", "sex=A", "--set", "sex=B"), "”sex” står mer än en gång. Ange ett värde åt gången."),
        (
            ("--threshold", "2"),
            "Tröskeln för små tal ska vara 3–10, eller 1 för offentlig statistik utan skydd.",
        ),
    ],
)
def test_an_option_that_cannot_be_right_is_refused(
    home: Home, good: Path, options: tuple[str, ...], message: str
) -> None:
    ran = home.run("load", good, *options, "--json")
    assert (ran.code, ran.json, ran.err) == (2, {"error": message}, "")


def test_the_threshold_is_the_databases_own_from_its_first_day(home: Home, good: Path) -> None:
    assert home.run("load", good, "--threshold", "3").code == 0
    other = home.run("load", good, "--threshold", "1", "--json")
    assert other.code == 2
    assert other.json["error"].startswith("Databasens tröskel för små tal är 3 och bestämdes när den skapades.")
    assert home.run("load", good, "--threshold", "3").code == 0
    assert home.run("view", "received", "--json").json["threshold"] == 3


def ole(name: str) -> bytes:
    """The beginning of an old Office file with one named stream."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + name.encode("utf-16-le") + bytes(1000)


def workbook() -> bytes:
    return (ROOT / "sample_data" / "public" / "lss_2021.xlsx").read_bytes()


BAD: dict[str, tuple[Callable[[], bytes], str]] = {
    "tom.csv": (lambda: b"", "Filen är tom."),
    "blank.csv": (lambda: b" \r\n\r\n", "Filen är tom."),
    "bild.xlsx": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4, "Filen är en bild och inget kalkylark."),
    "kapad.xlsx": (lambda: workbook()[:2000], "Filen är skadad eller ofullständig"),
    "last.xlsx": (lambda: ole("EncryptedPackage"), "Filen är låst med lösenord"),
    "brev.doc": (lambda: ole("WordDocument"), "Filen är ett Worddokument"),
    "prosa.txt": (
        lambda: "Hej! Här kommer uppgifterna.\nDe är hemliga Svensson.\n".encode(),
        "Ingen rubrikrad hittades",
    ),
    "sida.csv": (lambda: b"<!DOCTYPE html><html><body>Logga in</body></html>", "Filen är en webbsida"),
    "skript.csv": (lambda: bytes(range(256)) * 8, "Filen är någon annan sorts fil"),
}


@pytest.mark.parametrize(("name", "made"), BAD.items(), ids=list(BAD))
def test_a_file_that_cannot_be_read_is_told_in_swedish(
    home: Home, name: str, made: tuple[str, tuple[Callable[[], bytes], str]]
) -> None:
    content, message = made
    file = home.path(name)
    file.write_bytes(content())
    ran = home.run("load", file, "--json")
    assert (ran.code, ran.err) == (2, "")
    check_account(ran.json)
    assert account(ran.json) == (0, 0, 0, 0)
    (problem,) = ran.json["problems"]
    assert (problem["severity"], problem["code"]) == ("error", "unreadable")
    assert problem["message"].startswith(message)
    assert "Svensson" not in ran.said


def test_what_is_no_file_is_told_in_swedish(home: Home) -> None:
    ran = home.run("load", home.folder, home.path("finns_inte.xlsx"), "--json")
    assert ran.code == 2
    folder, missing = (told["problems"][0]["message"] for told in ran.json["deliveries"])
    assert folder == "Det är en mapp och ingen fil. Ange filen i mappen som ska läsas in."
    assert missing == "Filen finns inte. Kontrollera sökvägen och att filen inte har flyttats."
    text = home.run("load", home.path("finns_inte.xlsx"))
    assert (text.code, text.out) == (2, "")
    assert text.err.splitlines() == [
        "finns_inte.xlsx: filen går inte att läsa.",
        "  Fel: Filen finns inte. Kontrollera sökvägen och att filen inte har flyttats.",
    ]


def test_a_file_that_is_no_database_is_told_in_swedish(home: Home, good: Path) -> None:
    wrong = home.path("inte.duckdb")
    wrong.write_bytes(b"inte en databas" * 1000)
    for ran in (home.run("load", good, "--database", wrong, "--json"), home.run("view", "received", "--json")):
        assert ran.code == 2
        assert ran.json.keys() == {"error"}
    folder = home.run("load", good, "--database", home.folder, "--json")
    assert folder.code == 2
    assert folder.json["error"].startswith(f"Filen {home.folder} går inte att öppna som databas.")


def test_without_its_salt_a_database_is_not_opened(home: Home, good: Path) -> None:
    assert home.run("load", good).code == 0
    home.path("salt").unlink()
    ran = home.run("view", "received", "--json")
    assert ran.code == 2
    assert "Saltfilen" in ran.json["error"]
    assert not home.path("salt").exists()


def test_the_default_database_lies_in_the_users_own_data_folder(home: Home, good: Path) -> None:
    ran = home.run("load", good, JAMSTALLD_DATABASE="", JAMSTALLD_SALT_FILE="")
    assert ran.code == 0
    made = home.path("data") / "jamstalld" / "jamstalld.duckdb"
    assert made.exists()
    assert stat.S_IMODE(made.parent.stat().st_mode) == 0o700


def test_every_json_answer_is_one_object_and_nothing_else(home: Home, good: Path, partly: Path) -> None:
    for file in (good, partly):
        ran = home.run("load", file, "--json")
        assert isinstance(json.loads(ran.out), dict)
        assert ran.err == ""


def test_no_more_files_than_may_be_are_taken_at_once(home: Home) -> None:
    file = write_rows(home.path("rader.csv"), [{"sex": "K", "quarter": "2025K1"}])
    refused = home.run("load", "--json", *[file] * (MOST_FILES + 1))
    assert refused.code == 2
    assert refused.json == {"error": "Högst 40 filer åt gången. Läs in resten när de är klara."}
    assert not home.path("jamstalld.duckdb").exists()
    assert home.run("load", "--dry-run", *[file] * MOST_FILES).code == 0
