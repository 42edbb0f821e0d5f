"""The page *Historik*: every line with its way to the thing, narrowed, paged, and as text whatever it holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from jamstalld.dialogue.actions import Action
from jamstalld.dialogue.analyses import Analysis, Cause
from jamstalld.dialogue.challenges import Trial
from jamstalld.dialogue.meetings import Meeting
from jamstalld.intake import LoadOptions
from jamstalld.loading import load_file
from jamstalld.settings import house
from jamstalld.store import alter, open_database, put, save
from jamstalld.ui import state
from jamstalld.ui.actions.board import CHOSEN as ACTION
from jamstalld.ui.history import ON_A_PAGE
from jamstalld.ui.meetings.current import MEETING
from tests.app.opening import open_page

NASTY = "=cmd <b>fet</b> **stark** [länk](x) ‮bakåt 👩‍⚖️ " + "lång" * 20
SUBJECT = {"kind": "view", "request": {"measure": "approval", "by": "area", "filters": {"unit": "Vuxenenheten"}}}


@pytest.fixture(autouse=True)
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("JAMSTALLD_DATABASE", str(tmp_path / "jamstalld.duckdb"))
    monkeypatch.setenv("JAMSTALLD_SALT_FILE", str(tmp_path / "salt"))
    yield tmp_path / "jamstalld.duckdb"
    state._opened.clear()


def opened(**parameters: str) -> AppTest:
    at = open_page("historik", **parameters)
    assert not at.exception
    return at


def ran(at: AppTest) -> AppTest:
    at.run()
    assert not at.exception
    return at


def lines(at: AppTest) -> list[str]:
    return [element.value for element in at.markdown if element.value.startswith("**")]


def links(at: AppTest) -> list[tuple[str, str]]:
    return [(link.proto.page, link.proto.query_string) for link in at.get("page_link")]


def decide() -> None:
    """A quarter loaded, an analysis with a cause and an action, a meeting and a challenge."""
    database = state.database()
    file = house() / "sample_data" / "municipality" / "2026K3.xlsx"
    assert load_file(database, file, LoadOptions(), loaded_by="Eva").exit_code == 0
    save(database, Analysis("a", "", subject=SUBJECT, title=NASTY), by="Ada", log=("analysis_begun", ""))
    save(database, Cause("c", "a", text="Olika information"), by="Ada", log=("cause_judged", "Bekräftad"))
    save(database, Action("x", "a", what="Ny mall"), by="Bo", log=("action_added", ""))
    save(database, Meeting("m", "", title="Möte i maj"), by="Bo", log=("meeting_planned", ""))
    put(database, Trial("lss_barn", "", picked=True), by="Ada", log=("challenge_picked", "Flickor och pojkar med LSS"))


def test_before_anything_is_done_it_says_what_will_be_here() -> None:
    at = opened()
    assert [title.value for title in at.title] == ["Historik"]
    assert any("Inget är gjort än." in element.value for element in at.markdown)
    assert not at.get("download_button")


def test_every_line_is_there_the_last_first_with_its_way() -> None:
    decide()
    at = opened()
    assert [one.split("**")[1] for one in lines(at)] == [
        "Känd utmaning vald",
        "Möte planerat",
        "Åtgärd beslutad",
        "Orsak prövad",
        "Analys påbörjad",
        "Inläst",
    ]
    view = ("beslut", "enhet=Vuxenenheten&rader=Verksamhetsomr%C3%A5de")
    thing = [("moten", f"{MEETING}=m"), ("atgarder", f"{ACTION}=x")]
    assert links(at) == [("utmaningar", ""), *thing, view, view, ("leveranser", "")]
    assert any(one.value == "6 av 6 rader, den senaste först." for one in at.caption)


def test_what_people_have_written_is_text() -> None:
    decide()
    shown = next(one for one in lines(opened()) if "Analys påbörjad" in one)
    assert "\\<b\\>fet\\</b\\> \\*\\*stark\\*\\* \\[länk\\](x)" in shown


def test_kind_person_days_and_words_narrow_it() -> None:
    decide()
    at = opened(slag="Åtgärder")
    assert lines(at) == ["**Åtgärd beslutad**: Ny mall"]
    at.selectbox(key="slag").set_value("Allt")
    at.selectbox(key="vem").set_value("Bo")
    assert [one.split("**")[1] for one in lines(ran(at))] == ["Möte planerat", "Åtgärd beslutad"]
    at.text_input(key="sok").set_value("maj")
    assert lines(ran(at)) == ["**Möte planerat**: Möte i maj"]
    at.text_input(key="till").set_value("2001-01-01")
    at = ran(at)
    assert lines(at) == []
    assert [info.value for info in at.info] == [
        "Inget stämmer med det du har valt. Välj mer, eller sök på något annat."
    ]
    at.text_input(key="till").set_value("igår")
    assert [error.value for error in ran(at).error] == ["Skriv datumet med år, månad och dag, till exempel 2026-12-31."]


def test_a_long_history_is_turned_page_by_page() -> None:
    database = state.database()
    save(database, Action("x", "", what="Ny mall"), by="Bo", log=("action_added", ""))
    for at in range(ON_A_PAGE):
        alter(database, Action, "x", partial(replace, size=float(at)), by="Ada", log=("action_changed", ""))
    at = opened()
    assert len(lines(at)) == ON_A_PAGE
    at.selectbox(key="sida_2").set_value(2)
    assert lines(ran(at)) == ["**Åtgärd beslutad**: Ny mall"]
    assert len(at.get("download_button")) == 2


def test_a_line_about_what_is_gone_leads_nowhere() -> None:
    database = open_database(state.database().path, state.read_settings().salt_file)
    save(database, Cause("c", "gone", text="Olika information"), by="Ada", log=("cause_judged", "Bekräftad"))
    at = opened()
    assert lines(at) == ["**Orsak prövad**: Olika information"]
    assert links(at) == []
