import importlib.metadata
import logging
import re
import socket
import sys
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from jamstalld.errors import JamstalldError
from jamstalld.settings import house
from jamstalld.ui import failures
from jamstalld.ui.navigation import PAGES
from jamstalld.ui.serve import START, serve
from jamstalld.ui.shell import read_dictionary, swedish_page

SECONDS = 30
SECRET = "hemligt-värde-4711"


@pytest.fixture(autouse=True)
def _own_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JAMSTALLD_DATABASE", str(tmp_path / "jamstalld.duckdb"))
    monkeypatch.setenv("JAMSTALLD_SALT_FILE", str(tmp_path / "salt"))


def test_the_app_file_opens_the_first_page() -> None:
    at = AppTest.from_file(house() / "app.py", default_timeout=SECONDS).run()
    assert not at.exception
    assert len(at.title) == 1


@pytest.mark.parametrize("script", [house() / "app.py", START], ids=["app", "start"])
@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.path)
def test_every_page_runs(entry, script: Path) -> None:
    at = AppTest.from_file(script, default_timeout=SECONDS).run()
    at.switch_page(f"{house()}/pages/{entry.file}").run()
    assert not at.exception
    assert len(at.title) == 1


def test_nothing_lies_where_streamlit_would_find_pages_by_itself() -> None:
    assert not (START.parent / "pages").exists()


def test_no_module_hides_a_library() -> None:
    # Streamlit puts the folder of start.py first on sys.path.
    names = {path.stem for path in START.parent.iterdir() if path.suffix == ".py" or path.is_dir()}
    libraries = set(sys.stdlib_module_names) | set(importlib.metadata.packages_distributions())
    assert names & libraries == set()


@pytest.mark.parametrize("address", ["0.0.0.0", "::", "192.168.1.20", "10.0.0.1", "jamstalld.example.se", ""])
def test_other_computers_are_refused_without_sign_in(address: str, tmp_path: Path) -> None:
    with pytest.raises(JamstalldError, match="inloggning"):
        serve(tmp_path / "x.duckdb", address=address)


def test_a_taken_port_is_said_to_be_taken(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(JamstalldError, match=f"Porten {port} är upptagen"):
            serve(tmp_path / "x.duckdb", port=port)


def _raised() -> ValueError:
    try:
        raise ValueError(SECRET)
    except ValueError as error:
        return error


def test_the_log_keeps_type_and_place_and_no_value(monkeypatch: pytest.MonkeyPatch) -> None:
    before = logging.getLogRecordFactory()
    try:
        failures.keep_values_out_of_the_log()
        failures.keep_values_out_of_the_log()
        error = _raised()
        with_traceback = logging.getLogger("x").makeRecord(
            "x",
            logging.ERROR,
            __file__,
            1,
            "Cell %s failed",
            (SECRET,),
            (ValueError, error, error.__traceback__),
        )
        as_argument = logging.getLogger("x").makeRecord(
            "x", logging.ERROR, __file__, 1, "It failed: %s", (error,), None
        )
        plain = logging.getLogger("x").makeRecord("x", logging.INFO, __file__, 1, "Read %d rows", (3,), None)
    finally:
        logging.setLogRecordFactory(before)
    formatted = [logging.Formatter().format(record) for record in (with_traceback, as_argument, plain)]
    assert re.fullmatch(r"Cell %s failed: ValueError \(app/test_shell\.py:\d+\)", formatted[0])
    assert re.fullmatch(r"It failed: ValueError \(app/test_shell\.py:\d+\)", formatted[1])
    assert formatted[2] == "Read 3 rows"


def test_an_error_for_the_reader_is_shown_and_another_is_not() -> None:
    def script(message: str) -> None:
        from jamstalld.errors import RequestError
        from jamstalld.ui import failures

        failures.tell(RequestError("Välj ett värde."))
        failures.tell(ValueError(message))

    at = AppTest.from_function(script, kwargs={"message": SECRET}).run()
    shown = [element.value for element in at.error]
    assert shown[0] == "Välj ett värde."
    assert shown[1].startswith("Något gick fel")
    assert SECRET not in shown[1]


def test_every_pattern_uses_what_it_catches() -> None:
    dictionary = read_dictionary()
    for pattern in dictionary["patterns"]:
        groups = re.compile(pattern["english"]).groups
        used = [int(number) for number in re.findall(r"\$(\d)", pattern["swedish"])]
        assert all(1 <= number <= groups for number in used), pattern
    assert not set(dictionary["texts"]) & set(dictionary["texts"].values())


def test_the_page_is_rewritten_and_its_scripts_are_named_in_the_policy() -> None:
    page, policy = swedish_page(
        '<html lang="en"><head><title>Streamlit</title><script>first()</script></head>'
        "<body><noscript>You need</noscript></body></html>"
    )
    assert page.startswith('<html lang="sv"><head><title>Jämställd</title>')
    assert "You need" not in page
    assert len(re.findall("<script>", page)) == len(re.findall("'sha256-", policy)) == 8
