"""Every published number of a method of ours, to the tolerance its source allows."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pytest

from jamstalld.compare import benjamini_hochberg, koopman, newcombe, standardised_difference, wilson

CASES = json.loads((Path(__file__).parents[2] / "golden" / "statistics.json").read_text("utf-8"))["cases"]

# How a case is known to be about a method, read from its description and the names of its numbers alone.
MENTIONS = {
    "Newcombe": r"\bnewcombe\b",
    "Wilson": r"\bwilson\b",
    "Koopman": r"\bkoopman\b",
    "Benjamini–Hochberg": r"\bbenjamini\b",
    "direct standardisation": r"\bdirect standardisation\b",
}
# The one case of these methods without a number: its source withholds the rate.
WITHOUT_NUMBER = "phe.dsr_testdata_tiny"

Number = tuple[str, float, float]  # name, expected, found


class Check(NamedTuple):
    method: str
    case: str
    name: str
    expected: float
    found: float
    tolerance: float


def groups(given: dict[str, Any]) -> tuple[int, int, int, int]:
    if "table" in given:
        (x_1, rest_1), (x_2, rest_2) = given["table"]
        return x_1, x_1 + rest_1, x_2, x_2 + rest_2
    return given["x1"], given["n1"], given["x2"], given["n2"]


def newcombe_numbers(given: dict[str, Any], expected: dict[str, Any]) -> Iterable[Number]:
    found = newcombe(*groups(given))
    for name in expected.keys() & {"diff", "est"}:
        yield name, expected[name], found.estimate
    low, high = expected["newcombe"] if "newcombe" in expected else (expected["low"], expected["high"])
    yield "low", low, found.low
    yield "high", high, found.high


def wilson_numbers(given: dict[str, Any], expected: dict[str, Any]) -> Iterable[Number]:
    limits = {0.95: expected.get("wilson")}
    if "wilson_low" in expected:
        limits = {0.95: (expected["wilson_low"], expected["wilson_high"])}
    if "low998" in expected:
        limits = {
            0.95: (expected["low95"], expected["high95"]),
            0.998: (expected["low998"], expected["high998"]),
        }
    for level, (low, high) in limits.items():
        found = wilson(given["x"], given["n"], level=level)
        yield f"low {level}", low, found.low
        yield f"high {level}", high, found.high


def koopman_numbers(given: dict[str, Any], expected: dict[str, Any]) -> Iterable[Number]:
    found = koopman(*groups(given))
    yield "ratio", expected["est"], found.estimate
    yield "low", expected["koopman"][0], found.low
    yield "high", expected["koopman"][1], found.high


def benjamini_hochberg_numbers(given: dict[str, Any], expected: dict[str, Any]) -> Iterable[Number]:
    q = benjamini_hochberg(given["p"])
    for place, (published, found) in enumerate(zip(expected["bh"], q, strict=True)):
        yield f"q {place}", published, found
    yield "rejected", expected["rejected_bh"], np.sum(q <= 0.05)


def standardised_numbers(given: dict[str, Any], expected: dict[str, Any]) -> Iterable[Number]:
    """Against a group in which nobody counts, the difference is the first group's standardised share."""
    if "men_pct" in given:
        for sex in ("men", "women"):
            found = standardised_difference(given[f"{sex}_pct"], 100, 0, 100, given["applicants"])
            yield sex, expected[sex], 100 * found.estimate
        return
    found = standardised_difference(given["count"], given["pop"], 0, given["pop"], given["stdpop"])
    name = "value" if "value" in expected else "adj"
    yield name, expected[name], given.get("multiplier", 1) * found.estimate


READERS = {
    "Newcombe": newcombe_numbers,
    "Wilson": wilson_numbers,
    "Koopman": koopman_numbers,
    "Benjamini–Hochberg": benjamini_hochberg_numbers,
    "direct standardisation": standardised_numbers,
}


def is_about(case: dict[str, Any], method: str) -> bool:
    texts = [case["method"], *case["expected"]]
    return any(re.search(MENTIONS[method], text, re.IGNORECASE) for text in texts)


CHECKS = [
    Check(method, case["id"], name, expected, float(found), case["tol"])
    for method, read in READERS.items()
    for case in CASES
    if is_about(case, method) and case["id"] != WITHOUT_NUMBER
    for name, expected, found in read(case["input"], case["expected"])
]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: f"{check.method}-{check.case}-{check.name}")
def test_agrees_with_the_published_number(check: Check) -> None:
    assert check.found == pytest.approx(check.expected, rel=0, abs=check.tolerance)


def test_no_number_of_these_methods_is_skipped() -> None:
    numbers = Counter(check.method for check in CHECKS)
    cases = {method: len({check.case for check in CHECKS if check.method == method}) for method in MENTIONS}
    assert cases == {
        "Newcombe": 7,
        "Wilson": 9,
        "Koopman": 1,
        "Benjamini–Hochberg": 1,
        "direct standardisation": 4,
    }
    assert numbers == {
        "Newcombe": 19,
        "Wilson": 26,
        "Koopman": 3,
        "Benjamini–Hochberg": 16,
        "direct standardisation": 5,
    }


def test_the_case_without_a_number_has_none() -> None:
    (case,) = (case for case in CASES if case["id"] == WITHOUT_NUMBER)
    assert case["expected"]["value"] is None
