"""Workbooks of anything at all, and real ones damaged: no crash, no hang, no row that is lost in silence.

Few examples are tried by default, always the same. ``JAMSTALLD_FUZZ`` is how many to try of each instead, at random.
"""

from __future__ import annotations

import contextlib
import itertools
import math
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jamstalld.errors import JamstalldError
from jamstalld.intake import CheckedDelivery, LoadOptions, open_file
from jamstalld.intake.mapping.proposing import survey
from jamstalld.intake.problems import ERRORS, WARNINGS
from tests.corpus import bombs
from tests.corpus.anything import MARKER, OPTIONS, grids, rows, workbooks
from tests.corpus.binary import xls, xlsb

from .files import TODAY, case_rows, csv_text, load, ods, xlsx

SECONDS = 10
# As long as a cell of a text file may be, nearly.
LONG = 100_000
EXAMPLES = os.environ.get("JAMSTALLD_FUZZ")
# Of every kind of workbook; those that are opened in a process of their own first cost much more.
MANY, FEW = (int(EXAMPLES), int(EXAMPLES) // 20 + 1) if EXAMPLES else (120, 12)


def fuzz(examples: int) -> settings:
    healthy = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]
    return settings(
        max_examples=examples,
        deadline=None,
        derandomize=not EXAMPLES,
        database=None,
        suppress_health_check=healthy,
    )


def told(delivery: CheckedDelivery) -> str:
    """Join every message, without the names of the sheets that one of them lists."""
    return " ".join(one.message for one in delivery.problems if one.code != "other_sheets")


def holds(delivery: CheckedDelivery) -> None:
    accounted = delivery.rows_loaded + delivery.rows_refused + delivery.rows_set_aside
    assert delivery.rows_read == accounted
    assert len({len(values) for values in delivery.columns.values()}) == 1
    assert all(one.code in ERRORS or one.code in WARNINGS for one in delivery.problems)
    assert not MARKER.search(told(delivery))
    assert delivery.rows_loaded <= len(delivery.columns["source_row"])


def read(data: bytes, name: str = "uttag.xlsx", **options: object) -> CheckedDelivery | None:
    """Read a file: it is refused in words that tell nothing of it, or every row is accounted for. And soon."""
    begun = time.monotonic()
    delivery, refusal = None, ""
    try:
        delivery = load(data, name, **options)
    except JamstalldError as error:
        refusal = error.message
    assert time.monotonic() - begun < SECONDS
    assert not MARKER.search(refusal)
    if delivery:
        holds(delivery)
    return delivery


def look_over(data: bytes, **options: object) -> None:
    """Survey a file as the page does before it is loaded: that, too, is done soon, whatever is in it."""
    begun = time.monotonic()
    with contextlib.suppress(JamstalldError):
        found = survey(open_file(data, "uttag.csv"), LoadOptions(today=TODAY, **options))  # type: ignore[arg-type]
        assert found.used <= len(found.columns)
    assert time.monotonic() - begun < SECONDS


class TestAnything:
    @fuzz(MANY)
    @given(workbooks(), OPTIONS)
    def test_in_a_workbook(self, data: bytes, options: dict[str, object]) -> None:
        read(data, **options)

    @fuzz(MANY)
    @given(
        grids(),
        st.sampled_from(";,\t|"),
        st.sampled_from(["utf-8", "utf-8-sig", "cp1252", "utf-16", "latin-1"]),
        st.sampled_from(["\r\n", "\n", "\r", "\x85", '"\n']),
        OPTIONS,
    )
    def test_in_a_text_file(self, grid, delimiter, encoding, ending, options) -> None:
        text = csv_text(grid, delimiter).replace("\r\n", ending)
        read(text.encode(encoding, errors="replace"), "uttag.csv", **options)

    @fuzz(MANY)
    @given(grids(), OPTIONS)
    def test_looked_over(self, grid: list[list[object]], options: dict[str, object]) -> None:
        look_over(csv_text(grid).encode(), **options)

    @pytest.mark.parametrize("text", ["x", "x ", "@", "a@", "a.", "1", "1 ", "-", "123 45 x ", "gata 1 ", "070"])
    @pytest.mark.parametrize("column", ["Enhet", "Fält", "Personnummer", "Beslutsdatum", "Timmar"])
    def test_in_a_very_long_text(self, text: str, column: str) -> None:
        data = f"Kön;Kvartal;{column}\nk;2025K1;{text * (LONG // len(text))}!\nk;2025K1;{text}\n".encode()
        assert read(data, "uttag.csv") is not None
        look_over(data)

    @fuzz(FEW)
    @given(grids(), st.sampled_from([ods, xls, xlsb]))
    def test_in_another_kind_of_workbook(self, grid, make) -> None:
        plain = [[cell if isinstance(cell, str | float) else None for cell in line] for line in grid]
        read(make([[cell or None for cell in line] for line in plain] if make is ods else plain), "uttag.ods")


HEADER = ["Kön", "Kvartal", "Insats", "Enhet", "Timmar", "Slutdatum"]
# Six headers that are understood: no row of cells can be taken for the header row instead.
ROWS = rows(HEADER)


def is_blank(cell: object) -> bool:
    # openpyxl writes what is no finite number as an empty cell.
    unwritten = isinstance(cell, float) and not math.isfinite(cell)
    return cell is None or unwritten or (isinstance(cell, str) and not cell.strip())


class TestNothingIsLost:
    @fuzz(MANY)
    @given(ROWS)
    def test_every_filled_row_is_loaded_or_told_of(self, lines: list[list[object]]) -> None:
        delivery = read(xlsx([HEADER, *lines]))
        assert delivery is not None
        filled = {at for at, cells in enumerate(lines, start=2) if not all(map(is_blank, cells))}
        self.check(delivery, filled)

    @fuzz(MANY)
    @given(ROWS)
    def test_nor_in_a_text_file(self, lines: list[list[object]]) -> None:
        plain = [[" ".join(str(cell).split()) if cell is not None else "" for cell in cells] for cells in lines]
        # Programs write every line of a table with as many cells, and by that the delimiter is found.
        plain = [cells + [""] * (len(HEADER) - len(cells)) for cells in plain]
        delivery = read(csv_text([HEADER, *plain]).encode(), "uttag.csv")
        assert delivery is not None
        self.check(delivery, {at for at, cells in enumerate(plain, start=2) if any(cells)})

    def check(self, delivery: CheckedDelivery, filled: set[int]) -> None:
        loaded = set(delivery.columns["source_row"])
        assert loaded <= filled
        assert delivery.rows_read == len(filled)
        of_file = [one for one in delivery.problems if one.severity == "error" and one.row is None]
        if not of_file:
            assert filled - loaded <= {one.row for one in delivery.problems}


REAL: Mapping[str, Callable[[], bytes]] = {
    "xlsx": lambda: xlsx(case_rows(12), merged=["A1:A2"]),
    "ods": lambda: ods(case_rows(3)),
    "xls": lambda: xls(case_rows(0) * 3),
    "xlsb": lambda: xlsb(case_rows(0) * 3),
    "csv": lambda: csv_text(case_rows(12)).encode(),
}
PARTS = bombs.parts(REAL["xlsx"]())


class TestDamaged:
    @pytest.mark.parametrize(("kind", "places"), [("xlsx", 60), ("csv", 60), ("ods", 4), ("xls", 4), ("xlsb", 4)])
    def test_cut_short(self, kind: str, places: int) -> None:
        data = REAL[kind]()
        for at in range(places):
            delivery = read(data[: len(data) * at // places], f"uttag.{kind}")
            assert delivery is None or kind in ("csv", "xls")

    @fuzz(MANY)
    @given(st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(1, 255)), min_size=1, max_size=5))
    def test_bytes_turned(self, turned) -> None:
        data = bytearray(REAL["xlsx"]())
        for place, by in turned:
            data[int(place * len(data))] ^= by
        read(bytes(data))

    @fuzz(MANY)
    @given(
        st.sampled_from(sorted(PARTS)),
        st.lists(
            st.tuples(
                st.floats(0, 1, exclude_max=True),
                st.integers(0, 12),
                st.sampled_from(
                    [
                        b"",
                        b"<",
                        b'"',
                        b"&x;",
                        b"-1",
                        b"9" * 20,
                        b"\x00",
                        b"\xff",
                        b"</row>",
                        b"<c>",
                        b"<f>",
                        b"XFD1048576",
                    ]
                ),
            ),
            min_size=1,
            max_size=3,
        ),
    )
    def test_within_a_part(self, part, changes) -> None:
        content = PARTS[part]
        for place, gone, new in changes:
            at = int(place * len(content))
            content = content[:at] + new + content[at + gone :]
        read(bombs.packed({**PARTS, part: content}))

    @fuzz(FEW)
    @given(st.sampled_from(["ods", "xls", "xlsb"]), st.floats(0, 1, exclude_max=True), st.integers(1, 255))
    def test_bytes_turned_in_other_kinds(self, kind, place, by) -> None:
        data = bytearray(REAL[kind]())
        data[int(place * len(data))] ^= by
        read(bytes(data))

    @pytest.mark.parametrize("part", PARTS)
    def test_a_part_gone_or_empty_or_twice(self, part: str) -> None:
        others = {name: content for name, content in PARTS.items() if name != part}
        read(bombs.packed(others))
        for content in (b"", b"x", b"\x00" * 100, b"<x/>", PARTS[part][: len(PARTS[part]) // 2]):
            read(bombs.packed({**PARTS, part: content}))
            twice = [(name, bombs.entry(one)) for name, one in PARTS.items()]
            read(bombs.archive([*twice, (part, bombs.entry(content))]))
            read(bombs.archive([(part, bombs.entry(content)), *twice]))

    def test_parts_in_each_others_places(self) -> None:
        for one, other in itertools.combinations(PARTS, 2):
            read(bombs.packed({**PARTS, one: PARTS[other], other: PARTS[one]}))


class TestBombs:
    """Each in a process that may take two gigabytes."""

    @pytest.mark.parametrize("name", bombs.REFUSED)
    def test_refused(self, name: str, tmp_path: Path) -> None:
        assert became(bombs.REFUSED[name](), tmp_path).startswith("refused: ")

    @pytest.mark.parametrize("name", bombs.BORNE)
    def test_read_or_refused(self, name: str, tmp_path: Path) -> None:
        said = became(bombs.BORNE[name](), tmp_path)
        read_rows = re.fullmatch(r"read: (\d+) rows, (\d+) accounted for", said)
        assert said.startswith("refused: ") or (read_rows and read_rows[1] == read_rows[2])


def became(data: bytes, folder: Path) -> str:
    file = folder / "bomb.xlsx"
    file.write_bytes(data)
    done = subprocess.run(
        [sys.executable, "-m", "tests.corpus.confined", str(file)],
        capture_output=True,
        text=True,
        timeout=6 * SECONDS,
        check=False,
        cwd=Path(__file__).parents[3],
    )
    assert done.returncode == 0, done.stderr[-2_000:]
    return done.stdout.strip()
