"""What the first page costs, beside its bare queries: ``python -m tests.benchmarks.overview_cost``.

The whole overview (every measure by its own row variable and by intervention, some 400 comparisons judged as one
family, with the period before and the sizes) beside the ``GROUP BY`` queries that it needs: one for each measure and
row variable, run straight in DuckDB, without protection and statistics. The house's limit is 5 times, at ten thousand
and at a million rows. The data are invented.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from jamstalld.access import Right
from jamstalld.dictionary import Measure, dictionary
from jamstalld.intake import CheckedDelivery
from jamstalld.periods import Period, Quarter
from jamstalld.store import Database, load, open_database
from jamstalld.views.asking import QUARTER_COLUMNS
from jamstalld.views.overview import Overview, overview
from tests.benchmarks.view_cost import delivery, median_times

NUMBERS = (10_000, 1_000_000)
INTERVENTIONS = 14
QUARTERS = 8
_UNANSWERED = 0.3
_OPEN = 0.4


def municipality(number: int, seed: int = 1) -> CheckedDelivery:
    """Invent decisions with an answer to every measure, over two years, three to a person on average."""
    rng = np.random.default_rng(seed)
    known = dictionary()

    def drawn(values: Sequence[object], missing: float = 0.0) -> list[object]:
        found = np.array([*values], dtype=object)[rng.integers(0, len(values), number)]
        found[rng.random(number) < missing] = None
        return found.tolist()

    quarters = drawn([Quarter.of(2024, 1).index + at for at in range(QUARTERS)])
    closed = rng.random(number) >= _OPEN
    columns: dict[str, list[object]] = {
        "person_id": [str(at) for at in rng.integers(0, number // 3, number)],
        "case_id": [str(at) for at in range(number)],
        "quarter": quarters,
        "decision_quarter": quarters,
        "closing_quarter": [quarter if own else None for quarter, own in zip(quarters, closed, strict=True)],
        "sex": drawn(["kvinna", "man"], missing=0.01),
        "area": drawn(known.code_lists["area"].values),
        "intervention": drawn([f"Insats {at:02}" for at in range(INTERVENTIONS)]),
    }
    for measure in known.measures.values():
        codes = known.variable(measure.column).codes
        if measure.column not in columns and codes:
            columns[measure.column] = drawn(measure.answers or codes.values, missing=_UNANSWERED)
    made = delivery(number)
    return replace(made, columns={**made.columns, **columns})


def bare(database: Database, seen: Overview) -> Callable[[], object]:
    """Give the bare queries of an overview as something to time."""
    statements = [*_of_looks(seen), *_of_sizes(seen)]

    def ask() -> object:
        with database.read(Right.SEE_NUMBERS) as cursor:
            return [cursor.execute(statement).fetchall() for statement in statements]

    return ask


def _of_looks(seen: Overview) -> Iterator[str]:
    for look in seen.looks:
        columns = ", ".join(dict.fromkeys([look.request.by or "", "sex", *_measured(look.measure)]))
        for period in (seen.period, seen.earlier_period if look.first else None):
            if period:
                within = _within(QUARTER_COLUMNS[look.measure.quarter], period)
                yield f"SELECT {columns}, count(*) FROM facts.follow_up WHERE {within} GROUP BY ALL"


def _measured(measure: Measure) -> tuple[str, ...]:
    return (measure.column, *measure.only, *measure.asked_when)


def _of_sizes(seen: Overview) -> Iterator[str]:
    for period in (seen.period, seen.earlier_period):
        for counted in ("count(*)", "count(DISTINCT person)", "count(DISTINCT case_file)"):
            if period:
                yield f"SELECT sex, {counted} FROM facts.follow_up WHERE {_within('quarter', period)} GROUP BY sex"


def _within(column: str, period: Period) -> str:
    return f"{column} BETWEEN {period.first.index} AND {period.last.index}"


def main(numbers: Sequence[int] = NUMBERS) -> None:
    """Measure and print the ratio for each number of rows."""
    with tempfile.TemporaryDirectory() as folder:
        for number in numbers:
            database = open_database(Path(folder) / f"{number}.duckdb", Path(folder) / "salt")
            load(database, municipality(number), loaded_by="benchmark")
            seen = overview(database)
            queries = len([*_of_looks(seen), *_of_sizes(seen)])
            ours, other = median_times(lambda: overview(database), bare(database, seen), 5)  # noqa: B023
            print(f"{number} rows, {seen.family} comparisons: overview {1e3 * ours:.0f} ms, ", end="")
            print(f"{queries} bare queries {1e3 * other:.0f} ms, ratio {ours / other:.2f} (limit 5)")
            database.close()


if __name__ == "__main__":
    main([int(argument) for argument in sys.argv[1:]] or NUMBERS)
