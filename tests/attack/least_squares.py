"""The averaging attacker: all released numbers at once as one system of equations over the base cells.

Asghar & Kaafar (2020) average overlapping sums until the noise of the cell key method wears off. Here every released
count of cases, of every period, sex, unit, age group and intervention and of all sums over these, is an equation; the
base cells are the unknowns, none negative. The solution gives a number for every cell.

How it is calibrated. Attackers are told that a count is 1–4 and only have to say which. They make up a municipality
of the same kind themselves, with another seed and another salt, and load it. There they see how often each count 1–4
lies behind each released number, which is all that who looks at the number itself can go by: he guesses the likeliest
count. So much for the table and the prior. Who solves the system guesses in two ways: the estimate, rounded; and the
likeliest count behind the number together with its estimate in steps of a half, learnt in the same way (of a pair seen
fewer than 20 times, as the former).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import product

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import lsq_linear
from scipy.sparse import csr_matrix, identity, kron

from tests.attack.land import GROUPED, MEMBERS, NONE, UNITS, Land, Named, Told
from tests.attack.municipality import THRESHOLD

TOLD_APART = ("sex", "quarter", "unit", "age_group", "intervention")
SEEN_ENOUGH = 20
SURE = 0.95
STEP = 0.5


@dataclass(frozen=True)
class System:
    """Released counts as sums of base cells: those of `groups`, in the order of the rows of `sums`."""

    groups: Sequence[Named]
    sums: csr_matrix

    def true(self, land: Land, rows: Sequence[Mapping[str, object]]) -> NDArray[np.int64]:
        """Count the truth behind every equation."""
        places = {cell: at for at, cell in enumerate(product(*(land.values[name] for name in TOLD_APART)))}
        base = np.zeros(len(places))
        for cell, number in Counter(tuple(str(row[n] or NONE) for n in TOLD_APART) for row in rows).items():
            base[places[cell]] = number
        return np.rint(self.sums @ base).astype(np.int64)

    def released(self, known: Mapping[tuple[Named, str], Told]) -> NDArray[np.float64]:
        """Give what was released of every equation: the mean where units of count differ."""
        return np.array(
            [np.mean([known[group, unit].value for unit in UNITS if (group, unit) in known]) for group in self.groups]
        )

    def estimated(self, released: NDArray[np.float64], steps: int = 40) -> NDArray[np.float64]:
        """Solve the system, and give every equation's estimate."""
        return self.sums @ lsq_linear(self.sums, released, bounds=(0, np.inf), lsmr_tol="auto", max_iter=steps).x


def system(land: Land, *, grouped: bool) -> System:
    """Put up the equations: every period, each sex, and one value or all of every other dimension.

    Parameters
    ----------
    grouped
        Whether the groups of groupings are asked for too.
    """
    spans = [[str(quarter) for quarter in period.quarters] for period in land.periods]
    quarters = csr_matrix([[float(one in span) for one in land.values["quarter"]] for span in spans])
    choices: list[list[tuple[str, ...]]] = [[(sex,) for sex in land.values["sex"]], [tuple(span) for span in spans]]
    parts = [identity(len(land.values["sex"])), quarters]
    for name in TOLD_APART[2:]:
        values = land.values[name]
        keys = [key for key, of in GROUPED.items() if of == name and grouped]
        choices.append(
            [*((value,) for value in values), *(one for key in keys for one in MEMBERS[key].values()), values]
        )
        parts.append(csr_matrix([[float(value in chosen) for value in values] for chosen in choices[-1]]))
    groups = [land.named(dict(zip(TOLD_APART, chosen, strict=True))) for chosen in product(*choices)]
    return System(groups, csr_matrix(reduce(kron, parts)))


@dataclass(frozen=True)
class Seen:
    """A municipality's true counts, released numbers and estimates of every equation."""

    true: NDArray[np.int64]
    released: NDArray[np.float64]
    estimated: NDArray[np.float64]

    @property
    def small(self) -> Seen:
        """The counts to protect alone."""
        small = (self.true > 0) & (self.true < THRESHOLD)
        return Seen(self.true[small], self.released[small], self.estimated[small])

    @property
    def both(self) -> list[tuple[float, float]]:
        """Each released number with its estimate, in steps."""
        return list(zip(self.released.tolist(), np.rint(self.estimated / STEP).tolist(), strict=True))


@dataclass(frozen=True)
class Accuracy:
    """How often attackers are right, of the true counts 1–4. Shares 0–1.

    Parameters
    ----------
    counts
        How many counts there are.
    cell
        The likeliest count behind the number itself.
    rounded
        The estimate, rounded.
    learnt
        The likeliest count behind the number and its estimate together.
    inside
        Of an attacker who is not even told that counts are 1–4: how many he calls 1–4 where, in his own municipality,
        95 of 100 were.
    wrong
        Of all that he calls so, how many are not.
    """

    counts: int
    cell: float
    rounded: float
    learnt: float
    inside: float
    wrong: float


def compared(own: Seen, target: Seen) -> Accuracy:
    """Let attackers learn from a municipality of their own, and guess in another."""
    called, are = _called_small(own, target), (target.true > 0) & (target.true < THRESHOLD)
    own, target = own.small, target.small
    by_cell, by_both = _learnt(own.released.tolist(), own.true), _learnt(own.both, own.true)
    nothing = _Learnt(1, 0)
    cell = [by_cell.get(one, nothing) for one in target.released.tolist()]
    learnt = [by_both.get(one, nothing) for one in target.both]
    learnt = [one if one.times >= SEEN_ENOUGH else other for one, other in zip(learnt, cell, strict=True)]
    return Accuracy(
        counts=len(target.true),
        cell=float(np.mean(target.true == [one.count for one in cell])),
        rounded=float(np.mean(target.true == np.rint(target.estimated))),
        learnt=float(np.mean(target.true == [one.count for one in learnt])),
        inside=float(np.mean(called[are])),
        wrong=float(np.mean(~are[called])),
    )


def _called_small(own: Seen, target: Seen) -> NDArray[np.bool_]:
    """Tell which counts of the target are called 1–4."""
    small: dict[Hashable, Counter[bool]] = defaultdict(Counter)
    for one, count in zip(own.both, own.true.tolist(), strict=True):
        small[one][0 < count < THRESHOLD] += 1
    sure = {one for one, seen in small.items() if seen.total() >= SEEN_ENOUGH and seen[True] >= SURE * seen.total()}
    return np.array([one in sure for one in target.both])


@dataclass(frozen=True)
class _Learnt:
    """The likeliest count behind something seen, and how often that was seen."""

    count: int
    times: int


def _learnt(seen: Sequence[Hashable], true: NDArray[np.int64]) -> dict[Hashable, _Learnt]:
    counts: dict[Hashable, Counter[int]] = defaultdict(Counter)
    for one, count in zip(seen, true.tolist(), strict=True):
        counts[one][count] += 1
    return {one: _Learnt(found.most_common(1)[0][0], found.total()) for one, found in counts.items()}
