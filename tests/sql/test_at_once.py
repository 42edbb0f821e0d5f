"""Many sessions at once get right answers, each of one moment."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import numpy as np
import pytest

from jamstalld.loading import Outcome
from jamstalld.store import Condition, Database, deliveries, released_counts, true_counts
from tests.sql.asking import answer, counted, question
from tests.sql.people import alike

Make = Callable[..., Database]
Load = Callable[..., Outcome]
THREADS = 20
UNITS = [f"Enhet {at}" for at in range(1, 11)]


def test_twenty_readers_get_their_own_answers(make_database: Make, load_rows: Load) -> None:
    """Through one shared connection some of them would get each other's."""
    database = make_database(threshold=1)
    load_rows(
        database,
        [
            {**one, "person_id": f"{one['person_id']}{name}"}
            for at, name in enumerate(UNITS)
            for one in alike(10 * at + 1, unit=name)
        ],
    )
    together = Barrier(THREADS)

    def read(thread: int) -> list[object]:
        together.wait()
        found: list[object] = []
        for at in range(15):
            name = UNITS[(thread + at) % 10]
            unit = ("insatser", "personer")[at % 2]
            found.append(counted(database, "unit", unit=unit, conditions=[Condition("unit", (name,))]))
        return found

    with ThreadPoolExecutor(THREADS) as pool:
        answers = list(pool.map(read, range(THREADS)))
    for thread, found in enumerate(answers):
        expected = [(thread + at) % 10 for at in range(15)]
        assert found == [{UNITS[at]: (10 * at + 1, 0, 0)} for at in expected]


@pytest.mark.parametrize("unit", ["insatser", "personer"])
def test_readers_beside_a_writer_see_whole_deliveries(make_database: Make, load_rows: Load, unit: str) -> None:
    """Each delivery adds a woman to each of ten units, so that every answer is a multiple of ten and adds up."""
    database = make_database(threshold=1)
    done = []

    def write() -> None:
        for at in range(12):
            load_rows(
                database,
                [{"person_id": f"{at}{name}", "sex": "K", "quarter": "2025K1", "unit": name} for name in UNITS],
            )
        done.append(True)

    def read(_: int) -> list[tuple[int, list[int]]]:
        found = []
        while not done:
            asked = question(unit=unit)
            tables = released_counts(database, type(asked)(**{**vars(asked), "breakdowns": ((), ("unit",))})).tables
            whole, parts = tables[()].counts["n"], tables["unit",].counts["n"]
            found.append((int(whole.sum()), parts[:, 0].tolist()))
        return found

    with ThreadPoolExecutor(5) as pool:
        readers = [pool.submit(read, at) for at in range(4)]
        write()
        seen = [one for reader in readers for one in reader.result()]
    assert len({whole for whole, _ in seen}) > 2, "the readers have seen the data grow"
    for whole, parts in seen:
        assert len(set(parts)) <= 1, "every delivery is whole"
        assert sum(parts) == whole
    assert counted(database, unit=unit) == {None: (120, 0, 0)}


def test_one_answer_is_of_one_moment(make_database: Make, load_rows: Load, monkeypatch: pytest.MonkeyPatch) -> None:
    """What comes in between the questions to the tables of an answer must not be in some of them only."""
    database = make_database(threshold=1)
    load_rows(database, alike(10, unit="Norr"))
    ask = true_counts._add_up_marked

    def load_and_go_on(*given: object) -> object:
        if len(deliveries(database)) == 1:
            load_rows(database, [{**one, "person_id": f"X{at}"} for at, one in enumerate(alike(7, unit="Söder"))])
        return ask(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(true_counts, "_add_up_marked", load_and_go_on)
    asked = question(unit="personer")
    tables = released_counts(database, type(asked)(**{**vars(asked), "breakdowns": ((), ("unit",))})).tables
    assert tables[()].counts["n"].tolist() == tables["unit",].counts["n"].tolist() == [[10, 0, 0]]
    assert counted(database, unit="personer") == {None: (17, 0, 0)}


def test_one_file_loaded_by_many_at_once_is_loaded_once(make_database: Make, load_rows: Load) -> None:
    database = make_database(threshold=1)
    together = Barrier(8)

    def load(_: int) -> Outcome:
        together.wait()
        return load_rows(database, [{"sex": "K", "quarter": "2025K1"}] * 25)

    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(load, range(8)))
    assert sorted(outcome.already_loaded for outcome in outcomes) == [False, *[True] * 7]
    assert len({outcome.delivery for outcome in outcomes}) == 1
    assert counted(database) == {None: (25, 0, 0)}


def test_protected_answers_are_the_same_in_every_thread(sample_database: Database) -> None:
    def read(at: int) -> object:
        return answer(sample_database, "unit", "age_group", period="2025", unit=("insatser", "personer")[at % 2])

    with ThreadPoolExecutor(THREADS) as pool:
        answers = list(pool.map(read, range(2 * THREADS)))
    assert all(found == answers[at % 2] for at, found in enumerate(answers))
    assert answers[0] != answers[1]
    assert np.all([len(found) for found in answers])
