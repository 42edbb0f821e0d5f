"""The page *Över tid*: what it shows is what the command gives, and it opens whatever the data lack."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow.ipc
import pytest
from streamlit.testing.v1 import AppTest

from jamstalld.charts.words import signed
from jamstalld.intake import LoadOptions
from jamstalld.loading import load_file
from jamstalld.periods import Quarter
from jamstalld.settings import house
from jamstalld.store import open_database
from jamstalld.ui import state
from jamstalld.views.over_time import over_time
from jamstalld.views.over_time_model import OverTimeRequest, over_time_to_json
from jamstalld.wording.method import SYNTHETIC
from jamstalld.wording.numbers import number, percent, quarter_text
from tests.app.opening import open_page

PAGE = "over-tid"
EFFORT = Quarter.parse("2025K4")
ASKED = {"foljs": "Fråga om våld", "satsning": quarter_text(EFFORT)}
DIFFERENCE = "Skillnad (procentenheter)"

Open = Callable[..., AppTest]


@pytest.fixture(scope="module")
def sample(folder: Path, loaded_once: Callable[[int], Path]) -> Path:
    """All quarters of the sample municipality."""
    return Path(shutil.copy(loaded_once(12), folder / "sample.duckdb"))


@pytest.fixture(scope="module")
def one_quarter_of_decisions(folder: Path) -> Path:
    """What a municipality has before it has begun to follow results up."""
    source = openpyxl.load_workbook(house() / "sample_data" / "municipality" / "2026K3.xlsx", read_only=True)
    lines = list(source.worksheets[0].iter_rows(values_only=True))
    at = next(number for number, line in enumerate(lines) if "Kön" in line)
    kept = [lines[at].index(name) for name in ("Kvartal", "Verksamhetsområde", "Kön", "Insats", "Beslut")]
    book = openpyxl.Workbook()
    for line in lines[at:]:
        book.worksheets[0].append([line[place] for place in kept])
    book.save(folder / "beslut.xlsx")
    path = folder / "without.duckdb"
    database = open_database(path, folder / "salt")
    assert load_file(database, folder / "beslut.xlsx", LoadOptions(), loaded_by="test", copy_first=False).exit_code == 0
    database.close()
    return path


@pytest.fixture
def opened(show: Callable[[Path], None]) -> Open:
    """Open the page with a database and an address: ``opened(path, foljs="Bifall")``."""

    def open_it(path: Path, **parameters: str) -> AppTest:
        show(path)
        return open_page(PAGE, **parameters)

    return open_it


def words(at: AppTest) -> str:
    kinds = (at.title, at.markdown, at.caption, at.info, at.warning, at.error)
    return "\n".join(element.value for kind in kinds for element in kind)


def choose(at: AppTest, label: str, option: str) -> AppTest:
    next(box for box in at.selectbox if box.label == label).select(option).run()
    return at


def cells(at: AppTest, table: int) -> list[dict[str, str]]:
    return at.table[table].value.to_dict("records")


def test_page_picture_table_and_json_say_the_same_numbers(opened: Open, sample: Path) -> None:
    at = opened(sample, **ASKED)
    assert not at.exception
    seen = over_time(state.database(), OverTimeRequest("violence_asked", count_unit="insatser", effort=EFFORT))
    data = over_time_to_json(seen)
    assert at.title[0].value == data["question"]
    shown = words(at)
    assert f"## {data['sentences'][0]}" in shown
    assert all(sentence in shown for sentence in data["sentences"][1:] if sentence != SYNTHETIC)
    assert all(line in shown for line in data["method"])

    sides, quarters = cells(at, 0), cells(at, 1)
    effort = data["effort"]
    wanted = [effort["before"]["difference"], effort["after"]["difference"], effort["change"]]
    assert [row[DIFFERENCE] for row in sides] == [signed(gap["estimate"]) for gap in wanted]
    for row, point in zip(quarters, data["quarters"], strict=True):
        assert row["Kvartal"].lower() == quarter_text(Quarter.parse(point["quarter"]))
        assert row[DIFFERENCE] == signed(point["difference"]["estimate"])
        for heading, group in (("Kvinnor", point["women"]), ("Män", point["men"])):
            wanted_text = f"{percent(group['share'])} ({number(group['count'])} av {number(group['n'])})"
            assert row[heading] == wanted_text

    pictures = at.get("vega_lite_chart")
    assert len(pictures) == 4  # the gap and the lines, each in a wide and a narrow drawing
    for picture in (pictures[0], pictures[2]):
        assert drawn(picture, "estimate") == {round(point["difference"]["estimate"], 9) for point in data["quarters"]}
    for picture in (pictures[1], pictures[3]):
        assert drawn(picture, "women") == {round(point["women"]["share"], 9) for point in data["quarters"]}
        assert drawn(picture, "men") == {round(point["men"]["share"], 9) for point in data["quarters"]}


def drawn(picture: Any, field: str) -> set[float]:
    """Give the values of a field in a picture's data, which Streamlit sends as Arrow."""
    frames = [pyarrow.ipc.open_stream(dataset.data.data).read_pandas() for dataset in picture.proto.datasets]
    return {round(value, 9) for frame in frames if field in frame for value in frame[field].dropna()}


def test_an_effort_is_chosen_and_the_gap_adjusted_for_need(opened: Open, sample: Path) -> None:
    at = choose(opened(sample), "Mått", "Fråga om våld")
    assert len(at.table) == 1
    assert not at.toggle
    choose(at, "Satsning som började", quarter_text(EFFORT))
    assert "Före kvartal 4 2025 var skillnaden" in words(at)
    assert "Justerat för" not in words(at)
    (toggle,) = at.toggle
    assert toggle.label == "Justera för behovsnivå"
    toggle.set_value(True).run()
    assert not at.exception
    assert "Justerat för behovsnivå var skillnaden" in words(at)
    assert "Justerad skillnad (procentenheter)" in cells(at, 0)[0]


def test_of_a_share_one_value_is_followed(opened: Open, sample: Path) -> None:
    at = choose(opened(sample), "Mått", "Insatser")
    choose(at, "Insats", "Hemtjänst")
    assert not at.exception
    assert at.title[0].value == "Insatser, Hemtjänst: hur har könsskillnaden ändrats?"


def test_every_measure_can_be_followed(opened: Open, sample: Path) -> None:
    at = opened(sample)
    for option in next(box for box in at.selectbox if box.label == "Mått").options:
        choose(at, "Mått", option)
        assert not at.exception, option
        assert not at.error, option
        assert at.title[0].value.endswith(": hur har könsskillnaden ändrats?"), option


def test_filters_follow_to_the_page_and_a_share_does_not_follow_from_it(opened: Open, sample: Path) -> None:
    at = opened(sample)
    choose(at, "Verksamhetsområde", "Barn och unga")
    assert "pojkar" in words(at)
    choose(at, "Mått", "Insatser")
    at.switch_page(f"{house()}/pages/utfall.py").run()
    assert not at.exception
    assert next(box for box in at.selectbox if box.label == "Verksamhetsområde").value == "Barn och unga"
    assert next(box for box in at.selectbox if box.label == "Mått").value != "received"


def test_an_address_with_nonsense_opens_the_ordinary_page(opened: Open, sample: Path) -> None:
    at = opened(sample, foljs="<script>", satsning="kvartal 9 1999", justera="kanske")
    assert not at.exception
    assert not at.error
    assert next(box for box in at.selectbox if box.label == "Satsning som började").value == "Ingen"


def test_a_group_with_nothing_to_show_says_so(opened: Open, sample: Path) -> None:
    at = opened(sample, omrade="Äldre", enhet="Barn och familj")
    assert not at.exception
    assert "Inget kvartal går att jämföra för det här urvalet." in words(at)


def test_an_empty_database_says_how_to_begin(opened: Open, folder: Path) -> None:
    at = opened(folder / "empty.duckdb")
    assert not at.exception
    assert at.title[0].value == "Över tid"
    assert "Här är det tomt än" in words(at)


def test_one_quarter_without_outcomes_is_shown_as_it_is(opened: Open, one_quarter_of_decisions: Path) -> None:
    at = opened(one_quarter_of_decisions)
    assert not at.exception
    assert not at.error
    assert set(next(box for box in at.selectbox if box.label == "Mått").options) == {"Insatser", "Bifall"}
    assert "Satsning som började" not in [box.label for box in at.selectbox]
    assert "Med ett kvartal går det inte att se ett mönster" in words(at)
