"""Nothing that anyone writes is lost: every version is kept, and what two write at once is kept side by side."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta, tzinfo
from threading import Barrier
from typing import Any

import pytest

from jamstalld.access import NOBODY, OPERATOR, NoRightError
from jamstalld.dialogue.actions import Action
from jamstalld.dialogue.analyses import Analysis, Cause, Snapshot, snapshot_identity
from jamstalld.dialogue.entries import Kept, new_identity
from jamstalld.dialogue.meetings import Ballot, Meeting, ballot_identity
from jamstalld.dialogue.texts import LONGEST, Text, text_identity
from jamstalld.errors import JamstalldError
from jamstalld.store import (
    NO_NAME,
    ChangedError,
    Database,
    alter,
    entries,
    entry,
    events,
    join_text,
    put,
    remove,
    save,
    save_text,
    versions,
)
from jamstalld.store import dialogue as keeping
from jamstalld.store import texts as room

Make = Callable[..., Database]
TRICKY = "=cmd|' /C calc'!A0\n<b>fet</b> **fet** $text; DROP TABLE dialogue.entry ‮abc 👩‍⚖️ \t å"


def analysis(**changed: object) -> Analysis:
    subject = {"kind": "view", "request": {"measure": "approval", "filters": [["unit", "Norr"]]}}
    return replace(Analysis(new_identity(), "", subject=subject, title="Beslut, Norr"), **changed)


def test_an_entry_comes_back_as_it_was_saved_and_outlives_the_process(make_database: Make) -> None:
    database = make_database()
    given = analysis()
    kept = save(database, given, by="Ada", log=("analysis_begun", "Beslut"))
    assert (kept.entry, kept.version, kept.author, kept.made_by) == (given, 1, "Ada", "Ada")
    assert kept.saved_at == kept.made_at
    database.close()
    again = make_database(path=database.path)
    assert entries(again, Analysis) == (kept,)
    assert entry(again, Analysis, given.identity) == kept
    (line,) = events(again)
    assert (line.action, line.text, line.done_by) == ("analysis_begun", "Beslut", "Ada")
    assert (line.subject_kind, line.subject, line.delivery) == ("analysis", given.identity, None)


@pytest.mark.parametrize(
    "given",
    [
        Cause("c", "a", text=TRICKY, state="open", find_out="Fråga", who="Bo", due="2026-12-01"),
        Action("x", "a", what=TRICKY, size=2.5, subject={"kind": "view", "request": {"filters": [["a", "b"]]}}),
        Snapshot("s", "", sentences=("Ett.", "Två."), tables=(({"Insats": "Hemtjänst"},),), result={"rows": [1, None]}),
        Ballot(ballot_identity("p", "q"), "p", dots={"k": 2}),
    ],
)
def test_every_kind_comes_back_equal(make_database: Make, given: Cause | Action | Snapshot | Ballot) -> None:
    database = make_database()
    assert save(database, given, by="Ada").entry == given
    assert entries(database, type(given), given.parent)[0].entry == given


def test_entries_of_one_parent_are_told_from_those_of_another(make_database: Make) -> None:
    database = make_database()
    for at, parent in enumerate(("a", "a", "b")):
        save(database, Cause(f"{at}", parent, text="x"), by="Ada")
    assert [kept.entry.identity for kept in entries(database, Cause, "a")] == ["0", "1"]
    assert [kept.entry.identity for kept in entries(database, Cause)] == ["0", "1", "2"]
    assert entries(database, Action) == ()


def test_a_change_is_saved_over_the_version_it_was_made_from_or_not_at_all(make_database: Make) -> None:
    database = make_database()
    first = save(database, analysis(), by="Ada")
    second = save(database, replace(first.entry, justified="partly"), by="Bo", based_on=1)
    assert (second.version, second.author, second.made_by) == (2, "Bo", "Ada")
    for based_on in (0, 1, 3):
        with pytest.raises(ChangedError, match="Bo har ändrat"):
            save(database, replace(first.entry, justified="no"), by="Ada", based_on=based_on)
    assert entry(database, Analysis, first.entry.identity) == second
    assert [kept.entry.justified for kept in versions(database, Analysis, first.entry.identity)] == ["", "partly"]


def test_what_is_taken_away_is_gone_and_its_versions_are_kept(make_database: Make) -> None:
    database = make_database()
    kept = save(database, Cause("c", "a", text="Vana"), by="Ada")
    with pytest.raises(ChangedError):
        remove(database, kept.entry, by="Bo", based_on=2)
    remove(database, kept.entry, by="Bo", based_on=1)
    assert entries(database, Cause) == ()
    assert entry(database, Cause, "c") is None
    assert [one.entry.text for one in versions(database, Cause, "c")] == ["Vana"]
    with pytest.raises(ChangedError):
        save(database, kept.entry, by="Ada", based_on=1)
    with pytest.raises(ChangedError):
        alter(database, Cause, "c", lambda cause: cause, by="Ada")


def test_entries_can_be_read_as_they_were_when_another_was_saved(make_database: Make) -> None:
    database = make_database()
    before = save(database, Meeting("m", ""), by="Ada")
    first = save(database, Cause("c", "a", text="Vana"), by="Ada")
    second = save(database, replace(first.entry, text="Ovana"), by="Bo", based_on=1)
    later = save(database, Cause("d", "b", text="Senare"), by="Ada")
    remove(database, second.entry, by="Bo", based_on=2)

    def then(moment: Kept[Any], parent: str | None = None) -> list[tuple[str, int, str]]:
        found = entries(database, Cause, parent, until=moment)
        return [(kept.entry.text, kept.version, kept.author) for kept in found]

    assert then(before) == []
    assert then(first) == [("Vana", 1, "Ada")]
    assert then(second) == [("Ovana", 2, "Bo")]
    assert then(later) == [("Ovana", 2, "Bo"), ("Senare", 1, "Ada")]
    assert then(later, "b") == [("Senare", 1, "Ada")]
    assert entries(database, Cause) == (later,)


def test_what_has_no_text_is_changed_as_it_is_now(make_database: Make) -> None:
    database = make_database()
    save(database, Action("x", "", what="Samma frågor"), by="Ada")
    together = Barrier(8)

    def begin(at: int) -> None:
        together.wait()
        alter(database, Action, "x", lambda action: replace(action, who=action.who + str(at)), by=f"{at}")

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(begin, range(8)))
    kept = entry(database, Action, "x")
    assert kept
    assert (kept.version, sorted(kept.entry.who)) == (9, list("01234567"))


def test_the_last_put_counts_and_the_same_again_is_no_new_version(make_database: Make) -> None:
    database = make_database()
    ballot = Ballot(ballot_identity("p", "q"), "p", dots={"a": 3})
    assert put(database, ballot, by="").version == 1
    assert put(database, ballot, by="").version == 1
    assert put(database, replace(ballot, dots={"b": 3}), by="").version == 2
    assert [kept.entry.dots for kept in entries(database, Ballot, "p")] == [{"b": 3}]


def test_a_snapshot_is_named_by_what_it_holds() -> None:
    one, same, other = ({"title": "a", "rows": [1]}, {"rows": [1], "title": "a"}, {"title": "b", "rows": [1]})
    assert snapshot_identity(one) == snapshot_identity(same) != snapshot_identity(other)


def test_what_one_person_goes_on_typing_is_one_version(make_database: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    database = make_database()
    based_on = 0
    for text in ("V", "Vi", "Vi ser", "Vi ser att"):
        based_on = save_text(database, "a", "seen", text, by="Ada", based_on=based_on).version
    assert based_on == 4
    name = text_identity("a", "seen")
    assert [kept.entry.text for kept in versions(database, Text, name)] == ["V", "Vi ser att"]
    # Somebody else's words are a version of their own, and so is what is written after a pause.
    based_on = save_text(database, "a", "seen", "Vi ser att kvinnor", by="Bo", based_on=based_on).version
    monkeypatch.setattr(room, "_WRITTEN_ON", timedelta(0))
    based_on = save_text(database, "a", "seen", "Vi ser att män", by="Bo", based_on=based_on).version
    texts = [kept.entry.text for kept in versions(database, Text, name)]
    assert texts == ["V", "Vi ser att", "Vi ser att kvinnor", "Vi ser att män"]
    assert based_on == 6


def kept_versions(database: Database, *written: str, by: str = "Ada") -> list[str]:
    """Save texts over each other in one field, and give those that are kept."""
    based_on = 0
    for text in written:
        based_on = save_text(database, "a", "seen", text, by=by, based_on=based_on).version
    return [kept.entry.text for kept in versions(database, Text, text_identity("a", "seen"))]


def test_a_text_that_is_taken_away_or_changed_is_still_a_version(make_database: Make) -> None:
    written = ["Vi", "Vi ser att kvinnor", "", "Något annat", "Något helt annat", "Inget"]
    assert kept_versions(make_database(), *written) == ["Vi", "Vi ser att kvinnor", "Något helt annat", "Inget"]


@pytest.mark.parametrize("nobody", [NO_NAME, ""])
def test_those_who_have_no_name_may_be_several(make_database: Make, nobody: str) -> None:
    written = ["V", "Vi", "Vi ser"]
    assert kept_versions(make_database(), *written, by=nobody) == written


def test_who_types_for_long_leaves_a_version_now_and_then(make_database: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """However short the pauses are."""
    started = datetime(2026, 11, 29, 12)

    class Clock(datetime):
        minutes = 0

        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:
            cls.minutes += 1
            return started + timedelta(minutes=cls.minutes // 2)

    monkeypatch.setattr(room, "datetime", Clock)
    monkeypatch.setattr(keeping, "datetime", Clock)
    kept = kept_versions(make_database(), *("V" * length for length in range(1, 31)))
    assert 4 <= len(kept) <= 8
    assert kept[-1] == "V" * 30


def test_the_same_text_again_is_no_version(make_database: Make) -> None:
    database = make_database()
    first = save_text(database, "a", "seen", "Samma", by="Ada", based_on=0)
    assert save_text(database, "a", "seen", "Samma", by="Bo", based_on=first.version) == first
    assert versions(database, Text, first.entry.identity) == (first,)


def test_texts_that_are_too_long_together_are_kept_as_they_are(make_database: Make) -> None:
    database = make_database()
    whole = save_text(database, "a", "seen", "b" * LONGEST, by="Bo", based_on=0)
    aside = save_text(database, "a", "seen", "Adas text", by="Ada", based_on=0)
    with pytest.raises(JamstalldError, match="högst 20000 tecken"):
        join_text(database, aside, by="Ada")
    assert set(entries(database, Text, "a")) == {whole, aside}


def test_what_two_write_at_once_is_kept_side_by_side_and_joined(make_database: Make) -> None:
    database = make_database()
    start = save_text(database, "a", "seen", "Start", by="Ada", based_on=0)
    of_bo = save_text(database, "a", "seen", "Bos text", by="Bo", based_on=start.version)
    aside = save_text(database, "a", "seen", "Adas text", by="Ada", based_on=start.version)
    assert of_bo.entry.line == ""
    assert aside.entry.line
    # Ada goes on writing on her own line; Bo's text is untouched.
    more = save_text(database, "a", "seen", "Adas längre text", by="Ada", based_on=aside.version, line=aside.entry.line)
    assert {kept.entry.text for kept in entries(database, Text, "a")} == {"Bos text", "Adas längre text"}
    with pytest.raises(ChangedError):
        join_text(database, aside, by="Bo")
    whole = join_text(database, more, by="Bo")
    assert whole
    assert whole.entry.text == "Bos text\n\nAdas längre text"
    assert entries(database, Text, "a") == (whole,)


def test_a_text_beside_another_can_be_laid_aside_and_is_kept(make_database: Make) -> None:
    database = make_database()
    save_text(database, "a", "seen", "Bos text", by="Bo", based_on=0)
    aside = save_text(database, "a", "seen", "Adas text", by="Ada", based_on=0)
    whole = join_text(database, aside, by="Ada", keep=False)
    assert whole
    assert whole.entry.text == "Bos text"
    assert len(entries(database, Text, "a")) == 1
    assert [kept.entry.text for kept in versions(database, Text, aside.entry.identity)] == ["Adas text"]


def test_the_same_text_twice_is_no_conflict(make_database: Make) -> None:
    database = make_database()
    save_text(database, "a", "seen", "Samma", by="Bo", based_on=0)
    again = save_text(database, "a", "seen", "Samma", by="Ada", based_on=0)
    assert again.entry.line == ""
    assert [kept.entry.text for kept in entries(database, Text, "a")] == ["Samma"]


def test_of_many_who_write_the_same_field_at_once_every_text_is_there(make_database: Make) -> None:
    database = make_database()
    together = Barrier(20)

    def write(at: int) -> None:
        together.wait()
        save_text(database, "a", "seen", f"Text {at}", by=f"Person {at}", based_on=0)

    with ThreadPoolExecutor(20) as pool:
        list(pool.map(write, range(20)))
    kept = [one.entry for one in entries(database, Text, "a")]
    assert {one.text for one in kept} == {f"Text {at}" for at in range(20)}
    assert len([one for one in kept if not one.line]) == 1


def test_a_text_of_the_longest_length_is_kept_and_one_longer_refused(make_database: Make) -> None:
    database = make_database()
    kept = save_text(database, "a", "seen", "å" * LONGEST, by="Ada", based_on=0)
    assert kept.entry.text == "å" * LONGEST
    with pytest.raises(JamstalldError, match="högst 20000 tecken"):
        save_text(database, "a", "seen", "å" * (LONGEST + 1), by="Ada", based_on=1)


def test_what_a_later_program_kept_can_still_be_read() -> None:
    assert Cause.of("c", "a", {"text": "Vana", "weight": 3}) == Cause("c", "a", text="Vana")


def test_versions_say_who_and_when(make_database: Make) -> None:
    database = make_database()
    before = datetime.now()
    save(database, Cause("c", "a", text="Ett"), by="Ada")
    save(database, Cause("c", "a", text="Två"), by="Bo", based_on=1)
    kept = versions(database, Cause, "c")
    assert [(one.version, one.author, one.made_by) for one in kept] == [(1, "Ada", "Ada"), (2, "Bo", "Ada")]
    assert before <= kept[0].saved_at <= kept[1].saved_at <= datetime.now()


def test_what_is_listed_again_is_not_read_again_until_something_is_written(
    make_database: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = make_database()
    read: list[type] = []
    true = keeping.entries_seen
    monkeypatch.setattr(
        keeping,
        "entries_seen",
        lambda cursor, kind, *rest, **more: read.append(kind) or true(cursor, kind, *rest, **more),
    )
    for _ in range(3):
        assert entries(database, Cause) == entries(database, Cause, "a") == ()
    assert len(read) == 2, "what is asked of one parent is not what is asked of all"
    first = save(database, Cause("1", "a", text="Ett"), by="Ada")
    assert entries(database, Cause) == entries(database, Cause, "a") == (first,)
    assert entries(database, Cause, "b") == ()
    second = save(make_database(path=database.path), replace(first.entry, text="Två"), by="Bo", based_on=1)
    assert entries(database, Cause) == (second,)
    remove(database, second.entry, by="Ada", based_on=2)
    assert entries(database, Cause) == ()


def test_what_is_kept_of_a_list_is_for_those_who_may_read_it(make_database: Make) -> None:
    database = make_database()
    save(database, Cause("1", "a", text="Ett"), by="Ada")
    assert entries(database, Cause)
    with pytest.raises(NoRightError):
        entries(database.on_behalf_of(NOBODY), Cause)
    limited = replace(OPERATOR, units=frozenset({"Norr"}))
    assert entries(database.on_behalf_of(limited), Cause) == (), "it belongs to an analysis that is in nobody's sight"
