"""The page *Ladda upp*: columns and spellings set right, own questions declared, profiles saved and recognised."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from jamstalld.store import data_info, deliveries, profiles
from jamstalld.ui import state
from tests.app.opening import open_page
from tests.unit.intake.files import xlsx

HEADER = "Kod;Gndr;Vilken tid;Utfallskod;Trivs hemma;Anteckning"
DECISIONS = ("bifall", "avslag", "bifal")
STRANGE = "\n".join(
    [
        HEADER,
        *(
            f"A{at};{'KM'[at % 2]};2025K1;{DECISIONS[at % 3]};{('ja', 'nej')[at % 4 > 1]};Hon bor kvar {at}"
            for at in range(40)
        ),
    ]
)
NEXT = STRANGE.replace("2025K1", "2025K2").replace("\nA", "\nB")


@pytest.fixture(autouse=True)
def _own_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("JAMSTALLD_DATABASE", str(tmp_path / "jamstalld.duckdb"))
    monkeypatch.setenv("JAMSTALLD_SALT_FILE", str(tmp_path / "salt"))
    yield
    state._opened.clear()


def opened(page: str = "ladda_upp") -> AppTest:
    return open_page(page)


def uploaded(content: str, name: str = "uttag.csv") -> AppTest:
    at = opened()
    at.file_uploader[0].upload(name, content.encode(), "text/csv").run()
    assert not at.exception
    return at


def button(at: AppTest, label: str):
    found = [one for one in at.button if one.label.startswith(label)]
    assert len(found) == 1, [one.label for one in at.button]
    return found[0]


def menu(at: AppTest, label: str):
    found = [one for one in at.selectbox if one.label.startswith(label)]
    assert len(found) == 1, [one.label for one in at.selectbox]
    return found[0]


def press(at: AppTest, label: str) -> AppTest:
    button(at, label).click().run()
    assert not at.exception
    return at


def expanders(at: AppTest) -> list[str]:
    return [one.label for one in at.expander]


def said(at: AppTest) -> str:
    shown = (*at.success, *at.warning, *at.error, *at.info, *at.markdown, *at.caption)
    return "\n".join(one.value for one in shown)


def test_strange_headers_are_mapped_saved_and_recognised_in_the_next_file() -> None:
    at = uploaded(STRANGE, "Uttag Treserva 2025K1.csv")
    assert "Kolumner: 0 av 6 används" in expanders(at)
    assert "Rad 1 verkar vara rubrikraden" in said(at)
    assert menu(at, "Kolumn B, Gndr").value == "sex"
    assert menu(at, "Kolumn C, Vilken tid").value == "quarter"
    assert menu(at, "Kolumn D, Utfallskod").value == "decision"
    assert menu(at, "Kolumn E, Trivs hemma").value == ""
    menu(at, "Kolumn A, Kod").set_value("person_id")
    press(at, "Använd kolumnerna")
    assert "Kolumner: 4 av 6 används" in expanders(at)
    assert "Stavningar: 1 att ta ställning till" in expanders(at)
    assert menu(at, "”bifal”").value == "bifall"
    press(at, "Använd stavningarna")
    assert "Stavningar: alla är bestämda" in expanders(at)
    assert next(one for one in at.text_input if one.label == "Namn på källan").value == "Uttag Treserva"
    press(at, "Spara som profil")
    assert "Profilen ”Uttag Treserva” är sparad." in said(at)
    assert [profile.name for profile in profiles(state.database())] == ["Uttag Treserva"]
    press(at, "Läs in 40 rader")
    at = uploaded(NEXT, "Uttag 2025K2.csv")
    assert "Läses enligt profilen **Uttag Treserva**" in said(at)
    assert "Kolumner: 4 av 6 används" in expanders(at)
    assert not [one for one in at.text_input if one.label == "Namn på källan"]
    press(at, "Läs in 40 rader")
    records = deliveries(state.database())
    assert [record.state for record in records] == ["active", "active"]
    assert {"sex", "decision", "person_id"} <= data_info(state.database()).columns


def test_the_mended_file_is_read_as_the_one_it_was_made_of() -> None:
    at = uploaded(STRANGE)
    menu(at, "Kolumn A, Kod").set_value("person_id")
    press(at, "Använd kolumnerna")
    at.file_uploader[0].upload("uttag – rättad.csv", STRANGE.replace("bifal;", "bifall;").encode(), "text/csv").run()
    assert not at.exception
    assert expanders(at).count("Kolumner: 4 av 6 används") == len(at.file_uploader[0].value)
    assert not profiles(state.database())


def test_two_columns_cannot_mean_the_same() -> None:
    at = uploaded(STRANGE)
    menu(at, "Kolumn E, Trivs hemma").set_value("sex")
    press(at, "Använd kolumnerna")
    assert [one.value for one in at.error] == ["Kolumn B och E kan inte båda betyda ”Kön”. Ändra den ena."]
    assert menu(at, "Kolumn E, Trivs hemma").value == "sex"
    assert "Kolumner: 0 av 6 används" in expanders(at)


def test_an_own_question_is_declared_chosen_and_a_measure_at_once() -> None:
    at = uploaded(STRANGE)
    menu(at, "Kolumn E, Trivs hemma").set_value("own")
    press(at, "Använd kolumnerna")
    assert next(one for one in at.text_input if one.label == "Namn").value == "Trivs hemma"
    assert menu(at, "Sort").value == "yes_no"
    press(at, "Lägg till uppgiften")
    assert "”Trivs hemma” finns nu som egen uppgift och mått." in said(at)
    assert menu(at, "Kolumn E, Trivs hemma").value == "local_trivs_hemma"
    assert "local_trivs_hemma" in state.known().measures
    press(at, "Använd stavningarna")
    press(at, "Läs in 40 rader")
    assert "local_trivs_hemma" in data_info(state.database()).columns
    at = opened()
    assert "Egna uppgifter och profiler" in expanders(at)
    press(at, "Ta bort uppgiften")
    assert "har svar i minst en leverans" in at.error[0].value


def test_an_own_question_with_a_name_that_is_taken_is_refused_and_kept_on_the_page() -> None:
    at = uploaded(STRANGE)
    menu(at, "Kolumn E, Trivs hemma").set_value("own")
    press(at, "Använd kolumnerna")
    next(one for one in at.text_input if one.label == "Namn").set_value("Beslut").run()
    press(at, "Lägg till uppgiften")
    assert "Det finns redan en uppgift som heter så" in at.error[0].value
    assert not state.known().local
    press(at, "Avbryt")
    assert not [one for one in at.text_input if one.label == "Namn"]


def test_an_own_scale_and_an_own_number_get_answers_and_limits() -> None:
    rows = [f"{'KM'[at % 2]};2025K1;{at % 5 + 1};{at}" for at in range(40)]
    at = uploaded("\n".join(["Kön;Kvartal;Trygghet;Restid (min)", *rows]))
    menu(at, "Kolumn C, Trygghet").set_value("own")
    menu(at, "Kolumn D, Restid").set_value("own")
    press(at, "Använd kolumnerna")
    at.button(key=next(one.key for one in at.button if one.key and one.key.endswith("_C_yes"))).click().run()
    at.button(key=next(one.key for one in at.button if one.key and one.key.endswith("_D_yes"))).click().run()
    assert not at.exception
    scale, number = state.known().local
    assert (scale.kind, scale.positive, scale.values) == ("ordered", ("4", "5"), ("1", "2", "3", "4", "5"))
    assert (number.kind, number.limits, number.unit) == ("number", (10.0, 20.0, 30.0), "min")
    assert "Kolumner: 4 av 4 används" in expanders(at)


def test_the_preview_shows_no_numbers_of_persons() -> None:
    rows = [f"X{at};{'KM'[at % 2]};2025K1;bifall" for at in range(7)]
    at = uploaded("\n".join(["Löpnummer;Kön;Kvartal;Beslut", *rows]))
    shown = at.table[-1].value
    assert list(shown.columns) == ["Uppgift", "Rad 2", "Rad 3", "Rad 4", "Rad 5", "Rad 6"]
    lines = {line[0]: line[1:] for line in shown.to_numpy().tolist()}
    assert lines["Person"] == ["kod"] * 5
    assert lines["Kön"] == ["kvinna", "man", "kvinna", "man", "kvinna"]
    assert lines["Kvartal"] == ["2025K1"] * 5
    assert "X1" not in shown.to_string()


def test_sensitive_columns_cannot_be_chosen_and_show_no_examples() -> None:
    at = uploaded(STRANGE)
    assert not [one for one in at.selectbox if "Anteckning" in one.label]
    assert "Ser ut att innehålla fritext. Läses aldrig in." in said(at)
    assert "bor kvar" not in said(at)


@pytest.mark.parametrize(("other", "used"), [(NEXT, 3), (NEXT.replace("Gndr", "G").replace("Kod", "K"), 0)])
def test_what_is_said_about_one_file_holds_for_others_with_the_same_headers_only(other: str, used: int) -> None:
    at = opened()
    at.file_uploader[0].upload("a.csv", STRANGE.encode(), "text/csv")
    at.file_uploader[0].upload("b.csv", other.encode(), "text/csv").run()
    assert not at.exception
    uses = [one for one in at.button if one.label == "Använd kolumnerna"]
    assert len(uses) == 2
    uses[0].click().run()
    assert sorted(label for label in expanders(at) if label.startswith("Kolumner")) == [
        f"Kolumner: {used} av 6 används",
        "Kolumner: 3 av 6 används",
    ]
    assert ("rubrikerna är desamma" in said(at)) == (used > 0)


def test_profiles_are_listed_and_forgotten() -> None:
    at = uploaded(STRANGE)
    press(at, "Använd kolumnerna")
    next(one for one in at.text_input if one.label == "Namn på källan").set_value("Vårt system")
    press(at, "Spara som profil")
    at = opened()
    assert "Egna uppgifter och profiler" in expanders(at)
    press(at, "Ta bort profilen")
    assert profiles(state.database()) == ()
    assert not [label for label in expanders(at) if label == "Egna uppgifter och profiler"]


def test_a_table_with_strange_headers_is_read_as_counts_of_women_and_men() -> None:
    at = uploaded("Vad;Tjejer;Killar\nHemtjänst;12;14\nBoendestöd;9;8\n", "2025K1.csv")
    menu(at, "Kolumn A, Vad").set_value("intervention")
    menu(at, "Kolumn B, Tjejer").set_value("kvinna")
    menu(at, "Kolumn C, Killar").set_value("man")
    press(at, "Använd kolumnerna")
    assert "Kolumner: 3 av 3 används" in expanders(at)
    press(at, "Spara som profil")
    press(at, "Läs in 2 rader")
    at = uploaded("Vad;Tjejer;Killar\nHemtjänst;11;14\nBoendestöd;9;8\n", "2025K2.csv")
    assert "Kolumner: 3 av 3 används" in expanders(at)
    press(at, "Läs in 2 rader")


def test_a_value_of_a_closed_list_can_be_unknown_or_left_out() -> None:
    rows = [f"L{at};{'KM'[at % 2]};2025K1;{('bifall', 'gurka', 'tomat')[at % 3]}" for at in range(30)]
    at = uploaded("\n".join(["Löpnummer;Kön;Kvartal;Beslut", *rows]))
    assert "Stavningar: 2 att ta ställning till" in expanders(at)
    assert menu(at, "”gurka”").options[-2:] == ["Uppgift saknas", "Läs inte in raderna"]
    menu(at, "”gurka”").set_value("")
    press(at, "Använd stavningarna")
    assert "Stavningar: 1 att ta ställning till" in expanders(at)
    assert button(at, "Läs in").label == "Läs in de 20 rader som går"


def test_a_profile_with_a_new_column_asks_about_that_column_only() -> None:
    at = uploaded(STRANGE)
    press(at, "Använd kolumnerna")
    press(at, "Spara som profil")
    head, *rows = NEXT.splitlines()
    at = uploaded("\n".join([f"{head};Hund", *(f"{row};{('ja', 'nej')[len(row) % 2]}" for row in rows)]))
    assert "Läses enligt profilen **uttag**" in said(at)
    assert next(one.label for one in at.selectbox if one.label.startswith("Kolumn")) == "Kolumn G, Hund, betyder"
    assert sum("Kan bli en egen uppgift" in one.value for one in at.caption) == 1
    press(at, "Använd kolumnerna")
    assert next(one for one in at.text_input if one.label == "Namn på källan").value == "uttag"
    press(at, "Spara som profil")
    assert len(profiles(state.database())) == 1


def test_a_column_that_may_not_be_chosen_so_says_why_and_can_be_chosen_again() -> None:
    text = "\n".join(["Kön;Kvartal;Nr", *(f"{'KM'[at % 2]};2025K1;880320-{at:04}" for at in range(30))])
    at = uploaded(text)
    assert menu(at, "Kolumn C, Nr").options == ["Används inte", "Personnummer (görs om till kod)"]
    long = "\n".join(
        ["Kön;Kvartal;Grupp", *(f"{'KM'[at % 2]};2025K1;{'mycket lång text ' * 3}{at}" for at in range(30))]
    )
    at = uploaded(long)
    assert "ser ut att innehålla fritext" in said(at)
    menu(at, "Kolumn C, Grupp").set_value("")
    press(at, "Använd kolumnerna")
    assert button(at, "Läs in").label == "Läs in 30 rader"


def test_a_table_of_groups_is_still_one_when_its_other_columns_are_chosen() -> None:
    upper, lower = ["", "Hemtjänst", None, "LVM", None], ["Tid", "Kvinnor", "Män", "Kvinnor", "Män"]
    data = xlsx([upper, lower, ["2025K1", 13, 14, 15, 16], ["2025K2", 17, 18, 19, 11]])
    at = opened()
    at.file_uploader[0].upload("tabell.xlsx", data, "application/octet-stream").run()
    assert menu(at, "Kolumn A, Tid").value == "quarter"
    assert len([one for one in at.selectbox if one.label.startswith("Kolumn")]) == 1
    press(at, "Använd kolumnerna")
    press(at, "Läs in 2 rader")
    assert {"intervention", "quarter"} <= data_info(state.database()).columns


def test_problems_are_lists_that_say_where_what_and_how() -> None:
    rows = [f"L{at};{'KM'[at % 2]};2025K1;{'bifall' if at > 6 else 'gurka'}" for at in range(30)]
    at = uploaded("\n".join(["Löpnummer;Kön;Kvartal;Beslut", *rows, ";;2025K1;bifall;mer"]))
    listed = next(one.value for one in at.markdown if one.value.startswith("**Fel att rätta**"))
    assert listed.splitlines()[2].startswith(
        "- **Kolumn D, 7 rader (2, 3, 4, 5, 6 …):** Värdet i ”Beslut” finns inte i listan"
    )
    assert [line for line in listed.splitlines() if line.startswith("- **Rad 32:** Raden har fler celler")]
    assert "gurka" not in listed
    assert "--" not in said(at)


def test_what_is_proposed_for_a_column_comes_first_in_its_menu() -> None:
    days = [*(f"{day}/{month} 2025" for month in (1, 2) for day in range(1, 21)), "32/3 2025"]
    rows = [f"{'KM'[at % 2]};{day};bifall" for at, day in enumerate(days)]
    at = uploaded("\n".join(["Gndr;Fattat den;Utfallskod", *rows]), "2025K1.csv")
    assert menu(at, "Kolumn B, Fattat den").options[:2] == ["Används inte", "Beslutsdatum"]
    assert menu(at, "Kolumn B, Fattat den").value == ""
    assert "Kolumn B · datum" in said(at)


def stopped(at: AppTest, content: str) -> AppTest:
    """Press *Avbryt* on a file, in the last moment."""
    at.session_state[f"stopped_{hashlib.sha256(content.encode()).hexdigest()}"] = True
    return at.run()


def test_stopped_work_is_told_of_and_begun_again() -> None:
    at = stopped(uploaded(STRANGE), STRANGE)
    assert [one.value for one in at.info] == ["Avbrutet. Inget ur filen har lästs in."]
    assert not [one for one in at.button if one.label == "Använd kolumnerna"]
    press(at, "Börja om")
    assert not at.info
    assert button(at, "Använd kolumnerna")


def test_a_file_that_was_loaded_before_it_could_be_stopped_is_not_said_to_be_stopped() -> None:
    content = "\n".join(["Löpnummer;Kön;Kvartal", *(f"L{at};{'KM'[at % 2]};2025K1" for at in range(20))])
    at = uploaded(content)
    press(at, "Läs in 20 rader")
    stopped(at, content)
    assert not at.info
    assert "Filen är inläst." in said(at)
