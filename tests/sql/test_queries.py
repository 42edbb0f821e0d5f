"""Every statement says what it is, is one statement, and is used by the module that may."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from jamstalld.store import sql
from tests.conftest import ROOT

FILES = sorted((ROOT / "queries").glob("*.sql"))
MIGRATIONS = sorted((ROOT / "queries" / "schema").glob("*.sql"))
# The only statements that touch rows of persons, and the only modules that may open them.
OF_FACTS = {
    "base_cells": "true_counts",
    "distinct_cells": "true_counts",
    "declared_totals": "counting",
    "insert_rows": "deliveries",
    "insert_declared_totals": "deliveries",
    "most_rows_of_a_person": "deliveries",
    "rows_already_there": "deliveries",
    "add_cells": "cells",
    "put_rows_away": "cells",
    "drop_rows_put_away": "cells",
    "take_rows_back": "cells",
    "drop_rows_taken_back": "cells",
    "put_totals_away": "cells",
    "drop_totals_put_away": "cells",
    "take_totals_back": "cells",
    "drop_totals_taken_back": "cells",
    "rows_twice": "changing",
    "changes": "preview",
    "occupied_cells": "preview",
    "rows_elsewhere": "preview",
}


def opened() -> dict[str, set[str]]:
    """Find the statements that each module names."""
    found: dict[str, set[str]] = {}
    for path in sorted((ROOT / "jamstalld").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in ("sql.statement", "sql.filled"):
                assert isinstance(node.args[0], ast.Constant), f"{path}: a statement is named outright"
                found.setdefault(str(path.relative_to(ROOT / "jamstalld")), set()).add(node.args[0].value)
    return found


def header(path: Path) -> list[str]:
    return [line for line in path.read_text("utf-8").splitlines() if line.startswith("--")]


def body(path: Path) -> str:
    return "\n".join(line for line in path.read_text("utf-8").splitlines() if not line.startswith("--")).strip()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_statement_says_its_name_and_what_it_answers_or_does(path: Path) -> None:
    first, second, *_ = header(path)
    assert first == f"-- name: {path.stem}"
    assert re.match(r"-- (Answers|Does): \S.{10,}", second)
    assert second.startswith("-- Answers:") == bool(re.match(r"SELECT|WITH", body(path)))
    if second.startswith("-- Answers:"):
        assert any(line.startswith("-- Returns: ") for line in header(path)), "it says what comes back"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_header_names_every_place(path: Path) -> None:
    for place in re.findall(r"\{\w+\}", body(path)):
        assert any(line.startswith(f"-- {place}") for line in header(path)), place


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_holds_one_short_statement(path: Path) -> None:
    assert ";" not in body(path)
    assert len(path.read_text("utf-8").splitlines()) <= 60


def test_every_statement_is_used_and_every_one_used_is_there() -> None:
    used = set[str]().union(*opened().values())
    assert used == {path.stem for path in FILES}


def test_only_the_store_opens_statements() -> None:
    assert all(module.startswith("store/") for module in opened())


def test_rows_of_persons_are_opened_in_named_modules_only() -> None:
    named = {path.stem for path in FILES if re.search(r"\b(facts|incoming)\b", body(path))}
    assert named == set(OF_FACTS)
    for module, statements in opened().items():
        for statement in statements & set(OF_FACTS):
            assert module == f"store/{OF_FACTS[statement]}.py", statement


def test_no_module_has_sql_of_its_own() -> None:
    tables = "(past_)?follow_up|(past_)?declared_total|setting|delivery|cell|beside|event|note"
    written = re.compile(rf"\b(facts|app|dialogue)\.({tables})\b")
    for path in (ROOT / "jamstalld").rglob("*.py"):
        strings = [
            node.value for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Constant)
        ]
        assert not [text for text in strings if isinstance(text, str) and written.search(text)], path


def test_migrations_are_numbered_without_a_gap() -> None:
    numbers = [number for number, _, _ in sql.migrations()]
    assert numbers == list(range(1, len(MIGRATIONS) + 1))
    assert [name for _, name, _ in sql.migrations()] == [path.stem for path in MIGRATIONS]
    assert all(header(path)[0].startswith("-- ") for path in MIGRATIONS)


def test_migrations_use_only_what_a_lake_supports() -> None:
    for path in MIGRATIONS:
        code = re.sub(r"--.*", "", path.read_text("utf-8")).upper()
        for word in ("PRIMARY KEY", "UNIQUE", "REFERENCES", "SEQUENCE", "ENUM", "ON CONFLICT", "INDEX"):
            assert not re.search(rf"\b{word}\b", code), f"{path.name}: {word}"
