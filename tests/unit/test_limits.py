"""The table of limits says what the code holds, and leaves none out."""

from __future__ import annotations

import importlib
import re
from pathlib import Path

import pytest

from jamstalld.dialogue.limits import FIELDS

ROOT = Path(__file__).parents[2]
ROOMS = ("settings.py", "dialogue", "dictionary", "intake", "participants", "protect", "store")
ROWS = re.findall(
    r"^\| [^|]+ \| ([\d ]+) \| `([^`]+)` \|$", (ROOT / "docs" / "limits.md").read_text("utf-8"), re.MULTILINE
)
# How many misspelt values a page lists is no limit of what comes in.
SHOWN_ONLY = {"intake.mapping.spelling.MOST_SPELLINGS"}


def held(name: str) -> float:
    """Give the limit of a name in the table: "settings.MOST_FILES", "dialogue.limits.FIELDS Cause.text"."""
    place, _, field = name.partition(" ")
    module, _, constant = place.rpartition(".")
    value = getattr(importlib.import_module(f"jamstalld.{module}"), constant)
    if not field:
        return value
    kind, _, one = field.partition(".")
    return next(fields[one].longest for entry, fields in value.items() if entry.__name__ == kind)


@pytest.mark.parametrize(("told", "name"), ROWS, ids=[name for _, name in ROWS])
def test_the_table_says_what_is_held(told: str, name: str) -> None:
    assert int(told.replace(" ", "")) == held(name)


def test_no_limit_is_left_out() -> None:
    named = {name for _, name in ROWS}
    fields = {f"dialogue.limits.FIELDS {kind.__name__}.{name}" for kind, all_ in FIELDS.items() for name in all_}
    assert fields == {name for name in named if " " in name}
    paths = [path for room in ROOMS for path in (ROOT / "jamstalld" / room, *(ROOT / "jamstalld" / room).rglob("*.py"))]
    constants: set[str] = set()
    for path in paths:
        if path.suffix == ".py":
            module = ".".join(path.relative_to(ROOT / "jamstalld").with_suffix("").parts)
            found = re.findall(r"^((?:MAX|MOST|LONGEST)(?:_\w+)?) =", path.read_text("utf-8"), re.MULTILINE)
            constants |= {f"{module}.{name}" for name in found}
    assert constants - named == SHOWN_ONLY
    assert len(constants) > 20
