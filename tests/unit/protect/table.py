"""The perturbation table as it is shipped, read apart from the product's own reading."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from jamstalld.protect.noise import TABLE

THRESHOLDS = (3, 4, 5, 6, 7, 8, 9, 10)
BOUNDS = {3: 8, 4: 8, 5: 8, 6: 8, 7: 8, 8: 8, 9: 9, 10: 10}

Distribution = dict[int, Decimal]
"""Noise → its probability, the smallest noise first."""


def parsed(lines: Iterable[str]) -> dict[tuple[int, int], Distribution]:
    """Read the table: (threshold, true count) → distribution."""
    table: dict[tuple[int, int], Distribution] = defaultdict(dict)
    for line in csv.DictReader(lines):
        place = int(line["threshold"]), int(line["count"])
        table[place][int(line["noise"])] = Decimal(line["probability"])
    return dict(table)


SHIPPED = parsed(TABLE.read_text("utf-8").splitlines())


def distribution(threshold: int, count: int) -> Distribution:
    """Give the noise of a true count, of which every count beyond the table has that of its last row."""
    return SHIPPED[threshold, min(count, threshold + BOUNDS[threshold])]


def possible_truths(threshold: int, released: int) -> list[int]:
    """List the true counts that may be released as `released`."""
    most = released + BOUNDS[threshold]
    truths = [
        count for count in range(1, most + 1) if distribution(threshold, count).get(released - count, Decimal(0)) > 0
    ]
    return truths if released else [0, *truths]
