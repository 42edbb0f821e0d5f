"""The page *Rapporter*: choose, make, take away."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import docx
import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from jamstalld.intake import LoadOptions
from jamstalld.loading import load_file
from jamstalld.settings import house
from jamstalld.store import Database, open_database
from jamstalld.ui import reports, state
from jamstalld.ui.reports import MAKE
from tests.app.opening import open_page
from tests.conftest import TODAY, write_salt
from tests.unit.reports.written import TEXTS, Written, write


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    path, salt = tmp_path / "jamstalld.duckdb", write_salt(tmp_path / "salt")
    monkeypatch.setenv("JAMSTALLD_DATABASE", str(path))
    monkeypatch.setenv("JAMSTALLD_SALT_FILE", str(salt))
    opened = open_database(path, salt)
    (file,) = sorted((house() / "sample_data" / "municipality").glob("*2025K1*.xlsx"))
    load_file(opened, file, LoadOptions(today=TODAY), loaded_by="test", copy_first=False)
    yield opened
    opened.close()
    state._opened.clear()


@pytest.fixture
def wrote(database: Database) -> Written:
    written = write(database)
    database.close()
    return written


def opened() -> AppTest:
    at = open_page("rapporter")
    assert not at.exception
    return at


def made(at: AppTest) -> bytes:
    at.button(key=reports.MAKE_KEY).click().run()
    assert not at.exception
    assert not at.error
    return at.session_state[reports.MADE_KEY][1]


def test_before_anything_is_written_it_says_where_to_write(database: Database) -> None:
    database.close()
    at = opened()
    assert "Här finns inget att rapportera än" in at.info[0].value
    assert MAKE not in [button.label for button in at.button]


def test_the_finished_analyses_are_chosen_from_the_start(wrote: Written) -> None:
    at = opened()
    assert at.multiselect(key="rapport_analyser").value == [wrote.analysis]
    content = made(at)
    texts = [paragraph.text for paragraph in docx.Document(io.BytesIO(content)).paragraphs]
    assert TEXTS["children"] in texts
    assert wrote.view.sentences[0] in texts
    (button,) = at.get("download_button")
    assert button.proto.label == "Ladda ner dokumentet (Word)"


def test_another_choice_takes_the_old_document_away(wrote: Written) -> None:
    at = opened()
    made(at)
    at.radio(key="rapport_format").set_value("xlsx").run()
    assert not at.get("download_button")
    book = openpyxl.load_workbook(io.BytesIO(made(at)))
    assert "Åtgärder" in book.sheetnames


def test_a_meeting(wrote: Written) -> None:
    at = opened()
    at.radio(key="rapport_om").set_value("meeting").run()
    assert at.selectbox(key="rapport_mote").value == wrote.meeting
    document = docx.Document(io.BytesIO(made(at)))
    assert document.paragraphs[0].text == "Ledningsgruppens möte"


def test_a_template_that_cannot_be_used_is_told_of(wrote: Written) -> None:
    at = opened()
    at.file_uploader(key="rapport_mall_docx").upload("mall.docx", b"PK nothing", "application/msword").run()
    at.button(key=reports.MAKE_KEY).click().run()
    assert not at.exception
    assert "Mallen går inte att läsa" in at.error[0].value
    assert not at.get("download_button")


def test_nothing_chosen_makes_nothing(wrote: Written) -> None:
    at = opened()
    at.multiselect(key="rapport_analyser").set_value([]).run()
    assert at.button(key=reports.MAKE_KEY).disabled
