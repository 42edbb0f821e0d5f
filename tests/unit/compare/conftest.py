from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import settings
from numpy.typing import NDArray
from scipy.optimize import brentq

# A machine that is busy with a browser is slow at times; that says nothing about the statistics.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")

GOLDEN = Path(__file__).parents[2] / "golden" / "statistics.json"

NOISE_VARIANCE = 2.5
NOISE_BOUND = 7

Counts = NDArray[np.int64]


@pytest.fixture(scope="session")
def published() -> dict[str, dict[str, Any]]:
    """Published and independently computed results, by their id; each names its source."""
    return {case["id"]: case for case in json.loads(GOLDEN.read_text("utf-8"))["cases"]}


@pytest.fixture(scope="session")
def release() -> Callable[[np.random.Generator, Counts], Counts]:
    """Add noise of variance 2.5 and at most 7 to true counts; no count becomes negative."""
    offsets = np.arange(-NOISE_BOUND, NOISE_BOUND + 1)

    def chances(scale: float) -> NDArray[np.float64]:
        weights = np.exp(-(offsets**2) / (2 * scale))
        return weights / weights.sum()

    scale = brentq(lambda scale: chances(scale) @ offsets**2 - NOISE_VARIANCE, 1, 5)

    def add_noise(random: np.random.Generator, counts: Counts) -> Counts:
        return np.maximum(counts + random.choice(offsets, size=counts.shape, p=chances(scale)), 0)

    return add_noise
