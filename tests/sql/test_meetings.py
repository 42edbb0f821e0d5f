"""Meetings: two who lead at once lose nothing, and forty who write and vote are all there."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier, Event
from typing import Any

import pytest

from jamstalld.dialogue.actions import Action
from jamstalld.dialogue.agenda import beside, in_order
from jamstalld.dialogue.analyses import Analysis, Cause, Snapshot
from jamstalld.dialogue.entries import new_identity
from jamstalld.dialogue.gathering import gathered
from jamstalld.dialogue.meeting_templates import templates
from jamstalld.dialogue.meetings import Ballot, Contribution, Meeting, Point, ballot_identity
from jamstalld.errors import JamstalldError
from jamstalld.store import (
    ChangedError,
    Database,
    MovedError,
    RefusedError,
    add_point,
    alter,
    close_meeting,
    contribute,
    contributing,
    entries,
    entry,
    events,
    make_action,
    make_cause,
    open_meeting,
    place_dots,
    plan_meeting,
    put,
    put_together,
    remove,
    rewrite,
    save,
    shift_point,
    show_point,
)
from jamstalld.store import meetings as room

Make = Callable[..., Database]
SUBJECT = {"kind": "view", "request": {"measure": "approval", "filters": {"area": "Äldre"}}}
SEEN = Snapshot("s", "", title="Bifall", subject=SUBJECT)


@pytest.fixture
def database(make_database: Make) -> Database:
    return make_database()


def planned(database: Database, template: int = 0) -> tuple[Meeting, tuple[Point, ...]]:
    meeting = Meeting(new_identity(), "", title="Ledningsmöte", minutes=20)
    points = templates()[template].points_for(meeting.identity)
    plan_meeting(database, meeting, points, by="Ada")
    return meeting, points


def agenda(database: Database, meeting: Meeting) -> tuple[Point, ...]:
    return in_order(kept.entry for kept in entries(database, Point, meeting.identity))


def now(database: Database, meeting: Meeting) -> Meeting:
    kept = entry(database, Meeting, meeting.identity)
    assert kept
    return kept.entry


def write(database: Database, point: str, text: str, participant: str = "1") -> Contribution:
    return save(database, Contribution(new_identity(), point, text=text, participant=participant), by="").entry


def logged(database: Database) -> list[tuple[str, str]]:
    return [(event.action, event.text) for event in reversed(events(database))]


def test_a_meeting_is_planned_with_its_agenda(database: Database) -> None:
    meeting, points = planned(database)
    assert now(database, meeting) == meeting
    assert agenda(database, meeting) == points
    assert [action for action, _ in logged(database)] == ["meeting_planned"]


def test_points_are_added_last_and_moved(database: Database) -> None:
    meeting, points = planned(database)
    added = add_point(database, Point(new_identity(), meeting.identity, title="Övrigt"), by="Ada").entry
    assert agenda(database, meeting)[-1] == added
    shift_point(database, meeting.identity, added.identity, -1, by="Bo")
    assert [point.title for point in agenda(database, meeting)][-2:] == ["Övrigt", "Avslut"]
    shift_point(database, meeting.identity, points[0].identity, -1, by="Bo")
    assert agenda(database, meeting)[0].identity == points[0].identity


def test_an_agenda_has_an_end(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "MOST_POINTS", 6)
    meeting, _ = planned(database)
    add_point(database, Point(new_identity(), meeting.identity), by="Ada")
    with pytest.raises(JamstalldError, match="redan 6 punkter"):
        add_point(database, Point(new_identity(), meeting.identity), by="Ada")


def test_opening_draws_a_code_once_and_closing_takes_it_away(database: Database) -> None:
    meeting, points = planned(database)
    code = open_meeting(database, meeting.identity, by="Ada").entry.code
    assert len(code) == 6
    assert open_meeting(database, meeting.identity, by="Bo").entry.code == code
    show_point(database, meeting.identity, points[1].identity, by="Ada")
    close_meeting(database, meeting.identity, by="Ada")
    close_meeting(database, meeting.identity, by="Bo")
    closed = now(database, meeting)
    assert (closed.state, closed.code, closed.point) == ("closed", "", "")
    assert not [point for point in agenda(database, meeting) if point.writing or point.voting]
    assert [action for action, _ in logged(database)] == ["meeting_planned", "meeting_opened", "meeting_closed"]


def test_no_two_open_meetings_have_the_same_code(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = iter(["AAAAAA", "AAAAAA", "BBBBBB"])
    monkeypatch.setattr(room, "new_code", lambda: next(drawn))
    codes = [open_meeting(database, planned(database)[0].identity, by="Ada").entry.code for _ in range(2)]
    assert codes == ["AAAAAA", "BBBBBB"]


def test_a_conversation_opens_when_it_comes_and_shuts_when_it_goes(database: Database) -> None:
    meeting, (view, why, what, *_) = planned(database)
    show_point(database, meeting.identity, view.identity, by="Ada")
    assert now(database, meeting).point == ""
    open_meeting(database, meeting.identity, by="Ada")

    def states() -> list[bool]:
        return [point.writing for point in agenda(database, meeting)[:3]]

    show_point(database, meeting.identity, view.identity, by="Ada")
    assert states() == [False, False, False]
    show_point(database, meeting.identity, why.identity, by="Ada")
    assert states() == [False, True, False]
    assert now(database, meeting).point_since
    write(database, why.identity, "Vana")
    show_point(database, meeting.identity, what.identity, by="Ada")
    assert states() == [False, False, True]
    # Back to what has been written at: it opens only when the facilitator says so.
    show_point(database, meeting.identity, why.identity, by="Ada")
    assert states() == [False, False, False]
    show_point(database, meeting.identity, "", by="Ada")
    show_point(database, meeting.identity, "finns inte", by="Ada")
    assert now(database, meeting).point == ""


def test_two_who_press_next_at_once_move_on_once(database: Database) -> None:
    meeting, points = planned(database)
    open_meeting(database, meeting.identity, by="Ada")
    target = beside(points, "", 1)
    together = Barrier(2)

    def press(who: str) -> None:
        together.wait()
        show_point(database, meeting.identity, target, by=who)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(press, ("Ada", "Bo")))
    assert now(database, meeting).point == points[0].identity


def test_two_who_group_at_once_lose_nothing(database: Database) -> None:
    _, (_, why, *_) = planned(database)
    written = [write(database, why.identity, f"Text {at}") for at in range(12)]
    together = Barrier(2)

    def group(half: int) -> None:
        together.wait()
        for one in written[half + 2 :: 2]:
            put_together(database, why.identity, one.identity, written[half].identity, by=f"{half}")

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(group, (0, 1)))
    groups = gathered([kept.entry for kept in entries(database, Contribution, why.identity)])
    assert [[one.text for one in group.all] for group in groups] == [
        [f"Text {at}" for at in range(half, 12, 2)] for half in (0, 1)
    ]
    put_together(database, why.identity, written[2].identity, "", by="Ada")
    assert len(gathered([kept.entry for kept in entries(database, Contribution, why.identity)])) == 3


def test_a_contribution_becomes_a_cause_once_in_the_analysis_that_is_being_written(database: Database) -> None:
    meeting, (view, why, *_) = planned(database)
    one, same, other = (write(database, why.identity, text) for text in ("=Vana", "Vana!", "**Behov**"))
    together = Barrier(2)

    def move(who: str) -> bool:
        together.wait()
        try:
            make_cause(database, [one.identity, same.identity], one.text, SEEN, view, by=who)
        except MovedError:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(move, ("Ada", "Bo"))) == [False, True]
    (analysis,) = entries(database, Analysis)
    assert (analysis.entry.title, analysis.entry.subject, analysis.entry.snapshot) == ("Bifall · Äldre", SUBJECT, "s")
    (made,) = entries(database, Cause)
    assert made.entry == Cause(made.entry.identity, analysis.entry.identity, "=Vana", origin=one.identity)
    moved = [kept.entry.moved_to for kept in entries(database, Contribution, why.identity)]
    assert moved == [made.entry.identity, made.entry.identity, ""]
    assert agenda(database, meeting)[0].analysis == analysis.entry.identity
    later = replace(SEEN, identity="t", title="Bifall")
    make_cause(database, [other.identity], other.text, later, view, by="Ada")
    (analysis,) = entries(database, Analysis)
    assert analysis.entry.snapshot == "t"
    assert [kept.entry.identity for kept in entries(database, Snapshot)] == ["s", "t"]
    # What is finished is not written in: a new analysis begins.
    save(database, replace(analysis.entry, final=True), by="Ada", based_on=analysis.version)
    third = write(database, why.identity, "Tre")
    make_cause(database, [third.identity], third.text, SEEN, view, by="Ada")
    assert len(entries(database, Analysis)) == 2
    assert [action for action, _ in logged(database)].count("analysis_begun") == 2


def test_a_contribution_becomes_an_action_once(database: Database) -> None:
    meeting, (_, _, what, *_) = planned(database)
    one = write(database, what.identity, "**Samma frågor**")
    action = Action(new_identity(), "", what=one.text, meeting=meeting.identity)
    make_action(database, [one.identity], action, by="Ada")
    assert [kept.entry for kept in entries(database, Action)] == [action]
    assert logged(database)[-1] == ("action_added", "")
    with pytest.raises(MovedError):
        make_action(database, [one.identity], replace(action, identity="x"), by="Bo")
    kept = entries(database, Contribution, what.identity)[0]
    remove(database, kept.entry, by="Ada", based_on=kept.version)
    with pytest.raises(ChangedError):
        make_action(database, [one.identity], replace(action, identity="y"), by="Bo")
    assert len(entries(database, Action)) == 1


def test_forty_who_write_and_vote_at_once_are_all_there(database: Database) -> None:
    meeting, (_, why, *_) = planned(database)
    open_meeting(database, meeting.identity, by="Ada")
    together = Barrier(40)

    def take_part(at: int) -> None:
        together.wait()
        mine = write(database, why.identity, f"Orsak {at}", f"{at}")
        for dots in (1, 3):
            ballot = Ballot(ballot_identity(why.identity, f"{at}"), why.identity, dots={mine.identity: dots})
            put(database, ballot, by="")

    with ThreadPoolExecutor(40) as pool:
        list(pool.map(take_part, range(40)))
    written = [kept.entry for kept in entries(database, Contribution, why.identity)]
    groups = gathered(written, [kept.entry for kept in entries(database, Ballot, why.identity)])
    assert sorted(one.text for one in written) == sorted(f"Orsak {at}" for at in range(40))
    assert [group.dots for group in groups] == [3] * 40


@pytest.mark.parametrize("what", ["a text", "a change", "dots"])
def test_nothing_comes_in_after_the_meeting_is_closed(
    database: Database, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    """Also where it was checked while the meeting was open."""
    meeting, (_, why, *_) = planned(database)
    open_meeting(database, meeting.identity, by="Ada")
    show_point(database, meeting.identity, why.identity, by="Ada")
    alter(database, Point, why.identity, lambda now: replace(now, voting=True, dots=3), by="Ada")
    there = write(database, why.identity, "Vana")
    given = Contribution(new_identity(), why.identity, text="Behov", participant="1")
    works: dict[str, tuple[str, Callable[[], None]]] = {
        "a text": ("save_seen", lambda: contribute(database, meeting.identity, given)),
        "a change": ("alter_seen", lambda: rewrite(database, meeting.identity, "1", there.identity, "Ovana")),
        "dots": (
            "put_seen",
            lambda: place_dots(database, meeting.identity, why.identity, "1", there.identity, 2),
        ),
    }
    name, work = works[what]
    saving, checked, closed = getattr(contributing, name), Event(), Event()

    def slowly(*given: Any, **named: Any) -> Any:
        checked.set()
        closed.wait(0.3)
        return saving(*given, **named)

    monkeypatch.setattr(contributing, name, slowly)

    def close() -> None:
        checked.wait(10)
        close_meeting(database, meeting.identity, by="Ada")
        closed.set()

    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(work), pool.submit(close)]:
            done.result()
    shut = entry(database, Point, why.identity)
    assert shut
    kept = (*entries(database, Contribution, why.identity), *entries(database, Ballot, why.identity))
    assert max(one.saved_at for one in kept) <= shut.saved_at
    with pytest.raises(RefusedError, match="Mötet är avslutat"):
        place_dots(database, meeting.identity, why.identity, "1", there.identity, 1)
    with pytest.raises(RefusedError, match="Mötet är avslutat"):
        contribute(database, meeting.identity, replace(given, identity=new_identity()))
