import importlib.metadata
import sys
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from jamstalld.settings import PACKAGE, house
from jamstalld.ui.navigation import PAGES
from jamstalld.ui.serve import START

SECONDS = 20


def test_the_app_file_opens_the_first_page() -> None:
    at = AppTest.from_file(house() / "app.py", default_timeout=SECONDS).run()
    assert not at.exception
    assert len(at.title) == 1


@pytest.mark.parametrize("script", [house() / "app.py", START], ids=["app", "start"])
@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.path)
def test_every_page_runs(entry, script: Path) -> None:
    at = AppTest.from_file(script, default_timeout=SECONDS).run()
    at.switch_page(f"{house()}/pages/{entry.file}").run()
    assert not at.exception
    assert len(at.title) == 1


def test_nothing_lies_where_streamlit_would_find_pages_by_itself() -> None:
    assert not (START.parent / "pages").exists()


def test_no_module_hides_a_library() -> None:
    # Streamlit puts the folder of start.py first on sys.path.
    names = {path.stem for path in START.parent.glob("*.py")} | {
        path.name for path in START.parent.iterdir() if path.is_dir()
    }
    libraries = set(sys.stdlib_module_names) | set(importlib.metadata.packages_distributions())
    assert (names - {"__init__", "__pycache__", "static"}) & libraries == set()
    assert PACKAGE.name not in names
