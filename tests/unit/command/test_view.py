"""``jamstalld view``, ``measures`` and ``variables``: the pages' own views, and errors in Swedish."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from jamstalld.dictionary import dictionary
from jamstalld.periods import Period
from jamstalld.store import Database
from jamstalld.views.asjson import view_to_json
from jamstalld.views.build import build_view
from jamstalld.views.request import ViewRequest
from tests.shared import ROOT, municipality

from .conftest import Home


@pytest.fixture(scope="module")
def sample(make_home: Callable[[], Home], tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home with the sample municipality in its default database."""
    home = make_home()
    municipality(tmp_path_factory, home.path("jamstalld.duckdb"))
    return home


@pytest.mark.parametrize(
    ("typed", "request_"),
    [
        (("received",), ViewRequest("received")),
        (
            ("approval", "--by", "area", "--period", "2025"),
            ViewRequest("approval", by="area", period=Period.parse("2025")),
        ),
        (
            ("approval", "--by", "area", "--split", "need_level", "--period", "2026k1"),
            ViewRequest("approval", by="area", split="need_level", period=Period.parse("2026K1")),
        ),
        (
            ("approval", "--by", "area", "--standardise", "need_level", "--standardise", "age_group"),
            ViewRequest("approval", by="area", standardise_by=("age_group", "need_level")),
        ),
        (
            ("violence_asked", "--period", "2025K4..2026K3", "--compare", "2024K4..2025K3"),
            ViewRequest(
                "violence_asked",
                period=Period.parse("2025K4..2026K3"),
                compare_with=Period.parse("2024K4..2025K3"),
            ),
        ),
        (
            ("participation", "--filter", "area=Äldre", "--filter", "need_level = hög", "--count", "personer"),
            ViewRequest("participation", filters=(("area", "Äldre"), ("need_level", "hög")), count_unit="personer"),
        ),
    ],
)
def test_the_command_shows_the_view_a_page_would(
    sample: Home, sample_database: Database, typed: tuple[str, ...], request_: ViewRequest
) -> None:
    ran = sample.run("view", *typed, "--json")
    assert (ran.code, ran.err) == (0, "")
    assert ran.json == json.loads(json.dumps(view_to_json(build_view(sample_database, request_))))


def test_the_text_is_the_question_the_findings_the_rows_and_the_method(sample: Home) -> None:
    ran = sample.run("view", "approval", "--by", "area")
    data = sample.run("view", "approval", "--by", "area", "--json").json
    assert (ran.code, ran.err) == (0, "")
    wanted = [
        *(data["question"], "", *data["sentences"], ""),
        *(row["sentence"] for row in data["rows"]),
        *("", *data["method"]),
    ]
    assert ran.out == "\n".join(wanted) + "\n"


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        (("hittepå",), "Det finns inget mått ”hittepå”. Visa dem som finns med: jamstalld measures"),
        (
            ("approval", "--by", "hittepå"),
            "Det finns ingen variabel ”hittepå”. Visa dem som finns med: jamstalld variables",
        ),
        (
            ("approval", "--filter", "hittepå=ja"),
            "Det finns ingen variabel ”hittepå”. Visa dem som finns med: jamstalld variables",
        ),
        (("approval", "--filter", "area"), "Skriv som namn=värde, till exempel unit=Vuxenenheten."),
        (
            ("approval", "--filter", "area=Äldre", "--filter", "area=Socialpsykiatri"),
            "”area” står mer än en gång. Ange ett värde åt gången.",
        ),
        (
            ("approval", "--period", "2025K5"),
            "Ett kvartal skrivs med år, K och kvartalets nummer, till exempel 2025K1.",
        ),
        (
            ("approval", "--period", "2025K1..2025K3"),
            "En period är ett kvartal (2025K1), ett kalenderår (2025) eller fyra kvartal i följd (2024K3..2025K2).",
        ),
        (("approval", "--count", "liter"), "Måttet kan räknas i insatser, ärenden, personer."),
        (("approval", "--by", "municipality"), "Underlaget saknar uppgiften ”Kommun”. "),
        (("violence_asked", "--compare", "2026K1"), "Perioderna som jämförs får inte ha något kvartal gemensamt."),
        # How it is typed.
        ((), "MÅTT saknas. Visa hur det skrivs: jamstalld view --help"),
        (("approval", "--hittepå"), "Det finns inget som heter --hittepå. Visa hur det skrivs: jamstalld view --help"),
        (("approval", "--by"), "Värdet för --by saknas. "),
    ],
)
def test_what_cannot_be_asked_is_refused_in_swedish(sample: Home, typed: tuple[str, ...], message: str) -> None:
    text = sample.run("view", *typed)
    assert (text.code, text.out) == (2, "")
    assert text.err.startswith(message)
    assert text.err.count("\n") == 1
    # Before the option that is missing something, so that --json is not taken for its value.
    as_json = sample.run("view", "--json", *typed)
    assert (as_json.code, as_json.err) == (2, "")
    assert as_json.json == {"error": text.err.rstrip("\n")}


def test_without_a_database_the_command_says_how_to_make_one(home: Home) -> None:
    missing = home.path("jamstalld.duckdb")
    ran = home.run("view", "approval")
    assert ran.code == 2
    assert ran.err == f"Databasen {missing} finns inte. Läs in ett underlag först: jamstalld load FIL\n"
    assert not missing.exists()


def test_settings_that_cannot_be_read_are_told_in_swedish(home: Home) -> None:
    settings = home.path("settings.toml")
    settings.write_text("databas = 'x'", "utf-8")
    for command in (("view", "approval"), ("measures",), ("variables",), ("load", "x.csv")):
        ran = home.run(*command, "--json", JAMSTALLD_SETTINGS=str(settings))
        assert (ran.code, ran.json) == (2, {"error": f"Inställningsfilen {settings} har okända namn: databas."})


def test_the_measures_are_listed_with_what_can_be_asked_of_them(sample: Home, home: Home) -> None:
    ran = sample.run("measures", "--json")
    listed = ran.json
    assert (ran.code, ran.err) == (0, "")
    assert [item["key"] for item in listed] == list(dictionary().measures)
    for item in listed:
        assert item.keys() >= {"key", "title", "kind", "unit"}
        assert item["kind"] in ("share", "rate", "ordinal", "mean")
        assert item["unit"] in item["units"]
        assert type(item["margin"]) is float
        assert item["available"] is True
    assert [item["available"] for item in home.run("measures", "--json").json] == [False] * len(listed)


def test_the_variables_are_listed_with_what_may_be_done_with_them(sample: Home) -> None:
    ran = sample.run("variables", "--json")
    listed = {item["key"]: item for item in ran.json}
    assert (ran.code, ran.err) == (0, "")
    assert list(listed) == list(dictionary().variables)
    for item in listed.values():
        assert item.keys() >= {"key", "title", "kind", "unit"}
        assert type(item["rows"]) is bool
        assert type(item["filter"]) is bool
    assert listed["hours_per_week"]["unit"] == "timmar"
    assert listed["hours_per_week"]["available"] is True
    assert listed["need_level"]["available"] is True
    assert listed["municipality"]["available"] is False


def test_the_lists_as_text_say_what_the_data_lack(sample: Home) -> None:
    measures = sample.run("measures").out.splitlines()
    assert measures[0] == "received            Vilka får vilka insatser?"
    variables = sample.run("variables").out.splitlines()
    assert "municipality         Kommun (saknas i underlaget)" in variables
    assert "area                 Verksamhetsområde" in variables


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        (("hittepå",), "Det som står efter jamstalld går inte att tyda. Visa hur det skrivs: jamstalld --help"),
        (("load",), "FIL... saknas. Visa hur det skrivs: jamstalld load --help"),
        (("load", "x", "--threshold", "fem"), "Värdet för --threshold går inte att använda. "),
        (("serve", "--port", "0"), "Värdet för --port går inte att använda. "),
        (("measures", "extra"), "Det som står efter jamstalld går inte att tyda. "),
    ],
)
def test_a_command_that_is_mistyped_is_answered_in_swedish(home: Home, typed: tuple[str, ...], message: str) -> None:
    ran = home.run(*typed)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(message)


def test_help_and_version_are_given(home: Home) -> None:
    assert home.run("--version").out.startswith("jamstalld ")
    for command in ("demo", "serve", "load", "view", "measures", "variables"):
        ran = home.run(command, "--help")
        assert ran.code == 0
        assert f"jamstalld {command}" in ran.out
    alone = home.run()
    assert alone.code == 2
    assert "load" in alone.err


def test_ctrl_c_ends_the_command_without_a_traceback(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("jamstalld.commands.common.read_settings", interrupted)
    ran = home.run("measures")
    assert ran.code != 0
    assert ran.err.strip() == "Avbrutet."


def test_a_file_is_loaded_by_a_user_without_a_name(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a container that runs under a number of its own."""

    def nameless() -> str:
        raise KeyError("getpwuid(): uid not found: 4242")

    monkeypatch.setattr("getpass.getuser", nameless)
    file: Path = ROOT / "sample_data" / "public" / "lss_2021.csv"
    assert home.run("load", file, "--quarter", "2021K4", "--threshold", "1").code == 0
