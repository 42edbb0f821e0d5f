"""What says most comes first: differences, similarities and changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from statistics import NormalDist

from jamstalld import compare
from jamstalld.compare.verdicts import SIGNIFICANT
from jamstalld.views.elements import numbers
from jamstalld.views.model import Estimate, Row
from jamstalld.views.overview.model import Look

Compared = tuple[Look, Row]
_NORMAL = NormalDist()
_DEVIATE = _NORMAL.inv_cdf(0.975)


def differences(looks: Sequence[Look]) -> list[Compared]:
    """Give the differences, the clearest first.

    A difference is as clear as it is at least, in multiples of its measure's margin: what is large and little known
    goes after what is smaller and well known. Among equals the smaller q goes first.
    """
    return _varied(_of(looks, "difference"), _clearness)


def similarities(looks: Sequence[Look]) -> list[Compared]:
    """Give the similarities, first those that leave least room for a difference, in multiples of the margin."""
    told = [(look, row) for look, row in _of(looks, "similar") if _weighty(look, row)]
    return _varied(told, _closeness)


def changes(looks: Sequence[Look]) -> list[Compared]:
    """Give the differences that have moved, first those that have moved most at least.

    All changes are a family of their own. A change's p value is the one whose interval would just reach 0.
    """
    seen = [(look, row, row.previous.change) for look in looks for row in look.rows if row.previous]
    q = compare.benjamini_hochberg(numbers([_p_of(change) for _, _, change in seen]))
    moved = [(look, row) for (look, row, _), adjusted in zip(seen, q, strict=True) if adjusted <= SIGNIFICANT]
    return _varied(moved, lambda look, row: -_least(row.previous and row.previous.change) / look.measure.margin)


def _of(looks: Iterable[Look], verdict: str) -> Iterator[Compared]:
    return ((look, row) for look in looks for row in look.rows if row.verdict == verdict)


def _weighty(look: Look, row: Row) -> bool:
    """Leave out shares of a whole so small that they could not but be alike."""
    return look.measure.kind != "share" or any(
        100 * (group.share or 0.0) > look.measure.margin for group in (row.women, row.men)
    )


def _clearness(look: Look, row: Row) -> tuple[float, float]:
    return -_least(row.difference) / look.measure.margin, row.q or 0.0


def _closeness(look: Look, row: Row) -> float:
    gap = row.difference
    return max(abs(gap.low), abs(gap.high)) / look.measure.margin if gap else 0.0


def _least(gap: Estimate | None) -> float:
    """Give how large a difference is at least: 0 where its interval holds 0."""
    return min(abs(gap.low), abs(gap.high)) if gap and gap.low * gap.high > 0 else 0.0


def _p_of(change: Estimate) -> float:
    """Give a two-sided p value: the distance from the estimate to its limit on the side of 0 is 1.96 errors."""
    towards_0 = change.estimate - change.low if change.estimate > 0 else change.high - change.estimate
    return 2 * _NORMAL.cdf(-_DEVIATE * abs(change.estimate) / towards_0) if towards_0 > 0 else float("nan")


def _varied(found: Iterable[Compared], order: Callable[[Look, Row], float | tuple[float, ...]]) -> list[Compared]:
    """Sort, and then put the first of every measure before any measure's second, and so on."""
    turns = Counter[str]()
    taken: list[tuple[int, Compared]] = []
    for look, row in sorted(found, key=lambda one: order(*one)):
        turns[look.measure.key] += 1
        taken.append((turns[look.measure.key], (look, row)))
    return [one for _, one in sorted(taken, key=lambda each: each[0])]
