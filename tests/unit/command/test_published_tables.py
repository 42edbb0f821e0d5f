"""Official statistics load with one command each, and come back as they were published.

LSS: persons with an intervention 1 October 2021, SCB from Socialstyrelsen. Ekonomiskt bistånd 2016: SKL.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import ROOT

from .conftest import Home

PUBLIC = ROOT / "sample_data" / "public"

# Intervention → women, men, women's share of it (per cent, one decimal), as published and recomputed.
LSS = {
    "Rådgivning och stöd": (417, 352, 54.2),
    "Personlig assistans": (2202, 2746, 44.5),
    "Ledsagarservice": (2833, 3836, 42.5),
    "Kontaktperson": (7831, 9718, 44.6),
    "Avlösarservice": (1191, 2904, 29.1),
    "Korttidsvistelse": (3129, 5671, 35.6),
    "Korttidstillsyn": (1671, 2894, 36.6),
    "Boende för barn": (303, 569, 34.7),
    "Boende för vuxna": (12195, 17356, 41.3),
    "Daglig verksamhet": (16744, 23320, 41.8),
}


@pytest.fixture(scope="module", params=["lss_2021.csv", "lss_2021.xlsx"])
def lss(request: pytest.FixtureRequest, make_home: Callable[[], Home]) -> Home:
    home = make_home()
    options = ("--quarter", "2021K4", "--threshold", "1", "--database", home.path("lss.duckdb"), "--json")
    ran = home.run("load", PUBLIC / request.param, *options)
    assert (ran.code, ran.err) == (0, "")
    told = ran.json
    assert told["rows_loaded"] == 10
    assert told["rows_set_aside"] == 2
    assert told["rows_refused"] == 0
    assert told["rows_read"] == 12
    assert told["quarters"] == ["2021K4"]
    assert [problem["code"] for problem in told["problems"]] == [
        "similar_value",
        "similar_value",
        "totals_row",
        "totals_row",
    ]
    assert {problem["severity"] for problem in told["problems"]} == {"warning"}
    return home


def view(home: Home, *options: str) -> dict[str, Any]:
    ran = home.run("view", *options, "--database", home.path("lss.duckdb"), "--json")
    assert (ran.code, ran.err) == (0, "")
    return ran.json


@pytest.fixture(scope="module")
def received(lss: Home) -> dict[str, Any]:
    return view(lss, "received", "--by", "intervention")


def test_the_lss_table_comes_back_as_published(received: dict[str, Any]) -> None:
    rows = {row["label"]: row for row in received["rows"]}
    assert {label: (row["women"]["count"], row["men"]["count"]) for label, row in rows.items()} == {
        label: (women, men) for label, (women, men, _) in LSS.items()
    }
    assert received["threshold"] == 1
    assert received["synthetic"] is False
    assert received["hidden"] == []
    assert received["family"] == 10


def test_the_totals_are_not_interventions(received: dict[str, Any]) -> None:
    assert received["base"] == {
        "women": {"n": 48516, "missing": 0},
        "men": {"n": 69366, "missing": 0},
        "sex_missing": 0,
    }
    assert not [row["label"] for row in received["rows"] if "otalt" in row["label"]]
    assert sum(row["women"]["count"] for row in received["rows"]) == 48516
    assert sum(row["men"]["count"] for row in received["rows"]) == 69366


def test_womens_share_of_each_intervention_is_as_recomputed(received: dict[str, Any]) -> None:
    for row in received["rows"]:
        representation = row["representation"]
        assert round(100 * representation["women_share"], 1) == LSS[row["label"]][2]
        assert round(100 * representation["base_women_share"], 1) == 41.2
        assert representation["index"] == pytest.approx(
            representation["women_share"] / representation["base_women_share"]
        )


def test_counted_in_persons_the_base_is_the_published_number_of_persons(lss: Home) -> None:
    data = view(lss, "received", "--by", "intervention", "--count", "personer")
    rows = {row["label"]: row for row in data["rows"]}
    daily = rows["Daglig verksamhet"]
    assert data["count_unit"] == "personer"
    assert (data["base"]["women"]["n"], data["base"]["men"]["n"]) == (31150, 45562)
    assert (daily["women"]["count"], daily["men"]["count"]) == (16744, 23320)
    # Men are more in number, women more as a share.
    assert round(100 * daily["women"]["share"], 1) == 53.8
    assert round(100 * daily["men"]["share"], 1) == 51.2
    assert daily["difference"]["estimate"] > 0
    assert round(100 * daily["representation"]["base_women_share"], 1) == 40.6


def test_the_same_view_as_text_says_the_same_and_that_nothing_is_protected(lss: Home, received: dict[str, Any]) -> None:
    ran = lss.run("view", "received", "--database", lss.path("lss.duckdb"))
    assert ran.code == 0
    lines = ran.out.splitlines()
    assert lines[0] == "Vilka får vilka insatser?"
    for text in (*received["sentences"], *received["method"], *(row["sentence"] for row in received["rows"])):
        assert text in lines
    assert "Skydd av små tal är avstängt: databasen är gjord för offentlig statistik." in lines


def test_the_sentence_of_a_row_is_in_per_cent_and_percentage_points(received: dict[str, Any]) -> None:
    rows = {row["label"]: row["sentence"] for row in received["rows"]}
    assert rows["Kontaktperson"].replace("\u00a0", " ") == (
        "Kontaktperson: 16 % av kvinnornas insatser och 14 % av männens. Skillnaden är 2,1 procentenheter "
        "(osäkerhet 1,7–2,5). Den är större än vad slumpen brukar ge. Det säger inte varför."
    )
    assert "Den är liten: mindre än 2 procentenheter." in rows["Avlösarservice"].replace("\u00a0", " ")


def test_a_measure_of_what_the_table_lacks_says_so(lss: Home) -> None:
    ran = lss.run("view", "approval", "--database", lss.path("lss.duckdb"), "--json")
    assert ran.code == 2
    assert ran.json == {
        "error": "Underlaget saknar uppgiften ”Beslut”. Lägg till den i nästa fil som läses in, så visas den här vyn."
    }


def test_recipients_of_ekonomiskt_bistand_load_too(home: Home) -> None:
    options = ("--threshold", "1", "--database", home.path("e.duckdb"), "--json")
    file = PUBLIC / "ekonomiskt_bistand_2016.xlsx"
    unasked = home.run("load", file, *options)
    assert unasked.code == 1
    assert [problem["code"] for problem in unasked.json["problems"]] == ["no_quarter", "sex_missing"]
    ran = home.run("load", file, "--quarter", "2016K4", *options)
    assert ran.code == 0
    assert ran.json["rows_loaded"] == 3
    # Children's sex is not published: they are kept, and counted as missing.
    assert [problem["code"] for problem in ran.json["problems"]] == ["sex_missing"]


def test_rates_without_counts_are_not_loaded_as_counts(home: Home) -> None:
    ran = home.run("load", PUBLIC / "lss_per_10000_2021.csv", "--quarter", "2021K4", "--json")
    assert ran.code != 0
    assert ran.json["rows_loaded"] == 0
    assert ran.json["delivery"] is None
