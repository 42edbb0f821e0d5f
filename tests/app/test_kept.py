"""What is kept of a run: found again by content, and sent to the browser as Streamlit would send it."""

from __future__ import annotations

import gc
import pickle
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pyarrow
import pytest

from jamstalld.charts.standing import standing_chart
from jamstalld.charts.theme import LIGHT, spec_of
from jamstalld.store import open_database
from jamstalld.ui.kept import by_content, packed
from jamstalld.ui.settling import settle
from jamstalld.views.build import build_view
from jamstalld.views.model import View
from jamstalld.views.request import ViewRequest


@pytest.fixture
def view(loaded_once: Callable[[int], Path]) -> View:
    path = loaded_once(4)
    database = open_database(path, path.with_name("salt"))
    found = build_view(database, ViewRequest("approval", by="unit"))
    database.close()
    return found


def test_a_view_is_known_by_all_that_it_holds(view: View) -> None:
    digest = by_content(View)[View]
    again = pickle.loads(pickle.dumps(view))
    assert again is not view
    assert digest(again) == digest(pickle.loads(pickle.dumps(view)))
    row = view.rows[0]
    for other in (
        replace(view, rows=view.rows[1:]),
        replace(view, rows=(replace(row, sentence=f"{row.sentence} "), *view.rows[1:])),
        replace(view, threshold=view.threshold + 1),
        replace(view, rows=(replace(row, women=replace(row.women, n=row.women.n + 1)), *view.rows[1:])),
    ):
        assert digest(other) != digest(again)


def test_a_picture_is_packed_with_the_very_same_data(view: View) -> None:
    spec = spec_of(standing_chart(view, LIGHT, 1000))
    spec["datasets"] |= {"bare": [{}], "some": [{"a": 1}, {"a": 2.5, "b": "x"}, {"b": None, "c": [1, 2]}]}
    sent = packed(spec)
    assert {name: value for name, value in sent.items() if name != "datasets"} == {
        name: value for name, value in spec.items() if name != "datasets"
    }
    assert set(sent["datasets"]) == set(spec["datasets"])
    for name, rows in spec["datasets"].items():
        unpacked = pyarrow.ipc.open_stream(sent["datasets"][name]).read_all().to_pylist()
        kept = [{key: value for key, value in row.items() if value is not None} for row in unpacked]
        assert kept == [{key: value for key, value in row.items() if value is not None} for row in rows]
    assert packed({}) == {}


def test_the_libraries_are_left_out_of_the_search_for_garbage() -> None:
    before = gc.get_freeze_count()
    try:
        settle()
        assert gc.get_freeze_count() > before + 10_000
    finally:
        gc.unfreeze()
