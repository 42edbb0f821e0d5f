"""The page *Kan skillnaden förklaras?*: it shows what the command gives, and offers only what may be asked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from jamstalld.charts.decomposition import parts_table
from jamstalld.charts.explanation import picture_of, strata_table, ways_table
from jamstalld.intake import LoadOptions
from jamstalld.loading import load_file
from jamstalld.settings import house
from jamstalld.store import open_database
from jamstalld.ui import state
from jamstalld.ui.explaining import FACTORS, MEASURE
from jamstalld.views.explaining import Explanation, explain
from jamstalld.wording.explanation_notes import CHOOSE, NO_MEASURE, TITLE
from jamstalld.wording.method import SYNTHETIC
from tests.app.opening import open_page

ECONOMIC = "Ekonomiskt bistånd"

Open = Callable[..., AppTest]


@pytest.fixture
def opened(show: Callable[[Path], None]) -> Open:
    """Open the page with a database and an address: ``opened(path, omrade="Äldre")``."""

    def open_it(path: Path, **parameters: str | list[str]) -> AppTest:
        show(path)
        at = open_page("forklaras", **parameters)
        assert not at.exception
        assert not at.error
        assert [title.value for title in at.title] == [TITLE]
        return at

    return open_it


def only(folder: Path, *columns: str) -> Path:
    """Load one quarter with some of its columns: what a municipality has that follows little up."""
    source = openpyxl.load_workbook(house() / "sample_data" / "municipality" / "2026K3.xlsx", read_only=True)
    lines = list(source.worksheets[0].iter_rows(values_only=True))
    at = next(number for number, line in enumerate(lines) if "Kön" in line)
    kept = [lines[at].index(name) for name in columns]
    book = openpyxl.Workbook()
    for line in lines[at:]:
        book.worksheets[0].append([line[place] for place in kept])
    name = "_".join(columns).lower().replace(" ", "_")
    book.save(folder / f"{name}.xlsx")
    database = open_database(folder / f"{name}.duckdb", folder / "salt")
    assert load_file(database, folder / f"{name}.xlsx", LoadOptions(), loaded_by="test").exit_code == 0
    database.close()
    return folder / f"{name}.duckdb"


def words(at: AppTest) -> str:
    kinds = (at.markdown, at.caption, at.info)
    return "\n".join(element.value for kind in kinds for element in kind)


def tables(at: AppTest) -> list[list[str]]:
    """Give the cells of every table, row by row in one list, as they are read."""
    return [[str(cell).replace("\\", "") for cell in table.value.to_numpy().flatten()] for table in at.table]


def cells(rows: list[dict[str, str]]) -> list[str]:
    return [text for row in rows for text in row.values()]


def choose(at: AppTest, label: str, value: str) -> AppTest:
    next(box for box in at.selectbox if box.label == label).set_value(value).run()
    assert not at.exception
    return at


def asserted_shown(at: AppTest, made: Explanation) -> None:
    shown = words(at)
    assert f"## {made.sentences[0]}" in shown
    assert all(sentence in shown for sentence in made.sentences[1:] if sentence != SYNTHETIC)
    assert all(line in shown for line in (*made.cannot_say, *made.method))
    picture = picture_of(made)
    assert picture is not None
    expected = [cells(rows) for rows in (parts_table(picture), strata_table(made), ways_table(made))]
    assert tables(at) == expected
    assert len(at.get("vega_lite_chart")) == 2


def test_the_page_shows_what_the_command_gives(opened: Open, sample: Path) -> None:
    at = opened(sample)
    assert at.multiselect[0].value == ["need_level"]
    asserted_shown(at, explain(state.database(), "approval", ("need_level",)))


def test_the_reversal_is_named_on_the_page(opened: Open, sample: Path) -> None:
    at = choose(opened(sample), "Verksamhetsområde", ECONOMIC)
    made = explain(state.database(), "approval", ("need_level",), (("area", ECONOMIC),))
    assert made.turned
    asserted_shown(at, made)
    assert "Simpsons paradox" in words(at)
    assert "Vad siffrorna inte kan säga" in words(at)


def test_several_factors_can_be_chosen(opened: Open, sample: Path) -> None:
    at = opened(sample)
    at.multiselect[0].set_value(["need_level", "age_group"]).run()
    asserted_shown(at, explain(state.database(), "approval", ("need_level", "age_group")))


def test_a_link_opens_the_same_explanation(opened: Open, sample: Path) -> None:
    address = {MEASURE: "Beviljade timmar", FACTORS: ["Åldersgrupp", "Hushåll"], "omrade": "Äldre"}
    at = opened(sample, **address)
    made = explain(state.database(), "hours", ("age_group", "household"), (("area", "Äldre"),))
    asserted_shown(at, made)


def test_a_share_asks_which_value(opened: Open, sample: Path) -> None:
    at = choose(opened(sample), "Mått", "received")
    value = next(box for box in at.selectbox if box.label == "Insats").value
    made = explain(state.database(), "received", at.multiselect[0].value, (("intervention", value),))
    assert f"## {made.sentences[0]}" in words(at)


def test_the_menus_offer_no_more_than_may_be_asked(opened: Open, sample: Path) -> None:
    at = opened(sample)
    at.multiselect[0].set_value(["need_level", "age_group", "area"]).run()
    assert at.multiselect[0].max_selections == 3
    choose(at, "Verksamhetsområde", "Funktionshinder (LSS)")
    assert at.multiselect[0].max_selections == 2
    assert at.multiselect[0].value == ["need_level", "age_group"]
    assert "Verksamhetsområde" not in at.multiselect[0].options
    choose(at, "Enhet", "Funktionsstöd")
    choose(at, "Åldersgrupp", "25–44 år")
    assert at.multiselect[0].options == ["Insats"]
    assert CHOOSE in words(at)
    at.multiselect[0].set_value(["intervention"]).run()
    assert not at.exception
    assert CHOOSE not in words(at)


def test_scales_are_not_offered(opened: Open, sample: Path) -> None:
    menu = next(box for box in opened(sample).selectbox if box.label == "Mått")
    assert "Bifall" in menu.options
    assert "Beviljade timmar" in menu.options
    assert not [option for option in menu.options if "hela skalan" in option]


def test_every_measure_that_is_offered_can_be_explained(opened: Open, sample: Path) -> None:
    at = opened(sample)
    menu = next(box for box in at.selectbox if box.label == "Mått")
    for option in menu.options:
        next(box for box in at.selectbox if box.label == "Mått").select(option).run()
        assert not at.exception, option
        assert not at.error, option
        assert any(element.value.startswith("## ") for element in at.markdown), option


def test_an_address_with_nonsense_opens_the_ordinary_page(opened: Open, sample: Path) -> None:
    at = opened(sample, **{MEASURE: "<script>", FACTORS: "hittepå", "period": "2019K9"})
    assert next(box for box in at.selectbox if box.label == "Mått").value == "approval"


def test_an_empty_database_says_how_to_begin(opened: Open, folder: Path) -> None:
    assert "Här är det tomt än" in words(opened(folder / "empty.duckdb"))


def test_without_needs_and_outcomes_it_shows_what_there_is(opened: Open, folder: Path) -> None:
    path = only(folder, "Kvartal", "Verksamhetsområde", "Enhet", "Kön", "Ålder", "Insats", "Beslut")
    at = opened(path)
    assert at.multiselect[0].value == ["age_group"]
    assert "Behovsnivå" not in at.multiselect[0].options
    assert any(element.value.startswith("## ") for element in at.markdown)


def test_with_nothing_to_go_by_it_says_what_is_needed(opened: Open, folder: Path) -> None:
    assert NO_MEASURE in words(opened(only(folder, "Kvartal", "Kön", "Beslut")))
