"""The house keeps its shape: what each room may know, how large things are, and where people's rows may be touched."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from jamstalld.store import counting
from tests.conftest import ROOT, SALT, write_rows

PACKAGE = ROOT / "jamstalld"
MODULES = sorted(PACKAGE.rglob("*.py"))
PAGES = sorted((ROOT / "pages").glob("*.py"))
APP = ROOT / "app.py"
SMALL_ROOMS = (
    "access",
    "intake",
    "protect",
    "compare",
    "wording",
    "charts",
    "dictionary",
    "dialogue",
    "views",
    "participants",
    "export",
    "reports",
)


def module_of(path: Path) -> str:
    """Give a module's dotted name: "jamstalld.store.sql", "pages.beslut", "app"."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(path: Path) -> set[str]:
    """Give everything a module imports, at the top or inside a function: "duckdb", "jamstalld.store.Database"."""
    found: set[str] = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are written in full"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def room(path: Path) -> str:
    """Give the folder of a module within the package, or its own name where it lies in none."""
    return path.relative_to(PACKAGE).with_suffix("").parts[0]


def knows(path: Path, *names: str) -> set[str]:
    """Give what a module imports of some packages."""
    return {one for one in imports(path) if any(one == name or one.startswith(f"{name}.") for name in names)}


each_module = pytest.mark.parametrize("path", MODULES, ids=module_of)


@each_module
def test_only_the_store_knows_duckdb(path: Path) -> None:
    assert room(path) == "store" or not knows(path, "duckdb")


@each_module
def test_only_the_interface_knows_streamlit(path: Path) -> None:
    assert room(path) == "ui" or not knows(path, "streamlit")


def test_pages_and_the_entry_know_no_database() -> None:
    for path in (*PAGES, APP):
        assert not knows(path, "duckdb", "pandas", "numpy", "jamstalld.store.sql", "jamstalld.store.counting"), path


@each_module
def test_the_interface_is_at_the_end_of_the_way(path: Path) -> None:
    """Nothing calls back upstream: only the command, which starts the app, may know the interface."""
    assert room(path) in ("ui", "cli") or not knows(path, "jamstalld.ui")


UPSTREAM = {
    "compare": (),
    "protect": ("jamstalld.errors",),
    "errors": (),
    "periods": ("jamstalld.errors",),
    "progress": (),
    "access": ("jamstalld.errors",),
    "settings": ("jamstalld.errors", "jamstalld.access"),
    "dialogue": (),
    "dictionary": ("jamstalld.errors",),
    "wording": ("jamstalld.dictionary", "jamstalld.errors", "jamstalld.periods", "jamstalld.views.model"),
    "intake": (
        *("jamstalld.dictionary", "jamstalld.errors", "jamstalld.periods", "jamstalld.settings"),
        *("jamstalld.wording.numbers", "jamstalld.progress"),
    ),
    "charts": (
        *("jamstalld.dictionary", "jamstalld.errors", "jamstalld.periods", "jamstalld.views"),
        "jamstalld.wording",
    ),
    "store": (
        *("jamstalld.dictionary", "jamstalld.errors", "jamstalld.periods", "jamstalld.settings", "jamstalld.protect"),
        *("jamstalld.intake", "jamstalld.dialogue", "jamstalld.progress", "jamstalld.access"),
    ),
    "participants": (
        *("jamstalld.__version__", "jamstalld.errors", "jamstalld.settings", "jamstalld.dialogue", "jamstalld.store"),
        *("jamstalld.wording.analyses", "jamstalld.access"),
    ),
}


@pytest.mark.parametrize("name", UPSTREAM)
def test_a_room_knows_only_the_rooms_before_it(name: str) -> None:
    allowed = (f"jamstalld.{name}", *UPSTREAM[name])
    for path in MODULES:
        if room(path) == name:
            assert knows(path, "jamstalld") == knows(path, *allowed), path


def test_comparing_needs_no_data_frames() -> None:
    assert not [path for path in MODULES if room(path) == "compare" and knows(path, "pandas")]


def test_small_rooms_know_neither_the_database_nor_the_interface() -> None:
    for path in MODULES:
        if room(path) in SMALL_ROOMS:
            assert not knows(path, "duckdb", "streamlit", "jamstalld.ui"), path


def strings(path: Path) -> Iterator[str]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


@each_module
def test_nothing_but_the_store_touches_the_statements(path: Path) -> None:
    """The settings only tell where the house is by them."""
    if room(path) not in ("store", "settings"):
        assert not knows(path, "jamstalld.store.sql")
        assert "queries" not in set(strings(path))


@each_module
def test_nothing_but_the_store_runs_a_statement(path: Path) -> None:
    """No other module can reach a row: none takes a cursor, none executes anything."""
    if room(path) != "store":
        attributes = {node.attr for node in ast.walk(tree(path)) if isinstance(node, ast.Attribute)}
        assert not attributes & {"execute", "executemany", "cursor", "_root", "salt"}


def test_counts_leave_by_one_door() -> None:
    """Both of its functions release what they count; nothing else in the store gives a count of rows."""
    public = {name for name, value in vars(counting).items() if _own_function(value) and not name.startswith("_")}
    assert public == {"released_counts", "declared_totals"}
    users = {
        room(path) for path in MODULES if {one.rsplit(".", 1)[-1] for one in knows(path, "jamstalld.store")} & public
    }
    assert users - {"store"} == {"views"}


def test_true_counts_are_known_to_the_door_only() -> None:
    """What it makes of them it releases; nobody else can see them."""
    known = {module_of(path) for path in MODULES if knows(path, "jamstalld.store.true_counts")}
    assert known == {"jamstalld.store.counting"}


def test_the_participants_room_has_no_way_to_a_number() -> None:
    """Phones reach it from outside this computer: of the store it knows what keeps the dialogue, and no more."""
    reading, writing = {"Database", "entries", "entry"}, {"contribute", "rewrite", "take_back", "place_dots"}
    of_the_dialogue = reading | writing | {"RefusedError"}
    for path in MODULES:
        if room(path) == "participants":
            assert knows(path, "jamstalld.store") <= {f"jamstalld.store.{name}" for name in of_the_dialogue}, path
            seen = {one.rsplit(".", 1)[-1] for one in knows(path, "jamstalld.dialogue")}
            assert not seen & {"Snapshot", "Analysis", "Subject"}, path


def _own_function(value: object) -> bool:
    return callable(value) and not isinstance(value, type) and getattr(value, "__module__", "") == counting.__name__


@each_module
def test_a_module_is_short(path: Path) -> None:
    assert lines(path) <= 300


def lines(path: Path) -> int:
    return len(path.read_text("utf-8").splitlines())


@pytest.mark.parametrize("path", PAGES, ids=module_of)
def test_a_page_is_short(path: Path) -> None:
    assert lines(path) <= 80


def test_the_entry_is_short() -> None:
    assert lines(APP) <= 25


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


@each_module
def test_a_function_is_short(path: Path) -> None:
    """Its code is: how much it takes to explain it is another matter."""
    for function in functions(path):
        first = function.body[1] if ast.get_docstring(function) and len(function.body) > 1 else function.body[0]
        length = (function.end_lineno or 0) - first.lineno + 1
        assert length <= 40, f"{function.name}: {length} lines"


@each_module
def test_all_that_is_public_says_what_it_is(path: Path) -> None:
    assert ast.get_docstring(tree(path)), "the module"
    for node in public(tree(path)):
        assert ast.get_docstring(node), node.name


def public(scope: ast.Module | ast.ClassDef) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef]:
    for node in scope.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                yield from public(node)


@each_module
def test_nothing_is_left_to_do(path: Path) -> None:
    text = path.read_text("utf-8")
    assert not [word for word in ("TODO", "FIXME", "XXX") if word in text]


COMMANDS = """
import sys
from jamstalld.cli import main
file = sys.argv[1]
view = ["view", "approval", "--by", "unit", "--json"]
for arguments in (["measures"], ["load", "--dry-run", file], ["load", file], view):
    try:
        main(arguments)
    except SystemExit as end:
        assert not end.code, (arguments, end.code)
print("LOADED", sorted(name for name in ("streamlit", "altair") if name in sys.modules))
"""


def test_the_command_does_without_the_interface(tmp_path: Path) -> None:
    sexes = ("K", "M")
    rows = [
        {"person_id": f"P{at}", "sex": sexes[at % 2], "quarter": "2025K1", "unit": "Norr", "decision": "bifall"}
        for at in range(60)
    ]
    (tmp_path / "salt").write_text(SALT, "ascii")
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "PYTHONUTF8": "1",
        "JAMSTALLD_DATABASE": str(tmp_path / "jamstalld.duckdb"),
        "JAMSTALLD_SALT_FILE": str(tmp_path / "salt"),
    }
    command = [sys.executable, "-c", COMMANDS, str(write_rows(tmp_path / "rader.csv", rows))]
    done = subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", env=environment, cwd=tmp_path, check=False
    )
    assert done.returncode == 0, done.stderr
    assert '"label": "Norr"' in done.stdout
    assert done.stdout.rstrip().endswith("LOADED []")


def test_asking_for_help_loads_next_to_nothing() -> None:
    heavy = ("streamlit", "duckdb", "pandas", "numpy", "scipy")
    code = f"import sys, jamstalld.cli; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.strip() == "[]"
