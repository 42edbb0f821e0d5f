"""One group asked for in every way there is, and one file loaded in every way: always the same number."""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from jamstalld.charts.comparison import comparison_table
from jamstalld.export.safe import SHEET, safe_workbook
from jamstalld.intake import LoadOptions
from jamstalld.loading import Outcome, load_file
from jamstalld.periods import Period
from jamstalld.store import Database, deliveries, dictionary_of, open_database, restore, withdraw
from jamstalld.views.build import build_view
from jamstalld.views.model import Row, View
from jamstalld.views.quality import missing_by_group
from jamstalld.views.request import ViewRequest
from tests.attack.crawl import at_the_door
from tests.attack.land import UNITS, Land, gathered
from tests.conftest import TODAY, write_rows
from tests.unit.command.conftest import Home

Sexes = tuple[int | None, int | None]

LAND = Land(4)
QUARTER, YEAR = "2024K2", "2024"
PLACE, AGE, KIND = "Väster", "25–44 år", "HVB"
# 13 women and 11 men, and nobody else, have each of these.
ALONE = {"unit": PLACE, "age_group": AGE, "intervention": KIND}
WOMEN, MEN = 13, 11


def people() -> list[dict[str, Any]]:
    """A municipality with one group that is a unit, an age group and an intervention of its own, in one quarter."""
    others = [row for row in LAND.people(500, seed=4) if not ALONE.items() & row.items()]
    same = {**ALONE, "quarter": QUARTER, "decision": "bifall", "goal": "helt uppnått", "violence_asked": "ja"}
    group = [
        {"person_id": f"G{at}", "case_id": f"GA{at}", "sex": "kvinna" if at < WOMEN else "man", **same}
        for at in range(WOMEN + MEN)
    ]
    return random.Random(4).sample([*others, *group], len(others) + len(group))


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    home = Home(tmp_path_factory.mktemp("ways"))
    file = write_rows(home.path("rader.csv"), people())
    ran = home.run("load", file, "--json")
    assert ran.code == 0, ran.said
    return home


@pytest.fixture(scope="module")
def database(home: Home) -> Iterator[Database]:
    opened = open_database(home.path("jamstalld.duckdb"), home.path("salt"))
    yield opened
    opened.close()


def of_row(row: Row) -> Sexes:
    return row.women.n, row.men.n


def of_count(row: Row) -> Sexes:
    return row.women.count, row.men.count


def the_row(view: View, label: str, split: str | None = None) -> Row:
    (row,) = [row for row in view.rows if (row.label, row.split) == (label, split)]
    return row


def ways(database: Database, home: Home) -> Iterator[tuple[str, Sexes]]:
    """Ask for the group: rows, splits, filters, totals, periods, units, measures, standardised, compared, and files."""

    def view(measure: str = "approval", by: str = "unit", period: str = YEAR, **asked: Any) -> View:
        return build_view(database, ViewRequest(measure, by=by, period=Period.parse(period), **asked))

    for by, label in ALONE.items():
        yield f"rows {by}", of_row(the_row(view(by=by), label))
        yield f"filter {by}", of_row(view(by="quarter", filters=((by, label),)).total)
        yield f"quarter under filter {by}", of_row(the_row(view(by="quarter", filters=((by, label),)), QUARTER))
        base = view(by="quarter", filters=((by, label),)).base
        yield f"base under filter {by}", (base.women.n, base.men.n)
    yield "split", of_row(the_row(view(split="age_group"), PLACE, AGE))
    yield "split the other way", of_row(the_row(view(by="age_group", split="unit"), AGE, PLACE))
    yield "row under filter", of_row(the_row(view(by="age_group", filters=(("unit", PLACE),)), AGE))
    yield "two filters", of_row(view(by="quarter", filters=(("unit", PLACE), ("age_group", AGE))).total)
    for period in (QUARTER, "2024K1..2024K4", "2023K3..2024K2", "2024K2..2025K1"):
        yield f"period {period}", of_row(the_row(view(period=period), PLACE))
    for unit in UNITS:
        yield unit, of_row(the_row(view(count_unit=unit), PLACE))
        yield f"{unit} received", of_count(the_row(view("received", count_unit=unit), PLACE))
    yield "standardised", of_row(the_row(view(standardise_by=("age_group",)), PLACE))
    for measure in ("goal_attained", "violence_asked"):
        yield measure, of_row(the_row(view(measure), PLACE))
    yield "approved", of_count(the_row(view(), PLACE))
    yield "received", of_count(the_row(view("received", by="intervention"), KIND))
    yield "received in all", of_row(view("received", by="intervention", filters=(("unit", PLACE),)).total)
    yield "received by unit", of_count(the_row(view("received", filters=(("intervention", KIND),)), PLACE))
    yield "rows decision", of_row(the_row(view("goal_attained", by="decision", filters=(("unit", PLACE),)), "bifall"))
    yield from files(database, home)


def files(database: Database, home: Home) -> Iterator[tuple[str, Sexes]]:
    """The same in what leaves the app: the command, the page's table, data quality and the workbook."""
    asked = ("approval", "--by", "unit", "--period", YEAR)
    (row,) = [row for row in home.run("view", *asked, "--json").json["rows"] if row["label"] == PLACE]
    yield "command", (row["women"]["n"], row["men"]["n"])
    shown = build_view(database, ViewRequest("approval", by="unit", period=Period.parse(YEAR)))
    (line,) = [line for line in comparison_table(shown, "Enhet") if line["Enhet"] == PLACE]
    women, men = (int(line[f"{who}, antal"].split(" av ")[1]) for who in ("Kvinnor", "Män"))
    yield "table of the page", (women, men)
    goal = dictionary_of(database).variable("goal")
    (row,) = [row for row in missing_by_group(database, goal, "unit", Period.parse(YEAR)) if row.label == PLACE]
    yield "data quality", of_row(row)
    for by, label in ALONE.items():
        sheet = openpyxl.load_workbook(io.BytesIO(safe_workbook(database, by=by)))[SHEET]
        (found,) = [line[2:4] for line in sheet.iter_rows(values_only=True) if line[:2] == (QUARTER, label)]
        yield f"workbook {by}", (found[0], found[1])


def test_the_same_group_in_forty_ways(database: Database, home: Home) -> None:
    told = dict(ways(database, home))
    assert len(told) >= 35
    first = told["rows unit"]
    assert None not in first
    assert {way: numbers for way, numbers in told.items() if numbers != first} == {}
    assert first != (WOMEN, MEN), "with this salt noise is seen: a check of true counts would pass without any"


def test_the_same_file_in_four_ways(make_database: Callable[..., Database], tmp_path: Path) -> None:
    """Loaded, again, shuffled, as a workbook a quarter at a time, withdrawn and restored."""
    rows = people()
    shuffled = random.Random(9).sample(rows, len(rows))
    first = make_database()
    load(first, tmp_path / "rader.csv", rows)
    told = everything(first)
    assert load(first, tmp_path / "rader.csv", rows).already_loaded
    (delivery,) = deliveries(first)
    withdraw(first, delivery.delivery, by="test", reason="Prov")
    restore(first, delivery.delivery, by="test")
    assert everything(first) == told
    second = make_database()
    load(second, tmp_path / "omkastade.csv", shuffled)
    assert everything(second) == told
    third = make_database()
    for quarter in LAND.values["quarter"]:
        load(third, tmp_path / f"{quarter}.xlsx", [row for row in shuffled if row["quarter"] == quarter])
    assert everything(third) == told


def load(database: Database, file: Path, rows: list[dict[str, Any]]) -> Outcome:
    outcome = load_file(database, write_rows(file, rows), LoadOptions(today=TODAY), loaded_by="test", copy_first=False)
    assert outcome.exit_code == 0, outcome.lines()
    return outcome


def everything(database: Database) -> object:
    return gathered(at_the_door(database, LAND, crossed=False, measures=("approval",), units=UNITS[1:2]))
