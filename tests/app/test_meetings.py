"""Meetings in the app: planned from every template, led, shown, and ended."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from jamstalld.dialogue.actions import Action
from jamstalld.dialogue.analyses import Analysis, Cause, Snapshot
from jamstalld.dialogue.entries import new_identity
from jamstalld.dialogue.meeting_templates import templates
from jamstalld.dialogue.meetings import OUTCOME, PRESENT, Ballot, Contribution, Meeting, Point, ballot_identity
from jamstalld.dialogue.texts import Text
from jamstalld.snapshots import subject_of
from jamstalld.store import Database, entries, plan_meeting, put, save, save_text, withdraw
from jamstalld.store import deliveries as loaded
from jamstalld.ui.meetings.new import EMPTY
from jamstalld.ui.plain import plain
from jamstalld.views.build import build_view
from jamstalld.views.request import ViewRequest
from tests.app.opening import open_page

TRICKY = "=cmd|' /C calc'!A0 <b>fet</b> **fet** [länk](x) ‮abc 👩‍⚖️"
Open = Callable[..., AppTest]


@pytest.fixture
def use(show: Callable[[Path], None]) -> Open:
    def opened(path: Path, page: str, **parameters: str) -> AppTest:
        show(path)
        return open_page(page, **parameters)

    return opened


def database() -> Database:
    from jamstalld.ui import state

    return state.database()


def words(at: AppTest) -> str:
    kinds = (at.title, at.markdown, at.caption, at.info, at.warning, at.error, at.success, at.text)
    return "\n".join(element.value for kind in kinds for element in kind)


def press(at: AppTest, label: str) -> AppTest:
    next(button for button in at.button if button.label == label).click().run()
    assert not at.exception
    return at


def planned(at: AppTest) -> Meeting:
    (found,) = [kept.entry for kept in entries(database(), Meeting) if kept.entry.identity == at.query_params["mote"]]
    return found


def agenda(meeting: str) -> list[Point]:
    return sorted((kept.entry for kept in entries(database(), Point, meeting)), key=lambda point: point.place)


def with_view(meeting: str, title: str = "Ledningsmöte") -> tuple[Meeting, list[Point]]:
    """Plan a leadership meeting that looks at approvals."""
    view = build_view(database(), ViewRequest("approval"))
    points = [*templates()[0].points_for(meeting)]
    points[0] = replace(points[0], title=view.question, subject=subject_of(view).to_json())
    made = Meeting(meeting, "", title=title, minutes=20)
    plan_meeting(database(), made, points, by="Ada")
    return made, points


def write(point: Point, *texts: str) -> list[Contribution]:
    return [
        save(database(), Contribution(new_identity(), point.identity, text=text, participant=f"{at}"), by="").entry
        for at, text in enumerate(texts)
    ]


@pytest.mark.parametrize("title", [*(template.title for template in templates()), EMPTY])
def test_a_meeting_is_planned_from_every_template(use: Open, sample: Path, title: str) -> None:
    at = use(sample, "moten")
    at.text_input(key="author").set_value("Ada").run()
    at.selectbox(key="meeting_template").select(title).run()
    if title == EMPTY:
        press(at, "Planera mötet")
        assert "Skriv vad mötet heter" in words(at)
        at.text_input(key="meeting_title_").set_value("Eget möte").run()
    press(at, "Planera mötet")
    meeting = planned(at)
    assert at.title[0].value == plain(meeting.title)
    template = next((one for one in templates() if one.title == title), None)
    assert meeting.minutes == (template.minutes if template else 0)
    assert [point.title for point in agenda(meeting.identity)] == [
        point.title for point in (template.points if template else ())
    ]
    assert ("lika länge som mötet" in words(at)) == (template is not None)
    listed = use(sample, "moten")
    assert meeting.title in words(listed).replace("\\", "")


def test_an_agenda_is_changed(use: Open, sample: Path) -> None:
    at = use(sample, "moten")
    meeting, points = with_view(new_identity(), title=TRICKY)
    at = use(sample, "moten", mote=meeting.identity)
    at.number_input(key=f"minutes_{points[1].identity}").set_value(9).run()
    assert "Punkterna tar 23 minuter. Mötet är 20 minuter: 3 minuter för mycket." in words(at)
    at.button(key=f"Ned_{points[1].identity}").click().run()
    assert [point.identity for point in agenda(meeting.identity)][1:3] == [points[2].identity, points[1].identity]
    at.text_input(key=f"title_{points[1].identity}").set_value("Varför?").run()
    at.button(key=f"save_{points[1].identity}").click().run()
    at.button(key=f"remove_{points[4].identity}").click().run()
    at.segmented_control(key="added_kind").set_value("Samtal").run()
    press(at, "Lägg till")
    assert "Skriv en rubrik för punkten." in words(at)
    at.text_input(key="added_title").set_value("Vårt samtal").run()
    at.text_input(key="added_question").set_value(TRICKY).run()
    press(at, "Lägg till")
    at.segmented_control(key="added_kind").set_value("Resultat").run()
    press(at, "Lägg till")
    assert not at.exception
    found = agenda(meeting.identity)
    assert [point.title for point in found[:5]] == [
        points[0].title,
        points[2].title,
        "Varför?",
        points[3].title,
        "Vårt samtal",
    ]
    assert (found[4].question, found[4].dots, found[4].minutes) == (TRICKY, 3, 8)
    assert found[5].subject["kind"] == "view"
    assert any(text.value == TRICKY for text in at.text)
    assert not any("<b>fet</b>" in element.value for element in (*at.markdown, *at.title))


def planned_and_changed(use: Open, sample: Path) -> tuple[AppTest, str, str]:
    """Open a meeting of which Bo has then given the second point another title: page, meeting, point."""
    use(sample, "moten")
    meeting, points = with_view(new_identity())
    at = use(sample, "moten", mote=meeting.identity)
    name = points[1].identity
    kept = next(one for one in entries(database(), Point, meeting.identity) if one.entry.identity == name)
    save(database(), replace(kept.entry, title="Bos rubrik"), by="Bo", based_on=kept.version)
    return at, meeting.identity, name


def test_two_who_change_the_same_point_lose_nothing(use: Open, sample: Path) -> None:
    at, meeting, name = planned_and_changed(use, sample)
    at.text_input(key=f"title_{name}").set_value("Adas rubrik").run()
    at.run()  # meanwhile the page has been drawn with what Bo saved
    at.button(key=f"save_{name}").click().run()
    assert "Bo har ändrat det här under tiden" in words(at)
    assert "”Bos rubrik" in words(at)
    assert agenda(meeting)[1].title == "Bos rubrik"
    assert at.text_input(key=f"title_{name}").value == "Adas rubrik"
    at.button(key=f"save_{name}").click().run()
    assert agenda(meeting)[1].title == "Adas rubrik"


def test_what_nobody_types_in_follows_what_others_save(use: Open, sample: Path) -> None:
    at, meeting, name = planned_and_changed(use, sample)
    assert at.run().text_input(key=f"title_{name}").value == "Bos rubrik"
    at.number_input(key=f"minutes_{name}").set_value(7).run()
    at.text_input(key=f"title_{name}").set_value("Adas rubrik").run()
    at.number_input(key=f"minutes_{name}").set_value(8).run()  # one's own change is no conflict
    at.button(key=f"save_{name}").click().run()
    assert [(one.title, one.minutes) for one in agenda(meeting)][1] == ("Adas rubrik", 8)


def test_a_view_is_put_on_an_agenda_from_its_own_page(use: Open, sample: Path) -> None:
    at = use(sample, "moten")
    meeting = Meeting(new_identity(), "", title="Nästa möte")
    plan_meeting(database(), meeting, (), by="Ada")
    for page, kind in (("beslut", "view"), ("over-tid", "over_time"), ("samspel", "interplay")):
        at = use(sample, page)
        at.selectbox(key="offered_to").select(meeting.identity).run()
        at.button(key="offer_view").click().run()
        assert "Resultatet står sist på dagordningen." in words(at)
        assert agenda(meeting.identity)[-1].subject["kind"] == kind


def test_a_meeting_is_led_from_beginning_to_end(use: Open, sample: Path) -> None:
    at = use(sample, "moten")
    meeting, (view, why, what, *_) = with_view(new_identity())
    at = use(sample, "moten", mote=meeting.identity)
    press(at, "Öppna mötet")
    code = planned(at).code
    assert f"{code[:3]}\u00a0{code[3:]}" in words(at)
    at.text_area(key=f"text_{meeting.identity}_{PRESENT}_0").set_value("Ada\n Bo").run()
    press(at, "Nästa")
    assert planned(at).point == view.identity
    kept = agenda(meeting.identity)[0]
    (snapshot,) = [one.entry for one in entries(database(), Snapshot) if one.entry.identity == kept.snapshot]
    assert snapshot.sentences[0].replace("\u00a0", " ") in words(at).replace("\u00a0", " ").replace("\\", "")
    press(at, "Nästa")
    assert agenda(meeting.identity)[1].writing
    written = write(why, "Vana", "Vi gör som vi alltid gjort", TRICKY)
    put(database(), Ballot(ballot_identity(why.identity, "0"), why.identity, dots={written[1].identity: 2}), by="")
    at.run()
    assert "3 bidrag från 3 deltagare. 1 har röstat." in words(at)
    press(at, "Lägg ihop")
    assert "Kryssa för ett eller flera bidrag först." in words(at)
    for one in written[:2]:
        at.checkbox(key=f"pick_{one.identity}").check().run()
    press(at, "Lägg ihop")
    groups = [kept.entry.group for kept in entries(database(), Contribution, why.identity)]
    assert groups == ["", written[0].identity, ""]
    assert not any(box.value for box in at.checkbox)
    at.checkbox(key=f"pick_{written[0].identity}").check().run()
    press(at, "Gör till orsak")
    (analysis,) = [one.entry for one in entries(database(), Analysis) if one.entry.subject == view.subject]
    (cause,) = [one.entry for one in entries(database(), Cause, analysis.identity)]
    assert (cause.text, cause.origin) == ("Vana", written[0].identity)
    assert "Orsak i analysen" in words(at)
    at.checkbox(key=f"pick_{written[2].identity}").check().run()
    press(at, "Gör till åtgärd")
    (action,) = [one.entry for one in entries(database(), Action) if one.entry.meeting == meeting.identity]
    assert (action.what, action.parent, action.subject) == (TRICKY, analysis.identity, view.subject)
    at.checkbox(key=f"pick_{written[2].identity}").check().run()
    press(at, "Gör till åtgärd")
    assert "Bidraget är redan en orsak eller en åtgärd" in words(at)
    outcome(at, why).set_value("Vi börjar med vanan.").run()
    (text,) = [one.entry for one in entries(database(), Text, why.identity)]
    assert (text.field, text.text) == ("outcome", "Vi börjar med vanan.")
    press(at, "Nästa")
    assert (planned(at).point, agenda(meeting.identity)[1].writing) == (what.identity, False)
    press(at, "Ja, avsluta mötet")
    assert planned(at).state == "closed"
    assert "Vi börjar med vanan." in words(at)
    assert "Närvarande: Ada, Bo" in words(at)
    assert snapshot.about.replace("\u00a0", " ") in words(at).replace("\u00a0", " ").replace("\\", "")
    press(at, "Ja, öppna igen")
    assert planned(at).code not in ("", code)


def outcome(at: AppTest, point: Point) -> Any:
    return at.text_area(key=f"text_{point.identity}_{OUTCOME}_0")


def test_what_two_write_of_a_point_is_kept_side_by_side(use: Open, sample: Path) -> None:
    use(sample, "moten")
    meeting, (view, *_) = with_view(new_identity())
    at = use(sample, "moten", mote=meeting.identity)
    press(press(at, "Öppna mötet"), "Nästa")
    save_text(database(), view.identity, "outcome", "Bos text", by="Bo", based_on=0)
    outcome(at, view).set_value("Adas text").run()
    assert {one.entry.text for one in entries(database(), Text, view.identity)} == {"Bos text", "Adas text"}
    other = use(sample, "moten", mote=meeting.identity)
    assert outcome(other, view).value == "Bos text"
    assert "Adas text" in words(other)
    press(other, "Lägg till i texten")
    assert [one.entry.text for one in entries(database(), Text, view.identity)] == ["Bos text\n\nAdas text"]


def test_the_room_sees_the_point_that_is_led_and_no_names(use: Open, sample: Path) -> None:
    use(sample, "moten")
    meeting, (view, why, _, actions, _) = with_view(new_identity())
    save(database(), Action(new_identity(), "", what="Samma frågor", who="Eva Ek", due="2027-01-15"), by="Ada")
    room = use(sample, "presentera", mote=meeting.identity)
    press(room, "Öppna mötet")
    assert f"{planned(room).code[:3]}\u00a0{planned(room).code[3:]}" in words(room)
    press(room, "Nästa")
    assert room.title[0].value == view.title
    assert len(room.get("vega_lite_chart")) == 2
    assert agenda(meeting.identity)[0].snapshot
    press(room, "Av hundra")
    assert len(room.get("vega_lite_chart")) == 2
    press(room, "Tabell")
    assert not room.get("vega_lite_chart")
    assert "Insats" in room.table[0].value.columns
    press(room, "Visa bilden")
    assert (len(room.get("vega_lite_chart")), len(room.table)) == (2, 0)
    press(room, "Tabell")
    led = use(sample, "moten", mote=meeting.identity)
    press(led, "Nästa")
    room.run()
    assert room.title[0].value == why.title
    assert "Du kan skriva i telefonen nu." in words(room)
    write(why, TRICKY, "Vana")
    room.run()
    assert "Vana" not in words(room)
    press(room, "Visa svaren")
    (table,) = [one.proto.body for one in room.get("html") if 'class="storlista"' in one.proto.body]
    assert "&lt;b&gt;fet&lt;/b&gt; **fet**" in table
    assert "<b>" not in table
    for _ in range(2):
        press(room, "Nästa")
    assert room.title[0].value == actions.title
    (table,) = [one.proto.body for one in room.get("html") if 'class="storlista"' in one.proto.body]
    assert "Samma frågor" in table
    assert "Eva Ek" not in str(room)


def test_what_the_group_saw_stays_when_the_data_change(use: Open, folder: Path, sample: Path) -> None:
    path = folder / "changing.duckdb"
    path.write_bytes(sample.read_bytes())
    use(path, "moten")
    meeting, _ = with_view(new_identity())
    room = use(path, "presentera", mote=meeting.identity)
    press(press(room, "Öppna mötet"), "Nästa")
    seen = room.markdown[0].value
    withdraw(database(), loaded(database())[0].delivery, by="test", reason="prov")
    room.run()
    assert not room.exception
    assert room.markdown[0].value == seen
    assert "Underlaget har ändrats sedan dess" in words(room)


def test_a_meeting_needs_no_data(use: Open, folder: Path) -> None:
    at = use(folder / "empty.duckdb", "moten")
    press(at, "Planera mötet")
    assert "Det finns inget resultat att välja än" in words(at)
    press(press(at, "Öppna mötet"), "Nästa")
    assert "Inget resultat är valt." in words(at)
    room = use(folder / "empty.duckdb", "presentera", mote=at.query_params["mote"])
    assert "Inget resultat är valt." in words(room)
    assert not room.error


@pytest.mark.parametrize("page", ["moten", "presentera"])
def test_a_meeting_that_is_not_there_is_no_error(use: Open, sample: Path, page: str) -> None:
    at = use(sample, page, mote="<script>")
    assert not at.exception
    assert len(at.title) == 1
