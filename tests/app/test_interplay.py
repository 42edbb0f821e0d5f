"""The pages *Samspel* and *Träffsäkerhet*: with sample data, with an empty database and with columns missing."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from jamstalld.charts.interplay import interplay_table
from jamstalld.charts.matching import match_table
from jamstalld.intake import LoadOptions
from jamstalld.loading import load_file
from jamstalld.settings import house
from jamstalld.store import open_database
from jamstalld.views.interplay import InterplayRequest, interplay
from jamstalld.views.matching import MatchingRequest, matching
from jamstalld.wording.method import SYNTHETIC
from tests.app.opening import open_page
from tests.conftest import write_rows

BOTH = ("samspel", "traffsakerhet")
Use = Callable[..., AppTest]


@pytest.fixture
def use(show: Callable[[Path], None]) -> Use:
    """Point the app at a database and open one of its pages: ``use(path, "samspel", rad="Enhet")``."""

    def opened(path: Path, page: str, **parameters: str) -> AppTest:
        show(path)
        return open_page(page, **parameters)

    return opened


@pytest.fixture(scope="module")
def load(folder: Path) -> Callable[[str, list[dict[str, object]]], Path]:
    """Make a database of some rows."""

    def loaded(name: str, rows: list[dict[str, object]]) -> Path:
        path = folder / f"{name}.duckdb"
        database = open_database(path, folder / "salt")
        outcome = load_file(database, write_rows(folder / f"{name}.csv", rows), LoadOptions(), loaded_by="test")
        assert outcome.exit_code == 0
        database.close()
        return path

    return loaded


def few(**more: object) -> list[dict[str, object]]:
    """Decisions with next to nothing known of them."""
    return [
        {"person_id": f"P{at}", "sex": "KM"[at % 2], "quarter": "2025K1", "decision": ("bifall", "avslag")[at % 3 > 0]}
        | more
        for at in range(120)
    ]


def words(at: AppTest) -> str:
    """Everything written on the page."""
    kinds = (at.title, at.markdown, at.caption, at.info, at.warning, at.error, at.success)
    return "\n".join(element.value for kind in kinds for element in kind)


def box(at: AppTest, label: str):
    return next(one for one in at.selectbox if one.label == label)


def shown_table(at: AppTest) -> list[Mapping[str, str]]:
    """The first table of the page, without the marks that keep Markdown from reading it."""
    return [
        {heading: text.replace("\\", "") for heading, text in row.items()}
        for row in at.table[0].value.to_dict("records")
    ]


def pictures(at: AppTest) -> list[Mapping[str, str]]:
    return [json.loads(element.proto.spec) for element in at.get("vega_lite_chart")]


def test_interplay_shows_what_the_command_gives(use: Use, sample: Path) -> None:
    at = use(sample, "samspel")
    assert not at.exception
    from jamstalld.ui import state

    seen = interplay(state.database(), InterplayRequest("approval", "area", "need_level", count_unit="insatser"))
    assert at.title[0].value == seen.question
    told = words(at)
    assert f"## {seen.sentences[0]}" in told
    assert all(sentence in told for sentence in seen.sentences[1:] if sentence != SYNTHETIC)
    assert all(line in told for line in seen.method)
    assert shown_table(at) == interplay_table(seen)
    assert len(pictures(at)) == 2
    assert all("Rutnät: skillnaden mellan kvinnor och män" in spec["description"] for spec in pictures(at))


def test_a_third_variable_gives_a_picture_for_each_value_that_has_something_to_show(use: Use, sample: Path) -> None:
    at = use(sample, "samspel")
    box(at, "Delbilder").set_value("age_group").run()
    assert not at.exception
    from jamstalld.ui import state

    asked = InterplayRequest("approval", "area", "need_level", "age_group", count_unit="insatser")
    seen = interplay(state.database(), asked)
    drawn = [panel for panel in seen.panel_values if any(cell.panel == panel for cell in seen.shown)]
    assert len(pictures(at)) == 2 * len(drawn) > 2
    assert all(f"### {panel}" in words(at) for panel in drawn)
    assert shown_table(at) == interplay_table(seen)


def test_a_share_asks_for_the_value_it_is_about(use: Use, sample: Path) -> None:
    at = use(sample, "samspel")
    box(at, "Mått").set_value("received").run()
    assert not at.exception
    chosen = box(at, "Insats").value
    assert at.title[0].value == f"Insatser, {chosen}: är könsskillnaden lika stor i alla grupper?"


def test_every_measure_can_be_seen_together_with_others(use: Use, sample: Path) -> None:
    at = use(sample, "samspel")
    for option in box(at, "Mått").options:
        box(at, "Mått").select(option).run()
        assert not at.exception, option
        assert not at.error, option
        assert at.title[0].value.endswith("i alla grupper?")


def test_what_is_chosen_in_a_filter_tells_no_groups_apart(use: Use, sample: Path) -> None:
    at = use(sample, "samspel")
    assert "Verksamhetsområde" in box(at, "Rader").options
    box(at, "Verksamhetsområde").set_value("Barn och unga").run()
    assert not at.exception
    for menu in ("Rader", "Kolumner", "Delbilder"):
        assert "Verksamhetsområde" not in box(at, menu).options
    assert box(at, "Rader").value == "unit"


def test_rows_cannot_be_columns_too(use: Use, sample: Path) -> None:
    at = use(sample, "samspel")
    assert "Verksamhetsområde" not in box(at, "Kolumner").options
    box(at, "Rader").set_value("need_level").run()
    assert not at.exception
    assert not at.info
    assert "Behovsnivå" not in box(at, "Kolumner").options


def test_too_many_variables_are_refused_and_the_menus_stay(use: Use, sample: Path) -> None:
    at = use(sample, "samspel")
    box(at, "Delbilder").set_value("household").run()
    box(at, "Enhet").set_value("Vuxenenheten").run()
    assert not at.exception
    assert "Prova att ta bort urvalet på enhet eller att inte dela upp på hushåll." in at.info[0].value
    box(at, "Delbilder").set_value("Inget mer").run()
    assert not at.info
    assert "Vuxenenheten · " in words(at)


def test_matching_opens_with_one_area_and_shows_what_the_command_gives(use: Use, sample: Path) -> None:
    at = use(sample, "traffsakerhet")
    assert not at.exception
    area = box(at, "Verksamhetsområde")
    assert "Alla områden" not in area.options
    from jamstalld.ui import state

    seen = matching(state.database(), MatchingRequest(area.value, count_unit="insatser"))
    assert at.title[0].value == seen.question
    told = words(at)
    assert f"## {seen.sentences[0]}" in told
    assert all(sentence in told for sentence in seen.sentences[1:] if sentence != SYNTHETIC)
    assert all(line in told for line in (*seen.method, *seen.cannot_say))
    assert all(one.cell.sentence in told for one in seen.same_need)
    assert shown_table(at) == match_table(seen)
    assert len(pictures(at)) == 2


def test_the_area_follows_from_another_page(use: Use, sample: Path) -> None:
    at = use(sample, "beslut")
    box(at, "Verksamhetsområde").set_value("Äldre").run()
    at.switch_page(f"{house()}/pages/traffsakerhet.py").run()
    assert box(at, "Verksamhetsområde").value == "Äldre"
    assert "Äldre · " in words(at)


@pytest.mark.parametrize("page", BOTH)
def test_an_address_with_nonsense_opens_the_ordinary_view(use: Use, sample: Path, page: str) -> None:
    at = use(sample, page, period="2019K9", omrade="<script>", rad="sex", kolumn="x", behov="y", samspel_matt="z")
    assert not at.exception
    assert not at.error
    assert not at.info


@pytest.mark.parametrize("page", BOTH)
def test_an_empty_database_says_what_to_do_first(use: Use, folder: Path, page: str) -> None:
    at = use(folder / "empty.duckdb", page)
    assert not at.exception
    assert "Här är det tomt än" in words(at)


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("samspel", "Underlaget har för få uppgifter att dela upp på."),
        ("traffsakerhet", "Underlaget säger inget om behov."),
    ],
)
def test_data_that_lack_the_columns_say_so(
    use: Use, load: Callable[[str, list[dict[str, object]]], Path], page: str, said: str
) -> None:
    at = use(load(f"few_{page}", few()), page)
    assert not at.exception
    assert len(at.title) == 1
    assert at.info[0].value.startswith(said)


def test_two_variables_are_enough(use: Use, load: Callable[[str, list[dict[str, object]]], Path]) -> None:
    rows = [{**row, "unit": ("Norr", "Söder")[at % 4 > 1]} for at, row in enumerate(few())]
    at = use(load("units", rows), "samspel")
    assert not at.exception
    assert not at.info
    assert (box(at, "Rader").value, box(at, "Kolumner").value) == ("unit", "quarter")
