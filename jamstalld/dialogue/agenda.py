"""The order of a meeting's points, and the time they take."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from jamstalld.dialogue.meetings import Point


def in_order(points: Iterable[Point]) -> tuple[Point, ...]:
    """Give the points as they come on the agenda; of two in the same place, the one that was there first."""
    return tuple(sorted(points, key=lambda point: point.place))


def minutes_of(points: Iterable[Point]) -> int:
    """Add up the minutes of the points."""
    return sum(point.minutes for point in points)


def shifted(points: Iterable[Point], identity: str, step: int) -> tuple[Point, ...]:
    """Move one point up (−1) or down (+1).

    Returns
    -------
    tuple
        The points whose place is another than before, with their new place. None of them where the point is first or
        last already, or is no longer there.
    """
    order = list(in_order(points))
    at = next((at for at, point in enumerate(order) if point.identity == identity), None)
    if at is None or not 0 <= at + step < len(order):
        return ()
    order.insert(at + step, order.pop(at))
    return tuple(replace(point, place=place) for place, point in enumerate(order) if point.place != place)


def beside(points: Sequence[Point], identity: str, step: int) -> str:
    """Give the point before (−1) or after (+1) the one on the screen, by identity.

    Before the first is the opening picture, which has no identity; after the last comes nothing, and it stays.

    Parameters
    ----------
    identity
        The point on the screen; empty for the opening picture.
    """
    order = ["", *(point.identity for point in in_order(points))]
    at = order.index(identity) if identity in order else 0
    return order[min(max(at + step, 0), len(order) - 1)]


def free_place(points: Iterable[Point]) -> int:
    """Give the place after the last."""
    return max((point.place for point in points), default=-1) + 1
