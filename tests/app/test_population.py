"""Inhabitants on *Ladda upp*, and "Jämför med" on *Insatser*."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from jamstalld.store import events, load_population, populations
from jamstalld.ui import state
from jamstalld.ui.links import address
from jamstalld.views.request import ViewRequest
from tests.app.opening import open_page
from tests.inhabitants import GROUPS, checked_inhabitants, inhabitants_csv, with_inhabitants

DECISIONS = "\n".join(
    [
        "Löpnummer;Kön;Kvartal;Insats;Beslut",
        *(f"K{at};K;2025K1;Hemtjänst;{'Bifall' if at < 30 else 'Avslag'}" for at in range(40)),
        *(f"M{at};M;2025K1;Hemtjänst;{'Bifall' if at < 10 else 'Avslag'}" for at in range(40)),
    ]
)
WITHOUT_DECISIONS = "\n".join(line.rpartition(";")[0] for line in DECISIONS.splitlines())


@pytest.fixture(autouse=True)
def _own_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("JAMSTALLD_DATABASE", str(tmp_path / "jamstalld.duckdb"))
    monkeypatch.setenv("JAMSTALLD_SALT_FILE", str(tmp_path / "salt"))
    yield
    state._opened.clear()


def opened(page: str, **parameters: str) -> AppTest:
    at = open_page(page, **parameters)
    assert not at.exception
    return at


def taking() -> AppTest:
    at = opened("ladda_upp")
    at.toggle(key="population_open").set_value(True).run()
    return at


def given(at: AppTest, text: str, name: str = "befolkning.csv") -> AppTest:
    at.file_uploader(key="population_file").upload(name, text.encode(), "text/csv").run()
    assert not at.exception
    return at


def cells(at: AppTest, number: int) -> list[list[str]]:
    return [[str(cell).replace("\u00a0", " ") for cell in line] for line in at.table[number].value.to_numpy().tolist()]


def decided(text: str = DECISIONS) -> None:
    at = opened("ladda_upp")
    at.file_uploader[0].upload("beslut.csv", text.encode(), "text/csv").run()
    next(button for button in at.button if button.label.startswith("Läs in")).click().run()
    assert not at.exception


def menu(at: AppTest):
    return next((box for box in at.selectbox if box.label == "Jämför med"), None)


# --- Ladda upp ---------------------------------------------------------------------------------------------


def test_the_box_is_shown_when_it_is_asked_for() -> None:
    at = opened("ladda_upp")
    assert [one.label for one in at.expander].count("Befolkning") == 1
    assert len(at.file_uploader) == 1
    at.toggle(key="population_open").set_value(True).run()
    assert len(at.file_uploader) == 2


def test_a_table_is_checked_told_of_and_loaded() -> None:
    at = given(taking(), inhabitants_csv())
    assert cells(at, 0) == [["2025", "5 200", "4 800"]]
    assert populations(state.database()) == ()
    at.button(key="population_load").click().run()
    assert not at.exception
    assert ["Jämför med på sidan Insatser" in one.value for one in at.success] == [True, False]
    assert at.success[1].value == "Tabellen är inläst."
    assert cells(at, 0)[0][:4] == ["2025", "5 200", "4 800", "Provet"]
    assert not [button for button in at.button if button.key == "population_load"]
    assert [one.year for one in populations(state.database())] == [2025]


def test_another_table_of_the_year_replaces_it_after_a_warning() -> None:
    with_inhabitants(state.database())
    at = given(taking(), inhabitants_csv(2025, {**GROUPS, "0–17 år": (1, 1)}))
    assert [one.value for one in at.warning] == ["Det finns redan en befolkning för 2025. Den ersätts."]
    assert at.button(key="population_load").label == "Ersätt befolkningen"
    at.button(key="population_load").click().run()
    assert [one.women for one in populations(state.database())] == [4251]


def test_a_faulty_table_is_refused_with_the_places_and_without_values() -> None:
    at = given(taking(), inhabitants_csv().replace("1250;1300", "hemligt;1300"))
    said = "\n".join(one.value for kind in (at.markdown, at.error) for one in kind)
    assert "**Kolumn B, rad 5:** Cellen är inget antal." in said
    assert "Inget i tabellen har lästs in." in said
    assert "hemligt" not in said
    assert not [button for button in at.button if button.key == "population_load"]


def test_the_year_and_the_source_may_be_said() -> None:
    at = given(taking(), inhabitants_csv(source="").replace(", 2025", ""))
    assert any("Filen säger inte vilket år" in one.value and "--year" not in one.value for one in at.markdown)
    at.text_input(key="population_year").set_value("i år").run()
    assert [one.value for one in at.error] == ["Skriv året med fyra siffror, till exempel 2025."]
    at.text_input(key="population_year").set_value("2024").run()
    at.text_input(key="population_source").set_value("SCB").run()
    at.button(key="population_load").click().run()
    assert [(one.year, one.source) for one in populations(state.database())] == [(2024, "SCB")]


def test_a_file_that_is_no_table_of_inhabitants_is_told_of() -> None:
    at = given(taking(), DECISIONS, "beslut.csv")
    assert at.error[0].value.startswith("Ingen tabell över befolkningen hittades")


def test_a_year_is_taken_away_and_the_log_says_so() -> None:
    with_inhabitants(with_inhabitants(state.database(), 2024), 2025)
    at = opened("ladda_upp")
    at.selectbox(key="population_removed").set_value(2024)
    next(button for button in at.button if button.label == "Ta bort befolkningen").click().run()
    assert [one.value for one in at.success] == ["Befolkningen 2024 är borttagen."]
    assert [one.year for one in populations(state.database())] == [2025]
    assert [event.action for event in events(state.database())] == ["depopulated", "population", "population"]
    log = cells(opened("leveranser"), 0)
    assert [line[2] for line in log] == ["Befolkning borttagen", "Befolkning inläst", "Befolkning inläst"]


# --- Insatser ----------------------------------------------------------------------------------------------


def test_what_can_be_compared_with_is_offered() -> None:
    decided(WITHOUT_DECISIONS)
    assert menu(opened("insatser")) is None
    with_inhabitants(state.database())
    assert menu(opened("insatser")).options == ["Alla ärenden", "Befolkningen"]


def test_other_pages_have_no_such_menu() -> None:
    decided()
    with_inhabitants(state.database())
    assert menu(opened("insatser")).options == ["Alla ärenden", "De som sökt", "Befolkningen"]
    assert menu(opened("beslut")) is None


def test_the_choice_changes_the_sentence_and_the_table_at_once() -> None:
    decided()
    with_inhabitants(state.database())
    at = opened("insatser")
    assert not any("av befolkningen" in one.value for one in at.markdown)
    menu(at).select("Befolkningen").run()
    assert not at.exception
    assert any("av befolkningen är 52\u00a0% kvinnor" in one.value for one in at.markdown)
    assert "Andel kvinnor i befolkningen" in at.table[0].value.columns
    menu(at).select("De som sökt").run()
    assert "Andel kvinnor av dem som sökt" in at.table[0].value.columns


def test_new_inhabitants_are_seen_at_once() -> None:
    decided()
    with_inhabitants(state.database())
    assert any("av befolkningen är 52" in one.value for one in opened("insatser", mot="Befolkningen").markdown)
    newer = checked_inhabitants(inhabitants_csv(2025, dict.fromkeys(GROUPS, (3, 1))))
    load_population(state.database(), newer, by="test")
    assert any("av befolkningen är 75" in one.value for one in opened("insatser", mot="Befolkningen").markdown)


def test_a_link_reopens_the_view_beside_the_same_base() -> None:
    decided()
    with_inhabitants(state.database())
    page, parameters = address(ViewRequest("received", base="population"))
    assert (page, parameters) == ("insatser", {"mot": "Befolkningen"})
    assert address(ViewRequest("received"))[1] == {}
    assert menu(opened("insatser", **parameters)).value == "population"


def test_an_address_from_when_there_were_inhabitants_opens_the_ordinary_view() -> None:
    decided()
    at = opened("insatser", mot="Befolkningen")
    assert not at.error
    assert menu(at).value == "cases"
