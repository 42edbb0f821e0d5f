"""The page *Om metoden*: every method under its own anchor, and the paragraphs on protection of the open database."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from jamstalld.intake import LoadOptions
from jamstalld.loading import load_file
from jamstalld.protect import DEFAULT_THRESHOLD, PUBLIC
from jamstalld.settings import house
from jamstalld.store import open_database
from jamstalld.ui import state
from jamstalld.ui.methods import FOR_STATISTICIANS
from jamstalld.ui.serve import START
from jamstalld.wording.explaining import METHODS, about_protection
from jamstalld.wording.method import SYNTHETIC, UNPROTECTED, protection_line
from jamstalld.wording.methods import GROUPS, unbroken

SECONDS = 60
TEXTS = [method for group in GROUPS for method in group.methods]
LINK = re.compile(r"\]\(#([^)]*)\)")

Open = Callable[[Path], AppTest]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("about")


@pytest.fixture(scope="module")
def sample(folder: Path) -> Path:
    path = folder / "sample.duckdb"
    database = open_database(path, folder / "salt")
    file = house() / "sample_data" / "municipality" / "2026K3.xlsx"
    assert load_file(database, file, LoadOptions(), loaded_by="test").exit_code == 0
    database.close()
    return path


@pytest.fixture(scope="module")
def public(folder: Path) -> Path:
    path = folder / "public.duckdb"
    open_database(path, folder / "salt", threshold=PUBLIC).close()
    return path


@pytest.fixture
def opened(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    """Open the page with a database; one that is not there is made, and empty."""

    def open_page(path: Path) -> AppTest:
        monkeypatch.setenv("JAMSTALLD_DATABASE", str(path))
        monkeypatch.setenv("JAMSTALLD_SALT_FILE", str(folder / "salt"))
        at = AppTest.from_file(START, default_timeout=SECONDS)
        at.run()
        at.switch_page(f"{house()}/pages/om_metoden.py")
        at.run()
        assert not at.exception
        assert not at.error
        assert [title.value for title in at.title] == ["Om metoden"]
        return at

    yield open_page
    state._opened.clear()


def written(at: AppTest) -> list[str]:
    return [element.value for element in at.markdown]


@pytest.mark.parametrize("loaded", [True, False], ids=["sample", "empty"])
def test_every_method_is_explained_under_its_heading(opened: Open, folder: Path, sample: Path, loaded: bool) -> None:
    at = opened(sample if loaded else folder / "empty.duckdb")
    assert any(SYNTHETIC in caption.value for caption in at.caption) == loaded
    assert [(heading.value, heading.anchor) for heading in at.subheader] == [(one.title, one.key) for one in TEXTS]
    assert METHODS.strip() in written(at)
    for method in TEXTS:
        assert unbroken(f"{method.plain}\n**Exempel.** {method.example}").strip() in written(at)


def test_every_formula_and_source_stands_in_what_a_statistician_opens(opened: Open, folder: Path) -> None:
    closed = [one for one in opened(folder / "empty.duckdb").expander if one.label == FOR_STATISTICIANS]
    for method, expander in zip(TEXTS, closed, strict=True):
        formula, *sources = (element.value for element in expander.markdown)
        assert formula == method.formula.strip()
        assert re.findall(r"^- (.*)$", "\n".join(sources), re.MULTILINE) == list(method.references)


def test_the_contents_lead_to_every_section_in_its_order(opened: Open, folder: Path) -> None:
    at = opened(folder / "empty.duckdb")
    contents = next(text for text in written(at) if LINK.search(text))
    groups = {group.key for group in GROUPS} | {"metoderna"}
    anchors = [heading.anchor for heading in at.main if heading.type in ("header", "subheader")]
    assert LINK.findall(contents) == [anchor for anchor in anchors if anchor not in groups]
    assert groups < set(anchors)


def test_the_page_tells_how_this_database_is_protected(opened: Open, folder: Path, public: Path) -> None:
    protected = written(opened(folder / "empty.duckdb"))
    assert [one.text.strip() for one in about_protection(DEFAULT_THRESHOLD)] == protected[-2:]
    assert protection_line(DEFAULT_THRESHOLD) in protected[-2]
    assert "Allt ligger i en databasfil på den här datorn." in protected[-1]
    *_, without, _ = written(opened(public))
    assert without == UNPROTECTED
