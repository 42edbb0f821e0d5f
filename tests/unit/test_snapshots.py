"""What is kept of an answer is what the page shows, and its question can be asked again with the same answer."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import pytest

from jamstalld.dialogue.analyses import Snapshot, Subject
from jamstalld.errors import RequestError
from jamstalld.periods import Period, Quarter
from jamstalld.snapshots import KINDS, Answer, about, ask, snapshot, subject_of, tables, with_period
from jamstalld.store import Database, entry, put
from jamstalld.views.build import build_view
from jamstalld.views.explaining import explain
from jamstalld.views.interplay import InterplayRequest, interplay
from jamstalld.views.matching import MatchingRequest, matching
from jamstalld.views.over_time import over_time
from jamstalld.views.over_time_model import OverTimeRequest
from jamstalld.views.request import ViewRequest
from tests.shared import opened_municipality

AREA = (("area", "Äldre"),)
PERIOD = Period.parse("2025K4..2026K3")
Made = Callable[[Database], Answer]
ANSWERS: dict[str, Made] = {
    "rate": lambda database: build_view(database, ViewRequest("approval", by="unit", filters=AREA)),
    "share": lambda database: build_view(
        database, ViewRequest("received", period=Period.parse("2025"), count_unit="personer", base="need")
    ),
    "compared": lambda database: build_view(
        database,
        ViewRequest("approval", by="area", compare_with=Period.parse("2024K4..2025K3"), standardise_by=("need_level",)),
    ),
    "mean": lambda database: build_view(database, ViewRequest("hours", by="need_level", filters=AREA)),
    "over time": lambda database: over_time(database, OverTimeRequest("approval", filters=AREA)),
    "over time, a share": lambda database: over_time(
        database, OverTimeRequest("received", "Hemtjänst", effort=Quarter.parse("2026K1"), adjust_by=("need_level",))
    ),
    "interplay": lambda database: interplay(database, InterplayRequest("approval", "area", "need_level")),
    "interplay, a share": lambda database: interplay(
        database, InterplayRequest("received", "unit", "age_group", value="Hemtjänst", period=Period.parse("2025"))
    ),
    "explanation": lambda database: explain(database, "approval", ["need_level", "age_group"], AREA),
    "explanation, a share": lambda database: explain(
        database, "received", ["need_level"], (("intervention", "Hemtjänst"),), PERIOD, "personer"
    ),
    "matching": lambda database: matching(database, MatchingRequest("Äldre", filters=(("unit", "Äldreomsorg"),))),
}


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    yield from opened_municipality(tmp_path_factory, quarters=8)


@pytest.fixture(params=ANSWERS.values(), ids=ANSWERS.keys())
def answer(request: pytest.FixtureRequest, database: Database) -> Answer:
    return request.param(database)


def test_every_kind_of_answer_is_tried(database: Database) -> None:
    assert {subject_of(made(database)).kind for made in ANSWERS.values()} == set(KINDS)


def test_the_question_of_an_answer_asked_again_gives_the_same_answer(database: Database, answer: Answer) -> None:
    subject = subject_of(answer)
    kept = Subject.of(json.loads(json.dumps(subject.to_json())))
    assert kept == subject
    assert ask(database, kept) == answer


def test_a_snapshot_comes_back_from_the_database_as_it_was(database: Database, answer: Answer) -> None:
    taken = snapshot(answer)
    put(database, taken, by="Ada")
    kept = entry(database, Snapshot, taken.identity)
    assert kept
    assert kept.entry == taken
    assert snapshot(answer).identity == taken.identity
    assert Subject.of(taken.subject) == subject_of(answer)


def test_a_snapshot_holds_what_the_page_shows(answer: Answer) -> None:
    taken = snapshot(answer)
    assert taken.title == answer.question
    assert taken.sentences == answer.sentences
    assert taken.method == answer.method
    assert taken.about == about(answer)
    assert [list(table) for table in taken.tables] == tables(answer)
    assert taken.tables
    assert all(table for table in taken.tables)
    assert taken.data_version == answer.data_version


def test_what_an_answer_is_about_has_its_filters_its_time_and_its_unit(database: Database) -> None:
    told = about(ANSWERS["rate"](database))
    assert told.startswith("Äldre · kvartal 4 2025 till kvartal 3 2026 · ")
    assert "beslut för kvinnor" in told
    assert told.endswith("(justerade antal)")
    followed = about(ANSWERS["over time"](database))
    assert followed == "Äldre · kvartal 4 2024 till kvartal 3 2026 · räknat i insatser (justerade antal)"


def test_the_same_question_can_be_asked_of_another_period(database: Database) -> None:
    view = ANSWERS["rate"](database)
    earlier = ask(database, with_period(subject_of(view), Period.parse("2025K3")))
    assert earlier == build_view(
        database, ViewRequest("approval", by="unit", filters=AREA, period=Period.parse("2025K3"))
    )
    followed = subject_of(ANSWERS["over time"](database))
    assert with_period(followed, Period.parse("2025K3")) == followed


def test_a_question_that_can_no_longer_be_asked_is_refused_in_words(database: Database) -> None:
    subject = Subject("view", {"measure": "does_not_exist"})
    with pytest.raises(RequestError):
        ask(database, subject)
