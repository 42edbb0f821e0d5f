"""Actions as a whole: what is typed, what is refused, what the log says, and how they stand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from jamstalld.actions import (
    about,
    add_action,
    change_action,
    remove_action,
    set_status,
    standings,
    standings_to_json,
    typed_size,
)
from jamstalld.dialogue.actions import Action, overdue
from jamstalld.errors import RequestError
from jamstalld.store import ChangedError, Database, entries, events

Make = Callable[..., Database]
TODAY = date(2026, 11, 29)
SECRET = "19121212-1212 Anna"


def test_a_size_is_a_number_above_0_or_nothing() -> None:
    assert [typed_size(text) for text in ("", "3", "2,5")] == [None, 3.0, 2.5]
    for text in ("0", "-1", "−2,5"):
        with pytest.raises(RequestError, match="större än 0"):
            typed_size(text)


@pytest.mark.parametrize(
    ("due", "status", "late"),
    [
        ("2026-11-28", "planned", True),
        ("2026-11-28", "ongoing", True),
        ("2026-11-29", "ongoing", False),
        ("2026-11-28", "done", False),
        ("2026-11-28", "dropped", False),
        ("", "ongoing", False),
    ],
)
def test_an_action_is_late_from_the_day_after(due: str, status: str, late: bool) -> None:
    action = Action("x", "", "Fråga alla", due=due, status=status)  # pyright: ignore[reportArgumentType]
    assert overdue(action, TODAY) is late


def test_every_change_is_a_line_in_the_log_without_what_was_written(make_database: Make) -> None:
    database = make_database()
    kept = add_action(database, Action("x", "", f"  {SECRET}  ", who=f" {SECRET}"), by="Ada")
    assert (kept.entry.what, kept.entry.who) == (SECRET, SECRET)
    kept = change_action(database, replace(kept.entry, due="2026-12-31"), by="Bo", based_on=1)
    kept = set_status(database, "x", "ongoing", by="Cilla")
    remove_action(database, kept, by="Ada")
    lines = events(database)
    assert [(line.action, line.text, line.done_by) for line in lines] == [
        ("action_removed", "", "Ada"),
        ("action_changed", "Läge: Pågår", "Cilla"),
        ("action_changed", "", "Bo"),
        ("action_added", "", "Ada"),
    ]
    assert {(line.subject_kind, line.subject) for line in lines} == {("action", "x")}
    assert SECRET not in str(lines)
    assert entries(database, Action) == ()


def test_an_action_must_say_what_and_may_not_be_saved_over_another(make_database: Make) -> None:
    database = make_database()
    with pytest.raises(RequestError, match="Skriv vad som ska göras"):
        add_action(database, Action("x", "", " \n"), by="Ada")
    kept = add_action(database, Action("x", "", "Fråga alla"), by="Ada")
    change_action(database, replace(kept.entry, who="Bo"), by="Bo", based_on=1)
    with pytest.raises(ChangedError, match="Bo har ändrat"):
        change_action(database, replace(kept.entry, who="Ada"), by="Ada", based_on=1)
    with pytest.raises(ChangedError):
        remove_action(database, kept, by="Ada")


def test_the_late_come_first_and_then_what_is_due_first(make_database: Make) -> None:
    database = make_database()
    for name, due, parent in (
        ("a", "", ""),
        ("b", "2027-01-01", "p"),
        ("c", "2026-01-01", ""),
        ("d", "2026-12-01", "p"),
    ):
        add_action(database, Action(name, parent, name, due=due), by="Ada")

    def names(parent: str | None = None) -> list[str]:
        return [one.action.identity for one in standings(database, lambda _: None, TODAY, parent)]

    assert names() == ["c", "d", "b", "a"]
    assert names("p") == ["d", "b"]


def test_what_an_action_is_about_is_named_once_each(make_database: Make) -> None:
    database = make_database()
    request = {"measure": "approval", "by": "unit", "filters": {"intervention": "Hemtjänst"}, "period": "2025"}
    action = Action("x", "", "Fråga", subject={"kind": "view", "request": request}, label="Norr")
    assert about(database, action) == "Bifall · Norr · Hemtjänst"
    gone = replace(action, subject={"kind": "view", "request": {**request, "measure": "local_gone"}})
    assert about(database, gone) == "local_gone · Norr · Hemtjänst"
    assert about(database, Action("y", "", "Prata")) == ""
    add_action(database, action, by="Ada")
    (told,) = standings_to_json(database, standings(database, lambda _: None, TODAY))
    assert (told["action"], told["analysis"], told["about"]) == ("x", None, "Bifall · Norr · Hemtjänst")
    assert (told["overdue"], told["followed"], told["what"]) == (False, None, "Fråga")
    assert "snapshot" not in told
