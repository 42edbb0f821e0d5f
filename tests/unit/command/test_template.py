"""``jamstalld template``: a file that loads, and never over another."""

from __future__ import annotations

from pathlib import Path

import openpyxl
from click.testing import CliRunner

from jamstalld.cli import main
from jamstalld.export.template import SHEET


def test_the_template_is_written(tmp_path: Path) -> None:
    file = tmp_path / "mall.xlsx"
    answer = CliRunner().invoke(main, ["template", str(file)])
    assert (answer.exit_code, answer.output) == (0, f"Mallen finns i {file}.\n")
    assert SHEET in openpyxl.load_workbook(file).sheetnames


def test_nothing_is_written_over(tmp_path: Path) -> None:
    file = tmp_path / "mall.xlsx"
    file.write_text("min fil")
    answer = CliRunner().invoke(main, ["template", str(file)])
    assert answer.exit_code == 2
    assert "finns redan" in answer.output
    assert file.read_text() == "min fil"


def test_the_name_and_the_folder_must_do(tmp_path: Path) -> None:
    for file, said in (
        (tmp_path / "mall.csv", "slutar på .xlsx"),
        (tmp_path / "finns inte" / "mall.xlsx", "annan mapp"),
    ):
        answer = CliRunner().invoke(main, ["template", str(file)])
        assert answer.exit_code == 2
        assert said in answer.output
        assert not file.exists()
