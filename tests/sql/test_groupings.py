"""Groupings in the database: every row has its group, whenever it came, and its key does not know of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from jamstalld.dictionary import Grouping, LocalVariable
from jamstalld.errors import JamstalldError, RequestError
from jamstalld.loading import Outcome
from jamstalld.periods import Period
from jamstalld.store import (
    Condition,
    Database,
    Question,
    data_info,
    declare_grouping,
    declare_local,
    deliveries,
    dictionary_of,
    events,
    extend_grouping,
    groupings,
    released_counts,
    remove_grouping,
    remove_local,
    restore,
    withdraw,
)
from jamstalld.views.build import build_view
from jamstalld.views.choices import filter_choices
from jamstalld.views.model import View
from jamstalld.views.request import ViewRequest
from tests.sql.loaded import everything, table

DISTRICTS = Grouping("Distrikt", "unit", (("Norr", ("Ek", "Al")), ("Söder", ("Lind",))))
KEY = DISTRICTS.key
UNITS = {"Ek": 30, "Al": 20, "Lind": 40, "Asp": 25, None: 10}


def people(quarter: str = "2025K1") -> list[dict[str, object]]:
    """Of each sex in each unit so many; every second one is granted."""
    return [
        {
            "person_id": f"{quarter}{unit}{sex}{at}",
            "sex": sex,
            "quarter": quarter,
            "unit": unit,
            "age_group": "25–44 år" if at % 3 else "65–79 år",
            "intervention": "Hemtjänst",
            "decision": "bifall" if at % 2 else "avslag",
        }
        for unit, number in UNITS.items()
        for sex in ("K", "M")
        for at in range(number)
    ]


def view(database: Database, by: str = KEY, **asked: object) -> View:
    return build_view(database, ViewRequest("approval", by=by, **asked))  # type: ignore[arg-type]


def women(shown: View) -> dict[str, int | None]:
    return {row.label: row.women.n for row in shown.rows}


@pytest.fixture
def public(make_database: Callable[..., Database], load_rows: Callable[..., Outcome]) -> Database:
    database = make_database(threshold=1)
    load_rows(database, people())
    return database


def test_rows_that_are_there_and_rows_that_come_have_their_group(
    public: Database, load_rows: Callable[..., Outcome]
) -> None:
    declare_grouping(public, DISTRICTS, by="Ada")
    load_rows(public, people("2025K2"))
    for period in ("2025K1", "2025K2"):
        shown = view(public, period=Period.parse(period))
        assert women(shown) == {"Norr": 50, "Söder": 40, "Övriga": 25}
        assert shown.by_title == "Distrikt"


def test_a_grouping_is_rows_split_filter_and_stratum(public: Database) -> None:
    declare_grouping(public, DISTRICTS, by="Ada")
    assert women(view(public, by="age_group", filters=((KEY, "norr"),))) == {"25–44 år": 33, "65–79 år": 17}
    split = view(public, by="age_group", split=KEY)
    assert {(row.label, row.split): row.women.n for row in split.rows}["25–44 år", "Söder"] == 26
    adjusted = view(public, by="age_group", standardise_by=(KEY,)).rows[0].adjusted
    assert adjusted
    assert adjusted.by == (KEY,)
    assert filter_choices(public, Period.parse("2025K1"))[KEY] == ("Norr", "Söder", "Övriga")


def test_what_is_received_may_be_told_by_groups_of_interventions(public: Database) -> None:
    declare_grouping(public, Grouping("Slag", "intervention", (("Hemma", ("Hemtjänst",)),)), by="Ada")
    shown = build_view(public, ViewRequest("received", by="grouped_slag"))
    assert [(row.label, row.women.count, row.women.n) for row in shown.rows] == [("Hemma", 62, 125)]


@pytest.mark.parametrize(
    "asked",
    [
        ViewRequest("approval", by=KEY, split="unit"),
        ViewRequest("approval", by="unit", split=KEY),
        ViewRequest("approval", by="unit", filters=((KEY, "Norr"),)),
        ViewRequest("approval", by=KEY, filters=(("unit", "Ek"),)),
        ViewRequest("approval", by="age_group", filters=((KEY, "Norr"), ("unit", "Ek"))),
        ViewRequest("approval", by="age_group", filters=(("unit", "Ek"),), standardise_by=(KEY,)),
        ViewRequest("approval", by="grouped_beslutsgrupp"),
        ViewRequest("received", by="grouped_beslutsgrupp"),
        ViewRequest("received", by="unit", filters=(("grouped_beslutsgrupp", "Ja"),)),
    ],
)
def test_a_variable_is_not_crossed_with_its_grouping(public: Database, asked: ViewRequest) -> None:
    declare_grouping(public, DISTRICTS, by="Ada")
    declare_grouping(public, Grouping("Beslutsgrupp", "decision", (("Ja", ("bifall",)),)), by="Ada")
    with pytest.raises(RequestError, match="en indelning av den"):
        build_view(public, asked)


@pytest.mark.parametrize(
    ("breakdown", "filters", "parts"),
    [
        (("unit", KEY), {}, {"n": ()}),
        ((KEY,), {"unit": "Ek"}, {"n": ()}),
        (("unit",), {KEY: "Norr"}, {"n": ()}),
        ((), {KEY: "Norr", "unit": "Ek"}, {"n": ()}),
        ((KEY,), {}, {"n": (Condition("unit", ("Ek",)),)}),
    ],
)
def test_the_store_refuses_the_crossing_too(
    public: Database,
    breakdown: tuple[str, ...],
    filters: dict[str, str],
    parts: dict[str, tuple[Condition, ...]],
) -> None:
    declare_grouping(public, DISTRICTS, by="Ada")
    with pytest.raises(RequestError, match="en indelning av den"):
        released_counts(public, Question(Period.parse("2025K1"), "quarter", (breakdown,), parts, filters))


def test_a_grouping_is_one_of_three_factors(public: Database) -> None:
    declare_grouping(public, DISTRICTS, by="Ada")
    narrow = (("need_level", "hög"), ("household", "ensamstående"), ("area", "Äldre"))
    with pytest.raises(RequestError, match="Högst 3"):
        view(public, filters=narrow)


def test_inhabitants_are_not_told_apart_by_groups_of_ages(public: Database) -> None:
    declare_grouping(public, Grouping("Ålder grovt", "age_group", (("Yngre", ("25–44 år",)),)), by="Ada")
    with pytest.raises(RequestError, match="grupper av åldrar"):
        build_view(public, ViewRequest("received", by="grouped_alder_grovt", base="population"))


def test_a_group_of_one_value_has_the_number_of_that_value(
    make_database: Callable[..., Database], load_rows: Callable[..., Outcome]
) -> None:
    """And one of all values that of all together: a group is its rows, whatever it is called."""
    database = make_database()
    load_rows(database, [one for one in people() if one["unit"]])
    everybody = Grouping("Hela", "age_group", (("Alla åldrar", ("25–44 år", "65–79 år")),))
    declare_grouping(database, DISTRICTS, by="Ada")
    declare_grouping(database, everybody, by="Ada")
    own, by_unit = women(view(database)), women(view(database, by="unit"))
    assert own["Söder"] == by_unit["Lind"]
    assert own["Övriga"] == by_unit["Asp"]
    assert women(view(database, by=everybody.key)) == {"Alla åldrar": view(database).total.women.n}


def test_no_key_and_no_other_number_changes(
    make_database: Callable[..., Database], load_rows: Callable[..., Outcome]
) -> None:
    database, other = make_database(), make_database()
    load_rows(database, people())
    keys = [line[1:4] for line in table(database, "facts.follow_up")]
    before = view(database, by="unit")
    declare_grouping(database, DISTRICTS, by="Ada")
    assert [line[1:4] for line in table(database, "facts.follow_up")] == keys
    after = view(database, by="unit")
    assert replace(after, data_version=before.data_version) == before
    declare_grouping(other, DISTRICTS, by="Ada")
    load_rows(other, people())
    assert view(other).rows == view(database).rows


def test_the_version_of_the_data_follows_the_groupings(public: Database) -> None:
    plain = data_info(public).version
    declare_grouping(public, DISTRICTS, by="Ada")
    first = data_info(public)
    assert KEY in first.columns
    extend_grouping(public, KEY, (("Söder", ("Asp",)),), by="Ada")
    second = data_info(public)
    assert len({plain, first.version, second.version}) == 3
    remove_grouping(public, KEY, by="Ada", reason="prov")
    assert data_info(public).version == plain
    assert KEY not in data_info(public).columns


def test_a_grouping_of_what_no_file_has_is_not_there_to_choose(public: Database) -> None:
    declare_grouping(public, Grouping("Behov grovt", "need_level", (("Mindre", ("låg",)),)), by="Ada")
    assert "grouped_behov_grovt" not in data_info(public).columns
    assert "grouped_behov_grovt" in dictionary_of(public).variables


def test_it_grows_and_all_rows_follow(public: Database, load_rows: Callable[..., Outcome]) -> None:
    declare_grouping(public, DISTRICTS, by="Ada")
    wider = extend_grouping(public, KEY, (("Söder", ("Asp",)), ("Väster", ("Rönn",))), by="Bo")
    assert groupings(public) == (wider,)
    load_rows(public, people("2025K2"))
    for period in ("2025K1", "2025K2"):
        assert women(view(public, period=Period.parse(period))) == {"Norr": 50, "Söder": 65}


def test_rows_that_are_put_away_follow_too(public: Database) -> None:
    (delivery,) = deliveries(public)
    withdraw(public, delivery.delivery, by="t", reason="prov")
    declare_grouping(public, DISTRICTS, by="Ada")
    restore(public, delivery.delivery, by="t")
    assert women(view(public))["Norr"] == 50
    withdraw(public, delivery.delivery, by="t", reason="prov")
    extend_grouping(public, KEY, (("Söder", ("Asp",)),), by="Ada")
    restore(public, delivery.delivery, by="t")
    assert women(view(public))["Söder"] == 65


def test_what_is_refused_changes_nothing(public: Database) -> None:
    declare_grouping(public, DISTRICTS, by="Ada")
    before = everything(public), table(public, "app.grouping")
    with pytest.raises(JamstalldError, match="redan indelad"):
        declare_grouping(public, replace(DISTRICTS, title="Väderstreck"), by="Ada")
    with pytest.raises(JamstalldError, match="inte flyttas"):
        extend_grouping(public, KEY, (("Söder", ("Ek",)),), by="Ada")
    with pytest.raises(JamstalldError, match="Det finns: grouped_distrikt"):
        extend_grouping(public, "grouped_annat", (("Söder", ("Asp",)),), by="Ada")
    with pytest.raises(JamstalldError, match="Skriv varför"):
        remove_grouping(public, KEY, by="Ada", reason=" ")
    with pytest.raises(JamstalldError, match="för långt"):
        remove_grouping(public, KEY, by="Ada", reason="x" * 301)
    assert (everything(public), table(public, "app.grouping")) == before


def test_one_that_was_removed_leaves_its_versions_and_room_for_another(public: Database) -> None:
    declare_grouping(public, DISTRICTS, by="Ada")
    remove_grouping(public, KEY, by="Ada", reason="fel enheter")
    with pytest.raises(RequestError, match="ingen variabel"):
        view(public)
    assert len(table(public, "app.grouping")) == 2
    other = replace(DISTRICTS, groups=(("Norr", ("Ek",)),))
    declare_grouping(public, other, by="Ada")
    assert groupings(public) == (other,)
    assert women(view(public)) == {"Norr": 30, "Övriga": 85}


def test_a_question_of_ones_own_that_is_grouped_is_not_removed(make_database: Callable[..., Database]) -> None:
    database = make_database()
    declare_local(database, LocalVariable("Väg in", "category", values=("själv", "skola", "vård")), by="Ada")
    grouping = Grouping("Väg grovt", "local_vag_in", (("Andra", ("skola", "VÅRD")),), "Själv")
    assert declare_grouping(database, grouping, by="Ada").groups == (("Andra", ("skola", "vård")),)
    with pytest.raises(JamstalldError, match="indelad i grupper"):
        remove_local(database, "local_vag_in", by="Ada")
    remove_grouping(database, grouping.key, by="Ada", reason="prov")
    remove_local(database, "local_vag_in", by="Ada")


def test_it_is_there_when_the_database_is_opened_again(make_database: Callable[..., Database], tmp_path: Path) -> None:
    database = make_database(path=tmp_path / "egen.duckdb")
    declare_grouping(database, DISTRICTS, by="Ada")
    database.close()
    assert groupings(make_database(path=tmp_path / "egen.duckdb")) == (DISTRICTS,)


def test_the_log_tells_of_it_and_holds_no_value(public: Database) -> None:
    declare_grouping(public, DISTRICTS, by="Ada")
    extend_grouping(public, KEY, (("Söder", ("Asp",)), ("Väster", ("Rönn",))), by="Bo")
    remove_grouping(public, KEY, by="Cia", reason=" fel  enheter ")
    assert [(event.action, event.done_by, event.text) for event in events(public)[:3]] == [
        ("ungrouped", "Cia", "Distrikt: fel enheter"),
        ("regrouped", "Bo", "Distrikt: fler värden i Söder, Väster"),
        ("grouped", "Ada", "Distrikt: Norr, Söder, Övriga"),
    ]
