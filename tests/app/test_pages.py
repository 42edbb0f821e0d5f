"""Every page with sample data, with an empty database and with outcome columns missing."""

import shutil
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from jamstalld.intake import LoadOptions
from jamstalld.loading import load_file
from jamstalld.periods import Quarter
from jamstalld.settings import house
from jamstalld.store import data_info, open_database
from jamstalld.ui.navigation import PAGES
from jamstalld.views.build import build_view
from jamstalld.views.request import ViewRequest
from jamstalld.wording.method import SYNTHETIC, UNPROTECTED
from tests.app.opening import open_page

ANALYSIS = ("oversikt", "insatser", "beslut", "utfall", "over-tid", "samspel", "traffsakerhet", "forklaras")
OUTCOMES = {"Måluppfyllelse", "Egen upplevelse", "Avslutsorsak", "Delaktig i planeringen", "Fråga om våld"}


@pytest.fixture(scope="module")
def sample(folder: Path, loaded_once: Callable[[int], Path]) -> Path:
    """Eight quarters of the sample municipality."""
    return Path(shutil.copy(loaded_once(8), folder / "sample.duckdb"))


@pytest.fixture(scope="module")
def without_outcomes(folder: Path) -> Path:
    """Decisions only: what a municipality has before it has begun to follow results up."""
    source = openpyxl.load_workbook(house() / "sample_data" / "municipality" / "2026K3.xlsx", read_only=True)
    kept = ("Kvartal", "Verksamhetsområde", "Enhet", "Kön", "Ålder", "Insats", "Beslut")
    lines = list(source.worksheets[0].iter_rows(values_only=True))
    at = next(number for number, line in enumerate(lines) if "Kön" in line)
    book = openpyxl.Workbook()
    for line in lines[at:]:
        book.active.append([line[lines[at].index(name)] for name in kept])
    file = folder / "beslut.xlsx"
    book.save(file)
    path = folder / "without.duckdb"
    database = open_database(path, folder / "salt")
    assert load_file(database, file, LoadOptions(), loaded_by="test", copy_first=False).exit_code == 0
    assert "goal" not in data_info(database).columns
    database.close()
    return path


@pytest.fixture
def use(show: Callable[[Path], None]) -> Callable[..., AppTest]:
    """Point the app at a database and open one of its pages: ``use(path, "beslut", period="2025")``."""

    def opened(path: Path, page: str, **parameters: str) -> AppTest:
        show(path)
        return open_page(page, **parameters)

    return opened


def words(at: AppTest) -> str:
    """Everything written on the page."""
    kinds = (at.title, at.markdown, at.caption, at.info, at.warning, at.error, at.success)
    return "\n".join(element.value for kind in kinds for element in kind)


@pytest.mark.parametrize("page", [entry.path for entry in PAGES])
def test_every_page_opens_with_sample_data_and_says_that_it_is_invented(use, sample: Path, page: str) -> None:
    at = use(sample, page)
    assert not at.exception
    assert not at.error
    assert len(at.title) == 1
    assert SYNTHETIC in words(at)
    assert UNPROTECTED not in words(at)


@pytest.mark.parametrize("page", [entry.path for entry in PAGES])
def test_every_page_opens_with_an_empty_database(use, folder: Path, page: str) -> None:
    at = use(folder / "empty.duckdb", page)
    assert not at.exception
    assert not at.error
    assert len(at.title) == 1
    assert ("Här är det tomt än" in words(at)) == (page in (*ANALYSIS, "datakvalitet"))


@pytest.mark.parametrize("page", [entry.path for entry in PAGES])
def test_every_page_opens_without_outcome_columns(use, without_outcomes: Path, page: str) -> None:
    at = use(without_outcomes, page)
    assert not at.exception
    assert not at.error
    if page == "utfall":
        assert "Underlaget har inga uppgifter om utfall än" in words(at)
    if page == "beslut":
        assert "Får kvinnor och män bifall lika ofta?" in words(at)


def test_a_page_shows_the_view_that_the_command_gives(use, sample: Path, folder: Path) -> None:
    at = use(sample, "beslut")
    shown = words(at)
    at.session_state  # noqa: B018 - the app has run and holds the database open in this very process
    from jamstalld.ui import state

    view = build_view(state.database(), ViewRequest("approval"))
    assert f"## {view.sentences[0]}" in shown
    assert all(sentence in shown for sentence in view.sentences[1:] if sentence != SYNTHETIC)
    assert all(line in shown for line in view.method)
    assert len(at.table[0].value) == len(view.rows) + len(view.hidden)


def test_filters_narrow_the_view_and_follow_to_the_next_page(use, sample: Path) -> None:
    at = use(sample, "beslut")
    area = next(box for box in at.selectbox if box.label == "Verksamhetsområde")
    area.set_value("Skadligt bruk och beroende").run()
    assert not at.exception
    assert "Skadligt bruk och beroende ·" in words(at)
    at.switch_page(f"{house()}/pages/utfall.py").run()
    area = next(box for box in at.selectbox if box.label == "Verksamhetsområde")
    assert area.value == "Skadligt bruk och beroende"


def test_an_address_with_nonsense_opens_the_ordinary_view(use, sample: Path) -> None:
    at = use(sample, "beslut", period="2019K9", omrade="<script>", rader="sex")
    assert not at.exception
    assert not at.error
    assert next(box for box in at.selectbox if box.label == "Verksamhetsområde").value == "Alla"


def test_every_outcome_can_be_chosen(use, sample: Path) -> None:
    at = use(sample, "utfall")
    measures = next(box for box in at.selectbox if box.label == "Mått")
    assert set(measures.options) | {"Delaktig i planeringen"} >= OUTCOMES
    for option in measures.options:
        box = next(box for box in at.selectbox if box.label == "Mått")
        box.select(option).run()
        assert not at.exception, option
        assert not at.error, option
        assert at.title[0].value.endswith("?")


def test_a_database_of_public_statistics_says_so_on_every_page(use, folder: Path) -> None:
    path = folder / "public.duckdb"
    database = open_database(path, folder / "salt", threshold=1)
    lss = house() / "sample_data" / "public" / "lss_2021.xlsx"
    options = LoadOptions(quarter=Quarter.parse("2021K4"))
    assert load_file(database, lss, options, loaded_by="test", copy_first=False).exit_code == 0
    database.close()
    for entry in PAGES:
        at = use(path, entry.path)
        assert not at.exception
        assert UNPROTECTED in words(at)
    assert "16 744" in str(use(path, "insatser").table[0].value.to_numpy().tolist()).replace("\\xa0", " ").replace(
        "\xa0", " "
    )


def test_uploading_checks_first_and_loads_when_told(use, folder: Path) -> None:
    at = use(folder / "upload.duckdb", "ladda-upp")
    file = house() / "sample_data" / "municipality" / "2026K3.xlsx"
    at.file_uploader[0].upload(file.name, file.read_bytes(), "application/octet-stream").run()
    assert not at.exception
    assert "Inget är inläst än." in words(use(folder / "upload.duckdb", "leveranser"))
    next(button for button in at.button if button.label.startswith("Läs in")).click().run()
    assert not at.exception
    assert any("lästes in" in message.value for message in at.success)
    listed = use(folder / "upload.duckdb", "leveranser")
    assert "2026K3.xlsx" in str(listed.table[0].value.to_numpy().tolist())


@pytest.mark.parametrize(
    ("name", "content"),
    [("tom.xlsx", b""), ("bild.xlsx", b"\x89PNG\r\n\x1a\n" + bytes(200)), ("trasig.xlsx", b"PK\x03\x04" + bytes(50))],
)
def test_a_file_that_is_no_spreadsheet_is_refused_in_words(use, folder: Path, name: str, content: bytes) -> None:
    at = use(folder / "upload2.duckdb", "ladda-upp")
    at.file_uploader[0].upload(name, content, "application/octet-stream").run()
    assert not at.exception
    assert len(at.error) == 1
    assert not [button for button in at.button if button.label.startswith("Läs in")]
