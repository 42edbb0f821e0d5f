"""Files made to take the machine down, or that would by mistake: refused, and quickly."""

from __future__ import annotations

import contextlib
import io
import struct
import subprocess
import sys
import time
import zipfile

import pytest

from jamstalld.errors import UnreadableFileError
from jamstalld.intake import LoadOptions, limits, open_file
from jamstalld.intake.files import container, opening, probe
from jamstalld.intake.files.scanning import MAX_CELLS, scan
from jamstalld.intake.headers.heading import LONGEST_LABEL, single
from jamstalld.intake.mapping.proposing import survey

from .files import account, column, csv_text, load, ods, xlsx

GRID = [["Kön", "Kvartal"], ["k", "2025K1"]]
SECONDS = 10


def refusal(data: bytes) -> str:
    begun = time.monotonic()
    with pytest.raises(UnreadableFileError) as caught:
        load(data)
    assert time.monotonic() - begun < SECONDS
    return caught.value.message


def zipped(data: bytes, **parts: bytes) -> bytes:
    """Put other contents in some parts of a workbook ("xl__styles" is xl/styles.xml)."""
    named = {name.replace("__", "/") + ".xml": content for name, content in parts.items()}
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in dict.fromkeys([*old.namelist(), *named]):
            kind = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            new.writestr(name, named.get(name) or old.read(name), kind)
    return out.getvalue()


def far_out_ods() -> bytes:
    cell = b'<table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell>'
    empty = b'<table:table-row table:number-rows-repeated="1000000"><table:table-cell/></table:table-row>'
    last = b'<table:table-row><table:table-cell table:number-columns-repeated="16000"/>' + cell + b"</table:table-row>"
    data = ods(GRID)
    content = zipfile.ZipFile(io.BytesIO(data)).read("content.xml")
    return zipped(data, content=content.replace(b"</table:table>", empty + last + b"</table:table>"))


class TestSpread:
    @pytest.mark.parametrize(("last", "fits"), [("BE1048576", True), ("BG1048576", False), ("XFD3662", True)])
    def test_the_area_of_cells_is_what_counts(self, last, fits):
        xml = f'<c r="A1"><v>1</v></c><row r="{last.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")}"><c r="{last}"><v>1</v></c>'
        if fits:
            assert not scan(io.BytesIO(xml.encode()))
        else:
            with pytest.raises(UnreadableFileError, match=r"Ctrl\+End"):
                scan(io.BytesIO(xml.encode()))

    def test_the_limit_is_what_the_test_above_takes_it_for(self):
        assert 57 * 2**20 <= MAX_CELLS < 59 * 2**20
        assert MAX_CELLS >= 16_384 * 3_662

    def test_in_an_ods(self):
        assert "Ctrl+End" in refusal(far_out_ods())

    def test_an_ordinary_ods_is_read(self):
        assert account(load(ods(GRID))) == (1, 1, 0, 0)


class TestProbe:
    def test_what_is_broken_and_what_is_locked(self):
        assert "skadad" in refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600)

    def test_one_that_takes_its_process_with_it(self, monkeypatch, tmp_path):
        deadly = tmp_path / "python"
        deadly.write_text("#!/bin/sh\ncat >/dev/null\nkill -ABRT $$\n")
        deadly.chmod(0o755)
        monkeypatch.setattr(sys, "executable", str(deadly))
        assert "Ctrl+End" in refusal(ods(GRID))

    def test_one_that_takes_too_long(self, monkeypatch):
        monkeypatch.setattr(probe, "MAX_SECONDS", 0.001)
        assert "lång tid" in refusal(ods(GRID))

    def test_memory_is_limited(self):
        code = "from jamstalld.intake.files import probe; probe._limit_memory(); bytearray(probe.MAX_MEMORY)"
        pytest.importorskip("resource")
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
        assert "MemoryError" in done.stderr

    def test_an_xlsx_needs_none(self, monkeypatch):
        monkeypatch.setattr(subprocess, "run", None)
        assert account(load(xlsx(GRID))) == (1, 1, 0, 0)


class TestBombs:
    @pytest.mark.parametrize("part", ["xl__worksheets__sheet1", "xl__sharedStrings", "xl__media__x"])
    def test_what_unpacks_to_hundreds_of_times_its_size(self, part):
        bomb = zipped(xlsx(GRID), **{part: b" " * (container.MUCH + 1)})
        assert "minne" in refusal(bomb)

    def test_what_is_large_and_ordinary_is_no_bomb(self, monkeypatch):
        monkeypatch.setattr(container, "MUCH", 100)
        rows = [["Kön", "Kvartal"], *[["k", "2025K1"]] * 50]
        assert account(load(xlsx(rows)))[0] == 50

    def test_what_lies_about_its_size(self, monkeypatch):
        monkeypatch.setattr(container, "_HARMLESS", 100)
        data = bytearray(zipped(xlsx(GRID), xl__sharedStrings=b"<sst>" + bytes(range(256)) * 4_000 + b"</sst>"))
        # The size in the central directory, which readers believe: 24 bytes into the entry.
        at = data.rindex(b"PK\x01\x02", 0, data.rindex(b"xl/sharedStrings.xml"))
        data[at + 24 : at + 28] = struct.pack("<I", 1_000)
        assert "skadad" in refusal(bytes(data))

    @pytest.mark.parametrize("part", ["xl__worksheets__sheet1", "xl__sharedStrings", "xl__workbook", "xl__styles"])
    def test_entities_within_entities(self, part):
        entities = b"".join(b'<!ENTITY e%d "%s">' % (at, b"&e%d;" % (at - 1) * 10) for at in range(1, 12))
        bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e0 "lol">' + entities + b"]><x>&e11;</x>"
        begun = time.monotonic()
        with contextlib.suppress(UnreadableFileError):
            load(zipped(xlsx(GRID), **{part: bomb}))
        assert time.monotonic() - begun < SECONDS

    def test_an_entity_is_no_way_to_another_file(self, tmp_path):
        secret = tmp_path / "hemligt"
        secret.write_text("Hemtjänst", "utf-8")
        sheet = zipfile.ZipFile(io.BytesIO(xlsx([["Kön", "Kvartal", "Insats"], ["k", "2025K1", "ZZZ"]])))
        xml = sheet.read("xl/worksheets/sheet1.xml").replace(b"ZZZ", b"&x;")
        entity = f'<!DOCTYPE worksheet [<!ENTITY x SYSTEM "file://{secret}">]>'.encode()
        try:
            read = load(zipped(xlsx([["x"]]), xl__worksheets__sheet1=entity + xml))
        except UnreadableFileError:
            return
        assert "Hemtjänst" not in column(read, "intervention")

    def test_a_million_merged_rows_are_no_million_rows(self):
        xml = zipfile.ZipFile(io.BytesIO(xlsx(GRID))).read("xl/worksheets/sheet1.xml")
        merged = b'</sheetData><mergeCells count="1"><mergeCell ref="A2:A1048576"/></mergeCells>'
        data = zipped(xlsx(GRID), xl__worksheets__sheet1=xml.replace(b"</sheetData>", merged))
        begun = time.monotonic()
        assert account(load(data))[1] == 1
        assert time.monotonic() - begun < SECONDS


class TestSize:
    """The limits are made small: what is held is that they are held, at the exact row and column."""

    def test_rows_of_all_sheets_that_are_read(self, monkeypatch):
        monkeypatch.setattr(limits, "MAX_ROWS", 6)
        rows = [["Kön", "Kvartal"], ["k", "2025K1"], ["m", "2025K1"]]
        assert account(load(xlsx({"Ett": rows, "Två": rows})))[0] == 4
        assert "fler än 6 rader" in refusal(xlsx({"Ett": rows, "Två": [*rows, ["k", "2025K1"]]}))

    def test_lines_of_a_text_file(self, monkeypatch):
        monkeypatch.setattr(limits, "MAX_ROWS", 3)
        for ending in ("", "\n", "\r\n"):
            assert account(load(f"Kön;Kvartal\nk;2025K1\nm;2025K1{ending}"))[0] == 2
        assert "fler än 3 rader" in refusal(b"K\xc3\xb6n;Kvartal\nk;2025K1\nm;2025K1\nm;2025K1")

    def test_columns_with_a_header(self):
        def table(columns: int) -> list[list[str]]:
            more = columns - 2
            empty = [""] * 50
            return [["Kön", "Kvartal", *(f"x{at}" for at in range(more)), *empty], ["k", "2025K1", *["1"] * more]]

        just = csv_text(table(limits.MAX_COLUMNS))
        assert account(load(just)) == (1, 1, 0, 0)
        over = csv_text(table(limits.MAX_COLUMNS + 1)).encode()
        assert "fler än 1\u00a0000 kolumner" in refusal(over)
        with pytest.raises(UnreadableFileError, match="kolumner"):
            survey(open_file(over, "x.csv"), LoadOptions())

    def test_the_name_of_a_file(self):
        text = "Kön;Kvartal\nk;2025K1"
        assert load(text, f"{'n' * 251}.csv").rows_loaded == 1
        with pytest.raises(UnreadableFileError, match="längre än 255 tecken"):
            load(text, f"{'n' * 252}.csv")

    def test_a_header_is_cut_and_not_refused(self):
        heading = single(1, ["Kön", "x" * 1_001])
        assert [len(name) for name in heading.names] == [3, LONGEST_LABEL]

    def test_the_size_of_a_file(self, monkeypatch):
        monkeypatch.setattr(opening, "_MEGABYTE", 1)
        assert open_file(b"x" * opening.MAX_UPLOAD_MB, "x.csv")
        with pytest.raises(UnreadableFileError, match="större än 200 MB"):
            open_file(b"x" * (opening.MAX_UPLOAD_MB + 1), "x.csv")
