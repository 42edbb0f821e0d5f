"""What protection does to a table: the invented municipality's true numbers beside the released ones.

The only place where true counts and released ones stand side by side. They are counted from the sample files that
come with the product, never from a database.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cache

import numpy as np

from jamstalld.intake import LoadOptions, read_delivery
from jamstalld.protect import KEY_RANGE, keys_of, noise_for
from jamstalld.settings import house

ALL = "Alla"
_QUARTERS = 4
# Anybody's: what it protects is made up.
_SALT = b"sample data need no secret"
_SEXES = ("kvinna", "man")
_AFTER_ALL = date(2100, 1, 1)


@dataclass(frozen=True)
class ExampleRow:
    """One line of the table: women and men, as they are and as they are released."""

    label: str
    women: int
    men: int
    women_released: int
    men_released: int


def example_units() -> tuple[str, ...]:
    """List the invented municipality's units."""
    return tuple(sorted({unit for unit, _, _, _ in _rows() if unit}))


def example_table(unit: str | None, threshold: int) -> tuple[ExampleRow, ...]:
    """Count interventions of the invented municipality's last four quarters.

    Parameters
    ----------
    unit
        One unit, or all.

    Returns
    -------
    tuple of ExampleRow
        The interventions by name, and last the line of all of them.
    """
    counts: Counter[tuple[str, str]] = Counter()
    keys: Counter[tuple[str, str]] = Counter()
    for where, intervention, sex, key in _rows():
        if unit in (None, where):
            for label in (intervention, ALL):
                counts[label, sex] += 1
                keys[label, sex] += key
    labels = [*sorted({label for label, _ in counts} - {ALL}), ALL]
    true = np.array([[counts[label, sex] for sex in _SEXES] for label in labels], dtype=np.int64)
    sums = np.array([[keys[label, sex] % KEY_RANGE for sex in _SEXES] for label in labels], dtype=np.uint64)
    released = noise_for(threshold).release(true, sums)
    return tuple(
        ExampleRow(label, *map(int, here), *map(int, shown))
        for label, here, shown in zip(labels, true, released, strict=True)
    )


@cache
def _rows() -> tuple[tuple[str | None, str, str, int], ...]:
    """Give unit, intervention, sex and record key of every row with an intervention and a sex."""
    rows: list[tuple[str | None, str, str, int]] = []
    for file in sorted((house() / "sample_data" / "municipality").glob("*.xlsx"))[-_QUARTERS:]:
        columns = read_delivery(file, file.name, LoadOptions(today=_AFTER_ALL)).columns
        lines = zip(*(columns[key] for key in ("unit", "intervention", "sex")), strict=True)
        for (unit, intervention, sex), key in zip(lines, keys_of(columns, _SALT).record, strict=True):
            if isinstance(intervention, str) and isinstance(sex, str):
                rows.append((unit if isinstance(unit, str) else None, intervention, sex, int(key)))
    return tuple(rows)
