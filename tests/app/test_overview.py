"""The page *Översikt*: what it shows is what the overview finds, and each finding opens its view."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
from streamlit.testing.v1 import AppTest

from jamstalld.intake import LoadOptions
from jamstalld.loading import load_file
from jamstalld.store import open_database
from jamstalld.ui import state
from jamstalld.views.overview import Overview, overview
from jamstalld.wording.numbers import percent
from jamstalld.wording.overview import NO_DIFFERENCE, NO_SIMILARITY, NONE_TOO_FEW, family_line, never_line
from jamstalld.wording.words import capitalised
from tests.app.opening import open_page
from tests.conftest import TODAY, write_rows

SHOWN = 5

Open = Callable[..., AppTest]


@pytest.fixture(scope="module")
def sample(folder: Path, loaded_once: Callable[[int], Path]) -> Path:
    """All quarters of the sample municipality."""
    return Path(shutil.copy(loaded_once(12), folder / "sample.duckdb"))


@pytest.fixture
def opened(show: Callable[[Path], None]) -> Open:
    """Open a page with a database and an address: ``opened(path, "beslut", rader="Insats")``."""

    def open_it(path: Path, page: str = "oversikt", **address: str) -> AppTest:
        show(path)
        at = open_page(page, **address)
        assert not at.exception
        assert not at.error
        return at

    return open_it


@pytest.fixture
def seen(opened: Open, sample: Path) -> tuple[AppTest, Overview]:
    at = opened(sample)
    return at, overview(state.database())


def parts(at: AppTest) -> dict[str, list[str]]:
    """What is written under each heading."""
    found: dict[str, list[str]] = {}
    for element in at.markdown:
        if element.value.startswith("## "):
            heading = element.value.removeprefix("## ")
            found[heading.split(" ")[0]] = []
        elif found:
            found[heading.split(" ")[0]].append(element.value)
    return found


def links(at: AppTest) -> list[Any]:
    return [element.proto for element in at.main if element.type == "page_link"]


def test_the_page_tells_every_finding_in_its_part(seen: tuple[AppTest, Overview]) -> None:
    at, found = seen
    told = parts(at)
    for heading, findings in (("Tydligaste", found.differences), ("Likvärdigt", found.similarities)):
        assert len(findings) > 1
        for text, finding in zip(told[heading], findings, strict=True):
            assert text.startswith(f"**{finding.look.measure.title}.** ")
            assert text.replace("\\", "").endswith(capitalised(finding.sentence))


def test_the_caption_says_how_many_are_judged_together(seen: tuple[AppTest, Overview]) -> None:
    at, found = seen
    assert family_line(found.family, len(found.looks)) in [caption.value for caption in at.caption]


def test_what_is_too_small_is_told_with_how_much_longer_it_takes(seen: tuple[AppTest, Overview]) -> None:
    at, found = seen
    _, *texts, last = parts(at)["För"]
    near = [one for one in found.few if one.quarters is not None]
    assert len(texts) == len(near) > SHOWN
    assert all(one.row.label in text.replace("\\", "") for text, one in zip(texts, near, strict=True))
    assert texts[0].endswith(" synas.")
    assert last == never_line(len(found.few) - len(near))


def test_what_has_moved_is_told_from_and_to(seen: tuple[AppTest, Overview]) -> None:
    at, found = seen
    told = parts(at)["Förändrat"]
    assert len(told) == len(found.changes) > 0
    assert all(text.startswith("**Fråga om våld.** ") for text in told)
    assert all(" till " in text for text in told)


def test_each_finding_that_is_shown_has_a_link_to_its_view(seen: tuple[AppTest, Overview]) -> None:
    at, found = seen
    near = [one for one in found.few if one.quarters is not None]
    shown = [one.look for part in (found.differences, found.similarities, near, found.changes) for one in part]
    assert [link.page for link in links(at)] == [look.measure.page for look in shown]
    assert [link.label for link in links(at)] == [f"Öppna {look.measure.title.lower()}" for look in shown]


def test_a_link_opens_the_view_with_the_same_numbers(
    opened: Open, sample: Path, seen: tuple[AppTest, Overview]
) -> None:
    at, found = seen
    for link, finding in zip(links(at), found.differences[:SHOWN], strict=False):
        address = {name: values[0] for name, values in parse_qs(link.query_string).items()}
        page = opened(sample, link.page, **address)
        shares = [group.share for group in (finding.row.women, finding.row.men) if group.share]
        if finding.row.label == "Alla":
            assert all(percent(share) in "\n".join(text.value for text in page.markdown) for share in shares)
            continue
        (line,) = [line for line in page.table[0].value.to_numpy().tolist() if line[0] == finding.row.label]
        assert all(any(percent(share) in str(cell) for cell in line) for share in shares)


def test_where_nothing_is_to_be_said_the_page_says_so(opened: Open, folder: Path) -> None:
    path = folder / "little.duckdb"
    database = open_database(path, folder / "salt", threshold=1)
    lines = [{"sex": sex, "quarter": "2025K1", "area": "Äldre", "participation": "ja"} for sex in "KM" for _ in "12345"]
    file = write_rows(folder / "little.csv", lines)
    assert load_file(database, file, LoadOptions(today=TODAY), loaded_by="test", copy_first=False).exit_code == 0
    database.close()
    told = parts(opened(path))
    assert told["Tydligaste"] == [NO_DIFFERENCE]
    assert told["Likvärdigt"] == [NO_SIMILARITY]
    assert told["För"][-1] == never_line(2)
    assert NONE_TOO_FEW not in told["För"]
    assert "Förändrat" not in told
