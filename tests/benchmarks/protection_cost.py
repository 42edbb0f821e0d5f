"""What protection costs at a million rows: ``python -m tests.benchmarks.protection_cost``.

The same groups are counted twice in turn, in the same run: through the door (counts, sums of keys, noise, and the
persons behind small counts), and by the statement the door runs, without keys and without anything done to its answer.
The ratio of the medians is the cost; the house's limit is 1.5. Every second person has two interventions. The data are
invented.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from jamstalld.access import Right
from jamstalld.intake import CheckedDelivery
from jamstalld.periods import Period
from jamstalld.store import Condition, Database, Question, load, open_database, released_counts
from tests.benchmarks.view_cost import delivery, median_times

NUMBER = 1_000_000
ROUNDS = 15
LIMIT = 1.5
PERIOD = Period.parse("2025")
PARTS: Mapping[str, tuple[Condition, ...]] = {
    "n": (Condition("decision", ("bifall", "delvis bifall", "avslag")),),
    "count": (Condition("decision", ("bifall", "delvis bifall")),),
}
# The page of approvals by intervention; the same by unit within ages; one unit alone; all that may be crossed.
QUESTIONS: Mapping[str, tuple[tuple[tuple[str, ...], ...], Mapping[str, str]]] = {
    "by intervention": (((), ("intervention",)), {}),
    "by unit and age": (((), ("unit", "age_group")), {}),
    "one unit": (((), ("intervention",)), {"unit": "Enhet 3"}),
    "everything crossed": ((("unit", "age_group", "intervention"),), {}),
}


def rows() -> CheckedDelivery:
    """Invent decisions in ten units and six ages."""
    rng = np.random.default_rng(2)
    made = delivery(NUMBER)
    columns = {
        **made.columns,
        "person_id": [str(at - at % 4 // 3) for at in range(NUMBER)],
        "unit": [f"Enhet {at}" for at in rng.integers(0, 10, NUMBER)],
        "age_group": [f"{10 * at}–{10 * at + 9} år" for at in rng.integers(0, 6, NUMBER)],
    }
    return replace(made, columns=columns)


def protected(database: Database, breakdowns: Sequence[tuple[str, ...]], filters: Mapping[str, str]) -> object:
    """Ask the door."""
    return released_counts(database, Question(PERIOD, "decision_quarter", tuple(breakdowns), PARTS, filters))


def unprotected(database: Database, breakdowns: Sequence[tuple[str, ...]], filters: Mapping[str, str]) -> object:
    """Count the same rows by the same columns, and nothing else."""
    columns = ", ".join(["sex", "decision", *max(breakdowns, key=len)])
    narrow = "".join(f" AND list_contains([${name}], {name})" for name in filters)
    text = (
        f"SELECT {columns}, sum(count)::BIGINT AS n FROM facts.follow_up "
        f"WHERE decision_quarter BETWEEN $first AND $last{narrow} GROUP BY ALL"
    )
    with database.read(Right.SEE_NUMBERS) as cursor:
        period = {"first": PERIOD.first.index, "last": PERIOD.last.index}
        return cursor.execute(text, {**period, **filters}).fetchall()


def asker(ask: Callable[..., object], database: Database, name: str) -> Callable[[], object]:
    """Give a question as something to time."""
    return lambda: ask(database, *QUESTIONS[name])


def main() -> None:
    """Measure and print the ratio of each question."""
    with tempfile.TemporaryDirectory() as folder:
        database = open_database(Path(folder) / "protected.duckdb", Path(folder) / "salt")
        load(database, rows(), loaded_by="benchmark")
        for name in QUESTIONS:
            ours, other = median_times(asker(protected, database, name), asker(unprotected, database, name), ROUNDS)
            print(f"{name}: protected {1e3 * ours:.1f} ms, unprotected {1e3 * other:.1f} ms, ", end="")
            print(f"ratio {ours / other:.2f} (limit {LIMIT})")
        database.close()


if __name__ == "__main__":
    main()
