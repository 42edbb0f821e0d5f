"""Invented rows for the store's tests."""

from __future__ import annotations

import random
from typing import Any

Row = dict[str, Any]


def random_people(number: int, seed: int) -> list[Row]:
    """Make rows of persons who may have several cases and interventions, in four quarters and as many units."""
    pick = random.Random(seed)
    sex = {f"P{at}": pick.choice(["kvinna", "kvinna", "man", None]) for at in range(number // 2)}
    rows: list[Row] = []
    for _ in range(number):
        person = pick.choice(list(sex))
        quarter = pick.choice(["2024K4", "2025K1", "2025K2", "2025K3"])
        rows.append(
            {
                "person_id": person,
                "case_id": f"A{person}{pick.choice('ab')}",
                "sex": sex[person],
                "quarter": quarter,
                "unit": pick.choice(["Norr", "Söder", "Väster", None]),
                "intervention": pick.choice(["Hemtjänst", "LVU", "HVB", None]),
                "decision": pick.choice(["bifall", "delvis bifall", "avslag", "återtagen", None]),
                "need_level": pick.choice(["låg", "hög", None]),
                "goal": pick.choice(["helt uppnått", "delvis uppnått", "inte uppnått", None]),
            }
        )
    return rows


def alike(number: int, **values: Any) -> list[Row]:
    """Make rows of as many women of the first quarter of 2025 who differ in their number only."""
    return [{"person_id": f"L{at}", "sex": "kvinna", "quarter": "2025K1", **values} for at in range(number)]
