"""The template, filled in, loads without any mapping."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from jamstalld.dictionary import dictionary
from jamstalld.export.template import GUIDE, LISTS, ROWS, SHEET, template, template_variables
from jamstalld.intake import LoadOptions, read_delivery
from jamstalld.store import Database, data_info

TODAY = date(2026, 11, 21)
NUMBERS = {"age": 45, "hours_per_week": 12.5, "score_before": 3, "score_after": 4}


@pytest.fixture(scope="module")
def workbook() -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(template(dictionary())))


def filled(workbook: openpyxl.Workbook, row: int, at: int) -> dict[str, Any]:
    """Fill a row the way the menus offer it: the value number `at` of every list."""
    sheet, written = workbook[SHEET], {}
    for place, variable in enumerate(template_variables(dictionary()), start=1):
        value: Any = "text"
        if variable.codes:
            value = variable.codes.values[at % len(variable.codes.values)]
        elif variable.type == "date":
            value = datetime(2026, 2, 3)
        elif variable.type == "number":
            value = NUMBERS[variable.key]
        elif variable.type == "quarter":
            value = "2026K1"
        elif variable.type == "identifier":
            value = f"L{row}"
        sheet.cell(row=row, column=place, value=value)
        written[variable.key] = value
    return written


def test_the_filled_template_loads_without_any_mapping(
    workbook: openpyxl.Workbook, tmp_path: Path, make_database: Callable[..., Database]
) -> None:
    rows = [filled(workbook, row, row - 2) for row in range(2, 12)]
    file = tmp_path / "mall.xlsx"
    workbook.save(file)
    checked = read_delivery(file, file.name, LoadOptions(today=TODAY))
    assert checked.problems == ()
    assert (checked.rows_read, checked.rows_loaded, checked.rows_refused) == (10, 10, 0)
    assert checked.ignored == ()
    assert set(checked.found) == {variable.key for variable in template_variables(dictionary())}
    for variable in template_variables(dictionary()):
        if variable.codes:
            assert checked.columns[variable.key] == [row[variable.key] for row in rows], variable.key
    from jamstalld.store import load

    database = make_database()
    load(database, checked, loaded_by="test")
    assert {"sex", "goal", "waiting_days", "age_group"} <= data_info(database).columns


def test_the_empty_template_says_that_there_is_nothing_in_it(tmp_path: Path) -> None:
    file = tmp_path / "mall.xlsx"
    file.write_bytes(template(dictionary()))
    checked = read_delivery(file, file.name, LoadOptions(today=TODAY))
    assert checked.rows_read == 0
    assert [problem.code for problem in checked.problems if problem.severity == "error"] == ["no_rows"]


def test_cells_with_a_code_list_offer_its_values(workbook: openpyxl.Workbook) -> None:
    sheet, lists = workbook[SHEET], workbook[LISTS]
    offered = {}
    for menu in sheet.data_validations.dataValidation:
        area = next(iter(menu.sqref.ranges))
        assert (area.min_row, area.max_row) == (2, ROWS + 1)
        values = [cell.value for cell in lists[menu.formula1.split("!")[1].replace("$", "").split(":")[0][:-1]]]
        offered[sheet.cell(row=1, column=area.min_col).value] = (
            [value for value in values if value is not None],
            menu.showErrorMessage,
        )
    for variable in template_variables(dictionary()):
        if variable.codes:
            assert offered[variable.title] == (list(variable.codes.values), variable.codes.closed)
    assert len(offered) == sum(variable.codes is not None for variable in template_variables(dictionary()))


def test_the_guide_comes_first_and_names_every_column(workbook: openpyxl.Workbook) -> None:
    assert workbook.sheetnames == [GUIDE, SHEET, LISTS]
    assert workbook[LISTS].sheet_state == "veryHidden"
    told = {cell.value for cell in workbook[GUIDE]["A"]}
    assert {variable.title for variable in template_variables(dictionary())} <= told
    assert any("Skriv aldrig personnummer" in str(cell.value) for cell in workbook[GUIDE]["B"])
