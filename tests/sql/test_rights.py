"""Who may do what with the data: every function of the store, tried by every role, by participants and by nobody."""

from __future__ import annotations

import inspect
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from jamstalld import store
from jamstalld.access import NOBODY, OPERATOR, PARTICIPANTS, ROLES, NoRightError, Person, Right
from jamstalld.dialogue.actions import Action
from jamstalld.dialogue.analyses import Analysis, Snapshot
from jamstalld.dialogue.meetings import Contribution, Meeting, Point
from jamstalld.dialogue.prompts import Prompt
from jamstalld.dialogue.texts import Text
from jamstalld.dictionary import Grouping, LocalVariable
from jamstalld.intake import LoadOptions
from jamstalld.intake.mapping.profile import Profile
from jamstalld.loading import load_file
from jamstalld.periods import Period
from jamstalld.store import Database, Question, open_database
from jamstalld.store.counting import declared_totals
from tests.conftest import TODAY, write_rows, write_salt
from tests.inhabitants import checked_inhabitants, inhabitants_csv
from tests.sql.loaded import checked, everything, table

SUBJECT = {"kind": "view", "request": {"measure": "approval"}}
SEEN = Snapshot("snapshot", "", title="Bifall", subject=SUBJECT)
ROWS = [{"sex": "KM"[at % 2], "quarter": "2025K1", "unit": "Norr", "intervention": "Hemtjänst"} for at in range(20)]
MORE = [{**row, "quarter": "2025K2"} for row in ROWS]
QUESTION = Question(Period.parse("2025K1"), "quarter", ((),), {"all": ()})

PEOPLE: Mapping[str, Person] = {
    "nobody": NOBODY,
    "participants": PARTICIPANTS,
    **{key: Person(role.title, role.rights, role=key) for key, role in ROLES.items()},
}


@dataclass(frozen=True)
class House:
    """A database with one of everything, and the folder it lies in."""

    folder: Path
    operator: Database

    def delivery(self) -> str:
        return store.deliveries(self.operator)[0].delivery

    def aside(self) -> Any:
        """Write beside what somebody else has written."""
        return store.save_text(self.operator, "analysis", "seen", "Annat", by="Bo", based_on=0)

    def cause(self) -> Any:
        return store.add_cause(self.operator, "analysis", SEEN, "Tänkbar orsak", by="Ada")

    def withdrawn(self) -> str:
        return store.withdraw(self.operator, self.delivery(), by="Ada", reason="Fel").delivery

    def copied(self) -> Path:
        return store.keep_backup(self.operator, "leverans")


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the database once: each test has a copy of it."""
    folder = tmp_path_factory.mktemp("rights")
    database = open_database(folder / "a.duckdb", write_salt(folder / "salt"))
    file = write_rows(folder / "a.csv", ROWS)
    assert load_file(database, file, LoadOptions(today=TODAY), loaded_by="test").exit_code == 0
    store.write_text(database, "analysis", SEEN, "seen", "Vi ser", by="Ada", based_on=0)
    store.put(database, SEEN, by="Ada")
    store.save(database, Action("action", "", what="Gör"), by="Ada")
    meeting = Meeting("meeting", "", title="Möte")
    points = [Point("one", "meeting", kind="conversation", place=1, dots=3), Point("two", "meeting", place=2)]
    store.plan_meeting(database, meeting, points, by="Ada")
    store.open_meeting(database, "meeting", by="Ada")
    store.show_point(database, "meeting", "one", by="Ada")
    for identity in ("contribution", "other"):
        store.contribute(database, "meeting", Contribution(identity, "one", text="Bidrag", participant="p"))
    store.alter(database, Point, "one", lambda point: replace(point, voting=True), by="Ada")
    store.save_profile(database, Profile("Viva", ("kon",), {"sex": "Kön"}, (), {}), by="Ada")
    store.declare_local(database, LocalVariable("Erbjuden tolk", "yes_no"), by="Ada")
    store.declare_grouping(database, Grouping("Distrikt", "unit", (("N", ("Norr",)),)), by="Ada")
    store.load_population(database, checked_inhabitants(inhabitants_csv(2024)), by="Ada")
    database.close()
    return folder


@pytest.fixture
def house(prepared: Path, tmp_path: Path) -> Iterator[House]:
    shutil.copy(prepared / "a.duckdb", tmp_path / "a.duckdb")
    database = open_database(tmp_path / "a.duckdb", prepared / "salt")
    yield House(tmp_path, database)
    database.close()


N, D, W, L, C, A, T = (
    Right.SEE_NUMBERS,
    Right.READ_DIALOGUE,
    Right.WRITE_DIALOGUE,
    Right.LEAD_MEETINGS,
    Right.CHANGE_DATA,
    Right.ADMINISTER,
    Right.TAKE_PART,
)
NEW = Contribution("new", "one", text="Mitt", participant="q")
POINT = Point("three", "meeting")
Call = Callable[[Database, Any], object]
# Function → what it takes, and how it is called: with what the operator has made before, else with the house.
NEEDS: Mapping[str, tuple[Right, Call]] = {
    "released_counts": (N, lambda db, _: store.released_counts(db, QUESTION)),
    "declared_totals": (N, lambda db, _: declared_totals(db, "personer", Period.parse("2025K1"))),
    "data_info": (N, lambda db, _: store.data_info(db)),
    "deliveries": (N, lambda db, _: store.deliveries(db)),
    "dictionary_of": (N, lambda db, _: store.dictionary_of(db)),
    "profiles": (N, lambda db, _: store.profiles(db)),
    "find_profile": (N, lambda db, _: store.find_profile(db, "Viva")),
    "groupings": (N, lambda db, _: store.groupings(db)),
    "grouping_of": (N, lambda db, _: store.grouping_of(db, "unit")),
    "populations": (N, lambda db, _: store.populations(db)),
    "inhabitants": (N, lambda db, _: store.inhabitants(db, 2024)),
    "entries": (D, lambda db, _: store.entries(db, Analysis)),
    "entry": (D, lambda db, _: store.entry(db, Analysis, "analysis")),
    "versions": (D, lambda db, _: store.versions(db, Text, "x")),
    "analyses_of": (D, lambda db, _: store.analyses_of(db, SUBJECT)),
    "analysis_about": (D, lambda db, _: store.analysis_about(db, SUBJECT)),
    "closing_of": (D, lambda db, _: store.closing_of(db, "meeting")),
    "events": (D, lambda db, _: store.events(db)),
    "verify_log": (D, lambda db, _: store.verify_log(db)),
    "note": (D, lambda db, _: store.note(db, "exported", by="Ada", text="a.csv")),
    "save": (W, lambda db, _: store.save(db, Action("new", "", what="Gör"), by="Ada")),
    "alter": (W, lambda db, _: store.alter(db, Action, "action", lambda one: one, by="Ada")),
    "put": (W, lambda db, _: store.put(db, Snapshot("new", "", title="B"), by="Ada")),
    "remove": (W, lambda db, _: store.remove(db, Action("action", ""), by="Ada", based_on=1)),
    "write_text": (
        W,
        lambda db, _: store.write_text(db, "analysis", SEEN, "why", "För", by="Ada", based_on=0),
    ),
    "save_text": (W, lambda db, _: store.save_text(db, "analysis", "why", "För", by="Ada", based_on=0)),
    "join_text": (W, lambda db, aside: store.join_text(db, aside, by="Ada")),
    "judge": (W, lambda db, _: store.judge(db, "analysis", SEEN, "yes", by="Ada")),
    "add_cause": (W, lambda db, _: store.add_cause(db, "analysis", SEEN, "Orsak", by="Ada")),
    "change_cause": (
        W,
        lambda db, cause: store.change_cause(db, cause, SEEN, by="Ada", text="Annan"),
    ),
    "finalise": (W, lambda db, _: store.finalise(db, "analysis", by="Ada", today=date(2026, 1, 2))),
    "plan_meeting": (L, lambda db, _: store.plan_meeting(db, Meeting("new", ""), [], by="Ada")),
    "add_point": (L, lambda db, _: store.add_point(db, POINT, by="Ada")),
    "shift_point": (L, lambda db, _: store.shift_point(db, "meeting", "one", 1, by="Ada")),
    "open_meeting": (L, lambda db, _: store.open_meeting(db, "meeting", by="Ada")),
    "close_meeting": (L, lambda db, _: store.close_meeting(db, "meeting", by="Ada")),
    "show_point": (L, lambda db, _: store.show_point(db, "meeting", "two", by="Ada")),
    "put_together": (L, lambda db, _: store.put_together(db, "one", "contribution", "other", by="Ada")),
    "make_cause": (
        L,
        lambda db, _: store.make_cause(db, ["contribution"], "O", SEEN, Point("two", "meeting"), by="Ada"),
    ),
    "make_action": (
        L,
        lambda db, _: store.make_action(db, ["contribution"], Action("new", "", what="Gör"), by="Ada"),
    ),
    "contribute": (T, lambda db, _: store.contribute(db, "meeting", NEW)),
    "rewrite": (T, lambda db, _: store.rewrite(db, "meeting", "p", "contribution", "Nytt")),
    "take_back": (T, lambda db, _: store.take_back(db, "meeting", "p", "contribution")),
    "place_dots": (T, lambda db, _: store.place_dots(db, "meeting", "one", "p", "contribution", 1)),
    "preview": (C, lambda db, house: store.preview(db, checked(house.folder / "m.csv", MORE))),
    "load": (C, lambda db, house: store.load(db, checked(house.folder / "m.csv", MORE), loaded_by="Ada")),
    "withdraw": (C, lambda db, house: store.withdraw(db, house.delivery(), by="Ada", reason="Fel")),
    "restore": (C, lambda db, one: store.restore(db, one, by="Ada")),
    "declare_local": (C, lambda db, _: store.declare_local(db, LocalVariable("Nytt", "yes_no"), by="Ada")),
    "remove_local": (C, lambda db, _: store.remove_local(db, "local_erbjuden_tolk", by="Ada")),
    "save_profile": (
        C,
        lambda db, _: store.save_profile(db, Profile("Ny", ("kon",), {"sex": "Kön"}, (), {}), by="Ada"),
    ),
    "forget_profile": (C, lambda db, _: store.forget_profile(db, "Viva", by="Ada")),
    "declare_grouping": (
        C,
        lambda db, _: store.declare_grouping(
            db, Grouping("Slag", "intervention", (("Hemma", ("Hemtjänst",)),), "Annat"), by="Ada"
        ),
    ),
    "extend_grouping": (
        C,
        lambda db, _: store.extend_grouping(db, "grouped_distrikt", (("N", ("Söder",)),), by="Ada"),
    ),
    "remove_grouping": (
        C,
        lambda db, _: store.remove_grouping(db, "grouped_distrikt", by="Ada", reason="Fel"),
    ),
    "load_population": (
        C,
        lambda db, _: store.load_population(db, checked_inhabitants(inhabitants_csv(2025)), by="Ada"),
    ),
    "remove_population": (C, lambda db, _: store.remove_population(db, by="Ada", year=2024)),
    "back_up": (C, lambda db, house: store.back_up(db, house.folder / "kopia.duckdb")),
    "keep_backup": (C, lambda db, _: store.keep_backup(db, "leverans")),
    "change_threshold": (A, lambda db, _: store.change_threshold(db, 6, by="Ada")),
    "restore_backup": (
        A,
        lambda db, copy: store.restore_backup(db, copy, by="Ada"),
    ),
}


BEFORE: Mapping[str, Callable[[House], object]] = {
    "join_text": House.aside,
    "change_cause": House.cause,
    "restore": House.withdrawn,
    "restore_backup": House.copied,
}


def test_every_function_that_is_given_a_database_is_tried() -> None:
    functions = {name: getattr(store, name) for name in store.__all__ if inspect.isfunction(getattr(store, name))}
    given = {
        name
        for name, function in functions.items()
        if next(iter(inspect.signature(function).parameters.values())).annotation == "Database"
    }
    assert given | {"declared_totals"} == set(NEEDS)


@pytest.mark.parametrize("name", NEEDS)
def test_who_may_not_is_refused_and_changes_nothing(name: str, house: House) -> None:
    right, call = NEEDS[name]
    made = BEFORE.get(name, lambda house: house)(house)
    before = everything(house.operator), table(house.operator, "dialogue.entry")
    refused = [person for person in PEOPLE.values() if right not in person.rights]
    assert NOBODY in refused
    for person in refused:
        with pytest.raises(NoRightError):
            call(house.operator.on_behalf_of(person), made)
    assert (everything(house.operator), table(house.operator, "dialogue.entry")) == before


@pytest.mark.parametrize("name", NEEDS)
def test_who_may_does_it(name: str, house: House) -> None:
    """The one with the fewest rights of those who may."""
    right, call = NEEDS[name]
    made = BEFORE.get(name, lambda house: house)(house)
    person = next(person for person in PEOPLE.values() if right in person.rights)
    call(house.operator.on_behalf_of(person), made)


@pytest.mark.parametrize("kind", [Meeting, Point, Contribution, Prompt])
def test_what_belongs_to_meetings_takes_one_who_leads_them(kind: Any, house: House) -> None:
    group = house.operator.on_behalf_of(PEOPLE["ledningsgrupp"])
    with pytest.raises(NoRightError):
        store.save(group, kind("new", "meeting"), by="Ada")
    store.save(house.operator.on_behalf_of(PEOPLE["processledare"]), kind("new", "meeting"), by="Ada")


def test_who_has_been_there_is_told_to_administrators_only(house: House) -> None:
    store.note(house.operator, "signed_in", by="Ada", text="ada@k.se, läsare")
    store.note(house.operator, "exported", by="Ada", text="a.csv")
    for key in ROLES:
        told = {event.action for event in store.events(house.operator.on_behalf_of(PEOPLE[key]))}
        assert ({"signed_in", "exported"} <= told) == (key == "administrator")
        assert "loaded" in told


def test_what_is_kept_in_memory_is_read_only_by_who_may(house: House) -> None:
    store.data_info(house.operator)
    with pytest.raises(NoRightError):
        store.data_info(house.operator.on_behalf_of(PARTICIPANTS))


def test_each_role_may_what_the_one_before_it_may_and_one_thing_more() -> None:
    rights = [role.rights for role in ROLES.values()]
    assert [len(more - less) for less, more in pairwise(rights)] == [1, 1, 1, 1]
    assert all(less < more for less, more in pairwise(rights))
    assert rights[-1] | {Right.TAKE_PART} == OPERATOR.rights
