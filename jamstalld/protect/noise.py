"""The perturbation table, and the release of counts through it."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from jamstalld.errors import SettingsError
from jamstalld.protect.keys import KEY_RANGE

# The disclosure parameters. Why these values: docs/protection.md.
DEFAULT_THRESHOLD = 5
THRESHOLDS = range(3, 11)
PUBLIC = 1  # public statistics: nothing is protected
VARIANCE = 2.5
_LEAST_BOUND = 8

TABLE = Path(__file__).with_name("perturbation.csv")


def bound(threshold: int) -> int:
    """Give the largest noise. A count at the threshold must be able to reach 0, hence the second term."""
    return max(_LEAST_BOUND, threshold)


def check_threshold(threshold: int) -> int:
    """Return the threshold if it is allowed.

    Raises
    ------
    SettingsError
        If it is neither 1 (public statistics) nor 3–10.
    """
    if threshold != PUBLIC and threshold not in THRESHOLDS:
        raise SettingsError(
            f"Tröskeln för små tal ska vara {THRESHOLDS[0]}–{THRESHOLDS[-1]}, "
            "eller 1 för offentlig statistik utan skydd."
        )
    return threshold


@dataclass(frozen=True)
class Noise:
    """The noise of one threshold.

    Parameters
    ----------
    threshold
        No released count lies between 1 and ``threshold`` − 1. 1 means no protection.
    offsets
        The possible noises, rising.
    cumulative
        Row ``i``: the cumulative probability of each offset for the true count ``i``; the last row serves every
        larger count.
    spread
        The mean squared distance between each released count and the true ones it may stand for, all true counts
        being as likely beforehand; the last serves every larger count.
    """

    threshold: int
    offsets: NDArray[np.int64]
    cumulative: NDArray[np.float64]
    spread: NDArray[np.float64]

    @property
    def protects(self) -> bool:
        """Whether counts are changed at all."""
        return self.threshold != PUBLIC

    def variance(self, released: NDArray[Any]) -> NDArray[np.float64]:
        """Give the variance that intervals and tests must allow for in released counts.

        It is larger where the table had to make larger steps: a released 0 stands for anything up to some counts
        above the threshold.

        Parameters
        ----------
        released
            Released counts, any shape.
        """
        return self.spread[np.minimum(released, len(self.spread) - 1)]

    @property
    def certain(self) -> int:
        """The smallest true count that is never released as 0."""
        return 1 if self.threshold == PUBLIC else max(self.threshold, bound(self.threshold) + 1)

    def release(self, counts: NDArray[Any], keys: NDArray[Any]) -> NDArray[np.int64]:
        """Turn true counts into released ones.

        Parameters
        ----------
        counts
            True counts, any shape.
        keys
            The sum of the record keys of the rows behind each count, same shape. Only the remainder by
            ``KEY_RANGE`` matters.

        Returns
        -------
        ndarray
            0 or at least the threshold; 0 stays 0.
        """
        true = np.asarray(counts, dtype=np.int64)
        if self.threshold == PUBLIC:
            return true
        uniform = (np.asarray(keys, dtype=np.uint64) % np.uint64(KEY_RANGE)).astype(np.float64) / KEY_RANGE
        row = np.minimum(true, len(self.cumulative) - 1)
        place = (uniform[..., np.newaxis] >= self.cumulative[row]).sum(axis=-1)
        return np.where(true == 0, 0, true + self.offsets[place])


@cache
def noise_for(threshold: int) -> Noise:
    """Read the noise of a threshold from the table shipped with the product.

    Raises
    ------
    SettingsError
        If the threshold is not allowed.
    """
    if check_threshold(threshold) == PUBLIC:
        return Noise(PUBLIC, np.zeros(1, dtype=np.int64), np.ones((1, 1)), np.zeros(1))
    largest = bound(threshold)
    offsets = np.arange(-largest, largest + 1)
    probability = np.zeros((threshold + largest + 1, len(offsets)))
    probability[0, largest] = 1.0
    with TABLE.open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            if int(line["threshold"]) == threshold:
                probability[int(line["count"]), int(line["noise"]) + largest] = float(line["probability"])
    cumulative = np.cumsum(probability, axis=1)
    # From the last possible offset on, rounding must not leave a gap below 1 that a key could fall into.
    last = len(offsets) - 1 - np.argmax(probability[:, ::-1] > 0, axis=1)
    cumulative[np.arange(len(offsets)) >= last[:, np.newaxis]] = 1.0
    return Noise(threshold, offsets, cumulative, _spread(probability))


def _spread(probability: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give the mean squared noise behind each released count, from the noise's probability by true count."""
    rows, largest = len(probability), probability.shape[1] // 2
    true = np.arange(rows + 2 * largest, dtype=np.int64)
    released = np.arange(rows + largest, dtype=np.int64)
    noise = released[:, np.newaxis] - true
    inside = np.abs(noise) <= largest
    likely = np.where(inside, probability[np.minimum(true, rows - 1), np.where(inside, noise, 0) + largest], 0.0)
    total = likely.sum(axis=1)
    spread = (likely * noise**2).sum(axis=1) / np.where(total > 0, total, 1.0)
    return np.where(total > 0, spread, VARIANCE)
