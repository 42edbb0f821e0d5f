"""What holds for the whole room."""

from __future__ import annotations

import subprocess
import sys
import warnings

import numpy as np
import pytest

from jamstalld.compare import (
    difference_p,
    koopman,
    mantel_haenszel_difference,
    newcombe,
    smallest_visible,
    standardised_difference,
    wilson,
)

COMPARISONS = [newcombe, koopman, difference_p]


@pytest.mark.parametrize("noise", [0.0, 2.5])
def test_a_group_of_nobody_and_an_impossible_count_give_nan_without_a_warning(noise: float) -> None:
    count_1, n_1, count_2, n_2 = np.array([[0, 0, 3, 9], [3, 9, 0, 0], [0, 0, 0, 0], [5, 4, 1, 4], [-1, 4, 1, 4]]).T
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for method in COMPARISONS:
            found = method(count_1, n_1, count_2, n_2, noise_variance=noise)
            values = found if isinstance(found, np.ndarray) else [found.estimate, found.low, found.high]
            assert np.isnan(values).all()
        assert np.isnan(wilson([0, 5, -1], [0, 4, 4], noise_variance=noise).low).all()
        assert np.isnan(smallest_visible([0, 0], [4, 0], 0.5, noise_variance=noise)).all()
        for method in (mantel_haenszel_difference, standardised_difference):
            assert np.isnan(method([0], [0], [0], [0], noise_variance=noise).estimate)


@pytest.mark.parametrize("method", COMPARISONS)
def test_inputs_are_broadcast(method: object) -> None:
    found = method([[3], [5]], 20, [1, 2, 3], [10, 20, 30])  # type: ignore[operator]
    assert (found if isinstance(found, np.ndarray) else found.low).shape == (2, 3)


def test_importing_it_is_cheap() -> None:
    heavy = ("scipy.stats", "pandas", "duckdb", "streamlit", "statsmodels")
    code = f"import sys, jamstalld.compare; print([name for name in {heavy} if name in sys.modules])"
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert printed.strip() == "[]"
