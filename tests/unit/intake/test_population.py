"""Tables of inhabitants: what is understood of them, and what is refused, where and in which words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jamstalld.errors import UnreadableFileError
from jamstalld.intake import open_file
from jamstalld.intake.population import Ages, CheckedPopulation, Inhabitants, parse_ages, read_population
from jamstalld.intake.population.ages import bands, gaps
from jamstalld.intake.population.messages import MESSAGES
from jamstalld.settings import DEFAULT_AGE_BANDS, age_group
from tests.conftest import ROOT
from tests.unit.intake.files import csv_text, ods, xlsx

GROUPS = ("0–17 år", "18–24 år", "25–44 år", "45–64 år", "65–79 år", "80 år och äldre")
# Made up: as many women as men but among the oldest.
WOMEN, MEN = (900, 300, 1200, 1300, 800, 450), (900, 300, 1200, 1300, 800, 250)
EVERYBODY = {2025: (4950, 4750)}


def read(data: bytes | str, name: str = "befolkning.csv", **options: Any) -> CheckedPopulation:
    return read_population(open_file(data.encode() if isinstance(data, str) else data, name), **options)


def people(checked: CheckedPopulation) -> Mapping[int, tuple[int, int]]:
    return {year: (checked.number(year, "kvinna"), checked.number(year, "man")) for year in checked.years}


def told(checked: CheckedPopulation) -> list[tuple[str, str | None, int | None, str | None]]:
    """Give the problems as (code, sheet, row, column), and see to it that nothing is half read."""
    assert checked.problems
    assert checked.blocked
    assert checked.inhabitants == ()
    return [(one.code, one.sheet, one.row, one.column) for one in checked.problems]


def in_columns(groups: Sequence[str] = GROUPS) -> list[list[object]]:
    return [["Ålder", "Kvinnor", "Män"], *map(list, zip(groups, WOMEN, MEN, strict=True))]


def in_rows(**more: object) -> list[list[object]]:
    lines = [
        [group, sex, number, *more.values()]
        for group, women, men in zip(GROUPS, WOMEN, MEN, strict=True)
        for sex, number in (("kvinnor", women), ("män", men))
    ]
    return [["Ålder", "Kön", "Folkmängd", *more], *lines]


# --- what is understood ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        *(
            ("7", Ages(7, 7)),
            ("7 år", Ages(7, 7)),
            ("0", Ages(0, 0)),
            ("0–17", Ages(0, 17)),
            ("65-79 år", Ages(65, 79)),
        ),
        *(("65 − 79", Ages(65, 79)), ("18 till 24 år", Ages(18, 24)), ("18 år–24 år", Ages(18, 24))),
        *(("80+", Ages(80, None)), ("100+ år", Ages(100, None)), ("80 år och äldre", Ages(80, None))),
        *(("80 eller äldre", Ages(80, None)), ("85–w", Ages(85, None)), ("65–", Ages(65, None))),
        *(("under 18 år", Ages(0, 17)), ("Yngre än 18", Ages(0, 17)), ("17–17", Ages(17, 17))),
    ],
)
def test_ages_are_read_as_they_come(text: str, ages: Ages) -> None:
    assert parse_ages(text) == ages


@pytest.mark.parametrize("text", ["", "år", "79–65", "131", "1990", "0-1-2", "vuxna", "12,5", "under 0", "-5"])
def test_what_is_no_age_is_none(text: str) -> None:
    assert parse_ages(text) is None


@given(st.integers(0, 120))
def test_an_age_group_is_read_as_it_is_named(age: int) -> None:
    (group,) = [one for one in bands(DEFAULT_AGE_BANDS) if one.holds(Ages(age, age))]
    assert parse_ages(age_group(age, DEFAULT_AGE_BANDS)) == group
    assert str(group) == age_group(age, DEFAULT_AGE_BANDS)


@given(st.sets(st.integers(1, 98), max_size=8))
def test_groups_that_follow_on_each_other_leave_no_gap_and_any_left_out_is_found(limits: set[int]) -> None:
    groups = bands((0, *sorted(limits)))
    assert gaps(groups) == ()
    for left_out in groups:
        assert gaps([one for one in groups if one != left_out]) == (left_out,)


@pytest.mark.parametrize(
    "data",
    [
        csv_text([["Folkmängd 31 december 2025"], [], *in_columns()]),
        csv_text(
            [["Ålder", "Totalt", "Kvinnor", "Män", "År"], *([a, w + m, w, m, 2025] for a, w, m in in_columns()[1:])]
        ),
        csv_text(in_rows(År=2025)),
        csv_text([["region", "ålder", "kön", "Folkmängd 2025"], *(["0180 Exempel", *row] for row in in_rows()[1:])]),
        csv_text([["ålder", "kön", "Folkökning 2025", "2025"], *([a, s, 7, n] for a, s, n in in_rows()[1:])]),
        xlsx({"2025": in_columns(), "Om": [["Text"]]}),
        xlsx([["Ålder", "Kön", 2025], *in_rows()[1:]]),
        xlsx([["Ålder", 2025, None], [None, "Kvinnor", "Män"], *in_columns()[1:]], merged=["B1:C1"]),
        ods([["Befolkning 2025"], *in_columns()]),
    ],
    ids=["title", "total", "rows", "scb", "year", "sheet", "number", "two rows", "ods"],
)
def test_the_layouts_there_are_give_the_same(data: bytes | str) -> None:
    checked = read(data)
    assert checked.problems == ()
    assert people(checked) == EVERYBODY
    assert Inhabitants(2025, "kvinna", Ages(80, None), 450) in checked.inhabitants


def test_totals_headers_and_notes_are_set_aside_and_the_source_is_kept() -> None:
    lines = [*in_rows(År=2025), ["Totalt", "kvinnor", 4950, 2025], ["totalt ålder", "män", 4750, 2025]]
    lines += [["80+", "båda könen", 700, 2025], ["Källa: SCB, Folkmängd"]]
    checked = read(csv_text(lines))
    assert people(checked) == EVERYBODY
    assert (checked.rows_read, checked.rows_set_aside) == (16, 4)
    assert (checked.source, checked.synthetic) == ("SCB, Folkmängd", False)


def test_several_years_may_stand_beside_or_below_each_other() -> None:
    beside = [["Ålder", "Kön", "2024", "2025"], *([a, s, n, n + 1] for a, s, n in in_rows()[1:])]
    below = [*in_rows(År=2024), *([a, s, n + 1, 2025] for a, s, n in in_rows()[1:])]
    expected = {2024: (4950, 4750), 2025: (4956, 4756)}
    assert people(read(csv_text(beside))) == people(read(csv_text(below))) == expected


def test_the_year_is_the_tables_own_else_the_one_asked_for_else_what_titles_and_names_agree_on() -> None:
    plain = csv_text(in_rows())
    assert read(plain, year=2023).years == (2023,)
    assert read(plain, "Befolkning 2024.csv").years == (2024,)
    assert read(csv_text(in_rows(År=2025)), "Befolkning 2024.csv", year=2023).years == (2025,)
    assert told(read(csv_text([["Folkmängd 2023"], *in_rows()]), "2024.csv")) == [("no_year", None, None, None)]
    assert told(read(csv_text([["Folkmängd 1968–2024"], *in_rows()]))) == [("no_year", None, None, None)]


def test_single_years_fit_any_age_groups_and_whole_groups_their_own() -> None:
    single = [["Ålder", "Kvinnor", "Män"], *([age, 1, 1] for age in range(101))]
    assert people(read(xlsx({"2025": single}), age_bands=(0, 7, 13, 66))) == {2025: (101, 101)}
    assert people(read(xlsx({"2025": in_columns()}), age_bands=(0, 18, 65))) == EVERYBODY


def test_the_invented_municipality_says_that_it_is() -> None:
    file = ROOT / "sample_data" / "municipality" / "befolkning_2025.csv"
    checked = read_population(open_file(file, file.name))
    assert people(checked) == {2025: (12311, 12573)}
    assert checked.synthetic
    oldest = [
        sum(one.count for one in checked.inhabitants if one.sex == sex and one.ages.first >= 80)
        for sex in ("kvinna", "man")
    ]
    readme = " ".join((ROOT / "sample_data" / "README.md").read_text("utf-8").split())
    assert f"Women are {100 * 12311 / 24884:.1f} % of all and {100 * oldest[0] / sum(oldest):.1f} % of those" in readme


# --- what is refused ---------------------------------------------------------------------------------------


def changed(row: int, column: int, cell: object) -> bytes:
    """Give a workbook with years, in the sheet Folk, with one cell of it changed. Rows are as Excel numbers them."""
    grid = in_rows(År=2025)
    grid[row - 1][column] = cell
    return xlsx({"Folk": grid})


@pytest.mark.parametrize(
    ("row", "column", "cell", "problem"),
    [
        (4, 0, "vuxna hemliga", ("bad_age", "Folk", 4, "A")),
        (5, 0, None, ("age_missing", "Folk", 5, "A")),
        (6, 1, "hemlig", ("bad_sex", "Folk", 6, "B")),
        (7, 1, None, ("bad_sex", "Folk", 7, "B")),
        (8, 2, "hemligt många", ("bad_count", "Folk", 8, "C")),
        (8, 2, -5, ("bad_count", "Folk", 8, "C")),
        (8, 2, 10.5, ("bad_count", "Folk", 8, "C")),
        (9, 2, None, ("count_missing", "Folk", 9, "C")),
        (9, 2, "..", ("count_missing", "Folk", 9, "C")),
        (9, 2, "=SUM(C2:C3)", ("count_missing", "Folk", 9, "C")),
        (10, 3, "i fjol, hemligt", ("bad_year", "Folk", 10, "D")),
    ],
)
def test_a_cell_that_cannot_be_read_refuses_the_table_and_is_told_of_with_its_place(
    row: int, column: int, cell: object, problem: tuple[str, str, int, str]
) -> None:
    checked = read(changed(row, column, cell))
    assert told(checked) == [problem]
    assert "hemlig" not in checked.problems[0].message


def test_a_group_that_goes_over_a_limit_is_refused_with_the_limit_and_the_groups() -> None:
    groups = ["0–19 år", "20–24 år", *GROUPS[2:]]
    checked = read(xlsx({"2025": in_columns(groups)}))
    assert told(checked) == [("age_over_limit", "2025", 2, "A")] * 2
    assert checked.problems[0].message == (
        "Åldersgruppen går över gränsen vid 18 år mellan två av era åldersgrupper (0–17 år, 18–24 år, 25–44 år, "
        "45–64 år, 65–79 år, 80 år och äldre), och då går det inte att veta hur många som hör till vilken. Ta ut "
        "tabellen i ettårsklasser, eller dela gruppen vid 18 år."
    )
    assert read(xlsx({"2025": in_columns(groups)}), age_bands=(0, 20, 65)).problems == ()


def test_ages_that_count_somebody_twice_are_refused() -> None:
    grid = [*in_rows(År=2025), ["70–74 år", "kvinnor", 5, 2025]]
    assert told(read(csv_text(grid))) == [("ages_twice", None, 14, "A")]
    by_status = [["Ålder", "Kön", "Civilstånd", "2025"], *([a, s, "gift", n] for a, s, n in in_rows()[1:])]
    by_status += [[a, s, "ogift", n] for a, s, n in in_rows()[1:]]
    assert {code for code, *_ in told(read(csv_text(by_status)))} == {"ages_twice"}


def test_ages_that_are_missing_are_named() -> None:
    checked = read(
        csv_text(
            [line for line in in_rows(År=2025) if line[:2] not in (["18–24 år", "kvinnor"], ["80 år och äldre", "män"])]
        )
    )
    assert told(checked) == [("ages_missing", None, None, None)] * 2
    assert [one.message.partition(",")[0] for one in checked.problems] == [
        "18–24 år saknas för kvinnor 2025",
        "80 år och äldre saknas för män 2025",
    ]
    only_women = [line for line in in_rows(År=2025) if line[1] != "män"]
    assert read(csv_text(only_women)).problems[0].message.startswith("Alla åldrar saknas för män 2025, så andelen")


def test_a_table_that_ends_at_ninety_nine_has_everybody_and_one_that_ends_before_has_not() -> None:
    def ending(last: int) -> CheckedPopulation:
        return read(csv_text([["Ålder", "Kvinnor", "Män", "År"], *([age, 1, 1, 2025] for age in range(last + 1))]))

    assert people(ending(99)) == {2025: (100, 100)}
    assert [one.message.partition(" saknas")[0] for one in ending(98).problems] == ["99 år och äldre"] * 2


def test_more_than_one_place_is_refused() -> None:
    grid = [
        ["Kommun", *in_rows()[0]],
        *(["Aby", *row] for row in in_rows()[1:]),
        *(["Beby", *row] for row in in_rows()[1:]),
    ]
    assert told(read(csv_text(grid), year=2025)) == [("several_places", None, None, "A")]
    assert "Aby" not in read(csv_text(grid), year=2025).problems[0].message


@pytest.mark.parametrize(
    ("header", "problem"),
    [
        (["Ålder", "Antal", "År"], ("no_sex", None, 1, None)),
        (["Ålder", "Kön", "År"], ("no_counts", None, 1, None)),
        (["Ålder", "Kön", "Antal"], ("no_year", None, None, None)),
        (["Ålder", "Kön", "Antal", "Folkmängd"], ("headers_twice", None, 1, None)),
        (["Ålder", "Kön", "Antal", "År"], ("no_rows", None, None, None)),
    ],
)
def test_headers_that_do_not_tell_enough_are_refused(
    header: list[str], problem: tuple[str, str | None, int, str]
) -> None:
    assert told(read(csv_text([header]))) == [problem]


def test_a_row_with_more_cells_than_headers_is_refused() -> None:
    grid = in_rows(År=2025)
    grid[3].append("7")
    assert told(read(csv_text(grid))) == [("row_shifted", None, 4, None)]


@pytest.mark.parametrize("data", ["Namn;Kön\nX;K\n", "Kön;Antal\nK;5\n", "Kvartal;Insats;Kön\n2025K1;LVU;K\n"])
def test_a_file_without_ages_is_no_table_of_inhabitants(data: str) -> None:
    with pytest.raises(UnreadableFileError, match="Ingen tabell över befolkningen hittades"):
        read(data)


def test_far_too_long_a_table_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jamstalld.intake.population.reading.MOST_ROWS", 11)
    with pytest.raises(UnreadableFileError, match="fler rader än en kommuns befolkning behöver"):
        read(csv_text(in_rows(År=2025)))


def test_a_hidden_sheet_is_not_read() -> None:
    assert people(read(xlsx({"2024": in_columns(), "2025": in_columns()}, hidden={"2024": "hidden"}))) == EVERYBODY


def test_every_message_says_what_to_do() -> None:
    for code, message in MESSAGES.items():
        assert message.count(".") >= 2 or code == "no_rows", code
        assert len(message) < 400, code
