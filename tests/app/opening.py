"""Opening one page of the app, as a link does."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from jamstalld.settings import house
from jamstalld.ui.navigation import PAGES
from jamstalld.ui.serve import START

SECONDS = 120


def open_page(path: str, **address: str | list[str]) -> AppTest:
    """Open a page by its address or its file: ``open_page("over-tid", period="2025")``."""
    at = AppTest.from_file(START, default_timeout=SECONDS)
    entry = next(one for one in PAGES if path in (one.path, one.file.removesuffix(".py")))
    if entry.file != f"{entry.path}.py":
        # Before its first run the test knows pages by their files only: a page that costs little makes it know all.
        at.switch_page(f"{house()}/pages/historik.py").run()
    at.switch_page(f"{house()}/pages/{entry.file}")
    for name, value in address.items():
        at.query_params[name] = value
    return at.run()
