"""Any sequence of loading, replacing, withdrawing and restoring, held against a plain model of what it should do."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jamstalld.access import Right
from jamstalld.errors import JamstalldError
from jamstalld.intake import CheckedDelivery
from jamstalld.store import Database, data_info, deliveries, events, load, open_database, restore, withdraw
from tests.conftest import write_salt
from tests.sql.loaded import checked, table

Row = tuple[str, str, str | None]
"""Person, quarter and unit; a person has one row a quarter at the most in a file."""
Place = tuple[str, str | None]
FILES: list[list[Row]] = [
    [("A", "2025K1", "Norr"), ("B", "2025K1", "Söder"), ("C", "2025K2", "Norr")],
    [("A", "2025K1", "Norr"), ("D", "2025K1", "Norr")],
    [("B", "2025K1", "Norr"), ("E", "2025K2", None)],
    [("F", "2025K1", "Norr"), ("G", "2025K1", "Söder")],
    [("C", "2025K2", "Norr"), ("H", "2025K2", None), ("A", "2025K2", "Söder")],
    [("I", "2025K2", None), ("J", "2025K2", None)],
]


@dataclass
class Loaded:
    file: int
    state: dict[Place, str] = field(default_factory=dict)
    beside: set[tuple[int, Place]] = field(default_factory=set)


@dataclass
class Model:
    """What should count: each delivery's places, and which deliveries were loaded to count together where."""

    loaded: list[Loaded] = field(default_factory=list)
    log: list[tuple[str, int]] = field(default_factory=list)

    def active(self, at: int) -> set[Place]:
        return {place for place, state in self.loaded[at].state.items() if state == "active"}

    def rows(self, at: int) -> set[Row]:
        return {row for row in FILES[self.loaded[at].file] if row[1:] in self.active(at)}

    def state(self, at: int) -> str:
        states = set(self.loaded[at].state.values())
        return next(state for state in ("active", "withdrawn", "replaced") if state in states)

    def twice(self, rows: set[Row], others: list[int]) -> bool:
        there = {row[:2] for other in others for row in self.rows(other)}
        return any(row[:2] in there for row in rows)

    def load(self, file: int, replace: bool) -> bool | None:
        """Give True if it is loaded, None if it was there already, False if it is refused."""
        same = [at for at, one in enumerate(self.loaded) if one.file == file]
        if any(self.state(at) == "active" for at in same):
            return None
        places = {row[1:] for row in FILES[file]}
        everyone = list(range(len(self.loaded)))
        if not replace and (same or self.twice(set(FILES[file]), everyone)):
            return False
        hit = {at: self.active(at) & places for at in everyone if self.active(at) & places}
        if replace:
            rest = {row[:2] for at in everyone for row in self.rows(at) if row[1:] not in places}
            if any(row[:2] in rest for row in FILES[file]):
                return False
            for at, taken in hit.items():
                self.loaded[at].state |= dict.fromkeys(taken, "replaced")
                self.log.append(("replaced", at))
        new = len(self.loaded)
        self.loaded.append(Loaded(file, dict.fromkeys(places, "active")))
        if not replace:
            for at, shared in hit.items():
                self.loaded[new].beside |= {(at, place) for place in shared}
                self.loaded[at].beside |= {(new, place) for place in shared}
        self.log.append(("loaded", new))
        return True

    def withdraw(self, at: int) -> bool:
        if not self.active(at):
            return False
        self.loaded[at].state |= dict.fromkeys(self.active(at), "withdrawn")
        self.log.append(("withdrawn", at))
        return True

    def restore(self, at: int) -> bool:
        one = self.loaded[at]
        away = "withdrawn" if self.state(at) == "withdrawn" else "replaced"
        back = {place for place, state in one.state.items() if state == away}
        others = [other for other in range(len(self.loaded)) if other != at]
        taken = any((other, place) not in one.beside for other in others for place in back & self.active(other))
        coming = {row for row in FILES[one.file] if row[1:] in back}
        if not back or taken or self.twice(coming, others):
            return False
        one.state |= dict.fromkeys(back, "active")
        self.log.append(("restored", at))
        return True


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[CheckedDelivery]:
    folder = tmp_path_factory.mktemp("files")
    return [
        checked(
            folder / f"{number}.csv",
            [
                {"person_id": person, "sex": "K", "quarter": quarter, "unit": unit, "age": 20 + at}
                for at, (person, quarter, unit) in enumerate(rows)
            ],
        )
        for number, rows in enumerate(FILES)
    ]


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("load"), st.integers(0, len(FILES) - 1), st.booleans()),
        st.tuples(st.just("load"), st.integers(0, len(FILES) - 1), st.just(True)),
        st.tuples(st.just("withdraw"), st.integers(0, 9), st.just(False)),
        st.tuples(st.just("restore"), st.integers(0, 9), st.just(False)),
    ),
    min_size=4,
    max_size=14,
)


@settings(max_examples=40)
@given(steps=STEPS)
def test_any_sequence_does_what_the_model_does(
    files: list[CheckedDelivery], steps: list[tuple[str, int, bool]]
) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        database = open_database(folder / "a.duckdb", write_salt(folder / "salt"), threshold=1)
        model, names = Model(), list[str]()
        versions: dict[str, object] = {}
        try:
            for step in steps:
                take(database, files, model, names, step)
                compare(database, model, names)
                content = sorted((at, place) for at in range(len(names)) for place in map(str, model.active(at)))
                assert versions.setdefault(data_info(database).version, content) == content
        finally:
            database.close()


def take(
    database: Database, files: list[CheckedDelivery], model: Model, names: list[str], step: tuple[str, int, bool]
) -> None:
    """Do a step on both sides: both do it, or both refuse."""
    what, at, replace = step
    if what == "load":
        expected = model.load(at, replace)
        if expected is False:
            with pytest.raises(JamstalldError):
                load(database, files[at], loaded_by="test", replace=replace)
            return
        record = load(database, files[at], loaded_by="test", replace=replace)
        assert record.already_loaded is (expected is None)
        if expected:
            names.append(record.delivery)
    elif names:
        at %= len(names)
        if getattr(model, what)(at):
            change(database, what, names[at])
        else:
            with pytest.raises(JamstalldError):
                change(database, what, names[at])


def change(database: Database, what: str, delivery: str) -> None:
    if what == "withdraw":
        withdraw(database, delivery, by="test", reason="prov")
    else:
        restore(database, delivery, by="test")


def compare(database: Database, model: Model, names: list[str]) -> None:
    records = {record.delivery: record for record in deliveries(database)}
    assert list(records) == names[::-1]
    for at, name in enumerate(names):
        partly = model.state(at) == "active" and len(model.active(at)) < len(model.loaded[at].state)
        assert (records[name].state, records[name].partly_replaced) == (model.state(at), partly)
    assert rows_of(database, "follow_up") == sorted(
        (names[at], 20 + FILES[one.file].index(row), str(row[2]))
        for at, one in enumerate(model.loaded)
        for row in model.rows(at)
    )
    total = sum(len(FILES[one.file]) for one in model.loaded)
    assert len(rows_of(database, "follow_up")) + len(table(database, "facts.past_follow_up")) == total
    assert [(event.action, event.delivery) for event in reversed(events(database))] == [
        (action, names[at]) for action, at in sorted_log(model, names)
    ]


def sorted_log(model: Model, names: list[str]) -> list[tuple[str, int]]:
    """Give the model's log; what one delivery replaced of several others stands in the order of their identities."""
    log = list(model.log)
    at = 0
    while at < len(log):
        end = at
        while end < len(log) and log[end][0] == "replaced":
            end += 1
        log[at:end] = sorted(log[at:end], key=lambda line: names[line[1]])
        at = max(end, at + 1)
    return log


def rows_of(database: Database, name: str) -> list[tuple[str, int, str]]:
    with database.read(Right.SEE_NUMBERS) as cursor:
        lines = cursor.execute(f"SELECT delivery::VARCHAR, age, unit FROM facts.{name}").fetchall()
    return sorted((delivery, age, str(unit)) for delivery, age, unit in lines)
