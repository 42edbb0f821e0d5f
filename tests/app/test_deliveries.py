"""The pages *Ladda upp* and *Leveranser*: what a file changes, replacing, withdrawing, restoring, the log."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from jamstalld.dictionary import LocalVariable
from jamstalld.store import data_info, declare_local, deliveries
from jamstalld.ui import state
from tests.app.opening import open_page

HEADER = "Löpnummer;Kön;Kvartal;Enhet;Beslut"
OLD = "\n".join([HEADER, *(f"L{at};{'KM'[at % 2]};2025K1;Norr;Bifall" for at in range(20))])
NEW = "\n".join([HEADER, *(f"L{at};{'KM'[at % 2]};2025K1;Norr;{'Bifall' if at else 'Avslag'}" for at in range(12))])


@pytest.fixture(autouse=True)
def _own_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("JAMSTALLD_DATABASE", str(tmp_path / "jamstalld.duckdb"))
    monkeypatch.setenv("JAMSTALLD_SALT_FILE", str(tmp_path / "salt"))
    yield
    state._opened.clear()


def opened(page: str) -> AppTest:
    return open_page(page)


def uploaded(name: str, content: str) -> AppTest:
    at = opened("ladda_upp")
    at.file_uploader[0].upload(name, content.encode(), "text/csv").run()
    assert not at.exception
    return at


def load_button(at: AppTest):
    return next(button for button in at.button if button.label.startswith(("Läs in", "Ersätt")))


def loaded(name: str, content: str) -> None:
    load_button(uploaded(name, content)).click().run()


def cells(at: AppTest, number: int) -> list[list[str]]:
    return at.table[number].value.to_numpy().tolist()


def test_what_a_new_file_changes_is_told_before_it_is_loaded() -> None:
    at = uploaded("a.csv", OLD)
    assert cells(at, 0) == [["2025K1", "Norr", "nej", "10 kvinnor, 10 män", "–", "–"]]
    assert not at.checkbox
    assert deliveries(state.database()) == ()


def test_a_new_version_is_loaded_only_when_it_is_to_replace() -> None:
    loaded("a.csv", OLD)
    at = uploaded("b.csv", NEW)
    assert cells(at, 0) == [["2025K1", "Norr", "ja", "–", "1 kvinnor", "5 kvinnor, 6 män"]]
    assert any("12 av filens uppgifter finns redan" in one.value for one in at.warning)
    assert load_button(at).disabled
    at.checkbox[0].check().run()
    assert load_button(at).label == "Ersätt och läs in 12 rader"
    load_button(at).click().run()
    assert not at.exception
    assert any("har ersatts" in one.value for one in at.success)
    assert [record.state for record in deliveries(state.database())] == ["active", "replaced"]


def test_a_file_in_the_same_unit_may_be_added_or_replace() -> None:
    loaded("a.csv", OLD)
    other = OLD.replace("\nL", "\nX")
    at = uploaded("b.csv", other)
    assert any("läggs filens rader till" in one.value for one in at.warning)
    assert not load_button(at).disabled
    load_button(at).click().run()
    assert [record.state for record in deliveries(state.database())] == ["active", "active"]


def test_a_file_with_rows_in_another_unit_cannot_be_loaded() -> None:
    loaded("a.csv", OLD)
    at = uploaded("b.csv", OLD.replace("Norr", "Söder"))
    assert any("20 av filens uppgifter finns redan, i ett kvartal eller en enhet" in one.value for one in at.warning)
    assert not at.checkbox
    assert load_button(at).disabled


def test_withdrawing_asks_twice_and_for_a_reason_and_restoring_brings_it_back() -> None:
    loaded("a.csv", OLD)
    before = data_info(state.database())
    at = opened("leveranser")
    assert cells(at, 0)[0][0::4] == ["a.csv", "Räknas"]
    assert not [button for button in at.button if button.key == "restore"]
    at.button(key="withdraw").click().run()
    at.button(key="withdraw_no").click().run()
    at.button(key="withdraw").click().run()
    at.button(key="withdraw_yes").click().run()
    assert [one.value for one in at.error] == ["Skriv varför leveransen dras tillbaka. Skälet sparas i loggen."]
    assert data_info(state.database()) == before
    at.text_input(key="withdraw_reason").set_value("Fel *urval*")
    at.button(key="withdraw_yes").click().run()
    assert not at.exception
    assert [one.value for one in at.success] == ["Leveransen är tillbakadragen och räknas inte längre."]
    assert cells(at, 0)[0][4] == "Tillbakadragen"
    assert data_info(state.database()).empty
    assert [line[2:] for line in cells(at, 1)] == [
        ["Tillbakadragen", "a.csv", "Fel \\*urval\\*"],
        ["Inläst", "a.csv", "–"],
    ]
    at.button(key="restore").click().run()
    assert [one.value for one in at.success] == ["Leveransen är återställd och räknas igen."]
    assert data_info(state.database()) == before
    assert [line[2] for line in cells(at, 1)] == ["Återställd", "Tillbakadragen", "Inläst"]


def test_what_another_delivery_has_taken_the_place_of_is_not_restored() -> None:
    loaded("a.csv", OLD)
    at = uploaded("b.csv", NEW)
    at.checkbox[0].check().run()
    load_button(at).click().run()
    at = opened("leveranser")
    old = next(record.delivery for record in deliveries(state.database()) if record.file_name == "a.csv")
    at.selectbox(key="delivery").set_value(old).run()
    at.button(key="restore").click().run()
    assert len(at.error) == 1
    assert "b.csv" in at.error[0].value


def test_a_withdrawn_file_that_is_uploaded_again_can_be_restored() -> None:
    loaded("a.csv", OLD)
    at = opened("leveranser")
    at.button(key="withdraw").click().run()
    at.text_input(key="withdraw_reason").set_value("prov")
    at.button(key="withdraw_yes").click().run()
    at = uploaded("a.csv", OLD)
    assert any("har dragits tillbaka" in one.value for one in at.info)
    assert load_button(at).disabled
    next(button for button in at.button if button.label.startswith("Återställ")).click().run()
    assert not at.exception
    assert any("Filen är inläst." in one.value for one in at.success)
    assert [record.state for record in deliveries(state.database())] == ["active"]


def test_the_list_does_not_tell_how_many_rows_a_file_has() -> None:
    loaded("a.csv", OLD)
    at = opened("leveranser")
    shown = "\n".join(str(cells(at, number)) for number in range(len(at.table)))
    assert "20 rader" not in shown
    assert list(at.table[0].value.columns) == ["Fil", "Kvartal", "Inläst", "Av", "Läge"]


def test_protected_counts_are_offered_where_there_are_any_and_made_when_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[tuple[str, Callable[[], bytes]]] = []

    def noted(label: str, *, data: Callable[[], bytes], **_: Any) -> bool:
        asked.append((label, data))
        return False

    monkeypatch.setattr(st, "download_button", noted)
    opened("leveranser")
    loaded("a.csv", OLD)
    opened("leveranser")
    offered = "Ladda ner skyddade antal"
    assert offered not in [label for label, _ in asked], "there is nothing in the file that it would count"
    rows = (f"X{at};{'KM'[at % 2]};2025K1;Hemtjänst;Bifall" for at in range(80))
    loaded("b.csv", "\n".join(["Löpnummer;Kön;Kvartal;Insats;Beslut", *rows]))
    assert not opened("leveranser").exception
    (make,) = (data for label, data in asked if label == offered)
    sheet = openpyxl.load_workbook(io.BytesIO(make())).worksheets[0]
    labels = [line[1] for line in sheet.iter_rows(values_only=True)]
    assert labels[1:3] == ["Insats", "Hemtjänst"]


def test_the_log_tells_of_what_was_done_before_the_first_file() -> None:
    assert not opened("leveranser").table
    declare_local(state.database(), LocalVariable("Erbjuden tolk", "yes_no"), by="Ada")
    at = opened("leveranser")
    assert not at.exception
    assert "Inget är inläst än." in [one.value for one in at.markdown]
    assert [line[1:] for line in cells(at, 0)] == [["Ada", "Egen uppgift tillagd", "–", "Erbjuden tolk (ja/nej)"]]


def test_no_more_files_than_may_be_are_checked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jamstalld.ui.upload.page.MOST_FILES", 2)
    at = opened("ladda_upp")
    uploaded = [(f"{number}.csv", OLD.replace("L", f"L{number}").encode(), "text/csv") for number in range(3)]
    for file in uploaded[:2]:
        at.file_uploader[0].upload(*file)
    at.run()
    assert len([button for button in at.button if button.label.startswith("Läs in")]) == 2
    for file in uploaded:
        at.file_uploader[0].upload(*file)
    at.run()
    assert [error.value for error in at.error] == [
        "Högst 2 filer åt gången. Ta bort några, och läs in dem när de andra är klara."
    ]
    assert not [button for button in at.button if button.label.startswith("Läs in")]
