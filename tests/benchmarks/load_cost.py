"""What loading costs, beside bare readers of the same file: ``python -m tests.benchmarks.load_cost``.

Three questions about 100,000 case rows of 20 columns, everything included (reading, checking every row, pseudonyms,
one transaction). Each is answered with a ratio of the least times of rounds measured in turn in the same run:

* How many times python-calamine's bare parse of the workbook does loading it take? The house's limit is 3.
* How many times longer does ``pandas.read_excel`` with openpyxl take to read it? The house's limit is at least 4.
* How many times DuckDB's bare ``read_csv`` into a table does loading the same rows as CSV take? The limit is 6.

Ends with exit code 1 if a limit is broken. With ``--large``, also tells the most memory that a process needs to load
a workbook of 500,000 rows. Needs a machine with nothing else to do. The data are invented.
"""

from __future__ import annotations

import argparse
import csv
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import duckdb
import pandas as pd
from openpyxl import Workbook
from python_calamine import CalamineWorkbook

from jamstalld.intake import LoadOptions
from jamstalld.loading import load_file
from jamstalld.store import open_database

ROWS, LARGE = 100_000, 500_000
ROUNDS = 3
TODAY = date(2026, 1, 15)
COLUMNS = (
    *("Person", "Ärende", "Kön", "Kvartal", "Enhet", "Verksamhetsområde", "Insats", "Beslut", "Ansökningsdatum"),
    *("Beslutsdatum", "Slutdatum", "Ålder", "Hushåll", "Försörjning", "Behovsområde", "Timmar per vecka"),
    *("Skattning före", "Skattning efter", "Måluppfyllelse", "Avslutsorsak"),
)
_BARE = "CREATE TABLE bare AS SELECT * FROM read_csv(?)"
_LOAD = "import pathlib, sys; from tests.benchmarks.load_cost import load; load(pathlib.Path(sys.argv[1]))"


def case_rows(number: int, seed: int = 1) -> Iterator[list[object]]:
    """Invent decisions on two interventions each of half as many persons, spread over the quarters of 2025."""
    pick = random.Random(seed)
    choose = pick.choice
    for at in range(number):
        decided = date(2025, 1, 1) + timedelta(days=pick.randrange(365))
        yield [
            f"P{at // 2:06}",
            f"2025-{at:06}",
            ("Kvinna", "Man")[at // 2 % 2],
            f"2025K{(decided.month + 2) // 3}",
            choose(("Norr", "Söder", "Öster", "Väster")),
            choose(("Vuxna", "Äldre", "Barn och unga")),
            choose(("Hemtjänst", "Trygghetslarm", "Särskilt boende", "Avlösning", "Ledsagning", "Kontaktperson")),
            choose(("Bifall", "Delvis bifall", "Avslag")),
            decided - timedelta(days=pick.randrange(90)),
            decided,
            decided + timedelta(days=pick.randrange(200)) if pick.random() < 0.5 else None,
            pick.randint(18, 99),
            choose(("Ensamstående", "Sammanboende", None)),
            choose(("Arbete", "Ålderspension", "Sjukersättning", None)),
            choose(("Personlig omvårdnad", "Social gemenskap", "Boende")),
            pick.randint(2, 160) / 4,
            pick.randint(10, 60) / 10,
            pick.randint(20, 90) / 10,
            choose(("Helt uppnått", "Delvis uppnått", "Inte uppnått", None)),
            choose(("Målet uppnått", "Flyttat", None)),
        ]


def write_workbook(path: Path, number: int) -> None:
    """Write the rows as a workbook."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Uppföljning")
    sheet.append(COLUMNS)
    for row in case_rows(number):
        sheet.append(row)
    book.save(path)


def write_csv(path: Path, number: int) -> None:
    """Write the rows as Excel in Swedish saves them: semicolons and decimal commas, in UTF-8."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(COLUMNS)
        for row in case_rows(number):
            writer.writerow(str(cell).replace(".", ",") if isinstance(cell, float) else cell for cell in row)


def parse(workbook: Path) -> None:
    """Parse a workbook with nothing but calamine."""
    CalamineWorkbook.from_path(str(workbook)).get_sheet_by_index(0).to_python()


def read_bare(file: Path) -> None:
    """Read a CSV file into a table of a new database with nothing but DuckDB."""
    with tempfile.TemporaryDirectory() as folder, duckdb.connect(str(Path(folder) / "bare.duckdb")) as database:
        database.execute(_BARE, [str(file)])


def load(file: Path) -> None:
    """Load a file into a new database, as the command does."""
    with tempfile.TemporaryDirectory() as folder:
        database = open_database(Path(folder) / "house.duckdb", Path(folder) / "salt")
        outcome = load_file(database, file, LoadOptions(today=TODAY), loaded_by="benchmark")
        database.close()
    if outcome.exit_code or outcome.problems:
        raise SystemExit("\n".join(outcome.lines()))


def seconds(action: Callable[[], object]) -> float:
    """Time something once."""
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def least_times(*actions: Callable[[], object]) -> list[float]:
    """Time things in turn, so that a machine that slows down slows all. The least seconds of each."""
    return [min(times) for times in zip(*([seconds(action) for action in actions] for _ in range(ROUNDS)), strict=True)]


def peak_memory(workbook: Path) -> float:
    """Give the most memory that a process of its own has while it loads a workbook, in megabytes."""
    subprocess.run([sys.executable, "-c", _LOAD, str(workbook)], check=True)
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return most / 1e6 if sys.platform == "darwin" else most / 1e3


def main() -> None:
    """Measure and print the ratios."""
    arguments = argparse.ArgumentParser(description="What loading costs.")
    arguments.add_argument("--large", action="store_true", help="also the memory that loading 500,000 rows takes")
    large = arguments.parse_args().large
    with tempfile.TemporaryDirectory() as folder:
        workbook, text, larger = (Path(folder) / name for name in ("rows.xlsx", "rows.csv", "larger.xlsx"))
        write_workbook(workbook, ROWS)
        write_csv(text, ROWS)
        bare, ours, csv_bare, csv_ours = least_times(
            partial(parse, workbook), partial(load, workbook), partial(read_bare, text), partial(load, text)
        )
        pandas = seconds(partial(pd.read_excel, workbook, engine="openpyxl"))
        print(f"xlsx: loading {ours:.2f} s, bare parse {bare:.2f} s, ratio {ours / bare:.2f} (limit 3)")
        print(f"xlsx: pandas with openpyxl {pandas:.2f} s, takes {pandas / ours:.1f} times as long (at least 4)")
        print(f"csv: loading {csv_ours:.2f} s, read_csv {csv_bare:.2f} s, ratio {csv_ours / csv_bare:.2f} (limit 6)")
        if large:
            write_workbook(larger, LARGE)
            print(f"xlsx of 500 000 rows: at most {peak_memory(larger):.0f} MB")
    if ours > 3 * bare or pandas < 4 * ours or csv_ours > 6 * csv_bare:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
