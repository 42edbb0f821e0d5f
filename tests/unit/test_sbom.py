"""The list of packages agrees with the versions that are tested, and knows which of them the program needs to run."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def made() -> ModuleType:
    """Import the script that makes the list: ``docs/`` is no package."""
    spec = importlib.util.spec_from_file_location("make_sbom", ROOT / "docs" / "make_sbom.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def kept() -> dict[str, Any]:
    return json.loads((ROOT / "docs" / "sbom.cdx.json").read_text("utf-8"))


def test_it_lists_the_tested_versions_and_no_others(made: ModuleType, kept: dict[str, Any]) -> None:
    assert {part["name"]: part["version"] for part in kept["components"]} == made.constrained()


def test_it_is_of_the_version_there_is(made: ModuleType, kept: dict[str, Any]) -> None:
    assert kept["metadata"] == made.bill()["metadata"]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems need other packages beside these")
def test_what_runs_is_told_from_what_only_tests(made: ModuleType, kept: dict[str, Any]) -> None:
    required = {part["name"] for part in kept["components"] if part["scope"] == "required"}
    assert required == set(made.runtime())
    assert {"streamlit", "duckdb", "authlib"} <= required
    assert {"pytest", "ruff"}.isdisjoint(required)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems need other packages beside these")
def test_packages_that_are_needed_are_described_as_they_are_installed(made: ModuleType, kept: dict[str, Any]) -> None:
    described = {part["name"]: part for part in made.bill()["components"]}
    needed = [part for part in kept["components"] if part["scope"] == "required"]
    assert needed == [described[part["name"]] for part in needed]
    assert [part["name"] for part in needed if not part["licenses"]] == []


def test_the_same_packages_give_the_same_list(made: ModuleType) -> None:
    assert made.bill() == made.bill()
