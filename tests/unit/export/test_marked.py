"""The user's own file comes back with its faults marked, and is read as before."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from datetime import date, datetime

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from jamstalld.errors import UnreadableFileError
from jamstalld.export import marked
from jamstalld.export.marked import TEXT_SHEET, MarkedFile, marked_workbook
from jamstalld.export.to_correct import FILLS, FIRST_LINE, LIST, MOST_LISTED
from jamstalld.intake import CheckedDelivery, Problem
from tests.unit.intake.files import account, case_rows, csv_text, load, ods, xlsx

NAME = "Uppföljning 2025K1.xlsx"
SEX, DATE, AGE = "B", "C", "H"


def faulty_rows() -> list[list[object]]:
    """Make twelve rows under a header: five of them wrong, one of those twice, and one worth a warning."""
    rows = case_rows(12)
    rows[3][1] = "X?"
    rows[4][2] = "i går"
    rows[5][7] = 300
    rows[6][1], rows[6][7] = "Q", "=1+1"
    rows[7][2] = None
    rows[8][3] = date(2025, 8, 1)
    return rows


def again(data: bytes, name: str = NAME, **options: object) -> tuple[CheckedDelivery, CheckedDelivery, MarkedFile]:
    """Read a file, mark it and read it again."""
    first = load(data, name, **options)
    made = marked_workbook(data, name, first.problems)
    return first, load(made.content, made.name, **options), made


def opened(made: MarkedFile) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(made.content))


def places(delivery: CheckedDelivery, sheet: str | None = None) -> list[tuple[object, ...]]:
    """Give the problems, those of a file without sheets as if they were of one."""
    return [(one.sheet or sheet, one.row, one.column, one.code) for one in delivery.problems]


def comments(workbook: openpyxl.Workbook) -> dict[tuple[str, str], str]:
    return {
        (sheet.title, cell.coordinate): cell.comment.text
        for sheet in workbook.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment
    }


def listed(workbook: openpyxl.Workbook) -> list[tuple[object, ...]]:
    """Give the lines under the headings of the list."""
    lines = list(workbook[LIST].iter_rows(min_row=FIRST_LINE, values_only=True))
    return lines[[line[0] for line in lines].index("Blad") + 1 :]


def problem(row: int | None, column: str | None, severity: str = "error", **changed: str) -> Problem:
    values = {"sheet": "Blad1", "code": "kind", "message": "Så här.", **changed}
    return Problem(row=row, column=column, severity=severity, **values)  # type: ignore[arg-type]


def merged() -> bytes:
    """Make a workbook where a value stands once for two rows, below a title over three columns."""
    book = openpyxl.load_workbook(io.BytesIO(xlsx([["Rubrik"], [], *faulty_rows()], first="C2")))
    for area in ("C2:E2", "G5:G6"):
        book.worksheets[0].merge_cells(area)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


FILES: Mapping[str, tuple[bytes, str, str | None]] = {
    "several sheets": (
        xlsx({"Om filen": [["Underlag"]], "Norr": faulty_rows(), "Söder": faulty_rows(), "Annat": [["Kön", "Enhet"]]}),
        NAME,
        None,
    ),
    "a hidden sheet": (xlsx({"Norr": faulty_rows(), "Gömt": faulty_rows()}, hidden={"Gömt": "hidden"}), NAME, None),
    "further out": (xlsx([["Rubrik"], [], *faulty_rows()], first="D4"), NAME, None),
    "merged cells": (merged(), NAME, None),
    "semicolons": (csv_text(faulty_rows()).encode("cp1252"), "Uppföljning 2025K1.csv", TEXT_SHEET),
    "lines within cells": (
        ('"En titel\r\növer två rader"\r\n\r\n' + csv_text(faulty_rows(), "\t")).encode(),
        "a.txt",
        TEXT_SHEET,
    ),
    "short lines": (b"K\xf6n;Kvartal;Enhet\r\nX\r\nK;2025K1\r\n;;\r\nM;2025K9;Norr\r\n", "a.csv", TEXT_SHEET),
    "open document": (ods(faulty_rows()), "a.ods", None),
}


@pytest.mark.parametrize("kind", FILES)
@pytest.mark.parametrize("most_cells", [marked.MOST_CELLS, 0])
def test_the_marked_file_is_read_as_the_one_it_was_made_of(
    kind: str, most_cells: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(marked, "MOST_CELLS", most_cells)
    data, name, sheet = FILES[kind]
    first, second, made = again(data, name)
    assert first.rows_refused
    assert account(second) == account(first)
    assert places(second, sheet) == places(first, sheet)
    assert second.columns == first.columns
    assert made.name.endswith(" – att rätta.xlsx")
    assert len(comments(opened(made))) == len({place[:3] for place in places(first) if place[1]})


@pytest.mark.parametrize("sheets", [("Kvinnor", "Män"), ("Kön", "Kvartal"), ("=1+1", "Enhet")])
def test_the_list_is_never_taken_for_data(sheets: tuple[str, str]) -> None:
    """Whatever sheets and columns are called, and whatever columns are pointed out by their letters."""
    data = xlsx(dict.fromkeys(sheets, faulty_rows()))
    for options in ({}, {"columns": {"unit": "A", "area": "C"}}, {"columns": {"sex": "B", "intervention": "E"}}):
        first, second, _ = again(data, **options)
        assert account(second) == account(first)
        assert places(second) == places(first)


def test_an_excel_file_keeps_its_looks() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for cells in faulty_rows():
        sheet.append(cells)
    sheet["A2"].font = Font(bold=True, color="FF00AA00")
    sheet["C2"].number_format = "d mmm yyyy"
    sheet.column_dimensions["A"].width = 33
    sheet.freeze_panes = "B2"
    out = io.BytesIO()
    book.save(out)
    _, _, made = again(out.getvalue())
    kept = opened(made)[sheet.title]
    assert (kept["A2"].font.b, kept["A2"].font.color.rgb) == (True, "FF00AA00")
    assert (kept["C2"].number_format, kept["C2"].value) == ("d mmm yyyy", datetime(2025, 1, 1))
    assert (kept.column_dimensions["A"].width, kept.freeze_panes) == (33, "B2")


def test_only_the_list_is_selected_and_the_rest_stay_as_they_are() -> None:
    """Sheets selected together would be edited together."""
    source = openpyxl.load_workbook(io.BytesIO(FILES["a hidden sheet"][0]))
    source["Norr"].sheet_view.tabSelected = True
    out = io.BytesIO()
    source.save(out)
    _, _, made = again(out.getvalue())
    book = opened(made)
    assert book.sheetnames == [LIST, "Norr", "Gömt"]
    assert [bool(sheet.sheet_view.tabSelected) for sheet in book.worksheets] == [True, False, False]
    assert [sheet.sheet_state for sheet in book.worksheets] == ["visible", "visible", "hidden"]


def test_cells_are_marked_by_what_is_wrong() -> None:
    _, _, made = again(FILES["semicolons"][0], "uttag.csv")
    sheet = opened(made)[TEXT_SHEET]
    assert sheet[f"{SEX}4"].comment.text.startswith("Fel: Värdet i ”Kön” finns inte i listan")
    assert sheet[f"{SEX}4"].fill.fgColor.rgb == FILLS["error"].fgColor.rgb
    assert sheet["C9"].comment.text.startswith("Observera: ")
    assert sheet["C9"].fill.fgColor.rgb == FILLS["warning"].fgColor.rgb != FILLS["error"].fgColor.rgb
    assert sheet["C8"].comment is not None, "an empty cell can be marked too"
    assert sheet[f"{AGE}2"].comment is None
    assert sheet[f"{AGE}2"].fill.fill_type is None


@pytest.mark.parametrize("data", [xlsx([["Kön", "Enhet"], [None, "Norr"]]), b"K\xf6n;Enhet\n;Norr\n"])
def test_several_problems_of_a_cell_share_a_comment(data: bytes) -> None:
    sheet = "Blad1" if data.startswith(b"PK") else None
    problems = [
        problem(2, "B", "warning", sheet=sheet, message="Först."),
        problem(2, None, sheet=sheet, message="Hela raden."),
        problem(2, "B", sheet=sheet, message="Värre."),
        problem(2, "B", sheet=sheet, message="Värre."),
        problem(None, "A", sheet=sheet),
        problem(None, None, sheet=sheet),
    ]
    book = opened(marked_workbook(data, "a", problems))
    # The row has no filled cell before B; a column or a file as a whole has no cell to mark.
    title = sheet or TEXT_SHEET
    assert comments(book) == {(title, "B2"): "Fel: Hela raden.\n\nFel: Värre.\n\nObservera: Först."}
    assert book[title]["B2"].fill.fgColor.rgb == FILLS["error"].fgColor.rgb
    assert len(listed(book)) == 6


def test_the_list_links_to_the_places() -> None:
    problems = [
        problem(None, None, "warning", sheet="Norr's", message="Hela bladet."),
        problem(3, "AB", sheet="Norr's", message="Rätta."),
        problem(4, None, "warning", sheet="Norr's", code="other"),
    ]
    data = xlsx({"Norr's": [["Kön"]]})
    book = opened(marked_workbook(data, "a", problems))
    assert listed(book) == [
        ("Norr's", 3, "AB", "Fel", "Rätta."),
        ("Norr's", None, None, "Observera", "Hela bladet."),
        ("Norr's", 4, None, "Observera", "Så här."),
    ]
    links = {cell.coordinate: cell.hyperlink for row in book[LIST].iter_rows() for cell in row if cell.hyperlink}
    start = book[LIST].max_row - 2
    assert {place: (link.ref, link.location) for place, link in links.items()} == {
        f"C{start}": (f"C{start}", "'Norr''s'!AB3"),
        f"B{start + 2}": (f"B{start + 2}", "'Norr''s'!A4"),
    }


def test_the_list_comes_below_the_lines_where_tables_are_looked_for() -> None:
    sheet = opened(marked_workbook(xlsx([["Kön"]]), "a", []))[LIST]
    assert sheet.cell(FIRST_LINE, 1).value == LIST
    assert all(sheet.row_dimensions[line].hidden for line in range(1, FIRST_LINE))
    assert not sheet.row_dimensions[FIRST_LINE].hidden
    told = " ".join(str(cell.value) for cell in sheet["A"] if cell.value)
    for word in ("Rätta de markerade cellerna", "Spara", "Ladda upp filen igen", "läses inte"):
        assert word in told


@pytest.mark.parametrize(("number", "lines"), [(MOST_LISTED, MOST_LISTED), (MOST_LISTED + 1, MOST_LISTED + 1)])
def test_many_of_a_kind_are_counted_before_the_first_of_them(number: int, lines: int) -> None:
    problems = [problem(row, "A") for row in range(2, number + 2)] + [problem(2, "B", code="other")]
    told = listed(opened(marked_workbook(xlsx([["Kön"]]), "a", problems)))
    assert len(told) == lines + 1
    assert told[-1][2] == "B"
    assert (told[0][4] == "201 ställen av samma slag. De första 200 står här under.") == (number > MOST_LISTED)


@pytest.mark.parametrize("most_cells", [marked.MOST_CELLS, 0])
def test_only_so_many_cells_are_marked_those_with_errors_first(
    most_cells: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(marked, "MOST_CELLS", most_cells)
    monkeypatch.setattr(marked, "MOST_MARKED", 2)
    problems = [problem(row, "A", "warning" if row == 2 else "error") for row in (2, 3, 4, 5)]
    book = opened(marked_workbook(xlsx([["Kön"], ["K"], ["K"], ["K"], ["K"]]), "a", problems))
    assert [place for _, place in comments(book)] == ["A3", "A4"]
    told = [cell.value for cell in book[LIST]["A"]]
    assert "De första 2 cellerna är markerade. Ytterligare 2 är inte det." in told
    assert len(listed(book)) == 4


def test_what_has_been_put_right_is_no_longer_marked() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for cells in faulty_rows():
        sheet.append(cells)
    sheet["B4"].comment = Comment("Fråga Kim.", "Kim")
    out = io.BytesIO()
    book.save(out)
    first, _, made = again(out.getvalue())
    once = opened(made)
    assert comments(once)[sheet.title, "B4"].endswith("\n\nFanns här förut:\nFråga Kim.")
    once[sheet.title]["B4"] = "K"
    out = io.BytesIO()
    once.save(out)
    second, third, made = again(out.getvalue(), made.name)
    twice = opened(made)
    assert twice.sheetnames == [LIST, sheet.title]
    assert made.name == "Uppföljning 2025K1 – att rätta.xlsx"
    assert comments(twice)[sheet.title, "B4"] == "Fråga Kim."
    assert twice[sheet.title]["B4"].fill.fill_type is None
    assert comments(twice)[sheet.title, "B7"] == comments(once)[sheet.title, "B7"]
    assert second.rows_refused == first.rows_refused - 1 == third.rows_refused


def test_a_list_that_was_saved_in_another_format_is_left_out() -> None:
    listing = [[] for _ in range(FIRST_LINE - 1)] + [[LIST], ["Blad", "Rad"]]
    data = xlsx({LIST: listing, "Norr": [["Kön", "Enhet"], ["K", "Norr"]], "Att göra": [["Att rätta"]]})
    monkey = pytest.MonkeyPatch()
    with monkey.context() as patch:
        patch.setattr(marked, "MOST_CELLS", 0)
        assert opened(marked_workbook(data, "a", [])).sheetnames == [LIST, "Norr", "Att göra"]


@pytest.mark.parametrize("text", ["=1+1", "+46 1", "-2", "@A1", "#N/A", "\x01=x", "a\ufffeb"])
def test_text_stays_text(text: str) -> None:
    data = f"Kön;Enhet\nK;{text}\n".encode()
    sheet = opened(marked_workbook(data, "a.csv", [problem(2, "B", sheet=None)]))[TEXT_SHEET]
    assert sheet["B2"].data_type == "s"
    assert sheet["B2"].value == text.replace("\x01", " ").replace("\ufffe", " ")


def test_dates_stay_dates() -> None:
    grid = [["Kön", "Beslutsdatum"], ["K", date(2025, 3, 1)], ["M", date(1889, 5, 1)]]
    sheet = opened(marked_workbook(ods(grid), "a.ods", [problem(2, "B")]))["Blad1"]
    assert (sheet["B2"].value, sheet["B2"].is_date) == (datetime(2025, 3, 1), True)
    assert sheet["B3"].value == "1889-05-01", "a workbook has no such day"
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    for cells in grid[:2]:
        book.worksheets[0].append(cells)
    out = io.BytesIO()
    book.save(out)
    assert opened(marked_workbook(out.getvalue(), "a", []))["Sheet"]["B2"].value == datetime(2025, 3, 1)


def patched(data: bytes, part: str, old: bytes, new: bytes, more: Mapping[str, bytes] | None = None) -> bytes:
    """Change a part of a workbook behind openpyxl's back, and add others."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            assert name != part or old in content
            target.writestr(name, content.replace(old, new) if name == part else content)
        for name, content in (more or {}).items():
            target.writestr(name, content)
    return out.getvalue()


def test_formulas_become_their_values() -> None:
    """A formula saved without its value would be read as empty until someone has opened the file in Excel."""
    data = xlsx([["Kön", "Kvartal", "Ålder"], ["K", "2025K1", "=40+2"]])
    data = patched(data, "xl/worksheets/sheet1.xml", b"</f><v></v>", b"</f><v>42</v>")
    first, second, made = again(data)
    assert first.columns["age"] == second.columns["age"] == [42]
    assert opened(made)["Blad1"]["C2"].value == 42


def test_formulas_that_nobody_has_computed_stay() -> None:
    """Without them the cell would be empty, and the row be read as if the answer were missing."""
    first, second, made = again(xlsx([["Kön", "Kvartal", "Ålder"], ["K", "2025K1", "=40+2"]]))
    assert places(first) == places(second) == [("Blad1", 2, "C", "formula_without_value")]
    assert opened(made)["Blad1"]["C2"].value == "=40+2"


def test_macros_are_left_out() -> None:
    main = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    macros = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    data = patched(xlsx([["Kön"]]), "[Content_Types].xml", main, macros, {"xl/vbaProject.bin": b"Sub"})
    made = marked_workbook(data, "a.xlsm", [])
    with zipfile.ZipFile(io.BytesIO(made.content)) as archive:
        assert main in archive.read("[Content_Types].xml")
        assert not [name for name in archive.namelist() if "vba" in name]
    assert made.name == "a – att rätta.xlsx"


def test_of_a_workbook_that_cannot_be_opened_as_it_looks_the_values_are_taken() -> None:
    data = patched(xlsx([["Kön", "Kvartal"], ["K", "2025K9"]]), "xl/styles.xml", b'<sz val="11"', b'<sz val="x"')
    first, second, made = again(data)
    assert places(second) == places(first)
    assert opened(made)["Blad1"]["B2"].comment


def test_merged_cells_stay_merged_where_only_values_are_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(marked, "MOST_CELLS", 0)
    sheet = opened(marked_workbook(merged(), "a", []))["Blad1"]
    assert {str(area) for area in sheet.merged_cells.ranges} == {"C2:E2", "G5:G6"}


def test_merged_cells_are_marked_where_they_begin() -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["Kön", "Enhet"])
    book.worksheets[0].merge_cells("A2:B3")
    out = io.BytesIO()
    book.save(out)
    made = marked_workbook(out.getvalue(), "a", [problem(3, "B", sheet="Sheet")])
    assert list(comments(opened(made))) == [("Sheet", "A2")]


def test_sheets_with_names_excel_does_not_allow_are_renamed() -> None:
    document = ods([["Kön"], ["K"]])
    name = "Norr: 2025/01 och allt annat som hör dit"
    data = patched(document, "content.xml", b"Blad1", name.encode())
    book = opened(marked_workbook(data, "a.ods", [problem(2, "A", sheet=name)]))
    assert book.sheetnames == [LIST, "Norr_ 2025_01 och allt annat so"]
    assert list(comments(book)) == [(book.sheetnames[1], "A2")]


def test_no_value_of_a_cell_is_repeated(recwarn: pytest.WarningsRecorder) -> None:
    rows = faulty_rows()
    rows[3][1] = "Hemlighet"
    rows[2][2] = 123456789012
    book = openpyxl.load_workbook(io.BytesIO(xlsx(rows)))
    book.worksheets[0]["C3"].number_format = "yyyy-mm-dd"
    out = io.BytesIO()
    book.save(out)
    _, _, made = again(out.getvalue())
    written = str([*comments(opened(made)).values(), listed(opened(made)), made, *(one.message for one in recwarn)])
    assert "Hemlighet" not in written
    assert "123456789012" not in written


def test_the_name_is_without_identity_numbers() -> None:
    made = marked_workbook(xlsx([["Kön"]]), "Uttag 880320-0016.v2.csv", [])
    assert made.name == "Uttag [personnummer].v2 – att rätta.xlsx"
    assert "PK" not in repr(made)


def test_what_is_no_spreadsheet_is_refused() -> None:
    with pytest.raises(UnreadableFileError):
        marked_workbook(b"%PDF-1.4", "a.pdf", [])
