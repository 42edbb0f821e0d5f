"""Those who may see some units only: on every page, in every answer, in all that is written, they see no other's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from jamstalld.access import ROLES, Access, Oidc, Person
from jamstalld.dialogue.actions import Action
from jamstalld.dialogue.analyses import Analysis, Cause, Snapshot
from jamstalld.dialogue.challenges import OwnChallenge, Trial
from jamstalld.dialogue.entries import Entry
from jamstalld.dialogue.meetings import Contribution, Meeting, Point
from jamstalld.dialogue.texts import Text
from jamstalld.errors import RequestError
from jamstalld.periods import Period
from jamstalld.snapshots import snapshot
from jamstalld.store import (
    Database,
    OutOfSightError,
    Question,
    add_cause,
    analyses_of,
    change_cause,
    data_info,
    entries,
    entry,
    events,
    finalise,
    judge,
    open_database,
    put,
    released_counts,
    remove,
    save,
    save_text,
    versions,
    write_text,
)
from jamstalld.store.counting import declared_totals
from jamstalld.ui import signing_in, who
from jamstalld.ui.navigation import PAGES
from jamstalld.views.build import build_view
from jamstalld.views.choices import filter_choices
from jamstalld.views.explaining import explain
from jamstalld.views.interplay import InterplayRequest, interplay
from jamstalld.views.matching import MatchingRequest, matching
from jamstalld.views.over_time import over_time
from jamstalld.views.over_time_model import OverTimeRequest
from jamstalld.views.overview import overview
from jamstalld.views.quality import missing_by_variable
from jamstalld.views.request import ViewRequest
from tests.app.opening import open_page

GROUP = ROLES["ledningsgrupp"].rights
OIDC = Access(Oidc("https://a.se/.well-known/openid-configuration", "jamstalld", Path("secret")), "https://j.se")


@pytest.fixture(scope="module")
def database(sample: Path, folder: Path) -> Any:
    opened = open_database(sample, folder / "salt")
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def units(database: Database) -> tuple[str, ...]:
    return filter_choices(database, data_info(database).latest_period())["unit"]


@pytest.fixture(scope="module")
def limited(database: Database, units: tuple[str, ...]) -> Database:
    """The database for somebody who may see the first unit."""
    return database.on_behalf_of(Person("Ada", GROUP, frozenset(units[:1]), "ada@k.se", "ledningsgrupp"))


@pytest.fixture(scope="module")
def of_two(database: Database, units: tuple[str, ...]) -> Database:
    return database.on_behalf_of(Person("Bo", GROUP, frozenset(units[:2]), "bo@k.se", "ledningsgrupp"))


def test_the_door_counts_one_unit_at_a_time_and_only_theirs(
    limited: Database, of_two: Database, units: tuple[str, ...]
) -> None:
    period = data_info(limited).latest_period()
    question = Question(period, "quarter", ((), ("unit",)), {"n": ()})
    for database, filters in (
        (limited, {}),
        (limited, {"unit": units[1]}),
        (limited, {"area": "Äldre"}),
        (of_two, {}),
        (of_two, {"unit": units[2]}),
    ):
        with pytest.raises(OutOfSightError, match="en enhet i taget"):
            released_counts(database, replace(question, filters=filters))
    for database, unit in ((limited, units[0]), (of_two, units[0]), (of_two, units[1])):
        found = released_counts(database, replace(question, filters={"unit": unit}))
        assert found.tables[("unit",)].labels == ((unit,),)
    assert declared_totals(limited, "personer", period) is None


def test_the_numbers_are_those_that_everybody_sees_of_the_unit(
    database: Database, limited: Database, units: tuple[str, ...]
) -> None:
    asked = ViewRequest("approval", by="intervention")
    theirs = build_view(limited, asked)
    same = build_view(database, replace(asked, filters=(("unit", units[0]),)))
    assert theirs == same
    assert dict(theirs.filters) == {"unit": units[0]}, "a view says which unit it is about"


def test_every_kind_of_answer_is_about_their_unit(limited: Database, of_two: Database, units: tuple[str, ...]) -> None:
    one = {"unit": units[0]}
    period = data_info(limited).latest_period()
    assert dict(over_time(limited, OverTimeRequest("approval")).filters) == one
    assert dict(explain(limited, "approval", ["age_group"]).filters) == one
    assert dict(interplay(limited, InterplayRequest("approval", "area", "age_group")).filters) == one
    area = filter_choices(limited, period)["area"][0]
    assert dict(matching(limited, MatchingRequest(area)).filters)["unit"] == units[0]
    looks = overview(limited, period).looks
    assert looks
    assert all(dict(look.request.filters) == one for look in looks)
    assert missing_by_variable(limited, period)
    assert filter_choices(limited, period)["unit"] == units[:1]
    assert filter_choices(of_two, period)["unit"] == units[:2]
    for ask in (
        lambda: build_view(of_two, ViewRequest("approval")),
        lambda: over_time(of_two, OverTimeRequest("approval")),
        lambda: overview(of_two, period),
        lambda: missing_by_variable(of_two, period),
    ):
        with pytest.raises(RequestError, match="Välj en enhet"):
            ask()


@pytest.mark.parametrize(
    "asked",
    [
        ViewRequest("approval", by="unit"),
        ViewRequest("approval", by="area", split="unit"),
        ViewRequest("approval", by="area", standardise_by=("unit",)),
        ViewRequest("received", by="intervention"),
        ViewRequest("received", by="intervention", base="need"),
    ],
    ids=lambda asked: f"{asked.measure} {asked.by} {asked.split} {asked.standardise_by} {asked.base}",
)
def test_what_is_compared_is_compared_within_the_unit(
    database: Database, limited: Database, units: tuple[str, ...], asked: ViewRequest
) -> None:
    view = build_view(limited, asked)
    assert view == build_view(database, replace(asked, filters=(("unit", units[0]),)))
    assert {name for row in view.rows for name in (row.label, row.split) if name in units} <= {units[0]}


def test_an_earlier_time_is_that_of_the_unit(database: Database, limited: Database, units: tuple[str, ...]) -> None:
    last = data_info(limited).latest_period().last
    before = Period(last + (-1), last + (-1))
    view = build_view(
        limited, asked := ViewRequest("approval", by="area", period=Period(last, last), compare_with=before)
    )
    assert view.total.previous
    assert view == build_view(database, replace(asked, filters=(("unit", units[0]),)))


def test_who_sees_one_unit_cannot_ask_of_another(limited: Database, units: tuple[str, ...]) -> None:
    for by in (None, "unit", "intervention"):
        with pytest.raises(OutOfSightError):
            build_view(limited, ViewRequest("approval", by=by, filters=(("unit", units[1]),)))


@pytest.fixture(scope="module")
def written(database: Database, units: tuple[str, ...]) -> dict[str, Snapshot]:
    """Write about three things: the whole, the first unit, the second; and what belongs to no unit."""
    seen: dict[str, Snapshot] = {}
    for name, filters in (("whole", ()), ("first", (("unit", units[0]),)), ("second", (("unit", units[1]),))):
        seen[name] = snapshot(build_view(database, ViewRequest("approval", filters=filters)))
        write_text(database, f"a_{name}", seen[name], "seen", f"Text {name}", by="Ada", based_on=0)
        add_cause(database, f"a_{name}", seen[name], f"Orsak {name}", by="Ada")
        save(database, Action(f"on_{name}", f"a_{name}", what="Gör"), by="Ada")
        save(database, Action(f"of_{name}", "", what="Gör", subject=seen[name].subject), by="Ada")
        save(database, Point(f"p_{name}", "m", kind="view", subject=seen[name].subject), by="Ada")
        save(database, Text(f"t_{name}", f"p_{name}", "outcome", f"Utfall {name}"), by="Ada")
    save(database, Meeting("m", "", title="Möte"), by="Ada")
    save(database, Point("talk", "m", kind="conversation"), by="Ada")
    save(database, Contribution("c", "talk", text="Bidrag"), by="Ada")
    save(database, Action("free", "", what="Gör"), by="Ada")
    save(database, OwnChallenge("own", "", title="Egen"), by="Ada")
    save(database, Trial("own", "", picked=True), by="Ada")
    return seen


SEEN: dict[type[Entry], set[str]] = {
    Analysis: {"a_first"},
    Action: {"on_first", "of_first", "free"},
    Point: {"p_first", "talk"},
    Meeting: {"m"},
    Contribution: {"c"},
    OwnChallenge: {"own"},
    Trial: set(),
}


@pytest.mark.parametrize("kind", SEEN)
def test_what_is_said_of_other_units_or_of_all_is_not_seen(
    kind: type[Entry], limited: Database, database: Database, written: dict[str, Snapshot]
) -> None:
    seen = {kept.entry.identity for kept in entries(limited, kind)}
    assert seen == SEEN[kind]
    for kept in entries(database, kind):
        one = kept.entry.identity
        assert (entry(limited, kind, one) is not None) == (one in seen)
        assert bool(versions(limited, kind, one)) == (one in seen)


def test_texts_causes_and_snapshots_follow_what_they_are_about(limited: Database, written: dict[str, Snapshot]) -> None:
    assert {kept.entry.text for kept in entries(limited, Text)} == {"Text first", "Utfall first"}
    assert {kept.entry.text for kept in entries(limited, Cause)} == {"Orsak first"}
    assert {kept.entry.identity for kept in entries(limited, Snapshot)} == {written["first"].identity}
    assert analyses_of(limited, written["first"].subject)
    assert not analyses_of(limited, written["whole"].subject)
    assert not [event for event in events(limited) if event.subject_kind]


@pytest.mark.parametrize("name", ["whole", "second"])
def test_nothing_is_written_about_what_is_not_seen(
    name: str, limited: Database, database: Database, written: dict[str, Snapshot]
) -> None:
    seen, own = written[name], written["first"]
    before = [entries(database, kind) for kind in (Analysis, Text, Cause, Action, Snapshot, Trial)]
    (cause,) = entries(database, Cause, f"a_{name}")
    (text,) = entries(database, Text, f"a_{name}")
    for write in (
        lambda: write_text(limited, f"a_{name}", seen, "seen", "Mitt", by="Ada", based_on=1),
        lambda: write_text(limited, f"a_{name}", own, "seen", "Mitt", by="Ada", based_on=1),
        lambda: write_text(limited, "new", seen, "seen", "Mitt", by="Ada", based_on=0),
        lambda: judge(limited, f"a_{name}", own, "no", by="Ada"),
        lambda: add_cause(limited, f"a_{name}", own, "Min", by="Ada"),
        lambda: change_cause(limited, cause, own, by="Ada", text="Min"),
        lambda: finalise(limited, f"a_{name}", by="Ada", today=date(2026, 1, 2)),
        lambda: save_text(limited, f"a_{name}", "why", "Mitt", by="Ada", based_on=0),
        lambda: save_text(limited, "own", "why", "Mitt", by="Ada", based_on=0),
        lambda: remove(limited, text.entry, by="Ada", based_on=text.version),
        lambda: save(limited, Action("mine", f"a_{name}", what="Gör"), by="Ada"),
        lambda: save(limited, Action(f"of_{name}", "", what="Min nu"), by="Ada", based_on=1),
        lambda: save(limited, Action("mine", "", what="Gör", subject=seen.subject), by="Ada"),
        lambda: put(limited, replace(seen, identity="other"), by="Ada"),
        lambda: save(limited, Trial("mine", "", picked=True), by="Ada"),
    ):
        with pytest.raises(OutOfSightError):
            write()
    assert [entries(database, kind) for kind in (Analysis, Text, Cause, Action, Snapshot, Trial)] == before


def test_what_is_theirs_they_write_about(limited: Database, written: dict[str, Snapshot]) -> None:
    own = written["first"]
    write_text(limited, "a_first", own, "why", "Därför", by="Ada", based_on=0)
    judge(limited, "a_first", own, "unknown", by="Ada")
    save(limited, Action("mine", "a_first", what="Gör"), by="Ada")
    save(limited, Action("mine too", "", what="Gör"), by="Ada")


INVENTED = {"skyddet", "om-metoden"}
"""Pages whose examples are of a municipality that does not exist, and know no database's numbers."""


class _With:
    access = OIDC


@pytest.mark.parametrize("count", [1, 2])
@pytest.mark.parametrize("path", [entry.path for entry in PAGES if entry.right in GROUP and entry.path not in INVENTED])
def test_every_page_shows_their_units_and_no_other(
    path: str,
    count: int,
    sample: Path,
    show: Callable[[Path], None],
    units: tuple[str, ...],
    written: dict[str, Snapshot],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    show(sample)
    person = Person("Ada", GROUP, frozenset(units[:count]), "ada@k.se", "ledningsgrupp")
    monkeypatch.setattr(who, "person", lambda: person)
    monkeypatch.setattr(signing_in, "read_settings", lambda: _With)
    at = open_page(path)
    assert not at.exception
    told = everything_told(at)
    for other in units[count:]:
        assert other not in told, f"{path} names {other}"
    assert "Text whole" not in told
    assert "Text second" not in told or count == 2


def everything_told(at: AppTest) -> str:
    """Give all that a page says: its texts, menus, tables and pictures."""
    kinds = ("title", "markdown", "caption", "text", "info", "warning", "error", "html")
    said = [str(one.value) for kind in kinds for one in at.get(kind)]
    said += [str(option) for menu in at.selectbox for option in menu.options]
    said += [table.value.to_string() for table in at.table]
    said += [str(picture.proto.spec) for picture in at.get("vega_lite_chart")]
    return "\n".join(said)
