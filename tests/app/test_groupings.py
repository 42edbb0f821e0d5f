"""Groupings on *Ladda upp*, and their groups in the menus of the analysis pages."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from jamstalld.dialogue.analyses import Analysis, Subject, analysis_identity
from jamstalld.dictionary import Grouping
from jamstalld.intake import LoadOptions
from jamstalld.loading import load_file
from jamstalld.snapshots import snapshot
from jamstalld.store import declare_grouping, entries, events, groupings, remove_grouping, write_text
from jamstalld.ui import state
from jamstalld.ui.author import AUTHOR
from jamstalld.ui.links import address
from jamstalld.ui.subject_links import subject_address
from jamstalld.views.build import build_view
from jamstalld.views.request import ViewRequest
from tests.app.opening import open_page
from tests.conftest import TODAY, write_salt

UNITS = {"Ek": 20, "Al": 20, "Lind": 30, "Asp": 2}
ROWS = "\n".join(
    [
        "Löpnummer;Kön;Kvartal;Enhet;Åldersgrupp;Insats;Beslut",
        *(
            f"{unit}{sex}{at};{sex};2025K1;{unit};{('25–44 år', '65–79 år')[at % 2 and unit != 'Asp']};Hemtjänst;bifall"
            for unit, number in UNITS.items()
            for sex in "KM"
            for at in range(number)
        ),
    ]
)
DISTRICTS = Grouping("Distrikt", "unit", (("Norr", ("Ek", "Al")), ("Söder", ("Lind",))))


@pytest.fixture(autouse=True)
def _own_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("JAMSTALLD_DATABASE", str(tmp_path / "jamstalld.duckdb"))
    monkeypatch.setenv("JAMSTALLD_SALT_FILE", str(write_salt(tmp_path / "salt")))
    file = tmp_path / "rader.csv"
    file.write_text(ROWS, "utf-8")
    assert load_file(state.database(), file, LoadOptions(today=TODAY), loaded_by="test").exit_code == 0
    yield
    state._opened.clear()


def opened(page: str, **parameters: str) -> AppTest:
    at = open_page(page, **parameters)
    assert not at.exception
    return at


def declared() -> None:
    declare_grouping(state.database(), DISTRICTS, by="test")


def filled(at: AppTest, title: str, groups: dict[str, list[str]]) -> AppTest:
    """Fill the form in and save it."""
    at.selectbox(key="grouping_of").set_value("unit").run()
    at.selectbox(key="grouping_number_unit_1").set_value(len(groups)).run()
    at.text_input(key="grouping_title_unit").set_value(title)
    for number, (name, values) in enumerate(groups.items(), start=1):
        at.text_input(key=f"grouping_name_unit_{number}").set_value(name)
        at.multiselect(key=f"grouping_values_unit_{number}").set_value(values)
    at.button(key="grouping_save").click().run()
    assert not at.exception
    return at


def test_a_grouping_is_made_and_shown() -> None:
    at = filled(opened("ladda_upp"), "Distrikt", {"Norr": ["Ek", "Al"], "Söder": ["Lind"]})
    assert groupings(state.database()) == (DISTRICTS,)
    assert [one.value for one in at.success] == ["Indelningen ”Distrikt” är sparad."]
    (line,) = at.table[0].value.to_numpy().tolist()
    assert line == ["Distrikt", "Enhet", "Norr (Ek, Al); Söder (Lind)", "Övriga"]
    assert events(state.database())[0].action == "grouped"


def test_only_units_that_can_be_seen_are_offered() -> None:
    at = opened("ladda_upp")
    at.selectbox(key="grouping_of").set_value("unit").run()
    assert at.multiselect(key="grouping_values_unit_1").options == ["Al", "Ek", "Lind"]


def test_what_cannot_be_used_is_said_and_stays() -> None:
    at = filled(opened("ladda_upp"), "Distrikt", {"Norr": ["Ek"], "norr": ["Al"]})
    assert groupings(state.database()) == ()
    assert "nästan likadant" in at.error[0].value
    assert at.text_input(key="grouping_title_unit").value == "Distrikt"


def test_more_values_are_put_into_a_group_and_none_is_moved() -> None:
    declared()
    at = opened("ladda_upp")
    at.selectbox(key="grouping_of").set_value("unit").run()
    more = at.multiselect(key="grouping_values_more_Söder")
    assert more.options == []
    more.set_value(["Asp"])
    at.button(key="grouping_save").click().run()
    (wider,) = groupings(state.database())
    assert wider.groups == (("Norr", ("Ek", "Al")), ("Söder", ("Lind", "Asp")))
    at.multiselect(key="grouping_values_more_Söder").set_value(["Ek"])
    at.button(key="grouping_save").click().run()
    assert "inte flyttas" in at.error[0].value
    assert groupings(state.database()) == (wider,)


def test_one_is_removed_with_a_reason() -> None:
    declared()
    at = opened("ladda_upp")
    at.button(key="FormSubmitter:grouping_remove-Ta bort indelningen").click().run()
    assert "Skriv varför" in at.error[0].value
    at.text_input(key="grouping_reason").set_value("fel enheter")
    at.button(key="FormSubmitter:grouping_remove-Ta bort indelningen").click().run()
    assert not at.exception
    assert groupings(state.database()) == ()
    assert events(state.database())[0].text == "Distrikt: fel enheter"


def test_the_groups_are_in_the_menu_of_what_they_group_and_among_the_rows() -> None:
    declared()
    at = opened("beslut")
    districts = ["Distrikt: Norr", "Distrikt: Söder"]
    assert at.selectbox(key="enhet").options == ["Alla enheter", *districts, "Al", "Ek", "Lind"]
    assert "Distrikt" in at.selectbox(key="rader").options
    at.selectbox(key="enhet").set_value("Distrikt: Norr").run()
    assert "Enhet" not in at.selectbox(key="rader").options
    at.selectbox(key="enhet").set_value("Ek").run()
    assert "Enhet" in at.selectbox(key="rader").options
    assert "Distrikt" not in at.selectbox(key="rader").options


@pytest.mark.parametrize("page", ["oversikt", "insatser", "beslut", "over_tid", "samspel", "forklaras", "datakvalitet"])
def test_every_page_can_be_opened_in_a_group(page: str) -> None:
    declared()
    at = opened(page, enhet="Distrikt: Norr")
    assert not at.error


def test_a_link_opens_the_group() -> None:
    declared()
    path, parameters = address(ViewRequest("approval", by="age_group", filters=(("grouped_distrikt", "Norr"),)))
    assert (path, parameters["enhet"]) == ("beslut", "Distrikt: Norr")
    at = opened(path, **parameters)
    assert at.selectbox(key="enhet").value == "Distrikt: Norr"


@pytest.mark.parametrize("page", ["over-tid", "samspel", "forklaras"])
def test_a_link_to_another_kind_of_answer_opens_the_group_too(page: str) -> None:
    declared()
    at = opened(page, enhet="Distrikt: Norr")
    at.text_input(key=AUTHOR).set_value("Ada").run()
    at.text_area[0].set_value("Så ser det ut i norr.").run()
    (kept,) = entries(state.database(), Analysis)
    path, parameters = subject_address(Subject.of(kept.entry.subject))
    assert (path, parameters["enhet"]) == (page, "Distrikt: Norr")


def test_an_analysis_whose_grouping_is_gone_is_still_read() -> None:
    declared()
    seen = snapshot(build_view(state.database(), ViewRequest("approval", by="grouped_distrikt")))
    identity = analysis_identity(seen.subject, 0)
    write_text(state.database(), identity, seen, "seen", "Norr är större", by="Ada", based_on=0)
    remove_grouping(state.database(), "grouped_distrikt", by="test", reason="prov")
    at = opened("analyser", analys=identity)
    assert not at.exception
    assert "Norr är större" in [one.value for one in at.text]
    assert any("borttagen" in one.value for one in at.caption)


@pytest.mark.parametrize("page", ["oversikt", "insatser", "beslut", "over_tid", "samspel", "forklaras"])
def test_a_unit_typed_into_the_address_that_is_too_small_is_as_one_that_is_not_there(page: str) -> None:
    assert shown(page, "Asp") == shown(page, "Rönn")
    assert "Asp" not in shown(page, "Asp")


def shown(page: str, unit: str) -> str:
    at = opened(page, enhet=unit)
    texts = [one.value for kind in (at.title, at.markdown, at.caption, at.info, at.error) for one in kind]
    tables = [str(table.value.to_numpy().tolist()) for table in at.table]
    return "\n".join([*texts, *tables, *(str(one.options) for one in at.selectbox)])
