from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from streamlit.components.v2 import manifest_scanner

from tests.conftest import write_salt
from tests.salt import same_salt
from tests.shared import municipality

__all__ = ["same_salt"]


@pytest.fixture(autouse=True, scope="package")
def components_sought_once() -> Iterator[None]:
    """Let Streamlit look through all installed packages for components once, and not at every opening of a page."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", cache(manifest_scanner.scan_component_manifests))
        yield


@pytest.fixture(autouse=True)
def closed_afterwards() -> Iterator[None]:
    """Let the app forget the database that a test has shown it."""
    yield
    from jamstalld.ui import state

    state._opened.clear()


@pytest.fixture(scope="session")
def loaded_once(tmp_path_factory: pytest.TempPathFactory) -> Callable[[int], Path]:
    """Load so many of the latest quarters of the sample municipality, once: ``loaded_once(4)``."""

    @cache
    def load(quarters: int) -> Path:
        return municipality(tmp_path_factory, tmp_path_factory.mktemp("loaded") / "sample.duckdb", quarters=quarters)

    return load


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the salt of every database that a module's tests make in it."""
    made = tmp_path_factory.mktemp("app")
    write_salt(made / "salt")
    return made


@pytest.fixture(scope="module")
def sample(folder: Path, loaded_once: Callable[[int], Path]) -> Path:
    """Four quarters of the sample municipality, the module's own."""
    return Path(shutil.copy(loaded_once(4), folder / "sample.duckdb"))


@pytest.fixture
def show(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], None]:
    """Let the app show a database of the module's folder: ``show(sample)``."""

    def shown(path: Path) -> None:
        monkeypatch.setenv("JAMSTALLD_DATABASE", str(path))
        monkeypatch.setenv("JAMSTALLD_SALT_FILE", str(folder / "salt"))

    return shown
