"""``jamstalld report``: a document in the format of its name, never over another file."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import openpyxl
import pptx
import pytest

from jamstalld.settings import house
from jamstalld.store import open_database
from tests.unit.command.conftest import Home
from tests.unit.reports.written import Written, write

FILE = house() / "sample_data" / "municipality"


@pytest.fixture
def wrote(home: Home) -> Written:
    (file,) = sorted(FILE.glob("*2025K1*.xlsx"))
    assert home.run("load", file).code == 0
    database = open_database(home.path("jamstalld.duckdb"), home.path("salt"))
    try:
        return write(database)
    finally:
        database.close()


def test_each_ending_is_a_document_of_its_kind(home: Home, wrote: Written) -> None:
    for ending in ("docx", "pptx", "xlsx"):
        ran = home.run("report", home.path(f"rapport.{ending}"), "--note", wrote.analysis[:8])
        assert (ran.code, ran.err) == (0, "")
        assert f"rapport.{ending}" in ran.out
    assert docx.Document(str(home.path("rapport.docx"))).core_properties.title.startswith("Kvinnor och män")
    assert len(pptx.Presentation(str(home.path("rapport.pptx"))).slides) == 4
    assert "Åtgärder" in openpyxl.load_workbook(home.path("rapport.xlsx")).sheetnames


def test_a_meeting_is_reported_as_minutes_in_ones_own_template(home: Home, wrote: Written) -> None:
    template = docx.Document()
    template.sections[0].header.paragraphs[0].text = "Påhittad kommun"
    template.save(str(home.path("mall.docx")))
    file = home.path("moete.docx")
    assert home.run("report", file, "--meeting", wrote.meeting, "--template", home.path("mall.docx")).code == 0
    written = docx.Document(str(file))
    assert written.paragraphs[0].text == "Ledningsgruppens möte"
    assert written.sections[0].header.paragraphs[0].text == "Påhittad kommun"


def test_what_cannot_be_done_is_said_and_nothing_is_written(home: Home, wrote: Written) -> None:
    bad = home.path("mall.docm")
    bad.write_bytes(b"PK nothing")
    taken = home.path("finns.docx")
    taken.write_text("min fil")
    refused: list[tuple[list[str | Path], str]] = [
        ([home.path("rapport.pdf")], "slutar på .docx, .pptx eller .xlsx"),
        ([taken], "finns redan"),
        ([home.path("r.docx"), "--meeting", "999"], "Ange ett av de här numren"),
        ([home.path("r.docx"), "--template", bad], "Mallen går inte att läsa"),
        ([home.path("r.docx"), "--template", home.path("saknas.dotx")], "går inte att öppna"),
        ([home.path("r.xlsx"), "--template", bad], "utan mall"),
        ([home.path("ingen mapp") / "r.xlsx"], "annan mapp"),
    ]
    for arguments, said in refused:
        ran = home.run("report", *arguments)
        assert (ran.code, ran.out) == (2, ""), arguments
        assert said in ran.err
    assert taken.read_text() == "min fil"
    assert not home.path("r.docx").exists()


def test_before_anything_is_finished_it_says_what_to_do(home: Home) -> None:
    (file,) = sorted(FILE.glob("*2025K1*.xlsx"))
    assert home.run("load", file).code == 0
    ran = home.run("report", home.path("r.docx"))
    assert ran.code == 2
    assert "Slutför en analys" in ran.err


def test_the_text_that_somebody_wrote_is_text_in_the_file(home: Home, wrote: Written) -> None:
    file = home.path("r.docx")
    assert home.run("report", file, "--meeting", wrote.meeting).code == 0
    texts = [paragraph.text for paragraph in docx.Document(io.BytesIO(file.read_bytes())).paragraphs]
    assert '=HYPERLINK("x") (1 prick)' in texts
