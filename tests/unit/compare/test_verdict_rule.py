from __future__ import annotations

import numpy as np
import pytest

from jamstalld.compare import verdicts

MARGIN = 5.0
ABOVE, BELOW = np.inf, -np.inf


def verdict(estimate: float = 1, low: float = -9, high: float = 9, q: float = 0.5, smallest: float = 10) -> str:
    return str(verdicts(estimate, low, high, q, smallest, MARGIN))


def test_a_difference_at_exactly_the_limit() -> None:
    assert verdict(q=0.05) == "difference"
    assert verdict(q=np.nextafter(0.05, ABOVE)) == "uncertain"


def test_similar_only_strictly_within_the_margin() -> None:
    inside = np.nextafter(MARGIN, BELOW)
    assert verdict(low=-inside, high=inside) == "similar"
    assert verdict(low=-MARGIN, high=inside) == "uncertain"
    assert verdict(low=-inside, high=MARGIN) == "uncertain"


def test_too_small_only_above_three_margins() -> None:
    assert verdict(smallest=15) == "uncertain"
    assert verdict(smallest=np.nextafter(15, ABOVE)) == "too_small"


def test_the_first_that_fits_is_taken() -> None:
    fits_all = {"low": 1, "high": 2, "q": 0.01, "smallest": 99}
    assert verdict(**fits_all, estimate=np.nan) == "hidden"
    assert verdict(**fits_all) == "difference"
    assert verdict(**fits_all | {"q": 0.5}) == "similar"
    assert verdict(**fits_all | {"q": 0.5, "high": 6}) == "too_small"


@pytest.mark.parametrize("missing", ["low", "high", "q", "smallest"])
def test_what_is_not_known_supports_no_finding(missing: str) -> None:
    assert verdict(**{missing: np.nan}) == "uncertain"


def test_the_rows_of_a_view() -> None:
    found = verdicts([9, 1, np.nan], [2, -3, np.nan], [16, 4, np.nan], [0.01, 0.7, np.nan], [7, 4, np.nan], MARGIN)
    assert found.tolist() == ["difference", "similar", "hidden"]
