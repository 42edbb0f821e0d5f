"""From counts to rows: the statistics of a view, each kind of measure by its own module, and what they amount to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from jamstalld import compare
from jamstalld.views.comparing_means import mean_rows
from jamstalld.views.comparing_scales import scale_rows
from jamstalld.views.comparing_shares import share_rows
from jamstalld.views.elements import estimate_at, estimates, finite, numbers
from jamstalld.views.laying_out import Counts, most_told
from jamstalld.views.model import Change, Row, Verdict

Labels = tuple[str, str | None]


def compared_rows(counts: Counts, margin: float, adjusted_by: tuple[str, ...]) -> tuple[list[Row], Row]:
    """Compare the sexes in every row and in the whole.

    Parameters
    ----------
    margin
        The practical margin, in the unit of the differences.

    Returns
    -------
    tuple
        The rows, in the order of the counts and with the verdict "hidden" where a sex has nobody, and the total.
        Sentences are not yet written.
    """
    (whole,) = judged(unjudged(counts.whole()), margin)
    return judged(unjudged(counts, adjusted_by), margin), whole


def unjudged(counts: Counts, adjusted_by: tuple[str, ...] = ()) -> list[Row]:
    """Compare the sexes in every row, without a verdict."""
    if counts.answers is None:
        return share_rows(counts, adjusted_by)
    compared = mean_rows if counts.answers.values else scale_rows
    rows = compared(counts, counts.answers, adjusted_by)
    told = most_told(counts.answers.rows, counts.n)
    return [row if enough else _not_compared(row) for row, enough in zip(rows, told, strict=True)]


def _not_compared(row: Row) -> Row:
    """Leave of a row of a scale or a mean only what was answered: protection hides most of it."""
    women, men = (
        replace(group, low=None, high=None, mean=None, median=None, quartiles=None) for group in (row.women, row.men)
    )
    return Row(row.label, row.split, women, men)


def judged(rows: Sequence[Row], margin: float | Sequence[float]) -> list[Row]:
    """Pass a verdict on each row, all of them being one family of comparisons.

    Parameters
    ----------
    margin
        The practical margin, in the unit of the differences; where rows are of several measures, that of each.
    """
    gap = estimates([row.difference for row in rows])
    q = compare.benjamini_hochberg(numbers([row.p for row in rows]))
    smallest = numbers([row.smallest_visible for row in rows])
    verdicts = compare.verdicts(gap.estimate, gap.low, gap.high, q, smallest, margin)
    return [_judged(row, finite(q[at]), str(verdicts[at])) for at, row in enumerate(rows)]


def _judged(row: Row, q: float | None, verdict: str) -> Row:
    if verdict == "hidden":
        return Row(row.label, row.split, row.women, row.men)
    passed: Verdict = verdict  # pyright: ignore[reportAssignmentType]
    return replace(row, q=q, verdict=passed)


def changes(now: Counts, before: Counts) -> tuple[dict[Labels, Change], Change | None]:
    """Set every row, and the whole, beside the same of an earlier period that shares no quarter with this one.

    Returns
    -------
    tuple
        The change of each row that both periods have, by its labels, and that of the whole.
    """
    then = {(row.label, row.split): row for row in unjudged(before)}
    both = [row for row in unjudged(now) if (row.label, row.split) in then]
    moved = moved_since(both, [then[row.label, row.split] for row in both])
    (whole,) = moved_since(unjudged(now.whole()), unjudged(before.whole()))
    return {(row.label, row.split): change for row, change in zip(both, moved, strict=True) if change}, whole


def moved_since(now: Sequence[Row], before: Sequence[Row]) -> list[Change | None]:
    """Tell how each difference has moved; None where either period has none."""
    moved = compare.change_of_differences(
        estimates([row.difference for row in now]), estimates([row.difference for row in before])
    )
    return [
        Change(row.women, row.men, row.difference, change)
        if row.difference and (change := estimate_at(moved, at))
        else None
        for at, row in enumerate(before)
    ]
