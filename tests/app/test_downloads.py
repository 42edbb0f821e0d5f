"""Files that are taken away: what they are said to be, and the line they leave in the log."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import streamlit as st

from jamstalld.store import events
from jamstalld.ui import state
from jamstalld.ui.downloads import offer_file


@pytest.fixture
def button(show: Callable[[Path], None], folder: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Offer a file whose name holds an identity number: what its button would be given."""
    given: dict[str, Any] = {}
    monkeypatch.setattr(st, "download_button", lambda label, **more: given.update(label=label, **more))
    show(folder / "jamstalld.duckdb")
    offer_file("Ladda ner", lambda: b"x", "19121212-1212 rättad.xlsx")
    return given


def test_a_file_is_said_to_be_what_its_name_says(button: dict[str, Any]) -> None:
    assert button["file_name"] == "19121212-1212 rättad.xlsx"
    assert button["mime"] == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def test_it_is_logged_when_it_is_taken_and_not_before_without_what_tells_who_somebody_is(
    button: dict[str, Any],
) -> None:
    before = events(state.database())
    assert button["data"]()
    (line,) = events(state.database())[: len(events(state.database())) - len(before)]
    assert line.action == "exported"
    assert "rättad.xlsx" in line.text
    assert "1212" not in line.text
