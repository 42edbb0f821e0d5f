"""What may not be asked is refused in Swedish, and what data lack is said with the way to mend it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from jamstalld.errors import EmptyDatabaseError, MissingVariableError, RequestError
from jamstalld.periods import Period
from jamstalld.store import Database
from jamstalld.views.build import build_view
from jamstalld.views.overview import overview
from jamstalld.views.request import ViewRequest

Make = Callable[..., Database]
Load = Callable[..., object]
LATEST = Period.parse("2025K4..2026K3")
FOUR = (
    "Högst 3 uppdelningar och urval åt gången, utöver kön, kvartal och insats. Ta bort något av dem, eller fråga en "
    "uppdelning i taget."
)
OVERLAP = "Perioderna som jämförs får inte ha något kvartal gemensamt."


@pytest.mark.parametrize(
    ("request_", "message"),
    [
        (ViewRequest("hittepå"), "Det finns inget mått ”hittepå”. Visa dem som finns med: jamstalld measures"),
        (
            ViewRequest("approval", by="hittepå"),
            "Det finns ingen variabel ”hittepå”. Visa dem som finns med: jamstalld variables",
        ),
        (
            ViewRequest("approval", filters=(("hittepå", "ja"),)),
            "Det finns ingen variabel ”hittepå”. Visa dem som finns med: jamstalld variables",
        ),
        (ViewRequest("approval", by="age"), "Det går inte att dela upp på ”Ålder”."),
        (ViewRequest("approval", by="sex"), "Det går inte att dela upp på ”Kön”."),
        (ViewRequest("approval", by="person_id"), "Det går inte att dela upp på ”Person”."),
        (ViewRequest("approval", split="hours_per_week"), "Det går inte att dela upp på ”Timmar per vecka”."),
        (ViewRequest("approval", standardise_by=("case_id",)), "Det går inte att dela upp på ”Ärende”."),
        (ViewRequest("approval", filters=(("quarter", "2025K1"),)), "Det går inte att välja ut på ”Kvartal”."),
        (
            ViewRequest("approval", filters=(("goal", "helt uppnått"),)),
            "Det går inte att välja ut på ”Måluppfyllelse”.",
        ),
        (
            ViewRequest("approval", filters=(("area", "Äldre"), ("area", "Socialpsykiatri"))),
            "Varje urval tar ett värde i taget. Välj ett värde, eller alla.",
        ),
        (ViewRequest("approval", by="decision"), "Raderna kan inte vara det som mäts. Välj en annan uppdelning."),
        (
            ViewRequest("goal_attained", standardise_by=("goal",)),
            "Raderna kan inte vara det som mäts. Välj en annan uppdelning.",
        ),
        (
            ViewRequest("approval", by="area", split="area"),
            "Raderna och den andra uppdelningen behöver vara olika.",
        ),
        (ViewRequest("approval", count_unit="liter"), "Måttet kan räknas i insatser, ärenden, personer."),
        (
            ViewRequest("approval", by="area", split="need_level", filters=(("unit", "U"), ("household", "Annat"))),
            FOUR,
        ),
        (
            ViewRequest("approval", by="area", standardise_by=("need_level", "age_group", "household")),
            FOUR,
        ),
        (ViewRequest("violence_asked", period=LATEST, compare_with=Period.parse("2026K1")), OVERLAP),
        (ViewRequest("violence_asked", period=LATEST, compare_with=LATEST), OVERLAP),
        # Where no period is given it is the latest four quarters.
        (ViewRequest("violence_asked", compare_with=Period.parse("2025")), OVERLAP),
        (
            ViewRequest("violence_asked", period=Period.parse("2024"), compare_with=Period.parse("2025")),
            "Perioden att jämföra med behöver vara tidigare än den som visas.",
        ),
    ],
)
def test_a_request_that_may_not_be_asked_is_refused(
    sample_database: Database, request_: ViewRequest, message: str
) -> None:
    with pytest.raises(RequestError) as error:
        build_view(sample_database, request_)
    assert error.value.message == message


@pytest.mark.parametrize(
    "request_",
    [
        ViewRequest("approval", by="area", split="need_level", filters=(("unit", "Vuxenenheten"),)),
        # Quarter, intervention and what is measured do not count among the three.
        ViewRequest("approval", by="quarter", filters=(("unit", "U"), ("area", "A"), ("need_level", "hög"))),
        ViewRequest("approval", by="intervention", filters=(("unit", "U"), ("area", "A"), ("need_level", "hög"))),
        ViewRequest("end_reason", filters=(("unit", "U"), ("area", "A"), ("need_level", "hög"))),
        # A variable asked for twice is one.
        ViewRequest("approval", by="area", filters=(("area", "A"), ("unit", "U")), standardise_by=("need_level",)),
        ViewRequest("approval", count_unit="Personer"),
        ViewRequest("violence_asked", compare_with=Period.parse("2024")),
    ],
)
def test_what_lies_on_the_lattice_is_answered(sample_database: Database, request_: ViewRequest) -> None:
    assert build_view(sample_database, request_).measure == request_.measure


@pytest.mark.parametrize(
    "text",
    ["2025K1..2025K3", "2025K1..2026K1", "2025K4..2025K1", "2024..2025", "2025K0", "2025K5", "25K1", "våren", "", ".."],
)
def test_a_period_of_another_form_is_refused(text: str) -> None:
    with pytest.raises(RequestError) as error:
        Period.parse(text)
    assert "2025K1" in error.value.message


def test_an_empty_database_says_what_to_do_first(make_database: Make) -> None:
    database = make_database()
    for ask in (lambda: build_view(database, ViewRequest("approval")), lambda: overview(database)):
        with pytest.raises(EmptyDatabaseError) as error:
            ask()
        assert error.value.message == "Databasen är tom. Läs in ett underlag först."


@pytest.fixture
def bare(make_database: Make, load_rows: Load) -> Database:
    """Followed-up cases of which only the answer to two questions is known."""
    database = make_database(1)
    lines = [
        {"sex": sex, "quarter": quarter, "participation": answer, "violence_disclosed": "nej"}
        for sex, yes in (("K", 8), ("M", 6))
        for quarter in ("2025K3", "2025K4")
        for answer in ["ja"] * yes + ["nej"] * (10 - yes)
    ]
    load_rows(database, lines)
    return database


def lacks(title: str) -> str:
    return f"Underlaget saknar uppgiften ”{title}”. Lägg till den i nästa fil som läses in, så visas den här vyn."


@pytest.mark.parametrize(
    ("request_", "message"),
    [
        (ViewRequest("approval"), lacks("Beslut")),
        (ViewRequest("received"), lacks("Insats")),
        (ViewRequest("end_reason"), lacks("Avslutsorsak")),
        (ViewRequest("participation", by="area"), lacks("Verksamhetsområde")),
        (ViewRequest("participation", split="unit"), lacks("Enhet")),
        (ViewRequest("participation", filters=(("household", "Annat"),)), lacks("Hushåll")),
        (ViewRequest("participation", standardise_by=("need_level",)), lacks("Behovsnivå")),
        # It concerns only those who were asked, and nothing says who was.
        (ViewRequest("violence_disclosed"), lacks("Fråga om våld ställd")),
        (
            ViewRequest("participation", count_unit="personer"),
            "Underlaget säger inte vilka insatser som hör till samma person, så personer kan inte räknas. "
            "Välj insatser, eller lägg till ett löpnummer per person i nästa fil.",
        ),
    ],
)
def test_what_the_data_lack_is_named(bare: Database, request_: ViewRequest, message: str) -> None:
    with pytest.raises(MissingVariableError) as error:
        build_view(bare, request_)
    assert error.value.message == message


def test_cases_are_not_counted_where_interventions_have_no_case(make_database: Make, load_rows: Load) -> None:
    database = make_database(1)
    load_rows(database, [{"sex": sex, "quarter": "2025K1", "intervention": "LVM"} for sex in "KM"])
    with pytest.raises(MissingVariableError, match="Underlaget saknar ärendenummer, så ärenden kan inte räknas"):
        build_view(database, ViewRequest("received", count_unit="ärenden"))


def test_a_view_works_on_the_few_columns_there_are(bare: Database) -> None:
    """Unasked, the rows are what the data have; a row without an intervention is a case."""
    view = build_view(bare, ViewRequest("participation"))
    assert (view.by, view.count_unit) == ("quarter", "ärenden")
    assert [row.label for row in view.rows] == ["2025K3", "2025K4"]
    assert (view.total.women.count, view.total.women.n) == (16, 20)
    assert (view.total.men.count, view.total.men.n) == (12, 20)
    assert view.method[0].startswith("Räknat i ärenden.")


def test_the_overview_looks_at_what_there_is(bare: Database) -> None:
    seen = overview(bare)
    assert [(look.measure.key, look.request.by) for look in seen.looks] == [("participation", "quarter")]
    assert seen.sizes == ()
    assert seen.earlier_period is None


def test_a_group_of_one_sex_alone_is_not_compared(make_database: Make, load_rows: Load) -> None:
    database = make_database(1)
    both = [{"sex": sex, "area": "Äldre", "participation": "ja"} for sex in "KKMM"]
    women = [{"sex": "K", "area": "Socialpsykiatri", "participation": answer} for answer in ("ja", "nej")]
    load_rows(database, [{"quarter": "2025K1", **row} for row in (*both, *women)])
    view = build_view(database, ViewRequest("participation", period=Period.parse("2025K1")))
    assert [row.label for row in view.rows] == ["Äldre"]
    assert [(hidden.label, hidden.reason) for hidden in view.hidden] == [("Socialpsykiatri", "inga män")]
    assert "Visas inte, inga kvinnor eller inga män: Socialpsykiatri." in view.sentences
    assert view.family == 1
    assert view.total.women.n == 4


def test_hidden_rows_of_a_split_are_named_in_full(make_database: Make, load_rows: Load) -> None:
    database = make_database(1)
    lines = [
        {"sex": "K", "quarter": "2025K1", "area": "Äldre", "need_level": level, "participation": "ja"}
        for level in ("låg", "hög")
    ]
    load_rows(database, lines)
    view = build_view(database, ViewRequest("participation", split="need_level"))
    assert "Visas inte, inga kvinnor eller inga män: Äldre, hög och Äldre, låg." in view.sentences


@pytest.mark.parametrize(
    "request_",
    [ViewRequest("approval", period=Period.parse("1999")), ViewRequest("approval", filters=(("area", "Hittepå"),))],
)
def test_where_there_is_nothing_to_show_it_is_said_and_what_to_do(
    sample_database: Database, request_: ViewRequest
) -> None:
    view = build_view(sample_database, request_)
    assert (view.rows, view.hidden, view.family) == ((), (), 0)
    assert (view.base.women.n, view.base.men.n) == (None, None)
    assert view.sentences == (
        "Det finns inget att visa för det här urvalet och den här perioden.",
        "Välj en annan period eller ett annat urval, och kontrollera hur värdet stavas.",
        "Uppgifterna är påhittade. Kommunen finns inte.",
    )


def test_a_filter_may_be_spelled_as_a_spreadsheet_would(sample_database: Database) -> None:
    stored, typed = (
        build_view(sample_database, ViewRequest("approval", by="area", filters=(("need_level", value),)))
        for value in ("hög", " HÖGT")
    )
    assert stored == typed
    assert stored.filters == (("need_level", "hög"),)
