"""The page *Åtgärder*, the actions of an analysis and those on *Översikt*: written, changed, measured again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from jamstalld.actions import add_action, change_action
from jamstalld.dialogue.actions import Action
from jamstalld.dialogue.analyses import Analysis, Snapshot
from jamstalld.dialogue.entries import new_identity
from jamstalld.intake import LoadOptions
from jamstalld.loading import load_file
from jamstalld.periods import Period
from jamstalld.snapshots import subject_of
from jamstalld.store import Database, entries, entry, events, open_database, save
from jamstalld.ui import state
from jamstalld.views.build import build_view
from jamstalld.views.request import ViewRequest
from jamstalld.wording.actions import NONE_YET
from tests.app.opening import open_page
from tests.conftest import TODAY, write_rows, write_salt

SECONDS = 60
TRICKY = "=cmd|' /C calc'!A0 <b>fet</b> **fet** $text$ :red[x] [l](http://x) ‮abc 👩‍⚖️ " + "långt" * 40
YEAR = ("2025K1", "2025K2", "2025K3", "2025K4")
LATER = ("2026K1", "2026K2", "2026K3", "2026K4")

Open = Callable[..., AppTest]


def decisions(quarters: tuple[str, ...], women: float, men: float) -> list[dict[str, object]]:
    return [
        {
            "person_id": f"{quarter}{sex}{at}",
            "sex": sex,
            "quarter": quarter,
            "unit": "Norr",
            "intervention": "Hemtjänst",
            "decision": "bifall" if at < round(share * 100) else "avslag",
        }
        for quarter in quarters
        for sex, share in (("K", women), ("M", men))
        for at in range(100)
    ]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_salt(tmp_path / "salt")
    return tmp_path


@pytest.fixture
def database(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    """A year of decisions, opened by the app itself. The gap is 20 percentage points."""
    monkeypatch.setenv("JAMSTALLD_DATABASE", str(folder / "a.duckdb"))
    monkeypatch.setenv("JAMSTALLD_SALT_FILE", str(folder / "salt"))
    load(folder, YEAR, 0.56, 0.76)
    yield state.database()
    state._opened.clear()


def load(folder: Path, quarters: tuple[str, ...], women: float, men: float) -> None:
    file = write_rows(folder / f"{quarters[0]}.csv", decisions(quarters, women, men))
    assert load_file(state.database(), file, LoadOptions(today=TODAY), loaded_by="test").exit_code == 0


def opened(page: str = "atgarder", **address: str) -> AppTest:
    return sound(open_page(page, **address))


def sound(at: AppTest) -> AppTest:
    assert not at.exception
    return at


def words(at: AppTest) -> str:
    kinds = (at.title, at.markdown, at.text, at.caption, at.info, at.warning, at.error, at.success)
    return "\n".join(element.value for kind in kinds for element in kind).replace("\u00a0", " ")


def press(at: AppTest, label: str) -> AppTest:
    next(button for button in at.button if button.label == label).click()
    return sound(at.run())


def box(at: AppTest, label: str):
    return next(one for one in at.selectbox if one.label == label)


def write(at: AppTest, label: str, text: str) -> None:
    fields = [*at.text_input, *at.text_area]
    next(one for one in fields if one.label.startswith(label)).set_value(text)


def follow_approval(database: Database, **changed: object) -> Action:
    view = build_view(database, ViewRequest("approval", by="intervention", period=Period.parse("2025")))
    action = Action(new_identity(), "", "Samma frågor till alla", subject=subject_of(view).to_json(), label="Hemtjänst")
    return add_action(database, replace(action, expected="smaller", **changed), by="Ada").entry


def test_before_the_first_action_the_page_says_what_it_is_for(database: Database) -> None:
    at = opened()
    assert at.title[0].value == "Åtgärder"
    assert NONE_YET in words(at)
    assert [button.label for button in at.button if button.key != "rita_om"] == ["Lägg till en åtgärd"]


def test_an_empty_database_takes_actions_that_follow_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JAMSTALLD_DATABASE", str(folder / "empty.duckdb"))
    monkeypatch.setenv("JAMSTALLD_SALT_FILE", str(folder / "salt"))
    open_database(folder / "empty.duckdb", folder / "salt").close()
    at = press(opened(), "Lägg till en åtgärd")
    assert "När ett underlag är inläst går det att välja en siffra" in words(at)
    write(at, "Vad ska göras?", "Prata mer")
    at = press(at, "Spara åtgärden")
    assert [kept.entry.what for kept in entries(state.database(), Action)] == ["Prata mer"]
    assert "Prata mer" in words(at)
    state._opened.clear()


def test_an_action_is_written_followed_and_saved(database: Database) -> None:
    at = press(opened(), "Lägg till en åtgärd")
    write(at, "Ditt namn", "Ada")
    write(at, "Vad ska göras?", "Samma frågor till alla")
    write(at, "Vem ser till", "Enhetschefen")
    write(at, "Klart senast", "31/3 2099")
    box(at, "Mått att följa").select("approval")
    sound(at.run())
    assert box(at, "Rad att följa").options == ["Alla", "Hemtjänst"]
    box(at, "Rad att följa").select("Hemtjänst")
    sound(at.run())
    assert box(at, "Vad väntar ni er?").value == "smaller"
    write(at, "Med minst hur mycket? (procentenheter)", "2,5")
    sound(at.run())
    assert "Med lika många som nu behöver förändringen vara minst 14 procentenheter för att synas." in words(at)
    assert "Ni väntar er mindre än så" in words(at)
    box(at, "När räknar ni med att se det?").select("2026K4")
    at = press(at, "Spara åtgärden")
    (kept,) = entries(database, Action)
    action = kept.entry
    assert (action.what, action.who, action.due, action.status) == (
        "Samma frågor till alla",
        "Enhetschefen",
        "2099-03-31",
        "planned",
    )
    assert (action.label, action.expected, action.size, action.by_quarter) == ("Hemtjänst", "smaller", 2.5, "2026K4")
    assert action.subject["request"]["period"] == "2025"
    seen = entry(database, Snapshot, action.snapshot)
    assert seen
    assert seen.entry.subject == action.subject
    assert kept.author == "Ada"
    shown = words(at)
    assert "Åtgärden är sparad." in shown
    assert "Klart senast 31 mars 2099." in shown
    assert "För tidigt att säga" in shown
    assert "Väntat: skillnaden ska bli mindre, med minst 2,5 procentenheter, att se kvartal 4 2026." in shown
    assert [(line.action, line.text, line.subject) for line in events(database) if line.subject] == [
        ("action_added", "", action.identity)
    ]


@pytest.mark.parametrize(
    ("label", "text", "message"),
    [
        ("Vad ska göras?", "  ", "Skriv vad som ska göras."),
        ("Klart senast", "snart", "Skriv datumet med år, månad och dag, till exempel 2026-12-31."),
        ("Klart senast", "03/01/2026", "Skriv datumet med år, månad och dag, till exempel 2026-12-31."),
        ("Med minst hur mycket?", "mycket", "Skriv ett tal med decimalkomma, till exempel 12,5."),
        ("Med minst hur mycket?", "-3", "Skriv hur stor förändring ni väntar er som ett tal större än 0"),
        ("Med minst hur mycket?", "50", "Skillnaden är bara"),
    ],
)
def test_what_cannot_be_saved_says_why_and_keeps_what_was_typed(
    database: Database, label: str, text: str, message: str
) -> None:
    at = press(opened(), "Lägg till en åtgärd")
    write(at, "Vad ska göras?", "Samma frågor")
    box(at, "Mått att följa").select("approval")
    sound(at.run())
    box(at, "Vad väntar ni er?").select("smaller")
    sound(at.run())
    write(at, label, text)
    at = press(at, "Spara åtgärden")
    assert message in words(at)
    assert entries(database, Action) == ()
    assert text in [field.value for field in (*at.text_input, *at.text_area)]


def test_the_next_delivery_says_whether_it_moved_on_the_board_and_on_the_overview(
    database: Database, folder: Path
) -> None:
    action = follow_approval(database, begun="2025K4", due="2020-01-01", who="Enhetschefen")
    at = opened()
    assert "För tidigt att säga" in words(at)
    assert "**Försenad: skulle ha varit klar 1 januari 2020.**" in words(at)
    assert "1 är försenad." in words(at)
    load(folder, LATER, 0.74, 0.76)
    at = opened()
    assert "**Har rört sig som väntat**" in words(at)
    assert "det säger inte att åtgärden är orsaken" in words(at)
    glance = opened("oversikt")
    shown = words(glance)
    assert "## Åtgärder" in shown
    assert "Enhetschefen. Försenad: skulle ha varit klar 1 januari 2020." in shown
    links = [element.proto for element in glance.main if element.type == "page_link"]
    assert f"atgard={action.identity}" in [link.query_string for link in links]
    chosen = opened(atgard=action.identity)
    assert "Samma frågor till alla" in [area.value for area in chosen.text_area]


def test_a_verdict_is_news_when_the_latest_quarter_changed_it(database: Database, folder: Path) -> None:
    follow_approval(database, begun="2025K4")
    load(folder, LATER[:1], 0.95, 0.96)
    shown = words(opened("oversikt"))
    assert "### Nytt besked med kvartal 1 2026" in shown
    assert "Har rört sig som väntat. Skillnaden var" in shown
    load(folder, LATER[1:2], 0.95, 0.96)
    assert "Det senaste kvartalet har inte ändrat beskedet om någon åtgärd." in words(opened("oversikt"))


def test_without_actions_the_overview_is_as_it_was(database: Database) -> None:
    assert "## Åtgärder" not in words(opened("oversikt"))


def test_how_far_it_has_come_is_changed_on_the_card(database: Database) -> None:
    action = follow_approval(database)
    at = opened()
    next(one for one in at.selectbox if one.label == "Läge").select("ongoing")
    sound(at.run())
    kept = entry(database, Action, action.identity)
    assert kept
    assert kept.entry.status == "ongoing"
    assert "Läget är ändrat." in words(at)
    assert "## Pågår (1)" in words(at)
    last = events(database)[0]
    assert (last.action, last.text) == ("action_changed", "Läge: Pågår")


def test_an_action_is_changed_and_its_first_view_stays(database: Database, folder: Path) -> None:
    action = follow_approval(database)
    load(folder, LATER, 0.74, 0.76)
    at = press(opened(), "Ändra åtgärden")
    write(at, "Vem ser till", "Bo")
    box(at, "Åtgärden började gälla").select("2026K1")
    at = press(at, "Spara åtgärden")
    kept = entry(database, Action, action.identity)
    assert kept
    assert (kept.version, kept.entry.who, kept.entry.begun) == (2, "Bo", "2026K1")
    assert (kept.entry.subject, kept.entry.label) == (action.subject, "Hemtjänst")
    assert "action_changed" in [line.action for line in events(database)]


def test_who_is_second_sees_what_the_first_saved_and_loses_nothing(database: Database) -> None:
    action = follow_approval(database)
    at = press(opened(), "Ändra åtgärden")
    change_action(database, replace(action, who="**Cilla**"), by="Cilla", based_on=1)
    write(at, "Vem ser till", "Bo")
    at.run()  # meanwhile the page has been drawn with what she saved
    at = press(at, "Spara åtgärden")
    assert "Cilla har ändrat det här under tiden." in words(at)
    assert "\\*\\*Cilla\\*\\*" in words(at)
    assert "Bo" in [field.value for field in at.text_input]
    press(at, "Spara åtgärden")
    kept = entry(database, Action, action.identity)
    assert kept
    assert (kept.version, kept.entry.who) == (3, "Bo")


def test_an_action_is_removed_after_being_asked_once_more(database: Database) -> None:
    follow_approval(database)
    at = press(press(opened(), "Ändra åtgärden"), "Ta bort åtgärden")
    assert len(entries(database, Action)) == 1
    at = press(at, "Ja, ta bort den")
    assert entries(database, Action) == ()
    assert "Åtgärden är borttagen. Den finns kvar i historiken." in words(at)
    assert events(database)[0].action == "action_removed"


def test_cancelling_saves_nothing_and_forgets(database: Database) -> None:
    at = press(opened(), "Lägg till en åtgärd")
    write(at, "Vad ska göras?", "Prata mer")
    at = press(at, "Avbryt")
    assert entries(database, Action) == ()
    at = press(at, "Lägg till en åtgärd")
    assert next(area for area in at.text_area if area.label == "Vad ska göras?").value == ""


def test_the_board_is_narrowed_by_who_status_and_lateness(database: Database) -> None:
    for what, who, status, due in (
        ("Ett", "Ada", "planned", "2020-01-01"),
        ("Två", "Bo", "planned", "2099-01-01"),
        ("Tre", "", "done", "2020-01-01"),
    ):
        add_action(database, Action(new_identity(), "", what, who, due, status), by="Ada")  # pyright: ignore[reportArgumentType]
    at = opened()
    assert {text.value for text in at.text} >= {"Ett", "Två", "Tre"}
    assert "3 åtgärder: 2 planerade och 1 genomförd. 1 är försenad." in words(at)
    assert len(at.get("vega_lite_chart")) == 2
    assert [row["Åtgärd"] for row in at.table[0].value.to_dict("records")] == ["Ett", "Tre", "Två"]

    def shown() -> set[str]:
        return {text.value for text in at.text} & {"Ett", "Två", "Tre"}

    box(at, "Vem").select("Bo")
    sound(at.run())
    assert shown() == {"Två"}
    box(at, "Vem").select("Ingen ansvarig")
    sound(at.run())
    assert shown() == {"Tre"}
    box(at, "Vem").select("Alla")
    box(at, "Läge att visa").select("planned")
    sound(at.run())
    assert shown() == {"Ett", "Två"}
    at.toggle[0].set_value(True)
    sound(at.run())
    assert shown() == {"Ett"}
    box(at, "Läge att visa").select("done")
    sound(at.run())
    assert "Ingen åtgärd passar det ni har valt." in words(at)


def test_what_people_write_is_shown_as_text(database: Database) -> None:
    add_action(database, Action(new_identity(), "", TRICKY, who="**Bo** <i>x</i>", due="2020-01-01"), by="Ada")
    for page in ("atgarder", "oversikt"):
        at = opened(page)
        assert TRICKY in [text.value for text in at.text]
        assert not [one for one in at.markdown if "http://x" in one.value]
    assert "**Bo** <i>x</i>" in [text.value for text in opened().text]


# Beside an analysis.

PANEL = """
import streamlit as st
from jamstalld.dialogue.analyses import Analysis, Subject
from jamstalld.store import entries
from jamstalld.ui import state
from jamstalld.ui.actions import actions_in
from jamstalld.periods import Period
from jamstalld.snapshots import subject_of
from jamstalld.views.request import ViewRequest
view = state.view(ViewRequest("approval", by="intervention", period=Period.parse("2025")))
kept = next(iter(entries(state.database(), Analysis)), None)
if st.session_state.get("over_time"):
    actions_in(kept, Subject("over_time", {"measure": "approval"}), None)
else:
    actions_in(kept, subject_of(view), view)
"""


def panel(**session: object) -> AppTest:
    at = AppTest.from_string(PANEL, default_timeout=SECONDS)
    for key, value in session.items():
        at.session_state[key] = value
    return sound(at.run())


def test_in_an_analysis_that_is_not_begun_it_says_what_to_do(database: Database) -> None:
    at = panel()
    assert "Skriv något i analysen först." in words(at)
    assert not at.button


def test_the_actions_of_an_analysis_follow_its_view(database: Database) -> None:
    analysis = Analysis(new_identity(), "", title="Beslut")
    save(database, analysis, by="Ada")
    follow_approval(database)
    at = panel(author="Ada")
    assert "Samma frågor till alla" not in words(at)
    at = press(at, "Lägg till en åtgärd")
    assert "Mått att följa" not in [one.label for one in at.selectbox]
    write(at, "Vad ska göras?", "Fråga alla")
    at = press(at, "Spara åtgärden")
    (kept,) = entries(database, Action, analysis.identity)
    assert (kept.entry.what, kept.entry.label, kept.author) == ("Fråga alla", "Alla", "Ada")
    assert kept.entry.subject["request"]["measure"] == "approval"
    assert "Fråga alla" in words(at)
    save(database, replace(analysis, final=True), by="Ada", based_on=1)
    at = panel()
    assert [button.label for button in at.button] == ["Ändra åtgärden"]


def test_beside_what_is_no_view_the_measure_is_chosen_by_menus(database: Database) -> None:
    save(database, Analysis(new_identity(), "", title="Över tid"), by="Ada")
    at = press(panel(over_time=True), "Lägg till en åtgärd")
    assert box(at, "Mått att följa").value == "approval"
