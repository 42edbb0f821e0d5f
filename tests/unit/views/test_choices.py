"""The menus offer what may be asked for, and no more."""

from __future__ import annotations

from collections.abc import Callable

from jamstalld.dictionary import dictionary
from jamstalld.periods import Period
from jamstalld.store import Database, data_info
from jamstalld.views.build import build_view
from jamstalld.views.choices import filter_choices, period_choices
from jamstalld.views.request import ViewRequest

Make = Callable[..., Database]
Load = Callable[..., object]


def test_periods_are_rolling_years_and_quarters_the_latest_first(sample_database: Database) -> None:
    texts = [str(period) for period in period_choices(data_info(sample_database))]
    assert texts[:3] == ["2025K4..2026K3", "2025K3..2026K2", "2025K2..2026K1"]
    assert texts[9:11] == ["2026K3", "2026K2"]
    assert texts[-1] == "2023K4"
    assert {"2024", "2025"} <= set(texts)
    assert len(texts) == len(set(texts)) == 9 + 12


def test_of_one_quarter_alone_there_is_still_a_year_to_show(make_database: Make, load_rows: Load) -> None:
    database = make_database(1)
    assert period_choices(data_info(database)) == ()
    load_rows(database, [{"sex": sex, "quarter": "2025K2", "intervention": "LVM"} for sex in "KM"])
    assert [str(period) for period in period_choices(data_info(database))] == ["2024K3..2025K2", "2025K2"]


def test_filters_offer_the_values_there_are_in_the_order_of_their_list(sample_database: Database) -> None:
    offered = filter_choices(sample_database, Period.parse("2025K4..2026K3"))
    columns = data_info(sample_database).columns
    assert set(offered) == {
        key for key, variable in dictionary().variables.items() if variable.filter and key in columns
    }
    assert offered["need_level"] == ("låg", "medel", "hög")
    areas = dictionary().variables["area"].codes
    assert areas is not None
    assert offered["area"] == areas.values
    assert "municipality" not in offered
    assert all(None not in values for values in offered.values())


def test_every_value_that_is_offered_has_somebody_to_show(sample_database: Database) -> None:
    period = Period.parse("2026K1")
    for unit in filter_choices(sample_database, period)["unit"]:
        base = build_view(sample_database, ViewRequest("received", filters=(("unit", unit),), period=period)).base
        assert max(base.women.n or 0, base.men.n or 0) >= 5


def test_a_group_too_small_to_be_shown_is_not_named(make_database: Make, load_rows: Load) -> None:
    protected, public = make_database(5), make_database(1)
    lines = [
        *({"sex": "K", "quarter": "2025K1", "unit": f"Liten {number}", "person_id": number} for number in range(40)),
        *({"sex": "K", "quarter": "2025K1", "unit": "Stor", "person_id": 100 + number} for number in range(40)),
    ]
    for database in (protected, public):
        load_rows(database, lines)
    period = Period.parse("2025K1")
    assert len(filter_choices(public, period)["unit"]) == 41
    offered = filter_choices(protected, period)["unit"]
    assert "Stor" in offered
    # A single person is released as nobody, or now and then as five or more: never as what she is.
    assert len(offered) < 20
