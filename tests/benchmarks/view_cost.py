"""What a view costs, beside a bare query and beside another library: ``python -m tests.benchmarks.view_cost``.

Two questions, each answered with a ratio of medians measured in turn in the same run:

* At a million rows, how many times a bare ``GROUP BY`` of the same columns does the whole 40-intervention page take
  (released counts, shares, intervals, tests, verdicts, sentences)? The house's limit is 3.
* At a hundred thousand rows, how many times longer does ``fairlearn.metrics.MetricFrame`` take for the counts and
  rates alone? The house's limit is at least 50.

Needs the extra ``bench``. The data are invented.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd

from jamstalld.access import Right
from jamstalld.intake import CheckedDelivery
from jamstalld.intake.model import STORED_COLUMNS
from jamstalld.periods import Period, Quarter
from jamstalld.store import Database, load, open_database
from jamstalld.views.build import build_view
from jamstalld.views.request import ViewRequest

INTERVENTIONS = 40
ROUNDS = 15
_BARE = """
    SELECT intervention, sex, decision, count(*)
    FROM facts.follow_up
    GROUP BY intervention, sex, decision
"""


def delivery(number: int, seed: int = 1) -> CheckedDelivery:
    """Invent decisions, spread evenly over interventions, sexes and four quarters, each on a person of its own."""
    rng = np.random.default_rng(seed)
    first = Quarter.of(2025, 1).index
    interventions = [f"Insats {at:02}" for at in range(INTERVENTIONS)]
    nothing: list[object] = [None] * number
    columns: dict[str, list[object]] = dict.fromkeys(STORED_COLUMNS, nothing)
    quarters = [first + int(at) for at in rng.integers(0, 4, number)]
    columns |= {
        "source_row": list(range(number)),
        "count": [1] * number,
        "person_id": [str(at) for at in range(number)],
        "quarter": quarters,
        "decision_quarter": quarters,
        "sex": [("kvinna", "man")[at] for at in rng.integers(0, 2, number)],
        "intervention": [interventions[at] for at in rng.integers(0, INTERVENTIONS, number)],
        "decision": [("bifall", "delvis bifall", "avslag")[at] for at in rng.integers(0, 3, number)],
    }
    return CheckedDelivery(
        name="invented",
        sha256=f"{number:064}",
        layout="cases",
        columns=columns,
        totals=(),
        rows_read=number,
        rows_loaded=number,
        rows_refused=0,
        rows_set_aside=0,
        problems=(),
        found={"person_id": "Person"},
        ignored=(),
        synthetic=True,
    )


def median_times(first: Callable[[], object], second: Callable[[], object], rounds: int) -> tuple[float, float]:
    """Time two things in turn, so that a machine that slows down slows both. Median seconds of each."""
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(rounds + 1):
        for kept, action in zip(times, (first, second), strict=True):
            start = time.perf_counter()
            action()
            kept.append(time.perf_counter() - start)
    return statistics.median(times[0][1:]), statistics.median(times[1][1:])  # the first round warms up


def page(database: Database) -> Callable[[], object]:
    """Give the whole 40-intervention page as something to time."""
    request = ViewRequest("approval", by="intervention", period=Period.parse("2025"))
    return lambda: build_view(database, request)


def bare(database: Database) -> Callable[[], object]:
    """Give the bare query of the same columns as something to time."""

    def ask() -> object:
        with database.read(Right.SEE_NUMBERS) as cursor:
            return cursor.execute(_BARE).fetchall()

    return ask


def metric_frame(rows: CheckedDelivery) -> Callable[[], object]:
    """Give fairlearn's counts and rates of the same groups as something to time."""
    from fairlearn.metrics import MetricFrame, count, selection_rate

    frame = pd.DataFrame({name: rows.columns[name] for name in ("sex", "intervention", "decision")})
    approved = (frame["decision"] != "avslag").to_numpy()

    def measure() -> object:
        return MetricFrame(
            metrics={"n": count, "rate": selection_rate},
            y_true=approved,
            y_pred=approved,
            sensitive_features=frame["sex"],
            control_features=frame["intervention"],
        ).by_group

    return measure


def main() -> None:
    """Measure and print both ratios."""
    with tempfile.TemporaryDirectory() as folder:
        for number in (1_000_000, 100_000):
            database = open_database(Path(folder) / f"{number}.duckdb", Path(folder) / "salt")
            rows = delivery(number)
            load(database, rows, loaded_by="benchmark")
            if number == 1_000_000:
                ours, other = median_times(page(database), bare(database), ROUNDS)
                print(f"1 000 000 rows: page {1e3 * ours:.1f} ms, bare GROUP BY {1e3 * other:.1f} ms, ", end="")
                print(f"ratio {ours / other:.2f} (limit 3)")
            else:
                ours, other = median_times(page(database), metric_frame(rows), 5)
                print(f"100 000 rows: page {1e3 * ours:.1f} ms, MetricFrame {1e3 * other:.1f} ms, ", end="")
                print(f"MetricFrame takes {other / ours:.0f} times as long (at least 50)")
            database.close()


if __name__ == "__main__":
    main()
