"""From counts to rows: every statistic of a view, for all its rows at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from jamstalld import compare
from jamstalld.protect import Noise
from jamstalld.views.asking import Counts
from jamstalld.views.model import Adjusted, Change, Estimate, Group, Representation, Row, Verdict

Floats = NDArray[np.float64]
POINTS = 100.0


@dataclass(frozen=True)
class _Compared:
    """Statistics of rows that have both sexes. Shares 0–1; differences in percentage points."""

    n: NDArray[np.int64]
    count: NDArray[np.int64]
    missing: NDArray[np.int64]
    share: compare.Interval
    difference: compare.Estimate
    ratio: compare.Estimate
    representation: compare.Representation
    adjusted: compare.Estimate | None
    p: Floats
    q: Floats
    smallest: Floats
    verdict: NDArray[Any]


def compared_rows(counts: Counts, margin: float, adjusted_by: tuple[str, ...]) -> tuple[list[Row], Row]:
    """Compare the sexes in every row and in the whole.

    Returns
    -------
    tuple
        The rows, in the order of the counts and with the verdict "hidden" where a sex has nobody, and the total.
        Sentences are not yet written.
    """
    protected = counts.noise.protects
    strata = (counts.strata_n, counts.strata_count) if adjusted_by else None
    found = _compared(counts.n, counts.count, counts.missing, margin, counts.noise, strata)
    rows = [_row(found, at, label, split, protected, adjusted_by) for at, (label, split) in enumerate(counts.labels)]
    whole = _compared(
        counts.total_n[np.newaxis],
        counts.total_count[np.newaxis],
        counts.total_missing[np.newaxis],
        margin,
        counts.noise,
        None,
    )
    return rows, _row(whole, 0, "Alla", None, protected, ())


def _compared(
    n: NDArray[np.int64],
    count: NDArray[np.int64],
    missing: NDArray[np.int64],
    margin: float,
    noise: Noise,
    strata: tuple[NDArray[np.int64], NDArray[np.int64]] | None,
) -> _Compared:
    four = (count[:, 0], n[:, 0], count[:, 1], n[:, 1])
    # Of a row's two counts the one that says less about the truth decides how cautious to be.
    variance = noise.variance(count).max(axis=1)
    difference = _points(compare.newcombe(*four, noise_variance=variance))
    p = compare.difference_p(*four, noise_variance=variance)
    q = compare.benjamini_hochberg(p)
    with np.errstate(invalid="ignore", divide="ignore"):
        pooled = count.sum(axis=1) / n.sum(axis=1)
    smallest = POINTS * compare.smallest_visible(n[:, 0], n[:, 1], pooled, noise_variance=variance)
    return _Compared(
        n=n,
        count=count,
        missing=missing,
        share=compare.wilson(count, n, noise_variance=noise.variance(count)),
        difference=difference,
        ratio=compare.koopman(*four, noise_variance=variance),
        representation=compare.representation_index(count[:, 0], count[:, 1], n[:, 0], n[:, 1]),
        adjusted=_adjusted(strata, noise) if strata else None,
        p=p,
        q=q,
        smallest=smallest,
        verdict=compare.verdicts(difference.estimate, difference.low, difference.high, q, smallest, margin),
    )


def _adjusted(strata: tuple[NDArray[np.int64], NDArray[np.int64]], noise: Noise) -> compare.Estimate:
    n, count = strata
    return _points(
        compare.standardised_difference(
            count[..., 0], n[..., 0], count[..., 1], n[..., 1], noise_variance=noise.variance(count).max(axis=-1)
        )
    )


def _points(difference: compare.Estimate) -> compare.Estimate:
    return compare.Estimate(POINTS * difference.estimate, POINTS * difference.low, POINTS * difference.high)


def _row(
    found: _Compared, at: int, label: str, split: str | None, protected: bool, adjusted_by: tuple[str, ...]
) -> Row:
    women, men = (_group(found, at, sex, protected) for sex in (0, 1))
    verdict: Verdict = str(found.verdict[at])  # pyright: ignore[reportAssignmentType]
    if verdict == "hidden":
        return Row(label, split, women, men)
    return Row(
        label=label,
        split=split,
        women=women,
        men=men,
        difference=_estimate(found.difference, at),
        ratio=_estimate(found.ratio, at),
        representation=_representation(found.representation, at),
        adjusted=_adjusted_row(found.adjusted, at, adjusted_by),
        p=_finite(found.p[at]),
        q=_finite(found.q[at]),
        smallest_visible=_finite(found.smallest[at]),
        verdict=verdict,
    )


def _group(found: _Compared, at: int, sex: int, protected: bool) -> Group:
    """Write one sex of one row. A protected 0 stands for "fewer than the threshold" and is not written as 0."""

    def shown(count: int) -> int | None:
        return None if protected and count == 0 else count

    n = int(found.n[at, sex])
    missing = shown(int(found.missing[at, sex]))
    if n == 0:
        return Group(shown(n), None, None, None, None, missing)
    count = int(found.count[at, sex])
    low, high = float(found.share.low[at, sex]), float(found.share.high[at, sex])
    return Group(n, shown(count), count / n, low, high, missing)


def _estimate(found: compare.Estimate, at: int) -> Estimate | None:
    values = [_finite(part[at]) for part in (found.estimate, found.low, found.high)]
    if any(value is None for value in values):
        return None
    return Estimate(*(value for value in values if value is not None))


def _adjusted_row(found: compare.Estimate | None, at: int, by: tuple[str, ...]) -> Adjusted | None:
    estimate = _estimate(found, at) if found else None
    return Adjusted(estimate.estimate, estimate.low, estimate.high, by) if estimate else None


def _representation(found: compare.Representation, at: int) -> Representation | None:
    values = [_finite(part[at]) for part in (found.women_share, found.base_women_share, found.index)]
    if any(value is None for value in values):
        return None
    return Representation(*(value for value in values if value is not None))


def _finite(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


def changes(now: Counts, before: Counts) -> tuple[dict[tuple[str, str | None], Change], Change | None]:
    """Set every row, and the whole, beside the same of an earlier period that shares no quarter with this one.

    Returns
    -------
    tuple
        The change of each row that both periods have, by its labels, and that of the whole.
    """
    place = {label: at for at, label in enumerate(before.labels)}
    both = [at for at, label in enumerate(now.labels) if label in place]
    earlier = [place[now.labels[at]] for at in both]
    noise, protected = now.noise, now.noise.protects
    n, count = np.vstack([now.n[both], now.total_n]), np.vstack([now.count[both], now.total_count])
    then = _compared(
        np.vstack([before.n[earlier], before.total_n]),
        np.vstack([before.count[earlier], before.total_count]),
        np.vstack([before.missing[earlier], before.total_missing]),
        0.0,
        noise,
        None,
    )
    variance = noise.variance(count).max(axis=1)
    difference_now = _points(compare.newcombe(count[:, 0], n[:, 0], count[:, 1], n[:, 1], noise_variance=variance))
    moved = compare.change_of_differences(difference_now, then.difference)
    found: list[Change | None] = []
    for at in range(len(n)):
        difference, change = _estimate(then.difference, at), _estimate(moved, at)
        women, men = (_group(then, at, sex, protected) for sex in (0, 1))
        found.append(Change(women, men, difference, change) if difference and change else None)
    rows = {now.labels[row]: change for row, change in zip(both, found[:-1], strict=True) if change}
    return rows, found[-1]
