"""Opening files: what is read whatever it is called, and what is refused with a word on how to mend it."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from jamstalld.errors import UnreadableFileError
from jamstalld.intake import LoadOptions, read_delivery
from jamstalld.intake.files import container, opening

from .files import account, case_rows, codes, column, csv_text, index, load, ods, xlsx

GRID = [["Kön", "Kvartal", "Insats"], ["k", "2025K1", "Äldreboende, å"], ["m", "2025K2", "LVM"]]
TEXT = csv_text(GRID)


def refusal(data: bytes | str) -> str:
    with pytest.raises(UnreadableFileError) as caught:
        load(data)
    return caught.value.message


def zipped(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return out.getvalue()


class TestText:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
    @pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
    def test_encoding_and_delimiter_are_found(self, encoding, delimiter):
        read = load(csv_text(GRID, delimiter).encode(encoding))
        assert column(read, "sex", "quarter", "intervention") == [
            ("kvinna", index("2025K1"), "Äldreboende, å"),
            ("man", index("2025K2"), "LVM"),
        ]

    def test_big_endian_utf16(self):
        assert account(load(b"\xfe\xff" + TEXT.encode("utf-16-be"))) == (2, 2, 0, 0)

    def test_decimal_commas_do_not_make_a_comma_file(self):
        read = load("Kön;Kvartal;Timmar\nk;2025K1;1,5\nm;2025K1;2,5\nk;2025K1;3,5\n")
        assert column(read, "hours_per_week") == [1.5, 2.5, 3.5]

    def test_titles_of_another_width_do_not_change_the_delimiter(self):
        read = load("Uttag, gjort av nämnden, 2025\n\nKön;Kvartal\nk;2025K1\nm;2025K1\n")
        assert column(read, "source_row") == [4, 5]

    def test_excels_own_declaration_of_the_delimiter(self):
        assert column(load("sep=,\nKön,Kvartal\nk,2025K1\n"), "source_row") == [3]

    @pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
    def test_a_record_is_numbered_by_its_first_line(self, newline):
        lines = ["Kön;Kvartal;Insats", 'k;2025K1;"två', 'rader"', "", "m;2025K1;LVM", ""]
        read = load(newline.join(lines))
        assert column(read, "source_row", "intervention") == [(2, "två rader"), (5, "LVM")]

    def test_cells_beyond_the_header_refuse_the_row(self):
        read = load("Kön;Kvartal;Insats\nk;2025K1;Stöd; samtal\nm;2025K1;LVM;;\nk;2025K1\n")
        assert codes(read) == [("row_shifted", 2, None)]
        assert account(read) == (3, 2, 1, 0)
        assert column(read, "intervention") == ["LVM", None]

    def test_a_quotation_mark_that_swallows_rows_is_refused_with_its_line(self):
        message = refusal('Kön;Kvartal;Insats\nk;2025K1;LVM\nm;2025K1;"LVU\nk;2025K1;LVM\n')
        assert "rad 3" in message
        assert "LVU" not in message


class TestWorkbooks:
    @pytest.mark.parametrize("corner", ["A1", "C1", "A4", "D7"])
    def test_rows_and_columns_are_excels_own(self, corner):
        grid = [["Kön", "Kvartal"], ["k", "2025K1"], ["x", "2025K1"]]
        read = load(xlsx(grid, first=corner))
        first = int(corner[1])
        assert column(read, "source_row") == [first + 1]
        assert codes(read) == [("unknown_value", first + 2, corner[0])]

    def test_rows_and_columns_of_an_ods_that_begins_far_in(self):
        read = load(ods([[None], [None], [None, None, "Kön", "Kvartal"], [None, None, "x", "2025K1"]]))
        assert codes(read) == [("unknown_value", 4, "C")]

    def test_empty_rows_are_not_read_and_shift_nothing(self):
        read = load(xlsx([["Kön", "Kvartal"], ["k", "2025K1"], [None, None], ["  ", None], ["m", "2025K1"]]))
        assert column(read, "source_row") == [2, 5]
        assert account(read) == (2, 2, 0, 0)

    def test_real_dates_numbers_and_booleans(self):
        grid = [["Kön", "Beslutsdatum", "Timmar", "Heder", "Nöjd"]]
        grid += [[2, date(2025, 3, 1), 2.5, True, 4], [1, 45748, 3, 1, 5], [1.0, 45748, 3, False, "4,0"]]
        read = load(xlsx(grid))
        assert column(read, "sex", "quarter", "hours_per_week", "honour", "q_overall") == [
            ("kvinna", index("2025K1"), 2.5, "ja", "4"),
            ("man", index("2025K2"), 3.0, "ja", "5"),
            ("man", index("2025K2"), 3.0, "nej", "4"),
        ]

    def test_a_true_and_a_one_in_the_same_column_are_two_things(self):
        read = load(xlsx([["Kön", "Kvartal"], [1, "2025K1"], [True, "2025K1"]]))
        assert codes(read) == [("unknown_value", 3, "A")]

    def test_the_1904_calendar(self):
        workbook = openpyxl.Workbook()
        workbook.epoch = CALENDAR_MAC_1904
        for cells in (["Kön", "Beslutsdatum"], ["k", date(2025, 4, 1)]):
            workbook.active.append(cells)
        out = io.BytesIO()
        workbook.save(out)
        assert column(load(out.getvalue()), "quarter") == [index("2025K2")]


class TestSheets:
    def test_sheets_with_the_same_headers_are_read_as_one(self):
        read = load(xlsx({"2025K1": [["Kön", "Insats"], ["k", "LVM"]], "2025K2": [["Insats", "Kön"], ["LVU", "m"]]}))
        assert column(read, "sex", "intervention", "quarter") == [
            ("kvinna", "LVM", index("2025K1")),
            ("man", "LVU", index("2025K2")),
        ]
        assert account(read) == (2, 2, 0, 0)

    def test_problems_name_their_sheet(self):
        read = load(xlsx({"A": [["Kön", "Kvartal"], ["k", "2025K1"]], "B": [["Kön", "Kvartal"], ["x", "2025K1"]]}))
        assert [(problem.sheet, problem.row) for problem in read.problems] == [("B", 2)]

    def test_of_sheets_with_different_headers_the_fullest_is_read_and_the_others_named(self):
        read = load(xlsx({"Liten": [["Kön", "Kvartal"]], "Stor": GRID, "Om filen": [["Vi har mätt"], ["noga"]]}))
        assert account(read) == (2, 2, 0, 0)
        assert codes(read) == [("other_sheets", None, None)]
        assert "Liten" in read.problems[0].message
        assert "Om filen" not in read.problems[0].message

    def test_a_fault_in_one_sheets_row_is_not_taken_for_the_other_sheets_header(self):
        first = [["Titel"], ["Rubrik"], ["Kön", "Kvartal"], ["k", "2025K1"]]
        second = [["Kön", "Kvartal"], ["k", "2025K1"], ["x", "2025K1"]]
        assert account(load(xlsx({"A": first, "B": second}))) == (3, 2, 1, 0)

    def test_a_hidden_sheet_is_not_read_but_named(self):
        read = load(xlsx({"Data": GRID, "Gammalt": GRID}, hidden={"Gammalt": "hidden"}))
        assert account(read) == (2, 2, 0, 0)
        assert codes(read) == [("other_sheets", None, None)]

    def test_a_sheet_no_menu_shows_is_passed_over(self):
        read = load(xlsx({"Data": GRID, "Listor": GRID}, hidden={"Listor": "veryHidden"}))
        assert read.problems == ()

    @pytest.mark.parametrize("place", ["title", "another sheet"])
    def test_invented_data_are_marked(self, place):
        titled = [["Påhittade uppgifter – ingen finns"], *GRID]
        sheets = {"Data": titled} if place == "title" else {"Om": [["påhittade  uppgifter"]], "Data": GRID}
        assert load(xlsx(sheets)).synthetic

    def test_data_that_do_not_say_so_are_not(self):
        assert not load(xlsx(GRID)).synthetic


class TestRefused:
    def test_empty_files(self):
        for data in (b"", b" \r\n\t\n"):
            assert "tom" in refusal(data)

    def test_a_header_alone_is_read_but_blocked(self):
        read = load("Kön;Kvartal\n")
        assert codes(read) == [("no_rows", None, None)]
        assert account(read) == (0, 0, 0, 0)

    @pytest.mark.parametrize(
        ("data", "word"),
        [
            (b"%PDF-1.7 text", "PDF"),
            (b"\x89PNG\r\n\x1a\n\x00\x00", "bild"),
            (b"\xff\xd8\xff\xe0\x00\x10", "bild"),
            (b"{\\rtf1 hej", "textdokument"),
            (b"<html><table><tr><td>K\xc3\xb6n", "webbsida"),
            (b"\xef\xbb\xbf<?xml version='1.0'?><Workbook/>", "webbsida"),
            (b"\x7fELF\x00\x00\x01", "någon annan sorts fil"),
            (zipped(word__document_dot_xml=b"<w/>"), "Worddokument"),
            (zipped(ppt__presentation_dot_xml=b"<p/>"), "presentation"),
            (zipped(bild_dot_png=b"x"), "arkiv"),
            (zipped(mimetype=b"application/vnd.oasis.opendocument.text", content_dot_xml=b"<x/>"), "textdokument"),
        ],
    )
    def test_other_kinds_of_file_are_named(self, data, word):
        assert word in refusal(data)

    def test_a_text_without_table(self):
        assert "rubrikrad" in refusal("Hej! Här kommer uppgifterna.\nHälsningar\n")
        assert "rubrikrad" in refusal(xlsx([["Hej"], ["då"]]))
        assert "rubrikrad" in refusal(xlsx([[None]]))

    def test_a_header_below_line_thirty_is_not_looked_for(self):
        assert account(load("\n" * 29 + "Kön;Kvartal\nk;2025K1\n")) == (1, 1, 0, 0)
        with pytest.raises(UnreadableFileError):
            load("x\n" * 30 + "Kön;Kvartal\nk;2025K1\n")

    @pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
    def test_a_workbook_cut_short(self, share):
        whole = xlsx(case_rows(20))
        assert "skadad" in refusal(whole[: int(len(whole) * share)])

    def test_a_zip_that_only_claims_to_be_a_workbook(self):
        assert "skadad" in refusal(zipped(xl__workbook_dot_xml=b"<nonsense"))

    def test_broken_ole(self):
        assert "skadad" in refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600)

    def test_password_protected_office_file(self):
        name = "EncryptedPackage".encode("utf-16-le")
        assert "lösenord" in refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600 + name)

    def test_password_protected_ods(self):
        manifest = b"<manifest><encryption-data/></manifest>"
        data = zipped(**{"content_dot_xml": b"\x01\x02", "META-INF__manifest_dot_xml": manifest})
        assert "lösenord" in refusal(data)

    def test_an_old_word_document(self):
        name = "WordDocument".encode("utf-16-le")
        assert "Word" in refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600 + name)

    def test_cells_spread_too_far_to_lay_out(self):
        workbook = openpyxl.Workbook()
        workbook.active["A1"], workbook.active["XFD1048576"] = "Kön", 1
        out = io.BytesIO()
        workbook.save(out)
        assert "Ctrl+End" in refusal(out.getvalue())

    def test_a_bomb_that_unpacks_to_too_much(self, monkeypatch):
        monkeypatch.setattr(container, "MAX_UNPACKED_BYTES", 1_000)
        assert "minne" in refusal(xlsx(case_rows(20)))

    def test_the_limit_of_size_is_exact(self, monkeypatch):
        monkeypatch.setattr(opening, "_MEGABYTE", 1)
        monkeypatch.setattr(opening, "MAX_UPLOAD_MB", len(TEXT.encode()))
        assert account(load(TEXT)) == (2, 2, 0, 0)
        assert "större" in refusal(TEXT + " ")


class TestPaths:
    def test_a_file(self, tmp_path):
        path = tmp_path / "uttag.csv"
        path.write_text(TEXT, "utf-8")
        assert account(read_delivery(path, path.name, LoadOptions(today=date(2025, 8, 15)))) == (2, 2, 0, 0)

    def test_a_folder_and_nothing(self, tmp_path):
        with pytest.raises(UnreadableFileError, match="mapp"):
            read_delivery(tmp_path, "x", LoadOptions())
        with pytest.raises(UnreadableFileError, match="finns inte"):
            read_delivery(tmp_path / "borta.csv", "x", LoadOptions())
