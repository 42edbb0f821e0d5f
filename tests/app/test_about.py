"""The page *Om metoden*: every method under its own anchor, and the paragraphs on protection of the open database."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from jamstalld.protect import DEFAULT_THRESHOLD, PUBLIC
from jamstalld.store import open_database
from jamstalld.ui.methods import FOR_STATISTICIANS
from jamstalld.wording.explaining import METHODS, about_protection
from jamstalld.wording.method import SYNTHETIC, UNPROTECTED, protection_line
from jamstalld.wording.methods import GROUPS, unbroken
from tests.app.opening import open_page

TEXTS = [method for group in GROUPS for method in group.methods]
LINK = re.compile(r"\]\(#([^)]*)\)")

Open = Callable[[Path], AppTest]


@pytest.fixture(scope="module")
def sample(folder: Path, loaded_once: Callable[[int], Path]) -> Path:
    """The last quarter of the sample municipality."""
    return Path(shutil.copy(loaded_once(1), folder / "sample.duckdb"))


@pytest.fixture(scope="module")
def public(folder: Path) -> Path:
    path = folder / "public.duckdb"
    open_database(path, folder / "salt", threshold=PUBLIC).close()
    return path


@pytest.fixture
def opened(show: Callable[[Path], None]) -> Open:
    """Open the page with a database; one that is not there is made, and empty."""

    def open_it(path: Path) -> AppTest:
        show(path)
        at = open_page("om-metoden")
        assert not at.exception
        assert not at.error
        assert [title.value for title in at.title] == ["Om metoden"]
        return at

    return open_it


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
    assert [one.text.strip() for one in about_protection(DEFAULT_THRESHOLD)] == protected[-3:]
    assert protection_line(DEFAULT_THRESHOLD) in protected[-3]
    assert "Allt ligger i en databasfil på den här datorn." in protected[-2]
    *_, without, _, _ = written(opened(public))
    assert without == UNPROTECTED
