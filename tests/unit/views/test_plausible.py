"""A file held against earlier quarters: what is said, and what is not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy import stats

from jamstalld.intake import LoadOptions, read_delivery
from jamstalld.protect.noise import noise_for
from jamstalld.store import Database, load
from jamstalld.views.plausible import LEVEL, Earlier, implausible, split_far_off, volume_far_off
from tests.conftest import ROOT, TODAY, write_rows

Row = dict[str, Any]
Make = Callable[..., Database]


def rows(
    quarter: str, unit: str | None = None, *, women: int = 0, men: int = 0, unknown: int = 0, **more: Any
) -> list[Row]:
    """Make rows of different persons in one quarter and unit."""
    sexes = ["kvinna"] * women + ["man"] * men + [None] * unknown
    base = {"quarter": quarter, **({"unit": unit} if unit else {}), **more}
    return [{"person_id": f"{quarter}{unit}{at}", "sex": sex, **base} for at, sex in enumerate(sexes)]


@pytest.fixture
def said(tmp_path: Path) -> Callable[..., dict[str, str]]:
    """Give what is said of a file, by kind: ``said(database, rows)``."""

    def ask(database: Database, lines: list[Row]) -> dict[str, str]:
        file = write_rows(tmp_path / "fil.csv", lines)
        problems = implausible(database, read_delivery(file, file.name, LoadOptions(today=TODAY)))
        assert all((one.severity, one.row, one.sheet) == ("warning", None, None) for one in problems)
        told = {one.code: one.message for one in problems}
        assert len(told) == len(problems)
        return told

    return ask


@pytest.fixture
def filled(make_database: Make, load_rows: Callable[..., Any]) -> Callable[..., Database]:
    """Make a database with four quarters of 2024, as many women as men in each of three units."""

    def fill(
        threshold: int = 1, *, units: tuple[str | None, ...] = ("Norr", "Söder", "Väster"), each: int = 30
    ) -> Database:
        database = make_database(threshold)
        for number in range(1, 5):
            quarter = f"2024K{number}"
            load_rows(database, [row for unit in units for row in rows(quarter, unit, women=each, men=each)])
        return database

    return fill


def ordinary(quarter: str = "2025K1", *units: str, each: int = 30) -> list[Row]:
    return [row for unit in units or ("Norr", "Söder", "Väster") for row in rows(quarter, unit, women=each, men=each)]


@pytest.mark.parametrize("threshold", [1, 5])
def test_an_ordinary_quarter_is_not_remarked_upon(filled: Any, said: Any, threshold: int) -> None:
    assert said(filled(threshold), ordinary()) == {}


def test_an_empty_database_and_an_empty_file_say_nothing(make_database: Make, filled: Any, said: Any) -> None:
    assert said(make_database(), ordinary()) == {}
    assert said(filled(), ordinary("2023K1")) == {}
    refused = [{"person_id": "P1", "sex": "X", "quarter": "2025K1"}]
    assert said(filled(), refused) == {}


@pytest.mark.parametrize("threshold", [1, 5])
def test_a_unit_that_is_gone_is_named(filled: Any, said: Any, threshold: int) -> None:
    told = said(filled(threshold), ordinary("2025K1", "Norr", "Söder"))
    assert list(told) == ["unit_vanished"]
    assert "Väster kvartal 1 2025" in told["unit_vanished"]
    assert "Norr" not in told["unit_vanished"]


def test_a_unit_is_gone_only_if_it_was_in_both_quarters_before(filled: Any, said: Any, load_rows: Any) -> None:
    database = filled(units=("Norr", "Söder"))
    load_rows(database, rows("2024K4", "Öster", women=20, men=20))
    assert said(database, ordinary("2025K1", "Norr", "Söder")) == {}
    load_rows(database, rows("2024K3", "Öster", women=20, men=20))
    assert "Öster" in said(database, ordinary("2025K1", "Norr", "Söder"))["unit_vanished"]


def test_a_unit_that_another_delivery_has_is_not_gone(filled: Any, said: Any, load_rows: Any) -> None:
    database = filled()
    load_rows(database, rows("2025K1", "Väster", women=10, men=10))
    assert said(database, ordinary("2025K1", "Norr", "Söder")) == {}


def test_a_file_of_a_part_of_the_organisation_misses_no_unit(filled: Any, said: Any) -> None:
    assert said(filled(), ordinary("2025K1", "Norr")) == {}
    # Half of the units are enough to speak of the other half.
    assert "Söder" in said(filled(units=("Norr", "Söder")), ordinary("2025K1", "Norr"))["unit_vanished"]


def test_a_file_without_units_misses_none(filled: Any, said: Any) -> None:
    assert said(filled(), rows("2025K1", women=90, men=90)) == {}


def test_a_unit_too_small_to_be_released_is_never_named(make_database: Make, said: Any, load_rows: Any) -> None:
    database = make_database(5)
    for quarter in ("2024K3", "2024K4"):
        load_rows(database, [*ordinary(quarter, "Norr", "Söder"), *rows(quarter, "Hemlig", women=2)])
    assert said(database, ordinary("2025K1", "Norr", "Söder")) == {}


@pytest.mark.parametrize("threshold", [1, 5])
@pytest.mark.parametrize(("each", "far"), [(12, True), (20, False), (45, False), (75, True)])
def test_a_number_of_rows_far_off(filled: Any, said: Any, threshold: int, each: int, far: bool) -> None:
    told = said(
        filled(threshold), [*ordinary("2025K1", "Norr", "Söder"), *rows("2025K1", "Väster", women=each, men=each)]
    )
    assert list(told) == (["volume_far_off"] if far else [])
    if far:
        before = "60" if threshold == 1 else ""
        assert f"Väster kvartal 1 2025 ({2 * each} rader mot omkring {before}" in told["volume_far_off"]
        assert "Norr" not in told["volume_far_off"]


def test_without_units_the_whole_is_compared(filled: Any, said: Any) -> None:
    told = said(filled(units=(None,)), rows("2025K1", women=10, men=10))
    assert "före: kvartal 1 2025 (20 rader mot omkring 60 förut)." in told["volume_far_off"]


def test_counted_rows_weigh_what_they_stand_for(filled: Any, said: Any) -> None:
    counted = [{"sex": sex, "quarter": "2025K1", "count": 30} for sex in ("kvinna", "man")]
    assert said(filled(units=(None,)), counted) == {}


def test_a_quarter_the_file_has_itself_is_not_an_earlier_one(filled: Any, said: Any) -> None:
    """What is there for 2024 may be replaced: nothing is left to compare 2025K1 with but what the file lacks."""
    database = filled()
    whole = [row for number in range(1, 5) for row in ordinary(f"2024K{number}", each=10)]
    assert said(database, [*whole, *ordinary("2025K1", each=10)]) == {}
    assert "2025" in said(database, [*whole[60:], *ordinary("2025K1", each=10)])["volume_far_off"]


def test_later_quarters_are_not_earlier(filled: Any, said: Any) -> None:
    assert said(filled(), ordinary("2023K4", each=5)) == {}


@pytest.mark.parametrize("threshold", [1, 5])
def test_a_share_of_women_far_off_is_said_of_the_unit(filled: Any, said: Any, threshold: int) -> None:
    lines = [*ordinary("2025K1", "Norr", "Söder"), *rows("2025K1", "Väster", women=6, men=54)]
    told = said(filled(threshold), lines)
    assert list(told) == ["sex_split_far_off"]
    assert "Väster kvartal 1 2025 (10\u00a0% kvinnor mot" in told["sex_split_far_off"]
    assert "sammantaget" not in told["sex_split_far_off"]


def test_a_share_that_is_off_in_all_units_together_is_said_of_the_whole(filled: Any, said: Any) -> None:
    lines = [row for unit in ("Norr", "Söder", "Väster") for row in rows("2025K1", unit, women=18, men=42)]
    told = said(filled(), lines)
    assert "före: sammantaget kvartal 1 2025 (30\u00a0% kvinnor mot 50\u00a0% förut)." in told["sex_split_far_off"]


def test_nobody_of_a_protected_group_is_said_with_reservation(make_database: Make, said: Any, load_rows: Any) -> None:
    for threshold, before in ((5, "nästan inga"), (1, "0\u00a0%")):
        database = make_database(threshold)
        for number in range(1, 5):
            load_rows(database, rows(f"2024K{number}", "Norr", men=60))
        told = said(database, rows("2025K1", "Norr", women=30, men=30))
        assert f"(50\u00a0% kvinnor mot {before} förut)" in told["sex_split_far_off"]


def test_units_of_two_municipalities_are_kept_apart(make_database: Make, said: Any, load_rows: Any) -> None:
    database = make_database(1)
    for number in range(1, 5):
        for place, each in (("Norrköping", 50), ("Söderköping", 10)):
            load_rows(database, rows(f"2024K{number}", "Norr", women=each, men=each, municipality=place))
    assert said(database, rows("2025K1", "Norr", women=10, men=10, municipality="Söderköping")) == {}
    both = [
        *rows("2025K1", "Norr", women=10, men=10, municipality="Söderköping"),
        *rows("2025K1", "Norr ", women=10, men=10, municipality="Norrköping"),
    ]
    told = said(database, [{**row, "person_id": f"{at}"} for at, row in enumerate(both)])
    assert "före: Norrköping, Norr kvartal 1 2025 (20 rader mot omkring 100 förut)." in told["volume_far_off"]


def test_a_long_list_is_cut(make_database: Make, said: Any, load_rows: Any) -> None:
    database = make_database(1)
    names = [f"Enhet {letter}" for letter in "ABCDEFGHIJKL"]
    for number in range(1, 5):
        load_rows(database, ordinary(f"2024K{number}", *names, each=10))
    told = said(database, ordinary("2025K1", *names, each=30))
    assert told["volume_far_off"].count("Enhet") == 10
    assert "; och 2 till." in told["volume_far_off"]


def earlier(*quarters: tuple[int, int, int], threshold: int = 1) -> Earlier:
    counts = np.array(quarters)
    noise = noise_for(threshold)
    return Earlier(counts, noise.variance(counts), noise.protects)


@pytest.mark.parametrize(
    ("count", "far"),
    [(500, False), (499, True), (2000, False), (2001, True)],
)
def test_just_twice_and_just_half_are_not_far(count: int, far: bool) -> None:
    assert volume_far_off(np.array([0, count, 0]), earlier(*[(400, 500, 100)] * 4)) is far


@pytest.mark.parametrize("each", [20, 30])
def test_the_test_of_volumes_is_that_of_two_poisson_rates(each: int) -> None:
    """Given how many there are in all, the rows are binomial: where the score test turns, so nearly does the exact."""
    counts = [rows for rows in range(each) if volume_far_off(np.array([rows, 0, 0]), earlier(*[(each, 0, 0)] * 4))]
    assert stats.binomtest(max(counts), max(counts) + 4 * each, 1 / 5).pvalue < LEVEL
    assert stats.binomtest(max(counts) + 1, max(counts) + 1 + 4 * each, 1 / 5).pvalue > LEVEL / 3


def test_noise_makes_both_tests_more_cautious() -> None:
    few = np.array([1, 0, 0])
    assert volume_far_off(few, earlier((14, 0, 0)))
    assert not volume_far_off(few, earlier((14, 0, 0), threshold=5))
    men = np.array([4, 16, 0])
    assert split_far_off(men, earlier((12, 6, 0), (6, 0, 0)))
    assert not split_far_off(men, earlier((12, 6, 0), (6, 0, 0), threshold=5))


@pytest.mark.parametrize(("women", "far"), [(649, False), (650, True), (350, True), (351, False)])
def test_just_fifteen_points_are_far(women: int, far: bool) -> None:
    assert split_far_off(np.array([women, 1000 - women, 77]), earlier((250, 250, 9), (250, 250, 0))) is far


def test_a_share_far_off_by_chance_is_not_said() -> None:
    assert not split_far_off(np.array([8, 2, 0]), earlier((50, 50, 0)))
    assert not split_far_off(np.array([0, 0, 5]), earlier((50, 50, 0)))
    assert not split_far_off(np.array([8, 2, 0]), earlier((0, 0, 50)))


@pytest.mark.parametrize("threshold", [1, 5])
def test_the_sample_quarters_are_ordinary(make_database: Make, threshold: int) -> None:
    """Twelve quarters, none of which is planted to be odd in its size, its units or its split."""
    database = make_database(threshold)
    remarked = 0
    for file in sorted((ROOT / "sample_data" / "municipality").glob("*.xlsx")):
        checked = read_delivery(file, file.name, LoadOptions(today=TODAY))
        remarked += bool(implausible(database, checked))
        load(database, checked, loaded_by="test")
    assert remarked == 0
