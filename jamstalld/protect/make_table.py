"""Make the perturbation table: ``python -m jamstalld.protect.make_table``.

For each threshold and each true count the table gives the probability of every allowed noise. Released counts
are 0 or at least the threshold, the noise has mean 0, stays within a bound, and has the wanted variance or, where
the gap below the threshold makes that impossible, the least variance that is possible. Of all distributions that
meet this the one with the greatest entropy is taken.

Source: Thompson, Broadfoot & Elazar (2013), Methodology for the automatic confidentialisation of statistical
outputs from remote servers at the ABS; Giessing (2016) and Enderle, Giessing & Tent (2018) for maximum entropy.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path
from typing import TextIO

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog, minimize, root

from jamstalld.protect.noise import TABLE, THRESHOLDS, VARIANCE, bound

_DECIMALS = 12


def allowed_noise(count: int, threshold: int) -> NDArray[np.int64]:
    """List the noises that take ``count`` to 0 or to at least ``threshold``, within the bound."""
    noise = np.arange(-bound(threshold), bound(threshold) + 1)
    released = count + noise
    return noise[(released == 0) | (released >= threshold)]


def distribution(count: int, threshold: int) -> NDArray[np.float64]:
    """Give the probability of each allowed noise of a true count."""
    noise = allowed_noise(count, threshold).astype(float)
    moments = np.vstack([np.ones_like(noise), noise])
    least = linprog(noise**2, A_eq=moments, b_eq=[1, 0], bounds=(0, 1), method="highs")
    if least.x is None or least.fun is None:
        raise ValueError(f"no distribution with mean 0 for count {count} and threshold {threshold}")
    if least.fun >= VARIANCE - 1e-9:
        return least.x
    return _most_entropy(noise)


def _most_entropy(noise: NDArray[np.float64]) -> NDArray[np.float64]:
    """Find the exponential family member with mean 0 and the wanted variance, through the convex dual."""
    scale = np.abs(noise).max()
    features = np.vstack([noise / scale, (noise / scale) ** 2])
    wanted = np.array([0.0, VARIANCE / scale**2])

    def dual(parameters: NDArray[np.float64]) -> tuple[float, NDArray[np.float64], NDArray[np.float64]]:
        exponent = parameters @ features
        weight = np.exp(exponent - exponent.max())
        p = weight / weight.sum()
        mean = features @ p
        curvature = (features * p) @ features.T - np.outer(mean, mean)
        return exponent.max() + np.log(weight.sum()) - parameters @ wanted, mean - wanted, curvature

    near = minimize(
        lambda x: dual(x)[0],
        np.zeros(2),
        jac=lambda x: dual(x)[1],
        hess=lambda x: dual(x)[2],
        method="trust-exact",
    )
    exact = root(lambda x: dual(x)[1], near.x, jac=lambda x: dual(x)[2], tol=1e-14)
    if np.abs(dual(exact.x)[1]).max() > 1e-10:
        raise ValueError("the maximum entropy equations have no solution")
    exponent = exact.x @ features
    weight = np.exp(exponent - exponent.max())
    return weight / weight.sum()


def write(out: TextIO) -> None:
    """Write the whole table as CSV: threshold, count, noise, probability."""
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(["threshold", "count", "noise", "probability"])
    for threshold in THRESHOLDS:
        for count in range(1, threshold + bound(threshold) + 1):
            p = distribution(count, threshold)
            for value, probability in zip(allowed_noise(count, threshold), p, strict=True):
                if probability > 10.0**-_DECIMALS:
                    rows.writerow([threshold, count, value, f"{probability:.{_DECIMALS}f}"])


if __name__ == "__main__":
    with Path(sys.argv[1] if len(sys.argv) > 1 else TABLE).open("w", encoding="utf-8") as file:
        write(file)
