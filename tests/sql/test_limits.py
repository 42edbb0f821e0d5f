"""What is one too long or one too many is refused in words and changes nothing; what is just within is kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from jamstalld.dialogue import limits
from jamstalld.dialogue.analyses import Cause, Snapshot
from jamstalld.dialogue.entries import Entry, new_identity
from jamstalld.dialogue.limits import FIELDS, MOST_CAUSES, MOST_POINTS
from jamstalld.dialogue.meetings import MOST_CONTRIBUTIONS, Contribution, Meeting, Point
from jamstalld.dialogue.texts import LONGEST, Text
from jamstalld.dictionary import Grouping, LocalVariable
from jamstalld.errors import JamstalldError
from jamstalld.intake.mapping.profile import LONGEST_NAME, Profile
from jamstalld.store import (
    Database,
    RefusedError,
    add_cause,
    add_point,
    alter,
    change_cause,
    change_threshold,
    contribute,
    declare_grouping,
    declare_local,
    deliveries,
    entries,
    entry,
    events,
    load_population,
    make_cause,
    next_identity,
    open_meeting,
    plan_meeting,
    profiles,
    remove_grouping,
    save,
    save_profile,
    save_text,
    show_point,
    withdraw,
)
from jamstalld.store.limits import LONGEST_AUTHOR, LONGEST_REASON, LONGEST_SOURCE
from tests.inhabitants import checked_inhabitants, inhabitants_csv
from tests.sql.loaded import everything
from tests.sql.people import alike

Make = Callable[..., Database]
SUBJECT = {"kind": "view", "request": {"measure": "approval", "filters": {}}}
SEEN = Snapshot("sett", "", title="Bifall", subject=SUBJECT)
EACH_FIELD = [(kind, name) for kind, fields in FIELDS.items() for name in fields]


@pytest.fixture
def database(make_database: Make) -> Database:
    return make_database()


@pytest.mark.parametrize(("kind", "name"), EACH_FIELD, ids=[f"{kind.KIND}.{name}" for kind, name in EACH_FIELD])
def test_each_field_of_the_dialogue_ends_at_its_limit(database: Database, kind: type[Entry], name: str) -> None:
    limit = FIELDS[kind][name]
    empty = kind("a", "")
    is_text = isinstance(getattr(empty, name), str)
    just, *beyond = ("å" * at if is_text else at for at in (limit.longest, limit.longest + 1, 0 if is_text else -1))
    kept = save(database, replace(empty, **{name: just}), by="Ada")
    told = f"får ha högst {limit.longest} tecken." if is_text else f"ska vara ett tal från 0 till {limit.longest}."
    for identity, based_on in (("b", 0), ("a", 1)):
        for value in filter(None, beyond):
            with pytest.raises(JamstalldError) as refused:
                save(database, replace(empty, identity=identity, **{name: value}), by="Ada", based_on=based_on)
            assert refused.value.message.startswith(f"”{limit.title}” {told}")
    assert entries(database, kind) == (kept,)


def test_what_was_longer_already_may_be_changed_in_other_ways(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(database, Point("a", "möte", title="Samtal", question="x" * 300), by="Ada")
    monkeypatch.setitem(limits.FIELDS[Point], "question", limits.Limit("Fråga", 100))
    moved = alter(database, Point, "a", lambda point: replace(point, place=7), by="Bo").entry
    assert (moved.place, len(moved.question)) == (7, 300)
    with pytest.raises(JamstalldError, match="högst 100 tecken"):
        alter(database, Point, "a", lambda point: replace(point, question="y" * 300), by="Bo")


def test_a_text_that_saves_itself(database: Database) -> None:
    save_text(database, "s", "seen", "x" * LONGEST, by="Ada", based_on=0)
    with pytest.raises(JamstalldError, match="högst 20000 tecken"):
        save_text(database, "s", "seen", "x" * (LONGEST + 1), by="Ada", based_on=1)
    assert [len(kept.entry.text) for kept in entries(database, Text)] == [LONGEST]


def test_a_name_of_who_writes(database: Database) -> None:
    name = "n" * LONGEST_AUTHOR
    save(database, Meeting("a", "", title="x"), by=name, log=("meeting_planned", ""))
    for log in (None, ("meeting_planned", "")):
        with pytest.raises(JamstalldError, match="högst 80 tecken"):
            save(database, Meeting("b", "", title="x"), by=name + "n", log=log)  # type: ignore[arg-type]
    with pytest.raises(JamstalldError, match="högst 80 tecken"):
        change_threshold(database, 6, by=name + "n")
    assert [event.done_by for event in events(database)] == [name]


def test_causes_of_an_analysis(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    identity = next_identity(SUBJECT, ())
    kept = [add_cause(database, identity, SEEN, f"orsak {at}", by="Ada") for at in range(MOST_CAUSES)]
    with pytest.raises(JamstalldError, match="redan 100 orsaker"):
        add_cause(database, identity, SEEN, "en till", by="Ada")
    point = save(database, Point("punkt", "möte", subject=SUBJECT), by="Ada").entry
    given = save(database, Contribution("bidrag", "punkt", text="en till"), by="Ada").entry
    with pytest.raises(JamstalldError, match="redan 100 orsaker"):
        make_cause(database, ["bidrag"], "en till", SEEN, point, by="Ada")
    left = entry(database, Contribution, "bidrag")
    assert left
    assert left.entry == given, "it can still be made into one when there is room"
    assert len(entries(database, Cause, identity)) == MOST_CAUSES
    change_cause(database, kept[0], SEEN, by="Ada", state="confirmed")


def test_points_of_an_agenda(database: Database) -> None:
    def points(meeting: str, number: int) -> list[Point]:
        return [Point(f"{meeting}{at}", meeting, place=at) for at in range(number)]

    with pytest.raises(JamstalldError, match="högst 60 punkter"):
        plan_meeting(database, Meeting("b", "", title="x"), points("b", MOST_POINTS + 1), by="Ada")
    assert entries(database, Meeting) == ()
    plan_meeting(database, Meeting("a", "", title="x"), points("a", MOST_POINTS), by="Ada")
    with pytest.raises(JamstalldError, match="redan 60 punkter"):
        add_point(database, Point("c", "a"), by="Ada")
    assert len(entries(database, Point, "a")) == MOST_POINTS


def test_contributions_of_a_participant(database: Database) -> None:
    plan_meeting(database, Meeting("a", "", title="x"), [Point("p", "a", kind="conversation")], by="Ada")
    open_meeting(database, "a", by="Ada")
    show_point(database, "a", "p", by="Ada")
    for at in range(MOST_CONTRIBUTIONS):
        contribute(database, "a", Contribution(new_identity(), "p", text=f"{at}", participant="1"))
    with pytest.raises(RefusedError):
        contribute(database, "a", Contribution(new_identity(), "p", text="en till", participant="1"))
    contribute(database, "a", Contribution(new_identity(), "p", text="en annans", participant="2"))
    assert len(entries(database, Contribution, "p")) == MOST_CONTRIBUTIONS + 1


def test_reasons(database: Database, load_rows: Callable) -> None:
    rows = [{**row, "unit": unit} for unit in ("Ek", "Alm") for row in alike(10)]
    load_rows(database, [{**row, "person_id": f"{at}"} for at, row in enumerate(rows)])
    declare_grouping(database, Grouping("Distrikt", "unit", (("Norr", ("Ek",)),)), by="Ada")
    just, over = "s" * LONGEST_REASON, "s" * (LONGEST_REASON + 1)
    (delivery,) = deliveries(database)
    before = everything(database), len(events(database))
    for refused in (
        lambda: withdraw(database, delivery.delivery, by="Ada", reason=over),
        lambda: change_threshold(database, 4, by="Ada", reason=over),
        lambda: remove_grouping(database, "grouped_distrikt", by="Ada", reason=over),
    ):
        with pytest.raises(JamstalldError, match="högst 300 tecken"):
            refused()
    assert (everything(database), len(events(database))) == before
    withdraw(database, delivery.delivery, by="Ada", reason=just)
    change_threshold(database, 4, by="Ada", reason=just)
    remove_grouping(database, "grouped_distrikt", by="Ada", reason=just)
    assert all(event.text.endswith(just) for event in events(database)[:3])


def test_the_source_of_inhabitants_and_the_name_of_a_profile(database: Database) -> None:
    checked = checked_inhabitants(inhabitants_csv())
    with pytest.raises(JamstalldError, match="högst 200 tecken"):
        load_population(database, checked, by="Ada", source="k" * (LONGEST_SOURCE + 1))
    load_population(database, checked, by="Ada", source="k" * LONGEST_SOURCE)
    with pytest.raises(JamstalldError, match="högst 60 tecken"):
        save_profile(database, Profile("n" * (LONGEST_NAME + 1), ("a", "b"), {}), by="Ada")
    save_profile(database, Profile("n" * LONGEST_NAME, ("a", "b"), {}), by="Ada")
    assert [len(profile.name) for profile in profiles(database)] == [LONGEST_NAME]


@pytest.mark.parametrize(
    ("just", "over", "message"),
    [
        (LocalVariable("n" * 60, "yes_no"), LocalVariable("n" * 61, "yes_no"), "längre än 60 tecken"),
        (
            LocalVariable("Svar", "category", values=("a" * 80, "b")),
            LocalVariable("Svar", "category", values=("a" * 81, "b")),
            "längre än 80 tecken",
        ),
        (
            LocalVariable("Svar", "category", values=tuple(f"svar {at}" for at in range(40))),
            LocalVariable("Svar", "category", values=tuple(f"svar {at}" for at in range(41))),
            "mellan 2 och 40 svar",
        ),
        (
            LocalVariable("Tal", "number", limits=(1, 2), unit="e" * 20),
            LocalVariable("Tal", "number", limits=(1, 2), unit="e" * 21),
            "längre än 20 tecken",
        ),
        (
            LocalVariable("Tal", "number", limits=tuple(range(1, 40))),
            LocalVariable("Tal", "number", limits=tuple(range(1, 41))),
            "högst 39",
        ),
    ],
    ids=["name", "answer", "answers", "unit", "limits"],
)
def test_own_questions(database: Database, just: LocalVariable, over: LocalVariable, message: str) -> None:
    with pytest.raises(JamstalldError, match=message):
        declare_local(database, over, by="Ada")
    assert declare_local(database, just, by="Ada") == just


@pytest.mark.parametrize(
    ("just", "over", "message"),
    [
        (("n" * 60, (("Norr", ("Ek",)),)), ("n" * 61, (("Norr", ("Ek",)),)), "längre än 60 tecken"),
        (("Distrikt", (("n" * 60, ("Ek",)),)), ("Distrikt", (("n" * 61, ("Ek",)),)), "längre än 60 tecken"),
        (("Distrikt", (("Norr", ("e" * 80,)),)), ("Distrikt", (("Norr", ("e" * 81,)),)), "längre än 80 tecken"),
        (
            ("Distrikt", tuple((f"grupp {at}", (f"e{at}",)) for at in range(39))),
            ("Distrikt", tuple((f"grupp {at}", (f"e{at}",)) for at in range(40))),
            "högst 39",
        ),
    ],
    ids=["title", "group", "value", "groups"],
)
def test_groupings(database: Database, just: tuple, over: tuple, message: str) -> None:
    with pytest.raises(JamstalldError, match=message):
        declare_grouping(database, Grouping(over[0], "unit", over[1]), by="Ada")
    declare_grouping(database, Grouping(just[0], "unit", just[1]), by="Ada")
