"""The pictures of the README and the user guide: all are made by one script, all are shown, none is heavy."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
MOST_BYTES = 150_000


def pictures() -> set[str]:
    return {path.stem for path in (ROOT / "docs" / "images").iterdir()}


def test_the_script_makes_every_picture_there_is() -> None:
    table = (ROOT / "docs" / "make_screenshot.py").read_text("utf-8").partition("\nPICTURES = {")[2]
    assert set(re.findall(r'^    "(\w+)": Picture\(', table, re.MULTILINE)) == pictures()


def test_every_picture_is_shown_with_words_for_those_who_do_not_see_it() -> None:
    texts = [(ROOT / name).read_text("utf-8") for name in ("README.md", "docs/handbok.md")]
    shown = [found for text in texts for found in re.findall(r"!\[([^\]]*)\]\((?:docs/)?images/(\w+)\.png\)", text)]
    assert {name for _, name in shown} == pictures()
    assert [name for words, name in shown if len(words.split()) < 3] == []


def test_no_picture_is_heavy() -> None:
    heavy = [path.name for path in (ROOT / "docs" / "images").iterdir() if path.stat().st_size > MOST_BYTES]
    assert heavy == []
