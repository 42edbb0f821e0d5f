"""Cells that look empty and are not: errors, and formulas that nobody has calculated."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

import openpyxl
import pytest

from jamstalld.intake.files.scanning import scan
from jamstalld.intake.values.cells import is_error

from .files import account, codes, column, load, ods, xlsx

GRID: list[list[object]] = [
    ["Kön", "Kvartal", "Insats", "Timmar"],
    ["k", "2025K1", "#N/A", 3],
    ["m", "2025K1", "LVM", "#DIV/0!"],
    ["k", "2025K1", "LVU", 4],
]


def rewritten(data: bytes, change: Callable[[bytes], bytes], part: str = "xl/worksheets/sheet1.xml") -> bytes:
    """Change the XML of the first sheet, or another part."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, change(content) if name == part else content)
    return out.getvalue()


class TestErrors:
    def test_each_is_told_and_counts_as_missing(self):
        read = load(xlsx(GRID))
        assert codes(read) == [("error_cell", 2, "C"), ("error_cell", 3, "D")]
        assert column(read, "intervention", "hours_per_week") == [(None, 3.0), ("LVM", None), ("LVU", 4.0)]
        assert account(read) == (3, 3, 0, 0)

    def test_the_place_is_excels_own(self):
        assert codes(load(xlsx(GRID, first="D5"))) == [("error_cell", 6, "F"), ("error_cell", 7, "G")]

    def test_the_sheet_is_the_right_one(self):
        sound = [GRID[0], ["k", "2025K1", "LVM", 1]]
        read = load(xlsx({"Norr": sound, "Å & <Ö>": GRID}))
        assert {problem.sheet for problem in read.problems} == {"Å & <Ö>"}

    def test_in_a_column_that_is_not_read_nothing_is_said(self):
        assert load(xlsx([["Kön", "Kvartal", "Hobby"], ["k", "2025K1", "#REF!"]])).problems == ()

    def test_a_count_that_is_one_is_unknown_and_not_nothing(self):
        read = load(xlsx([["Insats", "Kvinnor", "Män", "Totalt"], ["LVM", "#REF!", 8, "#REF!"]]), "2025K1.xlsx")
        assert codes(read) == [("error_cell", 2, "B"), ("hidden_figure", 2, "B")]
        assert column(read, "sex", "count") == [("man", 8)]

    def test_a_row_of_nothing_else_is_not_taken_for_empty(self):
        read = load(xlsx([["Kön", "Kvartal"], ["#N/A", "2025K1"], ["#N/A", "#N/A"]]))
        assert account(read)[0] == 2
        assert read.rows_refused == 1

    def test_as_text_in_a_text_file(self):
        read = load("Kön;Kvartal;Insats;Timmar\nk;2025K1;#N/A;Fel:502\n")
        assert codes(read) == [("error_cell", 2, "C"), ("error_cell", 2, "D")]
        assert column(read, "intervention") == [None]

    def test_another_namespace_prefix_and_another_order_of_attributes(self):
        def change(xml: bytes) -> bytes:
            plain = re.sub(rb'<c r="(\w+)" t="e"', rb'<c t="e" s="1" r="\1"', xml)
            prefixed = re.sub(rb"<(/?)(?=[a-zA-Z])", rb"<\1x:", plain)
            return prefixed.replace(b"xmlns=", b"xmlns:x=")

        assert codes(load(rewritten(xlsx(GRID), change))) == [("error_cell", 2, "C"), ("error_cell", 3, "D")]

    @pytest.mark.parametrize(
        "text",
        [
            "#N/A",
            "#DIV/0!",
            "#DIVISION/0!",
            "#REF!",
            "#REFERENS!",
            "#VÄRDEFEL!",
            "#NAMN?",
            "#SAKNAS!",
            "#####",
            "Err:502",
        ],
    )
    def test_the_errors_of_both_programs(self, text):
        assert is_error(text)

    @pytest.mark.parametrize("text", ["#", "#1", "Fel", "Err 5", "Nr #3", "", "##a"])
    def test_other_texts(self, text):
        assert not is_error(text)


class TestOtherKinds:
    def test_an_ods_says_that_there_are_some(self):
        data = ods([["Kön", "Kvartal", "Insats"], ["k", "2025K1", "FEL"]])
        assert load(data).problems == ()
        error = b'<table:table-cell calcext:value-type="error" office:value-type="string"><text:p>FEL<'
        whole = b'<table:table-cell office:value-type="string"><text:p>FEL<'
        read = load(rewritten(data, lambda xml: xml.replace(whole, error), "content.xml"))
        assert codes(read) == [("error_cells", None, None)]
        assert account(read) == (1, 1, 0, 0)


class TestFormulas:
    def test_one_without_value_refuses_its_row(self):
        read = load(xlsx([["Kön", "Kvartal", "Timmar"], ["k", "2025K1", "=1+1"], ["m", "2025K1", 2]]))
        assert codes(read) == [("formula_without_value", 2, "C")]
        assert "Excel" in read.problems[0].message
        assert account(read) == (2, 1, 1, 0)

    def test_a_last_row_of_nothing_else_is_not_lost(self):
        read = load(xlsx([["Kön", "Kvartal"], ["k", "2025K1"], ["=A2", "=B2"]]))
        assert codes(read) == [("formula_without_value", 3, "A"), ("formula_without_value", 3, "B")]
        assert account(read) == (2, 1, 1, 0)

    def test_in_a_column_that_is_not_read_nothing_is_said(self):
        assert load(xlsx([["Kön", "Kvartal", "Hobby"], ["k", "2025K1", "=1+1"]])).problems == ()

    @pytest.mark.parametrize(
        ("cell", "found"),
        [
            (b'<c r="C2"><f>A1</f></c>', True),
            (b'<c r="C2"><f>A1</f><v></v></c>', True),
            (b'<c r="C2"><f>A1</f><v/></c>', True),
            (b'<c r="C2" s="3"><f t="shared" si="0"/></c>', True),
            (b'<c r="C2"><f t="shared" ref="C2:C9" si="0">A1</f><v /></c>', True),
            (b'<x:c r="C2"><x:f>A1</x:f></x:c>', True),
            (b'<c r="C2"><f>A1</f><v>3</v></c>', False),
            (b'<c r="C2" t="str"><f>IF(A1,"","")</f><v></v></c>', False),
            (b'<c r="C2" t="e"><f>NA()</f><v>#N/A</v></c>', False),
            (b'<c r="B2"/><c r="C2"><v>3</v></c>', False),
            (b'<c r="C2" t="inlineStr"><is><t>&lt;f&gt;</t></is></c>', False),
        ],
    )
    def test_what_is_one(self, cell, found):
        first = b'<c r="A2"><f t="shared" ref="A2:C2" si="0">A1</f><v>1</v></c>' if b"shared" in cell else b""
        data = b"<x:sheetData>%b</x:sheetData>" if cell.startswith(b"<x:") else b"<sheetData>%b</sheetData>"
        xml = data % (b'<row r="2">' + first + cell + b"</row>")
        assert scan(io.BytesIO(xml)).uncalculated == ({2: [2]} if found else {})


class TestBlocks:
    @pytest.mark.parametrize("size", [7, 64, 333, 1 << 20])
    def test_whatever_size_they_are(self, size, monkeypatch):
        monkeypatch.setattr("jamstalld.intake.files.scanning._BLOCK", size)
        grid = [["Kön", "Kvartal", "Timmar"], *[["k", "2025K1", "#N/A" if at % 3 else "=1"] for at in range(30)]]
        archive = zipfile.ZipFile(io.BytesIO(xlsx(grid)))
        flaws = scan(archive.open("xl/worksheets/sheet1.xml"))
        assert set(flaws.errors) == {row for row in range(2, 32) if (row - 2) % 3}
        assert set(flaws.uncalculated) == {row for row in range(2, 32) if not (row - 2) % 3}

    def test_columns_beyond_z(self):
        workbook = openpyxl.Workbook()
        workbook.active["AB12"] = "#N/A"
        out = io.BytesIO()
        workbook.save(out)
        with zipfile.ZipFile(out) as archive:
            flaws = scan(archive.open("xl/worksheets/sheet1.xml"))
        assert flaws.errors == {12: [27]}
