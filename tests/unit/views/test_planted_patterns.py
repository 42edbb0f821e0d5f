"""What is planted in the sample data is found and named, whatever the salt: protection must not hide it.

The patterns, with the raw counts, are listed in ``sample_data/README.md``.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from jamstalld.periods import Period
from jamstalld.store import Database
from jamstalld.views.build import build_view
from jamstalld.views.model import Row, View
from jamstalld.views.request import ViewRequest
from tests.shared import opened_municipality

SALTS = ("00" * 32, "11" * 32, "22" * 32, "33" * 32, "44" * 32)
LATEST, YEAR_BEFORE = Period.parse("2025K4..2026K3"), Period.parse("2024K4..2025K3")
YEARS = (Period.parse("2024"), Period.parse("2025"))
SUBSTANCE_USE, ECONOMIC = "Skadligt bruk och beroende", "Ekonomiskt bistånd"
NBSP = "\u00a0"


@pytest.fixture(scope="module", params=SALTS, ids=lambda salt: salt[:2])
def database(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    yield from opened_municipality(tmp_path_factory, request.param)


def row(view: View, label: str) -> Row:
    (found,) = [row for row in view.rows if row.label == label]
    return found


def lower(row: Row) -> bool:
    """Whether women are surely lower."""
    return row.verdict == "difference" and row.difference is not None and row.difference.high < 0


def higher(row: Row) -> bool:
    return row.verdict == "difference" and row.difference is not None and row.difference.low > 0


def test_the_salts_give_different_noise(database: Database, sample_database: Database) -> None:
    views = [build_view(each, ViewRequest("approval")) for each in (database, sample_database)]
    assert views[0].data_version == views[1].data_version
    assert views[0].rows != views[1].rows


@pytest.mark.parametrize("period", [LATEST, *YEARS], ids=str)
def test_b_fewer_approvals_in_substance_use_stay_when_adjusted_for_need(database: Database, period: Period) -> None:
    view = build_view(database, ViewRequest("approval", by="area", period=period, standardise_by=("need_level",)))
    found = row(view, SUBSTANCE_USE)
    assert lower(found)
    assert found.adjusted is not None
    assert found.adjusted.by == ("need_level",)
    assert found.adjusted.estimate < -25
    assert found.adjusted.high < -view.margin
    assert "Justerat för behovsnivå är skillnaden " in found.sentence
    assert "vänder" not in found.sentence
    assert view.sentences[0].startswith("Tydlig könsskillnad i ")
    assert f"{SUBSTANCE_USE} (" in view.sentences[0]


def test_b_fewer_approvals_are_seen_in_the_intervention_too(database: Database) -> None:
    view = build_view(database, ViewRequest("approval", by="intervention"))
    assert lower(row(view, "Öppna insatser"))
    assert "Öppna insatser (" in view.sentences[0]


def test_c_the_gap_in_being_asked_about_violence_has_closed(database: Database) -> None:
    view = build_view(database, ViewRequest("violence_asked", period=LATEST, compare_with=YEAR_BEFORE))
    total = view.total
    assert total.previous is not None
    assert total.previous.difference.low > 30
    assert total.previous.change.high < -30
    assert total.verdict == "similar"
    assert "mer än vad slumpen brukar ge" in total.sentence
    assert any("Under kvartal 4 2024 till kvartal 3 2025 var skillnaden" in line for line in view.sentences)
    closed = [each.label for each in view.rows if each.previous and each.previous.change.high < 0]
    assert {"Äldre", ECONOMIC, "Funktionshinder (LSS)", SUBSTANCE_USE} <= set(closed)


def test_c_the_gap_has_moved_from_one_calendar_year_to_the_next(database: Database) -> None:
    view = build_view(database, ViewRequest("violence_asked", period=YEARS[1], compare_with=YEARS[0]))
    assert view.total.previous is not None
    assert view.total.previous.change.high < 0


def test_c_the_gap_closes_in_the_quarter_of_the_effort(database: Database) -> None:
    view = build_view(database, ViewRequest("violence_asked", by="quarter", period=YEARS[1]))
    assert [higher(each) for each in view.rows] == [True, True, True, False]
    assert view.rows[3].difference is not None
    assert abs(view.rows[3].difference.estimate) < 10


def test_d_a_difference_turns_round_when_adjusted_for_need(database: Database) -> None:
    view = build_view(database, ViewRequest("approval", by="area", standardise_by=("need_level",)))
    found = row(view, ECONOMIC)
    assert lower(found)
    assert found.adjusted is not None
    assert found.adjusted.low > 0
    assert "Justerat för behovsnivå vänder skillnaden: den är " in found.sentence
    assert found.sentence.endswith(", högre för kvinnor.")
    assert f"Justerat för behovsnivå vänder skillnaden i {ECONOMIC}." in view.sentences


@pytest.mark.parametrize("period", YEARS, ids=str)
def test_d_crude_and_adjusted_differ_in_sign_each_calendar_year(database: Database, period: Period) -> None:
    view = build_view(database, ViewRequest("approval", by="area", period=period, standardise_by=("need_level",)))
    found = row(view, ECONOMIC)
    assert lower(found)
    assert found.adjusted is not None
    assert found.adjusted.estimate > view.margin


def test_d_the_crude_difference_is_said_before_the_adjusted_one(database: Database) -> None:
    view = build_view(database, ViewRequest("approval", by="area", standardise_by=("need_level",)))
    said = row(view, ECONOMIC).sentence
    assert said.index("Skillnaden är 1") < said.index("Justerat")


@pytest.mark.parametrize("period", [LATEST, *YEARS], ids=str)
def test_e_participation_is_found_alike(database: Database, period: Period) -> None:
    view = build_view(database, ViewRequest("participation", period=period))
    assert view.total.verdict == "similar"
    assert any(
        line.startswith("Totalt: ")
        and f"Likvärdigt: skillnaden är med god säkerhet mindre än 5{NBSP}procentenheter" in line
        for line in view.sentences
    )


def test_f_it_is_found_who_is_given_what(database: Database) -> None:
    view = build_view(database, ViewRequest("received"))
    assert higher(row(view, "Hemtjänst"))
    assert lower(row(view, "Öppna insatser"))
    assert view.sentences[0].startswith("Tydlig könsskillnad i ")
    assert "Hemtjänst (" in view.sentences[0]
    assert "Öppna insatser (" in view.sentences[0]


HEMTJANST = (("intervention", "Hemtjänst"),)


def hours(database: Database, period: Period) -> View:
    return build_view(database, ViewRequest("hours", by="need_level", filters=HEMTJANST, period=period))


@pytest.fixture(scope="module")
def unprotected(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    yield from opened_municipality(tmp_path_factory, threshold=1)


@pytest.mark.parametrize("period", [LATEST, *YEARS], ids=str)
def test_a_fewer_hours_of_hemtjanst_but_not_at_the_same_need(unprotected: Database, period: Period) -> None:
    view = hours(unprotected, period)
    assert lower(view.total)
    assert view.total.difference is not None
    assert -6.5 < view.total.difference.estimate < -3.5
    assert [each.label for each in view.rows] == ["låg", "medel", "hög"]
    assert not any(each.verdict == "difference" for each in view.rows)
    assert any(
        line.startswith("Totalt: Den beviljade tiden var i genomsnitt ")
        and f"{NBSP}timmar per vecka för kvinnor" in line
        for line in view.sentences
    )


@pytest.mark.parametrize("period", [LATEST, *YEARS], ids=str)
def test_a_protected_hours_are_fewer_too_though_not_always_surely(
    database: Database, unprotected: Database, period: Period
) -> None:
    """Some thirty men in ten protected bands: their mean is off by about an hour, and the interval says so."""
    found, true = hours(database, period), hours(unprotected, period).total.difference
    assert true is not None
    assert found.total.difference is not None
    assert found.total.difference.low < true.estimate < found.total.difference.high
    assert found.total.difference.estimate < -2.5
    assert found.total.verdict != "similar"
    assert not any(each.verdict == "difference" for each in found.rows)


def test_a_fewer_hours_are_gone_when_adjusted_for_need(database: Database, request: pytest.FixtureRequest) -> None:
    asked = ViewRequest("hours", filters=HEMTJANST, standardise_by=("need_level",))
    (found,) = build_view(database, asked).rows
    if request.node.callspec.params["database"] == SALTS[0]:
        # By chance this salt releases less than half of the hours of women with little need.
        assert found.adjusted is None
        return
    assert found.adjusted is not None
    assert found.adjusted.low < 0 < found.adjusted.high
    assert "Justerat för behovsnivå är skillnaden " in found.sentence
