"""Dealing values out in fair shares.

Drawn independently, a few hundred rows would blur the patterns that the sample data are there to show. Here
each group gets its share of every value, and what rounding leaves over is carried to the group's next
quarter. Which row gets which value is still left to chance.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import TypeVar

import numpy as np

Row = TypeVar("Row")
Value = TypeVar("Value", bound=str | None)


class Dealer:
    """Deals values to groups, and remembers what it owes each group.

    Parameters
    ----------
    rng
        The source of chance.
    """

    def __init__(self, rng: np.random.Generator) -> None:
        self._rng = rng
        self._owed: dict[Hashable, np.ndarray] = {}

    def counts(self, group: Hashable, n: int, shares: Mapping[Value, float]) -> dict[Value, int]:
        """Split `n` by `shares`.

        Parameters
        ----------
        group
            The group whose remainders are carried over. Its shares may change between calls, not its values.
        n
            How many to split.
        shares
            Value → share, 0–1, together 1.

        Returns
        -------
        dict
            Value → count, together `n`.
        """
        expected = n * np.array(list(shares.values())) + self._owed.get(group, 0)
        dealt = np.zeros(len(shares), dtype=int)
        for _ in range(n):
            dealt[np.argmax(expected - dealt)] += 1
        self._owed[group] = expected - dealt
        return dict(zip(shares, dealt.tolist(), strict=True))

    def deal(
        self,
        topic: str,
        rows: Iterable[Row],
        group: Callable[[Row], Hashable],
        shares: Callable[[Row], Mapping[Value, float]],
    ) -> list[tuple[Row, Value]]:
        """Give each row a value.

        Parameters
        ----------
        topic
            What is dealt; groups of different topics owe each other nothing.
        rows
            The rows.
        group
            Row → its group.
        shares
            Row → value → share, the same for all rows of a group.

        Returns
        -------
        list
            Each row with its value, None where the value is missing.
        """
        groups: dict[Hashable, list[Row]] = {}
        for row in rows:
            groups.setdefault(group(row), []).append(row)
        dealt: list[tuple[Row, Value]] = []
        for key, members in groups.items():
            counts = self.counts((topic, key), len(members), shares(members[0]))
            values = [value for value, count in counts.items() for _ in range(count)]
            order = self._rng.permutation(len(values))
            dealt += [(row, values[at]) for row, at in zip(members, order, strict=True)]
        return dealt
