"""What the participants have written at a point, put together as the facilitator has grouped it, with its dots."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from jamstalld.dialogue.meetings import Ballot, Contribution


@dataclass(frozen=True)
class Gathered:
    """One contribution and those that say the same.

    Parameters
    ----------
    head
        The one that stands for all of them.
    others
        Those that have been put together with it.
    dots
        How many dots they have together.
    """

    head: Contribution
    others: tuple[Contribution, ...]
    dots: int

    @property
    def all(self) -> tuple[Contribution, ...]:
        """All of them, the head first."""
        return (self.head, *self.others)

    @property
    def writers(self) -> int:
        """How many participants have written any of them."""
        return writers(self.all)


def tally(groups: Sequence[Gathered]) -> tuple[bool, list[int]]:
    """Count for each group its dots where anybody has placed one, else how many have written it.

    Returns
    -------
    tuple
        Whether these are dots; the counts, in the order of the groups.
    """
    voted = any(group.dots for group in groups)
    return voted, [group.dots if voted else group.writers for group in groups]


def gathered(contributions: Sequence[Contribution], ballots: Iterable[Ballot] = ()) -> tuple[Gathered, ...]:
    """Put contributions together as they are grouped, in the order their heads were written.

    One whose head has been taken away stands for itself again.
    """
    heads = {one.identity: head_of(one, contributions) for one in contributions}
    votes = list(ballots)
    found: list[Gathered] = []
    for head in contributions:
        if heads[head.identity] == head.identity:
            others = tuple(one for one in contributions if one is not head and heads[one.identity] == head.identity)
            together = (head, *others)
            dots = sum(max(ballot.dots.get(one.identity, 0), 0) for ballot in votes for one in together)
            found.append(Gathered(head, others, dots))
    return tuple(found)


def placed_on(ballot: Ballot | None, group: Gathered) -> int:
    """Count the dots that one ballot places on a contribution and those that say the same."""
    return sum(max(ballot.dots.get(one.identity, 0), 0) for one in group.all) if ballot else 0


def placed(ballot: Ballot | None, there: Sequence[Contribution], group: Gathered, dots: int) -> dict[str, int]:
    """Give where all dots of one ballot lie when so many are placed on a group.

    Those on a contribution that has been taken back are free again.
    """
    others = {one.identity for one in there} - {one.identity for one in group.all}
    kept = {where: number for where, number in ballot.dots.items() if where in others} if ballot else {}
    return {**kept, group.head.identity: dots} if dots > 0 else kept


def by_dots(groups: Iterable[Gathered]) -> tuple[Gathered, ...]:
    """Put those with most dots first; of as many, the ones that more have written; then as they came."""
    return tuple(sorted(groups, key=lambda group: (-group.dots, -group.writers)))


def voters(ballots: Iterable[Ballot]) -> int:
    """Count the participants who have placed a dot."""
    return sum(any(dots > 0 for dots in ballot.dots.values()) for ballot in ballots)


def writers(contributions: Iterable[Contribution]) -> int:
    """Count the participants who have written something."""
    return len({one.participant for one in contributions})


def regrouped(contributions: Sequence[Contribution], moved: str, head: str) -> dict[str, str]:
    """Put one contribution, and those that stand behind it, together with another.

    Parameters
    ----------
    moved, head
        The one that is put together with the other, by identity; with itself or nothing it stands alone again.

    Returns
    -------
    dict
        Contribution → the head it now has, of those that get another than before.
    """
    known = {one.identity: one for one in contributions}
    if moved not in known:
        return {}
    target = head_of(known[head], contributions) if head in known and head != moved else ""
    if target == moved:
        return {}
    behind = [one for one in contributions if one.identity != moved and head_of(one, contributions) == moved]
    if not target and behind:
        return {}
    return {one.identity: target for one in (known[moved], *behind) if one.group != target}


def head_of(one: Contribution, contributions: Sequence[Contribution]) -> str:
    """Give the one that stands for a contribution, by identity: its group's, or itself."""
    known = {other.identity: other.group for other in contributions}
    at, passed = one.identity, set[str]()
    while known.get(at) in known and at not in passed:
        passed.add(at)
        at = known[at]
    return at
