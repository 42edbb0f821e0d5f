"""*Analysstöd* under every view: it saves, keeps what two write, warns, and is finished by name."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

import jamstalld.ui.analysis.fields
from jamstalld.dialogue.analyses import Analysis, Cause, Snapshot
from jamstalld.dialogue.prompts import Prompt, shipped_prompts, steps
from jamstalld.dialogue.texts import Text
from jamstalld.errors import DatabaseError
from jamstalld.store import Database, entries, entry
from jamstalld.ui.analysis.panel import STEP
from jamstalld.ui.author import AUTHOR
from jamstalld.wording.analyses import AUTOSAVE, RULES
from tests.app.opening import open_page

WITH_PANEL = ("insatser", "beslut", "utfall", "over-tid", "samspel", "forklaras", "traffsakerhet")
SEEN = next(one.title for one in shipped_prompts() if one.identity == "seen")
TRICKY = "=cmd|' /C calc'!A0 <img src=x> **fet** [x](http://y.z) :red[r] $a$ 👩‍⚖️ ‮abc " + "Lång" * 100

Open = Callable[..., AppTest]


@pytest.fixture(scope="module")
def filled(loaded_once: Callable[[int], Path]) -> bytes:
    """Four quarters of the sample municipality, as a file."""
    return loaded_once(4).read_bytes()


@pytest.fixture
def opened(folder: Path, filled: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Open a page of a database of one's own: ``opened("beslut", rader="Enhet")``. Each is a session."""
    (tmp_path / "own.duckdb").write_bytes(filled)
    monkeypatch.setenv("JAMSTALLD_DATABASE", str(tmp_path / "own.duckdb"))
    monkeypatch.setenv("JAMSTALLD_SALT_FILE", str(folder / "salt"))

    def open_it(page: str, step: str | None = None, **parameters: str) -> AppTest:
        at = open_page(page, **parameters)
        assert not at.exception
        return chosen(at, step) if step else at

    return open_it


def database() -> Database:
    from jamstalld.ui import state

    return state.database()


def chosen(at: AppTest, step: str) -> AppTest:
    at.session_state[STEP] = step
    return good(at.run())


def good(at: AppTest) -> AppTest:
    assert not at.exception
    return at


def named(at: AppTest, name: str) -> AppTest:
    at.text_input(key=AUTHOR).set_value(name).run()
    return good(at)


def field(at: AppTest, title: str = SEEN) -> Any:
    return next(area for area in at.text_area if area.label == title)


def write(at: AppTest, text: str, title: str = SEEN) -> AppTest:
    field(at, title).set_value(text).run()
    return good(at)


def press(at: AppTest, label: str) -> AppTest:
    next(button for button in at.button if button.label == label).click().run()
    return good(at)


def words(at: AppTest) -> str:
    kinds = (at.title, at.markdown, at.caption, at.info, at.warning, at.error, at.success)
    return "\n".join(element.value for kind in kinds for element in kind)


def marks(at: AppTest) -> list[str]:
    """What stands beside the fields."""
    bodies = [element.proto.body for element in at.get("html")]
    return [body for body in bodies if "data-hanterat" in body]


@pytest.mark.parametrize("page", WITH_PANEL)
def test_every_analysis_page_has_the_panel_and_keeps_what_is_seen(opened: Open, page: str) -> None:
    at = named(opened(page, "gather"), "Eva")
    assert "## Analysstöd" in words(at)
    assert f"{RULES} {AUTOSAVE}" in words(at)
    assert "Inget är skrivet än." in words(at)
    write(at, "Det här ser vi.")
    (kept,) = entries(database(), Analysis)
    assert (kept.made_by, kept.entry.final) == ("Eva", False)
    seen = entry(database(), Snapshot, kept.entry.snapshot)
    assert seen
    assert seen.entry.sentences
    assert seen.entry.sentences[0] in words(at)
    assert seen.entry.tables
    assert "Skrivet i: Samla." in words(at)
    # Somebody else who opens the same view goes on in the same one.
    assert field(opened(page, "gather")).value == "Det här ser vi."


def test_every_step_asks_its_questions(opened: Open) -> None:
    at = opened("beslut")
    for step in steps():
        chosen(at, step.key)
        asked = [prompt.title for prompt in shipped_prompts() if prompt.step == step.key]
        asked = [title.replace("{kvinnor}", "kvinnor").replace("{män}", "män") for title in asked]
        assert [area.label for area in at.text_area] == asked
        assert step.aim in words(at)
    assert [area.label for area in opened("beslut", "conclude", omrade="Barn och unga").text_area][1:3] == [
        "Vad betyder det för flickor?",
        "Vad betyder det för pojkar?",
    ]


def test_what_is_saved_is_told_with_the_sum_of_the_very_text(opened: Open) -> None:
    at = write(opened("beslut", "gather"), TRICKY)
    assert any(f'data-hanterat="{zlib.crc32(TRICKY.encode()):08x}"' in mark for mark in marks(at))
    assert any("Sparat kl." in mark for mark in marks(at))
    (kept,) = entries(database(), Text)
    assert (kept.entry.text, kept.author) == (TRICKY, "Utan namn")
    assert "Skriv ditt namn" in words(at)


def test_what_two_write_at_once_is_shown_to_both_and_joined(opened: Open) -> None:
    eva, bo = (named(opened("beslut", "gather"), name) for name in ("Eva", "Bo"))
    write(eva, "Evas text")
    write(bo, "Bos text")
    assert field(bo).value == "Bos text"
    assert any("bredvid gruppens text" in mark for mark in marks(bo))
    assert "Evas text" in [text.value for text in bo.text]
    good(eva.run())
    assert "Bos text" in [text.value for text in eva.text]
    # Both go on writing, each in their own.
    write(eva, "Evas text, mer")
    write(bo, "Bos text, mer")
    press(eva, "Slutför analysen")
    assert any("inte sammanförda" in error.value for error in eva.error)
    press(good(eva.run()), "Lägg till i texten")
    assert field(eva).value == "Evas text, mer\n\nBos text, mer"
    assert [kept.entry.text for kept in entries(database(), Text)] == ["Evas text, mer\n\nBos text, mer"]
    # Bo sees it when he wants to, and loses nothing if he writes on instead.
    good(bo.run())
    assert field(bo).value == "Bos text, mer"
    press(bo, "Visa den nya texten")
    assert field(bo).value == "Evas text, mer\n\nBos text, mer"


@pytest.mark.parametrize("button", ["Lägg till i texten", "Ta bort"])
def test_whose_text_is_joined_by_another_is_told(opened: Open, button: str) -> None:
    eva, bo = (named(opened("beslut", "gather"), name) for name in ("Eva", "Bo"))
    write(eva, "Evas text")
    write(bo, "Bos text")
    press(good(eva.run()), button)
    assert "Någon har lagt till din text i gruppens text, eller tagit bort den." in words(good(bo.run()))
    whole = field(eva).value
    assert whole in [text.value for text in bo.text]
    # He writes on, and loses nothing; or he goes on from what there is.
    write(bo, "Bos text, mer")
    assert {kept.entry.text for kept in entries(database(), Text)} == {whole, "Bos text, mer"}
    press(bo, "Ta bort min text")
    assert field(bo).value == whole
    assert "Någon har lagt till" not in words(bo)


def test_what_cannot_be_saved_for_the_moment_is_saved_when_the_page_tries_again(
    opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = named(opened("beslut", "gather"), "Eva")
    saved = jamstalld.ui.analysis.fields.write_text

    def locked(*_: Any, **__: Any) -> None:
        raise DatabaseError("Databasen används av någon annan.")

    monkeypatch.setattr("jamstalld.ui.analysis.fields.write_text", locked)
    write(at, "Det här ser vi.")
    assert any("Inte sparat. Databasen används av någon annan." in mark for mark in marks(at))
    assert not any(f'data-hanterat="{zlib.crc32("Det här ser vi.".encode()):08x}"' in mark for mark in marks(at))
    monkeypatch.setattr("jamstalld.ui.analysis.fields.write_text", saved)
    assert any("Sparat kl." in mark and 'data-hinder=""' in mark for mark in marks(good(at.run())))
    assert [kept.entry.text for kept in entries(database(), Text)] == ["Det här ser vi."]


def test_a_text_beside_can_be_taken_away(opened: Open) -> None:
    eva, bo = (named(opened("beslut", "gather"), name) for name in ("Eva", "Bo"))
    write(eva, "Evas text")
    write(bo, "Bos text")
    press(bo, "Ta bort min text")
    assert field(bo).value == "Evas text"
    assert [kept.entry.text for kept in entries(database(), Text)] == ["Evas text"]


def test_what_somebody_else_changes_is_not_written_over(opened: Open) -> None:
    eva = named(opened("beslut", "gather"), "Eva")
    write(eva, "Ett")
    bo = named(opened("beslut", "gather"), "Bo")
    assert field(bo).value == "Ett"
    write(eva, "Ett och två")
    good(bo.run())
    assert "Ett och två" in [text.value for text in bo.text]
    write(bo, "Ett, men tre")
    assert {kept.entry.text for kept in entries(database(), Text)} == {"Ett och två", "Ett, men tre"}


def test_markup_is_shown_as_text_everywhere(opened: Open) -> None:
    eva, bo = (named(opened("beslut", "gather"), name) for name in ("**Eva** <b>", "Bo"))
    write(eva, TRICKY)
    write(bo, "Bos")
    assert TRICKY in [text.value for text in bo.text]
    assert r"\*\*Eva\*\* \<b\>" in words(bo)
    at = chosen(eva, "causes")
    inputs(at, "Ny tänkbar orsak")[0].set_value(TRICKY)
    press(at, "Lägg till")
    shown = " ".join(TRICKY.split())
    assert shown in [text.value for text in at.text]
    analysis = entries(database(), Analysis)[0].entry.identity
    read = opened("analyser", analys=analysis)
    assert TRICKY in [text.value for text in read.text]
    assert any(shown in text.value for text in read.text)
    assert not any("<img" in element.value for page in (eva, bo, read) for element in page.markdown)


def test_what_looks_like_a_person_is_saved_and_warned_of_until_mended(opened: Open) -> None:
    at = named(opened("beslut", "gather"), "Eva")
    write(at, "Klienten Anna väntade.")
    assert "Det här ser ut som ett namn på en person: ”Anna”." in words(at)
    assert [kept.entry.text for kept in entries(database(), Text)] == ["Klienten Anna väntade."]
    press(at, "Slutför analysen")
    assert "allmän handling. Skriv om texten, eller slutför ändå" in words(at)
    assert "Gäller: Vad ser vi?" in [text.value for text in at.text]
    press(at, "Avbryt")
    write(at, "En klient väntade.")
    assert not at.warning
    press(at, "Slutför analysen")
    assert entries(database(), Analysis)[0].entry.final


def test_one_who_is_sure_finishes_all_the_same(opened: Open) -> None:
    at = named(opened("beslut", "gather"), "Eva")
    write(at, "Klienten Anna väntade.")
    press(press(at, "Slutför analysen"), "Slutför ändå")
    assert entries(database(), Analysis)[0].entry.finalised_by == "Eva"


def test_a_finished_analysis_is_read_only_and_another_can_begin(opened: Open) -> None:
    at = write(opened("beslut", "gather"), "Det här ser vi.")
    press(at, "Slutför analysen")
    assert any("Skriv ditt namn först" in error.value for error in at.error)
    press(named(at, "Eva"), "Slutför analysen")
    assert "Slutförd av Eva den " in words(at)
    assert not at.text_area
    other = opened("beslut")
    assert not other.text_area
    assert "Det här ser vi." in [text.value for text in other.text]
    press(other, "Börja en ny analys")
    chosen(other, "gather")
    assert field(other).value == ""
    assert [one.label.startswith("Slutförd av Eva") for one in other.expander] == [True]
    write(other, "Ett år senare.")
    first, second = entries(database(), Analysis)
    assert (first.entry.final, second.entry.final) == (True, False)
    assert first.entry.subject == second.entry.subject


def test_what_is_written_while_another_finishes_is_not_lost(opened: Open) -> None:
    eva, bo = (named(opened("beslut", "gather"), name) for name in ("Eva", "Bo"))
    write(eva, "Evas text")
    press(good(bo.run()), "Visa den nya texten")
    press(eva, "Slutför analysen")
    write(bo, "Evas text, och Bos")
    assert "Evas text, och Bos" in [text.value for text in bo.text]
    press(bo, "Börja en ny analys med det")
    chosen(bo, "gather")
    assert field(bo).value == "Evas text, och Bos"
    assert entries(database(), Text)[-1].entry.text == "Evas text, och Bos"


def test_a_cause_and_a_verdict_that_come_too_late_are_not_lost(opened: Open) -> None:
    eva, bo, cia = (named(opened("beslut", "gather"), name) for name in ("Eva", "Bo", "Cia"))
    write(eva, "Evas text")
    chosen(bo, "causes")
    chosen(cia, "conclude")
    press(eva, "Slutför analysen")
    inputs(bo, "Ny tänkbar orsak")[0].set_value("Bos orsak")
    press(bo, "Lägg till")
    assert "Bos orsak" in [text.value for text in bo.text]
    press(bo, "Börja en ny analys med det")
    assert [(kept.entry.text, kept.author) for kept in entries(database(), Cause)] == [("Bos orsak", "Bo")]
    cia.radio[0].set_value("partly").run()
    assert "Gruppens bedömning: Till en del" in [text.value for text in good(cia).text]
    press(cia, "Ta med det i den här analysen")
    assert "Gruppens bedömning: Till en del" not in [text.value for text in cia.text]


def test_two_who_change_the_same_cause_lose_nothing(opened: Open) -> None:
    eva = named(opened("beslut", "causes"), "Eva")
    inputs(eva, "Ny tänkbar orsak")[0].set_value("Olika behov")
    press(eva, "Lägg till")
    assert inputs(eva, "Ny tänkbar orsak")[0].value == ""
    bo = named(opened("beslut", "causes"), "Bo")
    inputs(eva, "Orsak")[0].set_value("Evas ord").run()
    inputs(bo, "Orsak")[0].set_value("Bos ord").run()
    assert "Eva har ändrat det här under tiden." in words(good(bo))
    assert "”Bos ord”" in words(bo)
    assert inputs(bo, "Orsak")[0].value == "Evas ord"
    assert [kept.entry.text for kept in entries(database(), Cause)] == ["Evas ord"]


def test_causes_are_listed_tried_and_asked_about(opened: Open) -> None:
    at = named(opened("beslut", "causes"), "Eva")
    for text in ("Olika behov", "Olika frågor"):
        inputs(at, "Ny tänkbar orsak")[0].set_value(text)
        press(at, "Lägg till")
    first, second = entries(database(), Cause)
    assert (first.entry.text, second.entry.text) == ("Olika behov", "Olika frågor")
    state(at, "Olika frågor").set_value("open").run()
    good(at)
    inputs(at, "Vad behöver vi ta reda på?")[0].set_value("Läs tio ärenden om klienten Anna").run()
    inputs(at, "Vem tar reda på det?")[0].set_value("Processledaren").run()
    assert "”Anna”" in words(good(at))
    inputs(at, "Orsak")[0].set_value("Olika behov hos äldre").run()
    other = opened("beslut", "causes")
    assert state(other, "Olika frågor").value == "open"
    assert inputs(other, "Vem tar reda på det?")[0].value == "Processledaren"
    assert "Olika behov hos äldre" in [text.value for text in other.text]
    press_nth(at, "Ta bort orsaken", 0)
    assert [kept.entry.text for kept in entries(database(), Cause)] == ["Olika frågor"]


def inputs(at: AppTest, label: str) -> list[Any]:
    return [one for one in at.text_input if one.label == label]


def state(at: AppTest, cause: str) -> Any:
    return next(one for one in at.get("button_group") if one.proto.label == f"Bedömning av orsaken {cause}")


def test_the_groups_verdict_is_kept(opened: Open) -> None:
    at = named(opened("beslut", "conclude"), "Eva")
    at.radio[0].set_value("partly").run()
    good(at)
    (kept,) = entries(database(), Analysis)
    assert kept.entry.justified == "partly"
    assert opened("beslut", "conclude").radio[0].value == "partly"


def test_the_list_is_narrowed_by_state_area_and_words(opened: Open) -> None:
    for area, text in (("Äldre", "Hemtjänsten skiljer."), ("Barn och unga", "Flickor väntar.")):
        write(named(opened("beslut", "gather", omrade=area), "Eva"), text)
    at = opened("analyser")
    titles = [
        "## Får flickor och pojkar bifall lika ofta? · Barn och unga",
        "## Får kvinnor och män bifall lika ofta? · Äldre",
    ]
    listed = [one.value for one in at.markdown if one.value.startswith("## ")]
    assert listed == titles
    at.text_input[0].set_value("HEMTJÄNST").run()
    assert [one.value for one in good(at).markdown if one.value.startswith("## ")] == titles[1:]
    at.text_input[0].set_value("finns inte").run()
    assert "Ingen analys passar det du har valt." in words(good(at))
    at.text_input[0].set_value("").run()
    area = next(box for box in at.selectbox if box.label == "Verksamhetsområde")
    area.set_value("Barn och unga").run()
    assert [one.value for one in good(at).markdown if one.value.startswith("## ")] == titles[:1]


def test_an_analysis_shows_then_and_now(opened: Open) -> None:
    at = named(opened("beslut", "gather", rader="Enhet"), "Eva")
    next(box for box in at.selectbox if box.label == "Period").set_value("2025K4").run()
    write(at, "Det här ser vi.")
    (kept,) = entries(database(), Analysis)
    at = opened("analyser", analys=kept.entry.identity)
    assert "## Då och nu" in words(at)
    assert "**Nu, samma period:** Underlaget är detsamma som då, och fyndet står som det stod." in words(at)
    assert "**Nu, kvartal 3 2026:** " in words(at)
    assert list(at.table[0].value.columns) == ["Enhet", "Då", "Nu, samma period", "Nu, kvartal 3 2026"]
    assert opened("analyser", analys="finns inte").title[0].value == "Analyser"


def test_a_question_is_worded_anew_and_restored(opened: Open) -> None:
    at = named(opened("fragor"), "Eva")
    at.text_input(key="title_seen").set_value("Vad visar <b>siffrorna</b>?")
    press_nth(at, "Spara frågan", [one.identity for one in shipped_prompts()].index("seen"))
    assert field(opened("beslut", "gather"), "Vad visar b siffrorna /b ?")  # marks are left out of labels
    press(at, "Återställ den ursprungliga")
    assert field(opened("beslut", "gather"), SEEN)
    (kept,) = entries(database(), Prompt)
    assert (kept.version, kept.author) == (2, "Eva")


def test_two_who_reword_a_question_lose_nothing(opened: Open) -> None:
    eva, bo = (named(opened("fragor"), name) for name in ("Eva", "Bo"))
    nth = [one.identity for one in shipped_prompts()].index("seen")
    eva.text_input(key="title_seen").set_value("Evas fråga")
    press_nth(eva, "Spara frågan", nth)
    bo.text_input(key="title_seen").set_value("Bos fråga")
    press_nth(bo, "Spara frågan", nth)
    assert "Eva har ändrat det här under tiden. Så här är det sparat nu: ”Evas fråga" in words(bo)
    assert bo.text_input(key="title_seen").value == "Bos fråga"
    assert [kept.entry.title for kept in entries(database(), Prompt)] == ["Evas fråga"]
    press_nth(bo, "Spara frågan", nth)
    assert [kept.entry.title for kept in entries(database(), Prompt)] == ["Bos fråga"]
    assert good(eva.run()).text_input(key="title_seen").value == "Bos fråga"


def test_own_questions_are_added_moved_and_left_out(opened: Open) -> None:
    at = opened("fragor")
    at.text_input(key="new_focus").set_value("Vad hinner vi?")
    press_nth(at, "Lägg till frågan", 2)
    at.text_input(key="new_focus").set_value(" ")
    press_nth(at, "Lägg till frågan", 2)
    assert "Skriv frågan först." in words(at)
    focus = [one.label for one in opened("beslut", "focus").text_area]
    assert focus == ["Vad väljer vi att gå vidare med?", "Vad hinner vi?"]
    order = [one.label for one in at.expander]
    press_nth(at, "Flytta upp", order.index("Vad hinner vi?"))
    assert [one.label for one in opened("beslut", "focus").text_area] == focus[::-1]


def press_nth(at: AppTest, label: str, number: int) -> AppTest:
    [button for button in at.button if button.label == label][number].click().run()
    return good(at)
