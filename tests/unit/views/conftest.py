"""Many views of the sample municipality, made once."""

from __future__ import annotations

import pickle
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import pytest

from jamstalld.dictionary import dictionary
from jamstalld.periods import Period
from jamstalld.store import Database, data_info
from jamstalld.views.build import build_view
from jamstalld.views.choices import period_choices
from jamstalld.views.model import View
from jamstalld.views.request import ViewRequest
from tests.shared import made_once

LATEST = Period.parse("2025K4..2026K3")
SOME = (LATEST, Period.parse("2026K1"))


@dataclass(frozen=True)
class Answered:
    """A request, and the view it gave."""

    request: ViewRequest
    view: View


@pytest.fixture(scope="session")
def answered(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> list[Answered]:
    """Every measure over every period, over every row variable, and over much else that may be asked for."""

    def ask(folder: Path) -> None:
        views = asked_for(request.getfixturevalue("sample_database"))
        (folder / "views").write_bytes(pickle.dumps(views))

    return pickle.loads((made_once(tmp_path_factory, "answered", ask) / "views").read_bytes())


def asked_for(sample_database: Database) -> list[Answered]:
    info = data_info(sample_database)
    measures = dictionary().measures.values()
    rows = [
        variable.key for variable in dictionary().variables.values() if variable.rows and variable.key in info.columns
    ]
    pairs = [(measure, by) for measure in measures for by in rows if measure.kind == "share" or by != measure.column]
    requests = chain(
        (ViewRequest(measure.key, period=period) for measure in measures for period in period_choices(info)),
        (ViewRequest(measure.key, by=by, period=period) for measure, by in pairs for period in SOME),
        (ViewRequest(measure.key, period=LATEST, count_unit=unit) for measure in measures for unit in measure.units),
        (ViewRequest(measure.key, by="area", split="need_level", period=LATEST) for measure in measures),
        (
            ViewRequest(measure.key, standardise_by=("need_level",), compare_with=Period.parse("2024"))
            for measure in measures
        ),
        (ViewRequest(measure.key, filters=(("area", "Barn och unga"),)) for measure in measures),
        (ViewRequest(measure.key, by="area", filters=(("intervention", "Hemtjänst"),)) for measure in measures),
    )
    return [Answered(request, build_view(sample_database, request)) for request in dict.fromkeys(requests)]
